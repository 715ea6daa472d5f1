/* Feeds, the sitemap, kb.json, llms.txt: what they name must be there, and no draft be named. */
#include "base/utf8.h"
#include "verify/crawl_parts.h"
#include "verify/data_scan.h"

struct reading {
    struct crawl_scan *scan;
    enum data_form form;
    bool is_graph;    /* kb.json */
    bool is_manifest; /* of a web application */
    str before;       /* the text before this one, as written */
};

/* What a text is, by what stands before it. */

static bool follows(const struct reading *r, str raw, str text)
{
    size_t at = (size_t)(raw.ptr - r->scan->bytes.ptr);
    return str_ends(str_until(r->scan->bytes, at), text);
}

static bool is_title(const struct reading *r, str raw)
{
    switch (r->form) {
    case DATA_JSON:
        return str_eq(r->before, S("title")) && follows(r, raw, S(":\""));
    case DATA_XML:
        return follows(r, raw, S("<title>"));
    default:
        return follows(r, raw, S("["));
    }
}

static bool is_address(const struct reading *r, str raw, str text)
{
    str origin = r->scan->crawl->site.origin;
    bool own = origin.len > 0 && str_starts(text, origin);
    if (r->form == DATA_TEXT)
        return follows(r, raw, S("](")) || (own && str_eq(r->before, S("Sitemap:")));
    return own && str_find_char(text, ' ') == STR_NONE;
}

/* In the manifest of a web application, addresses start from its own folder. */
static bool is_manifest_address(const struct reading *r)
{
    return r->is_manifest && (str_eq(r->before, S("src")) || str_eq(r->before, S("start_url")));
}

static bool is_graph_address(const struct reading *r)
{
    return r->is_graph && str_eq(r->before, S("url"));
}

static bool is_draft(const struct crawl *c, str text, size_t uses)
{
    const size_t *found = map_get(&c->drafts, text);
    return found && (*found & uses);
}

/* Only where a file lists notes: elsewhere the same words may stand by chance. */
static bool names_draft(struct reading *r, str raw, str text)
{
    const struct crawl *c = r->scan->crawl;
    if (c->drafts.n == 0 || (r->form == DATA_JSON && !r->is_graph))
        return false;
    if (is_title(r, raw) && is_draft(c, text, CRAWL_DRAFT_TITLE))
        return true;
    if (r->is_graph)
        return is_draft(c, text, CRAWL_DRAFT_ADDRESS);
    if (!is_address(r, raw, text))
        return false;
    struct address a = address_read(&c->site, S(""), text, &r->scan->worker->path);
    return a.kind == ADDRESS_INSIDE && is_draft(c, a.path, CRAWL_DRAFT_ADDRESS);
}

/* An address below the site's root, not encoded. */
static void judge_graph_address(struct reading *r, str url, size_t at)
{
    struct crawl_scan *s = r->scan;
    if (crawl_find(s->crawl, &s->worker->scratch, url) == CRAWL_NONE)
        crawl_report(s, DIAG_SITE_LINK, at, "\"%.*s\" leads to nothing",
                     STR_ARG(utf8_until(url, CRAWL_MOST_FINDINGS)));
}

void crawl_data(struct crawl_scan *s)
{
    str file = s->crawl->options.files[s->file], raw;
    struct reading r = {.scan = s, .form = data_form_of(file)};
    struct data_scan data = {.form = r.form, .rest = s->bytes};
    struct buf *text = &s->worker->text;
    r.is_manifest = str_ends_nocase(file, S(".webmanifest"));
    r.is_graph = r.form == DATA_JSON && str_starts(s->bytes, S("{\"notes\":["));
    for (; data_scan_next(&data, &raw, text); r.before = raw) {
        size_t at = (size_t)(raw.ptr - s->bytes.ptr);
        str now = buf_str(text);
        if (names_draft(&r, raw, now))
            crawl_report(s, DIAG_SITE_DRAFT, at, "\"%.*s\" is a draft, which is not published",
                         STR_ARG(utf8_until(now, CRAWL_MOST_FINDINGS)));
        else if (is_graph_address(&r))
            judge_graph_address(&r, now, at);
        else if (is_manifest_address(&r))
            crawl_judge(s, CRAWL_ASSET, now, at);
        else if (is_address(&r, raw, now))
            crawl_judge(s, CRAWL_LISTED, now, at);
    }
}
