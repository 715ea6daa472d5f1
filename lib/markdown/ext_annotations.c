/* Annotations of Material for MkDocs:
 *
 *     Lorem ipsum (1) dolor.
 *     { .annotate }
 *
 *     1.  What the marker (1) leads to
 *
 * In a paragraph, an admonition or a division with that class, numbers in parentheses lead to the
 * items of the list behind it, and those lead back. The list stays where it is. All is done on the
 * tape, before anything else is found there. */
#include <stdlib.h>

#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"
#include "markdown/heading_ids.h"
#include "markdown/html_tokens.h"
#include "markdown/inline.h"

enum { MOST_DIGITS = 3, OWN_REFERENCE = 0, OWN_WAY_BACK = 1 };

/* A block with markers, the list behind it, and where the list ends. */
struct region {
    size_t from, to, list, list_end;
    uint32_t count; /* of items */
};

/* An event before which the way back from an item stands. */
struct way_back {
    size_t event;
    uint32_t region, item;
};

struct annotator {
    struct tape *tape;
    vec(struct region) regions;
    vec(struct way_back) back; /* in the order of the tape */
    vec(bool) used;            /* of the items of all regions, one after another … */
    vec(str) ids;              /* … and the ids of their elements */
    vec(uint32_t) first_used;  /* of each region in `used` */
    bool no_end;               /* some division is never closed: nobody looks again */
};

/* ---- finding -------------------------------------------------------------------------------- */

static bool has_class(str classes)
{
    for (str word; classes.len && str_cut(&classes, ' ', &word);)
        if (str_eq(word, S("annotate")))
            return true;
    return false;
}

static bool enters(const struct tape *t, size_t i, MD_BLOCKTYPE type)
{
    const struct event *e = &t->events.at[i];
    return e->what == EVENT_ENTER_BLOCK && e->type == type;
}

/* Whether a block has the class; an admonition says it in its header. */
static bool is_annotated(const struct tape *t, size_t i)
{
    const struct event *e = &t->events.at[i];
    if (e->what != EVENT_ENTER_BLOCK)
        return false;
    const struct mark *mark = e->type == MD_BLOCK_QUOTE ? heading_quote_mark(t, i) : NULL;
    return has_class(t->details.at[e->detail].attributes.classes) ||
           (mark && has_class(mark->classes));
}

/* Follows the divisions that a piece of raw HTML opens and closes. False at the end of the first,
 * which begins with the class. */
static bool follow_divisions(str html, size_t *depth)
{
    struct html_cursor cursor = {.rest = html};
    struct html_token token;
    while (html_next(&cursor, &token)) {
        struct html_attribute a;
        bool tag = token.kind == HTML_OPEN || token.kind == HTML_CLOSE, begins = *depth > 0;
        if (!tag || !str_eq_nocase(token.name, S("div")))
            continue;
        for (str rest = html_attributes_of(&token);
             token.kind == HTML_OPEN && !begins && html_attribute_next(&rest, &a);)
            begins = str_eq_nocase(a.name, S("class")) && has_class(a.value);
        *depth += token.kind == HTML_OPEN && begins;
        if (token.kind == HTML_CLOSE && *depth > 0 && --*depth == 0)
            return false;
    }
    return true;
}

static bool is_html(const struct event *e)
{
    return e->what == EVENT_TEXT && e->type == MD_TEXT_HTML;
}

/* The last event of the division that begins at an event, STR_NONE for none. */
static size_t division_end(struct annotator *a, size_t i)
{
    const struct tape *t = a->tape;
    size_t depth = 0;
    if (a->no_end || !is_html(&t->events.at[i]) ||
        str_find(t->events.at[i].text, S("annotate")) == STR_NONE ||
        !follow_divisions(t->events.at[i].text, &depth) || depth == 0)
        return STR_NONE;
    for (i++; i < t->events.n; i++)
        if (is_html(&t->events.at[i]) && !follow_divisions(t->events.at[i].text, &depth))
            return i;
    a->no_end = true;
    return STR_NONE;
}

