/* Callouts of Obsidian, which are also GitHub's alerts:
 *
 *     > [!note] Title                   open
 *     > [!tip]- Title                   folded; with + it can be folded and is open
 *     > > [!example]                    in another one
 *     > body
 *
 * Any word is a type, in any script; what follows a bar in the brackets is for Obsidian's themes
 * and left out. The quote is the author's own, so it ends where CommonMark ends it. */
#include "base/ascii.h"
#include "markdown/exts.h"

enum { MOST_TYPE = 80 /* bytes */ };

static bool is_type_char(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_type(str type)
{
    for (size_t i = 0; i < type.len; i++)
        if (!is_type_char(type.ptr[i]) && (type.ptr[i] != ' ' || i == 0))
            return false;
    return type.len > 0 && type.len <= MOST_TYPE;
}

/* In lower case, and one word. */
static str type_name(struct arena *a, str type)
{
    str name = arena_dup(a, type);
    for (size_t i = 0; i < name.len; i++)
        ((char *)name.ptr)[i] = type.ptr[i] == ' ' ? '-' : ascii_lower(type.ptr[i]);
    return name;
}

static bool callout_quote(struct rewriter *w, const struct line *line, const struct line *inner)
{
    str text = inner->text, type;
    if (!str_starts(text, S("[!")))
        return false;
    size_t end = str_find_char(text, ']');
    if (end == STR_NONE)
        return false;
    str inside = str_slice(text, 2, end), rest = str_from(text, end + 1);
    str_cut(&inside, '|', &type);
    type = str_trim(type);
    if (!is_type(type))
        return false;
    bool folds = str_starts(rest, S("-")) || str_starts(rest, S("+"));
    struct mark mark = {.ext = &ext_admonition,
                        .folds = folds,
                        .open = folds && rest.ptr[0] == '+',
                        .type = type_name(w->scratch, type)};
    rewriter_mark_quote(w, line, inner, mark, str_trim(str_from(rest, folds)));
    return true;
}

const struct ext ext_callout = {.name = "callout", .quote = callout_quote};
