/* base/fs: fs_walk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

/* Each test runs in an empty folder of its own, which is the working directory. */
static int enter(void **state)
{
    char name[] = "/tmp/kbsite-walk.XXXXXX";
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

static void link_to(const char *target, const char *path)
{
    assert_int_equal(symlink(target, path), 0);
}

/* What the walk found as text: one line "KIND path" for each entry. */
static void assert_walk(const char *root, fs_skip *skip_some, const char *wanted)
{
    static const char *const kinds[] = {"file", "unreadable", "outside", "loop"};
    struct arena a = {0};
    struct fs_tree tree = {0};
    struct buf b = {0};
    assert_int_equal(fs_walk(&a, root, skip_some, NULL, &tree), 0);
    for (size_t i = 0; i < tree.entries.n; i++) {
        struct fs_entry e = tree.entries.at[i];
        buf_addf(&b, "%s %.*s\n", kinds[e.kind], STR_ARG(e.path));
    }
    buf_add_char(&b, '\0');
    assert_string_equal(b.ptr, wanted);
    buf_free(&b);
    arena_free(&a);
}

static void order_is_that_of_bytes(void **state)
{
    (void)state;
    put("in/b.md", "");
    put("in/a/z", "");
    put("in/a.md", "");
    put("in/a-b/c", "");
    put("in/B.md", "");
    put("in/a/deep/er/x", "");
    put("in/\xC3\xA9", "");
    put("in/.hidden", "");
    assert_walk("in", NULL,
                "file .hidden\nfile B.md\nfile a-b/c\nfile a.md\nfile a/deep/er/x\nfile a/z\n"
                "file b.md\nfile \xC3\xA9\n");
    assert_walk("in/", NULL,
                "file .hidden\nfile B.md\nfile a-b/c\nfile a.md\nfile a/deep/er/x\nfile a/z\n"
                "file b.md\nfile \xC3\xA9\n");
}

static void sizes(void **state)
{
    (void)state;
    struct arena a = {0};
    struct fs_tree tree = {0};
    put("empty", "");
    put("five", "12345");
    assert_int_equal(fs_walk(&a, ".", NULL, NULL, &tree), 0);
    assert_int_equal(tree.entries.n, 2);
    assert_int_equal(tree.entries.at[0].stamp.size, 0);
    assert_int_equal(tree.entries.at[1].stamp.size, 5);
    arena_free(&a);
}

static bool skip_hidden_and_out(void *context, str path, bool folder)
{
    (void)context;
    str name = str_from(path, str_rfind_char(path, '/') + 1);
    return str_starts(name, S(".")) || (folder && str_eq(path, S("a/out")));
}

static void skips(void **state)
{
    (void)state;
    put(".git/config", "");
    put("a/out/x", "");
    put("a/.b", "");
    put("a/c", "");
    put("out", "");
    assert_walk(".", skip_hidden_and_out, "file a/c\nfile out\n");
}

static void links_inside(void **state)
{
    (void)state;
    put("in/real/x", "abc");
    put("in/note", "abcd");
    link_to("real", "in/folder");
    link_to("note", "in/file");
    link_to("../note", "in/real/up");
    assert_walk("in", NULL,
                "file file\nfile folder/up\nfile folder/x\nfile note\nfile real/up\nfile real/x\n");
}

static void links_outside(void **state)
{
    (void)state;
    put("in/x", "");
    put("secret/key", "");
    put("inside-by-name/key", ""); /* begins with the root's path, and is another folder */
    link_to("../secret", "in/folder");
    link_to("../secret/key", "in/file");
    link_to("/etc", "in/etc");
    link_to("../inside-by-name", "in/near");
    assert_walk("in", NULL, "outside etc\noutside file\noutside folder\noutside near\nfile x\n");
}

static void links_that_loop(void **state)
{
    (void)state;
    put("in/a/b/x", "");
    link_to("..", "in/a/b/up");
    link_to("../../..", "in/a/b/out");
    link_to("../..", "in/a/b/root");
    link_to(".", "in/a/here");
    link_to("self", "in/self");
    link_to("pong", "in/ping");
    link_to("ping", "in/pong");
    assert_walk("in", NULL,
                "outside a/b/out\nloop a/b/root\nloop a/b/up\nfile a/b/x\nloop a/here\n"
                "loop ping\nloop pong\nloop self\n");
}

static void links_to_each_other(void **state)
{
    (void)state;
    put("in/a/x", "");
    put("in/b/y", "");
    link_to("../b", "in/a/to-b");
    link_to("../a", "in/b/to-a");
    assert_walk("in", NULL,
                "loop a/to-b/to-a\nfile a/to-b/y\nfile a/x\nloop b/to-a/to-b\nfile b/to-a/x\n"
                "file b/y\n");
}

static void dangling_and_special(void **state)
{
    (void)state;
    assert_int_equal(mkdir("in", 0777), 0);
    link_to("nowhere", "in/dangling");
    assert_int_equal(mkfifo("in/fifo", 0666), 0);
    assert_walk("in", NULL, "unreadable dangling\nunreadable fifo\n");
}

static void unreadable(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip();
    put("in/file", "");
    put("in/folder/x", "");
    put("in/ok", "");
    assert_int_equal(chmod("in/file", 0), 0);
    assert_int_equal(chmod("in/folder", 0), 0);
    assert_walk("in", NULL, "unreadable file\nunreadable folder\nfile ok\n");
}

static void odd_names(void **state)
{
    (void)state;
    char wanted[2000], path[300], longest[256];
    memset(longest, 'n', 255);
    longest[255] = '\0';
    const char *sorted[] = {" lead ",      "#a?b&c",           "%41",      "-d",
                            "back\\slash", "line\nbreak",      "\"q'uote", longest,
                            "two words",   "\xF0\x9F\x93\x9A", "\xFF\xFE"};
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
        snprintf(path, sizeof path, "in/%s", sorted[i]);
        put(path, "");
    }
    snprintf(wanted, sizeof wanted,
             "file  lead \nfile \"q'uote\nfile #a?b&c\nfile %%41\nfile -d\nfile back\\slash\n"
             "file line\nbreak\nfile %s\nfile two words\nfile \xF0\x9F\x93\x9A\nfile \xFF\xFE\n",
             longest);
    assert_walk("in", NULL, wanted);
}

