/* A library for LD_PRELOAD that lets calls of the C library fail, to see what kbsite does then.
 *
 *     FAULT_PROGRAM   the name of the program that is hit; others, such as git, are left alone
 *     FAULT_CLASS     which calls: memory open read readdir write rename remove mkdir sync stat
 *                     close lock start
 *     FAULT_AT        the number of the call, from 1 on; 0 only counts
 *     FAULT_KIND      what happens to it: an errno value in digits, "short" (half the bytes are
 *                     written), "kill" (SIGKILL before the call), or the number of a signal behind
 *                     a minus
 *     FAULT_ON        set and not empty: to each call from that one on
 *     FAULT_REPORT    a file that is made when a call is hit: its name and the path, where it has
 *                     one; for memory the library that asks. With FAULT_AT=0 it is made at the end:
 * the number of calls
 *
 * Calls are counted from the program's main thread's first step, over all threads. Variables are
 * taken out of the environment, so what the program starts is not hit. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHORT = -1000, PATH_ROOM = 4096 };

static const char *class;
static long at;
static int kind; /* an errno value, SHORT, or minus a signal */
static bool on;
static char report[PATH_ROOM];
static atomic_long count;

/* The function that the program would have got. */
#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

static void read_environment(void)
{
    const char *wanted = getenv("FAULT_CLASS"), *program = getenv("FAULT_PROGRAM");
    const char *n = getenv("FAULT_AT"), *k = getenv("FAULT_KIND"), *all = getenv("FAULT_ON");
    const char *file = getenv("FAULT_REPORT");
    bool here = program && strcmp(program, program_invocation_short_name) == 0;
    on = all && *all;
    at = n ? strtol(n, NULL, 10) : 0;
    kind = !k ? EIO : strcmp(k, "short") == 0 ? SHORT : (int)strtol(k, NULL, 10);
    if (k && strcmp(k, "kill") == 0)
        kind = -SIGKILL;
    if (file)
        snprintf(report, sizeof report, "%s", file);
    if (here && wanted)
        class = strdup(wanted);
}

__attribute__((constructor)) static void begin(void)
{
    read_environment();
    unsetenv("LD_PRELOAD");
    atomic_store(&count, 0);
}

