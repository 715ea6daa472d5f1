#include "check/relations.h"

#include "base/utf8.h"
#include "note/facts.h"

/* Orphans */

static bool is_page_of_folder(const struct site *site, uint32_t note)
{
    return site->folders.at[site->nodes.at[note].folder].note == note;
}

static bool is_linked(const struct site *site, uint32_t note)
{
    const struct node *node = &site->nodes.at[note];
    for (size_t i = 0; i < node->in.n; i++)
        if (site->edges.at[node->in.at[i]].from != note)
            return true;
    return node->nav != SITE_NONE || is_page_of_folder(site, note);
}

static void find_orphans(const struct site *site, struct diags *diags)
{
    for (uint32_t i = 0; i < site->nodes.n && site->nodes.n > 1; i++) {
        const struct note *note = site->nodes.at[i].note;
        if (!is_linked(site, i))
            diag_add(diags, DIAG_NOTE_ORPHAN, (struct place){note->path, 0, 0},
                     "no note leads to \"%.*s\"; it can only be found in lists",
                     STR_ARG(note->facts.title));
    }
}

/* Names */

struct names {
    struct arena *arena;
    struct map notes; /* folded name → note */
};

static str folded(struct arena *a, str name)
{
    struct buf out = {.arena = a};
    utf8_add_folded(&out, name);
    return buf_kept(&out);
}

static void add_name(struct names *names, str name, size_t note)
{
    bool fresh;
    if (name.len == 0)
        return;
    size_t *at = map_put(names->arena, &names->notes, folded(names->arena, name), &fresh);
    if (fresh)
        *at = note;
}

/* Where the front matter has the alias. */
static struct place place_of(struct arena *a, const struct site *site, const struct note *note,
                             str alias)
{
    const struct type_def *type = schema_type(site->schema, note->facts.type);
    const struct value *v = facts_field(type, note->facts.front, S("aliases"));
    struct value_texts texts = v ? value_texts(a, v) : (struct value_texts){0};
    for (size_t i = 0; i < texts.n; i++)
        if (str_find(value_text(texts.at[i]), alias) != STR_NONE)
            return (struct place){note->path, texts.at[i]->line, texts.at[i]->col};
    return (struct place){note->path, 1, 1};
}

static void check_alias(struct names *names, const struct site *site, size_t note, str alias,
                        struct diags *diags)
{
    bool fresh;
    const struct note *own = site->nodes.at[note].note;
    size_t *at = map_put(names->arena, &names->notes, folded(names->arena, alias), &fresh);
    if (fresh)
        *at = note;
    if (*at == note)
        return;
    const struct note *other = site->nodes.at[*at].note;
    diag_add(diags, DIAG_ALIAS_DUPLICATE, place_of(names->arena, site, own, alias),
             "\"%.*s\" is also a name of %.*s", STR_ARG(alias), STR_ARG(other->path));
}

void relations_check(struct arena *a, const struct site *site, struct diags *diags)
{
    struct names names = {.arena = a};
    find_orphans(site, diags);
    for (size_t i = 0; i < site->nodes.n; i++) {
        add_name(&names, site->nodes.at[i].note->facts.id, i);
        add_name(&names, site->nodes.at[i].note->facts.title, i);
    }
    for (size_t i = 0; i < site->nodes.n; i++)
        for (size_t j = 0; j < site->nodes.at[i].note->facts.aliases.n; j++)
            check_alias(&names, site, i, site->nodes.at[i].note->facts.aliases.at[j], diags);
}
