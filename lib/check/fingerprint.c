#include "check/fingerprint.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/map.h"

/* A line may hold all of a file, and thousands of findings. */
enum { MOST_OF_LINE = 1000 };

str line_at(const struct line_source *lines, const struct place *place)
{
    if (!lines || !place->line || !place->path.len)
        return S("");
    return lines->line(lines->context, place->path, place->line);
}

/* Whether a number begins here that is not part of a name. */
static bool is_number(str s, size_t at)
{
    if (!ascii_is_digit(s.ptr[at]))
        return false;
    char before = at ? s.ptr[at - 1] : ' ';
    return before == ' ' || before == ':' || before == '(';
}

static void add_lasting(struct buf *out, str message)
{
    bool quoted = false;
    size_t guess = str_find(message, S("; did you mean \""));
    message = str_until(message, guess == STR_NONE ? message.len : guess);
    for (size_t i = 0; i < message.len; i++) {
        quoted ^= message.ptr[i] == '"';
        if (quoted || !is_number(message, i))
            buf_add_char(out, message.ptr[i]);
        else
            while (i + 1 < message.len && ascii_is_digit(message.ptr[i + 1]))
                i++;
    }
}

/* A path without what does not matter: "./a//" is "a", "./" is "". */
static str plain_path(str path)
{
    while (str_ends(path, S("/")) && path.len > 1)
        path = str_until(path, path.len - 1);
    while (str_starts(path, S("./")))
        path = str_from(path, 2);
    return str_eq(path, S(".")) ? S("") : path;
}

/* Takes the folder from the start of a path; false when it does not stand there. */
static bool leave(str folder, str *path)
{
    str rest = plain_path(*path);
    bool named = folder.len > 0;
    folder = plain_path(folder);
    if (folder.len == 0) {
        if (!named || str_starts(rest, S("/")) || str_starts(rest, S("../")))
            return false;
    } else {
        if (!str_starts(rest, folder))
            return false;
        rest = str_from(rest, folder.len);
        if (rest.len > 0 && rest.ptr[0] != '/')
            return false;
        while (str_starts(rest, S("/")))
            rest = str_from(rest, 1);
    }
    *path = rest;
    return true;
}

static struct hash hash_path(struct hash h, str path, const struct fingerprint_roots *roots)
{
    if (path.len == 0)
        return h;
    if (leave(roots->site, &path))
        return hash_mix_str(hash_mix_str(h, S("site")), path);
    if (leave(roots->content, &path))
        return hash_mix_str(h, path);
    size_t slash = str_rfind_char(path, '/'); /* the configuration, and what belongs to it */
    return hash_mix_str(h, slash == STR_NONE ? path : str_from(path, slash + 1));
}

static struct hash hash_finding(const struct diag *d, const struct line_source *lines,
                                const struct fingerprint_roots *roots)
{
    struct buf message = {0};
    add_lasting(&message, d->message);
    struct hash h = hash_of(diag_name(d->code));
    h = hash_path(h, d->place.path, roots);
    h = hash_mix_str(h, buf_str(&message));
    h = hash_mix_str(h, str_until(str_trim(line_at(lines, &d->place)), MOST_OF_LINE));
    buf_free(&message);
    return h;
}

void fingerprint_findings(struct findings *f, const struct line_source *lines,
                          const struct fingerprint_roots *roots)
{
    struct arena scratch = {0};
    struct map seen = {0};
    struct hash *hashes = arena_array(&scratch, struct hash, f->list.n);
    for (size_t i = 0; i < f->list.n; i++) {
        bool fresh;
        hashes[i] = hash_finding(&f->list.at[i].diag, lines, roots);
        size_t *before =
            map_put(&scratch, &seen, (str){(const char *)&hashes[i], sizeof hashes[i]}, &fresh);
        uint64_t n = (*before)++;
        f->list.at[i].fingerprint = hash_mix_bytes(hashes[i], &n, sizeof n);
    }
    arena_free(&scratch);
}
