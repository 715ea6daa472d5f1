/* One page for each field that notes are grouped by, with its values. */
#include "markdown/slug.h"
#include "page/kinds.h"
#include "page/view.h"

static str base_name(struct arena *a, str field)
{
    struct buf out = {0};
    slug_github(&out, field);
    if (out.len == 0)
        buf_add_lit(&out, "field");
    buf_add_char(&out, '/');
    str name = arena_dup(a, buf_str(&out));
    buf_free(&out);
    return name;
}

static void list(struct listing *l)
{
    const struct site *site = l->site;
    l->manifest->grouping_urls = arena_array(l->arena, str, site->groupings.n);
    for (size_t i = 0; i < site->groupings.n; i++) {
        str url = listing_base(l, base_name(l->arena, site->groupings.at[i].field));
        l->manifest->grouping_urls[i] = url;
        listing_add(l, (struct output){.file = arena_join(l->arena, url, S("index.html"), S("")),
                                       .kind = &kind_index,
                                       .index = (uint32_t)i,
                                       .listed = true});
    }
}

static const struct value *view(const struct view *v, str *layout)
{
    const struct grouping *g = &v->context->site->groupings.at[v->output->index];
    struct value *map = view_page(v, g->title, S(""), SITE_NONE);
    view_set(v, map, "grouping", view_grouping(v, v->output->index, SIZE_MAX));
    *layout = S("index");
    return map;
}

const struct page_kind kind_index = {.name = "index", .list = list, .view = view};
