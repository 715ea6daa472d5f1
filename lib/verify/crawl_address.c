/* Where the addresses of a file lead. */
#include "base/escape.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "verify/crawl_parts.h"

enum { SHOWN = 200 }; /* bytes of an address in a message */

bool crawl_is_page(str file)
{
    return str_ends_nocase(file, S(".html")) || str_ends_nocase(file, S(".htm"));
}

uint32_t crawl_find(const struct crawl *c, struct arena *scratch, str path)
{
    struct arena_mark mark = arena_mark(scratch);
    struct pages_found found = pages_find(&c->pages, scratch, path);
    arena_rewind(scratch, mark);
    return found.answer == PAGES_MISSING ? CRAWL_NONE : (uint32_t)found.file;
}

str crawl_fragment_id(str fragment)
{
    str id = str_until(fragment, str_find(fragment, S(":~:")));
    return str_eq_nocase(id, S("top")) ? S("") : id;
}

static bool has_id(const struct crawl_page *page, str id)
{
    uint64_t hash = hash64_of(id);
    size_t from = 0, to = page->id_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (page->ids[middle] < hash)
            from = middle + 1;
        else
            to = middle;
    }
    return from < page->id_count && page->ids[from] == hash;
}

bool crawl_has_fragment(const struct crawl_page *page, str fragment)
{
    if (has_id(page, fragment))
        return true;
    struct buf plain = {0};
    unescape_url(&plain, fragment);
    bool found = has_id(page, buf_str(&plain));
    buf_free(&plain);
    return found;
}

static enum diag_code code_of(enum crawl_use use)
{
    return use == CRAWL_ASSET      ? DIAG_SITE_ASSET
           : use == CRAWL_REDIRECT ? DIAG_SITE_REDIRECT
                                   : DIAG_SITE_LINK;
}

/* A file whose name differs from what the address asks for in case only, or "". */
static str other_case(struct crawl_scan *s, str path)
{
    static const str ends[] = {S_INIT(""), S_INIT("index.html"), S_INIT("/index.html"),
                               S_INIT(".html")};
    const size_t *found = NULL;
    for (size_t i = 0; i < sizeof ends / sizeof *ends && !found; i++) {
        struct buf lower = {0};
        utf8_add_lower(&lower, path);
        buf_add(&lower, ends[i]);
        found = map_get(&s->crawl->lowered, buf_str(&lower));
        buf_free(&lower);
    }
    return found ? s->crawl->options.files[*found] : S("");
}

static void report_missing(struct crawl_scan *s, enum crawl_use use, str address, str path,
                           size_t at)
{
    str other = other_case(s, path);
    if (other.len)
        crawl_report(s, code_of(use), at,
                     "\"%.*s\" leads to nothing: the name of \"%.*s\" is written otherwise",
                     STR_ARG(address), STR_ARG(other));
    else
        crawl_report(s, code_of(use), at, "\"%.*s\" leads to nothing: there is no \"%.*s\"",
                     STR_ARG(address), STR_ARG(utf8_until(path, SHOWN)));
}

/* An address that leads to this file. */
static void take_fragment(struct crawl_scan *s, uint32_t to, str fragment, size_t at)
{
    struct crawl_worker *w = s->worker;
    str id = crawl_fragment_id(fragment);
    if (id.len == 0 || !crawl_is_page(s->crawl->options.files[to]))
        return;
    /* A text that is decoded lives in a buffer. */
    id = arena_dup(to == s->file ? &w->scratch : &w->kept, id);
    if (to == s->file) {
        vec_push(&w->kept, &w->same) = (struct crawl_same){id, at};
        return;
    }
    struct place place = crawl_place(s, at);
    vec_push(&w->kept, &w->fragments) =
        (struct crawl_fragment){s->file, to, place.line, place.col, id};
}

/* Whether a file is there. */
static bool judge_inside(struct crawl_scan *s, enum crawl_use use, str address,
                         const struct address *a, size_t at)
{
    if (s->is_missing_page && a->is_relative && !s->base.is_fixed) {
        crawl_report(s, code_of(use), at,
                     "\"%.*s\" is relative, and this page is shown at any address",
                     STR_ARG(address));
        return false;
    }
    uint32_t to = crawl_find(s->crawl, &s->worker->scratch, a->path);
    if (to == CRAWL_NONE) {
        report_missing(s, use, address, a->path, at);
        return false;
    }
    if (use == CRAWL_REDIRECT) {
        struct place place = crawl_place(s, at);
        s->page->redirect = to;
        s->page->line = place.line;
        s->page->col = place.col;
    }
    if (use != CRAWL_ASSET)
        take_fragment(s, to, a->fragment, at);
    return true;
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r' || c == '\t';
}

