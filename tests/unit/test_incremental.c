/* labels: parallel */
/* What a build makes when another one went before: no more than what differs. */
#include "folder_kit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "build/build.h"

/* What the last build wrote, "file reason" in lines, and what it said. */
static char wrote[4000];
static struct build_counts counts;
static size_t complaints;

static enum build_outcome build_with(const struct build_options *options)
{
    static const char *const names[] = {"new", "missing", "file", "template", "note", "slot"};
    struct build b;
    enum build_outcome outcome = build_run(&b, options);
    struct buf out = {0};
    for (size_t i = 0; i < b.written.n; i++)
        buf_addf(&out, "%.*s %s\n", STR_ARG(b.written.at[i].file), names[b.written.at[i].reason]);
    snprintf(wrote, sizeof wrote, "%.*s", STR_ARG(buf_str(&out)));
    counts = b.counts;
    diag_sort(&b.diags);
    complaints = b.diags.list.n;
    buf_free(&out);
    build_close(&b);
    return outcome;
}

static void build(void)
{
    assert_int_equal(build_with(&(struct build_options){0}), BUILD_DONE);
}

static bool is_in(const char *line)
{
    return strstr(wrote, line) != NULL;
}

static void expect_wrote(const char *lines)
{
    expect_str(str_of(wrote), str_of(lines), S("written"));
}

/* Bare pages, so that it is plain what each shows. */
static int set_up(void **state)
{
    if (folder_open(state))
        return -1;
    put_file("kbsite.yml", "title: W\nsite_url: https://example.org/\n");
    put_file("theme/layouts/base.mustache", "{{$main}}{{/main}}\n");
    put_file("theme/layouts/note.mustache",
             "{{<base}}{{$main}}{{note.title}}{{{note.lead}}}"
             "{{#note.sections}}{{title}}{{{content}}}{{/note.sections}}"
             "{{#note.backlinks}}<{{title}}>{{/note.backlinks}}{{/main}}{{/base}}\n");
    put_file("a.md", "# A\n\nSee [b](b.md#part).\n");
    put_file("b.md", "# B\n\nWords.\n\n## Part\n\nMore.\n");
    put_file("c.md", "# C\n\nAlone.\n");
    put_file("pic.png", "one");
    return 0;
}

static void test_unchanged(void **state)
{
    (void)state;
    build();
    size_t files = counts.files;
    assert_true(is_in("a/index.html new\n"));
    build();
    expect_wrote("");
    assert_int_equal(counts.unchanged, files);
    assert_int_equal(counts.notes, 3);
}

static void test_text(void **state)
{
    (void)state;
    build();
    put_file("b.md", "# B\n\nWords.\n\n## Part\n\nMore and *more*.\n");
    build();
    expect_wrote("b/index.html note\n");
}

static void test_title(void **state)
{
    (void)state;
    build();
    put_file("a.md", "# Alpha\n\nSee [b](b.md#part).\n");
    build();
    assert_true(is_in("a/index.html note\n") && is_in("b/index.html slot\n"));
    assert_false(is_in("c/index.html"));
}

/* The link's address changes with the heading's id: a slot of another note's text. */
static void test_slot(void **state)
{
    (void)state;
    build();
    put_file("b.md", "# B\n\nWords.\n\n## Part {#other}\n\nMore.\n\n## Part\n");
    build();
    assert_true(is_in("a/index.html slot\n") || is_in("b/index.html note\n"));
    put_file("sub/b.md", "# B\n\nWords.\n\n## Part\n\nMore.\n");
    put_file("a.md", "# A\n\nSee [b](sub/b.md#part).\n");
    build();
    assert_true(is_in("a/index.html note\n") && is_in("sub/b/index.html new\n"));
    assert_false(is_in("c/index.html"));
}

static void test_missing(void **state)
{
    (void)state;
    build();
    assert_int_equal(unlink("site/a/index.html"), 0);
    put_file("site/b/index.html", "not what it was");
    build();
    expect_wrote("a/index.html missing\nb/index.html missing\n");
}

static void test_template(void **state)
{
    (void)state;
    build();
    put_file("theme/layouts/base.mustache", "new {{$main}}{{/main}}\n");
    build();
    assert_true(is_in("a/index.html template\n") && is_in("c/index.html template\n"));
    assert_false(is_in("pic.png"));
}

static void test_copy(void **state)
{
    (void)state;
    build();
    put_file("pic.png", "two");
    build();
    expect_wrote("pic.png file\n");
    expect_file("site/pic.png", "two");
}

