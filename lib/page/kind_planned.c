/* Notes that others need and nobody has written, the most wanted first. */
#include "page/kinds.h"
#include "page/view.h"

static void list(struct listing *l)
{
    if (l->site->planned.n == 0)
        return;
    str url = listing_base(l, S("planned/"));
    listing_add(l, (struct output){.file = arena_join(l->arena, url, S("index.html"), S("")),
                                   .kind = &kind_planned,
                                   .listed = true});
}

static const struct value *wanted_by(const struct view *v, const struct planned *p)
{
    const struct site *site = v->context->site;
    struct value *notes = value_list(v->a);
    for (size_t i = 0; i < p->edges.n; i++) {
        const struct edge *e = &site->edges.at[p->edges.at[i]];
        struct value *one = view_mention(v, e->from, e->reason, e->sentence);
        view_set(v, one, "is_prerequisite", value_bool(e->kind == EDGE_PREREQUISITE));
        value_add(v->a, notes, one);
    }
    return notes;
}

static const struct value *view(const struct view *v, str *layout)
{
    const struct site *site = v->context->site;
    str title = value_text(value_get(v->context->strings, S("planned")));
    struct value *map = view_page(v, title, S(""), SITE_NONE), *planned = value_list(v->a);
    for (size_t i = 0; i < site->planned.n; i++) {
        struct value *one = value_map(v->a);
        view_set_text(v, one, "title", site->planned.at[i].name);
        view_set_text(v, one, "id", v->context->planned_ids[i]);
        view_set_count(v, one, "count", site->planned.at[i].edges.n);
        view_set(v, one, "wanted_by", wanted_by(v, &site->planned.at[i]));
        value_add(v->a, planned, one);
    }
    view_set(v, map, "planned", planned);
    view_set_count(v, map, "planned_count", site->planned.n);
    *layout = S("planned");
    return map;
}

const struct page_kind kind_planned = {.name = "planned", .list = list, .view = view};
