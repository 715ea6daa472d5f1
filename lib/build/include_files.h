/* The files that notes can include: those below the project's folder that are not hidden, by name
 * or on the way, and to which no symbolic link leads out of it. */
#ifndef KBSITE_BUILD_INCLUDE_FILES_H
#define KBSITE_BUILD_INCLUDE_FILES_H

#include "build/cache.h"
#include "build/project.h"

struct include_files {
    struct note_files files; /* to note_load; first */
    const struct project *project;
};

struct include_files include_files_of(const struct project *project);

/* Zero where there is none, or only a link to one. */
struct fs_stamp include_files_stamp(const struct include_files *f, str path);

/* Whether a file is what it was when a note included it. */
bool include_files_hold(const struct include_files *f, struct arena *scratch,
                        const struct cache_include *then);

#endif
