#include "site/navigation.h"

#include <assert.h>

#include "site/links.h"
#include "site/paths.h"
#include "site/resolve.h"

/* The entries that are still to be placed, and the sections that are open around them. */
struct placing {
    struct resolve *r;
    const struct nav *nav;
    uint32_t open[NAV_MOST_DEPTH];
    uint32_t depth;
    struct buf path;
};

static struct place place_of(const struct placing *p, const struct nav_entry *entry)
{
    return (struct place){p->nav->place.path, entry->line, entry->col};
}

/* Targets */

static void report_missing(struct placing *p, const struct nav_entry *entry, bool inside)
{
    str suggestion = inside ? vault_suggest(p->r, SITE_NONE, buf_str(&p->path)) : S("");
    struct diags *diags = p->r->input->config_diags;
    if (!inside)
        diag_add(diags, DIAG_NAV_MISSING, place_of(p, entry),
                 "\"%.*s\" leads out of the content folder", STR_ARG(entry->path));
    else if (suggestion.len > 0)
        diag_add(diags, DIAG_NAV_MISSING, place_of(p, entry),
                 "no file \"%.*s\"; did you mean \"%.*s\"?", STR_ARG(entry->path),
                 STR_ARG(suggestion));
    else
        diag_add(diags, DIAG_NAV_MISSING, place_of(p, entry), "no file \"%.*s\"",
                 STR_ARG(entry->path));
}

/* Takes query and fragment off a path. */
static str split(str path, struct target *out)
{
    size_t hash = str_find_char(path, '#');
    out->fragment = hash == STR_NONE ? S("") : str_from(path, hash + 1);
    path = str_until(path, hash);
    size_t mark = str_find_char(path, '?');
    out->query = mark == STR_NONE ? S("") : str_from(path, mark);
    return str_until(path, mark);
}

static bool find_target(struct placing *p, const struct nav_entry *entry, struct target *out)
{
    *out = (struct target){.kind = TARGET_EXTERNAL, .index = SITE_NONE};
    if (link_is_external(entry->path))
        return true;
    bool inside = path_join(&p->path, S(""), split(entry->path, out));
    str path = buf_str(&p->path);
    if (inside && (vault_find_exact(p->r, path, out) || vault_find_page(p->r, path, out) ||
                   vault_find_folder(p->r, path, out)))
        return true;
    if (inside && vault_is_excluded(p->r, path))
        diag_add(p->r->input->config_diags, DIAG_NAV_MISSING, place_of(p, entry),
                 "\"%.*s\" is a draft or is left out of the site", STR_ARG(entry->path));
    else
        report_missing(p, entry, inside);
    return false;
}

static str title_of(const struct resolve *r, const struct nav_entry *entry,
                    const struct target *target)
{
    if (entry->title.len > 0)
        return entry->title;
    if (target->kind == TARGET_NOTE)
        return resolve_note(r, target->index)->facts.title;
    if (target->kind == TARGET_FOLDER && r->site->folders.at[target->index].title.len > 0)
        return r->site->folders.at[target->index].title;
    return entry->path;
}

/* The tree */

static uint32_t count(const struct placing *p)
{
    return (uint32_t)p->r->site->nav.n;
}

static struct nav_item *item_at(const struct placing *p, uint32_t i)
{
    return &p->r->site->nav.at[i];
}

static void close_section(struct placing *p)
{
    uint32_t i = p->open[--p->depth];
    struct nav_item *section = item_at(p, i);
    section->end = count(p);
    if (section->end == i + 1 && section->target.kind == TARGET_MISSING)
        p->r->site->nav.n--;
}

static void add_item(struct placing *p, struct nav_item item)
{
    uint32_t i = count(p);
    item.parent = p->depth > 0 ? p->open[p->depth - 1] : SITE_NONE;
    item.end = i + 1;
    vec_push(p->r->arena, &p->r->site->nav) = item;
    if (item.is_section)
        p->open[p->depth++] = i;
}

