/* base/fs: reading, writing, folders, locks. The walk is in test_fs_walk.c. */
#include "base/fs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Each test runs in an empty folder of its own, which is the working directory. */
static int enter(void **state)
{
    char name[] = "/tmp/kbsite-fs.XXXXXX";
    if (!mkdtemp(name) || chdir(name) != 0)
        return -1;
    *state = strdup(name);
    return *state ? 0 : -1;
}

static int leave(void **state)
{
    char command[128];
    snprintf(command, sizeof command, "chmod -R u+rwX '%s'; rm -rf '%s'", (char *)*state,
             (char *)*state);
    free(*state);
    return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static void put(const char *path, const char *text)
{
    assert_int_equal(fs_write(path, str_of(text)), 0);
}

static void assert_content(const char *path, str wanted)
{
    struct buf b = {0};
    assert_int_equal(fs_read(path, 1 << 20, &b), 0);
    assert_int_equal(b.len, wanted.len);
    if (wanted.len)
        assert_memory_equal(b.ptr, wanted.ptr, wanted.len);
    buf_free(&b);
}

/* How many entries a folder has, hidden ones too. */
static size_t entries(const char *folder)
{
    size_t n = 0;
    DIR *open = opendir(folder);
    assert_non_null(open);
    while (readdir(open))
        n++;
    closedir(open);
    return n - 2; /* "." and ".." */
}

static void read_limits(void **state)
{
    (void)state;
    static const struct {
        size_t size, limit;
        int error;
    } cases[] = {
        {0, 0, 0},
        {0, 10, 0},
        {1, 0, EFBIG},
        {9, 10, 0},
        {10, 10, 0},
        {11, 10, EFBIG},
        {70000, 70000, 0},
        {70000, 69999, EFBIG},
        {200000, SIZE_MAX, 0},
    };
    char *bytes = malloc(200000);
    for (size_t i = 0; i < 200000; i++)
        bytes[i] = (char)(i % 251);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        assert_int_equal(fs_write("f", (str){bytes, cases[i].size}), 0);
        buf_add_lit(&b, "before");
        assert_int_equal(fs_read("f", cases[i].limit, &b), cases[i].error);
        assert_int_equal(b.len, 6 + (cases[i].error ? 0 : cases[i].size));
        assert_memory_equal(b.ptr, "before", 6);
        assert_memory_equal(b.ptr + 6, bytes, b.len - 6);
        buf_free(&b);
    }
    free(bytes);
}

static void read_what_is_no_file(void **state)
{
    (void)state;
    struct buf b = {0};
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(mkfifo("fifo", 0666), 0);
    assert_int_equal(fs_read("missing", 100, &b), ENOENT);
    assert_int_equal(fs_read("folder", 100, &b), EISDIR);
    alarm(20); /* a reader that waits for a writer would hang here */
    assert_int_not_equal(fs_read("fifo", 100, &b), 0);
    alarm(0);
    if (geteuid() != 0) {
        put("secret", "x");
        assert_int_equal(chmod("secret", 0), 0);
        assert_int_equal(fs_read("secret", 100, &b), EACCES);
    }
    assert_int_equal(b.len, 0);
    buf_free(&b);
}

/* A file whose size the system does not say is read whole, and limited all the same. */
static void read_without_size(void **state)
{
    (void)state;
    struct buf b = {0};
    if (access("/proc/self/status", R_OK) != 0)
        skip();
    assert_int_equal(fs_read("/proc/self/status", 1 << 20, &b), 0);
    assert_true(b.len > 10);
    buf_clear(&b);
    assert_int_equal(fs_read("/proc/self/status", 10, &b), EFBIG);
    assert_int_equal(b.len, 0);
    buf_free(&b);
}

static void write_and_replace(void **state)
{
    (void)state;
    assert_int_equal(fs_write("a/b/c/f", S("one\0two")), 0);
    assert_content("a/b/c/f", S("one\0two"));
    assert_int_equal(fs_write("a/b/c/f", S("")), 0);
    assert_content("a/b/c/f", S(""));
    assert_int_equal(fs_write("f", S("here")), 0);
    assert_int_equal(entries("a/b/c"), 1);
    assert_int_equal(entries("."), 2);
}

/* A reader that has the old file open keeps it whole. */
static void write_is_atomic(void **state)
{
    (void)state;
    char old[4] = {0};
    put("f", "old");
    int fd = open("f", O_RDONLY);
    assert_true(fd >= 0);
    put("f", "new and longer");
    assert_int_equal(read(fd, old, sizeof old), 3);
    assert_memory_equal(old, "old", 3);
    close(fd);
    assert_content("f", S("new and longer"));
}

