#include "note/include.h"

#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "note/include_directive.h"

enum { MOST_DEPTH = 8, MOST_INCLUDES = 1000, MOST_RANGES = 32, MOST_PARTS = 64 };

struct lines_wanted {
    uint32_t from, to;
};

/* A text that is being read: the note's, or a part of a file. */
struct source {
    str rest, path; /* path: below the project's folder */
    uint32_t number;
    str indent; /* before each line */
    str name;   /* of the marks around what is wanted; empty: all, or … */
    bool inside;
    struct lines_wanted wanted[MOST_RANGES]; /* … these lines, if there are any */
    size_t wanted_count;
    bool in_block; /* a list of paths */
};

/* What was read of a file, once for a note. */
struct found {
    str text;
    int error;
};

struct expander {
    const struct include_job *job;
    struct included *out;
    struct buf text;
    struct map asked; /* path → number in found and in out->files */
    vec(struct found) found;
    struct source sources[MOST_DEPTH];
    size_t depth;
    uint32_t lines;         /* written */
    uint32_t at;            /* the note's line that is being read */
    size_t bytes, includes; /* included so far; also those that failed */
    bool full;
};

static struct source *top(struct expander *x)
{
    return &x->sources[x->depth - 1];
}

/* ---- writing -------------------------------------------------------------------------------- */

/* Whether the line that is being read follows on the last piece. */
static bool goes_on(const struct expander *x, const struct source *s, uint32_t number)
{
    if (x->out->pieces.n == 0)
        return false;
    const struct include_piece *p = &x->out->pieces.at[x->out->pieces.n - 1];
    uint32_t in_piece = x->job->first_line + x->lines - p->from;
    bool own = s->path.len == 0;
    return p->path.ptr == s->path.ptr && (own || p->line == x->at) && p->first + in_piece == number;
}

static void complain(struct expander *x, str target, const char *reason)
{
    diag_add(x->job->diags, DIAG_INCLUDE_FAILED, (struct place){x->job->path, x->at, 1},
             "\"%.*s\" cannot be included: %s", STR_ARG(target), reason);
}

/* False where what has been included is too much. */
static bool spend(struct expander *x, const struct source *s, str line)
{
    if (s->path.len == 0)
        return true;
    x->bytes += s->indent.len + line.len + 1;
    if (x->bytes > x->job->most && !x->full) {
        complain(x, s->path, "the note would become too long");
        x->full = true;
    }
    return !x->full;
}

static void put(struct expander *x, const struct source *s, uint32_t number, str line)
{
    if (!spend(x, s, line))
        return;
    if (!goes_on(x, s, number))
        vec_push(x->job->scratch, &x->out->pieces) =
            (struct include_piece){.from = x->job->first_line + x->lines,
                                   .line = x->at,
                                   .path = s->path,
                                   .first = number,
                                   .indent = (uint32_t)s->indent.len};
    if (line.len)
        buf_add(&x->text, s->indent);
    buf_add(&x->text, line);
    buf_add_char(&x->text, '\n');
    x->lines++;
}

/* ---- finding files -------------------------------------------------------------------------- */

static str joined(struct arena *a, str folder, str path)
{
    return folder.len ? arena_join(a, folder, S("/"), path) : path;
}

static str folder_of(str path)
{
    size_t slash = str_rfind_char(path, '/');
    return slash == STR_NONE ? S("") : str_until(path, slash);
}

static str note_file(const struct expander *x)
{
    return joined(x->job->scratch, x->job->files->content, x->job->path);
}

/* A path without "." and ".."; false where it leads out of the project. */
static bool clean(struct arena *a, str path, str *out)
{
    str parts[MOST_PARTS], part;
    size_t n = 0;
    if (str_starts(path, S("/")))
        return false;
    while (path.len && str_cut(&path, '/', &part)) {
        if (part.len == 0 || str_eq(part, S(".")))
            continue;
        if (str_eq(part, S(".."))) {
            if (n == 0)
                return false;
            n--;
        } else if (n < MOST_PARTS) {
            parts[n++] = part;
        } else {
            return false;
        }
    }
    *out = S("");
    for (size_t i = 0; i < n; i++)
        *out = joined(a, *out, parts[i]);
    return n > 0;
}

