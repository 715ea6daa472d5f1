#include "folder_kit.h"

#include <errno.h>

#include "build/sink.h"

static enum sink_outcome put(struct sink *s, size_t i, const char *file, const char *text)
{
    return s->put(s, i, str_of(file), str_of(text)).outcome;
}

static void test_dir(void **state)
{
    (void)state;
    struct sink_dir dir;
    struct stat before, after;
    sink_dir_open(&dir, S("out"));
    struct sink *s = &dir.sink;
    s->begin(s, 3);
    assert_int_equal(put(s, 0, "a/b/index.html", "one"), SINK_WRITTEN);
    expect_file("out/a/b/index.html", "one");
    assert_int_equal(stat("out/a/b/index.html", &before), 0);
    assert_int_equal(put(s, 0, "a/b/index.html", "one"), SINK_UNCHANGED);
    assert_int_equal(stat("out/a/b/index.html", &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(put(s, 0, "a/b/index.html", "two"), SINK_WRITTEN);
    expect_file("out/a/b/index.html", "two");
    assert_int_equal(put(s, 1, "empty", ""), SINK_WRITTEN);
    assert_int_equal(put(s, 1, "empty", ""), SINK_UNCHANGED);
}

static void test_dir_failure(void **state)
{
    (void)state;
    struct sink_dir dir;
    put_file("out/a", "a file where a folder is needed");
    sink_dir_open(&dir, S("out"));
    struct sink_result r = dir.sink.put(&dir.sink, 0, S("a/index.html"), S("x"));
    assert_int_equal(r.outcome, SINK_FAILED);
    assert_int_not_equal(r.error, 0);
    expect_file("out/a", "a file where a folder is needed");
}

static void test_dir_link(void **state)
{
    (void)state;
    struct sink_dir dir;
    put_file("elsewhere", "same");
    put_file("out/x", "");
    assert_int_equal(symlink("../elsewhere", "out/link"), 0);
    sink_dir_open(&dir, S("out"));
    assert_int_equal(put(&dir.sink, 0, "link", "same"), SINK_WRITTEN);
    put_file("out/link", "changed");
    expect_file("elsewhere", "same");
}

static void test_dir_linked_folder(void **state)
{
    (void)state;
    struct sink_dir dir;
    put_file("elsewhere/file", "theirs");
    put_file("out/x", "");
    assert_int_equal(symlink("../elsewhere", "out/a"), 0);
    sink_dir_open(&dir, S("out"));
    assert_int_equal(put(&dir.sink, 0, "a/file", "ours"), SINK_FAILED);
    assert_int_equal(put(&dir.sink, 0, "a/b/new", "ours"), SINK_FAILED);
    assert_int_equal(dir.sink.copy(&dir.sink, 0, S("a/file"), S("out/x")).outcome, SINK_FAILED);
    expect_file("elsewhere/file", "theirs");
    assert_false(fs_is_folder("elsewhere/b"));
    assert_int_equal(unlink("out/a"), 0);
}

static void test_dir_copy(void **state)
{
    (void)state;
    struct sink_dir dir;
    put_file("source", "bytes");
    assert_int_equal(symlink("source", "alias"), 0);
    sink_dir_open(&dir, S("out"));
    struct sink *s = &dir.sink;
    assert_int_equal(s->copy(s, 0, S("f"), S("source")).outcome, SINK_WRITTEN);
    assert_int_equal(s->copy(s, 0, S("f"), S("source")).outcome, SINK_UNCHANGED);
    assert_int_equal(s->copy(s, 0, S("f"), S("alias")).outcome, SINK_UNCHANGED);
    expect_file("out/f", "bytes");
    struct sink_result r = s->copy(s, 0, S("g"), S("none"));
    assert_int_equal(r.outcome, SINK_FAILED);
    assert_int_equal(r.error, ENOENT);
}

static void test_mem(void **state)
{
    (void)state;
    struct sink_mem mem;
    str bytes;
    put_file("source", "copied");
    sink_mem_open(&mem);
    struct sink *s = &mem.sink;
    s->begin(s, 3);
    assert_int_equal(put(s, 2, "a", "one"), SINK_WRITTEN);
    assert_int_equal(s->copy(s, 0, S("b"), S("source")).outcome, SINK_WRITTEN);
    assert_int_equal(s->copy(s, 1, S("c"), S("none")).outcome, SINK_FAILED);
    assert_true(sink_mem_get(&mem, S("a"), &bytes));
    expect_str(bytes, S("one"), S("a"));
    assert_true(sink_mem_get(&mem, S("b"), &bytes));
    expect_str(bytes, S("copied"), S("b"));
    assert_false(sink_mem_get(&mem, S("c"), &bytes));
    s->begin(s, 1); /* a new build forgets the last one */
    assert_false(sink_mem_get(&mem, S("a"), &bytes));
    sink_mem_free(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_dir, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_dir_failure, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_dir_link, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_dir_linked_folder, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_dir_copy, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_mem, folder_open, folder_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
