/* The navigation that an author gives: titles and paths, nested in sections.
 *
 *     nav:
 *       - index.md
 *       - Resilience:
 *         - Waiting: timeouts.md
 *         - Elsewhere: https://example.org/
 *
 * kbsite.yml and mkdocs.yml have the same form. All texts live in the arena that was given or in
 * the values that were read. Any thread, one arena per thread. */
#ifndef KBSITE_DATA_NAV_H
#define KBSITE_DATA_NAV_H

#include <stdint.h>

#include "base/diag.h"
#include "base/vec.h"
#include "data/value.h"

struct nav_entry {
    str title;      /* empty: the title of what it leads to */
    str path;       /* as written: below the content folder, or an address; empty: a section */
    uint32_t depth; /* 0 at the top; what is in a section follows it, one deeper */
    uint32_t line, col;
};

struct nav {
    struct place place; /* of the whole, in the configuration as the user knows it */
    vec(struct nav_entry) entries;
};

enum { NAV_MOST_DEPTH = 12, NAV_MOST_ENTRIES = 20000 };

/* Sets out to what the value says. What is wrong is reported under code, in the file that
 * place.path names, and left out. Returns how many complaints there were. */
size_t nav_read(struct arena *a, const struct value *v, enum diag_code code, struct diags *diags,
                struct nav *out);

#endif
