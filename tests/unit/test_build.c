/* labels: parallel */
#include "folder_kit.h"

#include <string.h>

#include "build/build.h"

/* A build into memory of what is in the working directory. */
struct built {
    struct build build;
    struct sink_mem sink;
    bool ok;
};

static void make(struct built *b, const struct build_options *options)
{
    sink_mem_open(&b->sink);
    b->ok = build_open(&b->build, options) && build_load(&b->build, options);
    if (!b->ok)
        return;
    build_resolve(&b->build, options);
    b->ok = build_render(&b->build, options, &b->sink.sink);
    diag_sort(&b->build.diags);
}

static void drop(struct built *b)
{
    sink_mem_free(&b->sink);
    build_close(&b->build);
}

static bool has_page(const struct built *b, const char *file)
{
    str bytes;
    return sink_mem_get(&b->sink, str_of(file), &bytes);
}

static void expect_in(const struct built *b, const char *file, const char *part)
{
    str bytes;
    expect(sink_mem_get(&b->sink, str_of(file), &bytes), str_of(file));
    if (str_find(bytes, str_of(part)) == STR_NONE)
        fail_msg("%s lacks %s:\n%.*s", file, part, STR_ARG(bytes));
}

static void expect_not_in(const struct built *b, const char *file, const char *part)
{
    str bytes;
    expect(sink_mem_get(&b->sink, str_of(file), &bytes), str_of(file));
    if (str_find(bytes, str_of(part)) != STR_NONE)
        fail_msg("%s has %s:\n%.*s", file, part, STR_ARG(bytes));
}

static size_t count_code(const struct built *b, enum diag_code code)
{
    size_t n = 0;
    for (size_t i = 0; i < b->build.diags.list.n; i++)
        n += b->build.diags.list.at[i].code == code;
    return n;
}

static void test_pages(void **state)
{
    (void)state;
    struct built b;
    put_file("a/one.md",
             "---\ntags: [x]\ncolour: {deep: [red, blue]}\n---\n# One *and* all\n\n"
             "Lead with [two](two.md), [no](no.md), [out](https://example.org/?a=1&b=2). "
             "Then [three](three.md) comes.\n"
             "\n## Part\n\ntext\n\n### Prerequisites\n\n- [Two](two.md): it is the base\n"
             "- (TODO) Three & more\n");
    put_file("a/two.md", "# Two\n\n![a picture](pic.png)\n");
    put_file("a/three.md", "# Three\n");
    put_file("a/pic.png", "not really");
    make(&b, &(struct build_options){0});
    assert_true(b.ok);
    expect_in(&b, "a/one/index.html", "<h1 id=\"one-and-all\">One <em>and</em> all</h1>");
    expect_in(&b, "a/one/index.html", "<title>One and all · Notes</title>");
    expect_in(&b, "a/one/index.html", "<a href=\"../two/\">two</a>");
    expect_in(&b, "a/one/index.html", "<a class=\"missing\" title=\"no.md\">no</a>");
    expect_in(&b, "a/one/index.html",
              "<a href=\"https://example.org/?a=1&amp;b=2\" class=\"external\""
              " rel=\"noopener\">out</a>");
    expect_in(&b, "a/one/index.html", "<h2 id=\"part\">Part</h2>");
    expect_in(&b, "a/one/index.html", "<a href=\"../../tags/x/\">x</a>");
    expect_in(&b, "a/one/index.html", "it is the base");
    expect_in(&b, "a/one/index.html",
              "href=\"../../planned/#kb:three--more\">Three &amp; more</a>");
    expect_in(&b, "a/one/index.html", "<dt>Deep</dt><dd><ul><li>red</li><li>blue</li></ul></dd>");
    expect_in(&b, "planned/index.html", "id=\"kb:three--more\"");
    expect_in(&b, "a/two/index.html", "src=\"../pic.png\"");
    expect_in(&b, "a/two/index.html", "What this unlocks");
    expect_in(&b, "a/three/index.html", "<q>Then three comes.</q>");
    expect_in(&b, "a/index.html", "<a href=\"two/\">Two</a>");
    expect_in(&b, "index.html", "<a href=\"a/\">A</a>");
    expect_in(&b, "404.html", "<a href=\"/\">Home</a>");
    expect_in(&b, "kb.json", "{\"from\":\"a/one.md\",\"to\":\"planned:Three & more\"");
    expect_in(&b, "robots.txt", "Allow: /");
    assert_true(has_page(&b, ".nojekyll") && has_page(&b, "a/pic.png"));
    assert_true(has_page(&b, "assets/kbsite.css"));
    assert_false(has_page(&b, "sitemap.xml") || has_page(&b, "recent/index.html"));
    expect_not_in(&b, "a/one/index.html", "canonical");
    drop(&b);
}

