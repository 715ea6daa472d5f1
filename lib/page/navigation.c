#include "page/navigation.h"

#include "page/kinds.h"
#include "page/view.h"

/* What is in a folder with more notes, or more folders, is shown by its page: in the navigation of
 * each page below it, it would make the site grow with the square of their number. The same holds
 * for entries of a section. */
enum { NAVIGATION_MOST = 100 };

/* Entries that pages share */

static struct value *item(struct arena *a, str title, const struct value *href)
{
    enum { FIELDS = 10 };
    struct value *v = value_map_sized(a, FIELDS);
    value_set(a, v, S("title"), value_string(a, title));
    value_set(a, v, S("href"), href);
    value_set(a, v, S("is_external"), &value_false);
    value_set(a, v, S("is_heading"), &value_false);
    value_set(a, v, S("is_folder"), &value_false);
    value_set(a, v, S("is_current"), &value_false);
    value_set(a, v, S("is_marked"), &value_false);
    value_set(a, v, S("is_open"), &value_false);
    value_set(a, v, S("children"), &value_nothing);
    return v;
}

/* An address as pages print it. */
static const struct value *address(struct arena *a, str url)
{
    return value_address(a, value_text(view_url(a, url)));
}

static const struct value *nav_href(const struct page_context *c, struct arena *a,
                                    const struct nav_item *leads)
{
    const struct link link = {.target = leads->address};
    struct buf out = {0};
    if (leads->target.kind == TARGET_FOLDER)
        return address(a, c->manifest->folder_urls[leads->target.index]);
    site_add_href(c->site, S(""), &leads->target, &link, &out);
    str url = arena_dup(a, buf_str(&out));
    buf_free(&out);
    if (leads->target.kind == TARGET_EXTERNAL)
        return value_string(a, url);
    return value_address(a, str_starts(url, S("./")) ? str_from(url, 2) : url);
}

/* A section that no page would open is always open. */
static const struct value *section_children(const struct page_context *c, struct arena *a,
                                            uint32_t section)
{
    struct value *list = value_list(a);
    const struct nav_item *items = c->site->nav.at;
    for (uint32_t i = section + 1; i < items[section].end; i = items[i].end)
        value_add(a, list, c->nav_items[i]);
    return list;
}

static size_t count_notes(const struct site *site, uint32_t section)
{
    size_t n = 0;
    for (uint32_t i = section; i < site->nav.at[section].end; i++)
        n += site->nav.at[i].target.kind == TARGET_NOTE;
    return n;
}

static const struct value *nav_entry(const struct page_context *c, struct arena *a, uint32_t i)
{
    const struct nav_item *one = &c->site->nav.at[i];
    const struct nav_item *link = one->leads == SITE_NONE ? one : &c->site->nav.at[one->leads];
    bool linked = link->target.kind != TARGET_MISSING;
    struct value *v = item(a, one->title, linked ? nav_href(c, a, link) : &value_null);
    bool external = one->target.kind == TARGET_EXTERNAL;
    value_set(a, v, S("is_external"), value_bool(external));
    value_set(a, v, S("is_marked"), value_bool(external || one->is_section));
    if (!one->is_section)
        return v;
    value_set(a, v, S("is_folder"), &value_true);
    value_set(a, v, S("is_heading"), value_bool(!linked));
    value_set(a, v, S("count"), value_number(a, (long)count_notes(c->site, i)));
    if (one->leads == SITE_NONE) {
        value_set(a, v, S("is_open"), &value_true);
        value_set(a, v, S("children"), section_children(c, a, i));
    }
    return v;
}

static void open_nav(struct page_context *c, struct arena *a)
{
    c->nav_items = arena_array(a, const struct value *, c->site->nav.n);
    for (uint32_t i = (uint32_t)c->site->nav.n; i-- > 0;)
        c->nav_items[i] = nav_entry(c, a, i);
}

void navigation_open(struct page_context *c, struct arena *a)
{
    const struct site *site = c->site;
    bool fresh;
    c->note_items = arena_array(a, const struct value *, site->nodes.n);
    for (size_t i = 0; i < site->nodes.n; i++) {
        const struct node *node = &site->nodes.at[i];
        struct value *v = item(a, node->note->facts.title, address(a, node->url));
        value_seal(a, v);
        c->note_items[i] = v;
    }
    c->folder_items = arena_array(a, const struct value *, site->folders.n);
    for (size_t i = 0; i < site->folders.n; i++) {
        const struct folder *f = &site->folders.at[i];
        struct value *v = item(a, f->title, address(a, c->manifest->folder_urls[i]));
        value_set(a, v, S("is_folder"), &value_true);
        value_set(a, v, S("is_marked"), &value_true);
        value_set(a, v, S("count"), value_number(a, (long)f->unlisted));
        value_seal(a, v);
        c->folder_items[i] = v;
        *map_put(a, &c->folders, f->url, &fresh) = i;
    }
    open_nav(c, a);
}

/* What a page sees */

/* The configuration's navigation */

static uint32_t current_entry(const struct view *v)
{
    const struct site *site = v->context->site;
    if (v->output->kind == &kind_note)
        return site->nodes.at[v->output->index].nav;
    if (v->output->kind == &kind_section)
        return site->folders.at[v->output->index].nav;
    return SITE_NONE;
}

