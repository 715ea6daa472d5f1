#include "expect.h"

#include "base/buf.h"
#include "data/mkdocs.h"

struct parsed {
    struct arena arena;
    struct diags diags;
    struct config config;
    bool fine;
};

static void parse(struct parsed *p, str text)
{
    *p = (struct parsed){0};
    p->diags.arena = &p->arena;
    p->fine = mkdocs_parse(&p->arena, S("mkdocs.yml"), text, &p->diags, &p->config);
}

static void drop(struct parsed *p)
{
    arena_free(&p->arena);
}

static void names(void **state)
{
    (void)state;
    static const struct {
        str path;
        bool is;
    } rows[] = {
        {S_INIT("mkdocs.yml"), true},         {S_INIT("a/mkdocs.yaml"), true},
        {S_INIT("a/mkdocs.local.yml"), true}, {S_INIT("kbsite.yml"), false},
        {S_INIT("mkdocs/kbsite.yml"), false}, {S_INIT("mkdocs.json"), false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect(mkdocs_is_name(rows[i].path) == rows[i].is, rows[i].path);
}

static void nothing_means_mkdocs_defaults(void **state)
{
    (void)state;
    static const str texts[] = {{NULL, 0},
                                S_INIT("# nothing\n"),
                                S_INIT("nav:\nplugins: []\nhooks:\nextra_css: ~\ntheme: material\n"
                                       "edit_uri:\nsite_url: ''\nrepo_url: ''\ncopyright:\n"
                                       "use_directory_urls: true\nstrict: false\nextra: {a: b}\n")};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct parsed p;
        parse(&p, texts[i]);
        expect(p.fine && p.diags.list.n == 0, texts[i]);
        expect_str(p.config.content_dir, S("docs"), texts[i]);
        expect_str(p.config.output_dir, S("site"), texts[i]);
        expect_str(p.config.language, S("en"), texts[i]);
        expect_str(p.config.site_path, S("/"), texts[i]);
        expect_str(p.config.edit_url, S(""), texts[i]);
        expect(p.config.nav.entries.n == 0 && p.config.exclude.n == 0, texts[i]);
        drop(&p);
    }
}

static void every_key_is_read(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, S("site_name: Tea\nsite_description: >-\n  About\n  tea\n"
                "site_url: https://example.org/tea\ncopyright: me\n"
                "repo_url: https://example.org/me/tea\ndocs_dir: notes\nsite_dir: ../out\n"
                "theme: {name: material, language: pt-BR}\n"
                "exclude_docs: |\n  *.tmp\n\n  # a remark\n  /old/\ndraft_docs: new.md\n"));
    assert_true(p.fine);
    assert_int_equal(p.diags.list.n, 0);
    expect_str(p.config.title, S("Tea"), S("site_name"));
    expect_str(p.config.description, S("About tea"), S("site_description"));
    expect_str(p.config.site_url, S("https://example.org/tea/"), S("site_url"));
    expect_str(p.config.copyright, S("me"), S("copyright"));
    expect_str(p.config.repo_url, S("https://example.org/me/tea"), S("repo_url"));
    expect_str(p.config.content_dir, S("notes"), S("docs_dir"));
    expect_str(p.config.output_dir, S("../out"), S("site_dir"));
    expect_str(p.config.language, S("pt-BR"), S("theme.language"));
    assert_int_equal(p.config.exclude.n, 3);
    expect_str(p.config.exclude.at[0], S("*.tmp"), S("exclude_docs"));
    expect_str(p.config.exclude.at[1], S("/old/"), S("exclude_docs"));
    expect_str(p.config.exclude.at[2], S("new.md"), S("draft_docs"));
    drop(&p);
}

