/* The types of the default theme, for tests that read whole notes. */
#ifndef KBSITE_TESTS_UNIT_SCHEMA_KIT_H
#define KBSITE_TESTS_UNIT_SCHEMA_KIT_H

#include "note/schema.h"
#include "theme/embedded.h"

static inline bool schema_of_theme(struct arena *a, struct schema *out)
{
    struct diags diags = {.arena = a};
    struct schema_source *sources = arena_array(a, struct schema_source, embedded_theme_count);
    size_t n = 0;
    for (size_t i = 0; i < embedded_theme_count; i++) {
        str path = str_of(embedded_theme[i].path);
        if (!str_starts(path, S("types/")) || !str_ends(path, S(".yml")))
            continue;
        str name = str_slice(path, 6, path.len - 4);
        sources[n++] =
            (struct schema_source){name, path, {embedded_theme[i].bytes, embedded_theme[i].size}};
    }
    return schema_read(a, sources, n, &diags, out);
}

#endif
