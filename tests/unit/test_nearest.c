#include "expect.h"

#include "base/nearest.h"

static void measures_edits(void **state)
{
    (void)state;
    static const struct {
        str a, b;
        size_t limit, want;
    } rows[] = {
        {S_INIT(""), S_INIT(""), 3, 0},
        {S_INIT("title"), S_INIT("title"), 3, 0},
        {S_INIT("title"), S_INIT("TITLE"), 3, 0},
        {S_INIT("tittle"), S_INIT("title"), 3, 1},
        {S_INIT("ttile"), S_INIT("title"), 3, 1}, /* a swap */
        {S_INIT("titlx"), S_INIT("title"), 3, 1},
        {S_INIT(""), S_INIT("abc"), 3, 3},
        {S_INIT("kitten"), S_INIT("sitting"), 5, 3},
        {S_INIT("ca"), S_INIT("abc"), 5, 3}, /* no edit inside a swap */
        {S_INIT("kitten"), S_INIT("sitting"), 2, 3},
        {S_INIT("abcdef"), S_INIT("uvwxyz"), 2, 3},
        {S_INIT("a"), S_INIT("abcdef"), 2, 3},
        {S_INIT("ab"), S_INIT("ac"), 0, 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        expect(nearest_distance(rows[i].a, rows[i].b, rows[i].limit) == rows[i].want, rows[i].a);
        expect(nearest_distance(rows[i].b, rows[i].a, rows[i].limit) == rows[i].want, rows[i].b);
    }
}

static void compares_only_the_first_64_bytes(void **state)
{
    (void)state;
    char a[200], b[200];
    for (size_t i = 0; i < sizeof a; i++)
        a[i] = b[i] = 'x';
    b[64] = b[199] = 'y';
    assert_int_equal(nearest_distance((str){a, sizeof a}, (str){b, sizeof b}, 9), 0);
    b[63] = 'y';
    assert_int_equal(nearest_distance((str){a, sizeof a}, (str){b, sizeof b}, 9), 1);
}

static void picks_the_best(void **state)
{
    (void)state;
    static const str names[] = {S_INIT("theme"), S_INIT("title"), S_INIT("exclude"),
                                S_INIT("tithe"), S_INIT("a")};
    static const struct {
        str wanted;
        size_t want;
    } rows[] = {
        {S_INIT("tittle"), 1},    {S_INIT("Title"), 1},         {S_INIT("excludes"), 2},
        {S_INIT("titke"), 1}, /* one edit to title, two to tithe */
        {S_INIT("tihte"), 3},     {S_INIT("colour"), STR_NONE}, {S_INIT(""), STR_NONE},
        {S_INIT("zz"), STR_NONE}, {S_INIT("b"), STR_NONE}, /* all of it replaced is not near */
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect(nearest(rows[i].wanted, names, COUNT_OF(names)) == rows[i].want, rows[i].wanted);
    assert_int_equal(nearest(S("title"), names, 0), STR_NONE);
}

static void first_of_equals_wins(void **state)
{
    (void)state;
    static const str names[] = {S_INIT("cart"), S_INIT("card"), S_INIT("carx")};
    assert_int_equal(nearest(S("carp"), names, COUNT_OF(names)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_edits),
        cmocka_unit_test(compares_only_the_first_64_bytes),
        cmocka_unit_test(picks_the_best),
        cmocka_unit_test(first_of_equals_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
