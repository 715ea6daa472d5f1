#include "expect.h"

#include "base/buf.h"
#include "data/config.h"

static void empty_means_defaults(void **state)
{
    (void)state;
    static const str texts[] = {{NULL, 0},
                                S_INIT("# nothing\n"),
                                S_INIT("---\n"),
                                S_INIT("title:\ndrafts: ~\nlimits:\nfolders:\nexclude: null\n")};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct arena a = {0};
        struct diags d = {.arena = &a};
        struct config c;
        expect(config_parse(&a, S("kbsite.yml"), texts[i], &d, &c), texts[i]);
        expect(d.list.n == 0, texts[i]);
        expect_str(c.title, S(""), texts[i]);
        expect_str(c.language, S("en"), texts[i]);
        expect_str(c.site_url, S(""), texts[i]);
        expect_str(c.site_path, S("/"), texts[i]);
        expect_str(c.content_dir, S("."), texts[i]);
        expect_str(c.output_dir, S("site"), texts[i]);
        expect_str(c.theme, S("default"), texts[i]);
        expect(!c.drafts && !c.safe && !c.smart_quotes && c.inbox == CONFIG_INBOX_SHOW, texts[i]);
        expect(c.indexes.n + c.exclude.n + c.folders.n == 0, texts[i]);
        expect(c.limits.note_bytes == 2097152 && c.limits.nesting == 100, texts[i]);
        expect(c.limits.output_bytes == 67108864 && c.limits.front_bytes == 65536, texts[i]);
        arena_free(&a);
    }
}

static void every_key_is_read(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags d = {.arena = &a};
    struct config c;
    assert_true(config_parse(&a, S("kbsite.yml"),
                             S("title: 2024\n"
                               "description: |\n  two\n  lines\n"
                               "copyright: \xC2\xA9 me\n"
                               "language: pt-BR\n"
                               "site_url: https://example.org/wiki\n"
                               "content_dir: notes\noutput_dir: ../out\ntheme: ./mine\n"
                               "indexes: [team, true, 7]\n"
                               "exclude: \"*.tmp\"\n"
                               "drafts: True\n"
                               "safe: true\n"
                               "smart_quotes: true\n"
                               "inbox: hide\n"
                               "folders:\n  /cases/: case\n  ./cases/old: note\n  .: concept\n"
                               "limits:\n  note_bytes: 1000\n  nesting: 7\n"
                               "  output_bytes: 2000\n  front_bytes: 30\n"
                               "cname: Wiki.Example.org\n"
                               "repo_url: https://example.org/repo\n"
                               "edit_url: https://example.org/edit/{path}\n"
                               "nav:\n  - a.md\n  - B: [b/c.md]\n"),
                             &d, &c));
    assert_int_equal(d.list.n, 0);
    expect_str(c.title, S("2024"), S("title"));
    expect_str(c.description, S("two\nlines"), S("description"));
    expect_str(c.copyright, S("\xC2\xA9 me"), S("copyright"));
    expect_str(c.language, S("pt-BR"), S("language"));
    expect_str(c.site_url, S("https://example.org/wiki/"), S("site_url"));
    expect_str(c.site_path, S("/wiki/"), S("site_path"));
    expect_str(c.content_dir, S("notes"), S("content_dir"));
    expect_str(c.output_dir, S("../out"), S("output_dir"));
    expect_str(c.theme, S("./mine"), S("theme"));
    assert_int_equal(c.indexes.n, 3);
    expect_str(c.indexes.at[1], S("true"), S("indexes"));
    assert_int_equal(c.exclude.n, 1);
    expect_str(c.exclude.at[0], S("*.tmp"), S("exclude"));
    assert_true(c.drafts);
    assert_true(c.safe && c.smart_quotes);
    assert_int_equal(c.inbox, CONFIG_INBOX_HIDE);
    assert_int_equal(c.limits.note_bytes, 1000);
    assert_int_equal(c.limits.nesting, 7);
    assert_int_equal(c.limits.output_bytes, 2000);
    assert_int_equal(c.limits.front_bytes, 30);
    expect_str(c.cname, S("wiki.example.org"), S("cname"));
    expect_str(c.repo_url, S("https://example.org/repo"), S("repo_url"));
    expect_str(c.edit_url, S("https://example.org/edit/{path}"), S("edit_url"));
    assert_int_equal(c.nav.entries.n, 3);
    expect_str(c.nav.entries.at[1].title, S("B"), S("nav"));
    expect_str(c.nav.entries.at[2].path, S("b/c.md"), S("nav"));
    assert_int_equal(c.folders.n, 3);
    expect_str(c.folders.at[0].folder, S("cases"), S("folder"));
    expect_str(c.folders.at[1].folder, S("cases/old"), S("folder"));
    expect_str(c.folders.at[2].folder, S(""), S("folder"));
    expect_str(config_type_of(&c, S("cases/old/a.md")), S("note"), S("longest"));
    expect_str(config_type_of(&c, S("cases/a.md")), S("case"), S("below"));
    expect_str(config_type_of(&c, S("casesx/a.md")), S("concept"), S("not below"));
    expect_str(config_type_of(&c, S("cases")), S("concept"), S("not the folder itself"));
    c.folders.n = 2;
    expect_str(config_type_of(&c, S("a.md")), S(""), S("none"));
    arena_free(&a);
}

