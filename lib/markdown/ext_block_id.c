/* Ids of blocks, as Obsidian makes them: ` ^id` at the end of a paragraph or a list item, or on a
 * line of its own behind a table, a list or a quote. A link [[note#^id]] leads there. They are
 * given as attribute lists are (ext_attributes.c); up to three digits are an exponent. */
#include "base/ascii.h"
#include "markdown/exts.h"

enum { LONGEST_ID = 100, LONGEST_EXPONENT = 3 };

/* The length of the id with its sign, 0 where there is none or more follows in the line. */
static size_t id_at(str text)
{
    size_t n = 1, digits = 0;
    for (; n < text.len && n < LONGEST_ID; n++) {
        char c = text.ptr[n];
        if (!ascii_is_alnum(c) && c != '-')
            break;
        digits += ascii_is_digit(c);
    }
    size_t end = n;
    while (end < text.len && ascii_is_blank(text.ptr[end]))
        end++;
    bool ends = end == text.len || text.ptr[end] == '\n';
    bool exponent = digits == n - 1 && digits <= LONGEST_EXPONENT;
    return str_starts(text, S("^")) && ends && !exponent ? n : 0;
}

static bool at(struct tape *t, str text, size_t i, size_t *end)
{
    size_t from = tape_offset(t, text);
    if (from == STR_NONE || (from + i > 0 && !ascii_is_space(t->lines->text.ptr[from + i - 1])))
        return false;
    size_t n = id_at(str_from(t->lines->text, from + i));
    *end = i + n;
    return n > 0;
}

static void put(struct tape *t, str construct)
{
    tape_text(t, (MD_TEXTTYPE)TEXT_ATTRIBUTES, construct);
    tape_ask_run(t, &ext_attributes);
}

/* Behind a quote or a table CommonMark would take it into the block. */
static bool line(struct rewriter *w, const struct line *line)
{
    if (id_at(line->text) > 0)
        rewriter_end_block(w, line);
    return false;
}

const struct ext ext_block_id = {
    .name = "block id", .begins = "^", .line = line, .starts = "^", .at = at, .put = put};
