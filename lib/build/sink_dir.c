#include "build/sink.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/fs.h"

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

/* A link in a folder's place may lead anywhere, into the content too: nothing is written there. */
static bool leaves(const struct sink *self, str file)
{
    return fs_passes_link(((const struct sink_dir *)self)->root, file);
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
    if (leaves(self, file))
        r = result_of(ENOTDIR);
    else if (rewrites(self) || !holds(path, bytes))
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
    if (leaves(self, file))
        r = result_of(ENOTDIR);
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

void sink_dir_open(struct sink_dir *s, str root)
{
    *s = (struct sink_dir){.sink = {begin, put, copy, stamp}, .root = root};
}
