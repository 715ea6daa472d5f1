#include "expect.h"

#include "base/escape.h"

typedef void escape_function(struct buf *out, str s);

struct row {
    str s, want;
};

static void check_rows(escape_function *escape, const struct row *rows, size_t n)
{
    struct buf b = {0};
    for (size_t i = 0; i < n; i++) {
        buf_clear(&b);
        buf_add_lit(&b, "=");
        escape(&b, rows[i].s);
        expect_str(str_from(buf_str(&b), 1), rows[i].want, rows[i].s);
    }
    buf_free(&b);
}

static void html(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT(""), S_INIT("")},
        {S_INIT("plain \xC3\xA4"), S_INIT("plain \xC3\xA4")},
        {S_INIT("<a href=\"x\">&amp;</a>"),
         S_INIT("&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;")},
        {S_INIT("&"), S_INIT("&amp;")},
        {S_INIT("a<"), S_INIT("a&lt;")},
        {S_INIT("it's"), S_INIT("it's")},
        {S_INIT("\0<"), S_INIT("\0&lt;")},
    };
    check_rows(escape_html, rows, COUNT_OF(rows));
}

static void xml(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT(""), S_INIT("")},
        {S_INIT("a & <b>\t\n"), S_INIT("a &amp; &lt;b&gt;\t\n")},
        {S_INIT("\x01<\x1F"), S_INIT("\xEF\xBF\xBD&lt;\xEF\xBF\xBD")},
        {S_INIT("a\xEF\xBF\xBE\xEF\xBF\xBF.\xEF\xBF\xBD"),
         S_INIT("a\xEF\xBF\xBD\xEF\xBF\xBD.\xEF\xBF\xBD")},
    };
    check_rows(escape_xml, rows, COUNT_OF(rows));
}

static void url_path(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("a/b-c_d.e~f/"), S_INIT("a/b-c_d.e~f/")},
        {S_INIT("a b"), S_INIT("a%20b")},
        {S_INIT("100%?#x"), S_INIT("100%25%3F%23x")},
        {S_INIT("\"<>&'\\"), S_INIT("%22%3C%3E%26%27%5C")},
        {S_INIT("\xC3\xA4\xF0\x9F\x98\x80"), S_INIT("%C3%A4%F0%9F%98%80")},
        {S_INIT("\0\x7F\x1F"), S_INIT("%00%7F%1F")},
        {S_INIT("(a)@b:c,d;e=f+g*!$"), S_INIT("(a)@b:c,d;e=f+g*!$")},
        {S_INIT(""), S_INIT("")},
    };
    check_rows(escape_url_path, rows, COUNT_OF(rows));
}

static void unescape(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("a%20b"), S_INIT("a b")},     {S_INIT("%c3%A4"), S_INIT("\xC3\xA4")},
        {S_INIT("%"), S_INIT("%")},           {S_INIT("%4"), S_INIT("%4")},
        {S_INIT("%zz%4g"), S_INIT("%zz%4g")}, {S_INIT("%%41"), S_INIT("%A")},
        {S_INIT("%2541"), S_INIT("%41")},     {S_INIT("a+b"), S_INIT("a+b")},
        {S_INIT("%41"), S_INIT("A")},         {S_INIT("%00"), S_INIT("\0")},
    };
    check_rows(unescape_url, rows, COUNT_OF(rows));
}

static void every_byte_survives_the_round_trip(void **state)
{
    (void)state;
    char all[256];
    for (int i = 0; i < 256; i++)
        all[i] = (char)i;
    struct buf there = {0}, back = {0};
    escape_url_path(&there, (str){all, sizeof all});
    for (size_t i = 0; i < there.len; i++)
        assert_true(there.ptr[i] > ' ' && there.ptr[i] < 127);
    unescape_url(&back, buf_str(&there));
    str want = {all, sizeof all};
    expect_str(buf_str(&back), want, S("all bytes"));
    buf_free(&there);
    buf_free(&back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html),
        cmocka_unit_test(xml),
        cmocka_unit_test(url_path),
        cmocka_unit_test(unescape),
        cmocka_unit_test(every_byte_survives_the_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
