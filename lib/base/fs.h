/* Files and folders. Paths are NUL-terminated for the system's sake; relative ones are relative to
 * the working directory. Functions return 0 or an errno value; nothing is printed. */
#ifndef KBSITE_BASE_FS_H
#define KBSITE_BASE_FS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/vec.h"

/* Adds the whole content of a regular file to out; EFBIG, with nothing added, above limit bytes. */
int fs_read(const char *path, size_t limit, struct buf *out);

/* Adds what a regular file begins with, at most limit bytes. */
int fs_read_start(const char *path, size_t limit, struct buf *out);

/* Writes a file so that a reader sees the old bytes or the new ones, never a part: into a
 * temporary neighbour, then renamed over path. Missing folders are made. */
int fs_write(const char *path, str bytes);

/* The same for a copy of another regular file. */
int fs_copy(const char *from, const char *path);

/* What tells a version of a file from others without reading it. Times in ns since 1970. */
struct fs_stamp {
    uint64_t size, inode;
    int64_t modified, changed;
};

/* Of a regular file that is no link; false, and zero, when there is none. */
bool fs_stamp(const char *path, struct fs_stamp *out);
bool fs_stamp_eq(const struct fs_stamp *a, const struct fs_stamp *b);

/* Whether a file could change after `now` (ns since 1970) without getting another stamp. Careful:
 * as far as clocks of other machines and the coarsest file systems can be off; else by the tick of
 * the clock that stamps files here. */
bool fs_stamp_is_fresh(const struct fs_stamp *stamp, int64_t now, bool careful);
int64_t fs_now(void);

/* Of the program that is running; zero where the system does not tell. */
void fs_stamp_program(struct fs_stamp *out);

/* A file that is written and read in pieces, from many threads. A fresh one is another file than
 * what was there, and empty. No link is followed. */
int fs_open_pieces(const char *path, bool fresh, int *handle, uint64_t *size);
void fs_close(int handle); /* -1: none */
int fs_write_piece(int handle, uint64_t at, str bytes);
int fs_read_piece(int handle, uint64_t at, char *bytes, size_t n); /* EIO: it ends earlier */

/* Whether a path is one of those temporary neighbours, which a killed process leaves behind. */
bool fs_is_temporary(str path);

/* Whether both are regular files, no links, with the same bytes. */
bool fs_equal(const char *path, const char *other);

/* The folder that a path is in: "a" of "a/b", "." of "a", "/" of "/a". Borrowed. */
str fs_folder_of(str path);

int fs_make_folders(const char *path); /* the folder and all above it */

/* Makes one folder where there is none; ENOTDIR where anything else is, a link to a folder too. */
int fs_make_folder(const char *path, bool *fresh);
int fs_remove_file(const char *path); /* fine when there is none */

/* Removes folders that have become empty: path, then its parents up to but not including root. */
int fs_remove_empty_folders(const char *root, const char *path);

/* Whether a folder between root and a file below it is a symbolic link. */
bool fs_passes_link(str root, str file);

bool fs_is_file(const char *path);
bool fs_is_folder(const char *path);
bool fs_is_own_folder(const char *path); /* and no link to one */

/* The same where it matters that this cannot be told: then an error. */
int fs_find_file(const char *path, bool *there);
int fs_find_folder(const char *path, bool *there);
int fs_is_empty_folder(const char *path, bool *empty); /* or nothing at all */

/* The absolute path without symbolic links, "." and "..". */
int fs_real(struct arena *a, const char *path, str *out);

/* The same where parts need not exist yet. */
int fs_absolute(struct arena *a, const char *path, str *out);

enum fs_kind { FS_FILE, FS_UNREADABLE, FS_LINK_OUTSIDE, FS_LINK_LOOP };

struct fs_entry {
    str path; /* below the root, parts joined by '/' */
    enum fs_kind kind;
    int error;             /* of FS_UNREADABLE */
    struct fs_stamp stamp; /* of FS_FILE; where it is a link, of what it leads to */
};

struct fs_tree {
    vec(struct fs_entry) entries;
};

/* Skips below says which relative paths are not entered or listed; NULL skips nothing. */
typedef bool fs_skip(void *context, str path, bool folder);

/* Lists all files below root, in the order of bytes of their paths. Symbolic links are followed as
 * long as they stay inside root and do not lead to a folder that holds them; inside a folder that
 * a link led to, links to further folders count as loops (folders that link to each other would
 * otherwise multiply). Entries that cannot be used are listed with their reason. At most 64 levels
 * of folders. */
int fs_walk(struct arena *a, const char *root, fs_skip *skip, void *context, struct fs_tree *out);

/* An exclusive lock on a file made for it. fs_lock waits for another holder, fs_try_lock answers
 * EWOULDBLOCK. Released by fs_unlock, and by the system when the process ends in any way. */
int fs_lock(const char *path, int *handle);
int fs_try_lock(const char *path, int *handle);
void fs_unlock(int handle);

#endif
