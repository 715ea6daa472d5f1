#include "check/silence.h"

#include <stdlib.h>

#include "check/comments.h"

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

struct reader {
    struct arena *arena;
    const struct source_tree *source;
    str path;
    struct diags *diags;
    struct silences *out;
};

/* The codes that a text names. */
static void read_codes(struct reader *r, str text, struct source_spot spot, uint32_t line)
{
    bool any = false;
    struct place place = {r->path, spot.line, spot.col};
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        while (i < text.len && is_code_char(text.ptr[i]))
            i++;
        str name = str_slice(text, from, i);
        enum diag_code code;
        i += i == from;
        if (name.len == 0)
            continue;
        any = true;
        if (diag_find(name, &code))
            vec_push(r->arena, &r->out->list) = (struct silence){line, false, code};
        else
            diag_add_unknown(r->diags, DIAG_DISABLE_UNKNOWN, place, name);
    }
    if (!any)
        vec_push(r->arena, &r->out->list) = (struct silence){.line = line, .all = true};
}

/* A comment, which may say several things. */
static void read_comment(struct reader *r, str comment, size_t end_of_comment)
{
    static const str next = S_INIT("next-line"), file = S_INIT("file"),
                     disable = S_INIT("kbsite-disable-");
    const struct source_tree *source = r->source;
    size_t begin = (size_t)(comment.ptr - source->text.ptr);
    uint32_t last = source_spot(source, end_of_comment).line;
    size_t at = str_find(comment, disable);
    while (at != STR_NONE) {
        struct source_spot spot = source_spot(source, begin + at);
        str rest = str_from(comment, at + disable.len);
        size_t end = str_find(rest, disable);
        str said = str_until(rest, end);
        if (str_starts(said, next))
            read_codes(r, str_from(said, next.len), spot, next_line(source, last));
        else if (str_starts(said, file))
            read_codes(r, str_from(said, file.len), spot, 0);
        at = end == STR_NONE ? STR_NONE : at + disable.len + end;
    }
}

/* What stands behind a # that is in no quotes. */
static str comment_of(str line)
{
    char quote = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        bool begins = i == 0 || ascii_is_space(line.ptr[i - 1]);
        if (c == '#' && quote == 0 && begins)
            return str_from(line, i);
        if (c == quote)
            quote = 0;
        else if (quote == 0 && (c == '"' || (c == '\'' && i > 0 && line.ptr[i - 1] == ' ')))
            quote = c;
    }
    return str_from(line, line.len);
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
    struct reader r = {a, source, path, diags, out};
    struct comments comments;
    *out = (struct silences){0};
    if (str_find(source->text, S("kbsite-disable-")) == STR_NONE)
        return;
    for (uint32_t line = 1; line < source->body_line; line++) {
        str comment = comment_of(source_line(source, line));
        read_comment(&r, comment, (size_t)(comment.ptr - source->text.ptr));
    }
    comments_read(a, source, &comments);
    for (size_t i = 0; i < comments.list.n; i++) {
        const struct comment *one = &comments.list.at[i];
        str inner = str_slice(source->text, one->from, one->to - (one->complete ? 3 : 0));
        read_comment(&r, inner, one->to - 1);
    }
    if (out->list.n)
        qsort(out->list.at, out->list.n, sizeof *out->list.at, by_line_and_code);
}

bool silences_have(const struct silences *s, uint32_t line, enum diag_code code)
{
    return has(s, 0, true, 0) || has(s, 0, false, code) || has(s, line, true, 0) ||
           has(s, line, false, code);
}
