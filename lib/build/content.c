#include "build/content.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/utf8.h"
#include "markdown/safe.h"
#include "site/paths.h"

struct looking {
    struct arena *arena;
    const struct project *project;
    struct diags *diags;
    struct content *out;
    vec(str) own; /* paths below the content folder that are kbsite's, not content */
};

static bool is_excluded(const struct config *config, str path, bool folder)
{
    for (size_t i = 0; i < config->exclude.n; i++)
        if (glob_match(config->exclude.at[i], path, folder))
            return true;
    return false;
}

static bool skip(void *context, str path, bool folder)
{
    struct looking *l = context;
    if (str_starts(path_name(path), S(".")))
        return true;
    for (size_t i = 0; i < l->own.n; i++)
        if (str_eq(l->own.at[i], path))
            return true;
    if (!is_excluded(&l->project->config, path, folder))
        return false;
    vec_push(l->arena, &l->out->excluded) = path;
    return true;
}

/* Output, theme and configuration may lie in the content folder. False, and reported, when it
 * cannot be told: they would be published. */
static bool add_own(struct looking *l, str path)
{
    str absolute, rest;
    int error = fs_absolute(l->arena, path.ptr, &absolute);
    if (error)
        diag_add(l->diags, DIAG_FILE_UNREADABLE, (struct place){.line = 0},
                 "\"%.*s\" cannot be read: %s", STR_ARG(path), strerror(error));
    else if (project_below(l->project->content, absolute, &rest) && rest.len)
        vec_push(l->arena, &l->own) = rest;
    return !error;
}

static bool find_own(struct looking *l)
{
    const struct project *p = l->project;
    bool ok = add_own(l, p->output) && add_own(l, p->config_path) &&
              add_own(l, arena_join(l->arena, p->folder, S("/theme"), S("")));
    for (size_t i = 0; ok && i < p->other_output_count; i++)
        ok = add_own(l, p->other_outputs[i]);
    if (ok && !str_eq(p->config.theme, S("default")))
        ok = add_own(l, str_starts(p->config.theme, S("/"))
                            ? arena_dup(l->arena, p->config.theme)
                            : arena_join(l->arena, p->folder, S("/"), p->config.theme));
    return ok;
}

/* The path without what could garble a terminal or a report. */
static str shown(struct arena *a, str path)
{
    struct buf out = {0};
    utf8_add_valid(&out, path);
    for (size_t i = 0; i < out.len; i++)
        if ((unsigned char)out.ptr[i] < ' ' || out.ptr[i] == 0x7f)
            out.ptr[i] = '?';
    str s = arena_dup(a, buf_str(&out));
    buf_free(&out);
    return s;
}

static bool can_be_address(str path)
{
    for (size_t i = 0; i < path.len; i++)
        if ((unsigned char)path.ptr[i] < ' ' || path.ptr[i] == 0x7f)
            return false;
    return utf8_check(path) == STR_NONE;
}

/* What stands in the way of reading something, in words about files rather than calls. */
static const char *reason_of(const struct fs_entry *e)
{
    switch (e->error) {
    case ENOENT:
        return "the link leads to nothing";
    case EINVAL:
        return "it is neither a file nor a folder";
    case ENAMETOOLONG:
        return "its path is too long or has too many folders";
    default:
        return strerror(e->error);
    }
}

void content_report(struct diags *diags, const struct fs_entry *e)
{
    struct place place = {.path = shown(diags->arena, e->path)};
    switch (e->kind) {
    case FS_UNREADABLE:
        diag_add(diags, DIAG_FILE_UNREADABLE, place, "cannot be read: %s", reason_of(e));
        break;
    case FS_LINK_OUTSIDE:
        diag_add(diags, DIAG_SYMLINK_OUTSIDE, place,
                 "this link leads out of the content folder and is left out");
        break;
    case FS_LINK_LOOP:
        diag_add(diags, DIAG_SYMLINK_LOOP, place,
                 "this link leads back to itself or to a folder that it is in, and is left out");
        break;
    case FS_FILE:
        diag_add(diags, DIAG_FILE_NAME, place,
                 "the name has control characters or is not UTF-8; the file is left out");
        break;
    }
}

/* What may change again without another stamp must not make this build the last word. */
static void name_entry(struct content *out, const struct fs_entry *e, bool fresh)
{
    uint64_t about[] = {(uint64_t)e->kind, (uint64_t)e->error, fresh ? (uint64_t)out->now : 0};
    out->key = hash_mix_bytes(hash_mix_str(out->key, e->path), about, sizeof about);
    out->key = hash_mix_bytes(out->key, &e->stamp, sizeof e->stamp);
}

static void sort_entry(struct looking *l, const struct fs_entry *e)
{
    struct content *out = l->out;
    bool usable = e->kind == FS_FILE && can_be_address(e->path);
    bool fresh = e->kind == FS_FILE && fs_stamp_is_fresh(&e->stamp, out->now, false);
    if (usable && path_is_note(e->path)) {
        vec_push(l->arena, &out->notes) = *e;
        return;
    }
    name_entry(out, e, fresh);
    if (usable && l->project->config.safe && !safe_file(path_name(e->path))) {
        diag_add(l->diags, DIAG_FILE_UNSAFE, (struct place){.path = e->path},
                 "a safe site does not publish a file of this kind");
        vec_push(l->arena, &out->excluded) = e->path;
        return;
    }
    if (usable)
        vec_push(l->arena, &out->files) =
            (struct site_file){e->path, fresh ? (struct fs_stamp){0} : e->stamp};
    else
        content_report(l->diags, e);
}

static int compare_paths(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

bool content_list(struct arena *a, const struct project *project, struct diags *diags,
                  struct content *out)
{
    struct looking l = {.arena = a, .project = project, .diags = diags, .out = out};
    struct fs_tree tree = {0};
    *out = (struct content){.now = fs_now()};
    if (!find_own(&l))
        return false;
    int error = fs_walk(a, project->content.ptr, skip, &l, &tree);
    if (error) {
        diag_add(diags, DIAG_FILE_UNREADABLE, (struct place){.line = 0},
                 "the content folder \"%.*s\" cannot be read: %s", STR_ARG(project->content_shown),
                 strerror(error));
        return false;
    }
    for (size_t i = 0; i < tree.entries.n; i++)
        sort_entry(&l, &tree.entries.at[i]);
    if (out->excluded.n)
        qsort(out->excluded.at, out->excluded.n, sizeof *out->excluded.at, compare_paths);
    for (size_t i = 0; i < out->excluded.n; i++)
        out->key = hash_mix_str(out->key, out->excluded.at[i]);
    return true;
}
