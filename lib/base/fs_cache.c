/* Stamps and pieces: what caches need of files. Declared in fs.h. */
#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "base/fs_stat.h"

enum { SECOND = 1000000000 };

static int64_t nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * SECOND + t.tv_nsec;
}

struct fs_stamp fs_stamp_of(const struct stat *st)
{
    return (struct fs_stamp){
        .size = (uint64_t)st->st_size,
        .inode = (uint64_t)st->st_ino,
        .modified = nanoseconds(st->st_mtim),
        .changed = nanoseconds(st->st_ctim),
    };
}

bool fs_stamp(const char *path, struct fs_stamp *out)
{
    struct stat st;
    *out = (struct fs_stamp){0};
    if (lstat(path, &st) < 0 || !S_ISREG(st.st_mode))
        return false;
    *out = fs_stamp_of(&st);
    return true;
}

void fs_stamp_program(struct fs_stamp *out)
{
    struct stat st;
    *out = stat("/proc/self/exe", &st) == 0 ? fs_stamp_of(&st) : (struct fs_stamp){0};
}

bool fs_stamp_eq(const struct fs_stamp *a, const struct fs_stamp *b)
{
    return a->size == b->size && a->inode == b->inode && a->modified == b->modified &&
           a->changed == b->changed;
}

bool fs_stamp_is_fresh(const struct fs_stamp *stamp, int64_t now, bool careful)
{
    /* The coarsest times in use, those of FAT, are two seconds apart; a tick is 10 ms at most. */
    const int64_t coarse = 2 * (int64_t)SECOND, tick = SECOND / 50;
    int64_t newest = stamp->changed > stamp->modified ? stamp->changed : stamp->modified;
    return newest > now - (careful || newest % SECOND == 0 ? coarse : tick);
}

int64_t fs_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return nanoseconds(now);
}

int fs_open_pieces(const char *path, bool fresh, int *handle, uint64_t *size)
{
    struct stat st;
    int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    int error = fresh ? fs_remove_file(path) : 0;
    *handle = error ? -1 : open(path, flags | (fresh ? O_EXCL : 0), 0666);
    if (*handle < 0)
        return error ? error : errno;
    error = fstat(*handle, &st) < 0 ? errno : S_ISREG(st.st_mode) ? 0 : EINVAL;
    *size = error ? 0 : (uint64_t)st.st_size;
    if (error) {
        close(*handle);
        *handle = -1;
    }
    return error;
}

void fs_close(int handle)
{
    if (handle >= 0)
        close(handle);
}

int fs_write_piece(int handle, uint64_t at, str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = pwrite(handle, bytes.ptr, bytes.len, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        bytes = str_from(bytes, (size_t)n);
        at += (size_t)n;
    }
    return 0;
}

int fs_read_piece(int handle, uint64_t at, char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t got = pread(handle, bytes, n, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? errno : EIO;
        bytes += got;
        n -= (size_t)got;
        at += (size_t)got;
    }
    return 0;
}
