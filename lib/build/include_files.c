#include "build/include_files.h"

#include <errno.h>

#include "base/utf8.h"
#include "site/paths.h"

/* The path without "." and "..": false where it leads out, or is hidden. */
static bool is_open(str path, struct buf *out)
{
    if (str_starts(path, S("/")) || !path_join(out, S(""), path) || out->len == 0)
        return false;
    str rest = buf_str(out), part;
    while (rest.len && str_cut(&rest, '/', &part))
        if (str_starts(part, S(".")))
            return false;
    return true;
}

/* Where a file really is; links may lead elsewhere in the project, but not to what is hidden. */
static int find(const struct include_files *f, struct arena *a, str path, str *real)
{
    struct buf clean = {0}, again = {0};
    str rest;
    int error = EACCES;
    if (is_open(path, &clean)) {
        str full = arena_join(a, f->project->folder, S("/"), buf_str(&clean));
        error = fs_real(a, full.ptr, real);
        if (!error && (!project_below(f->root, *real, &rest) || !is_open(rest, &again)))
            error = EACCES;
    }
    buf_free(&clean);
    buf_free(&again);
    return error == ENOTDIR ? ENOENT : error;
}

/* What is not UTF-8, and NUL, as U+FFFD. */
static str as_text(struct arena *a, str bytes)
{
    struct buf valid = {0}, text = {0};
    if (str_starts(bytes, S("\xEF\xBB\xBF")))
        bytes = str_from(bytes, 3);
    utf8_add_valid(&valid, bytes);
    str rest = buf_str(&valid);
    for (size_t at; (at = str_find_char(rest, '\0')) != STR_NONE; rest = str_from(rest, at + 1)) {
        buf_add(&text, str_until(rest, at));
        buf_add_lit(&text, "\xEF\xBF\xBD");
    }
    buf_add(&text, rest);
    str copy = arena_dup(a, buf_str(&text));
    buf_free(&valid);
    buf_free(&text);
    return copy;
}

static int read(const struct note_files *self, struct arena *a, str path, str *text)
{
    const struct include_files *f = (const struct include_files *)self;
    struct buf bytes = {0};
    str real;
    *text = S("");
    int error = find(f, a, path, &real);
    if (!error)
        error = fs_read(real.ptr, f->project->config.limits.note_bytes, &bytes);
    if (!error)
        *text = as_text(a, buf_str(&bytes));
    buf_free(&bytes);
    return error;
}

struct include_files include_files_of(struct arena *a, const struct project *project)
{
    str content = S(""), real;
    bool inside = project_below(project->folder, project->content, &content);
    /* An author who is not trusted sees the notes, not the project. */
    str root = project->config.safe ? project->content : project->folder;
    if (fs_real(a, root.ptr, &real) == 0)
        root = real;
    return (struct include_files){{read, inside ? content : S(""), !inside}, project, root};
}

struct fs_stamp include_files_stamp(const struct include_files *f, struct arena *scratch, str path)
{
    struct fs_stamp stamp = {0};
    str real;
    if (find(f, scratch, path, &real) == 0)
        fs_stamp(real.ptr, &stamp);
    return stamp;
}

bool include_files_hold(const struct include_files *f, struct arena *scratch, int64_t now,
                        struct cache_include *then, bool *renewed)
{
    struct fs_stamp stamp = include_files_stamp(f, scratch, then->path);
    str text;
    if (then->stamp.size && fs_stamp_eq(&stamp, &then->stamp))
        return true;
    int error = read(&f->files, scratch, then->path, &text);
    if (!hash_eq(include_name(error, text), then->content))
        return false;
    if (!error && !fs_stamp_is_fresh(&stamp, now, true)) {
        *renewed = *renewed || stamp.size;
        then->stamp = stamp;
    }
    return true;
}