static void prose_is_text(void **state)
{
    (void)state;
    static const struct {
        str yaml, text;
    } rows[] = {
        {S_INIT("'&copy; 2024 Me'"), S_INIT("\xC2\xA9 2024 Me")},
        {S_INIT("R&D; &unknown; &"), S_INIT("R&D; &unknown; &")},
        {S_INIT("'&#169;&#xa9;&#0;&#xD800;&#x110000;&#99999999;&#;'"),
         S_INIT("\xC2\xA9\xC2\xA9&#0;&#xD800;&#x110000;&#99999999;&#;")},
        {S_INIT("by <a href=\"x\">me</a><br/><!-- not you -->"), S_INIT("by me")},
        {S_INIT("'1 < 2 > 0 <3'"), S_INIT("1 < 2 > 0 <3")},
        {S_INIT("an <open tag"), S_INIT("an <open tag")},
        {S_INIT("'&amp;lt;'"), S_INIT("&lt;")},
        {S_INIT("2024"), S_INIT("2024")},
        {S_INIT("!ENV [A, B, fall back]"), S_INIT("fall back")},
        {S_INIT("!ENV A"), S_INIT("")},
        {S_INIT("!!str 2024"), S_INIT("2024")},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct parsed p;
        struct buf text = {0};
        buf_addf(&text, "copyright: %.*s\n", STR_ARG(rows[i].yaml));
        parse(&p, buf_str(&text));
        expect(p.fine && p.diags.list.n == 0, rows[i].yaml);
        expect_str(p.config.copyright, rows[i].text, rows[i].yaml);
        drop(&p);
        buf_free(&text);
    }
}

static void edit_addresses(void **state)
{
    (void)state;
    static const struct {
        str yaml, url;
    } rows[] = {
        {S_INIT("repo_url: https://github.com/a/b"),
         S_INIT("https://github.com/a/b/edit/master/docs/{path}")},
        {S_INIT("repo_url: https://GitLab.com/a/b/"),
         S_INIT("https://GitLab.com/a/b/edit/master/docs/{path}")},
        {S_INIT("repo_url: https://bitbucket.org/a/b"),
         S_INIT("https://bitbucket.org/a/b/src/default/docs/{path}")},
        {S_INIT("repo_url: https://example.org/a"), S_INIT("")},
        {S_INIT("edit_uri: edit/main/docs\nrepo_url: https://github.com/a/b"),
         S_INIT("https://github.com/a/b/edit/main/docs/{path}")},
        {S_INIT("repo_url: https://example.org/a\nedit_uri: ?query=root/path/docs/"),
         S_INIT("https://example.org/a?query=root/path/docs/{path}")},
        {S_INIT("repo_url: https://example.org/a/b\nedit_uri: /c/d/"),
         S_INIT("https://example.org/c/d/{path}")},
        {S_INIT("edit_uri: https://example.net/x/"), S_INIT("https://example.net/x/{path}")},
        {S_INIT("edit_uri: edit/main/"), S_INIT("")},
        {S_INIT("repo_url: https://github.com/a/b\nedit_uri: ''"), S_INIT("")},
        {S_INIT("repo_url: https://github.com/a/b\nedit_uri_template: blob/{path!q}?plain=1"),
         S_INIT("https://github.com/a/b/blob/{path}?plain=1")},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct parsed p;
        parse(&p, rows[i].yaml);
        expect(p.fine && p.diags.list.n == 0, rows[i].yaml);
        expect_str(p.config.edit_url, rows[i].url, rows[i].yaml);
        drop(&p);
    }
}

