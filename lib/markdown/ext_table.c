/* Tables that GFM has and md4c 0.4.8 has not: directly under a line of text, with one or two
 * hyphens in a column, and ended by a heading, a fence or HTML without a blank line between. */
#include "base/ascii.h"
#include "markdown/exts.h"

/* The number of cells of a row, 0 where it has no bar. */
static size_t cells_of(str row)
{
    size_t bars = 0, outer = 0;
    row = str_trim(row);
    for (size_t i = 0; i < row.len; i++)
        if (row.ptr[i] == '\\')
            i++;
        else if (row.ptr[i] == '|') {
            bars++;
            outer += i == 0 || i + 1 == row.len;
        }
    return bars ? bars + 1 - outer : 0;
}

/* ":--", "-", ":-:": hyphens, and colons at the ends. */
static bool is_delimiter(str cell)
{
    cell = str_trim(cell);
    cell = str_from(cell, str_starts(cell, S(":")));
    cell = str_until(cell, cell.len - (cell.len > 1 && str_ends(cell, S(":"))));
    for (size_t i = 0; i < cell.len; i++)
        if (cell.ptr[i] != '-')
            return false;
    return cell.len > 0;
}

/* Whether a text has no other characters than a row of delimiters may have. */
static bool has_only_delimiters(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c != '-' && c != '|' && c != ':' && !ascii_is_space(c))
            return false;
    }
    return text.len > 0;
}

static bool is_delimiter_row(str text)
{
    if (!has_only_delimiters(text))
        return false;
    str row = str_trim(text), cell;
    bool barred = cells_of(row) > 0;
    row = str_from(row, str_starts(row, S("|")));
    row = str_until(row, row.len - str_ends(row, S("|")));
    while (barred && str_cut(&row, '|', &cell))
        if (!is_delimiter(cell))
            return false;
    return barred;
}

static bool is_header_row(const struct rewriter *w, const struct line *line)
{
    return is_delimiter_row(w->next) && cells_of(line->text) == cells_of(w->next) &&
           line->indent >= rewriter_base(w) && !line_ends_paragraph(line->text) &&
           !line_marker(line).length;
}

/* The delimiter row with three hyphens in each column. */
static void put_delimiters(struct rewriter *w, const struct line *line)
{
    struct buf row = {0};
    str text = line->text;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '-')
            buf_add_char(&row, text.ptr[i]);
        else if (i == 0 || text.ptr[i - 1] != '-')
            buf_add_lit(&row, "---");
    rewriter_put_own(w, line->indent, buf_str(&row));
    buf_free(&row);
}

static bool table_line(struct rewriter *w, const struct line *line)
{
    enum table_part before = w->in_paragraph ? w->table : TABLE_NONE;
    w->table = before == TABLE_NONE ? TABLE_NONE : TABLE_BODY;
    if (before == TABLE_NONE && is_header_row(w, line)) {
        w->table = TABLE_HEADER;
        if (w->in_paragraph)
            rewriter_put_own(w, line->indent, S(""));
        w->in_paragraph = false;
    } else if (before == TABLE_HEADER && is_delimiter_row(line->text)) {
        put_delimiters(w, line);
        w->in_paragraph = true;
        return true;
    } else if (before == TABLE_BODY && line_ends_paragraph(line->text)) {
        rewriter_put_own(w, line->indent, S(""));
        w->table = TABLE_NONE;
    }
    return false;
}

const struct ext ext_table = {.name = "table", .line = table_line};
