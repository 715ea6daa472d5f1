#include "folder_kit.h"

#include <errno.h>

#include "build/record.h"

static struct record open_record(void)
{
    struct record r;
    assert_int_equal(record_open(&r, S(".kbsite"), &(struct progress){0}), 0);
    return r;
}

static bool has_file(const struct record_output *o, const char *file)
{
    for (size_t i = 0; i < o->files.n; i++)
        if (str_eq(o->files.at[i], str_of(file)))
            return true;
    return false;
}

static void test_keeps_files(void **state)
{
    (void)state;
    const str first[] = {S_INIT("a"), S_INIT("b c/index.html")}, second[] = {S_INIT("d")};
    struct record r = open_record();
    assert_null(record_find(&r, S("site")));
    assert_int_equal(record_begin(&r, S("site"), first, 2), 0);
    record_close(&r);

    r = open_record(); /* as after a build that was killed */
    const struct record_output *o = record_find(&r, S("site"));
    assert_non_null(o);
    assert_true(o->partial && o->files.n == 2 && has_file(o, "b c/index.html"));
    assert_int_equal(record_begin(&r, S("site"), second, 1), 0);
    record_close(&r);

    r = open_record(); /* old and new ones may be there */
    o = record_find(&r, S("site"));
    assert_true(o->partial && o->files.n == 3 && has_file(o, "a") && has_file(o, "d"));
    assert_int_equal(record_end(&r, S("site"), second, 1), 0);
    assert_int_equal(record_end(&r, S("other"), first, 2), 0);
    record_close(&r);

    r = open_record();
    o = record_find(&r, S("site"));
    assert_true(!o->partial && o->files.n == 1 && has_file(o, "d"));
    assert_int_equal(record_find(&r, S("other"))->files.n, 2);
    assert_null(record_find(&r, S("third")));
    record_close(&r);
}

static void test_hostile(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "\n\n", "kbsite 2\nout site\n- a\n", "- a\nout site\n", "\xff\xfe\n", "kbsite 1",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        put_file(".kbsite/record", texts[i]);
        struct record r = open_record();
        expect(record_find(&r, S("site")) == NULL, str_of(texts[i]));
        record_close(&r);
    }
    put_file(".kbsite/record", "kbsite 1\n- lost\nout site\n- /etc/x\n- ../x\n- a/../../x\n- \n"
                               "- a//b\n- ./a\nnonsense\n- good\n");
    struct record r = open_record();
    const struct record_output *o = record_find(&r, S("site"));
    assert_true(o && o->files.n == 1 && has_file(o, "good"));
    record_close(&r);
}

static void test_cannot_be_read(void **state)
{
    (void)state;
    struct record r;
    put_file(".kbsite/record/inside", "");
    assert_int_equal(record_open(&r, S(".kbsite"), &(struct progress){0}), EISDIR);
    record_close(&r);
}

static void test_sweep(void **state)
{
    struct folder_kit *kit = *state;
    const str files[] = {S_INIT("keep/index.html"), S_INIT("old/deep/index.html"), S_INIT("gone")};
    struct map keep = {0};
    bool fresh;
    size_t removed = 0;
    put_file("site/keep/index.html", "k");
    put_file("site/old/deep/index.html", "o");
    put_file("site/foreign.txt", "f");
    map_put(&kit->arena, &keep, files[0], &fresh);
    struct record r = open_record();
    assert_int_equal(record_end(&r, S("site"), files, 3), 0);
    assert_int_equal(record_sweep(record_find(&r, S("site")), S("site"), &keep, &removed), 0);
    assert_int_equal(removed, 1);
    expect_file("site/keep/index.html", "k");
    expect_file("site/foreign.txt", "f");
    assert_false(fs_is_folder("site/old"));
    assert_int_equal(record_sweep(record_find(&r, S("site")), S("site"), NULL, &removed), 0);
    assert_int_equal(removed, 2);
    expect_file("site/keep/index.html", NULL);
    expect_file("site/foreign.txt", "f");
    record_close(&r);
}

/* Somebody replaced a folder of the site by a link to files of their own. */
static void test_links_are_not_followed(void **state)
{
    (void)state;
    const str files[] = {S_INIT("a/b/picture"), S_INIT("c")};
    size_t removed = 0;
    put_file("mine/b/picture", "precious");
    put_file("site/c", "");
    assert_int_equal(symlink("../mine", "site/a"), 0);
    struct record r = open_record();
    assert_int_equal(record_end(&r, S("site"), files, 2), 0);
    assert_int_equal(record_sweep(record_find(&r, S("site")), S("site"), NULL, &removed), 0);
    assert_int_equal(removed, 1);
    expect_file("mine/b/picture", "precious");
    record_close(&r);
    assert_int_equal(unlink("site/a"), 0);
}

static void test_unblock(void **state)
{
    struct folder_kit *kit = *state;
    const str files[] = {S_INIT("a"), S_INIT("b/index.html"), S_INIT("c")};
    struct map keep = {0};
    bool fresh;
    size_t removed = 0;
    put_file("site/a", "was a file");
    put_file("site/b/index.html", "was in a folder");
    put_file("site/c", "in nobody's way");
    map_put(&kit->arena, &keep, S("a/index.html"), &fresh);
    map_put(&kit->arena, &keep, S("b"), &fresh);
    struct record r = open_record();
    assert_int_equal(record_end(&r, S("site"), files, 3), 0);
    assert_int_equal(record_unblock(record_find(&r, S("site")), S("site"), &keep, &removed), 0);
    assert_int_equal(removed, 2);
    assert_false(fs_is_file("site/a"));
    assert_false(fs_is_folder("site/b"));
    expect_file("site/c", "in nobody's way");
    record_close(&r);
}

static void test_sweep_temporary(void **state)
{
    (void)state;
    put_file("site/a/.kb1f2-0", "half");
    put_file("site/a/index.html", "whole");
    put_file("site/.nojekyll", "");
    record_sweep_temporary(S("site"));
    expect_file("site/a/.kb1f2-0", NULL);
    expect_file("site/a/index.html", "whole");
    expect_file("site/.nojekyll", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_keeps_files, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_hostile, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_cannot_be_read, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_sweep, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_links_are_not_followed, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_unblock, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_sweep_temporary, folder_open, folder_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
