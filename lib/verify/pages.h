/* How GitHub Pages looks an address up among the files of a site.
 *
 * Names are case-sensitive. "a/" is a/index.html; "a" is the file a, else a.html, else, where there
 * is an a/index.html, a redirect to "a/". Everything else is answered by 404.html with that status.
 * Addresses are below the site's root, decoded, without query and fragment and without the slash
 * that they begin with.
 *
 * A struct pages borrows the names of files; once open it is constant, for any thread. */
#ifndef KBSITE_VERIFY_PAGES_H
#define KBSITE_VERIFY_PAGES_H

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"

struct pages {
    struct map files; /* → their number */
};

enum pages_answer {
    PAGES_FILE,   /* the file is what is there */
    PAGES_FOLDER, /* the same address with a slash behind it is what is there */
    PAGES_MISSING /* nothing is; the file is 404.html, PAGES_NONE where there is none */
};

#define PAGES_NONE ((size_t)-1)

struct pages_found {
    enum pages_answer answer;
    size_t file;
};

/* Adds a file with its number. */
void pages_add(struct arena *a, struct pages *p, str file, size_t number);

struct pages_found pages_find(const struct pages *p, struct arena *scratch, str address);

#endif
