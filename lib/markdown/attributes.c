#include "markdown/attributes.h"

#include <string.h>

#include "base/ascii.h"

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

/* `## Title ## {#id}`: the hash signs that close a heading are no text. */
static str without_hashes(str text)
{
    str rest = text;
    while (str_ends(rest, S("#")))
        rest.len--;
    bool closing = rest.len < text.len && rest.len && ascii_is_blank(rest.ptr[rest.len - 1]);
    return closing ? str_trim_right(rest) : text;
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
    unsigned n = 0;
    for (; (list = str_trim_left(list)).len; n++)
        if (n == MAX_ATTRIBUTES || !cut_attribute(a, &list, out))
            return false;
    *rest = without_hashes(str_trim_right(str_until(text, brace)));
    return n > 0;
}
