/* What a content folder holds: notes, other files, and what is left out.
 *
 * All lives in the arena given; the lists are in the order of bytes of their paths. */
#ifndef KBSITE_BUILD_CONTENT_H
#define KBSITE_BUILD_CONTENT_H

#include "base/fs.h"
#include "base/hash.h"
#include "build/project.h"
#include "site/site.h"

struct content {
    vec(struct fs_entry) notes;
    vec(struct site_file) files; /* all others; they are copied */
    vec(str) excluded;           /* by the configuration */
    struct hash key;             /* names what is there, the notes left out */
    int64_t now;                 /* when it was looked at (fs_now) */
};

/* False, and reported, when the folder itself cannot be read, or content cannot be told from what
 * is none. */
bool content_list(struct arena *a, const struct project *project, struct diags *diags,
                  struct content *out);

/* Reports an entry that cannot be used. */
void content_report(struct diags *diags, const struct fs_entry *e);

#endif
