/* feed.xml: the notes that changed last, for feed readers; and one for each tag, beside its page.
 * Only sites that know their address have them. Format: Atom (RFC 4287). */
#include "base/escape.h"
#include "page/kinds.h"
#include "page/view.h"

enum { MOST_ENTRIES = 50 };

#define NO_GROUPING UINT32_MAX

static void list(struct listing *l)
{
    const struct site *site = l->site;
    if (!site->config->site_url.len || site->recent_count == 0)
        return;
    listing_add(l, (struct output){.file = listing_base(l, S("feed.xml")),
                                   .kind = &kind_feed,
                                   .index = NO_GROUPING});
    for (uint32_t i = 0; i < site->groupings.n; i++) {
        const struct grouping *g = &site->groupings.at[i];
        for (uint32_t k = 0; str_eq(g->field, S("tags")) && k < g->groups.n; k++)
            listing_add(l,
                        (struct output){.file = arena_join(l->arena, l->manifest->grouping_urls[i],
                                                           g->groups.at[k].slug, S("/feed.xml")),
                                        .kind = &kind_feed,
                                        .index = i,
                                        .sub = k});
    }
}

/* What a date says, as a time: its first moment. */
static void add_time(struct buf *out, str date)
{
    static const str rest = S_INIT("0000-01-01T00:00:00Z");
    buf_add(out, date);
    buf_add(out, str_from(rest, date.len));
}

static void add_address(const struct view *v, str url, struct buf *out)
{
    struct buf address = {.arena = v->a};
    buf_add(&address, v->context->site->config->site_url);
    escape_url_path(&address, url);
    escape_xml(out, buf_str(&address));
}

static void add_text(struct buf *out, const char *element, str text)
{
    buf_addf(out, "<%s>", element);
    escape_xml(out, text);
    buf_addf(out, "</%s>\n", element);
}

static void add_entry(const struct view *v, uint32_t note, struct buf *out)
{
    const struct node *node = &v->context->site->nodes.at[note];
    const struct facts *facts = &node->note->facts;
    buf_add_lit(out, "<entry>\n");
    add_text(out, "title", facts->title);
    buf_add_lit(out, "<link href=\"");
    add_address(v, node->url, out);
    buf_add_lit(out, "\"/>\n<id>");
    add_address(v, node->url, out);
    buf_add_lit(out, "</id>\n<updated>");
    add_time(out, node->updated);
    buf_add_lit(out, "</updated>\n");
    for (size_t i = 0; i < facts->tags.n; i++) {
        buf_add_lit(out, "<category term=\"");
        escape_xml(out, facts->tags.at[i]);
        buf_add_lit(out, "\"/>\n");
    }
    if (facts->description.len)
        add_text(out, "summary", facts->description);
    buf_add_lit(out, "</entry>\n");
}

/* The newest first; equal dates in the order of the notes. */
static bool is_newer(const struct site *site, uint32_t a, uint32_t b)
{
    int order = str_cmp(site->nodes.at[a].updated, site->nodes.at[b].updated);
    return order > 0 || (order == 0 && a < b);
}

/* Puts a note among the newest so far. One without a date, or that leads elsewhere, is none. */
static size_t choose(const struct view *v, uint32_t note, uint32_t chosen[], size_t n)
{
    const struct site *site = v->context->site;
    if (!site->nodes.at[note].updated.len || v->context->manifest->redirects[note].there)
        return n;
    size_t at = n;
    while (at > 0 && is_newer(site, note, chosen[at - 1]))
        at--;
    if (at == MOST_ENTRIES)
        return n;
    size_t kept = n < MOST_ENTRIES ? n : MOST_ENTRIES - 1;
    for (size_t i = kept; i > at; i--)
        chosen[i] = chosen[i - 1];
    chosen[at] = note;
    return kept + 1;
}

static size_t choose_all(const struct view *v, const struct group *group, uint32_t chosen[])
{
    const struct site *site = v->context->site;
    size_t n = 0;
    if (group)
        for (size_t i = 0; i < group->notes.n; i++)
            n = choose(v, group->notes.at[i], chosen, n);
    else
        for (uint32_t i = 0; i < site->recent_count; i++)
            n = choose(v, site->by_recent[i], chosen, n);
    return n;
}

static void write(const struct view *v, struct buf *out)
{
    const struct output *o = v->output;
    const struct site *site = v->context->site;
    const struct group *group =
        o->index == NO_GROUPING ? NULL : &site->groupings.at[o->index].groups.at[o->sub];
    str title = value_text(value_get(v->context->site_view, S("title")));
    str page =
        group ? arena_join(v->a, v->context->manifest->grouping_urls[o->index], group->slug, S("/"))
              : S("");
    uint32_t chosen[MOST_ENTRIES];
    size_t n = choose_all(v, group, chosen);
    buf_add_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    add_text(out, "title", group ? arena_join(v->a, title, S(": "), group->title) : title);
    buf_add_lit(out, "<link href=\"");
    add_address(v, page, out);
    buf_add_lit(out, "\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"");
    add_address(v, o->url, out);
    buf_add_lit(out, "\"/>\n<id>");
    add_address(v, o->url, out);
    buf_add_lit(out, "</id>\n<author><name>");
    escape_xml(out, title);
    buf_add_lit(out, "</name></author>\n<updated>");
    add_time(out, n ? site->nodes.at[chosen[0]].updated : S("1970"));
    buf_add_lit(out, "</updated>\n");
    for (size_t i = 0; i < n; i++)
        add_entry(v, chosen[i], out);
    buf_add_lit(out, "</feed>\n");
}

const struct page_kind kind_feed = {.name = "feed", .list = list, .write = write};