static void failed_write_keeps_old(void **state)
{
    (void)state;
    struct rlimit limit, small = {.rlim_cur = 100};
    static char big[5000];
    put("f", "old");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small.rlim_max = limit.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int error = fs_write("f", (str){big, sizeof big});
    int fresh = fs_write("new", (str){big, sizeof big});
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(error, EFBIG);
    assert_int_equal(fresh, EFBIG);
    assert_content("f", S("old"));
    assert_int_equal(entries("."), 1);
}

static void write_where_none_can_be(void **state)
{
    (void)state;
    put("file", "x");
    put("folder/inside", "y");
    assert_int_equal(fs_write("file/below", S("z")), ENOTDIR);
    assert_int_not_equal(fs_write("folder", S("z")), 0);
    assert_content("file", S("x"));
    assert_content("folder/inside", S("y"));
    assert_int_equal(entries("."), 2);
    assert_int_equal(entries("folder"), 1);
    if (geteuid() != 0) {
        assert_int_equal(chmod("folder", 0500), 0);
        assert_int_equal(fs_write("folder/inside", S("z")), EACCES);
        assert_content("folder/inside", S("y"));
        assert_int_equal(entries("folder"), 1);
    }
}

/* Replacing a link writes where it stands, not where it leads. */
static void write_over_link(void **state)
{
    (void)state;
    put("target", "precious");
    assert_int_equal(symlink("target", "link"), 0);
    put("link", "new");
    assert_content("target", S("precious"));
    assert_content("link", S("new"));
}

static void copies(void **state)
{
    (void)state;
    static char big[200000];
    memset(big, 'k', sizeof big);
    big[0] = '\0';
    assert_int_equal(fs_write("from", (str){big, sizeof big}), 0);
    assert_int_equal(fs_copy("from", "to/the/copy"), 0);
    assert_content("to/the/copy", (str){big, sizeof big});
    put("to/other", "old");
    assert_int_equal(fs_copy("missing", "to/other"), ENOENT);
    assert_int_not_equal(fs_copy("to/the", "to/other"), 0);
    assert_content("to/other", S("old"));
    assert_int_equal(entries("to"), 2);
}

static void odd_names(void **state)
{
    (void)state;
    char longest[256];
    memset(longest, 'n', 255);
    longest[255] = '\0';
    const char *names[] = {
        "two words",   " lead and trail ",
        "quo\"te's",   "100%25",
        "a#b?c&d=e",   "\xF0\x9F\x93\x9A note",
        "line\nbreak", "-d",
        "back\\slash", "\xFF\xFE",
        longest,
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[600];
        put(names[i], "x");
        put(names[i], "again");
        assert_content(names[i], S("again"));
        assert_true(fs_is_file(names[i]));
        assert_int_equal(entries("."), 1);
        assert_int_equal(fs_remove_file(names[i]), 0);
        snprintf(path, sizeof path, "%s/%s", names[i], names[i]);
        put(path, "deep");
        assert_content(path, S("deep"));
        assert_int_equal(fs_remove_file(path), 0);
        fs_remove_empty_folders(".", "./nothing");
        snprintf(path, sizeof path, "./%s", names[i]);
        fs_remove_empty_folders(".", path);
        assert_int_equal(entries("."), 0);
    }
    char too_long[300] = "";
    memset(too_long, 'n', 256);
    assert_int_equal(fs_write(too_long, S("x")), ENAMETOOLONG);
    assert_int_equal(entries("."), 0);
}

static bool is_empty(const char *path)
{
    bool empty = false;
    assert_int_equal(fs_is_empty_folder(path, &empty), 0);
    return empty;
}

static void folders(void **state)
{
    (void)state;
    assert_int_equal(fs_make_folders("a/b/c"), 0);
    assert_int_equal(fs_make_folders("a/b/c"), 0);
    assert_int_equal(fs_make_folders("a//b/d/"), 0);
    assert_true(fs_is_folder("a/b/c"));
    assert_true(fs_is_folder("a/b/d"));
    assert_false(fs_is_file("a/b"));
    assert_false(fs_is_folder("missing"));
    put("file", "x");
    assert_true(fs_is_file("file"));
    assert_false(fs_is_folder("file"));
    assert_int_equal(fs_make_folders("file/below"), ENOTDIR);
    assert_int_equal(fs_make_folders("file"), ENOTDIR);
    assert_true(is_empty("a/b/c"));
    assert_false(is_empty("a"));
    assert_false(is_empty("file"));
    assert_true(is_empty("missing"));
    assert_int_equal(fs_remove_file("file"), 0);
    assert_int_equal(fs_remove_file("file"), 0);
    assert_int_not_equal(fs_remove_file("a"), 0);
}

