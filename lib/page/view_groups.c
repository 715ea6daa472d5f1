/* Groupings and their groups. */
#include <stdlib.h>

#include "base/utf8.h"
#include "markdown/slug.h"
#include "page/view.h"

str view_group_key(struct arena *a, str field, str value)
{
    struct buf key = {0};
    buf_add(&key, field);
    buf_add_char(&key, '\n');
    utf8_add_folded(&key, value);
    str kept = arena_dup(a, buf_str(&key));
    buf_free(&key);
    return kept;
}

static const struct value *group_view(const struct view *v, uint32_t grouping, size_t group)
{
    const struct site *site = v->context->site;
    const struct group *g = &site->groupings.at[grouping].groups.at[group];
    str base = v->context->manifest->grouping_urls[grouping];
    struct value *map = value_map(v->a);
    view_set_text(v, map, "title", g->title);
    view_set_text(v, map, "value", g->value);
    view_set(v, map, "href", view_href(v, arena_join(v->a, base, g->slug, S("/"))));
    view_set_count(v, map, "count", g->notes.n);
    return map;
}

struct size {
    size_t group, notes;
};

static int by_size(const void *a, const void *b)
{
    const struct size *x = a, *y = b;
    if (x->notes != y->notes)
        return x->notes > y->notes ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

/* Whether a group is among the largest ones, by number. */
static const bool *largest(const struct view *v, const struct grouping *g, size_t most)
{
    struct size *sizes = arena_array(v->a, struct size, g->groups.n);
    bool *shown = arena_array(v->a, bool, g->groups.n);
    for (size_t i = 0; i < g->groups.n; i++)
        sizes[i] = (struct size){i, g->groups.at[i].notes.n};
    qsort(sizes, g->groups.n, sizeof *sizes, by_size);
    for (size_t i = 0; i < g->groups.n && i < most; i++)
        shown[sizes[i].group] = true;
    return shown;
}

const struct value *view_grouping(const struct view *v, uint32_t grouping, size_t most)
{
    enum { LEAST = 3 }; /* groups that are worth tools */
    const struct grouping *g = &v->context->site->groupings.at[grouping];
    const bool *shown = largest(v, g, most);
    struct value *map = value_map(v->a), *groups = value_list(v->a);
    for (size_t i = 0; i < g->groups.n; i++)
        if (shown[i])
            value_add(v->a, groups, group_view(v, grouping, i));
    view_set_text(v, map, "title", g->title);
    view_set_text(v, map, "field", g->field);
    view_set(v, map, "href", view_href(v, v->context->manifest->grouping_urls[grouping]));
    view_set(v, map, "groups", groups);
    view_set_count(v, map, "count", g->groups.n);
    view_set_count(v, map, "more_count", g->groups.n - groups->items.n);
    view_set(v, map, "has_more", value_bool(g->groups.n > groups->items.n));
    view_set(v, map, "is_declared", value_bool(g->declared));
    view_set(v, map, "has_tools", value_bool(g->groups.n >= LEAST));
    return map;
}

const struct value *view_groupings(const struct view *v, size_t most)
{
    struct value *list = value_list(v->a);
    for (size_t i = 0; i < v->context->site->groupings.n; i++)
        value_add(v->a, list, view_grouping(v, (uint32_t)i, most));
    return list;
}

str view_planned_id(struct arena *a, str name)
{
    struct buf out = {0};
    buf_add_lit(&out, "kb:");
    slug_github(&out, name);
    str id = arena_dup(a, buf_str(&out));
    buf_free(&out);
    return id;
}
