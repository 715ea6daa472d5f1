/* What stands in a page and in a style sheet. */
#include <stddef.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "verify/crawl_parts.h"
#include "verify/css_scan.h"
#include "verify/html_scan.h"

/* A start tag, with those of its attributes that matter here. */
struct tag {
    str element;
    size_t at;
    str id, name, style, rel, http_equiv, content, missing;
    str href, src, srcset, imagesrcset, poster, action, data, background, srcdoc;
};

#define AT(member) offsetof(struct tag, member)

static const struct {
    str name;
    size_t member;
} attributes[] = {
    {S_INIT("id"), AT(id)}, /* the shortest first */
    {S_INIT("src"), AT(src)},
    {S_INIT("rel"), AT(rel)},
    {S_INIT("href"), AT(href)},
    {S_INIT("name"), AT(name)},
    {S_INIT("data"), AT(data)},
    {S_INIT("style"), AT(style)},
    {S_INIT("srcset"), AT(srcset)},
    {S_INIT("poster"), AT(poster)},
    {S_INIT("srcdoc"), AT(srcdoc)},
    {S_INIT("action"), AT(action)},
    {S_INIT("content"), AT(content)},
    {S_INIT("formaction"), AT(action)},
    {S_INIT("background"), AT(background)},
    {S_INIT("http-equiv"), AT(http_equiv)},
    {S_INIT("xlink:href"), AT(href)},
    {S_INIT("imagesrcset"), AT(imagesrcset)},
    {S_INIT("data-missing"), AT(missing)},
};

static const struct {
    str element;
    size_t member;
    enum crawl_use use;
} addresses[] = {
    {S_INIT("a"), AT(href), CRAWL_LINK},
    {S_INIT("area"), AT(href), CRAWL_LINK},
    {S_INIT("form"), AT(action), CRAWL_LINK},
    {S_INIT("button"), AT(action), CRAWL_LINK},
    {S_INIT("input"), AT(action), CRAWL_LINK},
    {S_INIT("iframe"), AT(src), CRAWL_FRAME},
    {S_INIT("frame"), AT(src), CRAWL_FRAME},
    {S_INIT("img"), AT(src), CRAWL_ASSET},
    {S_INIT("script"), AT(src), CRAWL_ASSET},
    {S_INIT("source"), AT(src), CRAWL_ASSET},
    {S_INIT("video"), AT(src), CRAWL_ASSET},
    {S_INIT("video"), AT(poster), CRAWL_ASSET},
    {S_INIT("audio"), AT(src), CRAWL_ASSET},
    {S_INIT("track"), AT(src), CRAWL_ASSET},
    {S_INIT("embed"), AT(src), CRAWL_ASSET},
    {S_INIT("input"), AT(src), CRAWL_ASSET},
    {S_INIT("object"), AT(data), CRAWL_ASSET},
    {S_INIT("image"), AT(href), CRAWL_ASSET},
    {S_INIT("use"), AT(href), CRAWL_ASSET},
    {S_INIT("feImage"), AT(href), CRAWL_ASSET},
    {S_INIT("script"), AT(href), CRAWL_ASSET},
    {S_INIT("body"), AT(background), CRAWL_ASSET},
    {S_INIT("table"), AT(background), CRAWL_ASSET},
    {S_INIT("td"), AT(background), CRAWL_ASSET},
    {S_INIT("th"), AT(background), CRAWL_ASSET},
};

static str *member(struct tag *tag, size_t at)
{
    return (str *)(void *)((char *)tag + at);
}

/* The first of equal attributes counts. One without a value is there, too. */
static void take_attribute(struct tag *tag, const struct html_scan_attribute *a)
{
    size_t n = sizeof attributes / sizeof *attributes;
    for (size_t i = 0; i < n && attributes[i].name.len <= a->name.len; i++) {
        str name = attributes[i].name;
        if (name.len != a->name.len || name.ptr[0] != (a->name.ptr[0] | 0x20) ||
            !str_eq_nocase(name, a->name))
            continue;
        str *to = member(tag, attributes[i].member);
        if (!to->ptr)
            *to = a->value.ptr ? a->value : a->name;
        return;
    }
}

