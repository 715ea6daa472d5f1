/* The files that notes can include: those below the project's folder that are not hidden, by name
 * or on the way, and to which no symbolic link leads out of it. */
#ifndef KBSITE_BUILD_INCLUDE_FILES_H
#define KBSITE_BUILD_INCLUDE_FILES_H

#include "build/cache.h"
#include "build/project.h"

struct include_files {
    struct note_files files; /* to note_load; first */
    const struct project *project;
    str root; /* that all are below, without symbolic links */
};

struct include_files include_files_of(struct arena *a, const struct project *project);

/* Of what a path leads to; zero where it is nothing that can be included. */
struct fs_stamp include_files_stamp(const struct include_files *f, struct arena *scratch, str path);

/* Whether a file is what it was when a note included it. If so, and its stamp was another one,
 * *then gets the new one and *renewed is set. */
bool include_files_hold(const struct include_files *f, struct arena *scratch, int64_t now,
                        struct cache_include *then, bool *renewed);

#endif
