#include "folder_kit.h"

static void test_start(void **state)
{
    (void)state;
    struct buf out = {0};
    put_file("a", "0123456789");
    assert_int_equal(fs_read_start("a", 4, &out), 0);
    expect_str(buf_str(&out), S("0123"), S("the first four"));
    assert_int_equal(fs_read_start("a", 100, &out), 0);
    expect_str(buf_str(&out), S("01230123456789"), S("all of it, behind what was there"));
    assert_int_not_equal(fs_read_start(".", 100, &out), 0);
    assert_int_not_equal(fs_read_start("none", 100, &out), 0);
    assert_int_equal(out.len, 14);
    buf_free(&out);
}

static void test_equal(void **state)
{
    (void)state;
    put_file("a", "same");
    put_file("b", "same");
    put_file("c", "sane");
    put_file("d", "longer");
    assert_int_equal(symlink("a", "link"), 0);
    assert_true(fs_equal("a", "b"));
    assert_false(fs_equal("a", "c"));
    assert_false(fs_equal("a", "d"));
    assert_false(fs_equal("a", "none"));
    assert_false(fs_equal("a", "link"));
    struct buf big = {0};
    buf_add_repeat(&big, 'x', 200000);
    assert_int_equal(fs_write("big", buf_str(&big)), 0);
    big.ptr[199999] = 'y';
    assert_int_equal(fs_write("other", buf_str(&big)), 0);
    assert_true(fs_equal("big", "big"));
    assert_false(fs_equal("big", "other"));
    buf_free(&big);
}

static void test_temporary(void **state)
{
    (void)state;
    static const struct {
        str path;
        bool want;
    } cases[] = {
        {S_INIT(".kb1f-0"), true}, {S_INIT("a/b/.kbabc-1f"), true}, {S_INIT(".kbsite"), false},
        {S_INIT(".kb-1"), false},  {S_INIT(".kb1-"), false},        {S_INIT(".kb1-0.md"), false},
        {S_INIT("kb1f-0"), false}, {S_INIT(".kb1f-0/x"), false},    {S_INIT(""), false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect(fs_is_temporary(cases[i].path) == cases[i].want, cases[i].path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_start, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(test_equal, folder_open, folder_close),
        cmocka_unit_test(test_temporary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
