#include "markdown/wikilink.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"

enum { LONGEST = 500 /* bytes between the brackets */ };

/* "1", "1, 2": of R and of lists of lists. Dates, and the numbers of notes, are longer. */
static bool is_index(str s)
{
    enum { LONGEST_INDEX = 3 };
    bool list = str_find_char(s, ',') != STR_NONE;
    for (size_t i = 0; i < s.len; i++)
        if (!ascii_is_digit(s.ptr[i]) && !strchr(", .", s.ptr[i]))
            return false;
    return list || s.len <= LONGEST_INDEX;
}

/* Attributes of C and C++; notes may be called "deprecated" or "likely". */
static bool is_attribute(str s)
{
    static const str names[] = {S_INIT("nodiscard"),         S_INIT("maybe_unused"),
                                S_INIT("noreturn"),          S_INIT("fallthrough"),
                                S_INIT("no_unique_address"), S_INIT("carries_dependency")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(s, names[i]))
            return true;
    size_t scope = str_find(s, S("::"));
    return scope != STR_NONE && str_find_char(s, ' ') == STR_NONE;
}

/* Shells want blanks at the brackets, and patterns, tables of Lua and R begin with a sign. */
static bool is_target(str inside)
{
    char first = inside.len ? inside.ptr[0] : ' ',
         last = inside.len ? inside.ptr[inside.len - 1] : ' ';
    if (ascii_is_blank(first) || ascii_is_blank(last) || strchr("\"'$:^-|\\", first))
        return false;
    return !is_index(inside) && !is_attribute(inside) && !str_eq(inside, S("#"));
}

/* The length of what is between the brackets; STR_NONE where they do not close in the line. */
static size_t inside_length(str text, bool in_cell, size_t *bar)
{
    *bar = STR_NONE;
    for (size_t i = 2; i < text.len && i < LONGEST; i++) {
        char c = text.ptr[i];
        bool escaped = text.ptr[i - 1] == '\\';
        if (c == ']')
            return str_starts(str_from(text, i), S("]]")) ? i - 2 : STR_NONE;
        if (c == '[' || c == '\n' || (c == '|' && in_cell && !escaped))
            return STR_NONE;
        if (c == '|' && *bar == STR_NONE)
            *bar = i - 2;
    }
    return STR_NONE;
}

struct wikilink wikilink_at(str text, bool in_cell)
{
    struct wikilink none = {0}, found = none;
    size_t bar, n = str_starts(text, S("[[")) ? inside_length(text, in_cell, &bar) : STR_NONE;
    if (n == STR_NONE)
        return none;
    str inside = str_slice(text, 2, 2 + n);
    found.length = n + 4;
    found.target = str_until(inside, bar);
    if (bar != STR_NONE)
        found.label = str_trim(str_from(inside, bar + 1));
    if (bar != STR_NONE && str_ends(found.target, S("\\")))
        found.target.len--;
    found.target = str_trim(found.target);
    return is_target(inside) && found.target.len ? found : none;
}

bool wikilink_has_code(str text, struct wikilink link, size_t length)
{
    return link.length > length && str_find_char(str_until(text, link.length), '`') != STR_NONE;
}

str wikilink_name(str target)
{
    return str_trim(str_until(target, str_find_char(target, '#')));
}

str wikilink_fragment(str target)
{
    size_t hash = str_find_char(target, '#');
    return hash == STR_NONE ? S("") : str_trim(str_from(target, hash + 1));
}

/* A fragment may name headings in each other, a#b. */
str wikilink_shown(struct arena *a, str name, str fragment)
{
    struct buf shown = {.arena = a};
    str part;
    buf_add(&shown, name);
    while (fragment.len && str_cut(&fragment, '#', &part)) {
        buf_add(&shown, shown.len ? S(" > ") : S(""));
        buf_add(&shown, str_trim(part));
    }
    return buf_kept(&shown);
}
