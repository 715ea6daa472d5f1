#include "page/body.h"

#include "base/escape.h"
#include "base/utf8.h"
#include "markdown/wikilink.h"
#include "page/embed.h"

enum { TITLE_BYTES = 1000 }; /* of an address that can be as long as a picture in it */

struct body_handle {
    struct value_printed printed; /* first: print gets its address */
    struct body_page page;
    struct range range;
};

static const struct body *body_of(const struct body_page *page)
{
    return &page->site->nodes.at[page->note].note->body;
}

static void add_attribute(struct buf *out, const char *name, str value)
{
    buf_addf(out, " %s=\"", name);
    escape_html(out, value);
    buf_add_char(out, '"');
}

static void add_classes(struct buf *out, str ours, str given)
{
    if (ours.len + given.len == 0)
        return;
    buf_add_lit(out, " class=\"");
    buf_add(out, ours);
    buf_add(out, ours.len && given.len ? S(" ") : S(""));
    escape_html(out, given);
    buf_add_char(out, '"');
}

static void add_href(const struct body_page *page, const struct target *target,
                     const struct link *link, struct buf *out)
{
    struct buf href = {0};
    site_add_href(page->site, page->url, target, link, &href);
    escape_html(out, buf_str(&href));
    buf_free(&href);
}

static void fill_link(const struct body_page *page, const struct target *target,
                      const struct link *link, struct buf *out)
{
    if (target->kind == TARGET_MISSING || target->kind == TARGET_EXCLUDED) {
        add_classes(out, S("missing"), link->classes);
        add_attribute(out, "title", utf8_until(link->target, TITLE_BYTES));
        return;
    }
    bool external = target->kind == TARGET_EXTERNAL;
    buf_add_lit(out, " href=\"");
    add_href(page, target, link, out);
    buf_add_char(out, '"');
    add_classes(out, external ? S("external") : S(""), link->classes);
    if (external || link->rel.len)
        add_attribute(out, "rel", link->rel.len ? link->rel : S("noopener"));
}

/* An id is no name that an author has chosen for readers. */
static void fill_title(const struct body_page *page, const struct target *target,
                       const struct link *link, struct buf *out)
{
    struct arena a = {0};
    const struct facts *facts =
        target->kind == TARGET_NOTE ? &page->site->nodes.at[target->index].note->facts : NULL;
    str name = wikilink_name(link->target), fragment = wikilink_fragment(link->target);
    bool is_id = facts && name.len && str_eq(name, facts->id);
    escape_html(out, is_id ? wikilink_shown(&a, facts->title, fragment) : link->text);
    arena_free(&a);
}

static void fill_word(const struct body_page *page, enum body_word word, struct buf *out)
{
    static const str keys[] = {[WORD_ANSWER] = S_INIT("answer"),
                               [WORD_ANNOTATION] = S_INIT("annotation"),
                               [WORD_FOOTNOTE] = S_INIT("footnote"),
                               [WORD_FOOTNOTE_BACK] = S_INIT("footnote_back")};
    escape_html(out, value_text(value_get(page->strings, keys[word])));
}

static body_fill fill;

static str html_of(const struct body_page *page)
{
    const struct body_texts *texts = page->texts;
    size_t i = 0;
    while (texts->list.at[i].note != page->note)
        i++;
    return texts->list.at[i].html;
}

static struct embed_parts parts_of(struct arena *a, const struct body_page *page,
                                   const struct target *target)
{
    struct embed_parts none = {0};
    return target->embedded ? embed_parts(a, page->site, target->index, target->fragment) : none;
}

/* The page that the text of another note stands on. */
static struct body_page page_of(const struct body_page *page, const struct target *target)
{
    struct body_page inner = *page;
    inner.note = target->index;
    return inner;
}

static void print_part(struct body_page *page, const struct embed_part *part, struct buf *out)
{
    const struct body *body = body_of(page);
    if (part->heading) {
        buf_addf(out, "<h%d>", part->heading->level);
        body_print(body, html_of(page), part->heading->html, fill, page, out);
        buf_addf(out, "</h%d>\n", part->heading->level);
    }
    bool item = str_starts(str_from(html_of(page), part->html.from), S("<li"));
    buf_add(out, item ? S("<ul>\n") : S(""));
    body_print(body, html_of(page), part->html, fill, page, out);
    buf_add(out, item ? S("</ul>\n") : S(""));
}

static void print_parts(const struct body_page *page, const struct target *target,
                        const struct embed_parts *parts, struct buf *out)
{
    struct body_page inner = page_of(page, target);
    struct buf html = {0}, url = {0};
    for (size_t i = 0; i < parts->n; i++)
        print_part(&inner, &parts->at[i], &html);
    site_add_relative(page->site, page->url, page->site->nodes.at[target->index].url, &url);
    embed_add(buf_str(&html), buf_str(&url), out);
    buf_free(&html);
    buf_free(&url);
}

