/* Tables: a row with more cells than the table has columns loses the rest, in silence.
 *
 * Cells are told apart as md4c does it: by bars that are not behind a backslash, and not in a code
 * span, a link, an image or a tag. Other programs split those, too, which is why "\|" is right in
 * them. */
#include "check/rules.h"
#include "check/shape.h"

/* How long the mark is that a quote, list item, task or footnote begins with. */
static size_t mark_length(str row)
{
    size_t digits = 0, label = str_starts(row, S("[^")) ? str_find(row, S("]: ")) : STR_NONE;
    while (digits < row.len && ascii_is_digit(row.ptr[digits]))
        digits++;
    if (str_starts(row, S(">")))
        return 1;
    if (str_starts(row, S("[ ] ")) || str_starts(row, S("[x] ")) || str_starts(row, S("[X] ")))
        return 4;
    if (label != STR_NONE)
        return label + 3;
    str sign = str_slice(row, digits, digits + 2);
    if (digits ? str_eq(sign, S(". ")) || str_eq(sign, S(") "))
               : str_eq(sign, S("- ")) || str_eq(sign, S("* ")) || str_eq(sign, S("+ ")))
        return digits + 2;
    return 0;
}

/* A line of a table without the marks before it. */
static str row_at(const struct source_tree *source, uint32_t line)
{
    str row = str_trim(source_line(source, line));
    for (size_t n; (n = mark_length(row)) > 0;)
        row = str_trim(str_from(row, n));
    return row;
}

/* Past the code span that begins here, or past its ticks where none ends it. */
static size_t skip_code(str row, size_t at)
{
    size_t end = shape_code_end(row, at);
    return end == STR_NONE ? at + shape_run(row, at, '`') : end;
}

/* Past the bracket that closes the one which begins here, or STR_NONE. */
static size_t skip_pair(str row, size_t at, char open, char close)
{
    unsigned depth = 0;
    for (; at < row.len; at++) {
        if (row.ptr[at] == '\\')
            at++;
        else if (row.ptr[at] == open)
            depth++;
        else if (row.ptr[at] == close && --depth == 0)
            return at + 1;
    }
    return STR_NONE;
}

/* Past the link or image whose text begins here, or past its bracket where it is none. */
static size_t skip_link(str row, size_t at)
{
    size_t text = skip_pair(row, at, '[', ']');
    size_t end = text != STR_NONE && str_starts(str_from(row, text), S("("))
                     ? skip_pair(row, text, '(', ')')
                     : STR_NONE;
    return end == STR_NONE ? at + 1 : end;
}

/* Past the tag, comment or address in angle brackets. */
static size_t skip_tag(str row, size_t at)
{
    char next = at + 1 < row.len ? row.ptr[at + 1] : ' ';
    bool is_tag = ascii_is_alpha(next) || next == '/' || next == '!';
    size_t end = is_tag ? str_find_char(str_from(row, at), '>') : STR_NONE;
    return end == STR_NONE ? at + 1 : at + end + 1;
}

/* The next bar that ends a cell, or the row's end. */
static size_t cell_end(str row, size_t at)
{
    while (at < row.len && row.ptr[at] != '|') {
        char c = row.ptr[at];
        at = c == '`'   ? skip_code(row, at)
             : c == '[' ? skip_link(row, at)
             : c == '<' ? skip_tag(row, at)
                        : at + 1 + (c == '\\');
    }
    return at < row.len ? at : row.len;
}

/* How many cells a row has; *beyond is where the one after `columns` cells begins, if there is
 * one. */
static uint32_t count_cells(str row, uint32_t columns, size_t *beyond)
{
    uint32_t cells = 0;
    for (size_t at = shape_run(row, 0, '|') ? 1 : 0; at < row.len; at = cell_end(row, at) + 1)
        if (cells++ == columns)
            *beyond = at;
    return cells;
}

/* ":--" and the like. */
static bool is_rule(str cell)
{
    cell = str_trim(cell);
    size_t from = str_starts(cell, S(":"));
    size_t dashes = shape_run(cell, from, '-');
    size_t rest = cell.len - from - dashes;
    return dashes && (rest == 0 || (rest == 1 && str_ends(cell, S(":"))));
}

/* How many columns the line below a table's head gives it; 0 where it is no such line. */
static uint32_t count_columns(str row)
{
    uint32_t columns = 0;
    if (str_find_char(row, '|') == STR_NONE)
        return 0;
    for (size_t at = row.ptr[0] == '|' ? 1 : 0; at < row.len; columns++) {
        size_t end = cell_end(row, at);
        if (!is_rule(str_slice(row, at, end)))
            return 0;
        at = end + 1;
    }
    return columns;
}

static bool is_filler(char c)
{
    return c == '|' || ascii_is_space(c);
}

/* Nothing that a reader would see: blanks, or a comment. */
static bool is_empty(str cells)
{
    while (cells.len && is_filler(cells.ptr[0]))
        cells = str_from(cells, 1);
    while (cells.len && is_filler(cells.ptr[cells.len - 1]))
        cells.len--;
    return cells.len == 0 || (str_starts(cells, S("<!--")) && str_ends(cells, S("-->")));
}

static void check_row(struct rule_job *job, uint32_t line, uint32_t columns, bool head)
{
    str row = row_at(job->source, line);
    size_t beyond = 0;
    uint32_t cells = count_cells(row, columns, &beyond);
    if (cells <= columns || is_empty(str_from(row, beyond)))
        return;
    uint32_t col = (uint32_t)((size_t)(row.ptr - source_line(job->source, line).ptr) + beyond) + 1;
    rule_report(job, DIAG_TABLE_CELLS, (struct spot){line, col},
                "%s %u column%s, and this row has %u cells: from here on it is not shown%s",
                head ? "the line below makes" : "the table has", columns, columns == 1 ? "" : "s",
                cells, head ? "" : "; a bar in a cell is written \\|");
}

static void check(struct rule_job *job)
{
    for (size_t i = 0; i < job->source->blocks.n; i++) {
        const struct source_block *block = &job->source->blocks.at[i];
        if (block->kind != SOURCE_PARAGRAPH || block->line == block->last)
            continue;
        uint32_t columns = count_columns(row_at(job->source, block->line + 1));
        for (uint32_t line = block->line; columns && line <= block->last; line++)
            if (line != block->line + 1)
                check_row(job, line, columns, line == block->line);
    }
}

const struct rule rule_tables = {"tables", check};
