/* What `kbsite init` puts into a folder: what is missing there for a wiki, and nothing else.
 *
 * start_plan looks at the folder and says what would be written; start_write does it. A folder with
 * notes gets no more of them, one with a mkdocs.yml no configuration. All lives in the arena. */
#ifndef KBSITE_START_START_H
#define KBSITE_START_START_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"

struct start_file {
    str path; /* below the folder */
    str bytes;
    bool is_there; /* something has that path already: it is left alone unless it is to be replaced
                    */
};

struct start_plan {
    str folder;                    /* as the user names it; "." for the working directory */
    str content;                   /* where its notes are or will be, below the folder */
    size_t notes;                  /* that are there */
    bool has_mkdocs, has_obsidian; /* their configuration is there */
    vec(struct start_file) files;
};

/* Returns 0 or an errno value: the folder cannot be read. One that does not exist is empty. */
int start_plan(struct arena *a, str folder, struct start_plan *out);

/* Writes the files that are not there, and with `replace` the others, too. Returns 0 or an errno
 * value; *failed is then the path. */
int start_write(struct arena *a, const struct start_plan *plan, bool replace, str *failed);

#endif