/* An attribute's value, borrowed until the next one is decoded. */
static str decoded(struct buf *out, str value)
{
    if (str_find_char(value, '&') == STR_NONE)
        return value;
    buf_clear(out);
    html_scan_decode(out, value);
    return buf_str(out);
}

static void judge(struct crawl_scan *s, const struct tag *tag, enum crawl_use use, str value)
{
    str address = decoded(&s->worker->text, value);
    if (address.len > 0 && (use == CRAWL_LINK || str_trim(address).len > 0))
        crawl_judge(s, use, address, tag->at);
}

/* Form: HTML standard, section 4.8.4.3, "srcset". */
static void judge_srcset(struct crawl_scan *s, const struct tag *tag, str rest)
{
    while (rest.len > 0) {
        size_t from = 0, to;
        while (from < rest.len && (ascii_is_space(rest.ptr[from]) || rest.ptr[from] == ','))
            from++;
        for (to = from; to < rest.len && !ascii_is_space(rest.ptr[to]);)
            to++;
        str address = str_slice(rest, from, to);
        bool ends = str_ends(address, S(","));
        while (str_ends(address, S(",")))
            address = str_until(address, address.len - 1);
        judge(s, tag, CRAWL_ASSET, address);
        rest = str_from(rest, to);
        size_t comma = ends ? 0 : str_find_char(rest, ',');
        rest = str_from(rest, comma == STR_NONE ? rest.len : comma);
    }
}

static bool has_word(str words, str word)
{
    str part;
    for (str rest = words; str_cut(&rest, ' ', &part);)
        if (str_eq_nocase(str_trim(part), word))
            return true;
    return false;
}

static void judge_link(struct crawl_scan *s, const struct tag *tag)
{
    static const str loads[] = {
        S_INIT("stylesheet"),       S_INIT("icon"),      S_INIT("preload"),
        S_INIT("modulepreload"),    S_INIT("prefetch"),  S_INIT("manifest"),
        S_INIT("apple-touch-icon"), S_INIT("mask-icon"), S_INIT("prerender")};
    enum crawl_use use = CRAWL_LINK;
    if (has_word(tag->rel, S("preconnect")) || has_word(tag->rel, S("dns-prefetch")))
        use = CRAWL_CONNECT;
    for (size_t i = 0; i < sizeof loads / sizeof *loads; i++)
        if (has_word(tag->rel, loads[i]))
            use = CRAWL_ASSET;
    judge(s, tag, use, tag->href);
}

/* "5; url=address". False when there is none. */
static bool refresh_of(str content, bool *at_once, str *address)
{
    content = str_trim(content);
    size_t i = 0;
    *at_once = true;
    for (; i < content.len && (ascii_is_digit(content.ptr[i]) || content.ptr[i] == '.'); i++)
        *at_once &= content.ptr[i] == '0' || content.ptr[i] == '.';
    content = str_trim(str_from(content, i));
    if (i == 0 || content.len == 0)
        return false;
    if (content.ptr[0] == ';' || content.ptr[0] == ',')
        content = str_trim(str_from(content, 1));
    if (str_eq_nocase(str_until(content, 3), S("url"))) {
        str rest = str_trim(str_from(content, 3));
        if (str_starts(rest, S("=")))
            content = str_trim(str_from(rest, 1));
    }
    if (content.len > 0 && (content.ptr[0] == '"' || content.ptr[0] == '\'')) {
        str inner = str_from(content, 1);
        content = str_until(inner, str_find_char(inner, content.ptr[0]));
    }
    *address = content;
    return content.len > 0;
}

static void judge_meta(struct crawl_scan *s, const struct tag *tag)
{
    str content = decoded(&s->worker->text, tag->content), origin = s->crawl->site.origin, address;
    bool at_once;
    if (str_eq_nocase(tag->http_equiv, S("refresh"))) {
        bool first = !s->is_refreshed && refresh_of(content, &at_once, &address);
        if (first)
            crawl_judge(s, at_once ? CRAWL_REDIRECT : CRAWL_LINK, address, tag->at);
        s->is_refreshed |= first;
    } else if (origin.len && str_starts(content, origin) &&
               str_find_char(content, ' ') == STR_NONE) {
        crawl_judge(s, CRAWL_LINK, content, tag->at); /* og:url, og:image */
    }
}

