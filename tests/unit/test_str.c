#include "expect.h"

#include <limits.h>
#include <stdio.h>

#include "base/ascii.h"
#include "base/str.h"

static const str none = {NULL, 0};

static void ascii_agrees_with_its_definition(void **state)
{
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    for (int i = 0; i < 256; i++) {
        char c = (char)i;
        bool digit = i >= 48 && i <= 57, upper = i >= 65 && i <= 90, lower = i >= 97 && i <= 122;
        assert_int_equal(ascii_is_digit(c), digit);
        assert_int_equal(ascii_is_alpha(c), upper || lower);
        assert_int_equal(ascii_is_alnum(c), digit || upper || lower);
        assert_int_equal(ascii_is_space(c), i == 32 || (i >= 9 && i <= 13));
        assert_int_equal(ascii_is_blank(c), i == 32 || i == 9);
        assert_int_equal(ascii_lower(c), upper ? letters[i - 65] : c);
        int hex = digit ? i - 48 : i >= 65 && i <= 70 ? i - 55 : i >= 97 && i <= 102 ? i - 87 : -1;
        assert_int_equal(ascii_hex(c), hex);
    }
}

static void compares(void **state)
{
    (void)state;
    assert_true(str_eq(none, S("")));
    assert_true(str_eq(S("a\0b"), S("a\0b")));
    assert_false(str_eq(S("a\0b"), S("a\0c")));
    assert_false(str_eq(S("a"), S("ab")));
    assert_true(str_eq_nocase(S("AbC-1"), S("aBc-1")));
    assert_false(str_eq_nocase(S("\xC3\x84"), S("\xC3\xA4"))); /* ASCII only */
    assert_false(str_eq_nocase(S("["), S("{")));               /* differ in bit 5 like letters */
    assert_int_equal(str_cmp(none, S("")), 0);
    assert_true(str_cmp(S("a"), S("ab")) < 0);
    assert_true(str_cmp(S("b"), S("ab")) > 0);
    assert_true(str_cmp(S("\xFF"), S("a")) > 0); /* bytes are unsigned */
    assert_true(str_cmp(none, S("a")) < 0);
}

