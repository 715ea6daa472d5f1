#include "base/escape.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"

static const str references[256] = {
    ['&'] = S_INIT("&amp;"),
    ['<'] = S_INIT("&lt;"),
    ['>'] = S_INIT("&gt;"),
    ['"'] = S_INIT("&quot;"),
};

/* Eight bytes at a time: '"' and '&' differ in one bit, '<' and '>' in another, so two comparisons
 * tell whether any of them is there. The test for a zero byte is Mycroft's. */

enum { WORD = sizeof(uint64_t) };
#define EACH(byte) ((uint64_t)(byte)*0x0101010101010101u)

static uint64_t zeros(uint64_t word)
{
    return (word - EACH(0x01)) & ~word & EACH(0x80);
}

static bool word_has_special(const char *at)
{
    uint64_t word;
    memcpy(&word, at, WORD);
    return (zeros((word & ~EACH('"' ^ '&')) ^ EACH('"' & '&')) |
            zeros((word & ~EACH('<' ^ '>')) ^ EACH('<' & '>'))) != 0;
}

/* The next byte from i on that cannot stand as it is; the length where there is none. */
static size_t find_special(str s, size_t i)
{
    while (i + WORD <= s.len && !word_has_special(s.ptr + i))
        i += WORD;
    while (i < s.len && !references[(unsigned char)s.ptr[i]].len)
        i++;
    return i;
}

void escape_html(struct buf *out, str s)
{
    size_t plain = 0;
    for (size_t i = find_special(s, 0); i < s.len; i = find_special(s, plain)) {
        buf_add(out, str_slice(s, plain, i));
        buf_add(out, references[(unsigned char)s.ptr[i]]);
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