static const struct {
    str text;
    enum diag_code code;
    uint32_t line, col;
    str says;
} mistakes[] = {
    {S_INIT("tittle: x"), DIAG_CONFIG_KEY, 1, 1,
     S_INIT("unknown key \"tittle\"; did you mean \"title\"?")},
    {S_INIT("title: x\nTheme: y"), DIAG_CONFIG_KEY, 2, 1, S_INIT("did you mean \"theme\"?")},
    {S_INIT("weather: fine"), DIAG_CONFIG_KEY, 1, 1, S_INIT("unknown key \"weather\"")},
    {S_INIT("limits:\n  nestng: 3"), DIAG_CONFIG_KEY, 2, 3, S_INIT("\"nesting\"")},
    {S_INIT("limits: {title: 3}"), DIAG_CONFIG_KEY, 1, 10, S_INIT("unknown key \"title\"")},
    {S_INIT("note_bytes: 3"), DIAG_CONFIG_KEY, 1, 1, S_INIT("unknown key \"note_bytes\"")},
    {S_INIT("title: [x]"), DIAG_CONFIG_VALUE, 1, 8, S_INIT("title must be text")},
    {S_INIT("title: \"a\\eb\""), DIAG_CONFIG_VALUE, 1, 8, S_INIT("title must be text")},
    {S_INIT("content_dir: \"\""), DIAG_CONFIG_VALUE, 1, 14, S_INIT("content_dir must be")},
    {S_INIT("content_dir: \"a\\0b\""), DIAG_CONFIG_VALUE, 1, 14, S_INIT("content_dir")},
    {S_INIT("output_dir: {a: b}"), DIAG_CONFIG_VALUE, 1, 13, S_INIT("output_dir must be")},
    {S_INIT("language: ../x"), DIAG_CONFIG_VALUE, 1, 11, S_INIT("language must be")},
    {S_INIT("language: e"), DIAG_CONFIG_VALUE, 1, 11, S_INIT("language must be")},
    {S_INIT("drafts: yes"), DIAG_CONFIG_VALUE, 1, 9, S_INIT("drafts must be true or false")},
    {S_INIT("drafts: \"true\""), DIAG_CONFIG_VALUE, 1, 9, S_INIT("drafts must be")},
    {S_INIT("safe: 1"), DIAG_CONFIG_VALUE, 1, 7, S_INIT("safe must be true or false")},
    {S_INIT("inbox: gone"), DIAG_CONFIG_VALUE, 1, 8, S_INIT("\"show\" or \"hide\"")},
    {S_INIT("indexes: {a: b}"), DIAG_CONFIG_VALUE, 1, 10, S_INIT("indexes must be")},
    {S_INIT("indexes: [a, [b]]"), DIAG_CONFIG_VALUE, 1, 14, S_INIT("indexes must be")},
    {S_INIT("exclude: [\"\"]"), DIAG_CONFIG_VALUE, 1, 11, S_INIT("exclude must be")},
    {S_INIT("exclude: [~]"), DIAG_CONFIG_VALUE, 1, 11, S_INIT("exclude must be")},
    {S_INIT("nav: a.md"), DIAG_CONFIG_VALUE, 1, 6, S_INIT("nav must be a list")},
    {S_INIT("nav:\n  - A:"), DIAG_CONFIG_VALUE, 2, 5, S_INIT("a nav entry leads to a path")},
    {S_INIT("limits: 3"), DIAG_CONFIG_VALUE, 1, 9, S_INIT("limits must be")},
    {S_INIT("limits:\n  nesting: 0"), DIAG_CONFIG_VALUE, 2, 12,
     S_INIT("limits.nesting must be a whole number from 1 to 1000")},
    {S_INIT("limits: {nesting: -1}"), DIAG_CONFIG_VALUE, 1, 19, S_INIT("limits.nesting")},
    {S_INIT("limits: {nesting: 1001}"), DIAG_CONFIG_VALUE, 1, 19, S_INIT("limits.nesting")},
    {S_INIT("limits: {nesting: 1.5}"), DIAG_CONFIG_VALUE, 1, 19, S_INIT("limits.nesting")},
    {S_INIT("limits: {nesting: \"9\"}"), DIAG_CONFIG_VALUE, 1, 19, S_INIT("limits.nesting")},
    {S_INIT("limits: {note_bytes: 2 MB}"), DIAG_CONFIG_VALUE, 1, 22, S_INIT("note_bytes")},
    {S_INIT("limits: {note_bytes: 99999999999999999999}"), DIAG_CONFIG_VALUE, 1, 22,
     S_INIT("note_bytes")},
    {S_INIT("folders: [a]"), DIAG_CONFIG_VALUE, 1, 10, S_INIT("folders must be")},
    {S_INIT("folders:\n  a: [b]"), DIAG_CONFIG_VALUE, 2, 6, S_INIT("folders must be")},
    {S_INIT("folders:\n  ../a: b"), DIAG_CONFIG_VALUE, 2, 3, S_INIT("folders must be")},
    {S_INIT("site_url: example.org"), DIAG_SITE_URL_VALUE, 1, 11, S_INIT("example.org")},
    {S_INIT("site_url: [x]"), DIAG_CONFIG_VALUE, 1, 11, S_INIT("site_url must be")},
    {S_INIT("cname: https://example.org"), DIAG_CONFIG_VALUE, 1, 8, S_INIT("cname must be a dom")},
    {S_INIT("cname: example"), DIAG_CONFIG_VALUE, 1, 8, S_INIT("cname must be")},
    {S_INIT("cname: example.org:80"), DIAG_CONFIG_VALUE, 1, 8, S_INIT("cname must be")},
    {S_INIT("cname: -a.org"), DIAG_CONFIG_VALUE, 1, 8, S_INIT("cname must be")},
    {S_INIT("cname: a..org"), DIAG_CONFIG_VALUE, 1, 8, S_INIT("cname must be")},
    {S_INIT("cname: a.org."), DIAG_CONFIG_VALUE, 1, 8, S_INIT("cname must be")},
    {S_INIT("cname: 10.0.0.1"), DIAG_CONFIG_VALUE, 1, 8, S_INIT("cname must be")},
    {S_INIT("cname: \"a.org\\nb.org\""), DIAG_CONFIG_VALUE, 1, 8, S_INIT("cname must be")},
    {S_INIT("cname: m\xC3\xBCller.de"), DIAG_CONFIG_VALUE, 1, 8, S_INIT("cname must be")},
    {S_INIT("cname: [a.org]"), DIAG_CONFIG_VALUE, 1, 8, S_INIT("cname must be")},
    {S_INIT("repo_url: javascript:x"), DIAG_CONFIG_VALUE, 1, 11, S_INIT("repo_url must be")},
    {S_INIT("repo_url: https://"), DIAG_CONFIG_VALUE, 1, 11, S_INIT("repo_url must be")},
    {S_INIT("edit_url: https://x.org/"), DIAG_CONFIG_VALUE, 1, 11, S_INIT("{path}")},
    {S_INIT("a: b: c"), DIAG_CONFIG_SYNTAX, 1, 5, S_INIT("quotes")},
    {S_INIT("title: a\ntitle: b"), DIAG_CONFIG_SYNTAX, 2, 1, S_INIT("already")},
    {S_INIT("title: &x a"), DIAG_CONFIG_SYNTAX, 1, 8, S_INIT("anchors")},
    {S_INIT("- a"), DIAG_CONFIG_SYNTAX, 1, 1, S_INIT("must be fields")},
    {S_INIT("words"), DIAG_CONFIG_SYNTAX, 1, 1, S_INIT("must be fields")},
};

