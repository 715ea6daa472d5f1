#include "expect.h"

#include "markdown/slug.h"

struct row {
    str text, github, mkdocs;
};

static void makes_slugs(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("Error Budgets"), S_INIT("error-budgets"), S_INIT("error-budgets")},
        {S_INIT("Cart & Session"), S_INIT("cart--session"), S_INIT("cart-session")},
        {S_INIT("  trimmed  "), S_INIT("trimmed"), S_INIT("trimmed")},
        {S_INIT("a - b"), S_INIT("a---b"), S_INIT("a-b")},
        {S_INIT("snake_case"), S_INIT("snake_case"), S_INIT("snake_case")},
        {S_INIT("C++ / C#"), S_INIT("c--c"), S_INIT("c-c")},
        {S_INIT("1. First (v2.0)"), S_INIT("1-first-v20"), S_INIT("1-first-v20")},
        {S_INIT("Größe"), S_INIT("größe"), S_INIT("groe")},
        {S_INIT("Café"), S_INIT("café"), S_INIT("cafe")},
        {S_INIT("ÄÖ"), S_INIT("äö"), S_INIT("ao")},
        {S_INIT("分布式 系统"), S_INIT("分布式-系统"), S_INIT("")},
        {S_INIT("हिन्दी"), S_INIT("हिन्दी"), S_INIT("")},
        {S_INIT("📚 Sections"), S_INIT("-sections"), S_INIT("sections")},
        {S_INIT("n² and ½"), S_INIT("n-and-"), S_INIT("n2-and-12")},
        {S_INIT("Ⅷ"), S_INIT("ⅷ"), S_INIT("viii")},
        {S_INIT("a‿b"), S_INIT("a‿b"), S_INIT("ab")},
        {S_INIT("tab\there"), S_INIT("tabhere"), S_INIT("tab-here")},
        {S_INIT("“Quoted” — it’s"), S_INIT("quoted--its"), S_INIT("quoted-its")},
        {S_INIT("🎉"), S_INIT(""), S_INIT("")},
        {S_INIT("???"), S_INIT(""), S_INIT("")},
        {S_INIT(""), S_INIT(""), S_INIT("")},
    };
    struct buf out = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buf_clear(&out);
        slug_github(&out, rows[i].text);
        expect_str(buf_str(&out), rows[i].github, rows[i].text);
        buf_clear(&out);
        slug_mkdocs(&out, rows[i].text);
        expect_str(buf_str(&out), rows[i].mkdocs, rows[i].text);
    }
    buf_free(&out);
}

static void adds_to_what_is_there(void **state)
{
    (void)state;
    struct buf out = {0};
    buf_add_lit(&out, "x/");
    slug_github(&out, S("A b"));
    buf_add_lit(&out, "/");
    slug_mkdocs(&out, S("A b"));
    expect_str(buf_str(&out), S("x/a-b/a-b"), S("both"));
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_slugs),
        cmocka_unit_test(adds_to_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
