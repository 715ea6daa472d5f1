#include "base/escape.h"
#include "page/kinds.h"

enum { SITEMAP_MOST = 50000 }; /* what the protocol allows in one file */

static void list(struct listing *l)
{
    if (!l->site->config->site_url.len)
        return;
    str file = listing_base(l, S("sitemap.xml"));
    listing_add(l, (struct output){.file = file, .kind = &kind_sitemap});
}

static void write_entry(const struct view *v, const struct output *o, struct buf *out)
{
    struct buf url = {0};
    buf_add(&url, v->context->site->config->site_url);
    escape_url_path(&url, o->url);
    buf_add_lit(out, "  <url><loc>");
    escape_html(out, buf_str(&url));
    buf_add_lit(out, "</loc>");
    if (o->updated.len)
        buf_addf(out, "<lastmod>%.*s</lastmod>", STR_ARG(o->updated));
    buf_add_lit(out, "</url>\n");
    buf_free(&url);
}

static void write(const struct view *v, struct buf *out)
{
    const struct manifest *m = v->context->manifest;
    size_t n = 0;
    buf_add_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 0; i < m->outputs.n && n < SITEMAP_MOST; i++) {
        if (!m->outputs.at[i].listed)
            continue;
        write_entry(v, &m->outputs.at[i], out);
        n++;
    }
    buf_add_lit(out, "</urlset>\n");
}

const struct page_kind kind_sitemap = {.name = "sitemap", .list = list, .write = write};
