#include "note/include_directive.h"

#include "base/ascii.h"

/* Whether a sign stands anywhere, which is searched by the byte of it that is rare in notes. */
static bool holds(str text, str sign, size_t rare)
{
    size_t at = 0;
    for (size_t n; (n = str_find_char(str_from(text, at), sign.ptr[rare])) != STR_NONE; at++) {
        at += n;
        if (at >= rare && str_starts(str_from(text, at - rare), sign))
            return true;
    }
    return false;
}

bool include_may_hold(str text)
{
    return holds(text, S("-8<-"), 2) || holds(text, S("{{#"), 0);
}

/* ---- directives ----------------------------------------------------------------------------- */

/* Hyphens, "8<", hyphens. */
static bool cut_scissors(str *text)
{
    size_t before = 0, after = 0;
    while (before < text->len && text->ptr[before] == '-')
        before++;
    str rest = str_from(*text, before);
    if (before == 0 || !str_starts(rest, S("8<")))
        return false;
    rest = str_from(rest, 2);
    while (after < rest.len && rest.ptr[after] == '-')
        after++;
    *text = str_from(rest, after);
    return after > 0;
}

static bool is_quoted(str text)
{
    return text.len > 2 && (text.ptr[0] == '"' || text.ptr[0] == '\'') &&
           text.ptr[text.len - 1] == text.ptr[0];
}

static bool book_target(str text, str *target)
{
    static const str heads[] = {S_INIT("{{#include "), S_INIT("{{#rustdoc_include "),
                                S_INIT("{{#playground "), S_INIT("{{#playpen ")};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        if (!str_starts(text, heads[i]) || !str_ends(text, S("}}")))
            continue;
        str inside = str_trim(str_slice(text, heads[i].len, text.len - 2));
        *target = str_until(inside, str_find_char(inside, ' '));
        return target->len > 0;
    }
    return false;
}

static enum include_form form_of(str text, str *target)
{
    if (book_target(text, target))
        return INCLUDE_BOOK;
    if (!cut_scissors(&text))
        return INCLUDE_NONE;
    text = str_trim(text);
    if (text.len == 0)
        return INCLUDE_BLOCK;
    if (!is_quoted(text))
        return INCLUDE_NONE;
    *target = str_slice(text, 1, text.len - 1);
    return INCLUDE_SNIPPET;
}

struct include_directive include_directive_of(str line)
{
    struct include_directive d = {0};
    str text = str_trim(line);
    d.blanks = text.len ? (size_t)(text.ptr - line.ptr) : 0;
    bool escaped = str_starts(text, S(";")) || str_starts(text, S("\\"));
    d.form = form_of(str_from(text, escaped), &d.target);
    if (escaped && d.form != INCLUDE_NONE)
        d = (struct include_directive){INCLUDE_ESCAPED, str_from(text, 1), d.blanks};
    return d;
}

/* ---- parts ---------------------------------------------------------------------------------- */

static bool is_ranges(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!ascii_is_digit(s.ptr[i]) && s.ptr[i] != ':' && s.ptr[i] != ',')
            return false;
    return true;
}

struct include_part include_part_of(str target)
{
    size_t colon = str_find_char(target, ':');
    if (colon == STR_NONE)
        return (struct include_part){.path = target};
    struct include_part part = {.path = str_until(target, colon)};
    str rest = str_from(target, colon + 1);
    if (is_ranges(rest))
        part.ranges = rest;
    else
        part.name = rest;
    return part;
}

static uint32_t number_of(str s, uint32_t otherwise)
{
    long n;
    return str_to_long(s, &n) && n > 0 && n < UINT32_MAX ? (uint32_t)n : otherwise;
}

bool include_range(str *ranges, enum include_form form, uint32_t *from, uint32_t *to)
{
    str range, first;
    if (ranges->len == 0 || !str_cut(ranges, ',', &range))
        return false;
    bool one = str_find_char(range, ':') == STR_NONE;
    str_cut(&range, ':', &first);
    *from = number_of(first, 1);
    *to = number_of(range, UINT32_MAX);
    if (one && form == INCLUDE_BOOK)
        *to = *from;
    return true;
}

/* ---- marks ---------------------------------------------------------------------------------- */

static size_t name_length(str s)
{
    size_t n = 0;
    while (n < s.len &&
           (ascii_is_alnum(s.ptr[n]) || s.ptr[n] == '-' || s.ptr[n] == '_' || s.ptr[n] == '.'))
        n++;
    return n;
}

static bool mark_behind(str line, str sign, str *name)
{
    size_t at = str_find(line, sign);
    if (at == STR_NONE)
        return false;
    str rest = str_trim_left(str_from(line, at + sign.len));
    *name = str_until(rest, name_length(rest));
    return name->len > 0;
}

enum include_mark include_mark_of(str line, str *name)
{
    if (str_find(line, S("-8<-")) != STR_NONE) {
        if (mark_behind(line, S("[start:"), name))
            return INCLUDE_START;
        if (mark_behind(line, S("[end:"), name))
            return INCLUDE_END;
    }
    if (mark_behind(line, S("ANCHOR_END:"), name))
        return INCLUDE_END;
    return mark_behind(line, S("ANCHOR:"), name) ? INCLUDE_START : INCLUDE_NO_MARK;
}
