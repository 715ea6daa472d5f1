#include "markdown/tape.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "markdown/character_reference.h"
#include "markdown/exts.h"

enum {
    FLAGS = MD_FLAG_TABLES | MD_FLAG_TASKLISTS, /* ~~ is ext_signs's */
    TAB = 4,
    EVENT_COST = 8,       /* the shortest element has about that many bytes of HTML */
    BYTES_FOR_EVENT = 16, /* of text, in most notes */
    STOP = -1             /* md4c 0.4.8 mishandles positive results of callbacks */
};

/* ---- character references ------------------------------------------------------------------- */

str tape_entity(struct tape *t, str reference)
{
    if (!character_reference_is_named(reference))
        return character_reference(t->scratch, reference);
    bool fresh;
    size_t *index = map_put(t->scratch, &t->entities, reference, &fresh);
    if (fresh) {
        *index = t->decoded.n;
        vec_push(t->scratch, &t->decoded) = character_reference(t->scratch, reference);
    }
    return t->decoded.at[*index];
}

/* ---- limits --------------------------------------------------------------------------------- */

/* Bytes of HTML that a text may become: one long definition that is used often, or a wide table,
 * makes the square of itself. Real notes stay far below. */
static size_t most_output(const struct lines *lines, const struct markdown_options *options)
{
    enum { FREE = 1 << 20, FACTOR = 128 };
    size_t most = FREE + FACTOR * lines->text.len;
    return most < options->max_output ? most : options->max_output;
}

static enum tape_limit limit_of_lines(const struct lines *lines)
{
    if (lines->too_deep)
        return TAPE_TOO_DEEP;
    if (lines->too_many_links)
        return TAPE_TOO_MANY_LINKS;
    return lines->too_long ? TAPE_TOO_MUCH : TAPE_FINE;
}

/* ---- writing -------------------------------------------------------------------------------- */

static bool spend(struct tape *t, size_t bytes)
{
    t->cost += EVENT_COST + bytes;
    if (t->cost > t->most)
        t->limit = TAPE_TOO_MUCH;
    return t->limit == TAPE_FINE;
}

static void put(struct tape *t, enum event_what what, int type, uint32_t detail)
{
    vec_push(t->scratch, &t->events) =
        (struct event){.what = (uint8_t)what, .type = (uint8_t)type, .detail = detail};
}

/* Whose text is not for extensions. */
static bool is_quiet(const struct event *e)
{
    if (e->what == EVENT_ENTER_BLOCK)
        return e->type == MD_BLOCK_CODE;
    return e->type == MD_SPAN_CODE || e->type == MD_SPAN_IMG;
}

static bool is_link(const struct event *e)
{
    return e->what == EVENT_ENTER_SPAN && e->type == MD_SPAN_A;
}

static void put_enter(struct tape *t, enum event_what what, int type, const struct detail *detail)
{
    uint32_t index = NO_DETAIL;
    if (detail) {
        index = (uint32_t)t->details.n;
        vec_push(t->scratch, &t->details) = *detail;
    }
    vec_push(t->scratch, &t->open) = (uint32_t)t->events.n;
    put(t, what, type, index);
    t->quiet += is_quiet(&t->events.at[t->events.n - 1]);
    t->links += is_link(&t->events.at[t->events.n - 1]);
}

/* Ends all that is open but the first n. */
static void end_behind(struct tape *t, size_t n)
{
    while (t->open.n > n) {
        struct event e = t->events.at[t->open.at[--t->open.n]];
        t->quiet -= is_quiet(&e);
        t->links -= is_link(&e);
        put(t, (enum event_what)(e.what + 1), e.type, e.detail);
    }
}

/* Ends what the block or span holds, too. One that is not open ends nothing: md4c 0.4.8 loses the
 * beginning of an emphasis that it finds inside a link's address, [](*)*. */
static void put_leave(struct tape *t, enum event_what what, int type)
{
    size_t i = t->open.n;
    for (; i > 0; i--) {
        const struct event *e = &t->events.at[t->open.at[i - 1]];
        if (e->what + 1U == what && e->type == type)
            break;
        if (what == EVENT_LEAVE_SPAN && e->what == EVENT_ENTER_BLOCK)
            return;
    }
    if (i > 0)
        end_behind(t, i - 1);
}

/* md4c 0.4.8 loses the end of an emphasis, too, *[](*): in a tight item, whose text stands in no
 * paragraph, the next block would be in it. */