static int read_file(struct expander *x, str path, str *text)
{
    struct arena *a = x->job->scratch;
    bool fresh;
    size_t *number = map_put(a, &x->asked, path, &fresh);
    if (fresh) {
        struct found f = {0};
        f.error = x->job->files->read(x->job->files, a, path, &f.text);
        *number = x->found.n;
        vec_push(a, &x->found) = f;
        vec_push(a, &x->out->files) =
            (struct include_file){path, include_name(f.error, f.text), f.error != 0};
    }
    *text = x->found.at[*number].text;
    return x->found.at[*number].error;
}

/* Where a file may be, seen from the one that names it. */
static int find_file(struct expander *x, enum include_form form, str *path, str *text)
{
    const struct note_files *files = x->job->files;
    struct arena *a = x->job->scratch;
    str from = top(x)->path.len ? top(x)->path : note_file(x);
    str places[] = {S(""), files->content, folder_of(from)}, target = *path;
    size_t count = files->elsewhere && top(x)->path.len == 0 ? 1 : 3;
    int error = EACCES;
    for (size_t i = 0; i < count && !str_starts(target, S("/")); i++) {
        size_t place = form == INCLUDE_BOOK ? count - 1 - i : i;
        if (!clean(a, joined(a, places[place], target), path))
            continue;
        error = read_file(x, *path, text);
        if (error != ENOENT)
            break;
    }
    return error;
}

/* ---- including ------------------------------------------------------------------------------ */

static bool has_part(str text, str name)
{
    str found;
    for (str line; str_line(&text, &line);)
        if (include_mark_of(line, &found) == INCLUDE_START && str_eq(found, name))
            return true;
    return false;
}

static bool is_open(const struct expander *x, str path)
{
    for (size_t i = 1; i < x->depth; i++)
        if (str_eq(x->sources[i].path, path))
            return true;
    return !x->job->files->elsewhere && str_eq(path, note_file(x));
}

static const char *reason_of(int error)
{
    switch (error) {
    case ENOENT:
        return "there is no such file";
    case EACCES:
        return "it is hidden, or not in the project's folder";
    default:
        return strerror(error);
    }
}

static bool too_many_ranges(str ranges)
{
    size_t n = 1;
    for (size_t i = 0; i < ranges.len; i++)
        n += ranges.ptr[i] == ',';
    return n > MOST_RANGES;
}

/* What stands in the way, NULL for nothing. */
static const char *obstacle(struct expander *x, const struct include_part *part, str path, str text)
{
    if (is_open(x, path))
        return "it includes itself";
    if (x->depth == MOST_DEPTH)
        return "too many files include each other";
    if (x->includes > MOST_INCLUDES || x->full)
        return "the note would become too long";
    if (too_many_ranges(part->ranges))
        return "too many parts are asked for";
    if (part->name.len && !has_part(text, part->name))
        return "it has no part of this name";
    return NULL;
}

/* A whole note is included without its front matter. */
static void pass_front(struct source *s)
{
    str rest = s->rest, line;
    uint32_t lines = 1;
    if (!str_line(&rest, &line) || !str_eq(str_trim_right(line), S("---")))
        return;
    while (str_line(&rest, &line)) {
        lines++;
        if (!str_eq(str_trim_right(line), S("---")))
            continue;
        s->rest = rest;
        s->number = lines;
        return;
    }
}

static void push(struct expander *x, const struct include_part *part, enum include_form form,
                 str path, str text)
{
    const struct source *from = top(x);
    struct source *s = &x->sources[x->depth++];
    str ranges = part->ranges;
    *s = (struct source){.rest = text, .path = path, .name = part->name, .indent = from->indent};
    while (s->wanted_count < MOST_RANGES &&
           include_range(&ranges, form, &s->wanted[s->wanted_count].from,
                         &s->wanted[s->wanted_count].to))
        s->wanted_count++;
    if (s->wanted_count == 0 && s->name.len == 0 && str_ends_nocase(path, S(".md")))
        pass_front(s);
}

/* False, and reported, where it cannot be done. */
static bool include(struct expander *x, enum include_form form, str target, str indent)
{
    struct include_part part = include_part_of(target);
    str path = part.path, text = S("");
    bool asks = path.len && ++x->includes <= MOST_INCLUDES;
    int error = asks ? find_file(x, form, &path, &text) : path.len ? 0 : ENOENT;
    const char *reason = error ? reason_of(error) : obstacle(x, &part, path, text);
    if (reason) {
        complain(x, target, reason);
        return false;
    }
    str around = top(x)->indent;
    push(x, &part, form, path, text);
    top(x)->indent = arena_join(x->job->scratch, around, indent, S(""));
    return true;
}

/* ---- reading -------------------------------------------------------------------------------- */

