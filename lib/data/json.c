#include "data/json.h"

#include <stdio.h>

enum { ESCAPE_MAX = 8 };

static const char *short_escape(char c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return NULL;
    }
}

/* How many bytes at s[at] must not stand there as they are, and what stands for them; 0 for
 * everything harmless. U+2028 and U+2029 end a line in older JavaScript. */
static size_t escape_at(str s, size_t at, char escape[ESCAPE_MAX])
{
    unsigned char c = (unsigned char)s.ptr[at];
    const char *known = short_escape(s.ptr[at]);
    if (known) {
        snprintf(escape, ESCAPE_MAX, "%s", known);
        return 1;
    }
    if (c < 0x20 || c == 0x7F) {
        snprintf(escape, ESCAPE_MAX, "\\u%04x", (unsigned)c);
        return 1;
    }
    if (c == '<' && at + 1 < s.len && s.ptr[at + 1] == '/') {
        snprintf(escape, ESCAPE_MAX, "<\\/");
        return 2;
    }
    if (c == '<' && at + 1 < s.len && s.ptr[at + 1] == '!') {
        snprintf(escape, ESCAPE_MAX, "\\u003c");
        return 1;
    }
    if (c == 0xE2 && at + 2 < s.len && s.ptr[at + 1] == '\x80' &&
        (s.ptr[at + 2] == '\xA8' || s.ptr[at + 2] == '\xA9')) {
        snprintf(escape, ESCAPE_MAX, "\\u202%c", s.ptr[at + 2] == '\xA8' ? '8' : '9');
        return 3;
    }
    return 0;
}

/* Whether a byte stands as it is, whatever follows: most do. */
static bool is_harmless(char byte)
{
    unsigned char c = (unsigned char)byte;
    return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7F && c != 0xE2;
}

void json_string(struct buf *out, str s)
{
    char escape[ESCAPE_MAX];
    size_t plain = 0;
    buf_add_char(out, '"');
    for (size_t at = 0; at < s.len;) {
        size_t taken = is_harmless(s.ptr[at]) ? 0 : escape_at(s, at, escape);
        if (taken == 0) {
            at++;
            continue;
        }
        buf_add(out, str_slice(s, plain, at));
        buf_add(out, str_of(escape));
        at += taken;
        plain = at;
    }
    buf_add(out, str_from(s, plain));
    buf_add_char(out, '"');
}

static void add_printed(struct buf *out, const struct value_printed *printed)
{
    struct buf text = {0};
    printed->print(printed, &text);
    json_string(out, buf_str(&text));
    buf_free(&text);
}

static void add_list(struct buf *out, const struct value *v)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < v->items.n; i++) {
        if (i)
            buf_add_char(out, ',');
        json_value(out, v->items.at[i]);
    }
    buf_add_char(out, ']');
}

static void add_map(struct buf *out, const struct value *v)
{
    buf_add_char(out, '{');
    for (size_t i = 0; i < v->fields.n; i++) {
        if (i)
            buf_add_char(out, ',');
        json_string(out, v->fields.at[i].key);
        buf_add_char(out, ':');
        json_value(out, v->fields.at[i].value);
    }
    buf_add_char(out, '}');
}

void json_value(struct buf *out, const struct value *v)
{
    switch (v->kind) {
    case VALUE_NULL:
        buf_add_lit(out, "null");
        break;
    case VALUE_BOOL:
        buf_add(out, v->truth ? S("true") : S("false"));
        break;
    case VALUE_NUMBER:
        buf_add(out, v->text);
        break;
    case VALUE_STRING:
    case VALUE_ADDRESS:
        json_string(out, v->text);
        break;
    case VALUE_LIST:
        add_list(out, v);
        break;
    case VALUE_MAP:
        add_map(out, v);
        break;
    case VALUE_PRINTED:
        add_printed(out, v->printed);
        break;
    }
}
