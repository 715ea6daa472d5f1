/* One page for each value of a field that notes are grouped by, with its notes. */
#include "page/kinds.h"
#include "page/view.h"

static void list(struct listing *l)
{
    const struct site *site = l->site;
    for (size_t i = 0; i < site->groupings.n; i++) {
        const struct grouping *g = &site->groupings.at[i];
        for (size_t j = 0; j < g->groups.n; j++) {
            str url = arena_join(l->arena, l->manifest->grouping_urls[i], g->groups.at[j].slug,
                                 S("/index.html"));
            listing_add(l, (struct output){.file = url,
                                           .kind = &kind_group,
                                           .index = (uint32_t)i,
                                           .sub = (uint32_t)j,
                                           .listed = true});
        }
    }
}

static const struct value *view(const struct view *v, str *layout)
{
    const struct site *site = v->context->site;
    const struct grouping *g = &site->groupings.at[v->output->index];
    const struct group *group = &g->groups.at[v->output->sub];
    str title = arena_join(v->a, g->title, S(": "), group->title);
    struct value *map = view_page(v, title, S(""), SITE_NONE);
    struct value *one = view_note_list(v, group->notes.at, group->notes.n);
    view_set_text(v, one, "title", group->title);
    view_set_text(v, one, "value", group->value);
    view_set_text(v, one, "grouping_title", g->title);
    view_set_text(v, one, "field", g->field);
    view_set(v, one, "grouping_href",
             view_href(v, v->context->manifest->grouping_urls[v->output->index]));
    view_set(v, map, "group", one);
    *layout = S("group");
    return map;
}

const struct page_kind kind_group = {.name = "group", .list = list, .view = view};
