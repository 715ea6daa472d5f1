#include "page/page.h"

#include "base/escape.h"
#include "data/language.h"
#include "page/entries.h"
#include "page/kinds.h"
#include "page/navigation.h"
#include "page/view.h"
#include "theme/vendor.h"

const struct value *view_url(struct arena *a, str url)
{
    struct buf out = {0};
    escape_url_path(&out, url);
    const struct value *v = value_string(a, arena_dup(a, buf_str(&out)));
    buf_free(&out);
    return v;
}

static void open_groups(struct page_context *c, struct arena *a)
{
    const struct site *site = c->site;
    bool fresh;
    for (size_t i = 0; i < site->groupings.n; i++) {
        const struct grouping *g = &site->groupings.at[i];
        *map_put(a, &c->fields, g->field, &fresh) = i;
        for (size_t j = 0; j < g->groups.n; j++) {
            str key = view_group_key(a, g->field, g->groups.at[j].value);
            *map_put(a, &c->groups, key, &fresh) = j;
        }
    }
}

static bool has_room(const struct memberships *m, uint32_t grouping)
{
    return m->n < VIEW_MOST_VALUES || m->at[m->n - VIEW_MOST_VALUES].grouping != grouping;
}

/* Once to count, once to fill. */
static void each_member(const struct site *site, struct arena *a, struct memberships *members)
{
    for (size_t i = 0; i < site->nodes.n && a; i++) {
        members[i].at = arena_array(a, struct membership, members[i].n);
        members[i].n = 0;
    }
    for (size_t i = 0; i < site->groupings.n; i++) {
        const struct grouping *g = &site->groupings.at[i];
        for (size_t j = 0; j < g->groups.n; j++) {
            for (size_t k = 0; k < g->groups.at[j].notes.n; k++) {
                struct memberships *m = &members[g->groups.at[j].notes.at[k]];
                if (a && !has_room(m, (uint32_t)i))
                    continue;
                if (a)
                    m->at[m->n] = (struct membership){(uint32_t)i, (uint32_t)j};
                m->n++;
            }
        }
    }
}

static void open_members(struct page_context *c, struct arena *a)
{
    struct memberships *members = arena_array(a, struct memberships, c->site->nodes.n);
    each_member(c->site, NULL, members);
    each_member(c->site, a, members);
    c->members = members;
}

static void open_planned(struct page_context *c, struct arena *a)
{
    const struct site *site = c->site;
    struct map used = {0};
    str *ids = arena_array(a, str, site->planned.n);
    c->planned_ids = ids;
    for (size_t i = 0; i < site->planned.n; i++) {
        str id = view_planned_id(a, site->planned.at[i].name);
        bool fresh;
        size_t *n = map_put(a, &used, id, &fresh);
        /* A colon cannot come out of a name, so what is made here is no other name's id. */
        if (++*n > 1)
            id = arena_printf(a, "%.*s:%zu", STR_ARG(id), *n);
        ids[i] = id;
    }
}

/* As templates put it behind page.root. */
static const struct value *page_url(const struct page_context *c, struct arena *a, str url)
{
    return view_url(a, arena_join(a, url, site_index(c->site, url), S("")));
}

/* The pages of kbsite's own that every page can link to. */
static const struct value *index_items(const struct page_context *c, struct arena *a)
{
    struct value *list = value_list(a);
    const struct site *site = c->site;
    for (size_t i = 0; i < site->groupings.n; i++) {
        const struct grouping *g = &site->groupings.at[i];
        struct value *v = value_map(a);
        value_set(a, v, S("title"), value_string(a, g->title));
        value_set(a, v, S("field"), value_string(a, g->field));
        value_set(a, v, S("url"), page_url(c, a, c->manifest->grouping_urls[i]));
        value_set(a, v, S("count"), value_number(a, (long)g->groups.n));
        value_add(a, list, v);
    }
    return list;
}

static void set_own_page(const struct page_context *c, struct arena *a, struct value *map, str key,
                         str name)
{
    str url;
    bool there = manifest_base(c->manifest, name, &url);
    value_set(a, map, key, there ? page_url(c, a, url) : &value_null);
}

static const struct value *site_title(const struct page_context *c, struct arena *a)
{
    const struct site *site = c->site;
    const struct value *word = value_get(c->strings, S("site_title"));
    if (site->config->title.len)
        return value_string(a, site->config->title);
    if (site->folders.n && site->folders.at[0].note != SITE_NONE)
        return value_string(a, site->nodes.at[site->folders.at[0].note].note->facts.title);
    return word ? word : &value_null;
}

/* Empty where there are no files of others. */
static const struct value *vendor_url(struct arena *a, str assets)
{
    struct vendor first = {0};
    bool any = vendor_next(&first);
    return any ? view_url(a, arena_join(a, assets, S("vendor/"), S(""))) : value_string(a, S(""));
}

