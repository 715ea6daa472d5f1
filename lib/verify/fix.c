#include <errno.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "verify/verify.h"

/* By path, line, column and code: the order of findings. */
static int compare(const struct diag *d, str path, const struct edit *e)
{
    int order = str_cmp(d->place.path, path);
    if (order == 0)
        order = (d->place.line > e->line) - (d->place.line < e->line);
    if (order == 0)
        order = (d->place.col > e->col) - (d->place.col < e->col);
    return order ? order : (d->code > e->code) - (d->code < e->code);
}

/* All findings of one code in one place are mended by the same edit: any of them will do. */
static bool is_found(const struct verified *v, str path, const struct edit *e)
{
    size_t from = 0, to = v->findings.list.n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct finding *f = &v->findings.list.at[middle];
        int order = compare(&f->diag, path, e);
        if (order == 0)
            return f->mendable;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}

/* Only what is reported is mended: neither what is silenced nor what is switched off. */
static struct edits wanted_edits(struct verified *v, size_t note)
{
    struct edits wanted = {.arena = &v->build.arena};
    const struct edits *all = &v->notes.notes[note].edits;
    str path = verify_shown(v, v->build.site.nodes.at[note].note->path);
    for (size_t i = 0; i < all->list.n; i++)
        if (is_found(v, path, &all->list.at[i]))
            edits_add(&wanted, all->list.at[i]);
    return wanted;
}

/* In one step, and otherwise as it was: a link stays one, and who may read the file may still. */
static int rewrite(struct arena *a, str path, str bytes)
{
    struct stat before;
    str real;
    int error = fs_real(a, path.ptr, &real);
    if (!error && stat(real.ptr, &before) != 0)
        error = errno;
    if (!error && (before.st_mode & S_IWUSR) == 0)
        error = EACCES;
    if (!error)
        error = fs_write(real.ptr, bytes);
    if (!error && chmod(real.ptr, before.st_mode & 07777) != 0)
        error = errno;
    return error;
}

static int fix_note(struct verified *v, size_t note, size_t *mended)
{
    struct edits edits = wanted_edits(v, note);
    struct buf before = {0}, after = {0};
    str path = arena_printf(&v->build.arena, "%.*s/%.*s", STR_ARG(v->build.project.content),
                            STR_ARG(v->build.site.nodes.at[note].note->path));
    if (edits.list.n == 0)
        return 0;
    int error = fs_read(path.ptr, v->build.project.config.limits.note_bytes, &before);
    /* A file that changed, or that is also another note and mended as that, is for the next round.
     */
    bool same = !error && hash_eq(hash_of(buf_str(&before)), v->notes.notes[note].bytes);
    if (same) {
        edits_apply(&edits, buf_str(&before), &after);
        error = rewrite(&v->build.arena, path, buf_str(&after));
    }
    *mended += error || !same ? 0 : edits.list.n;
    buf_free(&before);
    buf_free(&after);
    return error;
}

size_t verify_fix(struct verified *v, struct unwritten *unwritten)
{
    size_t mended = 0;
    for (size_t i = 0; i < v->notes.n; i++) {
        int error = fix_note(v, i, &mended);
        if (error)
            vec_push(&v->build.arena, &unwritten->list) = (struct unwritten_note){
                verify_shown(v, v->build.site.nodes.at[i].note->path), error};
    }
    return mended;
}
