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

static bool cut_quoted(str *rest, str *value)
{
    char quote = rest->ptr[0];
    for (size_t i = 1; i < rest->len && rest->ptr[i] != '\n'; i++) {
        if (rest->ptr[i] != quote)
            continue;
        *value = str_slice(*rest, 1, i);
        *rest = str_from(*rest, i + 1);
        return true;
    }
    return false;
}

static bool cut_value(str *rest, str *value)
{
    if (rest->len && (rest->ptr[0] == '"' || rest->ptr[0] == '\''))
        return cut_quoted(rest, value);
    size_t n = 0;
    while (n < rest->len && !ascii_is_space(rest->ptr[n]) && !strchr("\"{}", rest->ptr[n]))
        n++;
    *value = str_until(*rest, n);
    *rest = str_from(*rest, n);
    return n > 0;
}

static void add_class(struct arena *a, struct attributes *out, str name)
{
    out->classes = out->classes.len ? arena_join(a, out->classes, S(" "), name) : name;
}

static void add(struct arena *a, struct attributes *out, struct attribute attribute)
{
    if (str_eq(attribute.name, S("id"))) {
        out->id = attribute.value;
    } else if (str_eq(attribute.name, S("class"))) {
        add_class(a, out, attribute.value);
    } else {
        for (size_t i = 0; i < out->rest.n; i++) {
            if (str_eq_nocase(out->rest.at[i].name, attribute.name)) {
                out->rest.at[i] = attribute;
                return;
            }
        }
        vec_push(a, &out->rest) = attribute;
    }
}

/* #id and .class */
static bool cut_short(struct arena *a, str *rest, struct attributes *out)
{
    bool id = rest->ptr[0] == '#';
    str name = str_slice(*rest, 1, 1 + name_length(str_from(*rest, 1)));
    *rest = str_from(*rest, 1 + name.len);
    if (id)
        out->id = name;
    else if (name.len)
        add_class(a, out, name);
    return name.len > 0;
}

/* A word alone is one only beside others, or where nothing else is called so. */
static bool cut_attribute(struct arena *a, str *rest, struct attributes *out)
{
    if (rest->ptr[0] == '#' || rest->ptr[0] == '.')
        return cut_short(a, rest, out);
    struct attribute found = {.name = str_until(*rest, name_length(*rest))};
    *rest = str_from(*rest, found.name.len);
    found.has_value = rest->len && rest->ptr[0] == '=';
    if (found.name.len == 0)
        return false;
    if (!found.has_value && out->id.len + out->classes.len + out->rest.n == 0 &&
        !str_starts(found.name, S("data-")))
        return false;
    if (found.has_value) {
        *rest = str_from(*rest, 1);
        if (!cut_value(rest, &found.value))
            return false;
    }
    add(a, out, found);
    return true;
}

static str behind_blanks(str s)
{
    size_t n = 0;
    while (n < s.len && ascii_is_blank(s.ptr[n]))
        n++;
    return str_from(s, n);
}

static size_t read_list(struct arena *a, str text, struct attributes *out)
{
    str list = str_until(text, LONGEST_ATTRIBUTES);
    if (!str_starts(list, S("{")))
        return 0;
    list = str_from(list, str_starts(list, S("{:")) ? 2 : 1);
    for (unsigned n = 0; (list = behind_blanks(list)).len; n++) {
        if (list.ptr[0] == '}')
            return n ? (size_t)(list.ptr - text.ptr) + 1 : 0;
        if (n == MAX_ATTRIBUTES || !cut_attribute(a, &list, out))
            return 0;
    }
    return 0;
}

size_t attributes_at(struct arena *a, str text, struct attributes *out)
{
    *out = (struct attributes){0};
    size_t n = read_list(a, text, out);
    if (n == 0)
        *out = (struct attributes){0};
    return n;
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
    struct attributes found;
    if (brace == STR_NONE || attributes_at(a, str_from(text, brace), &found) != text.len - brace)
        return false;
    *out = found;
    *rest = without_hashes(str_trim_right(str_until(text, brace)));
    return true;
}