/* The same size and time of modification: what the system changed tells. */
static void test_same_times(void **state)
{
    (void)state;
    struct stat st;
    build();
    assert_int_equal(stat("c.md", &st), 0);
    struct timespec times[] = {st.st_atim, st.st_mtim};
    int fd = open("c.md", O_WRONLY);
    assert_int_equal(write(fd, "# D", 3), 3);
    assert_int_equal(futimens(fd, times), 0);
    close(fd);
    build();
    assert_true(is_in("c/index.html note\n"));
}

static void test_touched(void **state)
{
    (void)state;
    build();
    put_file("c.md", "# C\n\nAlone.\n");
    build();
    expect_wrote("");
}

/* Complaints of notes that were not read again are said again. */
static void test_complaints(void **state)
{
    (void)state;
    put_file("a.md", "# A\n\nSee [no](no.md) and ![](x.png).\n\n<div>\n");
    build();
    size_t first = complaints;
    assert_true(first >= 3);
    build();
    assert_int_equal(complaints, first);
    put_file("c.md", "# C\n\nAlone and changed.\n");
    build();
    assert_int_equal(complaints, first);
}

static void test_clean(void **state)
{
    (void)state;
    build();
    size_t files = counts.files;
    assert_int_equal(build_with(&(struct build_options){.clean = true}), BUILD_DONE);
    assert_int_equal(counts.written, files);
}

/* A build in between that ended without a snapshot of its own: what it added is not forgotten. */
static void test_half_a_build(void **state)
{
    (void)state;
    build();
    put_file("q.png", "q");
    assert_int_equal(unlink(".kbsite/cache"), 0);
    assert_int_equal(mkdir(".kbsite/cache", 0777), 0);
    put_file(".kbsite/cache/in", "the way");
    assert_int_equal(build_with(&(struct build_options){0}), BUILD_DISK);
    expect_file("site/q.png", "q");
    assert_int_equal(unlink("q.png"), 0);
    assert_int_equal(unlink(".kbsite/cache/in"), 0);
    assert_int_equal(rmdir(".kbsite/cache"), 0);
    build();
    expect_file("site/q.png", NULL);
}

/* The same file in another of the theme's folders shadows other things. */
static void test_theme_folders(void **state)
{
    (void)state;
    put_file("kbsite.yml", "title: W\ntheme: mine\n");
    put_file("mine/x", "");
    put_file("theme/types/recipe.yml", "title: Recipe\n");
    put_file("theme/strings/en.yml", "type_recipe: Rezept\n");
    put_file("r.md", "---\ntype: recipe\n---\n# R\n");
    build();
    assert_int_equal(mkdir("mine/strings", 0777), 0);
    assert_int_equal(rename("theme/strings/en.yml", "mine/strings/en.yml"), 0);
    build();
    assert_true(is_in("type/recipe/index.html"));
}

static void test_linked_folder(void **state)
{
    (void)state;
    put_file("sub/d.md", "# D\n");
    build();
    assert_int_equal(rename("site/sub", "elsewhere"), 0);
    assert_int_equal(symlink("../elsewhere", "site/sub"), 0);
    assert_int_equal(build_with(&(struct build_options){0}), BUILD_DISK);
    assert_int_equal(unlink("site/sub"), 0);
}

/* A state folder that came with a project from elsewhere. */
static void test_linked_store(void **state)
{
    (void)state;
    put_file("victim", "theirs");
    assert_int_equal(mkdir(".kbsite", 0777), 0);
    assert_int_equal(symlink("../victim", ".kbsite/notes"), 0);
    build();
    expect_file("victim", "theirs");
    assert_int_equal(unlink(".kbsite/notes"), 0);
    assert_int_equal(mkfifo(".kbsite/notes", 0666), 0);
    build();
    expect_wrote("");
    assert_int_equal(unlink("victim"), 0);
}

/* What is in the output folder goes back to what the content was before. */
static void test_copy_and_back(void **state)
{
    (void)state;
    put_file("p.txt", "AAAA");
    build();
    put_file("p.txt", "BBBB");
    put_file("site/p.txt", "BBBB");
    build();
    put_file("site/p.txt", "AAAA");
    build();
    expect_file("site/p.txt", "BBBB");
}

/* Types and tiers that are not quite words. */
static void test_odd_notes(void **state)
{
    (void)state;
    put_file("theme/types/note.yml", "title: Note\nfields:\n  tier:\n    words: [Gold, Silver]\n");
    put_file("odd.md", "---\ntype: \"\\u00a0\"\n---\n# Odd\n");
    put_file("gold.md", "---\ntier: Gold\n---\n# Gold\n");
    build();
    assert_true(is_in("odd/index.html new\n") && is_in("gold/index.html new\n"));
    build();
    expect_wrote("");
}

