/* Straight quotation marks become those of the site's language (`smart_quotes: true`), for readers
 * only: what a note says about others, its ids and names keep what was written.
 *
 * Which way a mark looks is decided by the bytes around it, as they stand in the source. */
#include <string.h>

#include "base/ascii.h"
#include "data/language.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"

struct marks {
    const char *languages;
    str open, close;             /* of " */
    str inner_open, inner_close; /* of ' */
};

/* From CLDR 48, quotationStart and so on. */
static const struct marks all_marks[] = {
    {"es it pt pt-PT ca eu gl", S_INIT("«"), S_INIT("»"), S_INIT("“"), S_INIT("”")},
    {"fr", S_INIT("«\u00A0"), S_INIT("\u00A0»"), S_INIT("‹\u00A0"), S_INIT("\u00A0›")},
    {"de cs sk sl is", S_INIT("„"), S_INIT("“"), S_INIT("‚"), S_INIT("‘")},
    {"ru uk be bg", S_INIT("«"), S_INIT("»"), S_INIT("„"), S_INIT("“")},
    {"pl ro hu hr", S_INIT("„"), S_INIT("”"), S_INIT("‚"), S_INIT("’")},
    {"sv fi", S_INIT("”"), S_INIT("”"), S_INIT("’"), S_INIT("’")},
    {"pt-BR en", S_INIT("“"), S_INIT("”"), S_INIT("‘"), S_INIT("’")},
};

enum { SORTS = sizeof all_marks / sizeof *all_marks };

/* By the whole tag, else by its language; English marks for others. */
static const struct marks *marks_of(str tag)
{
    str language = str_until(tag, str_find_char(tag, '-'));
    for (size_t i = 0; i < SORTS; i++)
        if (language_is_among(all_marks[i].languages, tag))
            return &all_marks[i];
    for (size_t i = 0; i < SORTS; i++)
        if (language_is_among(all_marks[i].languages, language))
            return &all_marks[i];
    return &all_marks[SORTS - 1];
}

static bool is_word(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* Behind a dash a quotation begins. */
static bool is_behind_dash(const char *text, const char *mark)
{
    return mark - text >= 3 && mark[-3] == '\xE2' && mark[-2] == '\x80' &&
           (mark[-1] == '\x93' || mark[-1] == '\x94');
}

/* Whether the mark begins what it stands at; behind signs of Markdown, and other marks, what
 * follows tells. */
static bool opens(const struct tape *t, const char *mark)
{
    const char *text = t->lines->text.ptr;
    char before = mark > text ? mark[-1] : '\n', after = mark[1];
    if (after == '\0' || ascii_is_space(after))
        return false;
    if (ascii_is_space(before) || strchr("([{-/|>", before) || is_behind_dash(text, mark))
        return true;
    return strchr("*_~=^\"'", before) && is_word(after);
}

static bool at(struct tape *t, str text, size_t i, size_t *end)
{
    *end = i + 1;
    return t->options->quotes.len > 0 && tape_offset(t, text) != STR_NONE;
}

static void put(struct tape *t, str construct)
{
    tape_text(t, (MD_TEXTTYPE)TEXT_QUOTE, construct);
}

str quotes_shown(const struct tape *t, str mark)
{
    const struct marks *marks = marks_of(t->options->quotes);
    bool open = opens(t, mark.ptr), first = mark.ptr == t->lines->text.ptr;
    if (mark.ptr[0] == '"')
        return open ? marks->open : marks->close;
    bool apostrophe = (!first && is_word(mark.ptr[-1]) && is_word(mark.ptr[1])) ||
                      (open && ascii_is_digit(mark.ptr[1])); /* the '90s */
    if (apostrophe)
        return S("’");
    return open ? marks->inner_open : marks->inner_close;
}

const struct ext ext_quotes = {
    .name = "quotes", .in_links = true, .starts = "\"'", .at = at, .put = put};