static bool is_crowded(const struct site *site, uint32_t from, uint32_t end)
{
    size_t n = 0;
    for (uint32_t i = from; i < end && n <= NAVIGATION_MOST; i = site->nav.at[i].end)
        n++;
    return n > NAVIGATION_MOST;
}

/* The entries of a section, or of many only the one on the way to the page. */
static struct value *entries(const struct view *v, uint32_t from, uint32_t end, uint32_t inner,
                             const struct value *inner_item)
{
    const struct page_context *c = v->context;
    struct value *list = value_list(v->a);
    bool crowded = is_crowded(c->site, from, end);
    for (uint32_t i = from; i < end; i = c->site->nav.at[i].end)
        if (i == inner)
            value_add(v->a, list, inner_item);
        else if (!crowded)
            value_add(v->a, list, c->nav_items[i]);
    return list;
}

/* From the page's entry outwards. */
static struct value *nav_tree(const struct view *v, uint32_t current)
{
    const struct page_context *c = v->context;
    uint32_t inner = SITE_NONE;
    const struct value *inner_item = NULL;
    for (uint32_t i = current; i != SITE_NONE; i = c->site->nav.at[i].parent) {
        const struct nav_item *one = &c->site->nav.at[i];
        struct value *copy = view_copy(v, c->nav_items[i]);
        view_set(v, copy, "is_current", value_bool(i == current));
        view_set(v, copy, "is_marked", &value_true);
        view_set(v, copy, "is_open", value_bool(one->is_section));
        view_set(v, copy, "children", entries(v, i + 1, one->end, inner, inner_item));
        inner = i;
        inner_item = copy;
    }
    return entries(v, 0, (uint32_t)c->site->nav.n, inner, inner_item);
}

/* The notes that it does not name, under their folders */

static bool is_unlisted(const struct view *v, uint32_t note)
{
    return v->context->site->nodes.at[note].nav == SITE_NONE;
}

static bool has_many_notes(const struct view *v, const struct folder *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->notes.n && n <= NAVIGATION_MOST; i++)
        n += is_unlisted(v, f->notes.at[i]);
    return n > NAVIGATION_MOST;
}

/* The notes of a folder, or of many only the one that the page shows. */
static void add_notes(const struct view *v, const struct folder *f, struct value *list)
{
    uint32_t current = v->output->kind == &kind_note ? v->output->index : SITE_NONE;
    bool many = has_many_notes(v, f);
    for (size_t i = 0; i < f->notes.n; i++) {
        uint32_t note = f->notes.at[i];
        if (!is_unlisted(v, note) || (many && note != current))
            continue;
        struct value *copy = note == current ? view_copy(v, v->context->note_items[note]) : NULL;
        if (copy) {
            view_set(v, copy, "is_current", &value_true);
            view_set(v, copy, "is_marked", &value_true);
        }
        value_add(v->a, list, copy ? copy : v->context->note_items[note]);
    }
}

/* The folders of a folder, or of many only the open one. */
static void add_folders(const struct view *v, const struct folder *f, uint32_t inner,
                        const struct value *inner_item, struct value *list)
{
    bool many = f->folders.n > NAVIGATION_MOST;
    for (size_t i = 0; i < f->folders.n; i++) {
        uint32_t child = f->folders.at[i];
        if (child == inner)
            value_add(v->a, list, inner_item);
        else if (!many && v->context->site->folders.at[child].unlisted > 0)
            value_add(v->a, list, v->context->folder_items[child]);
    }
}

static void add_children(const struct view *v, uint32_t folder, uint32_t inner,
                         const struct value *inner_item, struct value *list)
{
    const struct folder *f = &v->context->site->folders.at[folder];
    add_folders(v, f, inner, inner_item, list);
    add_notes(v, f, list);
}

/* From the page's folder outwards: each is an entry with its children, inside the next one. */
static void add_folder_tree(const struct view *v, uint32_t folder, struct value *list)
{
    const struct page_context *c = v->context;
    uint32_t inner = SITE_NONE;
    const struct value *inner_item = NULL;
    for (; c->site->folders.at[folder].parent != SITE_NONE;
         folder = c->site->folders.at[folder].parent) {
        struct value *copy = view_copy(v, c->folder_items[folder]), *children = value_list(v->a);
        bool current = str_eq(c->manifest->folder_urls[folder], v->output->url);
        add_children(v, folder, inner, inner_item, children);
        view_set(v, copy, "is_open", &value_true);
        view_set(v, copy, "is_current", value_bool(current));
        view_set(v, copy, "children", children);
        inner = folder;
        inner_item = copy;
    }
    add_children(v, folder, inner, inner_item, list);
}

const struct value *view_navigation(const struct view *v, uint32_t folder)
{
    const struct site *site = v->context->site;
    uint32_t current = current_entry(v);
    struct value *list = nav_tree(v, current);
    if (!site->folders.n)
        return list;
    bool elsewhere = folder == SITE_NONE || current != SITE_NONE;
    if (!elsewhere && site->nav.n > 0 && site->folders.at[folder].unlisted == 0)
        elsewhere = true;
    add_folder_tree(v, elsewhere ? 0 : folder, list);
    return list;
}
