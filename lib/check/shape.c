#include "check/shape.h"

#include "markdown/html_tokens.h"

static str first_word(str text)
{
    size_t end = 0;
    while (end < text.len && !ascii_is_space(text.ptr[end]))
        end++;
    return str_until(text, end);
}

bool shape_is_diagram(const struct source_block *block)
{
    return block->kind == SOURCE_CODE && str_eq(first_word(block->info), S("mermaid"));
}

/* A block of settings between lines of dashes may stand before it. */
str shape_diagram_kind(const struct source_block *block)
{
    bool settings = false;
    str rest = block->text, line;
    while (str_line(&rest, &line)) {
        line = str_trim(line);
        if (str_eq(line, S("---")))
            settings = !settings;
        else if (!settings && line.len && !str_starts(line, S("%%")))
            return first_word(line);
    }
    return S("");
}

static bool is_delimiter_row(str line)
{
    bool dash = false;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        dash = dash || c == '-';
        if (c != '-' && c != '|' && c != ':' && c != '>' && !ascii_is_space(c))
            return false;
    }
    return dash && str_find_char(line, '|') != STR_NONE;
}

bool shape_is_table(const struct source_tree *source, const struct source_block *block)
{
    bool delimited = false;
    for (uint32_t line = block->line; line <= block->last; line++)
        delimited = delimited || is_delimiter_row(source_line(source, line));
    return delimited;
}

static bool has_word(str words, str word)
{
    str one;
    while (str_cut(&words, ' ', &one))
        if (str_eq(str_trim(one), word))
            return true;
    return false;
}

bool shape_has_class(const struct source_block *block, str name)
{
    struct html_cursor cursor = {.rest = block->text};
    struct html_token token;
    if (str_find(block->text, name) == STR_NONE)
        return false;
    while (html_next(&cursor, &token)) {
        struct html_attribute attribute;
        str rest = token.kind == HTML_OPEN ? html_attributes_of(&token) : S("");
        while (html_attribute_next(&rest, &attribute))
            if (str_eq_nocase(attribute.name, S("class")) && has_word(attribute.value, name))
                return true;
    }
    return false;
}

str shape_box(str line)
{
    line = str_trim(line);
    if (str_starts(line, S("!!!")) || str_starts(line, S("???"))) {
        str rest = str_from(line, 3);
        return first_word(str_trim(str_from(rest, str_starts(rest, S("+")))));
    }
    size_t mark = str_starts(line, S(">")) ? str_find(line, S("[!")) : STR_NONE;
    size_t end = mark == STR_NONE ? STR_NONE : str_find_char(str_from(line, mark), ']');
    return end == STR_NONE ? S("") : str_slice(line, mark + 2, mark + end);
}

size_t shape_run(str text, size_t at, char c)
{
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] == c)
        n++;
    return n;
}

size_t shape_code_end(str text, size_t at)
{
    size_t ticks = shape_run(text, at, '`');
    for (size_t i = at + ticks, n; i < text.len; i += n ? n : 1) {
        n = shape_run(text, i, '`');
        if (n == ticks)
            return i + n;
    }
    return STR_NONE;
}
