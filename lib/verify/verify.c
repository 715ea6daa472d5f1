#include "verify/verify.h"

#include "base/pool.h"

/* The note that a complaint is about, by its path as the user knows it. */
struct by_path {
    struct arena *arena;
    struct map notes;
};

static void index_notes(struct by_path *index, const struct verified *v)
{
    str shown = v->build.project.content_shown;
    for (size_t i = 0; i < v->build.site.nodes.n; i++) {
        bool fresh;
        str path = v->build.site.nodes.at[i].note->path;
        if (!str_eq(shown, S(".")))
            path = arena_join(index->arena, shown, S("/"), path);
        *map_put(index->arena, &index->notes, path, &fresh) = i;
    }
}

static const struct checked_note *note_of(const struct by_path *index, const struct verified *v,
                                          str path)
{
    const size_t *i = map_get(&index->notes, path);
    return i ? &v->notes.notes[*i] : NULL;
}

static bool is_mended(const struct checked_note *note, const struct diag *d)
{
    for (size_t i = 0; i < note->edits.list.n; i++) {
        const struct edit *e = &note->edits.list.at[i];
        if (e->code == d->code && e->line == d->place.line && e->col == d->place.col)
            return true;
    }
    return false;
}

static void collect(struct verified *v)
{
    struct by_path index = {.arena = &v->build.arena};
    struct diags *all = &v->build.diags;
    index_notes(&index, v);
    diag_append_below(all, &v->notes.diags, v->build.project.content_shown);
    diag_sort(all);
    for (size_t i = 0; i < all->list.n; i++) {
        const struct diag *d = &all->list.at[i];
        const struct checked_note *note = note_of(&index, v, d->place.path);
        if (!note || !check_is_settled(note, d))
            vec_push(&v->build.arena, &v->findings.list) =
                (struct finding){.diag = *d, .mendable = note && is_mended(note, d)};
    }
}

bool verify(struct verified *v, const struct verify_options *options)
{
    *v = (struct verified){0};
    bool usable = build_open(&v->build, &options->build);
    usable = usable && build_load(&v->build, &options->build);
    v->findings.arena = &v->build.arena;
    if (usable) {
        unsigned threads = options->build.threads ? options->build.threads : pool_processors();
        struct check_options check = {v->build.project.content, threads};
        build_resolve(&v->build, &options->build);
        check_notes(&v->build.arena, &v->build.site, &check, &v->notes);
    }
    collect(v);
    return usable;
}

void verify_close(struct verified *v)
{
    check_free(&v->notes);
    build_close(&v->build);
}
