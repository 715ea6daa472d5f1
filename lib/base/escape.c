#include "base/escape.h"

#include <string.h>

#include "base/ascii.h"

static const str references[256] = {
    ['&'] = S_INIT("&amp;"),
    ['<'] = S_INIT("&lt;"),
    ['>'] = S_INIT("&gt;"),
    ['"'] = S_INIT("&quot;"),
};

static const bool is_special[256] = {['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true};

/* How many bytes stay as they are, up to the first that does not. */
static size_t plain_length(str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t n = 0;
    while (n + 4 <= s.len &&
           !(is_special[p[n]] | is_special[p[n + 1]] | is_special[p[n + 2]] | is_special[p[n + 3]]))
        n += 4;
    while (n < s.len && !is_special[p[n]])
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
