/* What surrounds the content of a page: addresses and breadcrumbs. */
#include "base/escape.h"
#include "page/kinds.h"
#include "page/navigation.h"
#include "page/view.h"

enum { MAX_FOLDERS = 64 }; /* as deep as fs_walk goes */

bool view_is_anywhere(const struct view *v)
{
    return v->output->kind == &kind_missing; /* for addresses that do not exist */
}

struct value *view_copy(const struct view *v, const struct value *map)
{
    enum { MORE = 2 };
    struct value *copy = value_map_sized(v->a, map->fields.n + MORE);
    for (size_t i = 0; i < map->fields.n; i++)
        value_set(v->a, copy, map->fields.at[i].key, map->fields.at[i].value);
    return copy;
}

static void add_root(const struct view *v, struct buf *out)
{
    const struct config *config = v->context->site->config;
    size_t depth = 0;
    if (view_is_anywhere(v)) {
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

/* The first page. It stands in each view, so views of sites that are read from disk are others. */
static str home_of(const struct view *v, str root)
{
    str index = view_is_anywhere(v) ? S("") : site_index(v->context->site, S(""));
    bool here = str_eq(root, S("./")) && index.len > 0;
    return arena_join(v->a, here ? S("") : root, index, S(""));
}

static const struct value *keep(const struct view *v, struct buf *text)
{
    const struct value *value = value_string(v->a, arena_dup(v->a, buf_str(text)));
    buf_free(text);
    return value;
}

const struct value *view_href(const struct view *v, str url)
{
    return value_address(v->a, value_text(view_url(v->a, url)));
}

static const struct value *canonical(const struct view *v)
{
    struct buf out = {0};
    const struct config *config = v->context->site->config;
    if (!config->site_url.len || view_is_anywhere(v))
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

struct value *view_page(const struct view *v, str title, str description, uint32_t folder)
{
    struct value *view = value_map(v->a), *page = value_map(v->a), *top = value_map(v->a);
    const struct value *crumbs = breadcrumbs(v, folder);
    struct buf root = {0};
    add_root(v, &root);
    view_set_text(v, page, "title", title);
    view_set_text(v, page, "description", description);
    view_set_text(v, page, "url", v->output->url);
    view_set_text(v, page, "home", home_of(v, buf_str(&root)));
    view_set(v, page, "root", keep(v, &root));
    view_set(v, page, "canonical", canonical(v));
    view_set(v, page, "is_home", value_bool(v->output->url.len == 0));
    view_set_text(v, page, "kind", str_of(v->output->kind->name));
    view_set(v, view, "page", page);
    view_set(v, view, "site", v->context->site_view);
    view_set(v, view, "strings", v->context->strings);
    view_set(v, view, "breadcrumbs", crumbs);
    view_set(v, view, "has_breadcrumbs", value_bool(crumbs->items.n));
    view_set(v, top, "children", view_navigation(v, folder));
    view_set(v, view, "navigation", top);
    return view;
}
