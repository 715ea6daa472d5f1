/* 404.html, which hosts show at any address that does not exist. */
#include "page/kinds.h"
#include "page/view.h"

static void list(struct listing *l)
{
    if (!listing_has(l, S("404.html"))) /* the author's own serves as well */
        listing_add(l, (struct output){.file = S("404.html"), .kind = &kind_missing});
}

static const struct value *view(const struct view *v, str *layout)
{
    *layout = S("404");
    return view_page(v, value_text(value_get(v->context->strings, S("not_found"))), S(""),
                     SITE_NONE);
}

const struct page_kind kind_missing = {.name = "404", .list = list, .view = view};
