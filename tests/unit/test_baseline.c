#include "expect.h"

#include "check/baseline.h"
#include "check/fingerprint.h"
#include "findings_kit.h"

/* Fingerprints */

static const struct fingerprint_roots here = {S_INIT("."), S_INIT("site")};

static struct hash fingerprint_of(str text, uint32_t line, str path, str message)
{
    struct arena a = {0};
    struct findings f = {.arena = &a};
    struct line_source lines = {line_of_text, &text};
    add_finding(&f, DIAG_LINK_MISSING, (struct place){path, line, 1}, message);
    fingerprint_findings(&f, &lines, &here);
    struct hash h = f.list.at[0].fingerprint;
    arena_free(&a);
    return h;
}

#define TEXT S("See [x](x.md).\n")
#define SAID S("no file \"x.md\"; did you mean \"y.md\"?")

static void a_fingerprint_outlasts_edits_elsewhere(void **state)
{
    (void)state;
    static const struct {
        str about, text, path, message;
        uint32_t line;
        bool same;
    } rows[] = {
        {S_INIT("nothing else"), S_INIT("See [x](x.md).\n"), S_INIT("a.md"),
         S_INIT("no file \"x.md\"; did you mean \"y.md\"?"), 1, true},
        {S_INIT("lines before and behind"), S_INIT("# A\n\n  See [x](x.md). \r\nmore"),
         S_INIT("a.md"), S_INIT("no file \"x.md\"; did you mean \"y.md\"?"), 3, true},
        {S_INIT("another match"), S_INIT("See [x](x.md).\n"), S_INIT("a.md"),
         S_INIT("no file \"x.md\""), 1, true},
        {S_INIT("another line"), S_INIT("Or [x](x.md).\n"), S_INIT("a.md"),
         S_INIT("no file \"x.md\""), 1, false},
        {S_INIT("another file"), S_INIT("See [x](x.md).\n"), S_INIT("b.md"),
         S_INIT("no file \"x.md\""), 1, false},
        {S_INIT("another message"), S_INIT("See [x](x.md).\n"), S_INIT("a.md"),
         S_INIT("no file \"z.md\""), 1, false},
    };
    struct hash first = fingerprint_of(TEXT, 1, S("a.md"), SAID);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct hash h = fingerprint_of(rows[i].text, rows[i].line, rows[i].path, rows[i].message);
        expect(hash_eq(h, first) == rows[i].same, rows[i].about);
    }
}

static void it_does_not_matter_where_a_check_is_run(void **state)
{
    static const struct {
        const char *content, *site, *path;
        int same_as; /* the row that names the same file; -1: none */
    } rows[] = {
        {"wiki/notes", "wiki/site", "wiki/notes/a/b.md", -1},
        {"notes", "site", "notes/a/b.md", 0},
        {".", "site", "a/b.md", 0},
        {"/w/notes", "/w/site", "/w/notes/a/b.md", 0},
        {"../notes", "../site", "../notes/a/b.md", 0},
        {"wiki/notes", "wiki/site/", "wiki/site/a/b.md", -1},
        {"notes", "out", "out/a/b.md", 5},
        {".", "site", "site/a/b.md", 5},
        {"../notes", ".", "a/b.md", 5},
        {"../notes", "./", "./a/b.md", 5},
        {"notes", "../out//", "../out//a/b.md", 5},
        {"notes", "site", "kbsite.yml", -1},
        {"wiki/notes", "site", "wiki/kbsite.yml", 11},
        {"notes", "site", "notes2/a/b.md", -1},
        {"notes", "site", "site", -1}, /* the whole site */
        {"notes", "../out/", "../out/", 14},
        {"../notes", ".", ".", 14},
        {"notes", "site", "", -1}, /* the whole wiki */
        {"../notes", ".", "", 17},
        {".", "site", "", 17},
    };
    struct hash hashes[COUNT_OF(rows)];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena a = {0};
        struct findings f = {.arena = &a};
        struct fingerprint_roots roots = {str_of(rows[i].content), str_of(rows[i].site)};
        vec_push(&a, &f.list) = (struct finding){
            .diag = {DIAG_LINK_MISSING, DIAG_ERROR, {str_of(rows[i].path), 1, 1}, S("gone")}};
        fingerprint_findings(&f, NULL, &roots);
        hashes[i] = f.list.at[0].fingerprint;
        for (size_t k = 0; k < i; k++)
            expect(hash_eq(hashes[i], hashes[k]) ==
                       ((int)k == rows[i].same_as ||
                        (rows[i].same_as >= 0 && rows[k].same_as == rows[i].same_as)),
                   str_of(rows[i].path));
        arena_free(&a);
    }
}

