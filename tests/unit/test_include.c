/* Files that notes include (include.h): what becomes of a text, line by line, and where it says
 * that its lines are. */
#include "expect.h"

#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "note/include.h"

struct file {
    const char *path, *text;
};

static const struct file files[] = {
    {"a.py", "one\ntwo\nthree\nfour\nfive\n"},
    {"marks.py", "top\n# --8<-- [start:in]\ninner\n# --8<-- [end:in]\n// ANCHOR: b\nbook\n"
                 "// ANCHOR_END: b\nend\n"},
    {"notes/whole.md", "---\ntitle: W\n---\nbody\n"},
    {"notes/outer.md", "before\n  --8<-- \"inner.md\"\nafter\n"},
    {"notes/inner.md", "x\n\ny"},
    {"notes/loop.md", "--8<-- \"loop.md\"\n"},
    {"notes/sub/near.md", "near\n"},
    {"near.md", "far\n"},
    {"empty.md", ""},
    {"notes/sub/n.md", "the note itself\n"},
};

static int read(const struct note_files *self, struct arena *a, str path, str *text)
{
    (void)self;
    (void)a;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (str_eq(path, str_of(files[i].path))) {
            *text = str_of(files[i].text);
            return 0;
        }
    *text = S("");
    return str_starts(path, S("out/")) ? EACCES : ENOENT;
}

struct fixture {
    struct arena arena;
    struct diags diags;
    struct included in;
};

static void expand(struct fixture *f, const char *text)
{
    static const struct note_files all = {read, S_INIT("notes"), false};
    f->diags.arena = &f->arena;
    struct include_job job = {&f->arena, &all, S("sub/n.md"), 3, 1000, &f->diags};
    include_read(&job, str_of(text), &f->in);
}

static void close(struct fixture *f)
{
    arena_free(&f->arena);
}

/* What a text becomes, and the complaint about it. */
static const struct {
    const char *text, *expanded, *complaint;
} cases[] = {
    {"plain\n", "plain\n", ""},
    {"--8<-- \"a.py\"\n", "one\ntwo\nthree\nfour\nfive\n", ""},
    {"-8<- 'a.py:2:3'\n", "two\nthree\n", ""},
    {"--8<-- \"a.py:4\"\n", "four\nfive\n", ""},
    {"--8<-- \"a.py::2\"\n", "one\ntwo\n", ""},
    {"--8<-- \"a.py:1:1,4:5\"\n", "one\nfour\nfive\n", ""},
    {"    --8<-- \"a.py:1:2\"\nx\n", "    one\n    two\nx\n", ""},
    {"--8<-- \"marks.py:in\"\n", "inner\n", ""},
    {"--8<-- \"marks.py\"\n", "top\ninner\nbook\nend\n", ""},
    {"{{#include ../../marks.py:b}}\n", "book\n", ""},
    {"--8<-- \"../../../x\"\n", "--8<-- \"../../../x\"\n",
     "it is hidden, or not in the project's folder"},
    {"{{#include marks.py:b}}\n", "book\n", ""},
    {"{{#include a.py:2}}\n", "two\n", ""},
    {"{{#rustdoc_include a.py:4:}}\n", "four\nfive\n", ""},
    {"{{#include near.md}}\n", "near\n", ""},
    {"--8<-- \"near.md\"\n", "far\n", ""},
    {"--8<-- \"whole.md\"\n", "body\n", ""},
    {"--8<-- \"outer.md\"\nx\n", "before\n  x\n\n  y\nafter\nx\n", ""},
    {"--8<--\na.py:1:1\n\n; left.md\nwhole.md\n--8<--\nx\n", "one\nbody\nx\n", ""},
    {"--8<-- \"empty.md\"\nx\n", "x\n", ""},
    {";--8<-- \"a.py\"\n", "--8<-- \"a.py\"\n", ""},
    {"\\{{#include a.py}}\n", "{{#include a.py}}\n", ""},
    {"text --8<-- \"a.py\"\n", "text --8<-- \"a.py\"\n", ""},
    {"--8<-- a.py\n", "--8<-- a.py\n", ""},
    {"--8<--\nnever closed\n", "--8<--\nnever closed\n", ""},
    {"--8<-- \"no.md\"\n", "--8<-- \"no.md\"\n", "there is no such file"},
    {"--8<-- \"out/x\"\n", "--8<-- \"out/x\"\n", "it is hidden, or not in the project's folder"},
    {"--8<-- \"a.py:nope\"\n", "--8<-- \"a.py:nope\"\n", "it has no part of this name"},
    {"--8<-- \"loop.md\"\n", "--8<-- \"loop.md\"\n", "it includes itself"},
    {"--8<-- \"sub/n.md\"\n", "--8<-- \"sub/n.md\"\n", "it includes itself"},
    {"{{#include ./n.md}}\n", "{{#include ./n.md}}\n", "it includes itself"},
    {"{{#include ../sub/near.md}}\n", "near\n", ""},
    {"--8<-- \"/a.py\"\n", "--8<-- \"/a.py\"\n", "it is hidden, or not in the project's folder"},
    {"--8<--\nno.md\n--8<--\nx\n", "no.md\nx\n", "there is no such file"},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f = {0};
        expand(&f, cases[i].text);
        expect_str(f.in.text, str_of(cases[i].expanded), str_of(cases[i].text));
        assert_int_equal(f.diags.list.n, cases[i].complaint[0] != '\0');
        if (f.diags.list.n)
            assert_int_not_equal(str_find(f.diags.list.at[0].message, str_of(cases[i].complaint)),
                                 STR_NONE);
        close(&f);
    }
}

