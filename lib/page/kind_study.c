/* What to learn next, what went stale, what is in progress and what is mastered. */
#include "page/kinds.h"
#include "page/view.h"

static void list(struct listing *l)
{
    if (l->site->nodes.n == 0)
        return;
    str url = listing_base(l, S("study/"));
    listing_add(l, (struct output){.file = arena_join(l->arena, url, S("index.html"), S("")),
                                   .kind = &kind_study,
                                   .listed = true});
}

static const struct value *view(const struct view *v, str *layout)
{
    str title = value_text(value_get(v->context->strings, S("study")));
    struct value *map = view_page(v, title, S(""), SITE_NONE);
    view_set(v, map, "study", view_study(v, SIZE_MAX, 2));
    *layout = S("study");
    return map;
}

const struct page_kind kind_study = {.name = "study", .list = list, .view = view};
