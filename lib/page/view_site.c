/* What surrounds the content of a page: addresses, breadcrumbs, navigation. */
#include "base/escape.h"
#include "page/kinds.h"
#include "page/view.h"

/* What is in a folder with more notes, or more folders, is shown by its page: in the navigation of
 * each page below it, it would make the site grow with the square of their number. */
enum { NAVIGATION_MOST = 100 };

enum { MAX_FOLDERS = 64 }; /* as deep as fs_walk goes */

void view_set(const struct view *v, struct value *map, const char *key, const struct value *value)
{
    value_set(v->a, map, str_of(key), value);
}

void view_set_text(const struct view *v, struct value *map, const char *key, str text)
{
    view_set(v, map, key, value_string(v->a, text));
}

/* With `key`_is_one beside it, for languages that have a plural. */
void view_set_count(const struct view *v, struct value *map, const char *key, size_t n)
{
    view_set(v, map, key, value_number(v->a, (long)n));
    str one = arena_join(v->a, str_of(key), S("_is_one"), S(""));
    value_set(v->a, map, one, value_bool(n == 1));
}

/* The page for addresses that do not exist is shown at any of them: nothing is relative to it. */
static bool is_anywhere(const struct view *v)
{
    return v->output->kind == &kind_missing;
}

static void add_root(const struct view *v, struct buf *out)
{
    const struct config *config = v->context->site->config;
    size_t depth = 0;
    if (is_anywhere(v)) {
        buf_add(out, config->site_path);
        return;
    }
    for (size_t i = 0; i < v->output->url.len; i++)
        depth += v->output->url.ptr[i] == '/';
    if (depth == 0)
        buf_add_lit(out, "./");
    for (size_t i = 0; i < depth; i++)
        buf_add_lit(out, "../");
}

static const struct value *keep(const struct view *v, struct buf *text)
{
    const struct value *value = value_string(v->a, arena_dup(v->a, buf_str(text)));
    buf_free(text);
    return value;
}

const struct value *view_href(const struct view *v, str url)
{
    struct buf out = {0};
    if (is_anywhere(v)) {
        add_root(v, &out);
        escape_url_path(&out, url);
    } else {
        site_add_relative(v->output->url, url, &out);
    }
    return keep(v, &out);
}

static const struct value *canonical(const struct view *v)
{
    struct buf out = {0};
    const struct config *config = v->context->site->config;
    if (!config->site_url.len || is_anywhere(v))
        return &value_null;
    buf_add(&out, config->site_url);
    escape_url_path(&out, v->output->url);
    return keep(v, &out);
}

static const struct value *breadcrumbs(const struct view *v, uint32_t folder)
{
    const struct site *site = v->context->site;
    struct value *list = value_list(v->a);
    uint32_t chain[MAX_FOLDERS];
    size_t n = 0;
    for (; folder != SITE_NONE && n < MAX_FOLDERS; folder = site->folders.at[folder].parent)
        if (!str_eq(v->context->manifest->folder_urls[folder], v->output->url))
            chain[n++] = folder;
    while (n > 0) {
        uint32_t f = chain[--n];
        struct value *crumb = value_map(v->a);
        bool root = site->folders.at[f].parent == SITE_NONE;
        str title = site->folders.at[f].title;
        view_set(v, crumb, "title",
                 title.len ? value_string(v->a, title)
                           : value_get(v->context->site_view, S("title")));
        view_set(v, crumb, "href", view_href(v, v->context->manifest->folder_urls[f]));
        view_set(v, crumb, "is_home", value_bool(root));
        value_add(v->a, list, crumb);
    }
    return list;
}

/* A copy of a navigation entry with its marks set; the rest is shared by all pages. */
static struct value *marked(const struct view *v, const struct value *item)
{
    struct value *copy = value_map(v->a);
    for (size_t i = 0; i < item->fields.n; i++)
        value_set(v->a, copy, item->fields.at[i].key, item->fields.at[i].value);
    return copy;
}

