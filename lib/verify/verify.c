#include "verify/verify.h"

#include "base/pool.h"

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

static void check(struct verified *v, const struct verify_options *options)
{
    unsigned threads = options->build.threads ? options->build.threads : pool_processors();
    struct check_options check = {v->build.project.content,
                                  threads < POOL_MAX_THREADS ? threads : POOL_MAX_THREADS};
    build_resolve(&v->build, &options->build);
    check_notes(&v->build.arena, &v->build.site, &check, &v->notes);
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
        check(v, options);
    }
    collect(v);
    return usable;
}

bool verify_fails(const struct verified *v)
{
    for (size_t i = 0; i < v->findings.list.n; i++) {
        const struct finding *f = &v->findings.list.at[i];
        if (!f->known && f->diag.level >= v->selection.fail_on)
            return !v->selection.never_fails;
    }
    return false;
}

void verify_close(struct verified *v)
{
    check_free(&v->notes);
    build_close(&v->build);
}