/* Two sites of one project: each is known by itself. */
static void test_two_outputs(void **state)
{
    (void)state;
    struct build_options other = {.project = {.output = S("elsewhere"), .drafts = true}};
    put_file("d.md", "---\ndraft: true\n---\n# D\n");
    build();
    assert_int_equal(build_with(&other), BUILD_DONE);
    assert_int_equal(counts.notes, 4);
    build();
    expect_wrote("");
    assert_int_equal(counts.notes, 3);
    assert_int_equal(build_with(&other), BUILD_DONE);
    expect_wrote("");
}

static void test_without_cache(void **state)
{
    (void)state;
    build();
    size_t files = counts.files;
    assert_int_equal(unlink(".kbsite/cache"), 0);
    build();
    expect_wrote("");
    put_file(".kbsite/cache", "nonsense");
    put_file(".kbsite/notes", "nonsense");
    put_file("c.md", "# C\n\nChanged.\n");
    build();
    assert_true(is_in("c/index.html note\n"));
    assert_int_equal(counts.files, files);
}

/* The HTML of a text that rots in the store is made anew from its note. */
static void test_rotten_text(void **state)
{
    (void)state;
    struct buf store = {0}, page = {0};
    build();
    assert_int_equal(fs_read(".kbsite/notes", 1 << 20, &store), 0);
    size_t at = str_find(buf_str(&store), S("<p>Alone"));
    assert_int_not_equal(at, STR_NONE);
    store.ptr[at + 1] = 'q';
    assert_int_equal(fs_write(".kbsite/notes", buf_str(&store)), 0);
    put_file("theme/layouts/base.mustache", "new {{$main}}{{/main}}\n");
    build();
    assert_int_equal(fs_read("site/c/index.html", 1 << 20, &page), 0);
    expect_str(buf_str(&page), S("new C<p>Alone.</p>\n\n"), S("page"));
    buf_free(&store);
    buf_free(&page);
}

/* A note is made of the files that it includes, too, and of those that it could not. */
static void test_includes(void **state)
{
    (void)state;
    put_file("c.md", "# C\n\n--8<-- \"part.txt\"\n\n--8<-- \"later.txt\"\n");
    put_file("part.txt", "one");
    build();
    build();
    expect_wrote("");
    put_file("part.txt", "two");
    build();
    assert_true(is_in("c/index.html note\n") && !is_in("a/index.html"));
    put_file("later.txt", "three");
    build();
    assert_true(is_in("c/index.html note\n"));
    assert_int_equal(unlink("part.txt"), 0);
    build();
    assert_true(is_in("c/index.html note\n"));
    build();
    expect_wrote("");
}

/* A page shows the texts of other notes: with theirs it changes, and without them being touched. */
static void test_embeds(void **state)
{
    (void)state;
    put_file("b.md", "# B\n\n![[c]]\n");
    put_file("a.md", "# A\n\n![[b]]\n");
    build();
    expect_file("site/b/index.html",
                "B<div><section class=\"embed\">\n<p class=\"embed-source\"><a "
                "href=\"../c/\">C</a></p>\n<p>Alone.</p>\n</section>\n</div>\n<A>\n");
    build();
    expect_wrote("");
    put_file("c.md", "# C\n\nNot alone.\n");
    build();
    assert_true(is_in("a/index.html note\n") && is_in("b/index.html note\n"));
    expect_file("site/b/index.html",
                "B<div><section class=\"embed\">\n<p class=\"embed-source\"><a "
                "href=\"../c/\">C</a></p>\n<p>Not alone.</p>\n</section>\n</div>\n<A>\n");
    put_file("c.md", "# C\n\n![[a]]\n");
    build();
    assert_true(is_in("a/index.html note\n") && is_in("b/index.html note\n"));
    assert_int_equal(complaints, 1);
    build();
    expect_wrote("");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, folder_close)
    const struct CMUnitTest tests[] = {
        TEST(test_unchanged),     TEST(test_text),         TEST(test_title),
        TEST(test_slot),          TEST(test_missing),      TEST(test_template),
        TEST(test_copy),          TEST(test_same_times),   TEST(test_touched),
        TEST(test_complaints),    TEST(test_clean),        TEST(test_two_outputs),
        TEST(test_without_cache), TEST(test_half_a_build), TEST(test_theme_folders),
        TEST(test_linked_folder), TEST(test_linked_store), TEST(test_copy_and_back),
        TEST(test_odd_notes),     TEST(test_rotten_text),  TEST(test_includes),
        TEST(test_embeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
