#include "verify/verify.h"

#include <string.h>

#include "base/fs.h"
#include "base/pool.h"
#include "check/baseline.h"
#include "verify/crawl_site.h"

/* Whose complaint */

struct by_path {
    struct arena *arena;
    struct map notes; /* path as the user knows it → number of the note */
};

str verify_shown(struct verified *v, str path)
{
    str folder = v->build.project.content_shown;
    return str_eq(folder, S(".")) ? path : arena_join(&v->build.arena, folder, S("/"), path);
}

static void index_notes(struct by_path *index, struct verified *v)
{
    for (size_t i = 0; i < v->notes.n; i++) {
        bool fresh;
        str path = verify_shown(v, v->build.site.nodes.at[i].note->path);
        *map_put(index->arena, &index->notes, path, &fresh) = i;
    }
}

static const struct checked_note *note_of(const struct by_path *index, const struct verified *v,
                                          str path)
{
    const size_t *i = map_get(&index->notes, path);
    return i ? &v->notes.notes[*i] : NULL;
}

static bool is_mendable(const struct checked_note *note, const struct diag *d)
{
    for (size_t i = 0; i < note->edits.list.n; i++) {
        const struct edit *e = &note->edits.list.at[i];
        if (e->code == d->code && e->line == d->place.line && e->col == d->place.col)
            return true;
    }
    return false;
}

/* Findings */

static void collect(struct verified *v)
{
    struct by_path index = {.arena = &v->build.arena};
    struct diags *all = &v->build.diags;
    index_notes(&index, v);
    diag_append_below(all, &v->notes.diags, v->build.project.content_shown);
    diag_sort(all);
    for (size_t i = 0; i < all->list.n; i++) {
        struct diag *d = &all->list.at[i];
        const struct checked_note *note = note_of(&index, v, d->place.path);
        if ((note && check_is_settled(note, d)) || !selection_apply(&v->selection, d))
            continue;
        vec_push(&v->build.arena, &v->findings.list) =
            (struct finding){.diag = *d, .mendable = note && is_mendable(note, d)};
    }
}

static void select_codes(struct verified *v, const struct verify_options *options)
{
    str bad;
    v->selection = v->build.project.selection;
    if (options->only.len)
        selection_only(&v->selection, options->only, &bad);
    if (options->off.len)
        selection_off(&v->selection, options->off, &bad);
    if (options->fail_on.len)
        selection_fail_on(&v->selection, options->fail_on);
}

static unsigned threads_of(const struct verify_options *options)
{
    unsigned n = options->build.threads ? options->build.threads : pool_processors();
    return n < POOL_MAX_THREADS ? n : POOL_MAX_THREADS;
}

/* Something that a run cannot do without. */
static bool fail_at(struct verified *v, str path, int error)
{
    diag_add(&v->build.diags, DIAG_FILE_UNREADABLE, (struct place){.path = path},
             "cannot be read: %s", strerror(error));
    return false;
}

static bool crawl(struct verified *v, const struct verify_options *options)
{
    struct build *b = &v->build;
    struct crawl_options crawl = {.shown = options->site,
                                  .site_url = b->project.config.site_url,
                                  .base = b->project.config.site_path};
    if (options->site.len == 0) {
        v->lines.unread = b->project.output_shown; /* what stands there is of another time */
        return crawl_build(b, &options->build, &b->diags);
    }
    str folder = arena_dup(&b->arena, options->site);
    crawl_drafts(b, &crawl);
    int error = crawl_folder(&b->arena, folder.ptr, threads_of(options), &crawl, &b->diags);
    return !error || fail_at(v, options->site, error);
}

static bool check(struct verified *v, const struct verify_options *options)
{
    struct check_options check = {v->build.project.content, threads_of(options)};
    build_resolve(&v->build, &options->build);
    check_notes(&v->build.arena, &v->build.site, &check, &v->notes);
    return options->no_site || crawl(v, options);
}

static bool compare(struct verified *v, const struct verify_options *options)
{
    struct fingerprint_roots roots = {v->build.project.content_shown,
                                      options->site.len ? options->site
                                                        : v->build.project.output_shown};
    str path = options->baseline;
    struct baseline known = {.arena = &v->build.arena};
    struct line_source lines = line_cache_source(&v->lines);
    struct buf bytes = {0};
    int error = path.len ? fs_read(arena_dup(&v->build.arena, path).ptr, SIZE_MAX, &bytes) : 0;
    if (error)
        return fail_at(v, path, error);
    baseline_read(&known, path, arena_dup(&v->build.arena, buf_str(&bytes)), &v->build.diags);
    buf_free(&bytes);
    collect(v);
    if (path.len || options->fingerprints) /* they need the lines of all findings */
        fingerprint_findings(&v->findings, &lines, &roots);
    baseline_mark(&known, &v->findings);
    return true;
}

bool verify(struct verified *v, const struct verify_options *options)
{
    *v = (struct verified){0};
    bool usable = build_open(&v->build, &options->build);
    usable = usable && build_load(&v->build, &options->build);
    v->findings.arena = &v->build.arena;
    selection_defaults(&v->selection);
    if (usable) {
        select_codes(v, options);
        usable = check(v, options) && compare(v, options);
    }
    if (!usable)
        collect(v);
    return usable;
}

void verify_close(struct verified *v)
{
    check_free(&v->notes);
    line_cache_close(&v->lines);
    build_close(&v->build);
}
