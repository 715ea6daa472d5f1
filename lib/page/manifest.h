/* The manifest: every file that the published site consists of.
 *
 * It is made at the end of RESOLVE from a constant site. Cleaning, the sitemap and the check for
 * clashing addresses work on it, and RENDER goes over it page by page. It lives in the arena that
 * was given, borrows from site and theme, and is constant once made. */
#ifndef KBSITE_PAGE_MANIFEST_H
#define KBSITE_PAGE_MANIFEST_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "site/site.h"
#include "theme/theme.h"

struct page_kind;

struct output {
    str file;                     /* below the output folder: "a/foo/index.html" */
    str url;                      /* below the site's root, not encoded: "a/foo/" */
    const struct page_kind *kind; /* NULL: a file that is copied */
    uint32_t index, sub;          /* what of the kind: a note, a grouping and its group, …
                                     of a copied file its number */
    str source;                   /* of a copied file: below the content folder */
    str bytes;                    /* of a theme's asset */
    bool listed;                  /* in the sitemap */
    str updated;                  /* for the sitemap; may be empty */
};

/* Where kbsite's own pages are: a name such as "tags/" and its address, "tags/" or, where the
 * content has something there, "kb-tags/". */
struct manifest_base {
    str name, url;
};

/* Where a note's page leads at once: below the site's root, or elsewhere. */
struct manifest_redirect {
    bool there, is_external;
    str url;
    str fragment; /* with its '#', or empty */
};

struct manifest {
    vec(struct output) outputs; /* by file, in the order of bytes */
    vec(struct manifest_base) bases;
    str *folder_urls;                    /* by number of the folder: the page that shows it */
    str *grouping_urls;                  /* by number of the grouping: its index page */
    struct manifest_redirect *redirects; /* by note */
};

/* Lists every output, settles clashes (content wins over a page of kbsite's own; reported). */
void manifest_make(struct arena *a, const struct site *site, const struct theme *theme,
                   struct diags *diags, struct manifest *out);

/* The address of a page of kbsite's own: "tags/", "kb.json". False when the site has none. */
bool manifest_base(const struct manifest *m, str name, str *url);

/* For page kinds: a manifest that is being made. */
struct listing {
    const struct site *site;
    const struct theme *theme;
    struct arena *arena;
    struct diags *diags;
    struct manifest *manifest;
    struct map taken; /* files, and the folders that they need */
};

/* Adds an output; its url is set from its file unless it is set already. */
void listing_add(struct listing *l, struct output output);

/* A free address for a folder ("tags/") or file ("kb.json") of kbsite's own. */
str listing_base(struct listing *l, str name);

/* The output with this file, NULL when there is none. Valid until the next one is added. */
const struct output *listing_get(const struct listing *l, str file);

/* Whether a file or folder of that path is there already. */
bool listing_has(const struct listing *l, str path);

#endif