static void sees_both_ends(void **state)
{
    (void)state;
    static const struct {
        str s, part;
        bool starts, ends;
    } rows[] = {
        {S_INIT("note.md"), S_INIT("note"), true, false},
        {S_INIT("note.md"), S_INIT(".md"), false, true},
        {S_INIT("md"), S_INIT("note.md"), false, false},
        {S_INIT("note"), S_INIT(""), true, true},
        {S_INIT(""), S_INIT(""), true, true},
        {S_INIT("aXa"), S_INIT("aXa"), true, true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        expect(str_starts(rows[i].s, rows[i].part) == rows[i].starts, rows[i].s);
        expect(str_ends(rows[i].s, rows[i].part) == rows[i].ends, rows[i].s);
    }
    assert_true(str_ends_nocase(S("A.MD"), S(".md")));
    assert_false(str_ends_nocase(S("md"), S(".md")));
    assert_false(str_ends(S("A.MD"), S(".md")));
}

static void slices_within_bounds(void **state)
{
    (void)state;
    static const struct {
        size_t from, to;
        str want;
    } rows[] = {
        {0, 6, S_INIT("abcdef")},   {2, 4, S_INIT("cd")},
        {4, 2, S_INIT("")},         {0, 99, S_INIT("abcdef")},
        {98, 99, S_INIT("")},       {6, 6, S_INIT("")},
        {5, STR_NONE, S_INIT("f")}, {STR_NONE, STR_NONE, S_INIT("")},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect_str(str_slice(S("abcdef"), rows[i].from, rows[i].to), rows[i].want, rows[i].want);
    expect_str(str_from(S("abc"), 1), S("bc"), S("from"));
    expect_str(str_from(S("abc"), 9), S(""), S("from the end"));
    expect_str(str_until(S("abc"), 1), S("a"), S("until"));
    expect_str(str_until(S("abc"), 9), S("abc"), S("until the end"));
    expect_str(str_slice(none, 1, 2), S(""), S("nothing"));
}

static void trims(void **state)
{
    (void)state;
    static const struct {
        str s, both, left, right;
    } rows[] = {
        {S_INIT(" a b \t"), S_INIT("a b"), S_INIT("a b \t"), S_INIT(" a b")},
        {S_INIT("\r\n a\n"), S_INIT("a"), S_INIT("a\n"), S_INIT("\r\n a")},
        {S_INIT(" \t\n"), S_INIT(""), S_INIT(""), S_INIT("")},
        {S_INIT("\xC2\xA0x"), S_INIT("\xC2\xA0x"), S_INIT("\xC2\xA0x"), S_INIT("\xC2\xA0x")},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        expect_str(str_trim(rows[i].s), rows[i].both, rows[i].s);
        expect_str(str_trim_left(rows[i].s), rows[i].left, rows[i].s);
        expect_str(str_trim_right(rows[i].s), rows[i].right, rows[i].s);
    }
    expect_str(str_trim(none), S(""), S("nothing"));
}

static void finds(void **state)
{
    (void)state;
    assert_int_equal(str_find(S("abcabc"), S("bc")), 1);
    assert_int_equal(str_find(S("abc"), S("")), 0);
    assert_int_equal(str_find(none, S("")), 0);
    assert_int_equal(str_find(S("ab"), S("abc")), STR_NONE);
    assert_int_equal(str_find(S("aab"), S("ab")), 1);
    assert_int_equal(str_find(S("a\0b"), S("\0b")), 1);
    assert_int_equal(str_find_char(S("a/b/c"), '/'), 1);
    assert_int_equal(str_rfind_char(S("a/b/c"), '/'), 3);
    assert_int_equal(str_rfind_char(S("/"), '/'), 0);
    assert_int_equal(str_find_char(S("abc"), '\0'), STR_NONE); /* not the one behind it */
    assert_int_equal(str_find_char(none, 'a'), STR_NONE);
    assert_int_equal(str_rfind_char(none, 'a'), STR_NONE);
}

/* The parts with '|' behind each. */
static str joined(str s, bool (*next)(str *, str *), char *out, size_t size)
{
    size_t n = 0;
    for (str part; next(&s, &part);)
        n += (size_t)snprintf(out + n, size - n, "%.*s|", STR_ARG(part));
    return (str){out, n};
}

static bool next_part(str *rest, str *part)
{
    return str_cut(rest, ',', part);
}

static void cuts_and_reads_lines(void **state)
{
    (void)state;
    static const struct {
        str s, parts;
    } cut[] = {
        {S_INIT("a,b"), S_INIT("a|b|")}, {S_INIT("a,"), S_INIT("a||")},
        {S_INIT(",a"), S_INIT("|a|")},   {S_INIT(""), S_INIT("|")},
        {S_INIT(","), S_INIT("||")},     {S_INIT("ab"), S_INIT("ab|")},
    };
    static const struct {
        str s, parts;
    } lines[] = {
        {S_INIT("a\nb"), S_INIT("a|b|")},
        {S_INIT("a\n"), S_INIT("a|")},
        {S_INIT("a\r\nb\rc\n\n"), S_INIT("a|b|c||")},
        {S_INIT(""), S_INIT("")},
        {S_INIT("\r"), S_INIT("|")},
        {S_INIT("\n\r\n"), S_INIT("||")},
        {S_INIT("a\r"), S_INIT("a|")},
        {S_INIT("\r\r\n"), S_INIT("||")},
    };
    char out[64];
    for (size_t i = 0; i < COUNT_OF(cut); i++)
        expect_str(joined(cut[i].s, next_part, out, sizeof out), cut[i].parts, cut[i].s);
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        expect_str(joined(lines[i].s, str_line, out, sizeof out), lines[i].parts, lines[i].s);
    expect_str(joined(none, next_part, out, sizeof out), S(""), S("no pointer"));
}

static void reads_numbers(void **state)
{
    (void)state;
    static const struct {
        str s;
        bool fine;
        long n;
    } rows[] = {
        {S_INIT("0"), true, 0},
        {S_INIT("-17"), true, -17},
        {S_INIT("+5"), true, 5},
        {S_INIT("007"), true, 7},
        {S_INIT(""), false, 0},
        {S_INIT("-"), false, 0},
        {S_INIT("1 "), false, 0},
        {S_INIT("1.5"), false, 0},
        {S_INIT("0x1"), false, 0},
        {S_INIT("--1"), false, 0},
        {S_INIT("\xB1"), false, 0},
        {S_INIT("1:"), false, 0},
        {S_INIT("99999999999999999999"), false, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        long n = 0;
        expect(str_to_long(rows[i].s, &n) == rows[i].fine, rows[i].s);
        expect(n == rows[i].n, rows[i].s);
    }
    char most[32], more[32];
    long n;
    snprintf(most, sizeof most, "%ld", LONG_MAX);
    snprintf(more, sizeof more, "%lu", (unsigned long)LONG_MAX + 1);
    assert_true(str_to_long(str_of(most), &n) && n == LONG_MAX);
    assert_false(str_to_long(str_of(more), &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_agrees_with_its_definition),
        cmocka_unit_test(compares),
        cmocka_unit_test(sees_both_ends),
        cmocka_unit_test(slices_within_bounds),
        cmocka_unit_test(trims),
        cmocka_unit_test(finds),
        cmocka_unit_test(cuts_and_reads_lines),
        cmocka_unit_test(reads_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