static void end_spans(struct tape *t)
{
    size_t n = t->open.n;
    while (n > 0 && t->events.at[t->open.at[n - 1]].what == EVENT_ENTER_SPAN)
        n--;
    end_behind(t, n);
}

void tape_enter_span(struct tape *t, MD_SPANTYPE type, const struct detail *detail)
{
    put_enter(t, EVENT_ENTER_SPAN, (int)type, detail);
}

void tape_leave_span(struct tape *t, MD_SPANTYPE type)
{
    put_leave(t, EVENT_LEAVE_SPAN, (int)type);
}

void tape_text(struct tape *t, MD_TEXTTYPE type, str text)
{
    vec_push(t->scratch, &t->events) =
        (struct event){.what = EVENT_TEXT, .type = (uint8_t)type, .text = text};
}

size_t tape_offset(const struct tape *t, str text)
{
    str all = t->lines->text;
    return text.ptr >= all.ptr && text.ptr <= all.ptr + all.len ? (size_t)(text.ptr - all.ptr)
                                                                : STR_NONE;
}

size_t tape_end(const struct tape *t, size_t i)
{
    uint8_t enter = t->events.at[i].what, leave = (uint8_t)(enter + 1), type = t->events.at[i].type;
    size_t depth = 0;
    for (; i < t->events.n; i++) {
        const struct event *e = &t->events.at[i];
        if (e->type != type)
            continue;
        depth += e->what == enter;
        depth -= e->what == leave;
        if (depth == 0)
            return i;
    }
    return t->events.n - 1;
}

/* ---- md4c's callbacks ----------------------------------------------------------------------- */

static str attribute_text(struct tape *t, const MD_ATTRIBUTE *a)
{
    struct buf text = {.arena = t->scratch};
    if (!a->text)
        return S("");
    for (unsigned i = 0; a->substr_offsets[i] < a->size; i++) {
        str part = {a->text + a->substr_offsets[i],
                    a->substr_offsets[i + 1] - a->substr_offsets[i]};
        if (a->substr_types[i] == MD_TEXT_ENTITY)
            buf_add(&text, tape_entity(t, arena_dup(t->scratch, part)));
        else if (a->substr_types[i] == MD_TEXT_NULLCHAR)
            buf_add_lit(&text, "\xEF\xBF\xBD");
        else
            buf_add(&text, part);
    }
    return buf_kept(&text);
}

static size_t attribute_offset(const struct tape *t, const MD_ATTRIBUTE *a)
{
    return a->text ? tape_offset(t, (str){a->text, a->size}) : STR_NONE;
}

static bool is_container(MD_BLOCKTYPE type)
{
    return type == MD_BLOCK_QUOTE || type == MD_BLOCK_LI;
}

static int enter_block(MD_BLOCKTYPE type, void *raw, void *user)
{
    struct tape *t = user;
    struct detail d = {0};
    t->depth += is_container(type);
    if (t->depth > t->options->max_nesting) {
        t->limit = TAPE_TOO_DEEP;
        return STOP;
    }
    bool has_detail = true;
    switch (type) {
    case MD_BLOCK_OL:
        d.start = ((MD_BLOCK_OL_DETAIL *)raw)->start;
        break;
    case MD_BLOCK_LI:
        has_detail = ((MD_BLOCK_LI_DETAIL *)raw)->is_task;
        d.task = has_detail ? ((MD_BLOCK_LI_DETAIL *)raw)->task_mark : 0;
        break;
    case MD_BLOCK_H:
        d.level = (uint8_t)((MD_BLOCK_H_DETAIL *)raw)->level;
        break;
    case MD_BLOCK_CODE:
        d.info = attribute_text(t, &((MD_BLOCK_CODE_DETAIL *)raw)->info);
        d.at = attribute_offset(t, &((MD_BLOCK_CODE_DETAIL *)raw)->info);
        d.lang = attribute_text(t, &((MD_BLOCK_CODE_DETAIL *)raw)->lang);
        d.fenced = ((MD_BLOCK_CODE_DETAIL *)raw)->fence_char != '\0';
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        d.align = ((MD_BLOCK_TD_DETAIL *)raw)->align;
        has_detail = d.align != MD_ALIGN_DEFAULT;
        break;
    default:
        has_detail = false;
        break;
    }
    t->block_lines = type == MD_BLOCK_CODE || type == MD_BLOCK_HTML;
    tape_end_run(t);
    end_spans(t);
    put_enter(t, EVENT_ENTER_BLOCK, (int)type, has_detail ? &d : NULL);
    t->run = t->events.n;
    return spend(t, d.info.len) ? 0 : STOP;
}

