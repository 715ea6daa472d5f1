#include "site/links.h"

#include "base/ascii.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "markdown/wikilink.h"
#include "site/fragments.h"
#include "site/paths.h"
#include "site/references.h"
#include "site/resolve.h"
#include "site/wikilinks.h"

enum { SHOWN_TARGET = 60 }; /* of an address that can be as long as a picture in it */

/* The work on one link. */
struct lookup {
    struct resolve *r;
    struct fragments *fragments;
    uint32_t from;
    const struct link *link;
    str path;                            /* decoded */
    str fragment;                        /* as written */
    struct buf decoded, source, address; /* reused from link to link */
    bool *planned;                       /* by link: find_planned */
    bool inside;                         /* does not climb out of the content folder */
};

bool link_is_external(str target)
{
    if (str_starts(target, S("//")))
        return true;
    if (target.len == 0 || !ascii_is_alpha(target.ptr[0]))
        return false;
    for (size_t i = 1; i < target.len; i++) {
        char c = target.ptr[i];
        if (c == ':')
            return true;
        if (!ascii_is_alnum(c) && c != '+' && c != '.' && c != '-')
            return false;
    }
    return false;
}

static struct place place_of(const struct lookup *l)
{
    return resolve_place(l->r, l->from, (struct spot){l->link->line, l->link->col});
}

/* Splits a target into path, query and fragment. */
static void split(struct lookup *l, struct target *out)
{
    str rest = str_trim(l->link->target);
    size_t hash = str_find_char(rest, '#');
    l->fragment = hash == STR_NONE ? S("") : str_from(rest, hash + 1);
    rest = str_until(rest, hash);
    size_t mark = str_find_char(rest, '?');
    out->query = mark == STR_NONE ? S("") : str_from(rest, mark);
    l->path = str_until(rest, mark);
    if (str_find_char(l->path, '%') == STR_NONE)
        return;
    buf_clear(&l->decoded);
    unescape_url(&l->decoded, l->path);
    l->path = buf_str(&l->decoded);
}

/* A folder whose own note is not published still has a page. */
static bool find_excluded(struct lookup *l, str path, struct target *out)
{
    if (!vault_is_excluded(l->r, path) || vault_find_folder(l->r, path, out))
        return false;
    out->kind = TARGET_EXCLUDED;
    return true;
}

/* The author's own file. */
static bool find_source(struct lookup *l, struct target *out)
{
    str path = buf_str(&l->source);
    return vault_find_exact(l->r, path, out) || vault_find_page(l->r, path, out) ||
           find_excluded(l, path, out);
}

/* What a browser would ask for. A page's source is not there for it. */
static bool find_address(struct lookup *l, struct target *out)
{
    str path = buf_str(&l->address);
    if (vault_find_page(l->r, path, out))
        return true;
    if (!path_is_note(path) && vault_find_exact(l->r, path, out) && out->kind == TARGET_FILE)
        return true;
    return find_excluded(l, path, out);
}

/* Files of a site made by another tool: x.html was x.md. */
static bool find_html(struct lookup *l, str path, struct target *out)
{
    if (!str_ends(path, S(".html")))
        return false;
    path = str_until(path, path.len - 5);
    if (vault_find_page(l->r, path, out))
        return true;
    return str_eq(path_name(path), S("index")) && (vault_find_page(l->r, path_folder(path), out) ||
                                                   vault_find_folder(l->r, path_folder(path), out));
}

static bool find_path(struct lookup *l, struct target *out)
{
    str from = resolve_note(l->r, l->from)->path;
    bool source = path_join(&l->source, path_folder(from), l->path);
    bool address = path_join(&l->address, path_page(from), l->path);
    l->inside = source || address;
    if ((source && find_source(l, out)) || (address && find_address(l, out)))
        return true;
    if (source && (find_html(l, buf_str(&l->source), out) ||
                   vault_find_folder(l->r, buf_str(&l->source), out)))
        return true;
    return address && vault_find_folder(l->r, buf_str(&l->address), out);
}

static void report_missing(struct lookup *l)
{
    str target = str_trim(l->link->target);
    if (target.len == 0) {
        diag_add(l->r->diags, DIAG_LINK_MISSING, place_of(l), "the link has no target");
        return;
    }
    str suggestion = vault_suggest(l->r, l->from, buf_str(&l->source));
    target = str_until(target, str_find_char(target, '#'));
    str hint = suggestion.len > 0 ? S("; did you mean \"") : S("");
    str end = suggestion.len > 0 ? S("\"?") : S("");
    if (l->inside)
        diag_add(l->r->diags, DIAG_LINK_MISSING, place_of(l), "no file \"%.*s\"%.*s%.*s%.*s",
                 STR_ARG(target), STR_ARG(hint), STR_ARG(suggestion), STR_ARG(end));
    else
        diag_add(l->r->diags, DIAG_LINK_MISSING, place_of(l),
                 "\"%.*s\" leads out of the content folder%.*s%.*s%.*s", STR_ARG(target),
                 STR_ARG(hint), STR_ARG(suggestion), STR_ARG(end));
}