static void mistakes_are_told_where_they_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
        struct arena a = {0};
        struct diags d = {.arena = &a};
        struct config c;
        expect(!config_parse(&a, S("k.yml"), mistakes[i].text, &d, &c), mistakes[i].text);
        expect(d.list.n == 1, mistakes[i].text);
        struct diag one = d.list.at[0];
        expect_str(diag_name(one.code), diag_name(mistakes[i].code), mistakes[i].text);
        expect_str(one.place.path, S("k.yml"), mistakes[i].text);
        expect(one.place.line == mistakes[i].line && one.place.col == mistakes[i].col,
               mistakes[i].text);
        if (str_find(one.message, mistakes[i].says) == STR_NONE)
            expect_str(one.message, mistakes[i].says, mistakes[i].text);
        arena_free(&a);
    }
}

static void what_is_right_beside_mistakes_is_taken(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags d = {.arena = &a};
    struct config c;
    assert_false(config_parse(&a, S("k.yml"),
                              S("drafts: 1\ntitle: x\nlimits: {nesting: 0, front_bytes: 9}\nq: 1"),
                              &d, &c));
    assert_int_equal(d.list.n, 3);
    expect_str(c.title, S("x"), S("title"));
    assert_int_equal(c.limits.front_bytes, 9);
    assert_int_equal(c.limits.nesting, 100);
    assert_false(c.drafts);
    arena_free(&a);
}

