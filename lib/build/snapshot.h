/* What the last build into an output folder made, so that the next one makes no more than what
 * differs.
 *
 * For each output a key that names its bytes (page/page.h) and the stamp of the file as it was
 * left; for the whole site a key that names everything it was made from. One file of the state
 * folder for each output folder, replaced in one step when a build ends. One that is missing,
 * damaged, or of another kbsite, knows nothing. A file whose stamp differs was changed by somebody
 * else, or by a build that did not end: its key counts only where the bytes are still the same.
 *
 * All lives in the arena given. snapshot_holds may be called from any thread. */
#ifndef KBSITE_BUILD_SNAPSHOT_H
#define KBSITE_BUILD_SNAPSHOT_H

#include "base/diag.h"
#include "base/fs.h"
#include "base/hash.h"
#include "note/note_pack.h"

struct snapshot_file {
    str file; /* below the output folder */
    struct hash key;
    struct hash source; /* of a note's page: names the note */
    struct hash bytes;  /* of the file; zero where they are not known */
    struct fs_stamp stamp;
    bool is_fresh; /* the stamp could not tell a change right after the build */
};

struct snapshot {
    struct hash site;        /* names all that the site was made from */
    struct note_shape shape; /* the same, of the notes only what others see of them */
    struct hash templates;   /* names the templates that the keys are about */
    bool is_dated;           /* `site` holds the history's id, too */
    uint64_t notes, pages;
    struct snapshot_file *files; /* by file, in the order of bytes */
    size_t file_count;
    struct diags diags; /* of everything behind project_open */
};

/* Whether the file at a path is still as it was left, by its stamp or else by its bytes. *now gets
 * its stamp. */
bool snapshot_holds(const struct snapshot_file *f, const char *path, struct fs_stamp *now);

/* False when nothing is known. program names the kbsite that wrote it. */
bool snapshot_read(struct arena *a, str state_folder, str output, struct hash program,
                   struct snapshot *out);

/* Returns 0 or an errno value; then there is none. */
int snapshot_write(struct arena *a, str state_folder, str output, struct hash program,
                   const struct snapshot *s);

#endif