static void report_refused(struct lookup *l)
{
    diag_add(l->r->diags, DIAG_LINK_UNSAFE, place_of(l),
             "\"%.*s\" is no address that a safe site leads to",
             STR_ARG(utf8_until(str_trim(l->link->target), SHOWN_TARGET)));
}

static void report_excluded(struct lookup *l)
{
    str target = str_trim(l->link->target);
    diag_add(l->r->diags, DIAG_LINK_EXCLUDED, place_of(l),
             "\"%.*s\" is a draft or is left out of the site",
             STR_ARG(str_until(target, str_find_char(target, '#'))));
}

/* A fragment that names nothing is dropped: the link still leads to the page. */
static void find_fragment(struct lookup *l, struct target *out)
{
    if (l->fragment.len == 0)
        return;
    if (out->kind == TARGET_FILE) {
        out->fragment = l->fragment;
    } else if (out->kind == TARGET_NOTE) {
        if (!fragments_find(l->fragments, out->index, l->fragment, &out->fragment))
            fragments_report(l->fragments, place_of(l), l->from, out->index, l->fragment);
    } else if (out->kind == TARGET_FOLDER) {
        diag_add(l->r->diags, DIAG_LINK_ANCHOR, place_of(l),
                 "\"#%.*s\" leads to a folder, whose page has no such place", STR_ARG(l->fragment));
    }
}

/* Whether it is missed as a note that is still to be written, with the relation that it stands for
 * (references.c). */
static bool is_planned(const struct lookup *l, str name)
{
    const struct note *note = resolve_note(l->r, l->from);
    size_t link = (size_t)(l->link - note->body.links.at);
    return !reference_is_path(name) && l->planned[link];
}

/* Of headings in each other, a#b, the last is meant. */
static void resolve_wiki(struct lookup *l, struct target *out)
{
    str name = wikilink_name(l->link->target), fragment = wikilink_fragment(l->link->target);
    size_t last = str_rfind_char(fragment, '#');
    l->fragment = last == STR_NONE ? fragment : str_trim(str_from(fragment, last + 1));
    if (reference_is_web(name)) {
        out->kind = TARGET_EXTERNAL;
        return;
    }
    if (name.len == 0) {
        out->kind = TARGET_NOTE;
        out->index = l->from;
    } else if (!wikilink_find(l->r, l->from, name, place_of(l), out)) {
        if (!is_planned(l, name))
            wikilink_report(l->r, l->from, name, place_of(l));
    } else if (out->kind == TARGET_EXCLUDED) {
        report_excluded(l);
    }
    find_fragment(l, out);
}

/* Which links stand for names of relations. */
static void find_planned(struct lookup *l)
{
    const struct note *note = resolve_note(l->r, l->from);
    l->planned = arena_array(l->r->scratch, bool, note->body.links.n);
    for (size_t i = 0; i < note->facts.references.n; i++) {
        const struct reference *reference = &note->facts.references.at[i];
        if (reference->form != REFERENCE_LINK && reference->link < note->body.links.n)
            l->planned[reference->link] = true;
    }
}

static void resolve_link(struct lookup *l, struct target *out)
{
    str target = str_trim(l->link->target);
    *out = (struct target){.kind = TARGET_MISSING, .index = SITE_NONE};
    if (l->link->refused) {
        report_refused(l);
        return;
    }
    if (link_is_wiki(l->link)) {
        resolve_wiki(l, out);
        return;
    }
    if (link_is_external(target)) {
        out->kind = TARGET_EXTERNAL;
        return;
    }
    split(l, out);
    if (l->path.len == 0 && target.len > 0) {
        out->kind = TARGET_NOTE;
        out->index = l->from;
    } else if (target.len == 0 || !find_path(l, out)) {
        report_missing(l);
    } else if (out->kind == TARGET_EXCLUDED) {
        report_excluded(l);
    }
    find_fragment(l, out);
}

void links_resolve(struct resolve *r)
{
    struct lookup l = {.r = r, .fragments = fragments_open(r)};
    for (l.from = 0; l.from < resolve_count(r); l.from++) {
        struct node *node = &r->site->nodes.at[l.from];
        size_t n = node->note->body.links.n;
        find_planned(&l);
        node->targets = arena_array(r->arena, struct target, n);
        for (size_t i = 0; i < n; i++) {
            l.link = &node->note->body.links.at[i];
            resolve_link(&l, &node->targets[i]);
        }
    }
    buf_free(&l.decoded);
    buf_free(&l.source);
    buf_free(&l.address);
    fragments_close(l.fragments);
}
