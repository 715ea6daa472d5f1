#include "check/baseline.h"

#include <stdlib.h>

#include "base/ascii.h"

enum { MOST_COMPLAINTS = 20 };

static bool is_fingerprint(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!ascii_is_digit(s.ptr[i]) && !(s.ptr[i] >= 'a' && s.ptr[i] <= 'f'))
            return false;
    return s.len == HASH_HEX;
}

/* The fingerprint of a line; empty where the line has another form. */
static str read_line(str line)
{
    str fingerprint, code;
    if (!str_cut(&line, '\t', &fingerprint) || !is_fingerprint(fingerprint))
        return S("");
    return str_cut(&line, '\t', &code) && code.len && line.ptr ? fingerprint : S("");
}

void baseline_read(struct baseline *b, str path, str bytes, struct diags *diags)
{
    struct place place = {.path = path, .col = 1};
    size_t wrong = 0;
    if (str_starts(bytes, S("\xEF\xBB\xBF")))
        bytes = str_from(bytes, 3);
    for (str line; str_line(&bytes, &line);) {
        place.line++;
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        str fingerprint = read_line(line);
        bool fresh;
        if (fingerprint.len)
            map_put(b->arena, &b->fingerprints, arena_dup(b->arena, fingerprint), &fresh);
        else if (wrong++ < MOST_COMPLAINTS)
            diag_add(diags, DIAG_BASELINE_SYNTAX, place,
                     "a line has a fingerprint, a code and a path, with tabs between them");
    }
    if (wrong > MOST_COMPLAINTS)
        diag_add(diags, DIAG_BASELINE_SYNTAX, (struct place){.path = path},
                 "%zu more lines have another form", wrong - MOST_COMPLAINTS);
}

size_t baseline_mark(const struct baseline *b, struct findings *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->list.n; i++) {
        char hex[HASH_HEX + 1];
        hash_hex(f->list.at[i].fingerprint, hex);
        f->list.at[i].known = map_get(&b->fingerprints, (str){hex, HASH_HEX}) != NULL;
        n += f->list.at[i].known;
    }
    return n;
}

struct line {
    str path, code;
    char hex[HASH_HEX + 1];
};

static int compare(const void *left, const void *right)
{
    const struct line *a = left, *b = right;
    int order = str_cmp(a->path, b->path);
    if (order == 0)
        order = str_cmp(a->code, b->code);
    return order ? order : strcmp(a->hex, b->hex);
}

static void add_path(struct buf *out, str path)
{
    for (size_t i = 0; i < path.len; i++) /* a name may hold what would end the line */
        buf_add_char(out, (unsigned char)path.ptr[i] < ' ' ? '?' : path.ptr[i]);
}

void baseline_write(const struct findings *f, struct buf *out)
{
    struct arena scratch = {0};
    vec(struct line) lines = {0};
    for (size_t i = 0; i < f->list.n; i++) {
        const struct diag *d = &f->list.at[i].diag;
        if (d->code == DIAG_BASELINE_SYNTAX)
            continue;
        struct line *line = &vec_push(&scratch, &lines);
        *line = (struct line){.path = d->place.path, .code = diag_name(d->code)};
        hash_hex(f->list.at[i].fingerprint, line->hex);
    }
    if (lines.n)
        qsort(lines.at, lines.n, sizeof *lines.at, compare);
    buf_add_lit(out,
                "# Findings that kbsite check knows: they fail no run. It writes this file.\n");
    for (size_t i = 0; i < lines.n; i++) {
        buf_addf(out, "%s\t%.*s\t", lines.at[i].hex, STR_ARG(lines.at[i].code));
        add_path(out, lines.at[i].path);
        buf_add_char(out, '\n');
    }
    arena_free(&scratch);
}
