#include "expect.h"

#include "base/diag.h"

static void copies_what_it_gets(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags d = {.arena = &a};
    char path[] = "notes/a.md";
    diag_add(&d, DIAG_LINK_MISSING, (struct place){str_of(path), 3, 7}, "no \"%s\" of %d", "x", 2);
    path[0] = '!';
    assert_int_equal(d.list.n, 1);
    expect_str(d.list.at[0].place.path, S("notes/a.md"), S("path"));
    expect_str(d.list.at[0].message, S("no \"x\" of 2"), S("message"));
    assert_int_equal(d.list.at[0].place.line, 3);
    assert_int_equal(d.list.at[0].place.col, 7);
    arena_free(&a);
}

static void quotes_stay_in_their_line(void **state)
{
    static const struct {
        const char *quoted, *shown;
    } rows[] = {
        {"two\nlines", "two lines"},
        {"a \r\n\tb", "a  b"},
        {"\n b", " b"},
        {"\x1B[31mred\x7F", " [31mred"},
        {"\xC2\x9B"
         "31m",
         " 31m"},
        {"caf\xC3", "caf\xEF\xBF\xBD"},
        {"caf\xC3\xA9  \xF0\x9F\x98\x80", "caf\xC3\xA9  \xF0\x9F\x98\x80"},
    };
    (void)state;
    struct arena a = {0};
    struct diags d = {.arena = &a};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        diag_add(&d, DIAG_LINK_MISSING, (struct place){str_of(rows[i].quoted), 1, 1}, "%s",
                 rows[i].quoted);
        expect_str(d.list.at[i].message, str_of(rows[i].shown), S("message"));
        expect_str(d.list.at[i].place.path, str_of(rows[i].shown), S("path"));
    }
    arena_free(&a);
}

static void append_outlives_its_source(void **state)
{
    (void)state;
    struct arena a = {0}, b = {0};
    struct diags to = {.arena = &a}, from = {.arena = &b};
    diag_add(&to, DIAG_EDGE_SELF, (struct place){S("z.md"), 1, 1}, "first");
    diag_add(&from, DIAG_EDGE_CYCLE, (struct place){S("y.md"), 2, 2}, "second");
    diag_append(&to, &from);
    arena_free(&b);
    assert_int_equal(to.list.n, 2);
    expect_str(to.list.at[1].place.path, S("y.md"), S("path"));
    expect_str(to.list.at[1].message, S("second"), S("message"));
    arena_free(&a);
}

static void sorts_by_place_and_drops_repetitions(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags d = {.arena = &a};
    diag_sort(&d); /* of nothing */
    static const struct {
        const char *path, *message;
        uint32_t line, col;
        enum diag_code code;
    } rows[] = {
        {"b.md", "9", 1, 1, DIAG_LINK_MISSING},  {"a.md", "6", 2, 2, DIAG_LINK_ANCHOR},
        {"a.md", "5", 2, 2, DIAG_LINK_MISSING},  {"a.md", "4", 2, 2, DIAG_LINK_MISSING},
        {"a.md", "2", 1, 9, DIAG_LINK_MISSING},  {"a.md", "3", 2, 1, DIAG_LINK_MISSING},
        {"a.md", "8", 10, 1, DIAG_LINK_MISSING}, {"a.md", "6", 2, 2, DIAG_LINK_ANCHOR},
        {"", "1", 0, 0, DIAG_LINK_MISSING},      {"a.md", "7", 3, 1, DIAG_LINK_MISSING},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        diag_add(&d, rows[i].code, (struct place){str_of(rows[i].path), rows[i].line, rows[i].col},
                 "%s", rows[i].message);
    diag_sort(&d);
    assert_int_equal(d.list.n, 9);
    for (size_t i = 0; i < d.list.n; i++)
        expect_str(d.list.at[i].message, arena_printf(&a, "%zu", i + 1), S("order"));
    arena_free(&a);
}

static void counts_by_level(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags d = {.arena = &a};
    struct place nowhere = {0};
    diag_add(&d, DIAG_SITE_URL_MISSING, nowhere, "a note");
    diag_add(&d, DIAG_EDGE_PLANNED, nowhere, "a warning");
    diag_add(&d, DIAG_LINK_ANCHOR, nowhere, "a warning");
    diag_add(&d, DIAG_LINK_MISSING, nowhere, "an error");
    assert_int_equal(diag_count(&d, DIAG_NOTE), 4);
    assert_int_equal(diag_count(&d, DIAG_WARNING), 3);
    assert_int_equal(diag_count(&d, DIAG_ERROR), 1);
    arena_free(&a);
}

/* The names are public: small letters and dashes, each once; each with a meaning. */
static void codes_are_well_formed(void **state)
{
    (void)state;
    for (int i = 0; i < DIAG_CODE_COUNT; i++) {
        str name = diag_name((enum diag_code)i);
        expect(name.len > 3, name);
        for (size_t k = 0; k < name.len; k++)
            expect((name.ptr[k] >= 'a' && name.ptr[k] <= 'z') || name.ptr[k] == '-' ||
                       (name.ptr[k] >= '0' && name.ptr[k] <= '9'),
                   name);
        expect(diag_meaning((enum diag_code)i).len > 10, name);
        expect(diag_level((enum diag_code)i) <= DIAG_ERROR, name);
        for (int k = 0; k < i; k++)
            expect(!str_eq(name, diag_name((enum diag_code)k)), name);
    }
    expect_str(diag_name(DIAG_CONFIG_KEY), S("config-key"), S("CONFIG_KEY"));
    expect_str(diag_level_name(DIAG_NOTE), S("note"), S("level"));
    expect_str(diag_level_name(DIAG_WARNING), S("warning"), S("level"));
    expect_str(diag_level_name(DIAG_ERROR), S("error"), S("level"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_what_it_gets),
        cmocka_unit_test(quotes_stay_in_their_line),
        cmocka_unit_test(append_outlives_its_source),
        cmocka_unit_test(sorts_by_place_and_drops_repetitions),
        cmocka_unit_test(counts_by_level),
        cmocka_unit_test(codes_are_well_formed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
