#include "expect.h"

#include "build/history.h"

static void newest_commit_counts(void **state)
{
    struct arena a = {0};
    struct history h = {0};
    (void)state;
    history_parse(&a,
                  S("\x01"
                    "2026-03-02\0\nb.md\0\0\x01"
                    "2026-01-05\0\na.md\0b.md\0sub/c d.md\0"),
                  &h);
    expect_str(history_date(&h, S("b.md")), S("2026-03-02"), S("b.md"));
    expect_str(history_date(&h, S("a.md")), S("2026-01-05"), S("a.md"));
    expect_str(history_date(&h, S("sub/c d.md")), S("2026-01-05"), S("sub/c d.md"));
    expect_str(history_date(&h, S("nothing.md")), S(""), S("nothing.md"));
    arena_free(&a);
}

static void odd_logs_are_survived(void **state)
{
    static const str logs[] = {S_INIT(""),
                               S_INIT("\0\0\0"),
                               S_INIT("a.md\0"),
                               S_INIT("\x01"),
                               S_INIT("\x01"
                                      "2026\0a.md\0"),
                               S_INIT("\n\n\n")};
    (void)state;
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        struct arena a = {0};
        struct history h = {0};
        history_parse(&a, logs[i], &h);
        assert_int_equal(h.dates.n, 0);
        arena_free(&a);
    }
}

static void no_repository_has_no_dates(void **state)
{
    struct arena a = {0};
    struct history h;
    (void)state;
    assert_int_equal(history_read(&a, "/", &h), 0);
    assert_int_equal(h.dates.n, 0);
    assert_int_equal(history_read(&a, "/no/such/folder", &h), 0);
    assert_int_equal(h.dates.n, 0);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newest_commit_counts),
        cmocka_unit_test(odd_logs_are_survived),
        cmocka_unit_test(no_repository_has_no_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