/* The board has a page, and the first page shows its beginning once something has begun. */
static void test_study(void **state)
{
    (void)state;
    struct built b;
    put_file("a.md", "---\nstatus: mastered\n---\n# Base\n");
    put_file("b.md", "---\nimportance: 7\nprerequisites: [Base]\n---\n# Ready\n");
    put_file("c.md", "---\nimportance: 9\nprerequisites: [Ready]\n---\n# Blocked\n");
    make(&b, &(struct build_options){0});
    assert_true(b.ok);
    expect_in(&b, "study/index.html", "<h2 id=\"kb:study-next\">");
    expect_in(&b, "study/index.html", "<a href=\"../b/\">Ready</a>");
    expect_in(&b, "study/index.html", "<ul class=\"kb-missing\"><li><a href=\"../b/\">Ready</a>");
    expect_in(&b, "index.html", "<h3 id=\"kb:study-next\">");
    expect_in(&b, "a/index.html", "<a href=\"../study/\">Study board</a>");
    drop(&b);
    put_file("index.md", "# My own\n");
    make(&b, &(struct build_options){0});
    assert_true(b.ok && has_page(&b, "study/index.html"));
    expect_in(&b, "index.html", "<h3 id=\"kb:study-next\">");
    expect_in(&b, "index.html", "<a href=\"./study/\">Study board</a>");
    expect_not_in(&b, "a/index.html", "kb:study-next");
    expect_not_in(&b, "study/index.html", "My own</a> <span");
    drop(&b);
    put_file("a.md", "# Base\n");
    make(&b, &(struct build_options){0});
    expect_not_in(&b, "index.html", "kb:study-next"); /* nothing has begun */
    drop(&b);
}

/* What some notes of a list have and others have not is a filter; case does not matter. */
static void test_lists(void **state)
{
    (void)state;
    struct built b;
    put_file("a.md", "---\ntags: [Go, x]\nstatus: stale\nimportance: 1\n---\n# A\n");
    put_file("b.md", "---\ntags: [go, y]\nupdated: 2024-05-06\n---\n# B\n");
    put_file("c.md", "---\ntags: [go, y]\ndifficulty: beginner\nimportance: 2\n---\n# C\n");
    put_file("d.md", "---\ntags: [z]\n---\n# D\n");
    make(&b, &(struct build_options){0});
    assert_true(b.ok);
    expect_in(&b, "tags/go/index.html",
              "<li class=\"kb-entry\" data-importance=\"2\""
              " data-values=\"tags:go tags:y difficulty:easy type:note\">");
    expect_in(&b, "tags/go/index.html",
              " data-updated=\"2024-05-06\" data-values=\"tags:go tags:y");
    expect_in(&b, "tags/go/index.html", "value=\"tags:y\"> y <span class=\"kb-count\">2</span>");
    expect_in(&b, "tags/go/index.html", "value=\"status:stale\"");
    expect_in(&b, "tags/go/index.html", "<option value=\"updated\">");
    expect_not_in(&b, "tags/go/index.html", "value=\"tags:go\"");
    expect_not_in(&b, "tags/go/index.html", "value=\"tags:z\"");
    expect_not_in(&b, "tags/go/index.html", "value=\"type:note\"");
    expect_not_in(&b, "tags/y/index.html", "kb-tools");
    expect_in(&b, "tags/index.html", "<option value=\"count\">");
    expect_in(&b, "tags/index.html", "<li data-count=\"3\"><a href=\"go/\">Go</a>");
    expect_not_in(&b, "status/index.html", "kb-tools");
    assert_true(has_page(&b, "assets/lists.js") && has_page(&b, "assets/lists.css"));
    drop(&b);
}

