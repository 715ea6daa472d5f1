/* Attribute lists of Python-Markdown and kramdown, beside those of headings (heading_ids.c):
 *
 *     [text](target){ .button }          directly behind a span: the span's
 *     Words. { .lead }                   at the end of a paragraph, an item, a cell: its own
 *     > quote                            alone on the line behind a quote or a table, or in a
 *     { .wide }                          paragraph of its own behind a list as well: the block's
 *
 * A list at the end of a text needs an id, a class or a colon, for `rate{job="api"}` is prose. */
#include "base/ascii.h"
#include "markdown/exts.h"
#include "markdown/heading_ids.h"

/* The source from text[i] on, as far as a list may reach. */
static str ahead(const struct tape *t, str text, size_t i)
{
    size_t at = tape_offset(t, text);
    str from = at == STR_NONE ? str_from(text, i) : str_from(t->lines->text, at + i);
    return str_until(from, LONGEST_ATTRIBUTES);
}

/* Whether nothing stands between the list and a span, or what may become one. */
static bool is_behind_span(const struct tape *t)
{
    const struct event *last = &t->events.at[t->events.n - 1];
    return last->what == EVENT_LEAVE_SPAN || last->what == EVENT_OWN ||
           (last->what == EVENT_TEXT && last->type == TEXT_SIGN);
}

/* A bar ends the line of a cell. */
static bool ends_line(str rest)
{
    size_t i = 0;
    while (i < rest.len && ascii_is_blank(rest.ptr[i]))
        i++;
    return i == rest.len || rest.ptr[i] == '\n' || rest.ptr[i] == '|';
}

static bool at(struct tape *t, str text, size_t i, size_t *end)
{
    struct attributes list;
    str from = ahead(t, text, i);
    char before = tape_byte_before(t, text, i);
    size_t n = before == '{' ? 0 : attributes_at(t->scratch, from, &list);
    str rest = str_from(from, n);
    if (n == 0 || str_starts(rest, S("}")))
        return false;
    *end = i + n;
    return (i == 0 && is_behind_span(t)) || (ascii_is_space(before) && ends_line(rest));
}

static void put(struct tape *t, str construct)
{
    tape_text(t, (MD_TEXTTYPE)TEXT_ATTRIBUTES, construct);
    tape_ask_run(t, &ext_attributes);
}

/* ---- spans ---------------------------------------------------------------------------------- */

/* A title is also what Markdown itself gives links and images. */
static void take_title(struct detail *d)
{
    for (size_t i = 0; i < d->attributes.rest.n; i++) {
        struct attribute *a = &d->attributes.rest.at[i];
        if (!str_eq_nocase(a->name, S("title")))
            continue;
        d->title = a->value;
        *a = d->attributes.rest.at[--d->attributes.rest.n];
        return;
    }
}

static void give(struct tape *t, size_t event, str list)
{
    struct detail *d = tape_detail(t, event);
    if (str_starts(list, S("^"))) {
        d->attributes.id = list;
        return;
    }
    struct attributes ours = d->attributes;
    attributes_at(t->scratch, list, &d->attributes);
    if (ours.classes.len)
        d->attributes.classes = arena_join(t->scratch, ours.classes, S(" "), d->attributes.classes);
    for (size_t i = 0; i < ours.rest.n; i++)
        vec_push(t->scratch, &d->attributes.rest) = ours.rest.at[i];
    uint8_t type = t->events.at[event].type;
    if (t->events.at[event].what == EVENT_ENTER_SPAN && (type == MD_SPAN_A || type == MD_SPAN_IMG))
        take_title(d);
}

/* Gives lists to the spans before them. What stands behind none becomes text again, but for one at
 * the end of the run, whose event it returns. */
static size_t give_spans(struct tape *t, size_t first)
{
    vec(uint32_t) open = {0};
    size_t ended = STR_NONE; /* the event that began the span which has just ended */
    for (size_t i = first; i < t->events.n; i++) {
        struct event *e = &t->events.at[i];
        bool is_list = e->what == EVENT_TEXT && e->type == TEXT_ATTRIBUTES;
        if (e->what == EVENT_ENTER_SPAN)
            vec_push(t->scratch, &open) = (uint32_t)i;
        if (is_list && ended != STR_NONE) {
            give(t, ended, e->text);
            t->events.at[i - 1].detail = t->events.at[ended].detail;
            e->text.len = 0;
        } else if (is_list && i + 1 == t->events.n) {
            return i;
        }
        if (is_list)
            e->type = MD_TEXT_NORMAL;
        ended = e->what == EVENT_OWN ? i : STR_NONE;
        if (e->what == EVENT_LEAVE_SPAN && open.n)
            ended = open.at[--open.n];
    }
    return STR_NONE;
}