/* Its title, and a link to it; without text of it that is all. */
static void fill_source(const struct body_page *page, const struct target *target,
                        const struct link *link, bool embedded, struct buf *out)
{
    struct arena a = {0};
    str text = link->text;
    if (embedded) {
        str title = page->site->nodes.at[target->index].note->facts.title;
        str fragment = wikilink_fragment(link->target);
        text = wikilink_shown(&a, title, str_starts(fragment, S("^")) ? S("") : fragment);
    }
    buf_add_lit(out, "<a");
    fill_link(page, target, link, out);
    buf_add_char(out, '>');
    escape_html(out, text);
    buf_add_lit(out, "</a>");
    arena_free(&a);
}

static void fill_embed(const struct body_page *page, uint32_t number, struct buf *out)
{
    struct arena a = {0};
    const struct link *link = &body_of(page)->links.at[number];
    const struct target *target = &page->site->nodes.at[page->note].targets[number];
    struct embed_parts parts = parts_of(&a, page, target);
    if (parts.n > 0)
        buf_add_lit(out, "<section class=\"embed\">\n<p class=\"embed-source\">");
    fill_source(page, target, link, parts.n > 0, out);
    if (parts.n > 0) {
        buf_add_lit(out, "</p>\n");
        print_parts(page, target, &parts, out);
        buf_add_lit(out, "</section>\n");
    }
    arena_free(&a);
}

/* Inside the quotes of an attribute, whose element is marked as one that was complained about. */
static void add_missing_address(const struct body_page *page, const struct link *link,
                                struct buf *out)
{
    if (!page->site->config->safe) /* it may be any address of this host */
        escape_html(out, link->target);
    buf_add_lit(out, "\" data-missing=\"");
}

static void fill(void *context, const struct body *body, const struct slot *slot, struct buf *out)
{
    const struct body_page *page = context;
    if (slot->kind == SLOT_WORD) {
        fill_word(page, slot->word, out);
        return;
    }
    if (slot->kind == SLOT_EMBED) {
        fill_embed(page, slot->link, out);
        return;
    }
    const struct link *link = &body->links.at[slot->link];
    const struct target *target = &page->site->nodes.at[page->note].targets[slot->link];
    if (slot->kind == SLOT_LINK)
        fill_link(page, target, link, out);
    else if (slot->kind == SLOT_TITLE)
        fill_title(page, target, link, out);
    else if (target->kind != TARGET_MISSING && target->kind != TARGET_EXCLUDED)
        add_href(page, target, link, out);
    else
        add_missing_address(page, link, out);
}

static struct hash hash_slots(const struct body_page *page, struct range range);

/* Names what fill_embed prints. */
static struct hash hash_embed(const struct body_page *page, uint32_t number)
{
    struct arena a = {0};
    struct buf source = {0};
    const struct target *target = &page->site->nodes.at[page->note].targets[number];
    struct embed_parts parts = parts_of(&a, page, target);
    fill_source(page, target, &body_of(page)->links.at[number], parts.n > 0, &source);
    struct hash h = hash_of(buf_str(&source));
    struct body_page inner = parts.n > 0 ? page_of(page, target) : *page;
    for (size_t i = 0; i < parts.n; i++) {
        if (parts.at[i].heading)
            h = hash_mix(h, hash_slots(&inner, parts.at[i].heading->html));
        h = hash_mix(h, hash_slots(&inner, parts.at[i].html));
    }
    buf_free(&source);
    arena_free(&a);
    return h;
}

static struct hash hash_slots(const struct body_page *page, struct range range)
{
    const struct body *body = body_of(page);
    struct range slots = body_slots(body, range);
    struct body_page seen = *page;
    struct buf texts = {0};
    struct hash h = hash_mix_bytes(body->hash, &range, sizeof range);
    for (uint32_t i = slots.from; i < slots.to; i++) {
        const struct slot *slot = &body->slots.at[i];
        if (slot->kind == SLOT_EMBED)
            h = hash_mix(h, hash_embed(page, slot->link));
        else
            fill(&seen, body, slot, &texts);
        buf_add_char(&texts, '\0');
    }
    h = hash_mix_str(h, buf_str(&texts));
    buf_free(&texts);
    return h;
}

void body_add(const struct body_page *page, struct range range, struct buf *out)
{
    struct body_page seen = *page;
    body_print(body_of(page), html_of(page), range, fill, &seen, out);
}

static void print(const struct value_printed *self, struct buf *out)
{
    const struct body_handle *h = (const struct body_handle *)self;
    body_add(&h->page, h->range, out);
}

const struct value *body_value(struct arena *a, const struct body_page *page, struct range range)
{
    struct body_handle *h = arena_new(a, struct body_handle);
    *h = (struct body_handle){{print, hash_slots(page, range)}, *page, range};
    return value_printed(a, &h->printed);
}
