#include "check/silence.h"

#include <stdlib.h>

static uint32_t next_line(const struct source_tree *source, uint32_t line)
{
    do
        line++;
    while (line <= source->lines.n && str_trim(source_line(source, line)).len == 0);
    return line;
}

static bool is_code_char(char c)
{
    return ascii_is_alpha(c) || ascii_is_digit(c) || c == '-';
}

/* The codes that follow, up to the end of the comment. */
static void read_codes(struct arena *a, str rest, struct place place, uint32_t line,
                       struct diags *diags, struct silences *out)
{
    bool any = false;
    size_t end = str_find(rest, S("-->"));
    rest = end == STR_NONE ? rest : str_until(rest, end);
    for (size_t i = 0; i < rest.len;) {
        size_t from = i;
        while (i < rest.len && is_code_char(rest.ptr[i]))
            i++;
        str name = str_slice(rest, from, i);
        enum diag_code code;
        i += i == from;
        if (name.len == 0)
            continue;
        any = true;
        if (diag_find(name, &code))
            vec_push(a, &out->list) = (struct silence){line, false, code};
        else
            diag_add_unknown(diags, DIAG_DISABLE_UNKNOWN, place, name);
    }
    if (!any)
        vec_push(a, &out->list) = (struct silence){.line = line, .all = true};
}

static int by_line_and_code(const void *left, const void *right)
{
    const struct silence *a = left, *b = right;
    int order = (a->line > b->line) - (a->line < b->line);
    if (order == 0)
        order = a->all - b->all;
    return order ? order : (a->code > b->code) - (a->code < b->code);
}

static bool has(const struct silences *s, uint32_t line, bool all, enum diag_code code)
{
    struct silence wanted = {line, all, code};
    return s->list.n &&
           bsearch(&wanted, s->list.at, s->list.n, sizeof wanted, by_line_and_code) != NULL;
}

void silences_read(struct arena *a, const struct source_tree *source, str path, struct diags *diags,
                   struct silences *out)
{
    static const str next = S_INIT("kbsite-disable-next-line"),
                     file = S_INIT("kbsite-disable-file");
    *out = (struct silences){0};
    if (str_find(source->text, S("kbsite-disable-")) == STR_NONE)
        return;
    for (uint32_t i = 1; i <= source->lines.n; i++) {
        str line = source_line(source, i);
        size_t at = str_find(line, next), whole = str_find(line, file);
        struct place place = {path, i, (uint32_t)(at == STR_NONE ? whole : at) + 1};
        if (at != STR_NONE)
            read_codes(a, str_from(line, at + next.len), place, next_line(source, i), diags, out);
        else if (whole != STR_NONE)
            read_codes(a, str_from(line, whole + file.len), place, 0, diags, out);
    }
    if (out->list.n)
        qsort(out->list.at, out->list.n, sizeof *out->list.at, by_line_and_code);
}

bool silences_have(const struct silences *s, uint32_t line, enum diag_code code)
{
    return has(s, 0, true, 0) || has(s, 0, false, code) || has(s, line, true, 0) ||
           has(s, line, false, code);
}