static void removes_empty_folders(void **state)
{
    (void)state;
    assert_int_equal(fs_make_folders("out/a/b/c"), 0);
    assert_int_equal(fs_make_folders("out/full/b"), 0);
    put("out/full/file", "x");
    fs_remove_empty_folders("out", "out/a/b/c");
    assert_false(fs_is_folder("out/a"));
    assert_true(fs_is_folder("out"));
    assert_int_equal(fs_remove_empty_folders("out", "out/full/b"), 0);
    assert_false(fs_is_folder("out/full/b"));
    assert_true(fs_is_file("out/full/file"));
    fs_remove_empty_folders("out", "out");
    assert_true(fs_is_folder("out"));
    assert_int_equal(fs_remove_file("out/full/file"), 0);
    fs_remove_empty_folders("out", "out/full");
    assert_true(fs_is_folder("out")); /* empty now, and kept */
}

static void absolute_paths(void **state)
{
    struct arena a = {0};
    char base[200], wanted[512];
    str out;
    assert_non_null(realpath(*state, base));
    assert_int_equal(fs_make_folders("real/sub"), 0);
    assert_int_equal(symlink("real", "link"), 0);
    static const struct {
        const char *path, *wanted;
    } cases[] = {
        {".", ""},
        {"real", "/real"},
        {"./real/../real/sub", "/real/sub"},
        {"link/sub", "/real/sub"},
        {"link/new/er", "/real/new/er"},
        {"new", "/new"},
        {"new/", "/new"},
        {"new/..", ""},
        {"new/./../real/sub", "/real/sub"},
        {"new/../link/er/../sub", "/real/sub"},
        {"new/a/../../link/er", "/real/er"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(fs_absolute(&a, cases[i].path, &out), 0);
        snprintf(wanted, sizeof wanted, "%s%s", base, cases[i].wanted);
        assert_int_equal(out.len, strlen(wanted));
        assert_string_equal(out.ptr, wanted);
    }
    assert_int_equal(fs_absolute(&a, "/", &out), 0);
    assert_true(str_eq(out, S("/")));
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(fs_absolute(&a, "loop/x", &out), ELOOP);
    arena_free(&a);
}

static void links_on_the_way(void **state)
{
    (void)state;
    assert_int_equal(fs_write("far/sub/file", S("x")), 0);
    assert_int_equal(fs_write("near/sub/file", S("x")), 0);
    assert_int_equal(symlink("../far", "near/link"), 0);
    assert_int_equal(symlink("near", "root"), 0);
    assert_false(fs_passes_link(S("near"), S("sub/file")));
    assert_false(fs_passes_link(S("root"), S("sub/file"))); /* only below the root */
    assert_false(fs_passes_link(S("near"), S("link")));     /* only folders */
    assert_false(fs_passes_link(S("near"), S("none/file")));
    assert_true(fs_passes_link(S("near"), S("link/file")));
    assert_true(fs_passes_link(S("near"), S("link/sub/file")));
}

/* Holds the lock in a second process until that is killed; returns when it has it. */
static pid_t lock_elsewhere(unsigned milliseconds)
{
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct timespec t = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
        int handle;
        char ok = fs_try_lock("lock", &handle) == 0;
        if (write(ready[1], &ok, 1) != 1)
            _exit(1);
        nanosleep(&t, NULL);
        /* Without fs_unlock: the end of the process has to be enough. */
        _exit(0);
    }
    char ok = 0;
    assert_int_equal(read(ready[0], &ok, 1), 1);
    assert_int_equal(ok, 1);
    close(ready[0]);
    close(ready[1]);
    return child;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void lock_is_free(void **state)
{
    (void)state;
    int handle;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(fs_lock("lock", &handle), 0);
        fs_unlock(handle);
        assert_int_equal(fs_try_lock("lock", &handle), 0);
        fs_unlock(handle);
    }
    assert_int_equal(fs_lock("missing/lock", &handle), ENOENT);
}

static void lock_waits_for_another_process(void **state)
{
    (void)state;
    int handle, status;
    pid_t child = lock_elsewhere(300);
    double start = now();
    assert_int_equal(fs_try_lock("lock", &handle), EWOULDBLOCK);
    assert_int_equal(fs_lock("lock", &handle), 0);
    assert_true(now() - start > 0.1);
    fs_unlock(handle);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void killed_holder_releases_lock(void **state)
{
    (void)state;
    int handle;
    pid_t child = lock_elsewhere(60000);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(fs_try_lock("lock", &handle), 0);
    fs_unlock(handle);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(read_limits),
        TEST(read_what_is_no_file),
        TEST(read_without_size),
        TEST(write_and_replace),
        TEST(write_is_atomic),
        TEST(failed_write_keeps_old),
        TEST(write_where_none_can_be),
        TEST(write_over_link),
        TEST(copies),
        TEST(odd_names),
        TEST(folders),
        TEST(removes_empty_folders),
        TEST(absolute_paths),
        TEST(links_on_the_way),
        TEST(lock_is_free),
        TEST(lock_waits_for_another_process),
        TEST(killed_holder_releases_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
