#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/mem.h"

/* More tries than there are threads that write into one folder. */
enum { READ_STEP = 64 << 10, TEMP_TRIES = 1000 };

static int read_all(int fd, size_t limit, size_t expected, struct buf *out)
{
    size_t start = out->len;
    for (;;) {
        size_t room = expected > out->len - start ? expected - (out->len - start) + 1 : READ_STEP;
        ssize_t n = read(fd, buf_room(out, room), room);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        if (n == 0)
            return 0;
        out->len += (size_t)n;
        if (out->len - start > limit)
            return EFBIG;
    }
}

static int open_regular(const char *path, int *fd, struct stat *st)
{
    /* A FIFO would block for ever without O_NONBLOCK; it means nothing for regular files. */
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0)
        return errno;
    int error = fstat(*fd, st) < 0 ? errno : 0;
    if (!error && S_ISDIR(st->st_mode))
        error = EISDIR;
    else if (!error && !S_ISREG(st->st_mode))
        error = EINVAL;
    if (error)
        close(*fd);
    return error;
}

int fs_read(const char *path, size_t limit, struct buf *out)
{
    struct stat st;
    size_t start = out->len;
    int fd;
    int error = open_regular(path, &fd, &st);
    if (error)
        return error;
    error = (uintmax_t)st.st_size > limit ? EFBIG : read_all(fd, limit, (size_t)st.st_size, out);
    if (error)
        out->len = start;
    close(fd);
    return error;
}

int fs_read_start(const char *path, size_t limit, struct buf *out)
{
    struct stat st;
    size_t start = out->len;
    int fd;
    int error = open_regular(path, &fd, &st);
    if (error)
        return error;
    size_t expected = (uintmax_t)st.st_size > limit ? limit : (size_t)st.st_size;
    error = read_all(fd, limit, expected, out);
    if (error == EFBIG)
        error = 0;
    if (out->len - start > limit)
        out->len = start + limit;
    if (error)
        out->len = start;
    close(fd);
    return error;
}

static int write_all(int fd, str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        bytes = str_from(bytes, (size_t)n);
    }
    return 0;
}

str fs_folder_of(str path)
{
    size_t slash = str_rfind_char(path, '/');
    if (slash == STR_NONE)
        return S(".");
    return slash == 0 ? S("/") : str_until(path, slash);
}

/* Opens a new file in the folder of path, under a short name: a neighbour of a file whose name has
 * the greatest possible length must be nameable too. */