static void test_site_url(void **state)
{
    (void)state;
    struct built b;
    struct build_options options = {.project = {.site_url = S("https://example.org/wiki")}};
    put_file("in dex.md", "---\nupdated: 2024-05-06\n---\n# A & B\n");
    make(&b, &options);
    assert_true(b.ok);
    expect_in(&b, "sitemap.xml",
              "<loc>https://example.org/wiki/in%20dex/</loc><lastmod>2024-05-06</lastmod>");
    expect_not_in(&b, "sitemap.xml", "404");
    expect_in(&b, "in dex/index.html",
              "<link rel=\"canonical\" href=\"https://example.org/wiki/in%20dex/\">");
    expect_in(&b, "404.html", "href=\"/wiki/in%20dex/\"");
    expect_in(&b, "robots.txt", "Sitemap: https://example.org/wiki/sitemap.xml");
    expect_in(&b, "recent/index.html", "2024-05-06");
    drop(&b);
}

static void test_content_wins(void **state)
{
    (void)state;
    struct built b;
    put_file("tags.md", "---\ntags: [x]\n---\n# My tags\n");
    put_file("planned/index.html", "<p>mine</p>");
    put_file("assets/kbsite.css", "mine");
    put_file("robots.txt", "mine");
    put_file("LICENSE", "a file that a page needs as its folder");
    put_file("LICENSE.md", "# Licence\n");
    put_file("need.md", "# Need\n\n## Prerequisites\n\n- (TODO) Later\n");
    make(&b, &(struct build_options){0});
    assert_true(b.ok);
    expect_in(&b, "tags/index.html", "My tags");
    expect_in(&b, "kb-tags/index.html", "<h1>Tags</h1>");
    expect_in(&b, "kb-tags/x/index.html", "href=\"../../tags/\"");
    expect_in(&b, "tags/index.html", "href=\"../kb-tags/x/\"");
    expect_in(&b, "planned/index.html", "<p>mine</p>");
    expect_in(&b, "need/index.html", "../kb-planned/#kb:later");
    expect_in(&b, "need/index.html", "href=\"../kb-assets/kbsite.css\"");
    expect_in(&b, "robots.txt", "mine");
    expect_in(&b, "LICENSE.html", "Licence");
    assert_true(has_page(&b, "LICENSE"));
    assert_int_equal(count_code(&b, DIAG_ADDRESS_TAKEN), 3);
    assert_int_equal(count_code(&b, DIAG_ADDRESS_CLASH), 1);
    drop(&b);
}

static void test_cname(void **state)
{
    (void)state;
    struct built b;
    put_file("kbsite.yml", "cname: wiki.example.org\n");
    put_file("a.md", "# A\n");
    make(&b, &(struct build_options){0});
    assert_true(b.ok);
    expect_in(&b, "CNAME", "wiki.example.org\n");
    drop(&b);
    put_file("CNAME", "mine.example.org");
    make(&b, &(struct build_options){0});
    expect_in(&b, "CNAME", "mine.example.org");
    assert_int_equal(count_code(&b, DIAG_ADDRESS_TAKEN), 1);
    drop(&b);
    put_file("kbsite.yml", "title: T\n");
    make(&b, &(struct build_options){0});
    assert_int_equal(count_code(&b, DIAG_ADDRESS_TAKEN), 0);
    drop(&b);
}

