#include "page/manifest.h"

#include <assert.h>
#include <stdlib.h>

#include "page/page.h"
#include "site/paths.h"

static bool is_index(str file)
{
    return str_eq(file, S("index.html")) || str_ends(file, S("/index.html"));
}

static void take(struct listing *l, str path, size_t value)
{
    bool fresh;
    size_t *slot = map_put(l->arena, &l->taken, path, &fresh);
    if (fresh)
        *slot = value;
}

/* In `taken`, a folder is 0 and a file one more than its number. */
void listing_add(struct listing *l, struct output output)
{
    if (!output.url.ptr && is_index(output.file))
        output.url = str_until(output.file, output.file.len - (sizeof "index.html" - 1));
    else if (!output.url.ptr)
        output.url = output.file;
    vec_push(l->arena, &l->manifest->outputs) = output;
    take(l, output.file, l->manifest->outputs.n);
    for (str f = path_folder(output.file); f.len; f = path_folder(f))
        take(l, f, 0);
}

bool listing_has(const struct listing *l, str path)
{
    return map_get(&l->taken, path) != NULL;
}

const struct output *listing_get(const struct listing *l, str file)
{
    const size_t *taken = map_get(&l->taken, file);
    return taken && *taken ? &l->manifest->outputs.at[*taken - 1] : NULL;
}

str listing_base(struct listing *l, str name)
{
    bool folder = str_ends(name, S("/"));
    str url = name;
    while (listing_has(l, folder ? str_until(url, url.len - 1) : url))
        url = arena_join(l->arena, S("kb-"), url, S(""));
    if (url.len != name.len)
        diag_add(l->diags, DIAG_ADDRESS_TAKEN, (struct place){.path = S("")},
                 "the content has something at \"%.*s\"; kbsite's own page is at \"%.*s\"",
                 STR_ARG(name), STR_ARG(url));
    vec_push(l->arena, &l->manifest->bases) = (struct manifest_base){name, url};
    return url;
}

bool manifest_base(const struct manifest *m, str name, str *url)
{
    for (size_t i = 0; i < m->bases.n; i++) {
        if (str_eq(m->bases.at[i].name, name)) {
            *url = m->bases.at[i].url;
            return true;
        }
    }
    return false;
}

static void list_files(struct listing *l)
{
    for (size_t i = 0; i < l->site->files.n; i++) {
        str path = l->site->files.at[i].path;
        assert(!listing_has(l, path)); /* site_resolve has kept files and pages apart */
        listing_add(
            l, (struct output){.file = path, .url = path, .source = path, .index = (uint32_t)i});
    }
}

static int compare(const void *left, const void *right)
{
    const struct output *a = left, *b = right;
    return str_cmp(a->file, b->file);
}

void manifest_make(struct arena *a, const struct site *site, const struct theme *theme,
                   struct diags *diags, struct manifest *out)
{
    *out = (struct manifest){0};
    struct listing l = {site, theme, a, diags, out, {0}};
    page_kinds[0]->list(&l); /* notes */
    list_files(&l);
    for (size_t i = 1; page_kinds[i]; i++)
        page_kinds[i]->list(&l);
    qsort(out->outputs.at, out->outputs.n, sizeof *out->outputs.at, compare);
    if (!site->config->site_url.len)
        diag_add(diags, DIAG_SITE_URL_MISSING, (struct place){.path = S("")},
                 "no site_url: the site gets no sitemap and no canonical addresses");
}
