#include "site/references.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "site/links.h"
#include "site/paths.h"
#include "site/resolve.h"

/* The work on one reference. */
struct search {
    struct resolve *r;
    uint32_t from;
    const struct reference *reference;
    str name; /* without the signs of a link around it */
};

static struct place place_of(const struct search *s)
{
    return resolve_place(s->r, s->from, s->reference->spot);
}

static str before(str s, const char *sign)
{
    return str_until(s, str_find(s, str_of(sign)));
}

/* [[name#heading|text]] and [text](path) in front matter mean the same as the bare name. */
static str bare_name(str name)
{
    name = str_trim(name);
    if (str_starts(name, S("[[")) && str_ends(name, S("]]")))
        return str_trim(before(before(str_slice(name, 2, name.len - 2), "|"), "#"));
    size_t middle = str_find(name, S("]("));
    if (str_starts(name, S("[")) && str_ends(name, S(")")) && middle != STR_NONE)
        return str_trim(before(str_slice(name, middle + 2, name.len - 1), "#"));
    size_t fragment = str_find(name, S(".md#"));
    return fragment == STR_NONE ? name : str_until(name, fragment + 3);
}

bool reference_is_path(str name)
{
    if (path_is_note(name) || str_starts(name, S("./")) || str_starts(name, S("../")) ||
        str_starts(name, S("/")) || str_ends(name, S("/")))
        return true;
    if (str_find_char(name, '/') == STR_NONE)
        return false;
    /* "CI/CD" and "read/write paths" are names. */
    for (size_t i = 0; i < name.len; i++)
        if (ascii_is_space(name.ptr[i]) || ascii_lower(name.ptr[i]) != name.ptr[i])
            return false;
    return true;
}

static bool find_note(const struct resolve *r, str path, uint32_t *note)
{
    struct target found;
    if (!vault_find_exact(r, path, &found) && !vault_find_page(r, path, &found))
        return false;
    *note = found.index;
    return found.kind == TARGET_NOTE;
}

/* From the note's folder, from each folder above it, and at last without leading dots. */
static bool find_by_path(const struct search *s, uint32_t *note)
{
    struct buf path = {0};
    str folder = path_folder(resolve_note(s->r, s->from)->path);
    bool found = false;
    for (bool last = false; !found && !last; folder = path_folder(folder)) {
        last = folder.len == 0;
        found =
            (path_join(&path, folder, s->name) || last) && find_note(s->r, buf_str(&path), note);
    }
    buf_free(&path);
    return found;
}

static void report_path(const struct search *s)
{
    struct buf path = {0};
    path_join(&path, path_folder(resolve_note(s->r, s->from)->path), s->name);
    str suggestion = vault_suggest(s->r, s->from, buf_str(&path));
    if (suggestion.len > 0)
        diag_add(s->r->diags, DIAG_LINK_MISSING, place_of(s),
                 "no note \"%.*s\"; did you mean \"%.*s\"?", STR_ARG(s->name), STR_ARG(suggestion));
    else
        diag_add(s->r->diags, DIAG_LINK_MISSING, place_of(s), "no note \"%.*s\"", STR_ARG(s->name));
    buf_free(&path);
}

static void report_planned(const struct search *s)
{
    str suggestion = s->reference->form == REFERENCE_TODO ? S("") : names_suggest(s->r, s->name);
    if (suggestion.len > 0)
        diag_add(s->r->diags, DIAG_EDGE_PLANNED, place_of(s),
                 "no note is called \"%.*s\"; did you mean \"%.*s\"?", STR_ARG(s->name),
                 STR_ARG(suggestion));
    else
        diag_add(s->r->diags, DIAG_EDGE_PLANNED, place_of(s),
                 "no note is called \"%.*s\" yet; it is listed as planned", STR_ARG(s->name));
}

static bool is_excluded(const struct search *s)
{
    struct buf path = {0};
    bool excluded = path_join(&path, path_folder(resolve_note(s->r, s->from)->path), s->name) &&
                    vault_is_excluded(s->r, buf_str(&path));
    excluded = excluded || vault_is_excluded(s->r, s->name);
    buf_free(&path);
    if (excluded)
        diag_add(s->r->diags, DIAG_LINK_EXCLUDED, place_of(s),
                 "\"%.*s\" is a draft or is left out of the site", STR_ARG(s->name));
    return excluded;
}

static struct referent find_name(const struct search *s)
{
    struct referent none = {.kind = REFERENT_NONE}, found = {.kind = REFERENT_NOTE};
    bool is_path = reference_is_path(s->name);
    if ((is_path || str_find_char(s->name, '/') != STR_NONE) && find_by_path(s, &found.note))
        return found;
    struct name_match match = names_find(s->r, s->name);
    if (match.note != SITE_NONE) {
        if (match.ambiguous)
            names_report(s->r, s->name, match, place_of(s));
        found.note = match.note;
        return found;
    }
    if (is_excluded(s))
        return none;
    if (is_path && s->reference->form != REFERENCE_TODO) {
        report_path(s);
        return none;
    }
    report_planned(s);
    return (struct referent){.kind = REFERENT_PLANNED, .name = s->name};
}

/* "Kafka: basics" is a name. */
bool reference_is_web(str name)
{
    return link_is_external(name) &&
           (str_find(name, S("://")) != STR_NONE || str_starts(name, S("mailto:")));
}

static struct referent find_link(const struct search *s)
{
    const struct node *node = &s->r->site->nodes.at[s->from];
    if (s->reference->link >= node->note->body.links.n)
        return (struct referent){.kind = REFERENT_NONE};
    const struct target *target = &node->targets[s->reference->link];
    if (target->kind != TARGET_NOTE)
        return (struct referent){.kind = REFERENT_NONE};
    return (struct referent){.kind = REFERENT_NOTE, .note = target->index};
}

/* Whether the link that a name was found in leads nowhere, and not to what is left out either. */
static bool is_missing(const struct search *s)
{
    const struct node *node = &s->r->site->nodes.at[s->from];
    return node->targets[s->reference->link].kind == TARGET_MISSING;
}

struct referent reference_find(struct resolve *r, uint32_t from, const struct reference *reference)
{
    struct search s = {r, from, reference, bare_name(reference->target)};
    const struct body *body = &resolve_note(r, from)->body;
    bool wiki =
        reference->link < body->links.n && body->links.at[reference->link].kind == LINK_WIKI;
    if (reference->form == REFERENCE_LINK)
        return find_link(&s);
    if (wiki && (s.name.len == 0 || !is_missing(&s) || reference_is_path(s.name)))
        return find_link(&s);
    if (s.name.len == 0 || reference_is_web(s.name))
        return (struct referent){.kind = REFERENT_NONE};
    return find_name(&s);
}
