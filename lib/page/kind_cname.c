/* CNAME: the domain that GitHub Pages serves the site under. The author's own file comes first. */
#include "page/kinds.h"

static void list(struct listing *l)
{
    str file = S("CNAME");
    if (!l->site->config->cname.len)
        return;
    if (listing_has(l, file))
        diag_add(l->diags, DIAG_ADDRESS_TAKEN, (struct place){.path = S("")},
                 "the content has something at \"CNAME\"; the cname of the configuration is not "
                 "written");
    else
        listing_add(l, (struct output){.file = file, .kind = &kind_cname});
}

static void write(const struct view *v, struct buf *out)
{
    buf_addf(out, "%.*s\n", STR_ARG(v->context->site->config->cname));
}

const struct page_kind kind_cname = {.name = "cname", .list = list, .write = write};