/* An address without what browsers take out of it wherever it stands: line ends and tabs. */
static str without_breaks(struct arena *a, str address)
{
    struct buf out = {.arena = a};
    size_t i = 0;
    while (i < address.len && !is_break(address.ptr[i]))
        i++;
    if (i == address.len)
        return address;
    for (i = 0; i < address.len; i++)
        if (!is_break(address.ptr[i]))
            buf_add_char(&out, address.ptr[i]);
    return buf_kept(&out);
}

/* The address as one of crawl_worker's known ones; 0 where it cannot be one, since something
 * depends on the page or on the place in the target. Every page has another folder, but what is
 * above it is shared. */
static uint64_t known_hash(const struct crawl_scan *s, enum crawl_use use, str address)
{
    str folder = s->folder;
    if ((use != CRAWL_LINK && use != CRAWL_ASSET) || s->is_missing_page || s->base.is_there ||
        str_find_char(address, '#') != STR_NONE)
        return 0;
    while (folder.len > 0 && str_starts(address, S("../"))) {
        address = str_from(address, 3);
        size_t slash = str_rfind_char(str_until(folder, folder.len - 1), '/');
        folder = str_until(folder, slash == STR_NONE ? 0 : slash + 1);
    }
    return hash64_of(address) ^ (hash64_of(folder) * 31);
}

/* To the page itself, or with <base> to what that names. */
static void judge_same(struct crawl_scan *s, enum crawl_use use, str address, struct address *a,
                       size_t at)
{
    if (s->is_framed)
        return;
    if (s->base.is_there) {
        a->path = s->base.path;
        judge_inside(s, use, address, a, at);
    } else if (use == CRAWL_REDIRECT) {
        crawl_report(s, DIAG_SITE_REDIRECT, at, "the page sends readers to itself");
    } else if (use == CRAWL_LINK || use == CRAWL_ASSET) {
        take_fragment(s, s->file, a->fragment, at);
    }
}

static void judge_outside(struct crawl_scan *s, enum crawl_use use, str address, size_t at)
{
    if (use != CRAWL_CONNECT)
        crawl_report(s, code_of(use), at,
                     "\"%.*s\" leads out of the site, which is published below \"%.*s\"",
                     STR_ARG(address), STR_ARG(s->crawl->site.base));
}

static void judge_foreign(struct crawl_scan *s, enum crawl_use use, str address, str host,
                          size_t at)
{
    if (use == CRAWL_FRAME || use == CRAWL_ASSET || use == CRAWL_CONNECT)
        crawl_report(s, DIAG_SITE_REQUEST, at,
                     "whoever opens this makes a request to %.*s, for \"%.*s\"",
                     STR_ARG(utf8_until(host, SHOWN)), STR_ARG(address));
}

void crawl_judge(struct crawl_scan *s, enum crawl_use use, str address, size_t at)
{
    uint64_t hash = known_hash(s, use, address), *known = &s->worker->known[hash % CRAWL_KNOWN];
    if (hash && *known == hash)
        return;
    address = without_breaks(&s->worker->scratch, address);
    struct address a = address_read(&s->crawl->site, s->folder, address, &s->worker->path);
    str shown = utf8_until(str_trim(address), SHOWN);
    if (s->base.is_elsewhere && a.host.len == 0)
        return; /* nobody here knows what stands there */
    switch (a.kind) {
    case ADDRESS_INSIDE:
        if (use != CRAWL_CONNECT && judge_inside(s, use, shown, &a, at) && hash)
            *known = hash;
        break;
    case ADDRESS_SAME:
        judge_same(s, use, shown, &a, at);
        break;
    case ADDRESS_OUTSIDE:
        judge_outside(s, use, shown, at);
        break;
    case ADDRESS_FOREIGN:
        judge_foreign(s, use, shown, a.host, at);
        break;
    case ADDRESS_OTHER:
        break;
    }
}
