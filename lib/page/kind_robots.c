/* robots.txt and .nojekyll: what crawlers and GitHub Pages look for. The author's own serve as
 * well. */
#include "page/kinds.h"

static void list_robots(struct listing *l)
{
    if (!listing_has(l, S("robots.txt")))
        listing_add(l, (struct output){.file = S("robots.txt"), .kind = &kind_robots});
}

static void write_robots(const struct view *v, struct buf *out)
{
    str sitemap;
    buf_add_lit(out, "User-agent: *\nAllow: /\n");
    if (manifest_base(v->context->manifest, S("sitemap.xml"), &sitemap))
        buf_addf(out, "Sitemap: %.*s%.*s\n", STR_ARG(v->context->site->config->site_url),
                 STR_ARG(sitemap));
}

const struct page_kind kind_robots = {.name = "robots", .list = list_robots, .write = write_robots};

static void list_nojekyll(struct listing *l)
{
    listing_add(l, (struct output){.file = S(".nojekyll"), .kind = &kind_nojekyll});
}

static void write_nojekyll(const struct view *v, struct buf *out)
{
    (void)v;
    (void)out;
}

const struct page_kind kind_nojekyll = {
    .name = "nojekyll", .list = list_nojekyll, .write = write_nojekyll};
