/* The tape as extensions see it: texts are cut into their constructs while they are written, and
 * what stands in one block can be looked at again when it is whole. */
#include <string.h>

#include "markdown/exts.h"

void tape_own(struct tape *t, const struct detail *detail, str plain)
{
    vec_push(t->scratch, &t->details) = *detail;
    vec_push(t->scratch, &t->events) = (struct event){
        .what = EVENT_OWN, .type = TYPE_OWN, .detail = (uint32_t)t->details.n - 1, .text = plain};
}

struct detail *tape_detail(struct tape *t, size_t event)
{
    struct event *e = &t->events.at[event];
    if (e->detail == NO_DETAIL) {
        e->detail = (uint32_t)t->details.n;
        vec_push(t->scratch, &t->details) = (struct detail){.at = STR_NONE};
    }
    return &t->details.at[e->detail];
}

bool tape_is_escaped(const struct tape *t, str text, size_t i)
{
    size_t at = tape_offset(t, text), n = 0;
    if (i > 0 || at == STR_NONE)
        return false;
    while (n < at && t->lines->text.ptr[at - 1 - n] == '\\')
        n++;
    return n % 2 == 1; /* two are a backslash */
}

char tape_byte_before(const struct tape *t, str text, size_t i)
{
    size_t at = tape_offset(t, text);
    if (i > 0)
        return text.ptr[i - 1];
    return at == STR_NONE || at == 0 ? '\n' : t->lines->text.ptr[at - 1];
}

str tape_rest_of_line(struct tape *t, str text, size_t i)
{
    size_t at = tape_offset(t, text);
    str all = t->lines->text;
    if (at == STR_NONE)
        return S("");
    if (at + i < t->line.from || at + i >= t->line.to) {
        size_t end = str_find_char(str_from(all, at + i), '\n');
        t->line.from = (uint32_t)(at + i);
        t->line.to = (uint32_t)(end == STR_NONE ? all.len : at + i + end);
    }
    return str_slice(all, at + i, t->line.to);
}

size_t tape_open_block(const struct tape *t)
{
    size_t n = t->open.n;
    while (n > 0 && t->events.at[t->open.at[n - 1]].what != EVENT_ENTER_BLOCK)
        n--;
    return n ? t->open.at[n - 1] : STR_NONE;
}

bool tape_is_in_cell(const struct tape *t)
{
    size_t block = tape_open_block(t);
    uint8_t type = block == STR_NONE ? (uint8_t)MD_BLOCK_DOC : t->events.at[block].type;
    return type == MD_BLOCK_TD || type == MD_BLOCK_TH;
}

static bool is_mark(const struct event *e)
{
    return e->what == EVENT_MARK || (e->what <= EVENT_LEAVE_BLOCK && e->type == MD_BLOCK_HTML);
}

size_t tape_behind_marks(const struct tape *t, size_t i)
{
    do
        i++;
    while (i + 1 < t->events.n && is_mark(&t->events.at[i]));
    return i < t->events.n ? i : t->events.n - 1;
}

size_t tape_before_marks(const struct tape *t, size_t i)
{
    do
        i--;
    while (i > 0 && is_mark(&t->events.at[i]));
    return i;
}

/* ---- runs ----------------------------------------------------------------------------------- */

void tape_ask_run(struct tape *t, const struct ext *ext)
{
    unsigned n = 0;
    while (exts[n] != ext)
        n++;
    t->asked |= 1U << n;
}

void tape_end_run(struct tape *t)
{
    t->taken = t->dropped = 0;
    for (unsigned i = 0; t->asked && exts[i]; i++)
        if (t->asked & 1U << i)
            exts[i]->run(t, t->run);
    t->asked = 0;
}

/* ---- texts ---------------------------------------------------------------------------------- */

void tape_find_starts(struct tape *t)
{
    const struct markdown_options *o = t->options;
    struct buf starts = {.arena = t->scratch};
    for (unsigned n = 0; exts[n]; n++) {
        const struct ext *ext = exts[n];
        if (ext == o->without)
            continue;
        if (ext->find)
            t->finders |= 1U << n;
        if (ext->at && !o->plain &&
            (o->quotes.len || ext != &ext_quotes)) { /* which stand everywhere */
            exts_add(t->begins, ext->starts, n);
            buf_add(&starts, str_of(ext->starts));
        }
    }
    t->starts = buf_kept(&starts).ptr;
}

/* Whether constructs of an extension may stand here. */
static bool is_for(const struct tape *t, const struct ext *ext)
{
    return ext->in_links || (t->links == 0 && !t->in_anchor);
}

/* The extension that searches texts itself and finds the first construct, NULL for none. */
static const struct ext *search(struct tape *t, str text, size_t *start, size_t *end)
{
    const struct ext *first = NULL;
    uint32_t finders = t->finders;
    for (const struct ext *ext; (ext = exts_take(&finders));) {
        size_t from, to;
        if (is_for(t, ext) && ext->find(t, text, &from, &to) && (!first || from < *start)) {
            first = ext;
            *start = from;
            *end = to;
        }
    }
    return first;
}

/* The extension whose construct begins at this byte. */
static const struct ext *begins(struct tape *t, str text, size_t i, size_t *end)
{
    bool escaped = tape_is_escaped(t, text, i);
    uint32_t may = t->begins[(unsigned char)text.ptr[i]];
    size_t to; /* what is none may have written there */
    for (const struct ext *ext; (ext = exts_take(&may));)
        if (is_for(t, ext) && (!escaped || ext->takes_escaped) && ext->at(t, text, i, &to)) {
            *end = to;
            return ext;
        }
    return NULL;
}

/* Where from i on a construct may begin, or a place behind the text. md4c gives texts in order:
 * each part of the whole is searched once, however many they are. What is no part of it has its own
 * NUL behind it. */
static size_t next_start(struct tape *t, str text, size_t i)
{
    size_t from = tape_offset(t, text);
    if (from == STR_NONE)
        return i + strcspn(text.ptr + i, t->starts);
    if (t->start < from + i)
        t->start = from + i + strcspn(text.ptr + i, t->starts);
    return t->start - from;
}

/* The extension whose construct comes first in text, NULL when there is none. */
static const struct ext *first_construct(struct tape *t, str text, size_t *start, size_t *end)
{
    const struct ext *found = search(t, text, start, end), *ext;
    size_t most = found ? *start : text.len, to; /* what begins nothing may have set it */
    for (size_t i = 0; (i = next_start(t, text, i)) < most; i++) {
        if (!(ext = begins(t, text, i, &to)))
            continue;
        *start = i;
        *end = to;
        return ext;
    }
    return found;
}

void tape_extended_text(struct tape *t, str text)
{
    size_t start, end;
    for (const struct ext *ext; (ext = first_construct(t, text, &start, &end));
         text = str_from(text, end)) {
        if (start > 0)
            tape_text(t, MD_TEXT_NORMAL, str_until(text, start));
        ext->put(t, (str){text.ptr + start, end - start});
        if (end > text.len)
            t->taken = tape_offset(t, text) + end;
    }
    if (text.len > 0)
        tape_text(t, MD_TEXT_NORMAL, text);
}

bool tape_cut_taken(struct tape *t, str *text)
{
    size_t at = tape_offset(t, *text);
    if (t->taken == 0)
        return true;
    if (at == STR_NONE || at + text->len <= t->taken)
        return false;
    *text = str_from(*text, at < t->taken ? t->taken - at : 0);
    t->taken = 0;
    return true;
}
