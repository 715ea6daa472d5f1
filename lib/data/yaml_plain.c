#include "data/yaml_plain.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

struct scan {
    struct arena *arena;
    yaml_tokens *out;
    str line;
    const char *awaits; /* behind the colon of a field that has no value yet, else NULL */
    bool in_list;       /* in one of "- value" lines … */
    size_t indent;      /* … that are indented by so much */
};

static void put(struct scan *s, enum yaml_token_kind kind, str text, const char *from)
{
    vec_push(s->arena, s->out) = (struct yaml_token){kind, text, from};
}

static str trim_spaces(str s)
{
    while (s.len && s.ptr[0] == ' ')
        s = str_from(s, 1);
    while (s.len && s.ptr[s.len - 1] == ' ')
        s.len--;
    return s;
}

/* Characters that mean nothing to libyaml: neither blanks but the space, nor line ends, nor what it
 * refuses. */
static bool is_printable(str line)
{
    for (size_t at = 0, len; at < line.len; at += len) {
        int32_t c = utf8_at(line, at, &len);
        bool ascii = c >= ' ' && c < 0x7f, wide = c >= 0xA0 && c != 0x2028 && c != 0x2029;
        if (!(ascii || wide) || c == 0xFEFF || (c > 0xFFFD && c < 0x10000))
            return false;
    }
    return true;
}

static bool put_quoted(struct scan *s, str value)
{
    str inner = str_slice(value, 1, value.len - 1);
    if (value.len < 2 || value.ptr[value.len - 1] != value.ptr[0] ||
        str_find_char(inner, value.ptr[0]) != STR_NONE || str_find_char(inner, '\\') != STR_NONE)
        return false;
    put(s, YAML_TEXT, inner, value.ptr);
    return true;
}

static bool put_value(struct scan *s, str value)
{
    char first = value.len ? value.ptr[0] : ' ';
    if (first == '"' || first == '\'')
        return put_quoted(s, value);
    if (!ascii_is_alnum(first) && (unsigned char)first < 0x80 && !strchr("/(._+$~", first))
        return false;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i], next = i + 1 < value.len ? value.ptr[i + 1] : ' ';
        if ((c == ':' && next == ' ') || (c == ' ' && next == '#'))
            return false;
    }
    put(s, YAML_PLAIN, value, value.ptr);
    return true;
}

/* What means something inside brackets only. */
static bool has_flow_mark(str item)
{
    for (size_t i = 0; i < item.len; i++)
        if (strchr("[]{}:#?", item.ptr[i]))
            return true;
    return false;
}

/* "[a, b]" */
static bool put_list(struct scan *s, str list)
{
    str rest = str_slice(list, 1, list.len - 1), item;
    bool empty = trim_spaces(rest).len == 0;
    if (list.len < 2 || list.ptr[list.len - 1] != ']')
        return false;
    put(s, YAML_LIST, S(""), list.ptr);
    while (!empty && str_cut(&rest, ',', &item))
        if (has_flow_mark(item) || !put_value(s, trim_spaces(item)))
            return false;
    put(s, YAML_LIST_END, S(""), list.ptr + list.len);
    return true;
}

static void end_field(struct scan *s)
{
    if (s->awaits)
        put(s, YAML_PLAIN, S(""), s->awaits);
    if (s->in_list)
        put(s, YAML_LIST_END, S(""), s->line.ptr);
    s->awaits = NULL;
    s->in_list = false;
}

static bool read_field(struct scan *s)
{
    enum { LONGEST_KEY = 100 };
    str line = s->line;
    size_t n = 0;
    while (n < line.len &&
           (ascii_is_alnum(line.ptr[n]) || (n > 0 && line.ptr[n] == '-') || line.ptr[n] == '_'))
        n++;
    if (n == 0 || n > LONGEST_KEY || n == line.len || line.ptr[n] != ':')
        return false;
    str behind = str_from(line, n + 1), value = trim_spaces(behind);
    end_field(s);
    put(s, YAML_TEXT, str_until(line, n), line.ptr);
    if (value.len == 0)
        s->awaits = behind.ptr;
    else if (behind.ptr[0] != ' ')
        return false;
    else
        return value.ptr[0] == '[' ? put_list(s, value) : put_value(s, value);
    return true;
}

/* "- value" */
static bool read_item(struct scan *s, size_t indent)
{
    str behind = str_from(s->line, indent + 1);
    if (s->awaits) {
        put(s, YAML_LIST, S(""), s->line.ptr + indent);
        s->awaits = NULL;
        s->in_list = true;
        s->indent = indent;
    }
    return s->in_list && indent == s->indent && behind.len && behind.ptr[0] == ' ' &&
           put_value(s, trim_spaces(behind));
}

static bool read_line(struct scan *s)
{
    size_t indent = 0;
    while (indent < s->line.len && s->line.ptr[indent] == ' ')
        indent++;
    if (s->line.len == 0)
        return true;
    if (indent == s->line.len || !is_printable(s->line))
        return false;
    if (s->line.ptr[indent] == '-')
        return read_item(s, indent);
    return indent == 0 && read_field(s);
}

bool yaml_plain_read(struct arena *a, str text, yaml_tokens *out)
{
    struct scan s = {.arena = a, .out = out};
    *out = (yaml_tokens){0};
    while (str_line(&text, &s.line))
        if (!read_line(&s))
            return false;
    end_field(&s);
    return out->n > 0;
}