static int temp_open(struct arena *a, const char *path, str *name, int *fd)
{
    str folder = fs_folder_of(str_of(path));
    for (unsigned i = 0; i < TEMP_TRIES; i++) {
        *name = arena_printf(a, "%.*s/.kb%lx-%x", STR_ARG(folder), (unsigned long)getpid(), i);
        *fd = open(name->ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (*fd >= 0)
            return 0;
        if (errno == ENOENT) {
            str parent = arena_dup(a, folder);
            int error = fs_make_folders(parent.ptr);
            if (error)
                return error;
        } else if (errno != EEXIST) {
            return errno;
        }
    }
    return EEXIST;
}

static bool skip_hex(str *s)
{
    size_t n = 0;
    while (n < s->len && ascii_hex(s->ptr[n]) >= 0)
        n++;
    *s = str_from(*s, n);
    return n > 0;
}

bool fs_is_temporary(str path)
{
    size_t slash = str_rfind_char(path, '/');
    str name = slash == STR_NONE ? path : str_from(path, slash + 1);
    if (!str_starts(name, S(".kb")))
        return false;
    name = str_from(name, 3);
    if (!skip_hex(&name) || !str_starts(name, S("-")))
        return false;
    name = str_from(name, 1);
    return skip_hex(&name) && name.len == 0;
}

typedef int fill_file(int fd, const void *source);

static int replace(const char *path, fill_file *fill, const void *source)
{
    struct arena a = {0};
    str name;
    int fd;
    int error = temp_open(&a, path, &name, &fd);
    if (!error) {
        error = fill(fd, source);
        if (close(fd) < 0 && !error)
            error = errno;
        if (!error && rename(name.ptr, path) < 0)
            error = errno;
        if (error)
            unlink(name.ptr);
    }
    arena_free(&a);
    return error;
}

static int fill_with_bytes(int fd, const void *source)
{
    return write_all(fd, *(const str *)source);
}

int fs_write(const char *path, str bytes)
{
    return replace(path, fill_with_bytes, &bytes);
}

static int fill_from_file(int fd, const void *source)
{
    char block[READ_STEP];
    int from = *(const int *)source;
    for (;;) {
        ssize_t n = read(from, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : 0;
        int error = write_all(fd, (str){block, (size_t)n});
        if (error)
            return error;
    }
}

int fs_copy(const char *from, const char *path)
{
    int fd = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return errno;
    int error = replace(path, fill_from_file, &fd);
    close(fd);
    return error;
}

static bool read_block(int fd, char *block, size_t size, size_t *got)
{
    for (*got = 0; *got < size;) {
        ssize_t n = read(fd, block + *got, size - *got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        *got += (size_t)n;
    }
    return true;
}

static bool equal_files(int fd, int other)
{
    char block[READ_STEP], other_block[READ_STEP];
    for (size_t n = 1, m; n > 0;)
        if (!read_block(fd, block, sizeof block, &n) ||
            !read_block(other, other_block, sizeof other_block, &m) || n != m ||
            memcmp(block, other_block, n) != 0)
            return false;
    return true;
}

bool fs_equal(const char *path, const char *other)
{
    struct stat st, other_st;
    if (lstat(path, &st) < 0 || lstat(other, &other_st) < 0 || !S_ISREG(st.st_mode) ||
        !S_ISREG(other_st.st_mode) || st.st_size != other_st.st_size)
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int other_fd = open(other, O_RDONLY | O_CLOEXEC);
    bool equal = fd >= 0 && other_fd >= 0 && equal_files(fd, other_fd);
    if (fd >= 0)
        close(fd);
    if (other_fd >= 0)
        close(other_fd);
    return equal;
}

int fs_make_folder(const char *path, bool *fresh)
{
    struct stat st;
    *fresh = mkdir(path, 0777) == 0;
    if (*fresh)
        return 0;
    if (errno != EEXIST)
        return errno;
    if (lstat(path, &st) < 0)
        return errno;
    return S_ISDIR(st.st_mode) ? 0 : ENOTDIR;
}

/* The longest part of a path that is a folder or can be made one; `end` is behind it. */
static int make_deepest(char *path, size_t *end)
{
    for (;;) {
        char c = path[*end];
        path[*end] = '\0';
        bool there = true;
        int error = mkdir(path, 0777) < 0 ? errno : 0;
        if (error == EEXIST)
            error = fs_find_folder(path, &there);
        if (error == 0 && !there)
            error = ENOTDIR;
        path[*end] = c;
        if (error != ENOENT)
            return error;
        do {
            if (*end == 0)
                return error;
        } while (path[--*end] != '/');
    }
}

int fs_make_folders(const char *path)
{
    struct arena a = {0};
    str whole = arena_dup(&a, str_of(path));
    char *p = (char *)whole.ptr;
    size_t end = whole.len;
    int error = end ? make_deepest(p, &end) : 0;
    while (!error && end < whole.len) {
        size_t next = str_find_char(str_from(whole, end + 1), '/');
        end = next == STR_NONE ? whole.len : end + 1 + next;
        char c = p[end];
        p[end] = '\0';
        if (mkdir(p, 0777) < 0 && !(errno == EEXIST && fs_is_folder(p)))
            error = errno == EEXIST ? ENOTDIR : errno;
        p[end] = c;
    }
    arena_free(&a);
    return error;
}

int fs_remove_file(const char *path)
{
    return unlink(path) < 0 && errno != ENOENT ? errno : 0;
}

/* Some systems say that a folder exists when it is not empty. A file in its place, and a folder
 * that something is mounted on, are not to go. */
static bool stays(int error)
{
    return error == ENOTEMPTY || error == EEXIST || error == ENOTDIR || error == EBUSY;
}

int fs_remove_empty_folders(const char *root, const char *path)
{
    struct arena a = {0};
    str p = str_of(path);
    int error = 0;
    while (p.len > 1 && p.ptr[p.len - 1] == '/')
        p.len--;
    while (!error && p.len > strlen(root) && str_starts(p, str_of(root))) {
        if (rmdir(arena_dup(&a, p).ptr) < 0 && errno != ENOENT)
            error = errno;
        p = fs_folder_of(p);
    }
    arena_free(&a);
    return stays(error) ? 0 : error;
}

bool fs_passes_link(str root, str file)
{
    struct arena a = {0};
    char *path = (char *)arena_join(&a, root, S("/"), file).ptr;
    bool linked = false;
    for (size_t i = root.len + 1; path[i] && !linked; i++) {
        struct stat st;
        if (path[i] != '/')
            continue;
        path[i] = '\0';
        linked = lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
        path[i] = '/';
    }
    arena_free(&a);
    return linked;
}

static int find(const char *path, mode_t type, bool *there)
{
    struct stat st;
    bool found = stat(path, &st) == 0;
    *there = found && (st.st_mode & S_IFMT) == type;
    return found || errno == ENOENT || errno == ENOTDIR || errno == ELOOP ? 0 : errno;
}

int fs_find_file(const char *path, bool *there)
{
    return find(path, S_IFREG, there);
}

int fs_find_folder(const char *path, bool *there)
{
    return find(path, S_IFDIR, there);
}

bool fs_is_file(const char *path)
{
    bool there;
    return fs_find_file(path, &there) == 0 && there;
}

bool fs_is_own_folder(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool fs_is_folder(const char *path)
{
    bool there;
    return fs_find_folder(path, &there) == 0 && there;
}

/* The path with "." and ".." taken out by their spelling: right where nothing on it is a link. */
static str plain_path(struct arena *a, str path)
{
    char *p = arena_alloc(a, path.len + 2, 1);
    size_t n = 0;
    for (str part; str_cut(&path, '/', &part);) {
        if (str_eq(part, S("..")))
            n = n ? str_rfind_char((str){p, n}, '/') : 0;
        if (part.len == 0 || str_eq(part, S(".")) || str_eq(part, S("..")))
            continue;
        p[n++] = '/';
        memcpy(p + n, part.ptr, part.len);
        n += part.len;
    }
    p[n] = '\0';
    return n ? (str){p, n} : S("/");
}

int fs_real(struct arena *a, const char *path, str *out)
{
    char *found = realpath(path, NULL);
    int error = found ? 0 : errno;
    if (error == ENOMEM)
        mem_exhausted(0);
    if (found)
        *out = arena_dup(a, str_of(found));
    free(found);
    return error;
}

/* Splits a path into its longest part that exists, without links, and the rest as written. */
static int split_missing(struct arena *a, str path, str *real, str *missing)
{
    *missing = S("");
    for (;;) {
        int error = fs_real(a, arena_dup(a, path).ptr, real);
        if (error != ENOENT || path.len == 0 || str_eq(path, S("/")) || str_eq(path, S(".")))
            return error;
        size_t slash = str_rfind_char(path, '/');
        str last = slash == STR_NONE ? path : str_from(path, slash + 1);
        if (last.len)
            *missing = missing->len ? arena_join(a, last, S("/"), *missing) : last;
        path = fs_folder_of(path);
    }
}

int fs_absolute(struct arena *a, const char *path, str *out)
{
    str real, missing, written;
    int error = split_missing(a, str_of(path), &real, &missing);
    if (error)
        return error;
    written = missing.len ? arena_join(a, real, S("/"), missing) : real;
    *out = plain_path(a, written);
    /* A ".." behind something missing can lead back to what exists, and to links there. */
    if (missing.len && !str_eq(*out, written)) {
        error = split_missing(a, *out, &real, &missing);
        if (!error)
            *out = missing.len ? plain_path(a, arena_join(a, real, S("/"), missing)) : real;
    }
    return error;
}

static int lock_file(const char *path, int how, int *handle)
{
    *handle = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (*handle < 0)
        return errno;
    while (flock(*handle, how) < 0) {
        if (errno == EINTR)
            continue;
        int error = errno;
        close(*handle);
        *handle = -1;
        return error;
    }
    return 0;
}

int fs_try_lock(const char *path, int *handle)
{
    return lock_file(path, LOCK_EX | LOCK_NB, handle);
}

int fs_lock(const char *path, int *handle)
{
    return lock_file(path, LOCK_EX, handle);
}

void fs_unlock(int handle)
{
    close(handle);
}
