#include "markdown/character_reference.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/utf8.h"

static void *cmark_calloc(size_t n, size_t size)
{
    void *p = mem_alloc(n * size);
    return memset(p, 0, n * size);
}

/* The table of names is libcmark's: it parses the reference as a text. Its own allocator aborts. */
static str decode_named(struct arena *a, str reference)
{
    cmark_mem memory = {cmark_calloc, mem_realloc, free};
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
    cmark_parser_feed(parser, reference.ptr, reference.len);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_node *paragraph = document ? cmark_node_first_child(document) : NULL;
    cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
    const char *literal = text ? cmark_node_get_literal(text) : NULL;
    str decoded = literal ? arena_dup(a, str_of(literal)) : reference;
    if (document)
        cmark_node_free(document);
    cmark_parser_free(parser);
    return decoded;
}

static str decode_number(struct arena *a, str reference)
{
    struct buf utf8 = {.arena = a};
    bool hex = ascii_lower(reference.ptr[2]) == 'x';
    int32_t c = 0;
    for (size_t i = hex ? 3 : 2; i + 1 < reference.len && c < 0x110000; i++)
        c = c * (hex ? 16 : 10) + ascii_hex(reference.ptr[i]);
    utf8_add(&utf8, c > 0 && c < 0x110000 ? c : 0xFFFD);
    return buf_kept(&utf8);
}

enum reference { REFERENCE_NONE, REFERENCE_NAME, REFERENCE_NUMBER };

static enum reference reference_kind(str s)
{
    if (s.len < 3 || s.ptr[0] != '&' || s.ptr[s.len - 1] != ';')
        return REFERENCE_NONE;
    bool number = s.ptr[1] == '#', hex = number && ascii_lower(s.ptr[2]) == 'x';
    size_t first = number ? (hex ? 3 : 2) : 1, n = s.len - 1 - first;
    if (n == 0 || (number && n > (hex ? 6 : 7)))
        return REFERENCE_NONE;
    for (size_t i = first; i + 1 < s.len; i++) {
        char c = s.ptr[i];
        if (hex ? ascii_hex(c) < 0 : number ? !ascii_is_digit(c) : !ascii_is_alnum(c))
            return REFERENCE_NONE;
    }
    return number ? REFERENCE_NUMBER : REFERENCE_NAME;
}

bool character_reference_is_named(str s)
{
    return reference_kind(s) == REFERENCE_NAME;
}

str character_reference(struct arena *a, str s)
{
    switch (reference_kind(s)) {
    case REFERENCE_NAME:
        return decode_named(a, s);
    case REFERENCE_NUMBER:
        return decode_number(a, s);
    case REFERENCE_NONE:
        break;
    }
    return s;
}
