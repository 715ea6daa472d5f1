/* What lists of notes can be filtered by. */
#include <stdlib.h>

#include "page/view.h"

/* What scripts and the page's address call a field; no other field is called so. */
static str field_key(const struct view *v, uint32_t grouping)
{
    str url = v->context->manifest->grouping_urls[grouping];
    return str_until(url, url.len - 1);
}

static str token(const struct view *v, struct membership m)
{
    const struct group *group = &v->context->site->groupings.at[m.grouping].groups.at[m.group];
    return arena_join(v->a, field_key(v, m.grouping), S(":"), group->slug);
}

str view_values(const struct view *v, uint32_t note)
{
    const struct memberships *in = &v->context->members[note];
    struct buf out = {0};
    for (size_t i = 0; i < in->n; i++) {
        if (i > 0)
            buf_add_char(&out, ' ');
        buf_add(&out, token(v, in->at[i]));
    }
    str values = arena_dup(v->a, buf_str(&out));
    buf_free(&out);
    return values;
}

struct count {
    struct membership group;
    size_t notes;
};

static int by_group(const void *a, const void *b)
{
    const struct membership *x = a, *y = b;
    if (x->grouping != y->grouping)
        return x->grouping < y->grouping ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

static int by_count(const void *a, const void *b)
{
    const struct count *x = a, *y = b;
    if (x->notes != y->notes)
        return x->notes > y->notes ? -1 : 1;
    return by_group(&x->group, &y->group);
}

static int by_place(const void *a, const void *b)
{
    const struct count *x = a, *y = b;
    return by_group(&x->group, &y->group);
}

/* The groups that the notes are in, each once and in order, with how many of them are. */
static struct count *count_groups(const struct view *v, const uint32_t *notes, size_t n,
                                  size_t *groups)
{
    size_t all = 0, at = 0;
    for (size_t i = 0; i < n; i++)
        all += v->context->members[notes[i]].n;
    struct membership *members = arena_array(v->a, struct membership, all);
    struct count *counts = arena_array(v->a, struct count, all);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < v->context->members[notes[i]].n; k++)
            members[at++] = v->context->members[notes[i]].at[k];
    if (all > 0)
        qsort(members, all, sizeof *members, by_group);
    *groups = 0;
    for (size_t i = 0; i < all; i++) {
        if (i == 0 || by_group(&members[i - 1], &members[i]) != 0)
            counts[(*groups)++].group = members[i];
        counts[*groups - 1].notes++;
    }
    return counts;
}

static const struct value *filter_view(const struct view *v, struct count *counts, size_t n)
{
    const struct grouping *g = &v->context->site->groupings.at[counts->group.grouping];
    struct value *map = value_map(v->a), *values = value_list(v->a);
    /* Of more, those of the most notes: each is a check box. */
    size_t shown = n < VIEW_MOST_VALUES ? n : VIEW_MOST_VALUES;
    qsort(counts, n, sizeof *counts, by_count);
    qsort(counts, shown, sizeof *counts, by_place);
    for (size_t i = 0; i < shown; i++) {
        struct value *one = value_map(v->a);
        view_set_text(v, one, "title", g->groups.at[counts[i].group.group].title);
        view_set_text(v, one, "value", token(v, counts[i].group));
        view_set_count(v, one, "count", counts[i].notes);
        value_add(v->a, values, one);
    }
    view_set_text(v, map, "title", g->title);
    view_set_text(v, map, "field", g->field);
    view_set(v, map, "values", values);
    return map;
}

const struct value *view_filters(const struct view *v, const uint32_t *notes, size_t n)
{
    struct value *filters = value_list(v->a);
    size_t groups, kept = 0;
    struct count *counts = count_groups(v, notes, n, &groups);
    for (size_t i = 0; i < groups; i++)
        if (counts[i].notes < n)
            counts[kept++] = counts[i];
    for (size_t from = 0, to; from < kept; from = to) {
        for (to = from; to < kept; to++)
            if (counts[to].group.grouping != counts[from].group.grouping)
                break;
        value_add(v->a, filters, filter_view(v, counts + from, to - from));
    }
    return filters;
}
