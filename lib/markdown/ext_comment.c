/* Comments of Obsidian, which are not published:
 *
 *     Words %% for me %% go on.
 *     %%                               from a line that begins with the sign
 *     any lines                        to the next sign
 *     %%
 *
 * In code they are code. One that is not closed is shown as it is written. */
#include "base/ascii.h"
#include "markdown/exts.h"

/* ---- lines ---------------------------------------------------------------------------------- */

/* The number of lines up to the one with the sign that ends a comment, which is *last; 0 for none.
 * What stands behind this line is searched to its end once. */
static uint32_t lines_to_end(struct rewriter *w, str *last)
{
    str rest = w->rest;
    uint32_t n = 1;
    *last = w->next;
    while (!w->no_comment_end && str_find(*last, S("%%")) == STR_NONE) {
        w->no_comment_end = !str_line(&rest, last);
        n++;
    }
    return w->no_comment_end ? 0 : n;
}

static void report(struct rewriter *w, const struct line *line)
{
    diag_add(w->diags, DIAG_COMMENT_UNCLOSED,
             (struct place){w->options->path, line->number, line->indent + 1},
             "this comment is never closed; it is shown as it is written");
}

/* What stands behind a comment goes on in the line. */
static void put_rest(struct rewriter *w, struct line line, size_t end)
{
    str rest = str_trim_left(str_from(line.whole, end));
    if (rest.len)
        rewriter_put(w, &line, rest, rewriter_base(w));
    w->in_paragraph = rest.len || w->in_paragraph;
}

static bool line(struct rewriter *w, const struct line *line)
{
    str last, text = line->text;
    if (!str_starts(text, S("%%")))
        return false;
    size_t end = str_find(str_from(text, 2), S("%%"));
    if (end != STR_NONE) /* others may follow in the line */
        return str_trim(str_from(text, end + 4)).len == 0;
    uint32_t n = lines_to_end(w, &last);
    if (n == 0) {
        report(w, line);
        return false;
    }
    w->skipped = n;
    put_rest(w, line_of(last, line->number + n), str_find(last, S("%%")) + 2);
    return true;
}

/* ---- text ----------------------------------------------------------------------------------- */

/* The sign alone on a line of a quote begins what goes on to a later line of its text: outside of
 * quotes such lines have been left out. */
static bool quoted_at(const struct tape *t, str text, str sign, size_t *end)
{
    enum { MOST_LINES = 100 };
    str below = str_from(t->lines->text, tape_offset(t, sign) + sign.len + 1), line, inner;
    for (unsigned n = 0; n < MOST_LINES && str_line(&below, &line); n++) {
        if (!line_goes_on_quoted(line, &inner))
            return false;
        size_t close = str_find(inner, S("%%"));
        if (close != STR_NONE) {
            *end = (size_t)(inner.ptr - text.ptr) + close + 2;
            return true;
        }
    }
    return false;
}

/* "50%% of a, 20%% of b" is prose. */
static bool at(struct tape *t, str text, size_t i, size_t *end)
{
    size_t from = tape_offset(t, text);
    if (from == STR_NONE || (from + i > 0 && ascii_is_alnum(t->lines->text.ptr[from + i - 1])))
        return false;
    str rest = tape_rest_of_line(t, text, i);
    bool cell = tape_is_in_cell(t);
    if (!str_starts(rest, S("%%")))
        return false;
    if (str_trim(rest).len == 2)
        return quoted_at(t, text, rest, end);
    for (size_t n = 2; n + 1 < rest.len && !(cell && rest.ptr[n] == '|'); n++) {
        if (rest.ptr[n] == '%' && rest.ptr[n + 1] == '%') {
            *end = i + n + 2;
            return true;
        }
    }
    return false;
}

static void put(struct tape *t, str construct)
{
    (void)t;
    (void)construct;
}

const struct ext ext_comment = {
    .name = "comment",
    .in_links = true,
    .begins = "%",
    .line = line,
    .starts = "%",
    .at = at,
    .put = put,
};
