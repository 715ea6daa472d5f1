/* Files of others, icons and emoji, as far as they are installed. links: kb_web */
#include "expect.h"

#include "markdown/glyphs.h"
#include "theme/vendor.h"
#include "theme/web.h"

static void need_web(void)
{
    if (web_vendor().len == 0)
        skip();
}

static void finds_files_in_their_order(void **state)
{
    (void)state;
    need_web();
    str last = S(""), bytes, all = web_vendor();
    struct vendor v = {0};
    size_t n = 0;
    for (; vendor_next(&v); n++) {
        expect(str_cmp(last, v.name) < 0, v.name);
        expect(vendor_file(v.name, &bytes) && bytes.ptr == v.bytes.ptr && bytes.len > 0, v.name);
        last = v.name;
    }
    assert_true(n > 100);
    assert_ptr_equal(v.bytes.ptr + v.bytes.len, all.ptr + all.len);
    assert_false(vendor_next(&v));
    assert_false(vendor_file(S("mermaid"), &bytes));
    assert_true(vendor_file(S("temml.min.js"), &bytes) && str_starts(bytes, S("var temml=")));
    assert_true(vendor_file(S("mermaid/mermaid.js"), &bytes));
    assert_int_equal(str_find(bytes, S(".mjs\"")), STR_NONE);
}

static void finds_every_name(void **state)
{
    (void)state;
    need_web();
    struct glyph glyph;
    str table = web_icons(), line, name, emoji;
    while (str_line(&table, &line)) {
        str_cut(&line, '\t', &name);
        expect(glyphs_icon(name, &glyph) && str_ends(line, glyph.inner), name);
        expect(glyph.view_box.len && str_starts(glyph.inner, S("<")), name);
    }
    for (table = web_emoji(); str_line(&table, &line);) {
        str_cut(&line, '\t', &name);
        expect(glyphs_emoji(name, &emoji) && str_eq(line, emoji), name);
    }
}

static void knows_the_sets(void **state)
{
    (void)state;
    need_web();
    static const str icons[] = {
        S_INIT("material-home"),           S_INIT("octicons-alert-16"),
        S_INIT("fontawesome-solid-house"), S_INIT("fontawesome-regular-heart"),
        S_INIT("fontawesome-brands-git"),  S_INIT("simple-github"),
    };
    struct glyph glyph;
    str emoji;
    for (size_t i = 0; i < COUNT_OF(icons); i++)
        expect(glyphs_icon(icons[i], &glyph), icons[i]);
    assert_true(glyphs_icon(S("material-home"), &glyph));
    expect_str(glyph.view_box, S("0 0 24 24"), S("material-home"));
    assert_true(glyphs_emoji(S("rocket"), &emoji));
    expect_str(emoji, S("\xF0\x9F\x9A\x80"), S("rocket"));
}

static void knows_no_other_names(void **state)
{
    (void)state;
    static const str names[] = {
        S_INIT(""),     S_INIT("material"),        S_INIT("material-"),     S_INIT("material-hom"),
        S_INIT("zzzz"), S_INIT("material-home\t"), S_INIT("MATERIAL-HOME"), S_INIT("rocket\n"),
        S_INIT("\t"),   S_INIT("simple-zzzzzz"),   S_INIT("0 0 24 24"),
    };
    struct glyph glyph;
    str emoji;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        expect(!glyphs_icon(names[i], &glyph), names[i]);
        expect(!glyphs_emoji(names[i], &emoji), names[i]);
    }
}

static void names_the_nearest_icon(void **state)
{
    (void)state;
    size_t set = sizeof "material-" - 1;
    if (web_icons().len == 0)
        skip();
    expect_str(glyphs_nearest(S("material-hoome"), set), S("material-home"), S("hoome"));
    expect_str(glyphs_nearest(S("material-book-open-varint"), set), S("material-book-open-variant"),
               S("varint"));
    expect_str(glyphs_nearest(S("material-hwhatever-this-is"), set), S(""), S("whatever"));
    expect_str(glyphs_nearest(S("material-"), set), S(""), S("no name"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_files_in_their_order),
        cmocka_unit_test(finds_every_name),
        cmocka_unit_test(knows_the_sets),
        cmocka_unit_test(knows_no_other_names),
        cmocka_unit_test(names_the_nearest_icon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