static void test_lines(void **state)
{
    (void)state;
    struct fixture f = {0};
    expand(&f, "a\n--8<-- \"a.py:4:5\"\nb\nc\n"); /* lines 3 to 6 of the note */
    static const uint32_t lines[] = {3, 4, 4, 5, 6};
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t line = 3 + i, col = 7;
        include_place(&f.in, &line, &col);
        assert_int_equal(line, lines[i]);
        assert_int_equal(col, i == 1 || i == 2 ? 1 : 7);
    }
    diag_add(&f.diags, DIAG_LINK_MISSING, (struct place){S("sub/n.md"), 5, 9}, "gone");
    diag_add(&f.diags, DIAG_LINK_MISSING, (struct place){S("sub/n.md"), 7, 9}, "gone");
    include_place_diags(&f.in, &f.diags, 0);
    assert_int_equal(f.diags.list.at[0].place.line, 4);
    expect_str(f.diags.list.at[0].message, S("gone (in \"a.py\", line 5)"), S("included"));
    assert_int_equal(f.diags.list.at[1].place.line, 6);
    assert_int_equal(f.diags.list.at[1].place.col, 9);
    close(&f);
}

/* What is asked for counts, there or not: it decides what the note says. */
static void test_files(void **state)
{
    (void)state;
    struct fixture f = {0};
    expand(&f, "--8<-- \"whole.md\"\n--8<-- \"whole.md\"\n");
    assert_int_equal(f.in.files.n, 2);
    expect_str(f.in.files.at[0].path, S("whole.md"), S("looked for first"));
    assert_true(f.in.files.at[0].failed && !f.in.files.at[1].failed);
    expect_str(f.in.files.at[1].path, S("notes/whole.md"), S("found"));
    assert_true(hash_eq(f.in.files.at[1].content, hash_of(str_of(files[2].text))));
    close(&f);
}

/* No text makes more of itself than the limit. */
static void test_limit(void **state)
{
    (void)state;
    struct fixture f = {0};
    struct buf text = {0};
    for (int i = 0; i < 500; i++)
        buf_add_lit(&text, "--8<-- \"a.py\"\n");
    buf_add_char(&text, '\0');
    expand(&f, text.ptr);
    assert_true(f.in.text.len < text.len + 1000);
    assert_true(f.diags.list.n > 0);
    buf_free(&text);
    close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
