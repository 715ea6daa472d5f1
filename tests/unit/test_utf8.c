#include "expect.h"

#include "base/utf8.h"

static void decodes(void **state)
{
    (void)state;
    static const struct {
        str s;
        int32_t c;
        size_t len;
    } rows[] = {
        {S_INIT("a"), 'a', 1},
        {S_INIT("\0"), 0, 1},
        {S_INIT("\xC2\x80"), 0x80, 2},
        {S_INIT("\xDF\xBF"), 0x7FF, 2},
        {S_INIT("\xE0\xA0\x80"), 0x800, 3},
        {S_INIT("\xEF\xBF\xBD"), 0xFFFD, 3},
        {S_INIT("\xF0\x9F\x98\x80"), 0x1F600, 4},
        {S_INIT("\xF4\x8F\xBF\xBF"), 0x10FFFF, 4},
        {S_INIT("\x80"), UTF8_INVALID, 1}, /* a continuation alone */
        {S_INIT("\xC3"), UTF8_INVALID, 1}, /* cut off */
        {S_INIT("\xC3x"), UTF8_INVALID, 1},
        {S_INIT("\xE2\x82"), UTF8_INVALID, 1},
        {S_INIT("\xF0\x9F\x98"), UTF8_INVALID, 1},
        {S_INIT("\xC0\x80"), UTF8_INVALID, 1}, /* longer than it need be */
        {S_INIT("\xE0\x80\xAF"), UTF8_INVALID, 1},
        {S_INIT("\xED\xA0\x80"), UTF8_INVALID, 1},     /* a surrogate */
        {S_INIT("\xF4\x90\x80\x80"), UTF8_INVALID, 1}, /* past the last one */
        {S_INIT("\xFF"), UTF8_INVALID, 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t len = 0;
        expect(utf8_at(rows[i].s, 0, &len) == rows[i].c, rows[i].s);
        expect(len == rows[i].len, rows[i].s);
        expect(utf8_check(rows[i].s) == (rows[i].c < 0 ? 0 : STR_NONE), rows[i].s);
    }
    size_t len;
    assert_int_equal(utf8_at(S("a\xC3\xA4z"), 1, &len), 0xE4);
    assert_int_equal(utf8_check(S("\xC3\xA4z\xA4")), 3);
    assert_int_equal(utf8_check((str){NULL, 0}), STR_NONE);
}

/* Each code point through utf8_add and back. */
static void encodes_what_it_decodes(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int32_t c = 0; c <= 0x10FFFF; c += c < 0x900 ? 1 : 97) {
        size_t len;
        buf_clear(&b);
        utf8_add(&b, c);
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        assert_int_equal(utf8_at(buf_str(&b), 0, &len), surrogate ? 0xFFFD : c);
        assert_int_equal(len, b.len);
    }
    buf_clear(&b);
    utf8_add(&b, -1);
    utf8_add(&b, 0x110000);
    expect_str(buf_str(&b), S("\xEF\xBF\xBD\xEF\xBF\xBD"), S("no code points"));
    buf_free(&b);
}

typedef void add_function(struct buf *out, str s);

struct row {
    str s, want;
};

static void check_rows(add_function *add, const struct row *rows, size_t n)
{
    struct buf b = {0};
    for (size_t i = 0; i < n; i++) {
        buf_clear(&b);
        buf_add_lit(&b, "<");
        add(&b, rows[i].s);
        expect_str(str_from(buf_str(&b), 1), rows[i].want, rows[i].s);
    }
    buf_free(&b);
}

static void replaces_invalid_bytes(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("plain \xC3\xA4"), S_INIT("plain \xC3\xA4")},
        {S_INIT("a\xFF"
                "b"),
         S_INIT("a\xEF\xBF\xBD"
                "b")},
        {S_INIT("\xE2\x82"), S_INIT("\xEF\xBF\xBD\xEF\xBF\xBD")},
        {S_INIT(""), S_INIT("")},
    };
    check_rows(utf8_add_valid, rows, COUNT_OF(rows));
}

static void lowers(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("ABC xyz 12"), S_INIT("abc xyz 12")},
        {S_INIT("\xC3\x84\xD0\x96"), S_INIT("\xC3\xA4\xD0\xB6")}, /* Ä, Ж */
        {S_INIT("\xE6\x97\xA5"), S_INIT("\xE6\x97\xA5")},         /* no case */
        {S_INIT("\xC3\x9F"), S_INIT("\xC3\x9F")},                 /* ß stays */
    };
    check_rows(utf8_add_lower, rows, COUNT_OF(rows));
}

static void normalises(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("plain"), S_INIT("plain")},
        {S_INIT("a\xCC\x88"), S_INIT("\xC3\xA4")}, /* a + diaeresis */
        {S_INIT("\xC3\xA4"), S_INIT("\xC3\xA4")},
        {S_INIT("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"), S_INIT("\xED\x95\x9C")}, /* Hangul */
        {S_INIT("\xEF\xAC\x81"), S_INIT("\xEF\xAC\x81")}, /* the ligature is its own */
        {S_INIT("\xC3\xA4\xFF"), S_INIT("\xC3\xA4\xFF")}, /* invalid: as it is */
    };
    check_rows(utf8_add_nfc, rows, COUNT_OF(rows));
}

static void folds_names(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("  Error \t Budget\n"), S_INIT("error budget")},
        {S_INIT("STRASSE"), S_INIT("strasse")},
        {S_INIT("Stra\xC3\x9F"
                "e"),
         S_INIT("strasse")},
        {S_INIT("\xCE\xA3\xCF\x82"), S_INIT("\xCF\x83\xCF\x83")}, /* both sigmas */
        {S_INIT("A\xCC\x88"), S_INIT("\xC3\xA4")},
        {S_INIT("a\xC2\xA0\xC2\xA0\xC3\xA9"), S_INIT("a \xC3\xA9")},
        {S_INIT("\xC2\xA0 \xC3\xA9 \xE3\x80\x80"), S_INIT("\xC3\xA9")}, /* none at the ends */
        {S_INIT(" \t "), S_INIT("")},
        {S_INIT("\xC2\xA0"), S_INIT("")},
        {S_INIT(""), S_INIT("")},
    };
    check_rows(utf8_add_folded, rows, COUNT_OF(rows));
}

static void knows_properties(void **state)
{
    (void)state;
    static const struct {
        int32_t c;
        bool word, mark, space;
    } rows[] = {
        {'a', true, false, false},           {'7', true, false, false},
        {'_', false, false, false},          {' ', false, false, true},
        {'\n', false, false, true},          {0xE4, true, false, false},
        {0x301, false, true, false},         {0x93F, false, true, false},
        {0x663, true, false, false},         {0xA0, false, false, true},
        {0x3000, false, false, true},        {0x2028, false, false, true},
        {0x65E5, true, false, false},        {0x1F600, false, false, false},
        {0x200B, false, false, false},       {0xB2, true, false, false},
        {UTF8_INVALID, false, false, false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(utf8_is_letter_or_digit(rows[i].c), rows[i].word);
        assert_int_equal(utf8_is_mark(rows[i].c), rows[i].mark);
        assert_int_equal(utf8_is_space(rows[i].c), rows[i].space);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),          cmocka_unit_test(encodes_what_it_decodes),
        cmocka_unit_test(lowers),           cmocka_unit_test(replaces_invalid_bytes),
        cmocka_unit_test(normalises),       cmocka_unit_test(folds_names),
        cmocka_unit_test(knows_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
