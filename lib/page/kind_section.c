#include "page/kinds.h"
#include "page/view.h"

/* Where the page of a folder goes when a copied file has its address: beside it. */
static str moved(struct listing *l, str path)
{
    size_t slash = str_rfind_char(path, '/');
    str above = slash == STR_NONE ? S("") : str_until(path, slash + 1);
    str name = slash == STR_NONE ? path : str_from(path, slash + 1);
    do
        name = arena_join(l->arena, S("kb-"), name, S(""));
    while (listing_has(l, arena_join(l->arena, above, name, S(""))));
    diag_add(l->diags, DIAG_ADDRESS_TAKEN, (struct place){.path = S("")},
             "the content has something at \"%.*s/\"; kbsite's own page is at \"%.*s%.*s/\"",
             STR_ARG(path), STR_ARG(above), STR_ARG(name));
    return arena_join(l->arena, above, name, S("/"));
}

static void list(struct listing *l)
{
    const struct site *site = l->site;
    l->manifest->folder_urls = arena_array(l->arena, str, site->folders.n);
    for (size_t i = 0; i < site->folders.n; i++) {
        const struct folder *f = &site->folders.at[i];
        str url = f->url, file = arena_join(l->arena, url, S("index.html"), S(""));
        const struct output *there = listing_get(l, file);
        l->manifest->folder_urls[i] = url;
        if (f->note != SITE_NONE || f->parent == SITE_NONE || (there && there->kind == &kind_note))
            continue;
        if (there)
            url = moved(l, f->path);
        l->manifest->folder_urls[i] = url;
        listing_add(l, (struct output){.file = arena_join(l->arena, url, S("index.html"), S("")),
                                       .kind = &kind_section,
                                       .index = (uint32_t)i,
                                       .listed = true});
    }
}

static const struct value *view(const struct view *v, str *layout)
{
    const struct folder *f = &v->context->site->folders.at[v->output->index];
    struct value *map = view_page(v, f->title, S(""), v->output->index);
    view_set(v, map, "folder", view_folder_entry(v, v->output->index));
    view_set(v, map, "children", view_children(v, v->output->index));
    *layout = S("section");
    return map;
}

const struct page_kind kind_section = {.name = "section", .list = list, .view = view};
