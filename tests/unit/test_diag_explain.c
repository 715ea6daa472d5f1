#include "expect.h"

#include "base/diag_explain.h"

static size_t count_sentences(str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool ends = i + 1 == text.len || (text.ptr[i + 1] == ' ' && i + 2 < text.len &&
                                          !(text.ptr[i + 2] >= 'a' && text.ptr[i + 2] <= 'z'));
        n += text.ptr[i] == '.' && ends;
    }
    return n;
}

static void every_code_is_explained(void **state)
{
    (void)state;
    for (int i = 0; i < DIAG_CODE_COUNT; i++) {
        enum diag_code code = (enum diag_code)i;
        str text = diag_explanation(code), example = diag_example(code);
        expect(text.len > 0, diag_name(code));
        expect(str_ends(text, S(".")), diag_name(code));
        expect(str_find(text, S("  ")) == STR_NONE, diag_name(code));
        expect(str_find(text, S("{")) == STR_NONE && str_find(text, S("](")) == STR_NONE,
               diag_name(code));
        expect(count_sentences(text) >= 2 && count_sentences(text) <= 5, diag_name(code));
        expect(example.len == 0 || str_ends(example, S("\n")), diag_name(code));
    }
}

static void an_explanation_fits_a_terminal(void **state)
{
    (void)state;
    struct buf out = {0};
    for (int i = 0; i < DIAG_CODE_COUNT; i++) {
        buf_clear(&out);
        diag_explain(&out, (enum diag_code)i);
        str rest = buf_str(&out), line;
        str_line(&rest, &line); /* the meaning, as kbsite help diagnostics has it */
        while (str_line(&rest, &line))
            expect(line.len <= 80, line);
    }
    buf_free(&out);
}

static void an_explanation_has_name_level_and_example(void **state)
{
    (void)state;
    struct buf out = {0};
    diag_explain(&out, DIAG_SITE_URL_VALUE);
    expect_str(buf_str(&out),
               S("site-url-value (error): site_url is not an address that pages can have\n"
                 "\n"
                 "site_url is neither an address nor a path. Nothing is built, since every\n"
                 "absolute address would be wrong.\n"
                 "\n"
                 "    site_url: https://example.org/wiki/\n"),
               S("site-url-value"));
    buf_free(&out);
}

static void a_name_gives_its_code(void **state)
{
    (void)state;
    enum diag_code code = DIAG_CODE_COUNT;
    assert_true(diag_find(S("link-missing"), &code));
    assert_int_equal(code, DIAG_LINK_MISSING);
    assert_false(diag_find(S("LINK_MISSING"), &code));
    assert_false(diag_find(S(""), &code));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_is_explained),
        cmocka_unit_test(an_explanation_fits_a_terminal),
        cmocka_unit_test(an_explanation_has_name_level_and_example),
        cmocka_unit_test(a_name_gives_its_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