static str id_of(struct annotator *a, uint32_t region, uint32_t item)
{
    return arena_printf(a->tape->scratch, "an:%u:%u", (unsigned)region + 1, (unsigned)item);
}

/* Names the items of a region's list. */
static void name_items(struct annotator *a, struct region *r)
{
    struct tape *t = a->tape;
    size_t depth = 0;
    uint32_t index = (uint32_t)a->regions.n;
    for (size_t i = r->list; i < r->list_end; i++) {
        bool leaves = t->events.at[i].what == EVENT_LEAVE_BLOCK;
        depth -= leaves;
        if (depth == 1 && enters(t, i, MD_BLOCK_LI)) {
            struct detail *d = tape_detail(t, i);
            r->count++;
            vec_push(t->scratch, &a->used) = false;
            if (d->attributes.id.len == 0)
                d->attributes.id = id_of(a, index, r->count);
            vec_push(t->scratch, &a->ids) = d->attributes.id;
        } else if (depth == 1 && leaves) {
            bool paragraph = t->events.at[i - 1].what == EVENT_LEAVE_BLOCK &&
                             t->events.at[i - 1].type == MD_BLOCK_P;
            vec_push(t->scratch, &a->back) = (struct way_back){i - paragraph, index, r->count};
        }
        depth += t->events.at[i].what == EVENT_ENTER_BLOCK;
    }
}

static void add_region(struct annotator *a, size_t from, size_t to, size_t next)
{
    struct tape *t = a->tape;
    if (!enters(t, next, MD_BLOCK_OL))
        return;
    struct region r = {.from = from, .to = to, .list = next, .list_end = tape_end(t, next)};
    vec_push(t->scratch, &a->first_used) = (uint32_t)a->used.n;
    name_items(a, &r);
    vec_push(t->scratch, &a->regions) = r;
}

static void find(struct annotator *a)
{
    struct tape *t = a->tape;
    for (size_t i = 0; i < t->events.n; i++) {
        size_t end = STR_NONE, next;
        if (is_annotated(t, i)) {
            /* A tight item holds its list. */
            bool item = t->events.at[i].type == MD_BLOCK_LI;
            end = item ? inline_end(t, i + 1) - 1 : tape_end(t, i);
            next = item ? end + 1 : tape_behind_marks(t, end);
        } else if ((end = division_end(a, i)) != STR_NONE) {
            next = tape_behind_marks(t, end);
        }
        if (end == STR_NONE)
            continue;
        add_region(a, i, end, next);
        i = end > i ? end : i;
    }
}

/* ---- the tape again ------------------------------------------------------------------------- */

static int by_event(const void *left, const void *right)
{
    size_t a = ((const struct way_back *)left)->event, b = ((const struct way_back *)right)->event;
    return (a > b) - (a < b);
}

/* "(12)" at the beginning of a text: its number, and how long it is; 0 for none. */
static uint32_t marker_at(str text, size_t *length)
{
    uint32_t number = 0;
    size_t n = 1;
    while (n < text.len && n <= MOST_DIGITS && ascii_is_digit(text.ptr[n]))
        number = number * 10 + (uint32_t)(text.ptr[n++] - '0');
    *length = n + 1;
    return n > 1 && n < text.len && text.ptr[n] == ')' ? number : 0;
}

static void put_own(struct annotator *a, uint32_t region, uint32_t item, uint8_t kind, str plain)
{
    size_t index = a->first_used.at[region] + item - 1;
    bool *used = &a->used.at[index];
    str id = a->ids.at[index];
    str reference = arena_join(a->tape->scratch, S("ref:"), id_of(a, region, item), S(""));
    struct detail d = {.ext = &ext_annotations, .level = kind, .index = item};
    d.href = kind == OWN_REFERENCE ? id : reference;
    d.title = kind == OWN_REFERENCE && !*used ? reference : S("");
    *used = true;
    tape_own(a->tape, &d, plain);
}

