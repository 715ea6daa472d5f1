/* Notes by their dates, the newest first. */
#include "page/kinds.h"
#include "page/view.h"

enum { RECENT = 200 };

static void list(struct listing *l)
{
    if (l->site->recent_count == 0)
        return;
    str url = listing_base(l, S("recent/"));
    listing_add(l, (struct output){.file = arena_join(l->arena, url, S("index.html"), S("")),
                                   .kind = &kind_recent,
                                   .listed = true});
}

static const struct value *view(const struct view *v, str *layout)
{
    const struct site *site = v->context->site;
    str title = value_text(value_get(v->context->strings, S("recent")));
    struct value *map = view_page(v, title, S(""), SITE_NONE), *notes = value_list(v->a);
    for (uint32_t i = 0; i < site->recent_count && i < RECENT; i++)
        value_add(v->a, notes, view_note_entry(v, site->by_recent[i]));
    view_set(v, map, "notes", notes);
    *layout = S("recent");
    return map;
}

const struct page_kind kind_recent = {.name = "recent", .list = list, .view = view};
