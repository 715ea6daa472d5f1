#include "verify/pages.h"

void pages_add(struct arena *a, struct pages *p, str file, size_t number)
{
    bool fresh;
    *map_put(a, &p->files, file, &fresh) = number;
}

static bool find(const struct pages *p, str file, struct pages_found *out)
{
    const size_t *number = map_get(&p->files, file);
    if (number)
        *out = (struct pages_found){PAGES_FILE, *number};
    return number != NULL;
}

struct pages_found pages_find(const struct pages *p, struct arena *scratch, str address)
{
    struct pages_found found = {PAGES_MISSING, PAGES_NONE};
    bool is_folder = address.len == 0 || str_ends(address, S("/"));
    str ends[] = {S(""), S(".html"), S("/index.html")};
    if (is_folder) {
        if (find(p, arena_join(scratch, address, S("index.html"), S("")), &found))
            return found;
    } else {
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (find(p, arena_join(scratch, address, ends[i], S("")), &found)) {
                if (i == 2)
                    found.answer = PAGES_FOLDER;
                return found;
            }
    }
    find(p, S("404.html"), &found);
    found.answer = PAGES_MISSING;
    return found;
}
