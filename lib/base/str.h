/* Borrowed strings: a pointer and a length, passed by value.
 *
 * A str owns nothing and is never NUL-terminated by promise; it is valid as long as the memory it
 * points into. The empty string may have a NULL pointer. Offsets and lengths are bytes. All
 * functions are pure and safe from any thread. Those that are called for every few bytes of a text
 * stand here, to be inlined. */
#ifndef KBSITE_BASE_STR_H
#define KBSITE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/ascii.h"

typedef struct str {
    const char *ptr;
    size_t len;
} str;

/* A str from a string literal. S_INIT is the form that static initialisers accept. */
#define S(literal) ((str){"" literal, sizeof(literal) - 1})
#define S_INIT(literal)                                                                            \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }

/* For printf: "%.*s" with STR_ARG(s). */
#define STR_ARG(s) (int)(s).len, ((s).ptr ? (s).ptr : "")

/* "Not found" of the find functions. */
#define STR_NONE ((size_t)-1)

static inline str str_of(const char *z)
{
    return (str){z, z ? strlen(z) : 0};
}

static inline bool str_eq(str a, str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_eq_nocase(str a, str b); /* ASCII letters fold */
int str_cmp(str a, str b);        /* order of bytes, shorter first */

/* Parts. Positions past the end are clamped to it. */

static inline str str_slice(str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (str){s.ptr ? s.ptr + from : NULL, to - from};
}

static inline str str_from(str s, size_t at)
{
    return str_slice(s, at, s.len);
}

static inline str str_until(str s, size_t at)
{
    return str_slice(s, 0, at);
}

static inline bool str_starts(str s, str prefix)
{
    return s.len >= prefix.len && str_eq(str_until(s, prefix.len), prefix);
}

static inline bool str_ends(str s, str suffix)
{
    return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

bool str_ends_nocase(str s, str suffix);

/* Without spaces, tabs and line ends on the sides. */

static inline str str_trim_left(str s)
{
    size_t i = 0;
    while (i < s.len && ascii_is_space(s.ptr[i]))
        i++;
    return str_from(s, i);
}

static inline str str_trim_right(str s)
{
    while (s.len > 0 && ascii_is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

static inline str str_trim(str s)
{
    return str_trim_right(str_trim_left(s));
}

size_t str_find(str s, str needle);
size_t str_rfind_char(str s, char c);

static inline size_t str_find_char(str s, char c)
{
    const char *hit = s.len ? (const char *)memchr(s.ptr, c, s.len) : NULL;
    return hit ? (size_t)(hit - s.ptr) : STR_NONE;
}

/* Takes the part of *rest before sep, and drops both from *rest. False when *rest was exhausted,
 * which an empty last part is not: "a," gives "a" and "". Start with a str whose ptr is set. */
bool str_cut(str *rest, char sep, str *part);

/* The next line without its end (\n, \r\n or \r). False at the end of the text. */
bool str_line(str *rest, str *line);

/* A whole decimal number with an optional sign; false for anything else or on overflow. */
bool str_to_long(str s, long *out);

#endif