static void open_site(struct page_context *c, struct arena *a)
{
    const struct config *config = c->site->config;
    struct value *v = value_map(a);
    str assets = S("assets/");
    manifest_base(c->manifest, assets, &assets);
    value_set(a, v, S("title"), site_title(c, a));
    value_set(a, v, S("description"), value_string(a, config->description));
    value_set(a, v, S("language"), value_string(a, config->language));
    value_set(a, v, S("is_rtl"), value_bool(language_is_rtl(config->language)));
    value_set(a, v, S("is_safe"), value_bool(config->safe));
    value_set(a, v, S("copyright"), value_string(a, config->copyright));
    value_set(a, v, S("repo_url"), value_string(a, config->repo_url));
    value_set(a, v, S("assets"), view_url(a, assets));
    value_set(a, v, S("vendor"), vendor_url(a, assets));
    value_set(a, v, S("indexes"), index_items(c, a));
    value_set(a, v, S("note_count"), value_number(a, (long)c->site->nodes.n));
    set_own_page(c, a, v, S("planned_url"), S("planned/"));
    set_own_page(c, a, v, S("recent_url"), S("recent/"));
    set_own_page(c, a, v, S("study_url"), S("study/"));
    set_own_page(c, a, v, S("data_url"), S("kb.json"));
    set_own_page(c, a, v, S("feed_url"), S("feed.xml"));
    value_seal(a, v);
    c->site_view = v;
}

void page_context_open(struct page_context *context, struct arena *a, unsigned threads)
{
    context->strings = context->words->all;
    navigation_open(context, a);
    open_groups(context, a);
    open_members(context, a);
    open_planned(context, a);
    open_site(context, a);
    entries_open(context, a, threads);
}

void page_context_close(struct page_context *context)
{
    for (unsigned i = 0; i < context->arena_count; i++)
        arena_free(&context->arenas[i]);
    context->arena_count = 0;
}

void page_open(const struct page_context *context, const struct output *output,
               struct arena *scratch, struct page *page)
{
    struct view v = {context, output, scratch, NULL, &page->texts};
    *page = (struct page){.layout = S("note")};
    if (!output->kind->view)
        return;
    page->view = output->kind->view(&v, &page->layout);
    page->template = theme_layout(context->theme, page->layout);
}

struct hash page_hash(const struct page *page)
{
    return hash_mix_str(value_hash(page->view), page->layout);
}

/* Where addresses are seen from. */
struct from {
    struct mustache_page page;
    const struct site *site;
    str url;  /* encoded */
    str root; /* what addresses begin with where nothing can be relative; else empty */
};

static void add_address(const struct mustache_page *self, str address, struct buf *out)
{
    const struct from *from = (const struct from *)self;
    if (from->root.len) {
        buf_add(out, from->root);
        buf_add(out, address);
    } else {
        site_add_relative_encoded(from->site, from->url, address, out);
    }
}

static int read_html(const struct page_context *c, uint32_t note, struct arena *scratch, str *html)
{
    if (c->texts)
        return c->texts->read(c->texts, note, scratch, html);
    *html = c->site->nodes.at[note].note->body.html;
    return 0;
}

static bool has_text(const struct body_texts *texts, uint32_t note)
{
    for (size_t i = 0; i < texts->list.n; i++)
        if (texts->list.at[i].note == note)
            return true;
    return false;
}

/* Of the note, of those that it embeds, and so on. */
static int read_texts(const struct page_context *c, const struct output *o, struct arena *scratch,
                      struct body_texts *texts)
{
    int error = 0;
    if (!o->kind->shows_text)
        return 0;
    vec_push(scratch, &texts->list) = (struct body_text){.note = o->index};
    for (size_t i = 0; i < texts->list.n && !error; i++) {
        const struct node *node = &c->site->nodes.at[texts->list.at[i].note];
        error = read_html(c, texts->list.at[i].note, scratch, &texts->list.at[i].html);
        for (size_t k = 0; k < node->note->body.links.n; k++)
            if (node->targets[k].embedded && !has_text(texts, node->targets[k].index))
                vec_push(scratch, &texts->list) =
                    (struct body_text){.note = node->targets[k].index};
    }
    return error;
}

int page_print(const struct page_context *context, const struct output *output, struct page *page,
               struct arena *scratch, struct buf *out)
{
    struct view v = {context, output, scratch, NULL, &page->texts};
    if (!page->view) {
        output->kind->write(&v, out);
        return 0;
    }
    int error = read_texts(context, output, scratch, &page->texts);
    if (error)
        return error;
    struct from from = {
        {add_address}, context->site, value_text(view_url(scratch, output->url)), S("")};
    if (view_is_anywhere(&v))
        from.root = context->site->config->site_path;
    if (page->template)
        mustache_render(theme_templates(context->theme), page->template, page->view, &from.page,
                        out);
    return 0;
}

struct hash page_templates(const struct theme *theme)
{
    return mustache_set_hash(theme_templates(theme));
}
