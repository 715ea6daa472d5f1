/* A site from lines: what stands first says what the rest is. See corpus/site. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "site/paths.h"
#include "site/site.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    struct arena arena;
    struct map paths;
    vec(struct note *) notes;
    vec(struct site_file) files;
    vec(str) excluded;
    struct nav nav;
    struct note *note; /* the last one, or NULL */
};

static bool is_content_path(str path)
{
    str part;
    if (path.len == 0)
        return false;
    while (str_cut(&path, '/', &part))
        if (part.len == 0 || part.len > 255 || str_starts(part, S(".")))
            return false;
    return true;
}

static void add_note(struct input *in, str path)
{
    in->note = arena_new(&in->arena, struct note);
    in->note->path = path;
    in->note->facts.title = path_title(&in->arena, path);
    in->note->facts.type = S("note");
    in->note->facts.importance = (long)(path.len % 102) - 1;
    in->note->facts.front = &value_null;
    vec_push(&in->arena, &in->notes) = in->note;
}

/* In `paths`, a file is 1 and a folder 2: no path can be both. */
enum { IS_FILE = 1, IS_FOLDER };

static bool can_be_there(struct input *in, str path)
{
    if (!is_content_path(path) || map_get(&in->paths, path))
        return false;
    for (str f = path_folder(path); f.len > 0; f = path_folder(f)) {
        const size_t *found = map_get(&in->paths, f);
        if (found && *found == IS_FILE)
            return false;
    }
    return true;
}

static void add_path(struct input *in, char kind, str path)
{
    bool fresh;
    if (!can_be_there(in, path))
        return;
    *map_put(&in->arena, &in->paths, path, &fresh) = IS_FILE;
    for (str f = path_folder(path); f.len > 0; f = path_folder(f))
        *map_put(&in->arena, &in->paths, f, &fresh) = IS_FOLDER;
    if (kind == 'X')
        vec_push(&in->arena, &in->excluded) = path;
    else if (path_is_note(path))
        add_note(in, path);
    else
        vec_push(&in->arena, &in->files) = (struct site_file){.path = path};
}

static void add_reference(struct input *in, char kind, str target)
{
    struct reference reference = {.target = target, .spot = {1, 1}};
    reference.kind = kind == 'P' ? EDGE_PREREQUISITE : kind == 'R' ? EDGE_RELATED : EDGE_NEXT;
    reference.form = kind == 'O' ? REFERENCE_TODO : kind == 'K' ? REFERENCE_LINK : REFERENCE_NAME;
    reference.link = (uint32_t)target.len;
    vec_push(&in->arena, &in->note->facts.references) = reference;
}

/* A section for each V, then a path. */
static void add_nav(struct input *in, str rest)
{
    uint32_t depth = 0;
    for (; depth + 1 < NAV_MOST_DEPTH && str_starts(rest, S("V")); depth++) {
        vec_push(&in->arena, &in->nav.entries) =
            (struct nav_entry){S("Section"), S(""), depth, 1, 1};
        rest = str_from(rest, 1);
    }
    if (rest.len > 0)
        vec_push(&in->arena, &in->nav.entries) = (struct nav_entry){.path = rest, .depth = depth};
}

static void add_line(struct input *in, str line)
{
    char kind = line.len > 0 ? line.ptr[0] : 0;
    str rest = str_from(line, 1);
    if (kind == 'N' || kind == 'F' || kind == 'X')
        add_path(in, kind, rest);
    if (kind == 'V')
        add_nav(in, rest);
    if (!in->note)
        return;
    struct facts *facts = &in->note->facts;
    struct body *body = &in->note->body;
    if (kind == 'L')
        vec_push(&in->arena, &body->links) = (struct link){.target = rest, .line = 1};
    else if (kind == 'H')
        vec_push(&in->arena, &body->headings) = (struct heading){.text = rest, .id = rest};
    else if (kind == 'T')
        vec_push(&in->arena, &facts->tags) = rest;
    else if (kind == 'A')
        vec_push(&in->arena, &facts->aliases) = rest;
    else if (kind == 'I')
        facts->id = rest;
    else if (kind && strchr("PRSOK", kind))
        add_reference(in, kind, rest);
}

