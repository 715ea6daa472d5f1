#include "site/vault.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "site/paths.h"
#include "site/resolve.h"

/* How a path came to be among those that are not published. */
enum { EXCLUDED_FORM, EXCLUDED_ITSELF };

enum { SUGGESTED_AMONG = 64 };

static uint32_t register_folder(struct resolve *r, str path)
{
    bool fresh;
    size_t *value = map_put(r->scratch, &r->vault.folders, path, &fresh);
    if (fresh) {
        *value = r->site->folders.n;
        vec_push(r->arena, &r->site->folders) =
            (struct folder){.path = path, .parent = SITE_NONE, .note = SITE_NONE};
    }
    return (uint32_t)*value;
}

static int folder_by_path(const void *a, const void *b)
{
    return str_cmp(((const struct folder *)a)->path, ((const struct folder *)b)->path);
}

static uint32_t folder_number(const struct resolve *r, str path)
{
    return (uint32_t)*map_get(&r->vault.folders, path);
}

/* Parents come before their children: by then the parents' places are known. */
static void place_folder(struct resolve *r, uint32_t i)
{
    struct folder *folder = &r->site->folders.at[i];
    folder->url = folder->path.len > 0 ? arena_join(r->arena, folder->path, S("/"), S("")) : S("");
    if (i > 0)
        folder->parent = folder_number(r, path_folder(folder->path));
}

void vault_make_folders(struct resolve *r)
{
    register_folder(r, S(""));
    for (size_t i = 0; i < r->site->nodes.n; i++) {
        str path = resolve_note(r, i)->path;
        size_t before;
        do {
            path = path_folder(path);
            before = r->site->folders.n;
            register_folder(r, path);
        } while (r->site->folders.n > before);
    }
    qsort(r->site->folders.at, r->site->folders.n, sizeof(struct folder), folder_by_path);
    for (size_t i = 0; i < r->site->folders.n; i++) {
        bool fresh;
        *map_put(r->scratch, &r->vault.folders, r->site->folders.at[i].path, &fresh) = i;
    }
    for (uint32_t i = 0; i < r->site->folders.n; i++)
        place_folder(r, i);
    for (size_t i = 0; i < r->site->nodes.n; i++) {
        uint32_t folder = folder_number(r, path_folder(resolve_note(r, i)->path));
        r->site->nodes.at[i].folder = folder;
        for (; folder != SITE_NONE; folder = r->site->folders.at[folder].parent)
            r->site->folders.at[folder].count++;
    }
}

static str folder_title(const struct resolve *r, const struct folder *folder)
{
    if (folder->note != SITE_NONE)
        return resolve_note(r, folder->note)->facts.title;
    if (folder->path.len == 0)
        return r->site->config->title;
    return path_title(r->arena, path_name(folder->path));
}

static void list_subfolders(struct resolve *r)
{
    size_t n = r->site->folders.n;
    struct near_entry *entries = arena_array(r->scratch, struct near_entry, n);
    struct buf folded = {0};
    for (uint32_t i = 0; i < n; i++) {
        struct folder *folder = &r->site->folders.at[i];
        folder->title = folder_title(r, folder);
        buf_clear(&folded);
        utf8_add_folded(&folded, folder->title);
        entries[i] = (struct near_entry){arena_dup(r->scratch, buf_str(&folded)), i};
    }
    buf_free(&folded);
    near_sort(entries, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t child = entries[i].index, parent = r->site->folders.at[child].parent;
        if (parent != SITE_NONE)
            vec_push(r->arena, &r->site->folders.at[parent].folders) = child;
    }
}

void vault_fill_folders(struct resolve *r)
{
    list_subfolders(r);
    for (size_t i = 0; i < r->site->nodes.n; i++) {
        uint32_t note = r->by_title[i];
        struct folder *folder = &r->site->folders.at[r->site->nodes.at[note].folder];
        if (folder->note != note)
            vec_push(r->arena, &folder->notes) = note;
    }
}

static void index_note(struct resolve *r, uint32_t i)
{
    bool fresh;
    str path = resolve_note(r, i)->path;
    *map_put(r->scratch, &r->vault.paths, path, &fresh) = i;
    size_t *bare = map_put(r->scratch, &r->vault.bare, path_bare(path), &fresh);
    if (fresh ||
        path_extension_rank(path) < path_extension_rank(resolve_note(r, (uint32_t)*bare)->path))
        *bare = i;
}

static str similar_key(struct resolve *r, str path)
{
    buf_clear(&r->key);
    utf8_add_lower(&r->key, path_name(path_page(path)));
    return arena_dup(r->scratch, buf_str(&r->key));
}

static str path_of(const struct resolve *r, size_t place)
{
    size_t notes = r->site->nodes.n;
    return place < notes ? resolve_note(r, place)->path : r->site->files.at[place - notes].path;
}

static void index_excluded(struct resolve *r, str path)
{
    bool fresh;
    *map_put(r->scratch, &r->vault.excluded, path, &fresh) = EXCLUDED_ITSELF;
    map_put(r->scratch, &r->vault.excluded, path_page(path), &fresh);
    map_put(r->scratch, &r->vault.excluded, path_bare(path), &fresh);
}