static void add_current(const struct view *v, uint32_t note, struct value *list)
{
    struct value *copy = marked(v, v->context->note_items[note]);
    view_set(v, copy, "is_current", &value_true);
    value_add(v->a, list, copy);
}

/* The notes of a folder, or of many only the one that the page shows. */
static void add_notes(const struct view *v, uint32_t folder, struct value *list)
{
    const struct page_context *c = v->context;
    const struct folder *f = &c->site->folders.at[folder];
    uint32_t current = v->output->kind == &kind_note ? v->output->index : SITE_NONE;
    if (f->notes.n > NAVIGATION_MOST) {
        if (current != SITE_NONE && f->note != current &&
            c->site->nodes.at[current].folder == folder)
            add_current(v, current, list);
        return;
    }
    for (size_t i = 0; i < f->notes.n; i++)
        if (f->notes.at[i] == current)
            add_current(v, current, list);
        else
            value_add(v->a, list, c->note_items[f->notes.at[i]]);
}

/* The folders of a folder, or of many only the open one. */
static void add_folders(const struct view *v, const struct folder *f, uint32_t inner,
                        const struct value *inner_item, struct value *list)
{
    if (f->folders.n > NAVIGATION_MOST) {
        if (inner_item)
            value_add(v->a, list, inner_item);
        return;
    }
    for (size_t i = 0; i < f->folders.n; i++) {
        uint32_t child = f->folders.at[i];
        value_add(v->a, list, child == inner ? inner_item : v->context->folder_items[child]);
    }
}

/* The children of a folder that lies on the way to the page; `inner` is its open child. */
static struct value *open_children(const struct view *v, uint32_t folder, uint32_t inner,
                                   const struct value *inner_item)
{
    struct value *list = value_list(v->a);
    add_folders(v, &v->context->site->folders.at[folder], inner, inner_item, list);
    add_notes(v, folder, list);
    return list;
}

/* From the page's folder outwards: each is an entry with its children, inside the next one. */
static const struct value *navigation(const struct view *v, uint32_t folder)
{
    const struct page_context *c = v->context;
    const struct site *site = c->site;
    uint32_t inner = SITE_NONE;
    const struct value *inner_item = NULL;
    if (!site->folders.n)
        return value_list(v->a);
    if (folder == SITE_NONE)
        folder = 0;
    for (; site->folders.at[folder].parent != SITE_NONE; folder = site->folders.at[folder].parent) {
        struct value *item = marked(v, c->folder_items[folder]);
        bool current = str_eq(c->manifest->folder_urls[folder], v->output->url);
        view_set(v, item, "is_open", &value_true);
        view_set(v, item, "is_current", value_bool(current));
        view_set(v, item, "children", open_children(v, folder, inner, inner_item));
        inner = folder;
        inner_item = item;
    }
    return open_children(v, folder, inner, inner_item);
}

struct value *view_page(const struct view *v, str title, str description, uint32_t folder)
{
    struct value *view = value_map(v->a), *page = value_map(v->a), *top = value_map(v->a);
    const struct value *crumbs = breadcrumbs(v, folder);
    struct buf root = {0};
    add_root(v, &root);
    view_set_text(v, page, "title", title);
    view_set_text(v, page, "description", description);
    view_set_text(v, page, "url", v->output->url);
    view_set(v, page, "root", keep(v, &root));
    view_set(v, page, "canonical", canonical(v));
    view_set(v, page, "is_home", value_bool(v->output->url.len == 0));
    view_set_text(v, page, "kind", str_of(v->output->kind->name));
    view_set(v, view, "page", page);
    view_set(v, view, "site", v->context->site_view);
    view_set(v, view, "strings", v->context->strings);
    view_set(v, view, "breadcrumbs", crumbs);
    view_set(v, view, "has_breadcrumbs", value_bool(crumbs->items.n));
    view_set(v, top, "children", navigation(v, folder));
    view_set(v, view, "navigation", top);
    return view;
}