static int by_path(const void *a, const void *b)
{
    return str_cmp((*(struct note *const *)a)->path, (*(struct note *const *)b)->path);
}

static int by_file(const void *a, const void *b)
{
    return str_cmp(((const struct site_file *)a)->path, ((const struct site_file *)b)->path);
}

/* Every page has an address of its own, and no file of the site is a folder as well. */
static void check_files(struct input *in, const struct site *site)
{
    struct map files = {0};
    bool fresh;
    for (size_t i = 0; i < site->nodes.n; i++) {
        assert(is_content_path(site->nodes.at[i].file) || site->nodes.at[i].file.len > 255);
        map_put(&in->arena, &files, site->nodes.at[i].file, &fresh);
        assert(fresh);
    }
    for (size_t i = 0; i < site->files.n; i++) {
        map_put(&in->arena, &files, site->files.at[i].path, &fresh);
        assert(fresh);
    }
    for (size_t i = 0; i < site->nodes.n; i++)
        for (str f = path_folder(site->nodes.at[i].file); f.len > 0; f = path_folder(f))
            assert(!map_get(&files, f));
}

static void check_order(const struct site *site)
{
    for (uint32_t i = 0; i < site->nodes.n; i++) {
        const struct node *node = &site->nodes.at[i];
        assert(site->by_order[node->order] == i);
        for (size_t k = 0; k < node->prerequisites.n; k++)
            assert(site->nodes.at[node->prerequisites.at[k]].order < node->order);
    }
}

/* A note is in the navigation or counted as left out of it; sections hold what follows them. */
static void check_nav(const struct site *site)
{
    size_t unlisted = 0;
    for (size_t i = 0; i < site->nodes.n; i++) {
        const struct node *node = &site->nodes.at[i];
        unlisted += node->nav == SITE_NONE && node->url.len > 0;
        assert(node->nav == SITE_NONE || site->nav.at[node->nav].target.index == i);
    }
    assert(site->folders.at[0].unlisted == unlisted);
    for (uint32_t i = 0; i < site->nav.n; i++) {
        const struct nav_item *item = &site->nav.at[i];
        uint32_t limit =
            item->parent == SITE_NONE ? (uint32_t)site->nav.n : site->nav.at[item->parent].end;
        assert(item->end > i && item->end <= limit);
        assert(item->parent == SITE_NONE || item->parent < i);
        assert(item->leads == SITE_NONE || (item->leads >= i && item->leads < item->end));
        assert(item->is_section || item->target.kind != TARGET_MISSING);
    }
}

static void check_links(const struct site *site)
{
    struct buf href = {0};
    for (size_t i = 0; i < site->nodes.n; i++) {
        const struct node *node = &site->nodes.at[i];
        for (size_t k = 0; k < node->note->body.links.n; k++) {
            buf_clear(&href);
            site_add_href(site, node->url, &node->targets[k], &node->note->body.links.at[k], &href);
            bool leads =
                node->targets[k].kind != TARGET_MISSING && node->targets[k].kind != TARGET_EXCLUDED;
            assert(leads == (href.len > 0));
        }
    }
    buf_free(&href);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {0};
    struct diags diags = {.arena = &in.arena};
    struct config config;
    struct schema schema = {0};
    struct site site;
    str rest = {(const char *)data, size}, line;
    while (rest.len > 0 && str_line(&rest, &line))
        add_line(&in, line);
    if (in.notes.n > 0)
        qsort(in.notes.at, in.notes.n, sizeof(struct note *), by_path);
    if (in.files.n > 0)
        qsort(in.files.at, in.files.n, sizeof(struct site_file), by_file);
    config_defaults(&config);
    config.nav = in.nav;
    struct site_input input = {.config = &config,
                               .schema = &schema,
                               .notes = in.notes.at,
                               .note_count = in.notes.n,
                               .files = in.files.at,
                               .file_count = in.files.n,
                               .excluded = in.excluded.at,
                               .excluded_count = in.excluded.n,
                               .config_diags = &diags};
    site_resolve(&in.arena, &input, &diags, &site);
    check_files(&in, &site);
    check_order(&site);
    check_links(&site);
    check_nav(&site);
    arena_free(&in.arena);
    return 0;
}
