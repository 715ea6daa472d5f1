#include "expect.h"

#include <string.h>
#include <time.h>

#include "base/glob.h"

struct row {
    str pattern, path;
    bool folder, want;
};

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (glob_match(rows[i].pattern, rows[i].path, rows[i].folder) == rows[i].want)
            continue;
        print_error("pattern \"%.*s\", path \"%.*s\"\n", STR_ARG(rows[i].pattern),
                    STR_ARG(rows[i].path));
        fail();
    }
}

static void within_a_part(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("a.md"), S_INIT("a.md"), false, true},
        {S_INIT("a.md"), S_INIT("aXmd"), false, false},
        {S_INIT("a.md"), S_INIT("a.mdx"), false, false},
        {S_INIT("A.md"), S_INIT("a.md"), false, false},
        {S_INIT("?.md"), S_INIT("a.md"), false, true},
        {S_INIT("?.md"), S_INIT(".md"), false, false},
        {S_INIT("*.md"), S_INIT("a.md"), false, true},
        {S_INIT("*.md"), S_INIT(".md"), false, true},
        {S_INIT("*.md"), S_INIT("a.txt"), false, false},
        {S_INIT("a*b*c"), S_INIT("aXbbYc"), false, true},
        {S_INIT("a*b*c"), S_INIT("acb"), false, false},
        {S_INIT("*a*a*"), S_INIT("xax"), false, false},
        {S_INIT("*ab"), S_INIT("aab"), false, true},
        {S_INIT("*"), S_INIT("anything"), false, true},
    };
    check_rows(rows, COUNT_OF(rows));
}

static void whole_paths(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* without a slash: the last part, wherever it is */
        {S_INIT("*.md"), S_INIT("x/y/a.md"), false, true},
        {S_INIT("drafts"), S_INIT("x/drafts"), true, true},
        {S_INIT("drafts"), S_INIT("x/mydrafts"), true, false},
        /* with one: from the root */
        {S_INIT("x/a.md"), S_INIT("x/a.md"), false, true},
        {S_INIT("x/a.md"), S_INIT("y/x/a.md"), false, false},
        {S_INIT("/a.md"), S_INIT("a.md"), false, true},
        {S_INIT("/a.md"), S_INIT("x/a.md"), false, false},
        {S_INIT("x/*.md"), S_INIT("x/a.md"), false, true},
        {S_INIT("x/*.md"), S_INIT("x/y/a.md"), false, false},
        {S_INIT("x/?.md"), S_INIT("x//.md"), false, false},
        {S_INIT("x/y"), S_INIT("x"), true, false},
        /* with one at the end: folders */
        {S_INIT("drafts/"), S_INIT("x/drafts"), true, true},
        {S_INIT("drafts/"), S_INIT("drafts"), false, false},
        {S_INIT("x/drafts/"), S_INIT("x/drafts"), true, true},
        {S_INIT("x/drafts/"), S_INIT("y/x/drafts"), true, false},
    };
    check_rows(rows, COUNT_OF(rows));
}

static void any_number_of_parts(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("**/a.md"), S_INIT("a.md"), false, true},
        {S_INIT("**/a.md"), S_INIT("x/y/a.md"), false, true},
        {S_INIT("**/a.md"), S_INIT("x/ba.md"), false, false},
        {S_INIT("x/**/a.md"), S_INIT("x/a.md"), false, true},
        {S_INIT("x/**/a.md"), S_INIT("x/y/z/a.md"), false, true},
        {S_INIT("x/**/a.md"), S_INIT("y/a.md"), false, false},
        {S_INIT("x/**"), S_INIT("x/y/a.md"), false, true},
        {S_INIT("x/**"), S_INIT("x"), true, false},
        {S_INIT("**/x/**/z"), S_INIT("a/x/b/x/c/z"), false, true},
        {S_INIT("**/x/y/**/z"), S_INIT("x/x/y/z"), false, true},
        {S_INIT("**/x/y/**/z"), S_INIT("x/z/y/z"), false, false},
        {S_INIT("**/x*y/z"), S_INIT("xa/xby/z"), false, true},
    };
    check_rows(rows, COUNT_OF(rows));
}

/* Patterns that take exponential time where every star is tried again. */
static void no_pattern_explodes(void **state)
{
    (void)state;
    char pattern[400], path[2000];
    for (size_t i = 0; i + 1 < sizeof pattern; i += 2)
        memcpy(pattern + i, "a*", 2);
    memset(path, 'a', sizeof path);
    pattern[sizeof pattern - 1] = 'b';
    clock_t begin = clock();
    assert_false(glob_match((str){pattern, sizeof pattern}, (str){path, sizeof path}, false));
    for (size_t i = 0; i + 5 <= sizeof pattern; i += 5)
        memcpy(pattern + i, "**/a/", 5);
    for (size_t i = 1; i < sizeof path; i += 2)
        path[i] = '/';
    pattern[sizeof pattern - 2] = 'b';
    assert_false(glob_match((str){pattern, sizeof pattern}, (str){path, sizeof path}, false));
    memset(pattern, '[', sizeof pattern);
    pattern[0] = '*';
    pattern[sizeof pattern - 1] = 'x';
    memset(path, '[', sizeof path);
    assert_false(glob_match((str){pattern, sizeof pattern}, (str){path, sizeof path}, false));
    assert_true((clock() - begin) / CLOCKS_PER_SEC < 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(within_a_part),
        cmocka_unit_test(whole_paths),
        cmocka_unit_test(any_number_of_parts),
        cmocka_unit_test(no_pattern_explodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
