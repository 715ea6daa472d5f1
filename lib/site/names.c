#include "site/names.h"

#include "base/utf8.h"
#include "site/paths.h"
#include "site/resolve.h"

str names_fold(struct resolve *r, str name)
{
    buf_clear(&r->key);
    utf8_add_folded(&r->key, name);
    return buf_str(&r->key);
}

static void add_name(struct resolve *r, str text, enum name_rank rank, uint32_t note)
{
    if (text.len > 0)
        vec_push(r->scratch, &r->names.list) = (struct name){text, rank, note};
}

static void add_names(struct resolve *r, uint32_t i, enum name_rank rank)
{
    const struct note *note = resolve_note(r, i);
    switch (rank) {
    case NAME_ID:
        add_name(r, note->facts.id, rank, i);
        break;
    case NAME_PATH:
        add_name(r, path_bare(note->path), rank, i);
        break;
    case NAME_TITLE:
        add_name(r, note->facts.title, rank, i);
        break;
    case NAME_ALIAS:
        for (size_t k = 0; k < note->facts.aliases.n; k++)
            if (str_find_char(note->facts.aliases.at[k], '/') == STR_NONE)
                add_name(r, note->facts.aliases.at[k], rank, i);
        break;
    case NAME_STEM:
        add_name(r, path_name(path_page(note->path)), rank, i);
        break;
    case NAME_RANKS:
        break;
    }
}

/* Where the front matter gives the id; line 0 when it does not show. */
static struct spot id_spot(const struct note *note)
{
    const struct value *front = note->facts.front;
    if (front && front->kind == VALUE_MAP)
        for (size_t i = 0; i < front->fields.n; i++)
            if (schema_key_eq(front->fields.at[i].key, S("id")))
                return (struct spot){front->fields.at[i].line, front->fields.at[i].col};
    return (struct spot){0, 0};
}

static void check_id(struct resolve *r, struct name_match match, uint32_t note)
{
    if (match.note == note)
        return;
    const struct note *first = resolve_note(r, match.note);
    diag_add(r->diags, DIAG_ID_DUPLICATE, resolve_place(r, note, id_spot(resolve_note(r, note))),
             "the id \"%.*s\" belongs to \"%.*s\" already (line %u)",
             STR_ARG(resolve_note(r, note)->facts.id), STR_ARG(first->path), id_spot(first).line);
}

void names_index(struct resolve *r)
{
    for (unsigned rank = 0; rank < NAME_RANKS; rank++)
        for (uint32_t i = 0; i < resolve_count(r); i++)
            add_names(r, i, (enum name_rank)rank);
    size_t n = r->names.list.n;
    struct near_entry *entries = arena_array(r->scratch, struct near_entry, n);
    for (uint32_t i = 0; i < n; i++) {
        str key = arena_dup(r->scratch, names_fold(r, r->names.list.at[i].text));
        entries[i] = (struct near_entry){key, i};
    }
    near_build(r->scratch, entries, n, &r->names.index);
    for (size_t i = 0; i < n && r->names.list.at[i].rank == NAME_ID; i++)
        check_id(r, names_find(r, r->names.list.at[i].text), r->names.list.at[i].note);
}

static const struct name *name_at(const struct resolve *r, size_t entry)
{
    return &r->names.list.at[r->names.index.at[entry].index];
}

/* Entries with equal keys stand by rank, then note: the first is the best, and whether another note
 * has an equally good claim shows at the next one of another note. */
static struct name_match match_of(const struct resolve *r, struct range found)
{
    struct name_match match = {.note = SITE_NONE, .entries = found};
    if (found.from == found.to)
        return match;
    const struct name *best = name_at(r, found.from);
    match.note = best->note;
    for (size_t i = found.from; i < found.to && name_at(r, i)->rank == best->rank; i++)
        if (name_at(r, i)->note != best->note) {
            match.ambiguous = true;
            break;
        }
    return match;
}

struct name_match names_find(struct resolve *r, str name)
{
    str folded = names_fold(r, name);
    struct range found = near_equal(&r->names.index, folded);
    if (found.from == found.to) {
        for (size_t i = 0; i < r->key.len; i++)
            if (r->key.ptr[i] == ' ')
                r->key.ptr[i] = '-';
        found = near_equal(&r->names.index, buf_str(&r->key));
    }
    return match_of(r, found);
}

str names_suggest(struct resolve *r, str name)
{
    size_t like = near_like(&r->names.index, names_fold(r, name));
    return like == STR_NONE ? S("") : name_at(r, like)->text;
}

/* "a.md" or "b.md", at most four. */
static void list_candidates(const struct resolve *r, struct range entries, struct buf *out)
{
    enum { NAMED = 4 };
    const struct name *best = name_at(r, entries.from);
    uint32_t n = 0, last = SITE_NONE;
    for (uint32_t i = entries.from; i < entries.to; i++) {
        const struct name *name = name_at(r, i);
        if (name->rank != best->rank)
            break;
        if (name->note == last)
            continue;
        last = name->note;
        if (n++ == NAMED) {
            buf_add_lit(out, " or others");
            break;
        }
        buf_addf(out, "%s\"%.*s\"", n > 1 ? " or " : "", STR_ARG(resolve_note(r, last)->path));
    }
}

void names_report(struct resolve *r, str name, struct name_match match, struct place place)
{
    struct buf candidates = {0};
    list_candidates(r, match.entries, &candidates);
    diag_add(r->diags, DIAG_NAME_AMBIGUOUS, place, "\"%.*s\" may be %.*s; the first was taken",
             STR_ARG(name), STR_ARG(buf_str(&candidates)));
    buf_free(&candidates);
}
