/* What a path in the content can mean: notes, files, folders, and what is not published.
 *
 * The indexes live in the scratch arena of a struct resolve and borrow its paths. */
#ifndef KBSITE_SITE_VAULT_H
#define KBSITE_SITE_VAULT_H

#include "base/map.h"
#include "site/near.h"
#include "site/site.h"

struct resolve;

struct vault {
    struct map paths;    /* exact path → note, or file behind the notes */
    struct map bare;     /* a note's path without extension → note */
    struct map folders;  /* path → folder */
    struct map excluded; /* path, with or without a note's extension */
    struct near similar; /* last parts of all paths, in lower case → as in paths */
};

/* Makes site->folders from the notes: every folder with a note in it or below. */
void vault_make_folders(struct resolve *r);

/* Titles and children of the folders; addresses must be known. */
void vault_fill_folders(struct resolve *r);

/* Indexes what site->nodes, files and folders hold; the folders' own notes must be known. */
void vault_index(struct resolve *r);

/* The note or file with exactly this path. */
bool vault_find_exact(const struct resolve *r, str path, struct target *out);

/* The note that a path without extension, or a folder's path, stands for. */
bool vault_find_page(const struct resolve *r, str path, struct target *out);

/* The folder with this path, with or without a page of its own. */
bool vault_find_folder(const struct resolve *r, str path, struct target *out);

/* The note or file whose path ends with these parts, in any case; of several the nearest to the
 * folder of a note. */
bool vault_find_end(struct resolve *r, uint32_t from, str path, struct target *out);

/* Whether this path, the note it stands for or a folder around it is not published. */
bool vault_is_excluded(struct resolve *r, str path);

/* The path that an author may have meant who wrote one that is not there, seen from the folder of
 * a note, or from the content folder for SITE_NONE; empty when there is nothing like it. Lives in
 * the scratch arena. */
str vault_suggest(struct resolve *r, uint32_t from, str wanted);

#endif
