/* Borrowed strings: a pointer and a length, passed by value.
 *
 * A str owns nothing and is never NUL-terminated by promise; it is valid as long as the memory it
 * points into. The empty string may have a NULL pointer. Offsets and lengths are bytes. All
 * functions are pure and safe from any thread. */
#ifndef KBSITE_BASE_STR_H
#define KBSITE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

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

str str_of(const char *z);

bool str_eq(str a, str b);
bool str_eq_nocase(str a, str b); /* ASCII letters fold */
int str_cmp(str a, str b);        /* order of bytes, shorter first */
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_ends_nocase(str s, str suffix);

/* Parts. Positions past the end are clamped to it. */
str str_slice(str s, size_t from, size_t to);
str str_from(str s, size_t at);
str str_until(str s, size_t at);
str str_trim(str s); /* spaces, tabs and line ends on both sides */
str str_trim_left(str s);
str str_trim_right(str s);

size_t str_find(str s, str needle);
size_t str_find_char(str s, char c);
size_t str_rfind_char(str s, char c);

/* Takes the part of *rest before sep, and drops both from *rest. False when *rest was exhausted,
 * which an empty last part is not: "a," gives "a" and "". Start with a str whose ptr is set. */
bool str_cut(str *rest, char sep, str *part);

/* The next line without its end (\n, \r\n or \r). False at the end of the text. */
bool str_line(str *rest, str *line);

/* A whole decimal number with an optional sign; false for anything else or on overflow. */
bool str_to_long(str s, long *out);

#endif