/* The first <base href> says what addresses start from. */
static void take_base(struct crawl_scan *s, const struct tag *tag)
{
    str href = decoded(&s->worker->text, tag->href);
    if (s->base.is_there || str_trim(href).len == 0)
        return;
    struct address a = address_read(&s->crawl->site, s->folder, href, &s->worker->path);
    str path = arena_dup(&s->worker->scratch, a.path);
    size_t slash = str_rfind_char(path, '/');
    bool inside = a.kind == ADDRESS_INSIDE;
    if (a.kind == ADDRESS_OUTSIDE)
        crawl_judge(s, CRAWL_LINK, href, tag->at);
    s->base = (struct crawl_base){.is_there = a.kind != ADDRESS_SAME,
                                  .is_elsewhere = a.kind != ADDRESS_SAME && !inside,
                                  .is_fixed = inside && !a.is_relative,
                                  .path = path};
    if (inside)
        s->folder = str_until(path, slash == STR_NONE ? 0 : slash + 1);
}

static void judge_css(struct crawl_scan *s, str css, const struct tag *tag)
{
    struct css_scan scan = {.rest = css};
    struct buf *plain = &s->worker->text;
    str address;
    while (css_scan_next(&scan, &address)) {
        size_t at = tag ? tag->at : (size_t)(address.ptr - s->bytes.ptr);
        buf_clear(plain);
        css_scan_decode(plain, address);
        if (plain->len > 0)
            crawl_judge(s, CRAWL_ASSET, buf_str(plain), at);
    }
}

void crawl_css(struct crawl_scan *s, str css)
{
    judge_css(s, css, NULL);
}

static void take_id(struct crawl_scan *s, str value, bool is_name)
{
    struct crawl_worker *w = s->worker;
    str id = decoded(&w->text, value);
    if (id.len == 0)
        return;
    /* A name beside an id of the same word is no second one. */
    vec_push(&w->kept, &w->ids) = (struct crawl_id){hash64_of(id), is_name ? (str){0} : value};
}

static void judge_addresses(struct crawl_scan *s, struct tag *tag)
{
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        str value = *member(tag, addresses[i].member);
        if (value.ptr && addresses[i].element.len == tag->element.len &&
            str_eq_nocase(addresses[i].element, tag->element))
            judge(s, tag, addresses[i].use, value);
    }
    if (str_eq_nocase(tag->element, S("link")))
        judge_link(s, tag);
    if (str_eq_nocase(tag->element, S("base")))
        take_base(s, tag);
}

/* What is in a template or a frame has no id of the page. */
static void judge_tag(struct crawl_scan *s, struct tag *tag, bool has_ids)
{
    bool has_address = tag->href.ptr || tag->src.ptr || tag->action.ptr || tag->data.ptr ||
                       tag->poster.ptr || tag->background.ptr;
    if (tag->id.ptr && has_ids)
        take_id(s, tag->id, false);
    if (tag->name.ptr && has_ids && str_eq_nocase(tag->element, S("a")))
        take_id(s, tag->name, true);
    if (has_address && !tag->missing.ptr)
        judge_addresses(s, tag);
    if (tag->srcset.ptr)
        judge_srcset(s, tag, tag->srcset);
    if (tag->imagesrcset.ptr)
        judge_srcset(s, tag, tag->imagesrcset);
    if (tag->style.ptr)
        judge_css(s, decoded(&s->worker->style, tag->style), tag);
    if (tag->content.ptr && str_eq_nocase(tag->element, S("meta")))
        judge_meta(s, tag);
}

static int by_hash(const void *left, const void *right)
{
    const struct crawl_id *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->id.ptr > b->id.ptr) - (a->id.ptr < b->id.ptr);
}

