#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/mem.h"

int32_t utf8_at_wide(str s, size_t at, size_t *len)
{
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    size_t rest = s.len - at;
    utf8proc_int32_t c;
    utf8proc_ssize_t n = utf8proc_iterate(p, rest < 4 ? (utf8proc_ssize_t)rest : 4, &c);
    if (n <= 0)
        return UTF8_INVALID;
    *len = (size_t)n;
    return c;
}

size_t utf8_ascii(str s)
{
    size_t n = 0;
    for (uint64_t word; n + sizeof word <= s.len; n += sizeof word) {
        memcpy(&word, s.ptr + n, sizeof word);
        if (word & 0x8080808080808080U)
            break;
    }
    while (n < s.len && (unsigned char)s.ptr[n] < 0x80)
        n++;
    return n;
}

size_t utf8_check(str s)
{
    for (size_t at = 0, len;; at += len) {
        at += utf8_ascii(str_from(s, at));
        if (at == s.len)
            return STR_NONE;
        if (utf8_at(s, at, &len) == UTF8_INVALID)
            return at;
    }
}

str utf8_until(str s, size_t n)
{
    while (n > 0 && n < s.len && ((unsigned char)s.ptr[n] & 0xC0) == 0x80)
        n--;
    return str_until(s, n);
}

void utf8_add_valid(struct buf *out, str s)
{
    for (size_t at = 0, len; at < s.len; at += len) {
        if (utf8_at(s, at, &len) == UTF8_INVALID)
            buf_add_lit(out, "\xEF\xBF\xBD");
        else
            buf_add(out, str_slice(s, at, at + len));
    }
}

void utf8_add(struct buf *out, int32_t c)
{
    if (!utf8proc_codepoint_valid(c))
        c = 0xFFFD;
    utf8proc_ssize_t n = utf8proc_encode_char(c, (utf8proc_uint8_t *)buf_room(out, 4));
    out->len += (size_t)n;
}

static utf8proc_category_t category(int32_t c)
{
    return c < 0 ? UTF8PROC_CATEGORY_CN : utf8proc_category(c);
}

bool utf8_is_letter_or_digit(int32_t c)
{
    if (c >= 0 && c < 0x80)
        return ascii_is_alnum((char)c);
    utf8proc_category_t k = category(c);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

bool utf8_is_mark(int32_t c)
{
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_space(int32_t c)
{
    if (c >= 0 && c < 0x80)
        return ascii_is_space((char)c);
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_ZS && k <= UTF8PROC_CATEGORY_ZP;
}

void utf8_add_lower(struct buf *out, str s)
{
    for (size_t at = 0, len; at < s.len; at += len) {
        int32_t c = utf8_at(s, at, &len);
        if (c < 0x80)
            buf_add_char(out, c < 0 ? '?' : ascii_lower((char)c));
        else
            utf8_add(out, utf8proc_tolower(c));
    }
}

static bool is_ascii(str s)
{
    return utf8_ascii(s) == s.len;
}

static void add_mapped(struct buf *out, str s, utf8proc_option_t options)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, &mapped, options);
    if (n == UTF8PROC_ERROR_NOMEM)
        mem_exhausted(s.len);
    if (n < 0)
        buf_add(out, s);
    else
        buf_add(out, (str){(const char *)mapped, (size_t)n});
    free(mapped);
}

void utf8_add_nfc(struct buf *out, str s)
{
    if (is_ascii(s))
        buf_add(out, s);
    else
        add_mapped(out, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static void add_collapsed(struct buf *out, str s)
{
    size_t from = out->len;
    bool blank = false;
    for (size_t at = 0, len; at < s.len; at += len) {
        bool space = utf8_is_space(utf8_at(s, at, &len));
        if (space) {
            blank = out->len > from;
            continue;
        }
        if (blank)
            buf_add_char(out, ' ');
        blank = false;
        buf_add(out, str_slice(s, at, at + len));
    }
}

static void add_folded_ascii(struct buf *out, str s)
{
    char *to = buf_room(out, s.len + 1);
    size_t n = 0;
    s = str_trim(s);
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!ascii_is_space(c))
            to[n++] = ascii_lower(c);
        else if (to[n - 1] != ' ')
            to[n++] = ' ';
    }
    out->len += n;
}

void utf8_add_folded(struct buf *out, str s)
{
    if (is_ascii(s)) {
        add_folded_ascii(out, s);
        return;
    }
    struct buf folded = {0};
    add_mapped(&folded, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    add_collapsed(out, buf_str(&folded));
    buf_free(&folded);
}
