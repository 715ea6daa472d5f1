#include "check/edits.h"

#include <stdlib.h>

void edits_add(struct edits *e, struct edit edit)
{
    edit.with = arena_dup(e->arena, edit.with);
    vec_push(e->arena, &e->list) = edit;
}

static int by_place(const void *left, const void *right)
{
    const struct edit *a = left, *b = right;
    int order = (a->from > b->from) - (a->from < b->from);
    return order ? order : (a->to > b->to) - (a->to < b->to);
}

void edits_apply(struct edits *e, str text, struct buf *out)
{
    size_t at = 0;
    if (e->list.n)
        qsort(e->list.at, e->list.n, sizeof *e->list.at, by_place);
    for (size_t i = 0; i < e->list.n; i++) {
        const struct edit *edit = &e->list.at[i];
        if (edit->from < at)
            continue;
        buf_add(out, str_slice(text, at, edit->from));
        buf_add(out, edit->with);
        at = edit->to;
    }
    buf_add(out, str_from(text, at));
}
