/* Small sites made by hand, for tests of lib/site: notes without text, but with links, headings and
 * references. */
#ifndef KBSITE_TESTS_UNIT_SITE_KIT_H
#define KBSITE_TESTS_UNIT_SITE_KIT_H

#include "expect.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/vec.h"
#include "site/site.h"

struct kit {
    struct arena arena;
    vec(struct note *) notes;
    vec(struct site_file) files;
    vec(str) excluded;
    struct config config;
    struct schema schema;
    struct diags diags;
    struct site site;
};

static inline void kit_open(struct kit *kit)
{
    *kit = (struct kit){0};
    config_defaults(&kit->config);
    kit->config.title = S("Wiki");
    kit->diags.arena = &kit->arena;
}

static inline void kit_close(struct kit *kit)
{
    arena_free(&kit->arena);
}

/* Titled like its path. */
static inline struct note *kit_note(struct kit *kit, str path)
{
    struct note *note = arena_new(&kit->arena, struct note);
    note->path = path;
    note->facts.title = path;
    note->facts.type = S("note");
    note->facts.importance = -1;
    note->facts.front = &value_null;
    vec_push(&kit->arena, &kit->notes) = note;
    return note;
}

/* The note with this path, made where there is none. */
static inline struct note *kit_get(struct kit *kit, str path)
{
    for (size_t i = 0; i < kit->notes.n; i++)
        if (str_eq(kit->notes.at[i]->path, path))
            return kit->notes.at[i];
    return kit_note(kit, path);
}

static inline void kit_file(struct kit *kit, str path)
{
    vec_push(&kit->arena, &kit->files) = (struct site_file){.path = path};
}

static inline void kit_exclude(struct kit *kit, str path)
{
    vec_push(&kit->arena, &kit->excluded) = path;
}

/* Lines count up with the links of a note, from 1. */
static inline uint32_t kit_link(struct kit *kit, str from, str target)
{
    struct note *note = kit_get(kit, from);
    uint32_t line = (uint32_t)note->body.links.n + 1;
    vec_push(&kit->arena, &note->body.links) =
        (struct link){.target = target, .sentence = S("It cites."), .line = line, .col = 1};
    vec_push(&kit->arena, &note->facts.references) = (struct reference){.kind = EDGE_MENTION,
                                                                        .form = REFERENCE_LINK,
                                                                        .target = target,
                                                                        .link = line - 1,
                                                                        .spot = {line, 1}};
    return line - 1;
}

static inline void kit_heading(struct kit *kit, str path, str text, str id, str extra_id)
{
    struct note *note = kit_get(kit, path);
    vec_push(&kit->arena, &note->body.headings) =
        (struct heading){.level = 2, .text = text, .id = id, .extra_id = extra_id};
    vec_push(&kit->arena, &note->body.anchors) = id;
    if (extra_id.len > 0)
        vec_push(&kit->arena, &note->body.anchors) = extra_id;
}

/* Lines count up with the references of a note, from 101. */
static inline struct reference *kit_refer(struct kit *kit, str from, enum edge_kind kind, str name)
{
    struct note *note = kit_get(kit, from);
    uint32_t line = (uint32_t)note->facts.references.n + 101;
    vec_push(&kit->arena, &note->facts.references) =
        (struct reference){.kind = kind, .form = REFERENCE_NAME, .target = name, .spot = {line, 1}};
    return &note->facts.references.at[note->facts.references.n - 1];
}

static inline int kit_by_path(const void *a, const void *b)
{
    return str_cmp((*(struct note *const *)a)->path, (*(struct note *const *)b)->path);
}

static inline int kit_by_file(const void *a, const void *b)
{
    return str_cmp(((const struct site_file *)a)->path, ((const struct site_file *)b)->path);
}

static inline void kit_resolve(struct kit *kit)
{
    if (kit->notes.n > 0)
        qsort(kit->notes.at, kit->notes.n, sizeof(struct note *), kit_by_path);
    if (kit->files.n > 0)
        qsort(kit->files.at, kit->files.n, sizeof(struct site_file), kit_by_file);
    struct site_input input = {.config = &kit->config,
                               .schema = &kit->schema,
                               .notes = kit->notes.at,
                               .note_count = kit->notes.n,
                               .files = kit->files.at,
                               .file_count = kit->files.n,
                               .excluded = kit->excluded.at,
                               .excluded_count = kit->excluded.n,
                               .config_diags = &kit->diags};
    site_resolve(&kit->arena, &input, &kit->diags, &kit->site);
}

static inline uint32_t kit_number(const struct kit *kit, str path)
{
    for (uint32_t i = 0; i < kit->site.nodes.n; i++)
        if (str_eq(kit->site.nodes.at[i].note->path, path))
            return i;
    return SITE_NONE;
}

static inline struct node *kit_node(const struct kit *kit, str path)
{
    uint32_t i = kit_number(kit, path);
    expect(i != SITE_NONE, path);
    return &kit->site.nodes.at[i];
}

static inline const struct folder *kit_folder(const struct kit *kit, str path)
{
    for (size_t i = 0; i < kit->site.folders.n; i++)
        if (str_eq(kit->site.folders.at[i].path, path))
            return &kit->site.folders.at[i];
    return NULL;
}

/* The message of the first complaint with this code at a path and line; empty when there is none.
 * Line 0 is any. */
static inline str kit_complaint(const struct kit *kit, enum diag_code code, str path, uint32_t line)
{
    for (size_t i = 0; i < kit->diags.list.n; i++) {
        const struct diag *d = &kit->diags.list.at[i];
        if (d->code == code && str_eq(d->place.path, path) && (line == 0 || d->place.line == line))
            return d->message;
    }
    return S("");
}

static inline size_t kit_count(const struct kit *kit, enum diag_code code)
{
    size_t n = 0;
    for (size_t i = 0; i < kit->diags.list.n; i++)
        n += kit->diags.list.at[i].code == code;
    return n;
}

/* The paths of notes, separated by blanks. */
static inline str kit_paths(struct kit *kit, const uint32_t *notes, size_t n)
{
    str all = S("");
    for (size_t i = 0; i < n; i++)
        all = arena_join(&kit->arena, all, i > 0 ? S(" ") : S(""),
                         kit->site.nodes.at[notes[i]].note->path);
    return all;
}

#endif
