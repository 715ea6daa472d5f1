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

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, folder_close)
    const struct CMUnitTest tests[] = {
        TEST(test_unchanged),     TEST(test_text),       TEST(test_title), TEST(test_slot),
        TEST(test_missing),       TEST(test_template),   TEST(test_copy),  TEST(test_same_times),
        TEST(test_touched),       TEST(test_complaints), TEST(test_clean), TEST(test_two_outputs),
        TEST(test_without_cache),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
