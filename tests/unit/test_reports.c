#include "expect.h"

#include "findings_kit.h"
#include "report_findings.h"
#include "report_github.h"
#include "report_junit.h"
#include "report_markdown.h"
#include "report_sarif.h"

typedef void report(const struct findings *, const struct report_context *, struct buf *);

static const struct report_context plain = {.fail = DIAG_ERROR, .least = DIAG_WARNING};

/* What a report says of n warnings and of an error behind them, which a baseline may know. */
static struct buf report_of(report *make, size_t n, bool known)
{
    struct arena a = {0};
    struct findings f = {.arena = &a};
    struct buf out = {0};
    for (size_t i = 0; i < n; i++)
        add_finding(&f, DIAG_LINK_ANCHOR, (struct place){S("a.md"), (uint32_t)i + 1, 1}, S("m"));
    add_finding(&f, DIAG_EDGE_CYCLE, (struct place){S("z.md"), 7, 1}, S("the cycle"));
    f.list.at[n].known = known;
    make(&f, &plain, &out);
    arena_free(&a);
    return out;
}

static size_t count(str text, str part)
{
    size_t n = 0;
    for (size_t at; (at = str_find(text, part)) != STR_NONE; n++)
        text = str_from(text, at + part.len);
    return n;
}

static void columns_become_utf16(void **state)
{
    (void)state;
    str text = S("a\xC3\xA9\xF0\x9F\x8E\xB2z\n");
    struct line_source lines = {line_of_text, &text};
    struct report_context c = {.lines = &lines};
    static const struct {
        str about;
        uint32_t line, col, want;
    } rows[] = {
        {S_INIT("ASCII"), 1, 1, 1},
        {S_INIT("before two bytes"), 1, 2, 2},
        {S_INIT("behind two bytes"), 1, 4, 3},
        {S_INIT("behind a surrogate pair"), 1, 8, 5},
        {S_INIT("the end"), 1, 9, 6},
        {S_INIT("past the end"), 1, 10, 0},
        {S_INIT("no such line"), 5, 1, 0},
        {S_INIT("no column"), 1, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct place place = {S("a.md"), rows[i].line, rows[i].col};
        expect(report_column(&c, &place) == rows[i].want, rows[i].about);
    }
    assert_int_equal(report_column(&plain, &(struct place){S("a.md"), 1, 1}), 0);
}

static void the_worst_come_first(void **state)
{
    (void)state;
    struct arena a = {0};
    struct findings f = {.arena = &a};
    static const enum diag_code codes[] = {DIAG_NAV_OMITTED, DIAG_EDGE_SELF, DIAG_LINK_ANCHOR,
                                           DIAG_EDGE_CYCLE, DIAG_NUL_BYTE};
    static const enum diag_code want[] = {DIAG_EDGE_CYCLE, DIAG_LINK_ANCHOR, DIAG_NUL_BYTE,
                                          DIAG_NAV_OMITTED, DIAG_EDGE_SELF};
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        add_finding(&f, codes[i], (struct place){0}, S("m"));
    f.list.at[1].known = true;
    const struct finding **sorted = report_worst_first(&a, &f);
    for (size_t i = 0; i < COUNT_OF(want); i++)
        expect(sorted[i]->diag.code == want[i], diag_name(want[i]));
    arena_free(&a);
}

static void only_what_is_new_and_severe_fails(void **state)
{
    (void)state;
    struct finding f = {.diag = {.level = DIAG_WARNING}};
    assert_false(report_fails(&f, &(struct report_context){.fail = DIAG_ERROR}));
    assert_true(report_fails(&f, &(struct report_context){.fail = DIAG_WARNING}));
    f.diag.level = DIAG_ERROR;
    assert_false(report_fails(&f, &(struct report_context){.fail = DIAG_ERROR + 1}));
    f.known = true;
    assert_false(report_fails(&f, &(struct report_context){.fail = DIAG_NOTE}));
}

static void github_gets_ten_of_a_level(void **state)
{
    (void)state;
    struct buf out = report_of(report_github, 25, false);
    assert_int_equal(count(buf_str(&out), S("::warning ")), 10);
    assert_int_equal(count(buf_str(&out), S("::error ")), 1);
    assert_true(str_starts(buf_str(&out), S("::error file=z.md,line=7,title=edge-cycle::")));
    expect(count(buf_str(&out), S("1 error, 25 warnings; 15 without an annotation")) == 1,
           buf_str(&out));
    buf_free(&out);
    out = report_of(report_github, 0, true);
    expect_str(buf_str(&out), S("kbsite check: 1 known\n"), S("a known one"));
    buf_free(&out);
}

static void sarif_is_cut_at_its_limit(void **state)
{
    (void)state;
    struct buf out = report_of(report_sarif, SARIF_MOST_RESULTS - 1, false);
    assert_int_equal(count(buf_str(&out), S("{\"ruleId\":")), SARIF_MOST_RESULTS);
    assert_int_equal(count(buf_str(&out), S("toolExecutionNotifications")), 0);
    assert_int_equal(count(buf_str(&out), S("baselineState")), 0);
    buf_free(&out);
    out = report_of(report_sarif, SARIF_MOST_RESULTS, false);
    assert_int_equal(count(buf_str(&out), S("{\"ruleId\":")), SARIF_MOST_RESULTS);
    assert_int_equal(count(buf_str(&out), S("25001 findings, of which the 25000 worst")), 1);
    assert_int_equal(count(buf_str(&out), S("{\"ruleId\":\"edge-cycle\"")), 1);
    buf_free(&out);
}

static void a_summary_shows_fifty(void **state)
{
    (void)state;
    struct buf out = report_of(report_summary_markdown, 60, false);
    assert_int_equal(count(buf_str(&out), S("\n| a.md")), MARKDOWN_MOST_FINDINGS - 1);
    assert_int_equal(count(buf_str(&out), S("| the cycle |")), 1);
    assert_int_equal(count(buf_str(&out), S("\n11 more are not shown here.\n")), 1);
    buf_free(&out);
}

static void long_texts_are_cut_in_a_summary(void **state)
{
    (void)state;
    struct arena a = {0};
    struct findings f = {.arena = &a};
    struct buf out = {0}, message = {0};
    for (int i = 0; i < 100000; i++)
        buf_add_lit(&message, "\xC3\xA9");
    for (int i = 0; i < 100; i++)
        add_finding(&f, DIAG_EDGE_CYCLE, (struct place){S("a.md"), 1, 1}, buf_str(&message));
    report_summary_markdown(&f, &plain, &out);
    assert_in_range(out.len, 1, 64 << 10);
    assert_int_equal(count(buf_str(&out), S("\xC3\xA9\xE2\x80\xA6 |")), MARKDOWN_MOST_FINDINGS);
    buf_free(&message);
    buf_free(&out);
    arena_free(&a);
}

static void junit_drops_what_xml_cannot_hold(void **state)
{
    (void)state;
    struct arena a = {0};
    struct findings f = {.arena = &a};
    struct buf out = {0};
    add_finding(&f, DIAG_EDGE_CYCLE, (struct place){S("a.md"), 1, 1},
                S("<\x01\x1B\n\xFF\xEF\xBF\xBE>"));
    report_junit(&f, &plain, &out);
    expect(count(buf_str(&out), S("message=\"&lt; \xEF\xBF\xBD&gt;\"")) == 1, buf_str(&out));
    buf_free(&out);
    arena_free(&a);
}

static void no_findings_are_a_case_that_passed(void **state)
{
    (void)state;
    struct findings none = {0};
    struct buf out = {0};
    report_junit(&none, &plain, &out);
    assert_int_equal(count(buf_str(&out), S("<testcase ")), 1);
    assert_int_equal(count(buf_str(&out), S("<failure")), 0);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_become_utf16),
        cmocka_unit_test(the_worst_come_first),
        cmocka_unit_test(only_what_is_new_and_severe_fails),
        cmocka_unit_test(github_gets_ten_of_a_level),
        cmocka_unit_test(sarif_is_cut_at_its_limit),
        cmocka_unit_test(a_summary_shows_fifty),
        cmocka_unit_test(long_texts_are_cut_in_a_summary),
        cmocka_unit_test(junit_drops_what_xml_cannot_hold),
        cmocka_unit_test(no_findings_are_a_case_that_passed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
