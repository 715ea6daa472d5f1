#include "build/sink.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/hash.h"

static void begin(struct sink *self, size_t n)
{
    (void)self;
    (void)n;
}

static str path_of(const struct sink *self, struct arena *a, str file)
{
    const struct sink_dir *s = (const struct sink_dir *)self;
    return arena_join(a, s->root, S("/"), file);
}

/* Folders that were seen to be folders and no links, by hash: outputs come in the order of their
 * paths, so most share theirs with others just before. */

static bool is_known(struct sink_dir *s, uint64_t folder)
{
    return atomic_load_explicit(&s->known[folder % SINK_KNOWN], memory_order_relaxed) == folder;
}

static void know(struct sink_dir *s, uint64_t folder)
{
    atomic_store_explicit(&s->known[folder % SINK_KNOWN], folder, memory_order_relaxed);
}

/* Makes the folders that a file is in. A link in a folder's place may lead anywhere, into the
 * content too: nothing is written there. Whether the last one is new. */
static int make_folders(struct sink *self, struct arena *a, str file, bool *fresh)
{
    struct sink_dir *s = (struct sink_dir *)self;
    int error = 0;
    *fresh = false;
    for (size_t i = 0; i < file.len && !error; i++) {
        if (file.ptr[i] != '/')
            continue;
        str folder = str_until(file, i);
        uint64_t hash = hash64_of(folder);
        *fresh = false;
        if (is_known(s, hash))
            continue;
        str path = arena_join(a, s->root, S("/"), folder);
        error = fs_make_folder(path.ptr, fresh);
        if (error == ENOENT) /* the root itself is missing */
            error = fs_make_folders(path.ptr);
        if (!error)
            know(s, hash);
    }
    return error;
}

/* A link to equal bytes is not the file itself. */
static bool is_own_file(str path, size_t size)
{
    struct stat st;
    return lstat(path.ptr, &st) == 0 && S_ISREG(st.st_mode) && (uintmax_t)st.st_size == size;
}

static bool rewrites(const struct sink *self)
{
    return ((const struct sink_dir *)self)->rewrites;
}

static bool holds(str path, str bytes)
{
    struct buf old = {0};
    bool same = is_own_file(path, bytes.len) && fs_read(path.ptr, bytes.len, &old) == 0 &&
                str_eq(buf_str(&old), bytes);
    buf_free(&old);
    return same;
}

static struct sink_result result_of(int error)
{
    return (struct sink_result){error ? SINK_FAILED : SINK_WRITTEN, error};
}

static struct sink_result put(struct sink *self, size_t i, str file, str bytes)
{
    (void)i;
    struct arena a = {0};
    str path = path_of(self, &a, file);
    struct sink_result r = {.outcome = SINK_UNCHANGED};
    bool fresh;
    int error = make_folders(self, &a, file, &fresh);
    if (error)
        r = result_of(error);
    else if (fresh || rewrites(self) || !holds(path, bytes))
        r = result_of(fs_write(path.ptr, bytes));
    arena_free(&a);
    return r;
}

static struct sink_result copy(struct sink *self, size_t i, str file, str from)
{
    (void)i;
    struct arena a = {0};
    str path = path_of(self, &a, file), real = from;
    struct sink_result r = {.outcome = SINK_UNCHANGED};
    bool fresh;
    int error = make_folders(self, &a, file, &fresh);
    if (error)
        r = result_of(error);
    /* A link in the content is published as what it leads to. */
    else if (fs_absolute(&a, from.ptr, &real) != 0 || rewrites(self) ||
             !fs_equal(path.ptr, real.ptr))
        r = result_of(fs_copy(from.ptr, path.ptr));
    arena_free(&a);
    return r;
}

static bool stamp(struct sink *self, str file, struct fs_stamp *out)
{
    struct arena a = {0};
    bool there = fs_stamp(path_of(self, &a, file).ptr, out);
    arena_free(&a);
    return there;
}

/* Whether the folders that a file is in are there, and none of them a link. */
static bool has_folders(struct sink *self, struct arena *a, str file)
{
    struct sink_dir *s = (struct sink_dir *)self;
    for (size_t i = 0; i < file.len; i++) {
        uint64_t hash = file.ptr[i] == '/' ? hash64_of(str_until(file, i)) : 0;
        if (file.ptr[i] != '/' || is_known(s, hash))
            continue;
        if (!fs_is_own_folder(arena_join(a, s->root, S("/"), str_until(file, i)).ptr))
            return false;
        know(s, hash);
    }
    return true;
}

static bool still_holds(struct sink *self, const struct snapshot_file *f, struct fs_stamp *now)
{
    struct arena a = {0};
    bool there =
        has_folders(self, &a, f->file) && snapshot_holds(f, path_of(self, &a, f->file).ptr, now);
    arena_free(&a);
    return there;
}

void sink_dir_open(struct sink_dir *s, str root)
{
    *s = (struct sink_dir){.sink = {begin, put, copy, stamp, still_holds}, .root = root};
}
