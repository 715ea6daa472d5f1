/* The theme's own styles, scripts and pictures, and files of others below vendor/ as far as notes
 * need them and a template asks where they are. */
#include "page/kinds.h"
#include "theme/vendor.h"

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

/* What all notes together have. */
static uint32_t features_of(const struct site *site)
{
    uint32_t features = 0;
    for (size_t i = 0; i < site->nodes.n; i++)
        features |= site->nodes.at[i].note->body.features;
    return features;
}

/* Whether one of the features goes with a file of others. */
static bool is_needed(str name, uint32_t features)
{
    static const str prefixes[FEATURES] = {[FEATURE_CODE] = S_INIT("highlight/"),
                                           [FEATURE_DIAGRAMS] = S_INIT("mermaid/"),
                                           [FEATURE_MATH] = S_INIT("temml.")};
    for (uint32_t i = 0; i < FEATURES; i++)
        if (features & 1U << i && prefixes[i].len && str_starts(name, prefixes[i]))
            return true;
    return false;
}

/* A file that the theme itself has under this name comes first. */
static void list_vendor(struct listing *l, str base)
{
    uint32_t features = theme_asks_for(l->theme, S("vendor")) ? features_of(l->site) : 0;
    struct vendor v = {0};
    while (features && vendor_next(&v)) {
        str file = arena_join(l->arena, base, S("vendor/"), v.name);
        if (is_needed(v.name, features) && !is_blocked(l, file))
            listing_add(l, (struct output){.file = file, .kind = &kind_asset, .bytes = v.bytes});
    }
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
    list_vendor(l, base);
}

static void write(const struct view *v, struct buf *out)
{
    buf_add(out, v->output->bytes);
}

const struct page_kind kind_asset = {
    .name = "asset", .is_theme_file = true, .list = list, .write = write};
