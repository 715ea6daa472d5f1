#include "base/escape.h"

#include <string.h>

#include "base/ascii.h"

static const str references[256] = {
    ['&'] = S_INIT("&amp;"),
    ['<'] = S_INIT("&lt;"),
    ['>'] = S_INIT("&gt;"),
    ['"'] = S_INIT("&quot;"),
};

enum { BLOCK = 16 };

/* Whether all bytes of a block stay as they are. Without a branch for each, so that compilers make
 * vector instructions of it. */
static bool block_is_plain(const char *p)
{
    unsigned char special = 0;
    for (size_t i = 0; i < BLOCK; i++)
        special |= (unsigned char)((p[i] == '&') | (p[i] == '<') | (p[i] == '>') | (p[i] == '"'));
    return !special;
}

/* How many bytes stay as they are, up to the first that does not. */
static size_t plain_length(str s)
{
    size_t n = 0;
    while (n + BLOCK <= s.len && block_is_plain(s.ptr + n))
        n += BLOCK;
    while (n < s.len && !references[(unsigned char)s.ptr[n]].len)
        n++;
    return n;
}

void escape_html(struct buf *out, str s)
{
    while (s.len > 0) {
        size_t plain = plain_length(s);
        buf_add(out, str_until(s, plain));
        if (plain < s.len)
            buf_add(out, references[(unsigned char)s.ptr[plain]]);
        s = str_from(s, plain + 1);
    }
}

/* How many bytes the character has that s begins with, if XML has no place for it; else 0. */
static size_t unfit_length(str s)
{
    unsigned char c = (unsigned char)s.ptr[0];
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    return str_starts(s, S("\xEF\xBF\xBE")) || str_starts(s, S("\xEF\xBF\xBF")) ? 3 : 0;
}

void escape_xml(struct buf *out, str s)
{
    size_t from = 0;
    for (size_t at = 0; at < s.len;) {
        size_t length = unfit_length(str_from(s, at));
        if (length) {
            escape_html(out, str_slice(s, from, at));
            buf_add_lit(out, "\xEF\xBF\xBD");
            from = at + length;
        }
        at += length ? length : 1;
    }
    escape_html(out, str_from(s, from));
}

static bool stays_in_path(char c)
{
    return ascii_is_alnum(c) || (c && strchr("-._~/!$*+,;=:@()", c));
}

void escape_url_path(struct buf *out, str s)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (stays_in_path((char)c)) {
            buf_add_char(out, (char)c);
        } else {
            buf_add_char(out, '%');
            buf_add_char(out, digits[c >> 4]);
            buf_add_char(out, digits[c & 15]);
        }
    }
}

void unescape_url(struct buf *out, str s)
{
    for (size_t i = 0; i < s.len; i++) {
        int high = i + 2 < s.len ? ascii_hex(s.ptr[i + 1]) : -1;
        int low = high >= 0 ? ascii_hex(s.ptr[i + 2]) : -1;
        if (s.ptr[i] == '%' && low >= 0) {
            buf_add_char(out, (char)(high * 16 + low));
            i += 2;
        } else {
            buf_add_char(out, s.ptr[i]);
        }
    }
}
