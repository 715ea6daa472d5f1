#include "site/address.h"

#include "base/map.h"
#include "base/utf8.h"
#include "site/paths.h"
#include "site/resolve.h"

/* What file systems take as one name, and what is kept of a longer one. */
enum { LONGEST_NAME = 255, KEPT_OF_NAME = 240 };

/* All names are below the output folder. Values of files are notes; of copied, input files. */
struct book {
    struct resolve *r;
    struct map files;   /* of pages */
    struct map folders; /* that pages and copied files need; values are places in `owners` */
    struct map copied;
    vec(str) owners; /* content paths */
    struct buf text;
};

static str last(const struct book *b)
{
    return arena_dup(b->r->arena, buf_str(&b->text));
}

static void need_folders(struct book *b, str file, str owner)
{
    bool fresh = true;
    for (str folder = path_folder(file); fresh && folder.len > 0; folder = path_folder(folder)) {
        size_t *value = map_put(b->r->scratch, &b->folders, folder, &fresh);
        if (fresh) {
            *value = b->owners.n;
            vec_push(b->r->scratch, &b->owners) = owner;
        }
    }
}

/* What keeps a page from being this file, as a content path; empty when nothing does. A copied file
 * of the same name does not: the note wins. */
static str obstacle(const struct book *b, str file)
{
    const size_t *found = map_get(&b->files, file);
    if (found)
        return resolve_note(b->r, *found)->path;
    found = map_get(&b->folders, file);
    if (found)
        return b->owners.at[*found];
    for (str folder = path_folder(file); folder.len > 0; folder = path_folder(folder)) {
        found = map_get(&b->files, folder);
        if (found)
            return resolve_note(b->r, *found)->path;
        found = map_get(&b->copied, folder);
        if (found)
            return b->r->input->files[*found].path;
    }
    return S("");
}

static void take(struct book *b, uint32_t note, str url, str file)
{
    bool fresh;
    struct node *node = &b->r->site->nodes.at[note];
    node->url = url;
    node->file = file;
    *map_put(b->r->scratch, &b->files, file, &fresh) = note;
    need_folders(b, file, node->note->path);
}

static struct folder *folder_of(const struct book *b, uint32_t note)
{
    return &b->r->site->folders.at[b->r->site->nodes.at[note].folder];
}

/* The part of a name that surely fits, cut between characters. */
static str fitting(str name, size_t longest)
{
    if (name.len <= longest)
        return name;
    size_t end = KEPT_OF_NAME;
    while (end > 0 && ((unsigned char)name.ptr[end] & 0xC0) == 0x80)
        end--;
    return str_until(name, end);
}

static str stem_of(const struct book *b, uint32_t note)
{
    str stem = path_name(path_bare(resolve_note(b->r, note)->path));
    bool reserved = stem.len == 0 || str_eq(stem, S(".")) || str_eq(stem, S(".."));
    return reserved ? S("note") : stem;
}

static str file_of_url(struct book *b, str url)
{
    return arena_join(b->r->arena, url, S("index.html"), S(""));
}

/* "a/foo/" for a/foo.md. */
static str own_url(struct book *b, uint32_t note)
{
    str stem = fitting(stem_of(b, note), LONGEST_NAME);
    return arena_join(b->r->arena, folder_of(b, note)->url, stem, S("/"));
}

static void report_name(struct book *b, uint32_t note)
{
    const struct node *node = &b->r->site->nodes.at[note];
    if (stem_of(b, note).len > KEPT_OF_NAME && str_find(node->url, stem_of(b, note)) == STR_NONE)
        diag_add(b->r->diags, DIAG_FILE_NAME, resolve_place(b->r, note, (struct spot){0, 0}),
                 "the file name is too long for an address; it was cut to \"%.*s\"",
                 STR_ARG(node->url));
}

static void report_clash(struct book *b, uint32_t note, str url, str other)
{
    diag_add(b->r->diags, DIAG_ADDRESS_CLASH, resolve_place(b->r, note, (struct spot){0, 0}),
             "the page cannot be at \"%.*s\" because of \"%.*s\"; it is at \"%.*s\"", STR_ARG(url),
             STR_ARG(other), STR_ARG(b->r->site->nodes.at[note].url));
}

/* foo.html, foo-2.html, …: the first that nothing else has, a copied file neither. */
static void take_other(struct book *b, uint32_t note, str wanted, str other)
{
    str stem = fitting(stem_of(b, note), KEPT_OF_NAME);
    for (unsigned i = 1;; i++) {
        buf_clear(&b->text);
        buf_add(&b->text, folder_of(b, note)->url);
        buf_add(&b->text, stem);
        if (i > 1)
            buf_addf(&b->text, "-%u", i);
        buf_add_lit(&b->text, ".html");
        str file = buf_str(&b->text);
        if (obstacle(b, file).len == 0 && !map_get(&b->copied, file))
            break;
    }
    str file = last(b);
    take(b, note, file, file);
    report_clash(b, note, wanted, other);
}

/* Each folder's page goes to the note whose name suits it best. */
static void choose_folder_pages(struct book *b)
{
    struct site *site = b->r->site;
    unsigned *ranks = arena_array(b->r->scratch, unsigned, site->folders.n);
    for (uint32_t i = 0; i < site->nodes.n; i++) {
        unsigned rank = path_page_rank(resolve_note(b->r, i)->path);
        struct folder *folder = folder_of(b, i);
        unsigned *best = &ranks[site->nodes.at[i].folder];
        if (rank == PATH_NO_PAGE || (folder->note != SITE_NONE && rank >= *best))
            continue;
        *best = rank;
        folder->note = i;
    }
    for (size_t i = 0; i < site->folders.n; i++) {
        struct folder *folder = &site->folders.at[i];
        str file = file_of_url(b, folder->url);
        if (folder->note != SITE_NONE && obstacle(b, file).len > 0)
            folder->note = SITE_NONE; /* somebody called a folder index.html */
        if (folder->note != SITE_NONE)
            take(b, folder->note, folder->url, file);
    }
}