/* Whether a block that begins here ends. */
static bool block_ends(str rest)
{
    for (str line; str_line(&rest, &line);)
        if (include_directive_of(line).form == INCLUDE_BLOCK)
            return true;
    return false;
}

/* A line of a list of paths. */
static void read_path(struct expander *x, uint32_t number, str line)
{
    struct source *s = top(x);
    str path = str_trim(line);
    if (include_directive_of(line).form == INCLUDE_BLOCK)
        s->in_block = false;
    else if (path.len && !str_starts(path, S(";")) &&
             !include(x, INCLUDE_SNIPPET, path, str_until(line, (size_t)(path.ptr - line.ptr))))
        put(x, s, number, line);
}

static void read_line(struct expander *x, uint32_t number, str line)
{
    struct source *s = top(x);
    struct include_directive d = include_directive_of(line);
    str indent = str_until(line, d.blanks);
    if (d.form == INCLUDE_BLOCK && block_ends(s->rest)) {
        s->in_block = true;
        return;
    }
    if (d.form == INCLUDE_ESCAPED)
        line = arena_join(x->job->scratch, indent, d.target, S(""));
    if ((d.form == INCLUDE_SNIPPET || d.form == INCLUDE_BOOK) &&
        include(x, d.form, d.target, indent))
        return;
    put(x, s, number, line);
}

static bool is_wanted(const struct source *s, uint32_t number)
{
    bool wanted = s->wanted_count == 0;
    for (size_t i = 0; i < s->wanted_count && !wanted; i++)
        wanted = s->wanted[i].from <= number && number <= s->wanted[i].to;
    return wanted && (s->name.len == 0 || s->inside);
}

/* Whether a line of a file is one of the marks around its parts, which nobody sees. */
static bool read_mark(struct source *s, str line)
{
    str name;
    enum include_mark mark = s->path.len ? include_mark_of(line, &name) : INCLUDE_NO_MARK;
    if (mark != INCLUDE_NO_MARK && str_eq(name, s->name))
        s->inside = mark == INCLUDE_START;
    return mark != INCLUDE_NO_MARK;
}

static void expand(struct expander *x)
{
    while (x->depth) {
        struct source *s = top(x);
        str line;
        if (!str_line(&s->rest, &line)) {
            x->depth--;
            continue;
        }
        uint32_t number = s->number++ + 1;
        if (s->path.len == 0)
            x->at = number;
        if (read_mark(s, line) || !is_wanted(s, number))
            continue;
        if (s->in_block)
            read_path(x, number, line);
        else
            read_line(x, number, line);
    }
}

struct hash include_name(int error, str text)
{
    uint64_t number = (uint64_t)error;
    return error ? hash_mix_bytes((struct hash){0}, &number, sizeof number) : hash_of(text);
}

void include_read(const struct include_job *job, str text, struct included *out)
{
    *out = (struct included){.text = text};
    if (!job->files || !include_may_hold(text))
        return;
    struct expander x = {.job = job, .out = out, .depth = 1};
    x.sources[0] = (struct source){.rest = text, .number = job->first_line - 1};
    expand(&x);
    out->text = arena_dup(job->scratch, buf_str(&x.text));
    buf_free(&x.text);
}

/* ---- places --------------------------------------------------------------------------------- */

static const struct include_piece *piece_of(const struct included *in, uint32_t line)
{
    size_t low = 0, high = in->pieces.n;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (in->pieces.at[middle].from <= line)
            low = middle;
        else
            high = middle;
    }
    return in->pieces.n && in->pieces.at[low].from <= line ? &in->pieces.at[low] : NULL;
}

void include_place(const struct included *included, uint32_t *line, uint32_t *col)
{
    const struct include_piece *p = piece_of(included, *line);
    if (!p)
        return;
    if (p->path.len)
        *col = p->indent + 1;
    *line = p->path.len ? p->line : p->line + (*line - p->from);
}

void include_place_diags(const struct included *included, struct diags *diags, size_t first)
{
    for (size_t i = first; included->pieces.n && i < diags->list.n; i++) {
        struct diag *d = &diags->list.at[i];
        const struct include_piece *p = piece_of(included, d->place.line);
        if (!p)
            continue;
        uint32_t in_piece = d->place.line - p->from;
        include_place(included, &d->place.line, &d->place.col);
        if (p->path.len == 0)
            continue;
        d->message = arena_printf(diags->arena, "%.*s (in \"%.*s\", line %u)", STR_ARG(d->message),
                                  STR_ARG(p->path), p->first + in_piece);
    }
}
