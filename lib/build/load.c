#include "build/load.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/glob.h"
#include "base/pool.h"
#include "base/utf8.h"
#include "build/history.h"
#include "site/paths.h"

enum { READ_MOST = 64 << 20 }; /* of a note that is over its limit anyway */

struct loading {
    struct arena *arena;
    const struct project *project;
    struct diags *diags;
    struct loaded *out;
    vec(str) own; /* paths below the content folder that are kbsite's, not content */
    vec(str) note_paths;
};

/* What is content */

static bool is_excluded(const struct config *config, str path, bool folder)
{
    for (size_t i = 0; i < config->exclude.n; i++)
        if (glob_match(config->exclude.at[i], path, folder))
            return true;
    return false;
}

static bool skip(void *context, str path, bool folder)
{
    struct loading *l = context;
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
static bool add_own(struct loading *l, str path)
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

static bool find_own(struct loading *l)
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

static void report_entry(struct loading *l, const struct fs_entry *e)
{
    struct place place = {.path = shown(l->arena, e->path)};
    switch (e->kind) {
    case FS_UNREADABLE:
        diag_add(l->diags, DIAG_FILE_UNREADABLE, place, "cannot be read: %s", reason_of(e));
        break;
    case FS_LINK_OUTSIDE:
        diag_add(l->diags, DIAG_SYMLINK_OUTSIDE, place,
                 "this link leads out of the content folder and is left out");
        break;
    case FS_LINK_LOOP:
        diag_add(l->diags, DIAG_SYMLINK_LOOP, place,
                 "this link leads back to itself or to a folder that it is in, and is left out");
        break;
    case FS_FILE:
        diag_add(l->diags, DIAG_FILE_NAME, place,
                 "the name has control characters or is not UTF-8; the file is left out");
        break;
    }
}

static void sort_entries(struct loading *l, const struct fs_tree *tree)
{
    for (size_t i = 0; i < tree->entries.n; i++) {
        const struct fs_entry *e = &tree->entries.at[i];
        if (e->kind != FS_FILE || !can_be_address(e->path))
            report_entry(l, e);
        else if (path_is_note(e->path))
            vec_push(l->arena, &l->note_paths) = e->path;
        else
            vec_push(l->arena, &l->out->files) = (struct site_file){e->path, e->size};
    }
}

/* Reading, in parallel */

struct reading {
    const struct project *project;
    const str *paths;
    size_t n;
    struct note **notes;
    int *errors;
    struct arena *scratch; /* one for each worker */
    const struct progress *progress;
    atomic_size_t done;
};

static void read_note(void *context, size_t i, unsigned worker)
{
    struct reading *r = context;
    const struct config *config = &r->project->config;
    struct arena *scratch = &r->scratch[worker];
    struct note_options options = {
        .max_bytes = config->limits.note_bytes,
        .max_front_bytes = config->limits.front_bytes,
        .max_output = config->limits.output_bytes,
        .max_nesting = (unsigned)config->limits.nesting,
        .hide_inbox = config->inbox == CONFIG_INBOX_HIDE,
    };
    size_t most = options.max_bytes < READ_MOST ? READ_MOST : options.max_bytes + 1;
    str path = arena_join(scratch, r->project->content, S("/"), r->paths[i]);
    struct buf bytes = {0};
    r->errors[i] = fs_read_start(path.ptr, most, &bytes);
    if (!r->errors[i])
        r->notes[i] = note_load(scratch, &r->project->schema, r->paths[i],
                                config_type_of(config, r->paths[i]), buf_str(&bytes), &options);
    buf_free(&bytes);
    arena_reset(scratch);
    size_t done = atomic_fetch_add_explicit(&r->done, 1, memory_order_relaxed) + 1;
    if (worker == 0)
        progress_report(r->progress, PROGRESS_LOAD, done, r->n);
}

static void keep_notes(struct loading *l, const struct reading *r)
{
    for (size_t i = 0; i < r->n; i++) {
        struct note *note = r->notes[i];
        if (!note) {
            struct fs_entry e = {.path = r->paths[i], .kind = FS_UNREADABLE, .error = r->errors[i]};
            report_entry(l, &e);
        } else if (note->facts.draft && !l->project->config.drafts) {
            vec_push(l->arena, &l->out->excluded) = r->paths[i];
            note_free(note);
        } else {
            vec_push(l->arena, &l->out->notes) = note;
            diag_append(l->diags, &note->diags);
        }
    }
}

static void read_notes(struct loading *l, unsigned threads, const struct progress *progress)
{
    size_t n = l->note_paths.n;
    struct reading r = {
        .project = l->project,
        .paths = l->note_paths.at,
        .n = n,
        .notes = arena_array(l->arena, struct note *, n),
        .errors = arena_array(l->arena, int, n),
        .scratch = arena_array(l->arena, struct arena, threads),
        .progress = progress,
    };
    pool_each(threads, n, read_note, &r);
    for (unsigned i = 0; i < threads; i++)
        arena_free(&r.scratch[i]);
    keep_notes(l, &r);
}

/* Asks git only when a note does not say itself when it was changed: the log can be long. */
static void date_notes(struct loading *l)
{
    struct loaded *out = l->out;
    struct history history = {0};
    bool asked = false;
    int error = 0;
    out->changed = arena_array(l->arena, str, out->notes.n);
    for (size_t i = 0; i < out->notes.n; i++) {
        if (out->notes.at[i]->facts.updated.len)
            continue;
        if (!asked)
            error = history_read(l->arena, l->project->content.ptr, &history);
        asked = true;
        out->changed[i] = history_date(&history, out->notes.at[i]->path);
    }
    if (error)
        diag_add(l->diags, DIAG_FILE_UNREADABLE, (struct place){.line = 0},
                 "the dates that git has for \"%.*s\" cannot be read: %s",
                 STR_ARG(l->project->content_shown), strerror(error));
}

static int compare_paths(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

bool load_content(struct arena *a, const struct project *project, unsigned threads,
                  const struct progress *progress, struct diags *diags, struct loaded *out)
{
    struct loading l = {.arena = a, .project = project, .diags = diags, .out = out};
    struct fs_tree tree = {0};
    *out = (struct loaded){0};
    if (!find_own(&l))
        return false;
    int error = fs_walk(a, project->content.ptr, skip, &l, &tree);
    if (error) {
        diag_add(diags, DIAG_FILE_UNREADABLE, (struct place){.line = 0},
                 "the content folder \"%.*s\" cannot be read: %s", STR_ARG(project->content_shown),
                 strerror(error));
        return false;
    }
    sort_entries(&l, &tree);
    read_notes(&l, threads, progress);
    date_notes(&l);
    if (out->excluded.n)
        qsort(out->excluded.at, out->excluded.n, sizeof *out->excluded.at, compare_paths);
    return true;
}

void load_free(struct loaded *l)
{
    for (size_t i = 0; i < l->notes.n; i++)
        note_free(l->notes.at[i]);
    l->notes.n = 0;
}
