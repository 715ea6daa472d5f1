#include "verify/data_scan.h"

#include "base/utf8.h"
#include "verify/html_scan.h"

enum data_form data_form_of(str file)
{
    static const struct {
        str end;
        enum data_form form;
    } forms[] = {{S_INIT(".json"), DATA_JSON},
                 {S_INIT(".webmanifest"), DATA_JSON},
                 {S_INIT(".xml"), DATA_XML},
                 {S_INIT(".txt"), DATA_TEXT}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (str_ends_nocase(file, forms[i].end))
            return forms[i].form;
    return DATA_NONE;
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

static bool text_next(struct data_scan *s, str *raw, struct buf *out)
{
    size_t at = 0, end;
    while (at < s->rest.len && ends_word(s->rest.ptr[at]) && s->rest.ptr[at] != '[')
        at++;
    bool bracket = at < s->rest.len && s->rest.ptr[at] == '[';
    for (end = at += bracket; end < s->rest.len; end++) {
        char c = s->rest.ptr[end];
        if (bracket ? c == ']' || c == '\n' : ends_word(c))
            break;
        end += bracket && c == '\\' && end + 1 < s->rest.len && s->rest.ptr[end + 1] != '\n';
    }
    *raw = str_slice(s->rest, at, end);
    bool found = at < s->rest.len;
    s->rest = str_from(s->rest, end + bracket);
    text_decode(out, *raw);
    return found;
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