/* Without the functions below: nothing of this may be counted. */
static void write_report(const char *call, const char *path, int fd)
{
    char text[2 * PATH_ROOM], name[64], target[PATH_ROOM];
    int out = report[0] ? REAL(open)(report, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;
    if (out < 0)
        return;
    if (!path && fd >= 0) {
        snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
        ssize_t n = readlink(name, target, sizeof target - 1);
        target[n < 0 ? 0 : n] = '\0';
        path = target;
    }
    snprintf(text, sizeof text, "%s %s\n", call, path ? path : "");
    ssize_t written = REAL(write)(out, text, strlen(text));
    (void)written;
    REAL(close)(out);
}

__attribute__((destructor)) static void end(void)
{
    char text[32];
    if (!class || at != 0)
        return;
    snprintf(text, sizeof text, "%ld", atomic_load(&count));
    write_report(text, NULL, -1);
}

/* Counts a call; whether it is to be hit. A signal is sent here, and the call goes on. */
static bool hit(const char *of, const char *call, const char *path, int fd)
{
    if (!class || strcmp(class, of) != 0)
        return false;
    long n = atomic_fetch_add(&count, 1) + 1;
    if (at == 0 || (on ? n < at : n != at))
        return false;
    if (n == at) {
        int error = errno;
        write_report(call, path, fd);
        errno = error;
    }
    if (kind < 0 && kind != SHORT) {
        kill(getpid(), -kind);
        return false;
    }
    return true;
}

static bool fails(const char *of, const char *call, const char *path, int fd)
{
    if (kind == SHORT || !hit(of, call, path, fd))
        return false;
    errno = kind;
    return true;
}

static bool is_cut(const char *call, int fd)
{
    return kind == SHORT && hit("write", call, NULL, fd);
}

/* Memory. dlsym may ask for some itself before the first of these is known. */

/* The library that asks, in the place of a path. */
static bool memory_fails(const char *call, const void *caller)
{
    Dl_info info;
    bool next = at > 0 && atomic_load(&count) + 1 == at;
    return fails("memory", call, next && dladdr(caller, &info) ? info.dli_fname : NULL, -1);
}

static void *fallback(size_t size)
{
    static _Alignas(16) char room[4096];
    static size_t used;
    size_t from = used;
    used += (size + 15) & ~(size_t)15;
    return used <= sizeof room ? room + from : NULL;
}

#define MEMORY(name)                                                                               \
    static __typeof__(&name) known;                                                                \
    static bool asking;                                                                            \
    if (!known && !asking) {                                                                       \
        asking = true;                                                                             \
        known = REAL(name);                                                                        \
        asking = false;                                                                            \
    }

void *malloc(size_t size)
{
    MEMORY(malloc)
    if (!known)
        return fallback(size);
    return memory_fails("malloc", __builtin_return_address(0)) ? NULL : known(size);
}

void *calloc(size_t n, size_t size)
{
    MEMORY(calloc)
    if (!known)
        return fallback(n * size);
    return memory_fails("calloc", __builtin_return_address(0)) ? NULL : known(n, size);
}

void *realloc(void *old, size_t size)
{
    MEMORY(realloc)
    return memory_fails("realloc", __builtin_return_address(0)) ? NULL : known(old, size);
}

/* Files */

static mode_t mode_of(int flags, va_list args)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(args, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return fails("open", "open", path, -1) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return fails("open", "open", path, -1) ? -1 : REAL(open64)(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return fails("open", "openat", path, -1) ? -1 : REAL(openat)(folder, path, flags, mode);
}

/* A call that either fails with -1 or goes on unchanged: one on a path, one on a descriptor. */
#define CALL_PATH(type, of, path, name, parameters, arguments)                                     \
    type name parameters                                                                           \
    {                                                                                              \
        return fails(of, #name, path, -1) ? (type)-1 : REAL(name) arguments;                       \
    }

#define CALL(type, of, fd, name, parameters, arguments)                                            \
    type name parameters                                                                           \
    {                                                                                              \
        return fails(of, #name, NULL, fd) ? (type)-1 : REAL(name) arguments;                       \
    }

/* The same for one whose result is a pointer. */
#define POINTER(type, of, path, name, parameters, arguments)                                       \
    type *name parameters                                                                          \
    {                                                                                              \
        return fails(of, #name, path, -1) ? NULL : REAL(name) arguments;                           \
    }

/* The same for one whose result is the error. */
#define ERROR(of, path, name, parameters, arguments)                                               \
    int name parameters                                                                            \
    {                                                                                              \
        return fails(of, #name, path, -1) ? errno : REAL(name) arguments;                          \
    }

CALL_PATH(int, "open", path, creat, (const char *path, mode_t mode), (path, mode))
POINTER(FILE, "open", path, fopen, (const char *path, const char *mode), (path, mode))
POINTER(DIR, "open", path, opendir, (const char *path), (path))
POINTER(DIR, "open", NULL, fdopendir, (int fd), (fd))
CALL(int, "open", -1, dup, (int fd), (fd))

CALL(ssize_t, "read", fd, read, (int fd, void *to, size_t n), (fd, to, n))
CALL(ssize_t, "read", fd, pread, (int fd, void *to, size_t n, off_t o), (fd, to, n, o))
CALL(ssize_t, "read", fd, readv, (int fd, const struct iovec *v, int n), (fd, v, n))
POINTER(struct dirent, "readdir", NULL, readdir, (DIR * folder), (folder))

ssize_t write(int fd, const void *from, size_t n)
{
    if (fails("write", "write", NULL, fd))
        return -1;
    return REAL(write)(fd, from, n > 1 && is_cut("write", fd) ? n / 2 : n);
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t o)
{
    if (fails("write", "pwrite", NULL, fd))
        return -1;
    return REAL(pwrite)(fd, from, n > 1 && is_cut("pwrite", fd) ? n / 2 : n, o);
}

ssize_t copy_file_range(int in, off_t *i, int out, off_t *o, size_t n, unsigned flags)
{
    if (fails("write", "copy_file_range", NULL, out))
        return -1;
    size_t most = n > 1 && is_cut("copy_file_range", out) ? n / 2 : n;
    return REAL(copy_file_range)(in, i, out, o, most, flags);
}

ssize_t sendfile(int out, int in, off_t *o, size_t n)
{
    if (fails("write", "sendfile", NULL, out))
        return -1;
    return REAL(sendfile)(out, in, o, n > 1 && is_cut("sendfile", out) ? n / 2 : n);
}

CALL(ssize_t, "write", fd, writev, (int fd, const struct iovec *v, int n), (fd, v, n))
CALL(int, "write", fd, ftruncate, (int fd, off_t n), (fd, n))
ERROR("write", NULL, posix_fallocate, (int fd, off_t from, off_t n), (fd, from, n))

CALL_PATH(int, "rename", to, rename, (const char *from, const char *to), (from, to))
CALL_PATH(int, "rename", to, renameat, (int f, const char *from, int t, const char *to),
          (f, from, t, to))
CALL_PATH(int, "rename", to, renameat2,
          (int f, const char *from, int t, const char *to, unsigned flags), (f, from, t, to, flags))
CALL_PATH(int, "rename", to, link, (const char *from, const char *to), (from, to))
CALL_PATH(int, "rename", to, linkat, (int f, const char *from, int t, const char *to, int flags),
          (f, from, t, to, flags))

CALL_PATH(int, "remove", path, unlink, (const char *path), (path))
CALL_PATH(int, "remove", path, unlinkat, (int f, const char *path, int flags), (f, path, flags))
CALL_PATH(int, "remove", path, rmdir, (const char *path), (path))
CALL_PATH(int, "remove", path, remove, (const char *path), (path))

CALL_PATH(int, "mkdir", path, mkdir, (const char *path, mode_t mode), (path, mode))
CALL_PATH(int, "mkdir", path, mkdirat, (int f, const char *path, mode_t mode), (f, path, mode))

CALL(int, "sync", fd, fsync, (int fd), (fd))
CALL(int, "sync", fd, fdatasync, (int fd), (fd))
CALL(int, "sync", fd, futimens, (int fd, const struct timespec times[2]), (fd, times))

CALL_PATH(int, "stat", path, stat, (const char *path, struct stat *st), (path, st))
CALL_PATH(int, "stat", path, lstat, (const char *path, struct stat *st), (path, st))
CALL(int, "stat", fd, fstat, (int fd, struct stat *st), (fd, st))
CALL_PATH(int, "stat", path, fstatat, (int f, const char *path, struct stat *st, int flags),
          (f, path, st, flags))
CALL_PATH(int, "stat", path, access, (const char *path, int mode), (path, mode))
POINTER(char, "stat", path, realpath, (const char *path, char *to), (path, to))

/* The descriptor is gone whatever the answer, as on Linux. */
int close(int fd)
{
    bool failing = fails("close", "close", NULL, fd);
    int error = errno;
    int result = REAL(close)(fd);
    errno = failing ? error : errno;
    return failing ? -1 : result;
}

CALL(int, "lock", fd, flock, (int fd, int how), (fd, how))

/* Pipes, programs, threads */

CALL(int, "start", -1, pipe2, (int ends[2], int flags), (ends, flags))
CALL(pid_t, "start", -1, waitpid, (pid_t pid, int *status, int flags), (pid, status, flags))
ERROR("start", NULL, posix_spawnp,
      (pid_t * pid, const char *file, const posix_spawn_file_actions_t *actions,
       const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]),
      (pid, file, actions, attributes, arguments, environment))
ERROR("start", NULL, pthread_create,
      (pthread_t * thread, const pthread_attr_t *attributes, void *(*run)(void *), void *context),
      (thread, attributes, run, context))
