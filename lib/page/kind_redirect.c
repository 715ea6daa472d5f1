/* Old addresses: pages that lead to where something is now. A note has them as aliases with a
 * slash, and is one itself when it says redirect_to: then its text is
 * for browsers that do not follow. */
#include "base/escape.h"
#include "page/kinds.h"
#include "page/view.h"
#include "site/paths.h"

enum { CANDIDATES = 3 };

/* The file of an address below the site's root: "a/b" and "/a/b/" are a/b/index.html. False when
 * no page can be there. */
static bool file_of(struct arena *a, str address, str *file)
{
    struct buf plain = {0};
    unescape_url(&plain, address);
    str path = arena_dup(a, buf_str(&plain)), part;
    buf_free(&plain);
    while (str_starts(path, S("/")))
        path = str_from(path, 1);
    while (str_ends(path, S("/")))
        path = str_until(path, path.len - 1);
    if (path.len == 0)
        return false;
    for (str rest = path; str_cut(&rest, '/', &part);)
        if (part.len == 0 || str_starts(part, S(".")))
            return false;
    *file = str_ends(path, S(".html")) ? path : arena_join(a, path, S("/index.html"), S(""));
    return true;
}

static void add_alias(struct listing *l, uint32_t note, str alias)
{
    const struct node *node = &l->site->nodes.at[note];
    struct place place = {.path = node->note->path};
    str file;
    if (!file_of(l->arena, alias, &file)) {
        diag_add(l->diags, DIAG_ALIAS_ADDRESS, place,
                 "the alias \"%.*s\" is no address that a page can have", STR_ARG(alias));
        return;
    }
    const struct output *there = listing_get(l, file);
    if (there && there->kind == &kind_redirect && there->index == note)
        return;
    if (there || listing_has(l, file)) {
        diag_add(l->diags, DIAG_ALIAS_ADDRESS, place,
                 "nothing leads here from the alias \"%.*s\": there is something else",
                 STR_ARG(alias));
        return;
    }
    listing_add(l, (struct output){.file = file, .kind = &kind_redirect, .index = note});
}

static bool is_external(str address)
{
    return str_starts(address, S("//")) || str_starts(address, S("http://")) ||
           str_starts(address, S("https://"));
}

/* Where the files of a site may be that an address leads to. */
static size_t candidates(struct arena *a, str address, str files[CANDIDATES])
{
    size_t end = str_find_char(address, '#'), n = 0;
    str path = end == STR_NONE ? address : str_until(address, end);
    if (path_is_note(path))
        path = path_bare(path);
    if (file_of(a, path, &files[n]))
        n++;
    while (str_starts(path, S("/")))
        path = str_from(path, 1);
    if (path.len == 0)
        files[n++] = S("index.html");
    else if (!str_ends(path, S("/")))
        files[n++] = arena_join(a, path, S(".html"), S(""));
    return n;
}

static void set_target(struct listing *l, uint32_t note, str address)
{
    struct manifest_redirect *redirect = &l->manifest->redirects[note];
    const struct output *there = NULL;
    str files[CANDIDATES];
    if (is_external(address) && !l->site->config->safe) {
        *redirect = (struct manifest_redirect){true, true, address, S("")};
        return;
    }
    size_t n = is_external(address) ? 0 : candidates(l->arena, address, files);
    for (size_t i = 0; i < n && !there; i++)
        there = listing_get(l, files[i]);
    size_t fragment = str_find_char(address, '#');
    if (there)
        *redirect = (struct manifest_redirect){
            true, false, there->url, fragment == STR_NONE ? S("") : str_from(address, fragment)};
    else
        diag_add(l->diags, DIAG_LINK_MISSING,
                 (struct place){.path = l->site->nodes.at[note].note->path},
                 "redirect_to: there is no page at \"%.*s\"", STR_ARG(address));
}

str redirect_address(const struct note *note)
{
    return str_trim(value_text(value_get(note->facts.front, S("redirect_to"))));
}

static void list(struct listing *l)
{
    size_t n = l->site->nodes.n;
    l->manifest->redirects = arena_array(l->arena, struct manifest_redirect, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct facts *facts = &l->site->nodes.at[i].note->facts;
        for (size_t k = 0; k < facts->aliases.n; k++)
            if (str_find_char(facts->aliases.at[k], '/') != STR_NONE)
                add_alias(l, i, facts->aliases.at[k]);
    }
    for (uint32_t i = 0; i < n; i++) {
        str address = redirect_address(l->site->nodes.at[i].note);
        if (address.len)
            set_target(l, i, address);
    }
}

/* The layout's part of the view: {href, title, canonical}. */
static const struct value *target(const struct view *v, const struct manifest_redirect *to,
                                  str title)
{
    const struct config *config = v->context->site->config;
    struct value *map = value_map(v->a);
    struct buf canonical = {.arena = v->a};
    if (to->is_external) {
        buf_add(&canonical, to->url);
    } else if (config->site_url.len) {
        buf_add(&canonical, config->site_url);
        escape_url_path(&canonical, to->url);
    }
    str href = to->is_external ? to->url : value_text(view_url(v->a, to->url));
    href = arena_join(v->a, href, to->fragment, S(""));
    view_set(v, map, "href",
             to->is_external ? value_string(v->a, href) : value_address(v->a, href));
    view_set_text(v, map, "title", title);
    view_set_text(v, map, "canonical", buf_kept(&canonical));
    return map;
}

void redirect_view(const struct view *v, struct value *map)
{
    const struct manifest_redirect *redirect = &v->context->manifest->redirects[v->output->index];
    const struct facts *facts = &v->context->site->nodes.at[v->output->index].note->facts;
    if (redirect->there)
        view_set(v, map, "redirect", target(v, redirect, facts->title));
}

static const struct value *view(const struct view *v, str *layout)
{
    const struct node *node = &v->context->site->nodes.at[v->output->index];
    struct value *map = view_page(v, node->note->facts.title, S(""), SITE_NONE);
    struct manifest_redirect to = {.there = true, .url = node->url};
    view_set(v, map, "redirect", target(v, &to, node->note->facts.title));
    *layout = S("redirect");
    return map;
}

const struct page_kind kind_redirect = {.name = "redirect", .list = list, .view = view};
