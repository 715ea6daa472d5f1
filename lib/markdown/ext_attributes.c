/* Attribute lists at the end of headings: `## Intuition {#intuition .wide}`, `{: #x }`,
 * `{ id="9.7.6" }`. Attributes other than id and class are dropped with the list. */
#include <string.h>

#include "base/ascii.h"
#include "markdown/exts.h"

enum { MAX_ATTRIBUTES = 32 };

static bool is_name_char(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80 || (c && strchr("-_.:", c));
}

static size_t name_length(str s)
{
    size_t n = 0;
    while (n < s.len && is_name_char(s.ptr[n]))
        n++;
    return n;
}

static bool cut_value(str *rest, str *value)
{
    char quote = rest->len ? rest->ptr[0] : 0;
    if (quote == '"' || quote == '\'') {
        size_t end = str_find_char(str_from(*rest, 1), quote);
        if (end == STR_NONE)
            return false;
        *value = str_slice(*rest, 1, end + 1);
        *rest = str_from(*rest, end + 2);
        return true;
    }
    size_t n = 0;
    while (n < rest->len && !ascii_is_blank(rest->ptr[n]) && rest->ptr[n] != '"')
        n++;
    *value = str_until(*rest, n);
    *rest = str_from(*rest, n);
    return n > 0;
}

static void add_class(struct arena *a, struct attributes *out, str name)
{
    out->classes = out->classes.len ? arena_join(a, out->classes, S(" "), name) : name;
}

static bool cut_attribute(struct arena *a, str *rest, struct attributes *out)
{
    char sign = rest->ptr[0];
    str name, value;
    if (sign == '#' || sign == '.') {
        name = str_slice(*rest, 1, 1 + name_length(str_from(*rest, 1)));
        *rest = str_from(*rest, 1 + name.len);
        if (sign == '#')
            out->id = name;
        else if (name.len)
            add_class(a, out, name);
        return name.len > 0;
    }
    name = str_until(*rest, name_length(*rest));
    *rest = str_from(*rest, name.len);
    if (name.len == 0 || rest->len == 0 || rest->ptr[0] != '=')
        return name.len > 0 && out->id.len + out->classes.len > 0;
    *rest = str_from(*rest, 1);
    if (!cut_value(rest, &value))
        return false;
    if (str_eq(name, S("id")))
        out->id = value;
    else if (str_eq(name, S("class")))
        add_class(a, out, value);
    return true;
}

bool attributes_cut(struct arena *a, str text, str *rest, struct attributes *out)
{
    text = str_trim_right(text);
    size_t brace = str_rfind_char(text, '{');
    if (brace == STR_NONE || !str_ends(text, S("}")))
        return false;
    str list = str_slice(text, brace + 1, text.len - 1);
    if (list.len && list.ptr[0] == ':')
        list = str_from(list, 1);
    *out = (struct attributes){0};
    if (brace > 0 && text.ptr[brace - 1] == '\\')
        return false;
    unsigned n = 0;
    for (; (list = str_trim_left(list)).len; n++)
        if (n == MAX_ATTRIBUTES || !cut_attribute(a, &list, out))
            return false;
    *rest = str_trim_right(str_until(text, brace));
    return n > 0;
}

static bool is_atx_heading(str text, size_t *hashes)
{
    *hashes = 0;
    while (*hashes < text.len && text.ptr[*hashes] == '#')
        ++*hashes;
    return *hashes >= 1 && *hashes <= 6 && *hashes < text.len && ascii_is_blank(text.ptr[*hashes]);
}

static bool is_underline(str next)
{
    next = str_trim(next);
    if (next.len == 0 || (next.ptr[0] != '=' && next.ptr[0] != '-'))
        return false;
    for (size_t i = 0; i < next.len; i++)
        if (next.ptr[i] != next.ptr[0])
            return false;
    return true;
}

static bool attributes_line(struct rewriter *w, const struct line *line)
{
    size_t hashes;
    struct attributes found;
    str rest;
    bool atx = is_atx_heading(line->text, &hashes);
    if (!atx && !(w->next.len && is_underline(w->next)))
        return false;
    if (!attributes_cut(w->scratch, line->text, &rest, &found))
        return false;
    if (rest.len <= (atx ? hashes : 0))
        return false; /* nothing but the list: show it as it was written */
    size_t origins = w->out->origins.n;
    rewriter_put(w, line, rest, line->indent);
    found.out = w->out->origins.at[origins].out;
    found.line = line->number;
    found.col = (uint32_t)(rest.ptr + rest.len - line->whole.ptr) + 1;
    vec_push(w->scratch, &w->out->attributes) = found;
    w->in_paragraph = !atx;
    return true;
}

const struct ext ext_attributes = {.name = "attributes", .line = attributes_line};
