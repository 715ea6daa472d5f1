#include "markdown/tape.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "markdown/exts.h"

enum {
    FLAGS = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
    EVENT_COST = 8, /* the shortest element has about that many bytes of HTML */
    STOP = -1       /* md4c 0.4.8 mishandles positive results of callbacks */
};

/* ---- character references ------------------------------------------------------------------- */

/* The table of names is libcmark's: it parses the reference as a text. */
static str decode_named(struct arena *a, str reference)
{
    cmark_node *document = cmark_parse_document(reference.ptr, reference.len, CMARK_OPT_DEFAULT);
    cmark_node *paragraph = document ? cmark_node_first_child(document) : NULL;
    cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
    const char *literal = text ? cmark_node_get_literal(text) : NULL;
    str decoded = literal ? arena_dup(a, str_of(literal)) : reference;
    if (document)
        cmark_node_free(document);
    return decoded;
}

static str decode_number(struct arena *a, str reference)
{
    struct buf utf8 = {0};
    bool hex = reference.len > 3 && ascii_lower(reference.ptr[2]) == 'x';
    int32_t c = 0;
    for (size_t i = hex ? 3 : 2; i + 1 < reference.len && c < 0x110000; i++)
        c = c * (hex ? 16 : 10) + ascii_hex(reference.ptr[i]);
    utf8_add(&utf8, c > 0 && c < 0x110000 ? c : 0xFFFD);
    str decoded = arena_dup(a, buf_str(&utf8));
    buf_free(&utf8);
    return decoded;
}

str tape_entity(struct tape *t, str reference)
{
    if (reference.len > 1 && reference.ptr[1] == '#')
        return decode_number(t->scratch, reference);
    bool fresh;
    size_t *index = map_put(t->scratch, &t->entities, reference, &fresh);
    if (fresh) {
        *index = t->decoded.n;
        vec_push(t->scratch, &t->decoded) = decode_named(t->scratch, reference);
    }
    return t->decoded.at[*index];
}

/* ---- writing -------------------------------------------------------------------------------- */

static bool spend(struct tape *t, size_t bytes)
{
    t->cost += EVENT_COST + bytes;
    if (t->cost > t->options->max_output)
        t->limit = TAPE_TOO_MUCH;
    return t->limit == TAPE_FINE;
}

static void put(struct tape *t, enum event_what what, int type, uint32_t detail)
{
    vec_push(t->scratch, &t->events) =
        (struct event){.what = (uint8_t)what, .type = (uint8_t)type, .detail = detail};
}

static void put_enter(struct tape *t, enum event_what what, int type, const struct detail *detail)
{
    uint32_t index = NO_DETAIL;
    if (detail) {
        index = (uint32_t)t->details.n;
        vec_push(t->scratch, &t->details) = *detail;
    }
    vec_push(t->scratch, &t->open) = index;
    put(t, what, type, index);
}

static void put_leave(struct tape *t, enum event_what what, int type)
{
    put(t, what, type, t->open.at[--t->open.n]);
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
    struct buf text = {0};
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
    str copy = arena_dup(t->scratch, buf_str(&text));
    buf_free(&text);
    return copy;
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
    switch (type) {
    case MD_BLOCK_UL:
        d.tight = ((MD_BLOCK_UL_DETAIL *)raw)->is_tight;
        break;
    case MD_BLOCK_OL:
        d.tight = ((MD_BLOCK_OL_DETAIL *)raw)->is_tight;
        d.start = ((MD_BLOCK_OL_DETAIL *)raw)->start;
        break;
    case MD_BLOCK_LI:
        d.task = ((MD_BLOCK_LI_DETAIL *)raw)->is_task ? ((MD_BLOCK_LI_DETAIL *)raw)->task_mark : 0;
        break;
    case MD_BLOCK_H:
        d.level = (uint8_t)((MD_BLOCK_H_DETAIL *)raw)->level;
        break;
    case MD_BLOCK_CODE:
        d.info = attribute_text(t, &((MD_BLOCK_CODE_DETAIL *)raw)->info);
        d.lang = attribute_text(t, &((MD_BLOCK_CODE_DETAIL *)raw)->lang);
        d.fenced = ((MD_BLOCK_CODE_DETAIL *)raw)->fence_char != '\0';
        t->code_depth++;
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        d.align = ((MD_BLOCK_TD_DETAIL *)raw)->align;
        break;
    default:
        break;
    }
    put_enter(t, EVENT_ENTER_BLOCK, (int)type, &d);
    return spend(t, d.info.len) ? 0 : STOP;
}