/* One complaint each. */
static const struct complaint {
    str text;
    enum diag_code code;
    uint32_t line, col;
    str says;
} complaints[] = {
    {S_INIT("plugins:\n- search\n- blog"), DIAG_MKDOCS_IGNORED, 1, 1,
     S_INIT("plugins is left out: kbsite has no plugins")},
    {S_INIT("site_name: x\nhooks: [a.py]"), DIAG_MKDOCS_IGNORED, 2, 1, S_INIT("hooks is left out")},
    {S_INIT("markdown_extensions: [toc]"), DIAG_MKDOCS_IGNORED, 1, 1, S_INIT("always on")},
    {S_INIT("extra_css: [a.css, b.css]"), DIAG_MKDOCS_IGNORED, 1, 1, S_INIT("theme/")},
    {S_INIT("extra_javascript: [a.js]"), DIAG_MKDOCS_IGNORED, 1, 1, S_INIT("theme/")},
    {S_INIT("extra_templates: [a.xml]"), DIAG_MKDOCS_IGNORED, 1, 1, S_INIT("theme/")},
    {S_INIT("theme:\n  name: x\n  custom_dir: o"), DIAG_MKDOCS_IGNORED, 3, 3,
     S_INIT("theme.custom_dir is left out")},
    {S_INIT("INHERIT: ../base.yml"), DIAG_MKDOCS_IGNORED, 1, 1, S_INIT("only this file is read")},
    {S_INIT("use_directory_urls: false"), DIAG_MKDOCS_IGNORED, 1, 1, S_INIT("a/b/")},
    {S_INIT("site_name: a\nsite_name: b"), DIAG_MKDOCS_VALUE, 2, 1, S_INIT("already stands")},
    {S_INIT("site_name: [a]"), DIAG_MKDOCS_VALUE, 1, 12, S_INIT("site_name must be text")},
    {S_INIT("site_name: \"a\\0b\""), DIAG_MKDOCS_VALUE, 1, 12, S_INIT("must be text")},
    {S_INIT("site_url: example.org"), DIAG_MKDOCS_VALUE, 1, 11, S_INIT("site_url is no address")},
    {S_INIT("site_url: {a: b}"), DIAG_MKDOCS_VALUE, 1, 11, S_INIT("site_url is no address")},
    {S_INIT("docs_dir: ''"), DIAG_MKDOCS_VALUE, 1, 11, S_INIT("docs_dir must be the path")},
    {S_INIT("site_dir: [a]"), DIAG_MKDOCS_VALUE, 1, 11, S_INIT("site_dir must be the path")},
    {S_INIT("repo_url: git@example.org:a"), DIAG_MKDOCS_VALUE, 1, 11, S_INIT("repo_url must be")},
    {S_INIT("repo_url: https://x.org/\nedit_uri: a b"), DIAG_MKDOCS_VALUE, 2, 11,
     S_INIT("edit_uri does not give")},
    {S_INIT("edit_uri_template: https://x.org/{path_noext}"), DIAG_MKDOCS_VALUE, 1, 20,
     S_INIT("edit_uri_template does not give")},
    {S_INIT("exclude_docs: '!a.md'"), DIAG_MKDOCS_VALUE, 1, 15, S_INIT("exclude_docs has a")},
    {S_INIT("theme: {language: ../x}"), DIAG_MKDOCS_VALUE, 1, 19, S_INIT("theme.language")},
    {S_INIT("nav: index.md"), DIAG_MKDOCS_VALUE, 1, 6, S_INIT("nav must be a list")},
    {S_INIT("nav:\n- [a.md]"), DIAG_MKDOCS_VALUE, 2, 3, S_INIT("a nav entry is a path")},
    {S_INIT("nav:\n- {a: b, c: d}"), DIAG_MKDOCS_VALUE, 2, 3, S_INIT("a nav entry is a path")},
    {S_INIT("nav:\n- a.md\n-"), DIAG_MKDOCS_VALUE, 3, 2, S_INIT("a nav entry is a path")},
    {S_INIT("nav:\n- Empty:"), DIAG_MKDOCS_VALUE, 2, 3, S_INIT("leads to a path, or holds")},
    {S_INIT("nav:\n- A: {b: c}"), DIAG_MKDOCS_VALUE, 2, 3, S_INIT("leads to a path, or holds")},
    {S_INIT("nav:\n- ? ''\n  : a.md"), DIAG_MKDOCS_VALUE, 2, 5, S_INIT("title of a nav entry")},
    {S_INIT("nav: [{a: [{b: [{c: [{d: [{e: [{f: [{g: [{h: [{i: [{j: [{k: [{l: ["
            "]}]}]}]}]}]}]}]}]}]}]}]}]"),
     DIAG_MKDOCS_VALUE, 1, 66, S_INIT("more levels")},
};