static void test_what_is_content(void **state)
{
    (void)state;
    struct built b;
    put_file("kbsite.yml", "title: T\nexclude: [private/, '*.tmp']\ntheme: ./look\n");
    put_file("look/assets/own.css", "x");
    put_file("theme/strings/en.yml", "home: Start\n");
    put_file("private/a.md", "# Private\n");
    put_file("x.tmp", "t");
    put_file(".hidden/a.md", "# Hidden\n");
    put_file(".dot", "d");
    put_file("site/old.md", "# Output\n");
    put_file("draft.md", "---\ndraft: true\n---\n# Draft\n");
    put_file("note.markdown", "# Note\n\n[d](draft.md) [p](private/a.md)\n");
    make(&b, &(struct build_options){0});
    assert_true(b.ok);
    assert_int_equal(b.build.counts.notes, 1);
    assert_true(has_page(&b, "note/index.html") && has_page(&b, "assets/own.css"));
    expect_in(&b, "404.html", "Start");
    expect_in(&b, "note/index.html", "<a class=\"missing\" title=\"private/a.md\">p</a>");
    for (size_t i = 0; i < b.sink.n; i++)
        expect(str_find(b.sink.files[i].path, S("yml")) == STR_NONE &&
                   str_find(b.sink.files[i].path, S("tmp")) == STR_NONE &&
                   str_find(b.sink.files[i].path, S("look")) == STR_NONE &&
                   str_find(b.sink.files[i].path, S("old")) == STR_NONE,
               b.sink.files[i].path);
    assert_int_equal(count_code(&b, DIAG_LINK_EXCLUDED), 2);
    drop(&b);
    make(&b, &(struct build_options){.project = {.drafts = true}});
    assert_true(b.ok && has_page(&b, "draft/index.html"));
    drop(&b);
}

static void test_direction(void **state)
{
    (void)state;
    struct built b;
    put_file("kbsite.yml", "language: ar\n");
    put_file("a.md", "# A\n");
    make(&b, &(struct build_options){0});
    assert_true(b.ok);
    expect_in(&b, "a/index.html", "<html lang=\"ar\" dir=\"rtl\">");
    drop(&b);
    put_file("kbsite.yml", "language: ar-Latn\n");
    make(&b, &(struct build_options){0});
    assert_true(b.ok);
    expect_in(&b, "a/index.html", "<html lang=\"ar-Latn\">");
    drop(&b);
}

static void test_threads_agree(void **state)
{
    (void)state;
    struct built one, many;
    char path[32], text[128];
    for (int i = 0; i < 60; i++) {
        snprintf(path, sizeof path, "f%d/n%d.md", i % 7, i);
        snprintf(text, sizeof text, "# N %d\n\n[next](../f%d/n%d.md) [x](y.md)\n", i, (i + 1) % 7,
                 i + 1);
        put_file(path, text);
    }
    make(&one, &(struct build_options){.threads = 1});
    make(&many, &(struct build_options){.threads = 8});
    assert_true(one.ok && many.ok);
    assert_int_equal(one.sink.n, many.sink.n);
    for (size_t i = 0; i < one.sink.n; i++) {
        expect_str(many.sink.files[i].path, one.sink.files[i].path, S("path"));
        expect_str(many.sink.files[i].bytes, one.sink.files[i].bytes, one.sink.files[i].path);
    }
    assert_int_equal(one.build.diags.list.n, many.build.diags.list.n);
    drop(&one);
    drop(&many);
}

static void test_empty(void **state)
{
    (void)state;
    struct built b;
    make(&b, &(struct build_options){0});
    assert_true(b.ok);
    expect_in(&b, "index.html", "<h1>Notes</h1>");
    expect_in(&b, "kb.json", "{\"notes\":[\n],\"edges\":[\n]}");
    drop(&b);
}

static enum build_outcome run(struct build *b, struct build_options options)
{
    enum build_outcome outcome = build_run(b, &options);
    diag_sort(&b->diags);
    return outcome;
}

