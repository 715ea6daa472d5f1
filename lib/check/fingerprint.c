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

static struct hash hash_finding(const struct diag *d, const struct line_source *lines)
{
    struct buf message = {0};
    add_lasting(&message, d->message);
    struct hash h = hash_of(diag_name(d->code));
    h = hash_mix_str(h, d->place.path);
    h = hash_mix_str(h, buf_str(&message));
    h = hash_mix_str(h, str_until(str_trim(line_at(lines, &d->place)), MOST_OF_LINE));
    buf_free(&message);
    return h;
}

void fingerprint_findings(struct findings *f, const struct line_source *lines)
{
    struct arena scratch = {0};
    struct map seen = {0};
    struct hash *hashes = arena_array(&scratch, struct hash, f->list.n);
    for (size_t i = 0; i < f->list.n; i++) {
        bool fresh;
        hashes[i] = hash_finding(&f->list.at[i].diag, lines);
        size_t *before =
            map_put(&scratch, &seen, (str){(const char *)&hashes[i], sizeof hashes[i]}, &fresh);
        uint64_t n = (*before)++;
        f->list.at[i].fingerprint = hash_mix_bytes(hashes[i], &n, sizeof n);
    }
    arena_free(&scratch);
}