/* ---- blocks --------------------------------------------------------------------------------- */

/* The event that began the block which ends at this one. */
static size_t begin_of(const struct tape *t, size_t end)
{
    uint8_t type = t->events.at[end].type;
    size_t i = end, depth = 1;
    while (depth > 0) {
        const struct event *e = &t->events.at[--i];
        if (e->type == type) {
            depth += e->what == EVENT_LEAVE_BLOCK;
            depth -= e->what == EVENT_ENTER_BLOCK;
        }
    }
    return i;
}

/* The block before the paragraph at this event that takes a list behind it, or STR_NONE. What an
 * extension has made of a quote has attributes of its own; a box can be led to. */
static size_t block_before(const struct tape *t, size_t paragraph, bool id)
{
    const struct event *e = &t->events.at[paragraph - 1];
    if (paragraph == 0 || e->what != EVENT_LEAVE_BLOCK)
        return STR_NONE;
    bool takes = e->type == MD_BLOCK_QUOTE || e->type == MD_BLOCK_UL || e->type == MD_BLOCK_OL ||
                 e->type == MD_BLOCK_TABLE;
    size_t begin = takes ? begin_of(t, paragraph - 1) : STR_NONE;
    const struct mark *mark =
        takes && e->type == MD_BLOCK_QUOTE ? heading_quote_mark(t, begin) : NULL;
    return mark && !(id && mark->ext->is_box) ? STR_NONE : begin;
}

/* A paragraph that is nothing but a list is for the block before it, and is none itself. */
static bool give_before(struct tape *t, size_t paragraph, str list)
{
    size_t before = block_before(t, paragraph, str_starts(list, S("^")));
    if (before == STR_NONE)
        return false;
    give(t, before, list);
    t->events.at[paragraph - 1].detail = t->events.at[before].detail;
    t->events.n = paragraph;
    t->open.n--;
    return true;
}

/* The text of a heading is one piece, as heading_ids.c wants it. */
static void join_text(struct tape *t, size_t list)
{
    struct event *e = &t->events.at[list], *before = e - 1;
    e->type = MD_TEXT_NORMAL;
    if (before->what == EVENT_TEXT && before->type == MD_TEXT_NORMAL &&
        before->text.ptr + before->text.len == e->text.ptr) {
        before->text.len += e->text.len;
        t->events.n--;
    }
}

static bool is_break(const struct event *e)
{
    return e->what == EVENT_TEXT && (e->type == MD_TEXT_SOFTBR || e->type == MD_TEXT_BR);
}

/* Whether a list may end a line that has other text: it cannot be taken for prose. */
static bool is_sure(struct tape *t, str list)
{
    struct attributes a;
    attributes_at(t->scratch, list, &a);
    return str_starts(list, S("^")) || str_starts(list, S("{:")) || a.id.len + a.classes.len > 0;
}

/* The list at the end of the run in a block. */
static void give_block(struct tape *t, size_t first, size_t list)
{
    size_t block = tape_open_block(t);
    struct event *e = &t->events.at[list];
    uint8_t type = block == STR_NONE ? MD_BLOCK_DOC : t->events.at[block].type;
    if (type == MD_BLOCK_H) {
        join_text(t, list);
        return;
    }
    e->type = MD_TEXT_NORMAL;
    bool takes =
        type == MD_BLOCK_P || type == MD_BLOCK_LI || type == MD_BLOCK_TD || type == MD_BLOCK_TH;
    if (!takes || (list == first && (type != MD_BLOCK_P || give_before(t, block, e->text))) ||
        list == first)
        return;
    bool own_line = is_break(e - 1);
    if (!own_line && !is_sure(t, e->text))
        return;
    give(t, block, e->text);
    t->events.n = list - own_line;
    struct event *last = &t->events.at[t->events.n - 1];
    if (last->what == EVENT_TEXT && last->type == MD_TEXT_NORMAL)
        last->text = str_trim_right(last->text);
}

static void run(struct tape *t, size_t first)
{
    size_t list = give_spans(t, first);
    if (list != STR_NONE)
        give_block(t, first, list);
}

/* ---- lines ---------------------------------------------------------------------------------- */

/* Behind a quote or a table CommonMark would take a list into it. */
static bool line(struct rewriter *w, const struct line *line)
{
    struct attributes list;
    if (attributes_at(w->scratch, line->text, &list) == line->text.len)
        rewriter_end_block(w, line);
    return false;
}

const struct ext ext_attributes = {.name = "attributes",
                                   .in_links = true,
                                   .begins = "{",
                                   .line = line,
                                   .starts = "{",
                                   .at = at,
                                   .put = put,
                                   .run = run};