static void test_folder_life(void **state)
{
    (void)state;
    struct build b;
    put_file("n/a.md", "# A\n");
    put_file("n/b.md", "# B\n");
    put_file("kbsite.yml", "content_dir: n\n");
    assert_int_equal(run(&b, (struct build_options){0}), BUILD_DONE);
    assert_true(b.counts.written > 0 && b.counts.written == b.counts.files);
    build_close(&b);
    assert_int_equal(run(&b, (struct build_options){0}), BUILD_DONE);
    assert_true(b.counts.written == 0 && b.counts.unchanged == b.counts.files);
    build_close(&b);
    put_file("site/CNAME", "the user's");
    assert_int_equal(fs_remove_file("n/b.md"), 0);
    assert_int_equal(run(&b, (struct build_options){0}), BUILD_DONE);
    assert_int_equal(b.counts.removed, 1);
    build_close(&b);
    expect_file("site/b/index.html", NULL);
    expect_file("site/CNAME", "the user's");
    assert_int_equal(run(&b, (struct build_options){.clean = true}), BUILD_DONE);
    assert_int_equal(b.counts.written, b.counts.files);
    build_close(&b);
    expect_file("site/CNAME", "the user's");
}

static void test_folder_refused(void **state)
{
    (void)state;
    static const struct {
        const char *output;
        enum diag_code code;
    } cases[] = {
        {"foreign", DIAG_OUTPUT_FOREIGN},
        {".", DIAG_OUTPUT_EQUAL},
        {"n", DIAG_OUTPUT_EQUAL},
        {"/", DIAG_OUTPUT_EQUAL},
    };
    put_file("kbsite.yml", "content_dir: n\n");
    put_file("n/a.md", "# A\n");
    put_file("foreign/precious", "p");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct build b;
        struct build_options options = {.project = {.output = str_of(cases[i].output)}};
        assert_int_equal(run(&b, options), BUILD_USAGE);
        assert_int_equal(b.diags.list.n, 1);
        assert_int_equal(b.diags.list.at[0].code, cases[i].code);
        build_close(&b);
    }
    expect_file("foreign/precious", "p");
    expect_file("foreign/index.html", NULL);
}

static void test_folder_failure(void **state)
{
    (void)state;
    struct build b;
    put_file("a.md", "# A\n");
    put_file("old.md", "# Old\n");
    assert_int_equal(run(&b, (struct build_options){0}), BUILD_DONE);
    build_close(&b);
    assert_int_equal(fs_remove_file("old.md"), 0);
    put_file("a.md", "# B\n");
    put_file("site/new/index.html/in-the-way", "x");
    put_file("new.md", "# New\n");
    assert_int_equal(run(&b, (struct build_options){0}), BUILD_DISK);
    assert_int_equal(diag_count(&b.diags, DIAG_ERROR), 1);
    build_close(&b);
    assert_true(fs_is_file("site/old/index.html")); /* nothing is removed after a failure */
    assert_int_equal(fs_remove_file("site/new/index.html/in-the-way"), 0);
    assert_int_equal(rmdir("site/new/index.html"), 0);
    assert_int_equal(run(&b, (struct build_options){0}), BUILD_DONE);
    build_close(&b);
    assert_false(fs_is_file("site/old/index.html"));
}

/* Its footnotes stay with the note, and its choices can be answered. */
static void test_embeds(void **state)
{
    (void)state;
    struct built b;
    put_file("a.md", "A.[^1]\n\n**Which?**\n\nA) one\nB) two\n\nCorrect: B\n\n[^1]: Note.\n");
    put_file("b.md", "![[a]]\n");
    make(&b, &(struct build_options){0});
    assert_true(b.ok);
    expect_in(&b, "a/index.html", "id=\"kb:footnotes\"");
    expect_in(&b, "b/index.html", "href=\"../a/#fn:1\"");
    expect_not_in(&b, "b/index.html", "id=\"kb:footnotes\"");
    expect_in(&b, "b/index.html", "previews.js");
    expect_in(&b, "b/index.html", "<input type=\"radio\" name=\"");
    drop(&b);
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_open, folder_close)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_pages),           IN_FOLDER(test_study),
        IN_FOLDER(test_lists),           IN_FOLDER(test_site_url),
        IN_FOLDER(test_content_wins),    IN_FOLDER(test_cname),
        IN_FOLDER(test_what_is_content), IN_FOLDER(test_threads_agree),
        IN_FOLDER(test_empty),           IN_FOLDER(test_folder_life),
        IN_FOLDER(test_folder_refused),  IN_FOLDER(test_folder_failure),
        IN_FOLDER(test_direction),       IN_FOLDER(test_embeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
