#include "verify/data_scan.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "verify/html_scan.h"

enum data_form data_form_of(str file)
{
    static const str texts[] = {S_INIT("llms.txt"), S_INIT("llms-full.txt"), S_INIT("robots.txt")};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_eq(file, texts[i]))
            return DATA_TEXT;
    if (str_ends_nocase(file, S(".xml")))
        return DATA_XML;
    bool json = str_ends_nocase(file, S(".json")) || str_ends_nocase(file, S(".webmanifest"));
    return json ? DATA_JSON : DATA_NONE;
}

/* The four digits of \uXXXX at the start of s, or -1. */
static int32_t json_unit(str s)
{
    int32_t unit = 0;
    for (size_t i = 0; i < 4; i++) {
        int digit = i < s.len ? ascii_hex(s.ptr[i]) : -1;
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* Behind "\u"; how many bytes were used. */
static size_t json_add_unit(struct buf *out, str s)
{
    int32_t c = json_unit(s), low;
    if (c < 0)
        return 0;
    bool high = c >= 0xD800 && c < 0xDC00 && str_starts(str_from(s, 4), S("\\u"));
    if (high && (low = json_unit(str_from(s, 6))) >= 0xDC00 && low < 0xE000) {
        utf8_add(out, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
        return 10;
    }
    utf8_add(out, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    return 4;
}

static void json_decode(struct buf *out, str s)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    for (size_t at; (at = str_find_char(s, '\\')) != STR_NONE && at + 1 < s.len;) {
        char c = s.ptr[at + 1];
        const char *known = strchr(from, c);
        buf_add(out, str_until(s, at));
        s = str_from(s, at + 2);
        if (c == 'u')
            s = str_from(s, json_add_unit(out, s));
        else
            buf_add_char(out, c && known ? to[known - from] : c);
    }
    buf_add(out, s);
}

static bool json_next(struct data_scan *s, str *raw, struct buf *out)
{
    size_t from = str_find_char(s->rest, '"');
    if (from == STR_NONE)
        return false;
    str text = str_from(s->rest, from + 1);
    size_t to = 0;
    while (to < text.len && text.ptr[to] != '"')
        to += text.ptr[to] == '\\' ? 2 : 1;
    *raw = str_until(text, to);
    s->rest = str_from(text, to + 1);
    json_decode(out, *raw);
    return true;
}

static bool xml_next(struct data_scan *s, str *raw, struct buf *out)
{
    while (s->rest.len > 0) {
        size_t end = 0;
        char c = s->rest.ptr[0];
        if (s->in_tag && (c == '"' || c == '\'')) {
            s->rest = str_from(s->rest, 1);
            end = str_find_char(s->rest, c);
        } else if (s->in_tag) {
            s->in_tag = c != '>';
            s->rest = str_from(s->rest, 1);
            continue;
        } else {
            end = str_find_char(s->rest, '<');
        }
        *raw = str_trim(str_until(s->rest, end));
        s->rest = str_from(s->rest, end == STR_NONE ? s->rest.len : end + 1);
        if (!s->in_tag)
            s->in_tag = true;
        if (raw->len > 0) {
            html_scan_decode(out, *raw);
            return true;
        }
    }
    return false;
}

/* A '[' or ']' of a text is written with a backslash before it. */
static void text_decode(struct buf *out, str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != '\\' || i + 1 == s.len || (s.ptr[i + 1] != '[' && s.ptr[i + 1] != ']'))
            buf_add_char(out, s.ptr[i]);
}

static bool ends_word(char c)
{
    return ascii_is_space(c) || c == '(' || c == ')' || c == '[' || c == '<' || c == '>';
}

/* Where the text of a link ends, behind its '['. */
static size_t text_end(str s)
{
    size_t end = 0;
    while (end < s.len && s.ptr[end] != ']' && s.ptr[end] != '\n')
        end += s.ptr[end] == '\\' && end + 1 < s.len && s.ptr[end + 1] != '\n' ? 2 : 1;
    return end < s.len ? end : s.len;
}

/* Where the address of a link ends, behind its '(': brackets in it come in pairs. */
static size_t address_end(str s)
{
    size_t end = 0;
    for (unsigned depth = 0; end < s.len && !ascii_is_space(s.ptr[end]); end++) {
        if (s.ptr[end] == ')' && depth-- == 0)
            break;
        depth += s.ptr[end] == '(';
    }
    return end;
}

static bool text_next(struct data_scan *s, str *raw, struct buf *out)
{
    size_t at = 0;
    while (at < s->rest.len && ends_word(s->rest.ptr[at]) && s->rest.ptr[at] != '[')
        at++;
    if (at == s->rest.len)
        return false;
    bool is_text = s->rest.ptr[at] == '[';
    bool is_address = !is_text && s->is_behind_text && at == 1 && s->rest.ptr[0] == '(';
    str rest = str_from(s->rest, at + is_text);
    size_t length = 0;
    if (is_text)
        length = text_end(rest);
    else if (is_address)
        length = address_end(rest);
    else
        while (length < rest.len && !ends_word(rest.ptr[length]))
            length++;
    *raw = str_until(rest, length);
    s->is_behind_text = is_text && str_starts(str_from(rest, length), S("]"));
    s->rest = str_from(rest, length + s->is_behind_text);
    text_decode(out, *raw);
    return true;
}

bool data_scan_next(struct data_scan *s, str *raw, struct buf *out)
{
    buf_clear(out);
    switch (s->form) {
    case DATA_JSON:
        return json_next(s, raw, out);
    case DATA_XML:
        return xml_next(s, raw, out);
    case DATA_TEXT:
        return text_next(s, raw, out);
    case DATA_NONE:
        break;
    }
    return false;
}
