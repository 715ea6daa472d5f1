/* Where the files of a site go: a folder, or memory.
 *
 * A build offers each output once, by its number and its path, from any thread. What a sink keeps
 * of one output for others needs no lock. Files that already hold the same bytes are
 * left alone, unless the sink is told otherwise. */
#ifndef KBSITE_BUILD_SINK_H
#define KBSITE_BUILD_SINK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/str.h"
#include "build/snapshot.h"

enum sink_outcome { SINK_WRITTEN, SINK_UNCHANGED, SINK_FAILED };

struct sink_result {
    enum sink_outcome outcome;
    int error; /* errno, of SINK_FAILED */
};

struct sink {
    /* Says how many outputs there will be. */
    void (*begin)(struct sink *self, size_t n);
    struct sink_result (*put)(struct sink *self, size_t i, str file, str bytes);
    /* The same for a copy of a file; from is a path with a NUL behind it. */
    struct sink_result (*copy)(struct sink *self, size_t i, str file, str from);
    /* What a file that was put can be known by later; false when there is none. Whether one is
     * still as it was left. Both are NULL where nothing is kept. */
    bool (*stamp)(struct sink *self, str file, struct fs_stamp *out);
    bool (*holds)(struct sink *self, const struct snapshot_file *f, struct fs_stamp *now);
};

/* Files below a folder, each replaced in one step. */
enum { SINK_KNOWN = 1024 };

struct sink_dir {
    struct sink sink;
    str root;
    bool rewrites;                          /* files that hold the same bytes too */
    atomic_uint_fast64_t known[SINK_KNOWN]; /* folders that were seen, by hash */
};
void sink_dir_open(struct sink_dir *s, str root);

/* Files in memory. Copies are read. */
struct sink_file {
    str path, bytes;
};
struct sink_mem {
    struct sink sink;
    struct sink_file *files;
    size_t n;
};
void sink_mem_open(struct sink_mem *s);
void sink_mem_free(struct sink_mem *s);

/* The bytes of a file; false when there is none. */
bool sink_mem_get(const struct sink_mem *s, str path, str *bytes);

#endif
