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

void escape_html(struct buf *out, str s)
{
    size_t plain = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (!is_special[c])
            continue;
        buf_add(out, str_slice(s, plain, i));
        buf_add(out, references[c]);
        plain = i + 1;
    }
    buf_add(out, str_from(s, plain));
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