static void put_text(struct annotator *a, const struct event *event, uint32_t region)
{
    struct tape *t = a->tape;
    str text = event->text;
    size_t from = 0, length;
    for (size_t i = 0; i < text.len; i++) {
        uint32_t item = text.ptr[i] == '(' ? marker_at(str_from(text, i), &length) : 0;
        if (item == 0 || item > a->regions.at[region].count)
            continue;
        if (i > from)
            tape_text(t, MD_TEXT_NORMAL, str_slice(text, from, i));
        put_own(a, region, item, OWN_REFERENCE, S(""));
        from = i + length;
        i = from - 1;
    }
    if (from < text.len || text.len == 0) {
        vec_push(t->scratch, &t->events) = *event;
        t->events.at[t->events.n - 1].text = str_from(text, from);
    }
}

static void write_again(struct annotator *a)
{
    struct tape *t = a->tape;
    struct event *events = t->events.at;
    size_t count = t->events.n, next_back = 0, links = 0;
    uint32_t region = 0;
    t->events.at = NULL;
    t->events.n = t->events.cap = 0;
    for (size_t i = 0; i < count; i++) {
        const struct event *e = &events[i];
        while (region < a->regions.n && a->regions.at[region].to < i)
            region++;
        for (; next_back < a->back.n && a->back.at[next_back].event == i; next_back++) {
            const struct way_back *b = &a->back.at[next_back];
            if (a->used.at[a->first_used.at[b->region] + b->item - 1])
                put_own(a, b->region, b->item, OWN_WAY_BACK, S(""));
        }
        links += e->what == EVENT_ENTER_SPAN && (e->type == MD_SPAN_A || e->type == MD_SPAN_IMG);
        links -= e->what == EVENT_LEAVE_SPAN && (e->type == MD_SPAN_A || e->type == MD_SPAN_IMG);
        bool inside = region < a->regions.n && a->regions.at[region].from <= i && links == 0;
        if (inside && e->what == EVENT_TEXT && e->type == MD_TEXT_NORMAL)
            put_text(a, e, region);
        else
            vec_push(t->scratch, &t->events) = *e;
    }
}

/* Whether the class is named at all: in the text, or in a header that has been taken out of it. */
static bool may_have_any(const struct lines *lines)
{
    bool any = str_find(lines->text, S("annotate")) != STR_NONE;
    for (size_t i = 0; i < lines->marks.n && !any; i++)
        any = has_class(lines->marks.at[i].classes);
    return any;
}

void annotations_read(struct tape *tape)
{
    struct annotator a = {.tape = tape};
    if (tape->options->plain || !may_have_any(tape->lines))
        return;
    find(&a);
    if (a.regions.n == 0)
        return;
    if (a.back.n)
        qsort(a.back.at, a.back.n, sizeof *a.back.at, by_event);
    write_again(&a);
}

/* ---- HTML ----------------------------------------------------------------------------------- */

static void annotation_emit(struct emitter *e, const struct event *event)
{
    const struct detail *d = &e->tape->details.at[event->detail];
    bool back = d->level == OWN_WAY_BACK;
    e->body->features |= 1U << FEATURE_ANNOTATIONS;
    emit_lit(e, back ? S(" <a class=\"footnote-back\"") : S("<a class=\"annotation\""));
    if (d->title.len)
        emit_id_attribute(e, d->title);
    emit_fragment(e, d->href);
    emit_lit(e, back ? S(" role=\"doc-backlink\" aria-label=\"")
                     : S(" role=\"doc-noteref\" aria-label=\""));
    emit_word(e, back ? WORD_FOOTNOTE_BACK : WORD_ANNOTATION);
    buf_addf(&e->to->html, " %u\">", (unsigned)d->index);
    if (back)
        emit_literal(e, "↩</a>");
    else
        buf_addf(&e->to->html, "(%u)</a>", (unsigned)d->index);
}

const struct ext ext_annotations = {.name = "annotations", .emit = annotation_emit};
