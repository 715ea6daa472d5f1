/* The first page of a wiki whose author wrote none. */
#include "page/kinds.h"
#include "page/view.h"

enum { RECENT = 10, STUDY = 5, GROUPS = 24 };

static void list(struct listing *l)
{
    const struct site *site = l->site;
    for (size_t i = 0; i < site->nodes.n; i++)
        if (site->nodes.at[i].url.len == 0)
            return;
    str url = S("");
    if (listing_has(l, S("index.html"))) {
        url = listing_base(l, S("home/"));
        diag_add(l->diags, DIAG_ADDRESS_TAKEN, (struct place){.path = S("")},
                 "the content has an index.html; kbsite's own first page is at \"%.*s\"",
                 STR_ARG(url));
    }
    if (site->folders.n)
        l->manifest->folder_urls[0] = url;
    listing_add(l, (struct output){.file = arena_join(l->arena, url, S("index.html"), S("")),
                                   .kind = &kind_home,
                                   .listed = true});
}

static const struct value *view(const struct view *v, str *layout)
{
    const struct site *site = v->context->site;
    str title = value_text(value_get(v->context->site_view, S("title")));
    struct value *map = view_page(v, title, site->config->description, SITE_NONE);
    struct value *recent = value_list(v->a);
    for (uint32_t i = 0; i < site->recent_count && i < RECENT; i++)
        value_add(v->a, recent, view_note_entry(v, site->by_recent[i]));
    view_set_count(v, map, "note_count", site->nodes.n);
    view_set_count(v, map, "planned_count", site->planned.n);
    view_set(v, map, "study", view_study(v, STUDY, 3));
    view_set(v, map, "recent", recent);
    view_set(v, map, "has_recent", value_bool(recent->items.n));
    view_set(v, map, "groupings", view_groupings(v, GROUPS));
    view_set(v, map, "children", site->folders.n ? view_children(v, 0) : &value_null);
    *layout = S("home");
    return map;
}

const struct page_kind kind_home = {.name = "home", .list = list, .view = view};
