#include "expect.h"

#include "verify/pages.h"

static const char *const site[] = {"index.html",     "a/index.html",     "a/b.html",
                                   "a/b/index.html", "c.html",           "style.css",
                                   "404.html",       "Upper/index.html", "d/note/index.html"};

struct lookup {
    const char *address;
    enum pages_answer answer;
    const char *file;
};

static const struct lookup lookups[] = {
    {"", PAGES_FILE, "index.html"},         {"index.html", PAGES_FILE, "index.html"},
    {"index", PAGES_FILE, "index.html"},    {"a/", PAGES_FILE, "a/index.html"},
    {"a", PAGES_FOLDER, "a/index.html"},    {"a/index.html", PAGES_FILE, "a/index.html"},
    {"a/b", PAGES_FILE, "a/b.html"}, /* the file wins over the folder */
    {"a/b/", PAGES_FILE, "a/b/index.html"}, {"c", PAGES_FILE, "c.html"},
    {"c/", PAGES_MISSING, "404.html"},      {"c.html", PAGES_FILE, "c.html"},
    {"style.css", PAGES_FILE, "style.css"}, {"Style.css", PAGES_MISSING, "404.html"},
    {"upper/", PAGES_MISSING, "404.html"},  {"Upper", PAGES_FOLDER, "Upper/index.html"},
    {"d/", PAGES_MISSING, "404.html"}, /* a folder without a page */
    {"d", PAGES_MISSING, "404.html"},       {"a//", PAGES_MISSING, "404.html"},
    {"/", PAGES_MISSING, "404.html"},       {"nothing", PAGES_MISSING, "404.html"},
};

static void looks_up_as_pages_does(void **state)
{
    struct arena a = {0};
    struct pages pages = {0};
    (void)state;
    for (size_t i = 0; i < sizeof site / sizeof *site; i++)
        pages_add(&a, &pages, str_of(site[i]), i);
    for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++) {
        struct pages_found found = pages_find(&pages, &a, str_of(lookups[i].address));
        assert_int_equal(found.answer, lookups[i].answer);
        assert_string_equal(site[found.file], lookups[i].file);
    }
    arena_free(&a);
}

static void a_site_need_not_have_a_page_for_errors(void **state)
{
    struct arena a = {0};
    struct pages pages = {0};
    (void)state;
    struct pages_found found = pages_find(&pages, &a, S("x"));
    assert_int_equal(found.answer, PAGES_MISSING);
    assert_true(found.file == PAGES_NONE);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looks_up_as_pages_does),
        cmocka_unit_test(a_site_need_not_have_a_page_for_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
