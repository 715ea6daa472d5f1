/* Tables: a row with more cells than the table has columns loses the rest, in silence.
 *
 * Cells are told apart as md4c does it: by bars that are not behind a backslash and not in a code
 * span. Other programs split code spans, too, which is why "\|" is right in them. */
#include "check/rules.h"

/* A line of a table without the marks of quotes and lists before it. */
static str row_at(const struct source_tree *source, uint32_t line)
{
    str row = str_trim(source_line(source, line));
    while (row.len && (row.ptr[0] == '>' || str_starts(row, S("- ")) || str_starts(row, S("* ")) ||
                       str_starts(row, S("+ "))))
        row = str_trim(str_from(row, 1));
    return row;
}

static size_t run_of(str s, size_t at, char c)
{
    size_t n = 0;
    while (at + n < s.len && s.ptr[at + n] == c)
        n++;
    return n;
}

/* Past the code span that begins here, or past its ticks where none ends it. */
static size_t skip_code(str row, size_t at)
{
    size_t ticks = run_of(row, at, '`');
    for (size_t i = at + ticks; i < row.len; i++) {
        size_t run = run_of(row, i, '`');
        if (run == ticks)
            return i + run;
        i += run;
    }
    return at + ticks;
}

/* The next bar that ends a cell, or the row's end. */
static size_t cell_end(str row, size_t at)
{
    while (at < row.len && row.ptr[at] != '|')
        at = row.ptr[at] == '`' ? skip_code(row, at) : at + 1 + (row.ptr[at] == '\\');
    return at < row.len ? at : row.len;
}

/* How many cells a row has; *beyond is where the one after `columns` cells begins, if there is
 * one. */
static uint32_t count_cells(str row, uint32_t columns, size_t *beyond)
{
    uint32_t cells = 0;
    for (size_t at = run_of(row, 0, '|') ? 1 : 0; at < row.len; at = cell_end(row, at) + 1)
        if (cells++ == columns)
            *beyond = at;
    return cells;
}

/* ":--" and the like. */
static bool is_rule(str cell)
{
    cell = str_trim(cell);
    size_t from = str_starts(cell, S(":"));
    size_t dashes = run_of(cell, from, '-');
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

static void check_row(struct rule_job *job, uint32_t line, uint32_t columns, bool head)
{
    str row = row_at(job->source, line);
    size_t beyond = 0;
    uint32_t cells = count_cells(row, columns, &beyond);
    if (cells <= columns)
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