/* 64 levels are walked; what lies deeper is told, not lost. */
static void depth(void **state)
{
    (void)state;
    struct buf path = {0};
    buf_add_lit(&path, "in");
    for (int i = 1; i < 64; i++)
        buf_add_lit(&path, "/d");
    size_t end = path.len;
    buf_add(&path, (str){"/last", sizeof "/last"});
    put(path.ptr, "");
    path.len = end;
    buf_add(&path, (str){"/d/x", sizeof "/d/x"});
    put(path.ptr, "");
    buf_free(&path);
    struct arena a = {0};
    struct fs_tree tree = {0};
    assert_int_equal(fs_walk(&a, "in", NULL, NULL, &tree), 0);
    assert_int_equal(tree.entries.n, 2);
    assert_int_equal(tree.entries.at[0].kind, FS_UNREADABLE);
    assert_int_not_equal(tree.entries.at[0].error, 0);
    assert_int_equal(tree.entries.at[1].kind, FS_FILE);
    arena_free(&a);
}

/* Folders that all link to each other have more paths than a machine could list: 8 folders give a
 * million entries when every path is followed, 20 folders more than there is memory. */
static void links_do_not_explode(void **state)
{
    (void)state;
    enum { FOLDERS = 8 };
    char path[64], target[64];
    for (int i = 0; i < FOLDERS; i++) {
        snprintf(path, sizeof path, "in/f%d/x", i);
        put(path, "");
        for (int j = 0; j < FOLDERS; j++) {
            snprintf(path, sizeof path, "in/f%d/l%d", i, j);
            snprintf(target, sizeof target, "../f%d", j);
            link_to(target, path);
        }
    }
    struct arena a = {0};
    struct fs_tree tree = {0};
    size_t own_files = 0;
    assert_int_equal(fs_walk(&a, "in", NULL, NULL, &tree), 0);
    assert_in_range(tree.entries.n, FOLDERS, 10000);
    for (size_t i = 0; i < tree.entries.n; i++)
        own_files += tree.entries.at[i].kind == FS_FILE && tree.entries.at[i].path.len == 4;
    assert_int_equal(own_files, FOLDERS);
    arena_free(&a);
}

static void roots_that_are_none(void **state)
{
    (void)state;
    struct arena a = {0};
    struct fs_tree tree = {0};
    put("file", "");
    assert_int_not_equal(fs_walk(&a, "missing", NULL, NULL, &tree), 0);
    assert_int_equal(fs_walk(&a, "file", NULL, NULL, &tree), ENOTDIR);
    assert_int_equal(mkdir("empty", 0777), 0);
    assert_int_equal(fs_walk(&a, "empty", NULL, NULL, &tree), 0);
    assert_int_equal(tree.entries.n, 0);
    link_to("empty", "link");
    put("empty/x", "");
    assert_walk("link", NULL, "file x\n");
    arena_free(&a);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(order_is_that_of_bytes),
        TEST(sizes),
        TEST(skips),
        TEST(links_inside),
        TEST(links_outside),
        TEST(links_that_loop),
        TEST(links_to_each_other),
        TEST(dangling_and_special),
        TEST(unreadable),
        TEST(odd_names),
        TEST(depth),
        TEST(links_do_not_explode),
        TEST(roots_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
