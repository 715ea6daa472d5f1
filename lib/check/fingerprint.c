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

/* Takes the folder from the start of a path; false when it does not stand there. */
static bool leave(str folder, str *path)
{
    while (str_ends(folder, S("/")))
        folder = str_until(folder, folder.len - 1);
    if (str_eq(folder, S(".")))
        return !str_starts(*path, S("/")) && !str_starts(*path, S("../"));
    if (folder.len == 0 || !str_starts(*path, folder) ||
        !str_starts(str_from(*path, folder.len), S("/")))
        return false;
    *path = str_from(*path, folder.len + 1);
    return true;
}

static struct hash hash_path(struct hash h, str path, const struct fingerprint_roots *roots)
{
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