static int leave_block(MD_BLOCKTYPE type, void *raw, void *user)
{
    struct tape *t = user;
    (void)raw;
    t->depth -= is_container(type);
    t->block_lines = t->in_anchor = false;
    tape_end_run(t);
    put_leave(t, EVENT_LEAVE_BLOCK, (int)type);
    t->run = t->events.n;
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *raw, void *user)
{
    struct tape *t = user;
    struct detail d = {.at = STR_NONE};
    if (t->taken || t->dropped) {
        t->dropped++;
        return 0;
    }
    if (type == MD_SPAN_A) {
        d.at = attribute_offset(t, &((MD_SPAN_A_DETAIL *)raw)->href);
        d.href = attribute_text(t, &((MD_SPAN_A_DETAIL *)raw)->href);
        d.title = attribute_text(t, &((MD_SPAN_A_DETAIL *)raw)->title);
    } else if (type == MD_SPAN_IMG) {
        d.at = attribute_offset(t, &((MD_SPAN_IMG_DETAIL *)raw)->src);
        d.href = attribute_text(t, &((MD_SPAN_IMG_DETAIL *)raw)->src);
        d.title = attribute_text(t, &((MD_SPAN_IMG_DETAIL *)raw)->title);
    }
    bool has_detail = type == MD_SPAN_A || type == MD_SPAN_IMG;
    put_enter(t, EVENT_ENTER_SPAN, (int)type, has_detail ? &d : NULL);
    return spend(t, d.href.len + d.title.len) ? 0 : STOP;
}

static int leave_span(MD_SPANTYPE type, void *raw, void *user)
{
    struct tape *t = user;
    (void)raw;
    if (t->dropped)
        t->dropped--;
    else
        put_leave(t, EVENT_LEAVE_SPAN, (int)type);
    return 0;
}

/* Takes the line of a mark, and the line end behind it, off the raw HTML. */
static bool put_mark(struct tape *t, str text)
{
    size_t out = tape_offset(t, text);
    const struct mark *mark = out == STR_NONE ? NULL : lines_mark(t->lines, (uint32_t)out);
    if (mark) {
        put(t, EVENT_MARK, 0, (uint32_t)(mark - t->lines->marks.at));
        return true;
    }
    return t->events.n && t->events.at[t->events.n - 1].what == EVENT_MARK && str_eq(text, S("\n"));
}

/* ---- texts ---------------------------------------------------------------------------------- */

/* The blanks before a line of code as they were written. md4c makes spaces of tabs: of the blanks
 * before `at`, those that are the last `columns` of them. Empty where they cannot be told. */
static str written_indent(const struct tape *t, size_t at, size_t columns)
{
    str all = t->lines->text;
    size_t blanks = at, line = at, column = 0, end = 0;
    while (blanks > 0 && ascii_is_blank(all.ptr[blanks - 1]))
        blanks--;
    if (str_find_char(str_slice(all, blanks, at), '\t') == STR_NONE)
        return S("");
    while (line > 0 && all.ptr[line - 1] != '\n')
        line--;
    for (size_t i = line; i < at; i++)
        end = all.ptr[i] == '\t' ? end + TAB - end % TAB : end + 1;
    for (size_t i = line; i < at; i++) {
        if (i >= blanks && column + columns == end)
            return str_slice(all, i, at);
        column = all.ptr[i] == '\t' ? column + TAB - column % TAB : column + 1;
    }
    return S("");
}

/* Those before `at`, if they are nothing but spaces. */
static str spaces_before(const struct tape *t, size_t at, size_t columns)
{
    str blanks = str_slice(t->lines->text, at < columns ? 0 : at - columns, at);
    bool spaces = blanks.len == columns;
    for (size_t i = 0; i < blanks.len && spaces; i++)
        spaces = blanks.ptr[i] == ' ';
    return spaces ? blanks : S("");
}

/* Texts of code and raw HTML, line by line: what stands together in the rewritten text becomes one
 * event. */
static void put_verbatim(struct tape *t, MD_TEXTTYPE type, str s)
{
    struct event *last = &t->events.at[t->events.n - 1];
    if (last->what == EVENT_TEXT && last->type == type && last->text.ptr + last->text.len == s.ptr)
        last->text.len += s.len;
    else
        tape_text(t, type, s);
}