static const struct {
    str value, url, path; /* path is empty where the value is refused */
} addresses[] = {
    {S_INIT("https://example.org"), S_INIT("https://example.org/"), S_INIT("/")},
    {S_INIT("https://example.org/"), S_INIT("https://example.org/"), S_INIT("/")},
    {S_INIT(" http://a.b/x/y "), S_INIT("http://a.b/x/y/"), S_INIT("/x/y/")},
    {S_INIT("HTTPS://Example.ORG/Wiki"), S_INIT("https://example.org/Wiki/"), S_INIT("/Wiki/")},
    {S_INIT("http://localhost:8000/r/"), S_INIT("http://localhost:8000/r/"), S_INIT("/r/")},
    {S_INIT("http://[::1]:80/"), S_INIT("http://[::1]:80/"), S_INIT("/")},
    {S_INIT("http://[::1]"), S_INIT("http://[::1]/"), S_INIT("/")},
    {S_INIT("https://a.b/x y"), S_INIT("https://a.b/x%20y/"), S_INIT("/x%20y/")},
    {S_INIT("https://a.b/x%20y"), S_INIT("https://a.b/x%20y/"), S_INIT("/x%20y/")},
    {S_INIT("https://a.b/\xC3\xA4"), S_INIT("https://a.b/%C3%A4/"), S_INIT("/%C3%A4/")},
    {S_INIT("https://a.b/\"<"), S_INIT("https://a.b/%22%3C/"), S_INIT("/%22%3C/")},
    {S_INIT("/repo/"), S_INIT(""), S_INIT("/repo/")},
    {S_INIT("/repo"), S_INIT(""), S_INIT("/repo/")},
    {S_INIT("/"), S_INIT(""), S_INIT("/")},
    {S_INIT(""), S_INIT(""), S_INIT("")},
    {S_INIT("repo/"), S_INIT(""), S_INIT("")},
    {S_INIT("example.org/x"), S_INIT(""), S_INIT("")},
    {S_INIT("ftp://example.org/"), S_INIT(""), S_INIT("")},
    {S_INIT("https://"), S_INIT(""), S_INIT("")},
    {S_INIT("https:///x"), S_INIT(""), S_INIT("")},
    {S_INIT("https:/x"), S_INIT(""), S_INIT("")},
    {S_INIT("https://me:pw@a.b/"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b:0/"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b:99999/"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b:/"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a b/"), S_INIT(""), S_INIT("")},
    {S_INIT("https://.b/"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a\"b/"), S_INIT(""), S_INIT("")},
    {S_INIT("http://[::1/"), S_INIT(""), S_INIT("")},
    {S_INIT("http://[x]/"), S_INIT(""), S_INIT("")},
    {S_INIT("http://[::1]x/"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b?q"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b/?q"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b/x#y"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b/x/../y"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b/%2e%2E/"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b/./"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b//"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b/x//y"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b/x%2F/"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b/x%00"), S_INIT(""), S_INIT("")},
    {S_INIT("https://a.b/x\ny"), S_INIT(""), S_INIT("")},
    {S_INIT("//a.b/"), S_INIT(""), S_INIT("")}, /* another host, to a browser */
    {S_INIT("//"), S_INIT(""), S_INIT("")},
    {S_INIT("/\\a.b/"), S_INIT(""), S_INIT("")},
    {S_INIT("/%5Ca.b/"), S_INIT(""), S_INIT("")},
};

static void site_urls(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        struct arena a = {0};
        struct diags d = {.arena = &a};
        struct config c;
        config_defaults(&c);
        c.site_url = S("https://old.org/old/");
        c.site_path = S("/old/");
        bool fine = addresses[i].path.len > 0;
        bool set =
            config_set_site_url(&c, &a, addresses[i].value, (struct place){S("-b"), 0, 0}, &d);
        expect(set == fine, addresses[i].value);
        expect(d.list.n == !fine, addresses[i].value);
        expect(fine || d.list.at[0].code == DIAG_SITE_URL_VALUE, addresses[i].value);
        expect_str(c.site_url, fine ? addresses[i].url : S("https://old.org/old/"),
                   addresses[i].value);
        expect_str(c.site_path, fine ? addresses[i].path : S("/old/"), addresses[i].value);
        arena_free(&a);
    }
}

static void large_configurations_are_refused(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags d = {.arena = &a};
    struct config c;
    struct buf b = {0};
    buf_add_repeat(&b, '#', CONFIG_MAX_BYTES);
    assert_true(config_parse(&a, S("k.yml"), buf_str(&b), &d, &c));
    buf_add_char(&b, '#');
    assert_false(config_parse(&a, S("k.yml"), buf_str(&b), &d, &c));
    expect_str(c.language, S("en"), S("the defaults are there all the same"));
    buf_clear(&b);
    buf_add_lit(&b, "exclude: [x");
    for (int i = 0; i < 1000; i++)
        buf_add_lit(&b, ",x");
    buf_add_lit(&b, "]");
    assert_false(config_parse(&a, S("k.yml"), buf_str(&b), &d, &c));
    buf_free(&b);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_means_defaults),
        cmocka_unit_test(every_key_is_read),
        cmocka_unit_test(mistakes_are_told_where_they_are),
        cmocka_unit_test(what_is_right_beside_mistakes_is_taken),
        cmocka_unit_test(site_urls),
        cmocka_unit_test(large_configurations_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
