#include "site/wikilinks.h"

#include "site/paths.h"
#include "site/resolve.h"

static bool find_path(struct resolve *r, str path, struct target *out)
{
    return vault_find_exact(r, path, out) || vault_find_page(r, path, out);
}

/* From the note's folder; a path with parts also from each folder above it, the last time without
 * dots that lead out of the content. */
static bool find_from(struct resolve *r, uint32_t from, str name, struct target *out)
{
    struct buf path = {0};
    str folder = path_folder(resolve_note(r, from)->path);
    bool climbs = str_find_char(name, '/') != STR_NONE, found = false;
    for (bool last = false; !found && !last; folder = path_folder(folder)) {
        last = folder.len == 0 || !climbs;
        bool inside = path_join(&path, folder, name);
        found = (inside || (last && climbs)) && find_path(r, buf_str(&path), out);
    }
    buf_free(&path);
    return found;
}

static bool find_name(struct resolve *r, str name, struct place place, struct target *out)
{
    struct name_match match = names_find(r, name);
    if (match.note == SITE_NONE)
        return false;
    if (match.ambiguous)
        names_report(r, name, match, place);
    out->kind = TARGET_NOTE;
    out->index = match.note;
    return true;
}

static bool find_folder(struct resolve *r, uint32_t from, str name, struct target *out)
{
    struct buf path = {0};
    bool found = path_join(&path, path_folder(resolve_note(r, from)->path), name) &&
                 vault_find_folder(r, buf_str(&path), out);
    buf_free(&path);
    return found;
}

static bool find_excluded(struct resolve *r, uint32_t from, str name, struct target *out)
{
    struct buf path = {0};
    bool excluded = (path_join(&path, path_folder(resolve_note(r, from)->path), name) &&
                     vault_is_excluded(r, buf_str(&path))) ||
                    vault_is_excluded(r, name);
    buf_free(&path);
    if (excluded)
        out->kind = TARGET_EXCLUDED;
    return excluded;
}

bool wikilink_find(struct resolve *r, uint32_t from, str name, struct place place,
                   struct target *out)
{
    return find_from(r, from, name, out) || find_name(r, name, place, out) ||
           vault_find_end(r, from, name, out) || find_folder(r, from, name, out) ||
           find_excluded(r, from, name, out);
}

void wikilink_report(struct resolve *r, uint32_t from, str name, struct place place)
{
    struct buf path = {0};
    bool is_path = str_find_char(name, '/') != STR_NONE || str_find_char(name, '.') != STR_NONE;
    path_join(&path, path_folder(resolve_note(r, from)->path), name);
    str suggestion = is_path ? vault_suggest(r, from, buf_str(&path)) : names_suggest(r, name);
    const char *what = is_path ? "no note or file" : "no note is called";
    if (suggestion.len > 0)
        diag_add(r->diags, DIAG_LINK_MISSING, place, "%s \"%.*s\"; did you mean \"%.*s\"?", what,
                 STR_ARG(name), STR_ARG(suggestion));
    else
        diag_add(r->diags, DIAG_LINK_MISSING, place, "%s \"%.*s\"", what, STR_ARG(name));
    buf_free(&path);
}