static void each_is_said_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(complaints); i++) {
        const struct complaint *row = &complaints[i];
        struct parsed p;
        parse(&p, row->text);
        expect(p.fine, row->text);
        expect(p.diags.list.n == 1, row->text);
        const struct diag *d = &p.diags.list.at[0];
        expect(d->code == row->code, row->text);
        expect(str_find(d->message, row->says) != STR_NONE, d->message);
        expect_str(d->place.path, S("mkdocs.yml"), row->text);
        expect(d->place.line == row->line && d->place.col == row->col, row->text);
        drop(&p);
    }
}

static void what_is_no_mkdocs_yml(void **state)
{
    (void)state;
    static const str texts[] = {S_INIT("a: ["), S_INIT("- a"), S_INIT("just text"), S_INIT("a: *b"),
                                S_INIT("a: &b [*b]")};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct parsed p;
        parse(&p, texts[i]);
        expect(!p.fine && diag_count(&p.diags, DIAG_ERROR) > 0, texts[i]);
        drop(&p);
    }
}

static void expect_entry(const struct nav *nav, size_t i, struct nav_entry want)
{
    const struct nav_entry *got = &nav->entries.at[i];
    expect(i < nav->entries.n, want.title);
    expect_str(got->title, want.title, want.title);
    expect_str(got->path, want.path, want.title);
    expect(got->depth == want.depth, want.title);
    expect(got->line == want.line && got->col == want.col, want.title);
}

static void nav_keeps_order_and_depth(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, S("nav:\n- index.md\n- Green:\n  - ' sencha.md '\n  - Black:\n    - 7: assam.md\n"
                "- Elsewhere: https://example.org/\n"));
    assert_true(p.fine && p.diags.list.n == 0);
    const struct nav *nav = &p.config.nav;
    assert_int_equal(nav->entries.n, 6);
    expect_str(nav->place.path, S("mkdocs.yml"), S("place"));
    assert_int_equal(nav->place.line, 2);
    expect_entry(nav, 0, (struct nav_entry){S(""), S("index.md"), 0, 2, 3});
    expect_entry(nav, 1, (struct nav_entry){S("Green"), S(""), 0, 3, 3});
    expect_entry(nav, 2, (struct nav_entry){S(""), S("sencha.md"), 1, 4, 5});
    expect_entry(nav, 3, (struct nav_entry){S("Black"), S(""), 1, 5, 5});
    expect_entry(nav, 4, (struct nav_entry){S("7"), S("assam.md"), 2, 6, 10});
    expect_entry(nav, 5, (struct nav_entry){S("Elsewhere"), S("https://example.org/"), 0, 7, 14});
    drop(&p);
}

/* Aliases that would be a thousand million entries. */
static void nav_has_an_end(void **state)
{
    (void)state;
    struct parsed p;
    struct buf text = {0};
    buf_add_lit(&text, "a0: &a0 [x.md]\n");
    for (int i = 1; i < 10; i++) {
        buf_addf(&text, "a%d: &a%d [", i, i);
        for (int k = 0; k < 8; k++)
            buf_addf(&text, "{T: *a%d}, ", i - 1);
        buf_add_lit(&text, "]\n");
    }
    buf_add_lit(&text, "nav: *a9\n");
    parse(&p, buf_str(&text));
    assert_true(p.fine);
    assert_int_equal(p.config.nav.entries.n, NAV_MOST_ENTRIES);
    assert_int_equal(p.diags.list.n, 1);
    assert_int_equal(p.diags.list.at[0].code, DIAG_MKDOCS_VALUE);
    buf_free(&text);
    drop(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(nothing_means_mkdocs_defaults),
        cmocka_unit_test(every_key_is_read),
        cmocka_unit_test(prose_is_text),
        cmocka_unit_test(edit_addresses),
        cmocka_unit_test(each_is_said_once),
        cmocka_unit_test(what_is_no_mkdocs_yml),
        cmocka_unit_test(nav_keeps_order_and_depth),
        cmocka_unit_test(nav_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
