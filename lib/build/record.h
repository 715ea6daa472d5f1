/* What kbsite wrote, so that it removes only that.
 *
 * `.kbsite/` beside the configuration holds a lock and a record of each output folder's files. A
 * build notes what it is going to write before it writes, so a build that was killed leaves no
 * file that the next one does not know. A record of another form knows nothing; paths in it that
 * lead out of the folder count as none. One that cannot be read is an error: the files would be
 * taken for somebody else's.
 *
 * Functions return 0 or an errno value. A struct record belongs to one thread. */
#ifndef KBSITE_BUILD_RECORD_H
#define KBSITE_BUILD_RECORD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "build/progress.h"

struct record_output {
    str folder;     /* as the record names it */
    bool partial;   /* a build into it did not end */
    vec(str) files; /* below it */
};

struct record {
    struct arena arena;
    str path; /* of the state folder */
    int lock;
    bool waited; /* for another build */
    vec(struct record_output) outputs;
};

/* Makes the state folder, waits for other builds (and says so), removes the unfinished files that
 * a killed one left in it, reads the record. */
int record_open(struct record *r, str state_folder, const struct progress *progress);
void record_close(struct record *r);

/* NULL when kbsite never wrote to that folder. */
const struct record_output *record_find(const struct record *r, str folder);

/* Before the first write: the files that are there and those that will be. */
int record_begin(struct record *r, str folder, const str *files, size_t n);

/* After the last: these files and no others. */
int record_end(struct record *r, str folder, const str *files, size_t n);

/* Removes, below root, the files that the record has for a folder and that `keep` lacks; then the
 * folders that became empty. Counts them. keep may be NULL: all go. Follows no links to folders. */
int record_sweep(const struct record_output *o, str root, const struct map *keep, size_t *removed);

/* Removes files that stand where new ones need a folder, and the other way round. */
int record_unblock(const struct record_output *o, str root, const struct map *keep,
                   size_t *removed);

/* Removes the unfinished files that a killed build may have left below root. */
void record_sweep_temporary(str root);

#endif