void vault_index(struct resolve *r)
{
    bool fresh;
    size_t notes = r->site->nodes.n, all = notes + r->site->files.n;
    struct near_entry *entries = arena_array(r->scratch, struct near_entry, all);
    for (uint32_t i = 0; i < notes; i++)
        index_note(r, i);
    for (size_t i = notes; i < all; i++)
        *map_put(r->scratch, &r->vault.paths, path_of(r, i), &fresh) = i;
    for (size_t i = 0; i < all; i++)
        entries[i] = (struct near_entry){similar_key(r, path_of(r, i)), (uint32_t)i};
    near_build(r->scratch, entries, all, &r->vault.similar);
    for (size_t i = 0; i < r->input->excluded_count; i++)
        index_excluded(r, r->input->excluded[i]);
}

bool vault_find_exact(const struct resolve *r, str path, struct target *out)
{
    const size_t *found = map_get(&r->vault.paths, path);
    if (!found)
        return false;
    size_t notes = r->site->nodes.n;
    out->kind = *found < notes ? TARGET_NOTE : TARGET_FILE;
    out->index = (uint32_t)(*found < notes ? *found : *found - notes);
    return true;
}

bool vault_find_page(const struct resolve *r, str path, struct target *out)
{
    const size_t *found = map_get(&r->vault.bare, path);
    if (!found) {
        found = map_get(&r->vault.folders, path);
        if (!found || r->site->folders.at[*found].note == SITE_NONE)
            return false;
        out->index = r->site->folders.at[*found].note;
    } else {
        out->index = (uint32_t)*found;
    }
    out->kind = TARGET_NOTE;
    return true;
}

bool vault_find_folder(const struct resolve *r, str path, struct target *out)
{
    const size_t *found = map_get(&r->vault.folders, path);
    if (!found)
        return false;
    out->kind = TARGET_FOLDER;
    out->index = (uint32_t)*found;
    return true;
}

bool vault_is_excluded(struct resolve *r, str path)
{
    if (r->vault.excluded.n == 0)
        return false;
    const size_t *found = map_get(&r->vault.excluded, path);
    while (!found && path.len > 0) {
        path = path_folder(path);
        found = map_get(&r->vault.excluded, path);
        if (found && *found != EXCLUDED_ITSELF)
            found = NULL;
    }
    return found != NULL;
}

/* How many whole parts two paths share at their ends, ASCII case aside. */
static size_t shared_tail(str a, str b)
{
    size_t n = 0;
    for (; a.len > 0 && b.len > 0; n++) {
        if (!str_eq_nocase(path_name(a), path_name(b)))
            break;
        a = path_folder(a);
        b = path_folder(b);
    }
    return n;
}

/* Authors name pages by their addresses, too. */
static str wanted_page(str wanted)
{
    str page = path_page(wanted);
    if (!str_ends_nocase(page, S(".html")))
        return page;
    page = str_until(page, page.len - 5);
    return str_eq_nocase(path_name(page), S("index")) ? path_folder(page) : page;
}

static str folder_of(const struct resolve *r, uint32_t note)
{
    return note == SITE_NONE ? S("") : path_folder(resolve_note(r, note)->path);
}

/* More is better: first what the end of the path says, then how near it is. */
static long likeness(const struct resolve *r, uint32_t from, str wanted, size_t place)
{
    enum { PER_PART = 1000, PER_STEP = 10 };
    str path = path_of(r, place);
    struct path_way way = path_way(folder_of(r, from), path);
    long tail = (long)shared_tail(wanted_page(wanted), path_page(path));
    return tail * PER_PART - (long)way.up * PER_STEP +
           str_eq_nocase(path_name(wanted), path_name(path));
}

static str relative_path(struct resolve *r, uint32_t from, str to)
{
    struct path_way way = path_way(folder_of(r, from), to);
    buf_clear(&r->key);
    for (size_t i = 0; i < way.up; i++)
        buf_add_lit(&r->key, "../");
    buf_add(&r->key, way.rest);
    return arena_dup(r->scratch, buf_str(&r->key));
}

/* The best of the entries with one key. */
static size_t likest(const struct resolve *r, uint32_t from, str wanted, struct range found)
{
    const struct near_entry *entries = r->vault.similar.at;
    size_t best = STR_NONE;
    long best_likeness = 0;
    for (uint32_t i = found.from; i < found.to && i - found.from < SUGGESTED_AMONG; i++) {
        if (entries[i].index == from)
            continue;
        long score = likeness(r, from, wanted, entries[i].index);
        if (best == STR_NONE || score > best_likeness) {
            best = entries[i].index;
            best_likeness = score;
        }
    }
    return best;
}

static size_t parts_of(str path)
{
    size_t n = 0;
    for (; path.len > 0; path = path_folder(path))
        n++;
    return n;
}

bool vault_find_end(struct resolve *r, uint32_t from, str path, struct target *out)
{
    str wanted = path_page(path);
    struct range found = near_equal(&r->vault.similar, similar_key(r, path));
    size_t best = found.from < found.to && wanted.len ? likest(r, from, path, found) : STR_NONE;
    if (best == STR_NONE || shared_tail(wanted, path_page(path_of(r, best))) < parts_of(wanted))
        return false;
    return vault_find_exact(r, path_of(r, best), out);
}

str vault_suggest(struct resolve *r, uint32_t from, str wanted)
{
    struct near *similar = &r->vault.similar;
    str key = similar_key(r, wanted_page(wanted));
    if (key.len == 0)
        return S("");
    struct range found = near_equal(similar, key);
    if (found.from == found.to) {
        size_t like = near_like(similar, key);
        if (like == STR_NONE)
            return S("");
        found = near_equal(similar, similar->at[like].key);
    }
    size_t best = likest(r, from, wanted, found);
    return best == STR_NONE ? S("") : relative_path(r, from, path_of(r, best));
}