/* index.mdx beside index.md has an address of its own, but its author cannot have meant that. */
static void report_second_page(struct book *b, uint32_t note)
{
    const struct folder *folder = folder_of(b, note);
    if (folder->note == SITE_NONE)
        return;
    str page = resolve_note(b->r, folder->note)->path, own = resolve_note(b->r, note)->path;
    if (path_page_rank(own) != PATH_NO_PAGE &&
        path_same_page_name(path_page_rank(own), path_page_rank(page)))
        report_clash(b, note, folder->url, page);
}

/* False when the note's own address is taken; other then says by what. */
static bool take_own(struct book *b, uint32_t note, str *url, str *other)
{
    *url = own_url(b, note);
    str file = file_of_url(b, *url);
    *other = obstacle(b, file);
    if (other->len > 0)
        return false;
    take(b, note, *url, file);
    report_second_page(b, note);
    return true;
}

/* .md before the other extensions, then by path. */
static void assign_notes(struct book *b)
{
    struct loser {
        uint32_t note;
        str url, other;
    };
    vec(struct loser) losers = {0};
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < resolve_count(b->r); i++) {
            bool first = path_extension_rank(resolve_note(b->r, i)->path) == 0;
            struct loser one = {.note = i};
            if (first != (round == 0) || folder_of(b, i)->note == i)
                continue;
            if (!take_own(b, i, &one.url, &one.other))
                vec_push(b->r->scratch, &losers) = one;
        }
    for (size_t i = 0; i < losers.n; i++)
        take_other(b, losers.at[i].note, losers.at[i].url, losers.at[i].other);
    for (uint32_t i = 0; i < resolve_count(b->r); i++)
        report_name(b, i);
}

/* a/foo.md is the page of a folder a/foo that has none. */
static void adopt_pages(struct book *b)
{
    struct site *site = b->r->site;
    for (uint32_t i = 0; i < site->folders.n; i++) {
        struct folder *folder = &site->folders.at[i];
        if (folder->note != SITE_NONE)
            continue;
        buf_clear(&b->text);
        buf_add(&b->text, folder->url);
        buf_add_lit(&b->text, "index.html");
        const size_t *note = map_get(&b->files, buf_str(&b->text));
        if (!note)
            continue;
        folder->note = (uint32_t)*note;
        folder->count++;
        site->nodes.at[*note].folder = i;
    }
}

static void keep_files(struct book *b)
{
    struct resolve *r = b->r;
    for (size_t i = 0; i < r->input->file_count; i++) {
        const size_t *note = map_get(&b->files, r->input->files[i].path);
        if (!note) {
            vec_push(r->arena, &r->site->files) = r->input->files[i];
            continue;
        }
        str path = r->input->files[i].path;
        diag_add(r->diags, DIAG_ADDRESS_CLASH, (struct place){.path = path},
                 "the file is left out: the page of \"%.*s\" has its place",
                 STR_ARG(resolve_note(r, *note)->path));
    }
}

/* Complains when an earlier file of the site has the same name but for the case of its letters. */
static void check_case(struct book *b, struct map *seen, str file, str path)
{
    bool fresh;
    buf_clear(&b->text);
    utf8_add_lower(&b->text, file);
    str key = arena_dup(b->r->scratch, buf_str(&b->text));
    size_t *owner = map_put(b->r->scratch, seen, key, &fresh);
    if (fresh) {
        *owner = b->owners.n;
        vec_push(b->r->scratch, &b->owners) = path;
    } else {
        diag_add(b->r->diags, DIAG_ADDRESS_CASE, (struct place){.path = path},
                 "the address \"%.*s\" differs only in case from that of \"%.*s\"", STR_ARG(file),
                 STR_ARG(b->owners.at[*owner]));
    }
}

static void check_cases(struct book *b)
{
    const struct site *site = b->r->site;
    struct map seen = {0};
    for (size_t i = 0; i < site->nodes.n; i++)
        check_case(b, &seen, site->nodes.at[i].file, site->nodes.at[i].note->path);
    for (size_t i = 0; i < site->folders.n; i++) {
        str file = file_of_url(b, site->folders.at[i].url);
        /* Beside an index.html of the author's own, the folder's page has another address. */
        if (site->folders.at[i].note == SITE_NONE && !map_get(&b->copied, file))
            check_case(b, &seen, file, site->folders.at[i].path);
    }
    for (size_t i = 0; i < site->files.n; i++)
        check_case(b, &seen, site->files.at[i].path, site->files.at[i].path);
}

void address_assign(struct resolve *r)
{
    struct book b = {.r = r};
    bool fresh;
    for (size_t i = 0; i < r->input->file_count; i++) {
        *map_put(r->scratch, &b.copied, r->input->files[i].path, &fresh) = i;
        need_folders(&b, r->input->files[i].path, r->input->files[i].path);
    }
    for (uint32_t i = 0; i < resolve_count(r); i++)
        need_folders(&b, resolve_note(r, i)->path, resolve_note(r, i)->path);
    choose_folder_pages(&b);
    assign_notes(&b);
    adopt_pages(&b);
    keep_files(&b);
    check_cases(&b);
    buf_free(&b.text);
}