static int by_place(const void *left, const void *right)
{
    const str *a = left, *b = right;
    return (a->ptr > b->ptr) - (a->ptr < b->ptr);
}

/* Ids that stood earlier in the page, in the order of the page. */
static void report_duplicates(struct crawl_scan *s)
{
    struct crawl_worker *w = s->worker;
    vec(str) twice = {0};
    for (size_t i = 1; i < w->ids.n; i++)
        if (w->ids.at[i].hash == w->ids.at[i - 1].hash && w->ids.at[i - 1].id.ptr)
            vec_push(&w->scratch, &twice) = w->ids.at[i].id;
    if (twice.n)
        qsort(twice.at, twice.n, sizeof *twice.at, by_place);
    for (size_t i = 0; i < twice.n; i++)
        crawl_report(s, DIAG_SITE_DUPLICATE_ID, (size_t)(twice.at[i].ptr - s->bytes.ptr),
                     "an element before this one has the id \"%.*s\"",
                     STR_ARG(utf8_until(twice.at[i], CRAWL_MOST_FINDINGS)));
}

static void keep_ids(struct crawl_scan *s)
{
    struct crawl_worker *w = s->worker;
    if (w->ids.n)
        qsort(w->ids.at, w->ids.n, sizeof *w->ids.at, by_hash);
    uint64_t *ids = arena_array(&w->kept, uint64_t, w->ids.n);
    for (size_t i = 0; i < w->ids.n; i++)
        ids[i] = w->ids.at[i].hash;
    s->page->ids = ids;
    s->page->id_count = w->ids.n;
}

static void judge_own_fragments(struct crawl_scan *s)
{
    struct crawl_worker *w = s->worker;
    for (size_t i = 0; i < w->same.n; i++)
        if (!crawl_has_fragment(s->page, w->same.at[i].fragment))
            crawl_report(s, DIAG_SITE_FRAGMENT, w->same.at[i].at,
                         "nothing in this page has the id \"%.*s\"",
                         STR_ARG(utf8_until(w->same.at[i].fragment, CRAWL_MOST_FINDINGS)));
}

static void read_tags(struct crawl_scan *s, str html, const struct tag *frame);

/* A page in an attribute. Its places are not those of the page around it. */
static void read_frame(struct crawl_scan *s, const struct tag *tag)
{
    struct buf html = {.arena = &s->worker->scratch};
    struct crawl_base base = s->base;
    str folder = s->folder;
    html_scan_decode(&html, tag->srcdoc);
    s->is_framed = true;
    read_tags(s, buf_kept(&html), tag);
    s->is_framed = false;
    s->base = base;
    s->folder = folder;
}

/* Everything in a frame stands where its tag does. */
static void read_tags(struct crawl_scan *s, str html, const struct tag *frame)
{
    struct html_scan scan;
    struct html_scan_attribute a;
    struct tag tag = {0};
    const char *at;
    html_scan_open(&scan, html);
    while (html_scan_tag(&scan, &tag.element, &at)) {
        size_t n = 0;
        for (; html_scan_attribute(&scan, &a); n++)
            take_attribute(&tag, &a);
        if (scan.is_cut)
            break;
        str raw = html_scan_raw(&scan);
        tag.at = frame ? frame->at : (size_t)(at - html.ptr);
        bool idle = scan.templates > 0 && str_eq_nocase(tag.element, S("base"));
        if (n > 0 && !idle)
            judge_tag(s, &tag, !frame && scan.templates == 0);
        if (raw.len > 0 && str_eq_nocase(tag.element, S("style")))
            judge_css(s, raw, frame);
        if (tag.srcdoc.ptr && !frame)
            read_frame(s, &tag);
        if (n > 0)
            tag = (struct tag){0};
    }
}

void crawl_html(struct crawl_scan *s)
{
    struct crawl_worker *w = s->worker;
    w->ids.n = w->same.n = 0;
    read_tags(s, s->bytes, NULL);
    keep_ids(s);
    report_duplicates(s);
    judge_own_fragments(s);
}
