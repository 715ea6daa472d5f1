/* LOAD: what is in the content folder, and what each note says.
 *
 * Notes are read and parsed in parallel, each into an arena of its own. The lists live in the arena
 * given and are in the order of bytes of their paths. */
#ifndef KBSITE_BUILD_LOAD_H
#define KBSITE_BUILD_LOAD_H

#include "build/progress.h"
#include "build/project.h"
#include "site/site.h"

struct loaded {
    vec(struct note *) notes;
    vec(struct site_file) files;
    vec(str) excluded; /* drafts, and what the configuration leaves out */
    str *changed;      /* parallel to notes: the day of the last commit, empty where unknown */
};

/* False, and reported, when the content folder itself cannot be read, or content cannot be told
 * from what is none. */
bool load_content(struct arena *a, const struct project *project, unsigned threads,
                  const struct progress *progress, struct diags *diags, struct loaded *out);
void load_free(struct loaded *l);

#endif
