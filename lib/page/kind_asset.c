/* The theme's own styles, scripts and pictures. */
#include "page/kinds.h"

/* Whether the file is there already, or another one has the name of a folder that it needs. */
static bool is_blocked(const struct listing *l, str file)
{
    if (listing_has(l, file))
        return true;
    for (size_t i = 0; i < file.len; i++)
        if (file.ptr[i] == '/' && listing_get(l, str_until(file, i)))
            return true;
    return false;
}

/* The content may have an assets folder of its own; only equal names are in the way. */
static bool in_way(const struct listing *l, struct theme_paths paths)
{
    for (size_t i = 0; i < paths.n; i++)
        if (is_blocked(l, paths.at[i]))
            return true;
    return false;
}

static void list(struct listing *l)
{
    struct theme_paths paths = theme_paths(l->theme, S("assets/"));
    str base = S("assets/");
    if (in_way(l, paths))
        base = listing_base(l, base);
    for (size_t i = 0; i < paths.n; i++) {
        str name = str_from(paths.at[i], sizeof "assets/" - 1), bytes = S("");
        theme_file(l->theme, paths.at[i], &bytes, NULL);
        listing_add(l, (struct output){.file = arena_join(l->arena, base, name, S("")),
                                       .kind = &kind_asset,
                                       .bytes = bytes});
    }
}

static void write(const struct view *v, struct buf *out)
{
    buf_add(out, v->output->bytes);
}

const struct page_kind kind_asset = {
    .name = "asset", .is_theme_file = true, .list = list, .write = write};