static int leave_block(MD_BLOCKTYPE type, void *raw, void *user)
{
    struct tape *t = user;
    (void)raw;
    t->depth -= is_container(type);
    t->code_depth -= type == MD_BLOCK_CODE;
    put_leave(t, EVENT_LEAVE_BLOCK, (int)type);
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *raw, void *user)
{
    struct tape *t = user;
    struct detail d = {0};
    if (type == MD_SPAN_A) {
        d.href = attribute_text(t, &((MD_SPAN_A_DETAIL *)raw)->href);
        d.title = attribute_text(t, &((MD_SPAN_A_DETAIL *)raw)->title);
    } else if (type == MD_SPAN_IMG) {
        d.href = attribute_text(t, &((MD_SPAN_IMG_DETAIL *)raw)->src);
        d.title = attribute_text(t, &((MD_SPAN_IMG_DETAIL *)raw)->title);
    }
    t->code_depth += type == MD_SPAN_CODE;
    t->link_depth += type == MD_SPAN_A || type == MD_SPAN_IMG;
    bool has_detail = type == MD_SPAN_A || type == MD_SPAN_IMG;
    put_enter(t, EVENT_ENTER_SPAN, (int)type, has_detail ? &d : NULL);
    return spend(t, d.href.len + d.title.len) ? 0 : STOP;
}

static int leave_span(MD_SPANTYPE type, void *raw, void *user)
{
    struct tape *t = user;
    (void)raw;
    t->code_depth -= type == MD_SPAN_CODE;
    t->link_depth -= type == MD_SPAN_A || type == MD_SPAN_IMG;
    put_leave(t, EVENT_LEAVE_SPAN, (int)type);
    return 0;
}

/* The extension whose construct comes first in text, NULL when there is none. */
static const struct ext *first_construct(str text, size_t *start, size_t *end)
{
    const struct ext *first = NULL;
    for (size_t i = 0; exts[i]; i++) {
        size_t from, to;
        if (exts[i]->find && exts[i]->find(text, &from, &to) && (!first || from < *start)) {
            first = exts[i];
            *start = from;
            *end = to;
        }
    }
    return first;
}

static void extended_text(struct tape *t, str text)
{
    size_t start, end;
    for (const struct ext *ext; (ext = first_construct(text, &start, &end));
         text = str_from(text, end)) {
        if (start > 0)
            tape_text(t, MD_TEXT_NORMAL, str_until(text, start));
        ext->put(t, str_slice(text, start, end));
    }
    if (text.len > 0)
        tape_text(t, MD_TEXT_NORMAL, text);
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

static int text(MD_TEXTTYPE type, const MD_CHAR *ptr, MD_SIZE size, void *user)
{
    struct tape *t = user;
    str s = {ptr, size};
    if (tape_offset(t, s) == STR_NONE)
        s = arena_dup(t->scratch, s);
    if (type == MD_TEXT_HTML && put_mark(t, s))
        return 0;
    if (type == MD_TEXT_NORMAL && t->code_depth + t->link_depth == 0 &&
        (!t->options->plain || t->options->autolinks))
        extended_text(t, s);
    else
        tape_text(t, type, s);
    return spend(t, size) ? 0 : STOP;
}

bool tape_read(struct arena *scratch, const struct lines *lines,
               const struct markdown_options *options, struct tape *out)
{
    const MD_PARSER parser = {.flags = FLAGS,
                              .enter_block = enter_block,
                              .leave_block = leave_block,
                              .enter_span = enter_span,
                              .leave_span = leave_span,
                              .text = text};
    *out = (struct tape){.scratch = scratch, .options = options, .lines = lines};
    vec_push(scratch, &out->details) = (struct detail){0};
    if (lines->too_deep) {
        out->limit = TAPE_TOO_DEEP;
        return false;
    }
    int result = md_parse(lines->text.ptr, (MD_SIZE)lines->text.len, &parser, out);
    if (result != 0 && out->limit == TAPE_FINE)
        out->limit = TAPE_TOO_MUCH; /* md4c itself gives up only when memory does */
    return result == 0;
}
