/* A site in one text: files are parted by a line "%%", the first line of each is its name. What is
 * found must stand where the file has a line and column, and must not depend on the order in which
 * files were looked at. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "verify/crawl.h"

enum { MOST_FILES = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

struct site {
    str files[MOST_FILES], bytes[MOST_FILES];
    size_t n;
};

/* In complaints other characters stand for those that control, so that two names could be one. */
static bool is_name(str name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7F)
            return false;
    return name.len > 0;
}

static void read_site(struct site *site, struct arena *a, str rest)
{
    struct map names = {0};
    while (rest.len > 0 && site->n < MOST_FILES) {
        size_t at = str_find(rest, S("\n%%\n"));
        str part = str_until(rest, at), name;
        bool fresh = false;
        rest = str_from(rest, at == STR_NONE ? rest.len : at + 4);
        if (!str_line(&part, &name) || !is_name(name))
            continue;
        map_put(a, &names, name, &fresh);
        if (!fresh)
            continue;
        site->files[site->n] = name;
        site->bytes[site->n++] = part;
    }
}

/* Exactly as many bytes as there are, and gone afterwards. */
static void look_at(struct crawl *c, const struct site *site, size_t i)
{
    char *copy = malloc(site->bytes[i].len + 1);
    require(copy != NULL);
    if (site->bytes[i].len)
        memcpy(copy, site->bytes[i].ptr, site->bytes[i].len);
    crawl_file(c, i, (str){copy, site->bytes[i].len});
    free(copy);
}

static struct diags crawl(struct arena *a, const struct site *site, bool backwards)
{
    static const struct crawl_draft draft = {S_INIT("d.md"), S_INIT("d/"), S_INIT("D")};
    struct crawl_options options = {.site_url = S("https://h/r/"),
                                    .files = site->files,
                                    .file_count = site->n,
                                    .drafts = &draft,
                                    .draft_count = 1};
    struct diags found = {.arena = a};
    struct crawl *c = crawl_open(a, &options);
    for (size_t i = 0; i < site->n; i++)
        look_at(c, site, backwards ? site->n - 1 - i : i);
    crawl_finish(c, &found);
    return found;
}

static bool is_place(str bytes, const struct place *place)
{
    str line = S("");
    for (uint32_t i = 0; i < place->line; i++)
        if (!str_cut(&bytes, '\n', &line))
            return false;
    return place->line == 0 || (place->col >= 1 && place->col <= line.len + 1);
}

static void check_place(const struct site *site, const struct diag *d)
{
    for (size_t i = 0; i < site->n; i++)
        if (str_eq(site->files[i], d->place.path))
            require(is_place(site->bytes[i], &d->place));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct site site = {0};
    read_site(&site, &a, (str){(const char *)data, size});
    struct diags once = crawl(&a, &site, false), again = crawl(&a, &site, true);
    require(once.list.n == again.list.n);
    for (size_t i = 0; i < once.list.n; i++) {
        require(once.list.at[i].code == again.list.at[i].code);
        require(str_eq(once.list.at[i].message, again.list.at[i].message));
        check_place(&site, &once.list.at[i]);
    }
    arena_free(&a);
    return 0;
}
