#include "base/glob.h"

#include <stddef.h>

enum star { STAR_NONE, STAR_CHARS, STAR_DEEP, STAR_PARTS };

/* Where to go on when what follows a star does not match: the star takes more. */
struct retry {
    enum star star;
    size_t pattern, path;
};

/* The kind of star at p and its length: `*`, `**`, or `**` with its slash at the start of a part.
 */
static enum star star_at(str pattern, size_t p, bool part_start, size_t *len)
{
    *len = 0;
    if (p >= pattern.len || pattern.ptr[p] != '*')
        return STAR_NONE;
    *len = 1;
    if (p + 1 >= pattern.len || pattern.ptr[p + 1] != '*')
        return STAR_CHARS;
    *len = 2;
    if (!part_start || p + 2 >= pattern.len || pattern.ptr[p + 2] != '/')
        return STAR_DEEP;
    *len = 3;
    return STAR_PARTS;
}

/* Lets the star take the next character, or the next whole part. */
static bool star_take(struct retry *r, str path)
{
    if (r->star == STAR_NONE || r->path >= path.len)
        return false;
    if (r->star == STAR_CHARS && path.ptr[r->path] == '/')
        return false;
    if (r->star == STAR_PARTS) {
        size_t slash = str_find_char(str_from(path, r->path), '/');
        if (slash == STR_NONE)
            return false;
        r->path += slash;
    }
    r->path++;
    return true;
}

static bool same(str pattern, size_t p, str path, size_t s)
{
    return p < pattern.len && s < path.len &&
           (pattern.ptr[p] == path.ptr[s] || (pattern.ptr[p] == '?' && path.ptr[s] != '/'));
}

/* The last star of either sort is all that has to be remembered: what stands between two stars
 * matches best where it first does. */
static bool match_whole(str pattern, str path)
{
    struct retry plain = {0}, deep = {0};
    size_t p = 0, s = 0, len;
    for (;;) {
        enum star star = star_at(pattern, p, s == 0 || path.ptr[s - 1] == '/', &len);
        p += len;
        if (star == STAR_CHARS) {
            plain = (struct retry){star, p, s};
        } else if (star) {
            deep = (struct retry){star, p, s};
            plain.star = STAR_NONE;
        } else if (p == pattern.len && s == path.len) {
            return true;
        } else if (same(pattern, p, path, s)) {
            p++;
            s++;
        } else if (star_take(&plain, path)) {
            p = plain.pattern;
            s = plain.path;
        } else if (star_take(&deep, path)) {
            p = deep.pattern;
            s = deep.path;
            plain.star = STAR_NONE;
        } else {
            return false;
        }
    }
}

bool glob_match(str pattern, str path, bool folder)
{
    if (str_ends(pattern, S("/"))) {
        if (!folder)
            return false;
        pattern = str_until(pattern, pattern.len - 1);
    }
    if (str_find_char(pattern, '/') == STR_NONE) {
        size_t slash = str_rfind_char(path, '/');
        return match_whole(pattern, slash == STR_NONE ? path : str_from(path, slash + 1));
    }
    return match_whole(str_starts(pattern, S("/")) ? str_from(pattern, 1) : pattern, path);
}