/* A section that begins with an index of no other title has it as its own page. */
static bool is_own_page(const struct placing *p, const struct nav_entry *entry,
                        const struct target *target)
{
    if (p->depth == 0 || p->open[p->depth - 1] + 1 != count(p) || entry->title.len > 0)
        return false;
    return target->kind == TARGET_NOTE &&
           item_at(p, p->open[p->depth - 1])->target.kind == TARGET_MISSING &&
           path_page_rank(resolve_note(p->r, target->index)->path) != PATH_NO_PAGE;
}

static void place_entry(struct placing *p, const struct nav_entry *entry)
{
    struct nav_item item = {.title = entry->title, .is_section = entry->path.len == 0};
    while (p->depth > entry->depth)
        close_section(p);
    assert(p->depth == entry->depth);
    if (!item.is_section && !find_target(p, entry, &item.target))
        return;
    if (!item.is_section && is_own_page(p, entry, &item.target)) {
        item_at(p, p->open[p->depth - 1])->target = item.target;
        return;
    }
    item.title = title_of(p->r, entry, &item.target);
    if (item.target.kind == TARGET_EXTERNAL)
        item.address = entry->path;
    add_item(p, item);
}

static void place_entries(struct resolve *r, const struct nav *nav)
{
    struct placing p = {.r = r, .nav = nav};
    for (size_t i = 0; i < nav->entries.n; i++)
        place_entry(&p, &nav->entries.at[i]);
    while (p.depth > 0)
        close_section(&p);
    buf_free(&p.path);
}

/* The way back: from notes and folders to their entries */

static void link_back(struct site *site)
{
    for (size_t i = 0; i < site->nodes.n; i++)
        site->nodes.at[i].nav = SITE_NONE;
    for (size_t i = 0; i < site->folders.n; i++)
        site->folders.at[i].nav = SITE_NONE;
    for (uint32_t i = (uint32_t)site->nav.n; i-- > 0;) {
        const struct target *target = &site->nav.at[i].target;
        if (target->kind == TARGET_NOTE)
            site->nodes.at[target->index].nav = i;
        else if (target->kind == TARGET_FOLDER)
            site->folders.at[target->index].nav = i;
    }
}

/* Whether the page that an entry leads to opens the sections around this very entry. */
static bool opens_here(const struct site *site, uint32_t i)
{
    const struct target *target = &site->nav.at[i].target;
    if (target->kind == TARGET_NOTE)
        return site->nodes.at[target->index].nav == i;
    return target->kind == TARGET_FOLDER && site->folders.at[target->index].nav == i;
}

/* From the last one back: what is in a section stands behind it. */
static void find_leads(struct site *site)
{
    for (uint32_t i = (uint32_t)site->nav.n; i-- > 0;) {
        struct nav_item *item = &site->nav.at[i];
        item->leads = !item->is_section || opens_here(site, i) ? i : SITE_NONE;
        for (uint32_t k = i + 1; item->leads == SITE_NONE && k < item->end;
             k = site->nav.at[k].end) {
            uint32_t leads = site->nav.at[k].leads;
            if (leads != SITE_NONE && opens_here(site, leads))
                item->leads = leads;
        }
    }
}

/* Home is on every page anyway. */
static void count_unlisted(struct site *site)
{
    for (uint32_t i = 0; i < site->nodes.n; i++) {
        const struct node *node = &site->nodes.at[i];
        if (node->nav != SITE_NONE || node->url.len == 0)
            continue;
        for (uint32_t f = node->folder; f != SITE_NONE; f = site->folders.at[f].parent)
            site->folders.at[f].unlisted++;
    }
}

void navigation_make(struct resolve *r)
{
    struct site *site = r->site;
    const struct nav *nav = &r->input->config->nav;
    place_entries(r, nav);
    link_back(site);
    find_leads(site);
    count_unlisted(site);
    uint32_t unlisted = site->folders.at[0].unlisted;
    if (site->nav.n > 0 && unlisted > 0)
        diag_add(r->input->config_diags, DIAG_NAV_OMITTED, nav->place,
                 "%u of %zu notes are not in the navigation; they follow behind it, under their "
                 "folders",
                 (unsigned)unlisted, site->nodes.n);
}