static void put_indent(struct tape *t, MD_TEXTTYPE type, str next)
{
    size_t at = tape_offset(t, next);
    str indent = at == STR_NONE ? S("") : spaces_before(t, at, t->indent);
    if (indent.len == 0 && at != STR_NONE)
        indent = written_indent(t, at, t->indent);
    if (indent.len == 0) {
        struct buf spaces = {.arena = t->scratch};
        buf_add_repeat(&spaces, ' ', t->indent);
        indent = buf_kept(&spaces);
    }
    t->indent = 0;
    put_verbatim(t, type, indent);
}

/* What md4c makes itself: line ends, blanks. */
static str made_text(struct tape *t, str s)
{
    str all = t->lines->text, last = t->events.at[t->events.n - 1].text;
    size_t end = t->block_lines && last.len ? tape_offset(t, last) : STR_NONE;
    if (end != STR_NONE && str_eq(str_slice(all, end + last.len, end + last.len + 1), s))
        return str_slice(all, end + last.len, end + last.len + 1);
    if (s.len == 1 && (s.ptr[0] == '\n' || s.ptr[0] == ' '))
        return s.ptr[0] == ' ' ? S(" ") : S("\n");
    return arena_dup(t->scratch, s);
}

/* A bare address in <a> of raw HTML is that link's text. */
static void watch_anchor(struct tape *t, str html)
{
    char after = html.len > 2 ? html.ptr[2] : '\0';
    if (str_eq_nocase(str_until(html, 2), S("<a")) && (ascii_is_space(after) || after == '>'))
        t->in_anchor = true;
    else if (str_eq_nocase(str_until(html, 3), S("</a")))
        t->in_anchor = false;
}

/* The text of <https://example.org> is the address as it is. */
static bool is_address(const struct tape *t, str s)
{
    size_t at = tape_offset(t, s);
    const struct event *last = &t->events.at[t->events.n - 1];
    return is_link(last) && at != STR_NONE && at > 0 && t->lines->text.ptr[at - 1] == '<';
}

static int text(MD_TEXTTYPE type, const MD_CHAR *ptr, MD_SIZE size, void *user)
{
    struct tape *t = user;
    str s = {ptr, size};
    if (!tape_cut_taken(t, &s))
        return 0;
    bool made = tape_offset(t, s) == STR_NONE;
    bool verbatim = type == MD_TEXT_CODE || type == MD_TEXT_HTML;
    if (made && verbatim && t->block_lines && s.ptr[0] == ' ') {
        t->indent += s.len;
        return spend(t, size) ? 0 : STOP;
    }
    if (type == MD_TEXT_HTML && put_mark(t, s)) {
        t->indent = 0;
        return 0;
    }
    if (t->indent)
        put_indent(t, type, s);
    if (made)
        s = made_text(t, s);
    if (type == MD_TEXT_HTML)
        watch_anchor(t, s);
    bool plain = type == MD_TEXT_NORMAL && t->quiet == 0 && !is_address(t, s);
    if (plain && (!t->options->plain || t->options->autolinks))
        tape_extended_text(t, s);
    else if (t->block_lines && verbatim)
        put_verbatim(t, type, s);
    else
        tape_text(t, type, s);
    return spend(t, size) ? 0 : STOP;
}

bool tape_read(struct arena *scratch, const struct lines *lines,
               const struct markdown_options *options, struct tape *out)
{
    unsigned strikes = options->plain ? MD_FLAG_STRIKETHROUGH : 0;
    const MD_PARSER parser = {.flags = FLAGS | strikes,
                              .enter_block = enter_block,
                              .leave_block = leave_block,
                              .enter_span = enter_span,
                              .leave_span = leave_span,
                              .text = text};
    *out = (struct tape){.scratch = scratch,
                         .options = options,
                         .lines = lines,
                         .limit = limit_of_lines(lines),
                         .most = most_output(lines, options),
                         .line = {1, 0}};
    vec_reserve(scratch, &out->events, lines->text.len / BYTES_FOR_EVENT);
    vec_push(scratch, &out->details) = (struct detail){0};
    tape_find_starts(out);
    if (out->limit != TAPE_FINE)
        return false;
    int result = md_parse(lines->text.ptr, (MD_SIZE)lines->text.len, &parser, out);
    if (result != 0 && out->limit == TAPE_FINE)
        mem_exhausted(lines->text.len); /* md4c itself gives up only when memory does */
    return result == 0;
}
