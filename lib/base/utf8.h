/* UTF-8: what a byte sequence means, and the few Unicode properties that kbsite needs (from
 * libutf8proc). Code points are int32_t; all functions survive any input. */
#ifndef KBSITE_BASE_UTF8_H
#define KBSITE_BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

enum { UTF8_INVALID = -1 };

/* The code point at s[at] and how many bytes it takes. For bytes that are no valid UTF-8 it is
 * UTF8_INVALID and *len 1. at must be below s.len. */
int32_t utf8_at_wide(str s, size_t at, size_t *len); /* what is not ASCII */

static inline int32_t utf8_at(str s, size_t at, size_t *len)
{
    unsigned char c = (unsigned char)s.ptr[at];
    *len = 1;
    return c < 0x80 ? c : utf8_at_wide(s, at, len);
}

/* How many bytes at the beginning are ASCII. */
size_t utf8_ascii(str s);

/* The offset of the first byte that is not valid UTF-8, or STR_NONE. */
size_t utf8_check(str s);

/* The longest beginning of at most n bytes that does not cut a character. */
str utf8_until(str s, size_t n);

/* Adds s with each invalid byte replaced by U+FFFD. */
void utf8_add_valid(struct buf *out, str s);

void utf8_add(struct buf *out, int32_t c);

bool utf8_is_letter_or_digit(int32_t c); /* general categories L and N */
bool utf8_is_mark(int32_t c);            /* general category M */
bool utf8_is_space(int32_t c);           /* category Z, and ASCII white space */

/* Adds s in lower case (simple mapping, code point by code point). */
void utf8_add_lower(struct buf *out, str s);

/* Adds s in normal form C, or as it is where s cannot be normalised. */
void utf8_add_nfc(struct buf *out, str s);

/* What two names are compared by: normal form, full case folding, runs of white space as one
 * blank, none at the ends. */
void utf8_add_folded(struct buf *out, str s);

#endif
