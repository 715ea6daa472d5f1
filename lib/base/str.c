#include "base/str.h"

#include <limits.h>
#include <string.h>

#include "base/ascii.h"

bool str_eq_nocase(str a, str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
            return false;
    return true;
}

int str_cmp(str a, str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_ends_nocase(str s, str suffix)
{
    return s.len >= suffix.len && str_eq_nocase(str_from(s, s.len - suffix.len), suffix);
}

size_t str_find(str s, str needle)
{
    if (needle.len == 0)
        return 0;
    if (s.len < needle.len)
        return STR_NONE;
    const char *hit = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return hit ? (size_t)(hit - s.ptr) : STR_NONE;
}

size_t str_rfind_char(str s, char c)
{
    for (size_t i = s.len; i > 0; i--)
        if (s.ptr[i - 1] == c)
            return i - 1;
    return STR_NONE;
}

bool str_cut(str *rest, char sep, str *part)
{
    if (!rest->ptr)
        return false;
    size_t at = str_find_char(*rest, sep);
    if (at == STR_NONE) {
        *part = *rest;
        *rest = (str){NULL, 0};
        return true;
    }
    *part = str_until(*rest, at);
    *rest = str_from(*rest, at + 1);
    return true;
}

/* Looks at a part at a time, so that a text whose lines all end in \r is no slower. */
static size_t line_length(str s)
{
    enum { PART = 256 };
    for (size_t at = 0; at < s.len; at += PART) {
        size_t part = s.len - at < PART ? s.len - at : PART;
        const char *newline = memchr(s.ptr + at, '\n', part);
        size_t before = newline ? (size_t)(newline - s.ptr) - at : part;
        const char *ret = memchr(s.ptr + at, '\r', before);
        if (ret || newline)
            return (size_t)((ret ? ret : newline) - s.ptr);
    }
    return s.len;
}

bool str_line(str *rest, str *line)
{
    if (rest->len == 0)
        return false;
    size_t end = line_length(*rest);
    *line = str_until(*rest, end);
    if (end + 1 < rest->len && rest->ptr[end] == '\r' && rest->ptr[end + 1] == '\n')
        end++;
    *rest = str_from(*rest, end + 1);
    return true;
}

bool str_to_long(str s, long *out)
{
    bool negative = s.len > 0 && s.ptr[0] == '-';
    size_t i = negative || (s.len > 0 && s.ptr[0] == '+') ? 1 : 0;
    if (i == s.len)
        return false;
    long n = 0;
    for (; i < s.len; i++) {
        int digit = s.ptr[i] - '0';
        if (digit < 0 || digit > 9 || n > (LONG_MAX - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    *out = negative ? -n : n;
    return true;
}