static void numbers_count_where_they_are_part_of_a_name(void **state)
{
    (void)state;
    static const struct {
        str a, b;
        bool same;
    } rows[] = {
        {S_INIT("the id \"x\" is there (line 3)"), S_INIT("the id \"x\" is there (line 12)"), true},
        {S_INIT("cycle: a.md:3 \xE2\x86\x92 b.md:7"), S_INIT("cycle: a.md:30 \xE2\x86\x92 b.md:8"),
         true},
        {S_INIT("cycle: ch1.md:3"), S_INIT("cycle: ch2.md:3"), false},
        {S_INIT("no file \"1.md\""), S_INIT("no file \"2.md\""), false},
        {S_INIT("no note is called \"Part 1\""), S_INIT("no note is called \"Part 2\""), false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct hash a = fingerprint_of(TEXT, 1, S("a.md"), rows[i].a);
        struct hash b = fingerprint_of(TEXT, 1, S("a.md"), rows[i].b);
        expect(hash_eq(a, b) == rows[i].same, rows[i].a);
    }
}

static void equal_findings_differ_by_how_many_came_before(void **state)
{
    (void)state;
    struct arena a = {0};
    struct findings f = {.arena = &a};
    str text = S("x\nx\nx\n");
    struct line_source lines = {line_of_text, &text};
    for (uint32_t line = 1; line <= 3; line++)
        add_finding(&f, DIAG_LINK_MISSING, (struct place){S("a.md"), line, 1}, S("gone"));
    fingerprint_findings(&f, &lines, &here);
    struct hash first = f.list.at[0].fingerprint, second = f.list.at[1].fingerprint;
    assert_false(hash_eq(first, second));
    assert_false(hash_eq(second, f.list.at[2].fingerprint));
    f.list.at[0] = f.list.at[1]; /* the first is mended */
    f.list.n = 2;
    fingerprint_findings(&f, &lines, &here);
    assert_true(hash_eq(f.list.at[0].fingerprint, first));
    arena_free(&a);
}

static void findings_without_a_line_ask_for_none(void **state)
{
    (void)state;
    struct arena a = {0};
    struct findings f = {.arena = &a};
    struct line_source lines = {NULL, NULL};
    fingerprint_findings(&f, &lines, &here);
    add_finding(&f, DIAG_FILE_UNREADABLE, (struct place){.path = S("a.md")}, S("no"));
    add_finding(&f, DIAG_SITE_URL_MISSING, (struct place){.line = 3}, S("no"));
    fingerprint_findings(&f, &lines, &here);
    assert_false(hash_eq(f.list.at[0].fingerprint, f.list.at[1].fingerprint));
    arena_free(&a);
}

/* Baselines */

static void what_is_written_is_known_when_read(void **state)
{
    (void)state;
    struct arena a = {0};
    struct findings f = {.arena = &a};
    struct diags diags = {.arena = &a};
    struct baseline b = {.arena = &a};
    struct buf out = {0};
    add_finding(&f, DIAG_LINK_MISSING, (struct place){S("z\n.md"), 1, 1}, S("no"));
    add_finding(&f, DIAG_LINK_MISSING, (struct place){S("a.md"), 1, 1}, S("no"));
    add_finding(&f, DIAG_EDGE_CYCLE, (struct place){S("a.md"), 9, 1}, S("a cycle"));
    add_finding(&f, DIAG_SITE_URL_MISSING, (struct place){0}, S("none"));
    fingerprint_findings(&f, NULL, &here);
    baseline_write(&f, &out);
    baseline_read(&b, S("known"), buf_str(&out), &diags);
    assert_int_equal(diags.list.n, 0);
    assert_int_equal(baseline_mark(&b, &f), 4);

    struct buf again = {0};
    struct finding last = f.list.at[3];
    f.list.at[3] = f.list.at[0];
    f.list.at[0] = last;
    baseline_write(&f, &again);
    expect_str(buf_str(&again), buf_str(&out), S("another order of findings"));
    add_finding(&f, DIAG_LINK_MISSING, (struct place){S("new.md"), 1, 1}, S("no"));
    fingerprint_findings(&f, NULL, &here);
    assert_int_equal(baseline_mark(&b, &f), 4);
    assert_false(f.list.at[4].known);
    buf_free(&again);
    buf_free(&out);
    arena_free(&a);
}

static void lines_stand_by_path_and_code(void **state)
{
    (void)state;
    struct arena a = {0};
    struct findings f = {.arena = &a};
    struct buf out = {0};
    add_finding(&f, DIAG_LINK_MISSING, (struct place){S("b.md"), 1, 1}, S("no"));
    add_finding(&f, DIAG_BASELINE_SYNTAX, (struct place){S("a.md"), 1, 1}, S("no"));
    add_finding(&f, DIAG_LINK_MISSING, (struct place){S("a b.md"), 1, 1}, S("no"));
    add_finding(&f, DIAG_EDGE_CYCLE, (struct place){S("b.md"), 1, 1}, S("no"));
    baseline_write(&f, &out);
    expect_str(buf_str(&out),
               S("# Findings that kbsite check knows: they fail no run. It writes this file.\n"
                 "00000000000000000000000000000000\tlink-missing\ta b.md\n"
                 "00000000000000000000000000000000\tedge-cycle\tb.md\n"
                 "00000000000000000000000000000000\tlink-missing\tb.md\n"),
               S("lines"));
    buf_free(&out);
    arena_free(&a);
}

#define DIGITS "0123456789abcdef0123456789abcdef"

static void lines_of_another_form_are_errors(void **state)
{
    (void)state;
    static const struct {
        str line;
        size_t read, wrong;
    } rows[] = {
        {S_INIT(DIGITS "\tlink-missing\ta.md"), 1, 0},
        {S_INIT(DIGITS "\tlink-missing\ta\tb.md\r\n"), 1, 0},
        {S_INIT(DIGITS "\tsite-url-missing\t"), 1, 0},
        {S_INIT(DIGITS "\ta-code-of-the-future\ta.md"), 1, 0},
        {S_INIT("\xEF\xBB\xBF# a comment\n\n"), 0, 0},
        {S_INIT(DIGITS "\tlink-missing"), 0, 1},
        {S_INIT(DIGITS "\t\ta.md"), 0, 1},
        {S_INIT(DIGITS " link-missing a.md"), 0, 1},
        {S_INIT(DIGITS "0\tlink-missing\ta.md"), 0, 1},
        {S_INIT("0123456789ABCDEF0123456789ABCDEF\tlink-missing\ta.md"), 0, 1},
        {S_INIT("<<<<<<< HEAD\n" DIGITS "\ta\tb\n=======\n>>>>>>> x\n"), 1, 3},
        {S_INIT("\t\t\n"), 0, 1},
        {S_INIT("\0\0\0"), 0, 1},
        {S_INIT(""), 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena a = {0};
        struct diags diags = {.arena = &a};
        struct baseline b = {.arena = &a};
        baseline_read(&b, S("known"), rows[i].line, &diags);
        expect(b.fingerprints.n == rows[i].read, rows[i].line);
        expect(diags.list.n == rows[i].wrong, rows[i].line);
        for (size_t k = 0; k < diags.list.n; k++)
            expect(diags.list.at[k].code == DIAG_BASELINE_SYNTAX && diags.list.at[k].place.line > 0,
                   rows[i].line);
        arena_free(&a);
    }
}

static void many_wrong_lines_are_few_complaints(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags diags = {.arena = &a};
    struct baseline b = {.arena = &a};
    struct buf bytes = {0};
    for (int i = 0; i < 1000; i++)
        buf_add_lit(&bytes, "wrong\n");
    baseline_read(&b, S("known"), buf_str(&bytes), &diags);
    assert_int_equal(diags.list.n, 21);
    expect_str(diags.list.at[20].message, S("980 more lines have another form"), S("the rest"));
    buf_free(&bytes);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fingerprint_outlasts_edits_elsewhere),
        cmocka_unit_test(it_does_not_matter_where_a_check_is_run),
        cmocka_unit_test(numbers_count_where_they_are_part_of_a_name),
        cmocka_unit_test(equal_findings_differ_by_how_many_came_before),
        cmocka_unit_test(findings_without_a_line_ask_for_none),
        cmocka_unit_test(what_is_written_is_known_when_read),
        cmocka_unit_test(lines_stand_by_path_and_code),
        cmocka_unit_test(lines_of_another_form_are_errors),
        cmocka_unit_test(many_wrong_lines_are_few_complaints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
