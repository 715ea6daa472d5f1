/* Front matter: where the block ends, which values come out, and what is kept when YAML fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "data/json.h"
#include "note/front.h"

/* Everything that front_read says, in one line: the fields as JSON, the line the text begins on,
 * the text, and the complaints as "code@line:col". */
static void describe(const char *source, const struct front_options *options, struct buf *out)
{
    struct arena keep = {0}, scratch = {0};
    struct diags diags = {.arena = &keep};
    struct front front;
    /* An own copy in memory of exactly its size: reading past it is seen by the sanitizer. */
    struct buf copy = {0};
    buf_add(&copy, str_of(source));
    front_read(&keep, &scratch, buf_str(&copy), options, &diags, &front);
    arena_free(&scratch);
    json_value(out, front.map);
    buf_addf(out, " %u ", front.text_line);
    json_string(out, front.text);
    for (size_t i = 0; i < diags.list.n; i++) {
        const struct diag *d = &diags.list.at[i];
        buf_addf(out, " %.*s@%u:%u", STR_ARG(diag_name(d->code)), d->place.line, d->place.col);
    }
    buf_free(&copy);
    arena_free(&keep);
}

static void expect(const char *source, const char *wanted)
{
    struct front_options options = {.path = S("a.md")};
    struct buf got = {0};
    describe(source, &options, &got);
    buf_add_char(&got, '\0');
    assert_string_equal(got.ptr, wanted);
    buf_free(&got);
}

struct example {
    const char *source, *wanted;
};

static void expect_all(const struct example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++)
        expect(examples[i].source, examples[i].wanted);
}

static void finds_the_block(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"", "null 1 \"\""},
        {"# Title\n", "null 1 \"# Title\\n\""},
        {"---\ntitle: A\n---\ntext\n", "{\"title\":\"A\"} 4 \"text\\n\""},
        {"---\ntitle: A\n...\ntext", "{\"title\":\"A\"} 4 \"text\""},
        {"---  \ntitle: A\n--- \t\ntext", "{\"title\":\"A\"} 4 \"text\""},
        {"\xEF\xBB\xBF---\ntitle: A\n---\ntext", "{\"title\":\"A\"} 4 \"text\""},
        {"\xEF\xBB\xBFtext", "null 1 \"text\""},
        {"---\r\ntitle: A\r\ntags:\r\n- x\r\n---\r\ntext\r\n",
         "{\"title\":\"A\",\"tags\":[\"x\"]} 6 \"text\\r\\n\""},
        {"---\n---\ntext", "null 3 \"text\""},
        {"---\n\n---\ntext", "null 4 \"text\""},
        {"---\n# only a remark\n---\ntext", "null 4 \"text\""},
        {"---\ntitle: A\n---", "{\"title\":\"A\"} 4 \"\""},
        {"\n---\ntitle: A\n---\n", "null 1 \"\\n---\\ntitle: A\\n---\\n\""},
        {" ---\ntitle: A\n---\n", "null 1 \" ---\\ntitle: A\\n---\\n\""},
        {"----\ntitle: A\n---\n", "null 1 \"----\\ntitle: A\\n---\\n\""},
        {"+++\ntitle = 1\n+++\n", "null 1 \"+++\\ntitle = 1\\n+++\\n\""},
        {"---\na: |\n  x\n  ---\n  y\n---\nt", "{\"a\":\"x\\n---\\ny\\n\"} 7 \"t\""},
    };
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void keeps_thematic_breaks(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"---\n", "null 1 \"---\\n\""},
        {"---\n\nfirst\n\n---\n\nsecond\n", "null 1 \"---\\n\\nfirst\\n\\n---\\n\\nsecond\\n\""},
        {"---\nSome text\nand more\n", "null 1 \"---\\nSome text\\nand more\\n\""},
        {"---\nNote: a sentence\nthat goes on\n",
         "null 1 \"---\\nNote: a sentence\\nthat goes on\\n\""},
        {"---\n- a\n- b\n---\nt", "null 1 \"---\\n- a\\n- b\\n---\\nt\" front-not-map@2:1"},
        {"---\nwords\n---\nt", "null 1 \"---\\nwords\\n---\\nt\" front-not-map@2:1"},
        {"---\n**Bold** @x: y: z\n---\nt",
         "null 1 \"---\\n**Bold** @x: y: z\\n---\\nt\" front-not-map@2:1"},
    };
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void takes_unclosed_blocks(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"---\ntitle: A\ntags:\n- x\n  y\n\n# H\n",
         "{\"title\":\"A\",\"tags\":[\"x y\"]} 6 \"\\n# H\\n\" front-unclosed@1:1"},
        {"---\ntitle: A", "{\"title\":\"A\"} 3 \"\" front-unclosed@1:1"},
        {"---\ntitle: A\n# H\n", "{\"title\":\"A\"} 3 \"# H\\n\" front-unclosed@1:1"},
        {"---\ntitle: A: B\nid: x\n\nt",
         "{\"title\":\"A: B\",\"id\":\"x\"} 4 \"\\nt\" front-unclosed@1:1 front-syntax@2:9"},
        /* The second marker is a thematic break of the text. */
        {"---\ntitle: A\n\n# H\n\nSome text.\n\n---\n\nmore\n",
         "{\"title\":\"A\"} 3 \"\\n# H\\n\\nSome text.\\n\\n---\\n\\nmore\\n\" front-unclosed@1:1"},
        /* It is not: a field follows the blank line. */
        {"---\ntitle: A: B\n\n# remark\nid: x\n---\nt",
         "{\"title\":\"A: B\",\"id\":\"x\"} 7 \"t\" front-syntax@2:9"},
    };
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void keeps_every_shape(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"---\nprerequisites: []\n---\n", "{\"prerequisites\":[]} 4 \"\""},
        {"---\nprerequisites:\nnext: ~\n---\n", "{\"prerequisites\":null,\"next\":null} 5 \"\""},
        {"---\nimportance: 80\ncanonical: true\nintroduced: 2011-01\ncreated_at: 2024-01-02\n---\n",
         "{\"importance\":80,\"canonical\":true,\"introduced\":\"2011-01\",\"created_at\":"
         "\"2024-01-02\"} 7 \"\""},
        {"---\nmodern_examples:\n- company: N\n  scale: 2,500+ nodes\n- company: O\n---\n",
         "{\"modern_examples\":[{\"company\":\"N\",\"scale\":\"2,500+ "
         "nodes\"},{\"company\":\"O\"}]}"
         " 7 \"\""},
        {"---\ntrade_offs:\n  pros: [a, b]\n  cons:\n    - c\n---\n",
         "{\"trade_offs\":{\"pros\":[\"a\",\"b\"],\"cons\":[\"c\"]}} 7 \"\""},
        {"---\ndescription: one\n  two\nquoted: 'three\n  four'\n---\n",
         "{\"description\":\"one two\",\"quoted\":\"three four\"} 7 \"\""},
        {"---\ntext: >-\n  one\n  two\nlines: |\n  a\n  b\n---\n",
         "{\"text\":\"one two\",\"lines\":\"a\\nb\\n\"} 9 \"\""},
        {"---\ndate: {created: 2024-01-02, updated: 2024}\n---\n",
         "{\"date\":{\"created\":\"2024-01-02\",\"updated\":2024}} 4 \"\""},
        {"---\nstatus: [stub|partial|complete]\ntime: 25 min # about\n---\n",
         "{\"status\":[\"stub|partial|complete\"],\"time\":\"25 min\"} 5 \"\""},
        {"---\nparent: \"[[../index|Tools]]\"\nup: [[a]]\n---\n",
         "{\"parent\":\"[[../index|Tools]]\",\"up\":[[\"a\"]]} 5 \"\""},
    };
    expect_all(examples, sizeof examples / sizeof *examples);
}

/* The classes of failure that real collections have. */
static void recovers(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"---\ntitle: Law 2: The Law\ntags: [a, b]\n---\nt",
         "{\"title\":\"Law 2: The Law\",\"tags\":[\"a\",\"b\"]} 5 \"t\" front-syntax@2:13"},
        {"---\nauthors:\n- @kepano\n- \"x\"\ntitle: T\n---\n",
         "{\"authors\":[\"@kepano\",\"x\"],\"title\":\"T\"} 7 \"\" front-syntax@3:3"},
        {"---\nauthor: @kepano\ntitle: T\n---\n",
         "{\"author\":\"@kepano\",\"title\":\"T\"} 5 \"\" front-syntax@2:9"},
        {"---\ndescription: \"Theory says \"just set it\"\"\ntitle: 'T'\n---\n",
         "{\"description\":\"Theory says \\\"just set it\\\"\",\"title\":\"T\"} 5 \"\" "
         "front-syntax@2:28"},
        {"---\nreading_time: [X] min\ntitle: T\n---\n",
         "{\"reading_time\":\"[X] min\",\"title\":\"T\"} 5 \"\" front-syntax@2:19"},
        {"---\ndescription: | text here\ntitle: T\n---\n",
         "{\"description\":\"| text here\",\"title\":\"T\"} 5 \"\" front-syntax@2:14"},
        {"---\nlist:\n\t- a\n\t- b\ntitle: T\n---\n",
         "{\"list\":[\"a\",\"b\"],\"title\":\"T\"} 7 \"\" front-syntax@3:1"},
        /* Spilled text: an open quote and lines that are no fields. */
        {"---\ntitle: T\ndescription: \"begins\n```text\nbox\n---\nt",
         "{\"title\":\"T\",\"description\":\"\\\"begins\\n```text\\nbox\"} 7 \"t\" "
         "front-syntax@3:14"},
        /* Only what fails is raw; items that are fine alone stay maps. */
        {"---\nitems:\n- {a: 1}\n- b: c: d\n  e\ntitle: T\n---\n",
         "{\"items\":[{\"a\":1},\"b: c: d\\ne\"],\"title\":\"T\"} 8 \"\" front-syntax@4:7"},
        {"---\ntitle: !x T\nid: i\n---\n",
         "{\"title\":\"!x T\",\"id\":\"i\"} 5 \"\" front-syntax@2:8"},
    };
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void reports_what_is_not_used(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"---\na: 1\na: 2\nb: 3\n---\n", "{\"a\":2,\"b\":3} 6 \"\" front-duplicate@3:1"},
        {"---\na: x: y\na: 2\n---\n", "{\"a\":2} 5 \"\" front-syntax@2:5 front-duplicate@3:1"},
        {"---\na: &one 1\nb: *one\nc: 3\n---\n",
         "{\"a\":\"&one 1\",\"b\":\"*one\",\"c\":3} 6 \"\" front-anchor@2:4 front-anchor@3:4"},
        {"---\na: &b [*b, *b]\n---\n", "{\"a\":\"&b [*b, *b]\"} 4 \"\" front-anchor@2:4"},
    };
    expect_all(examples, sizeof examples / sizeof *examples);
}

static void keeps_limits(void **state)
{
    (void)state;
    struct buf got = {0};
    struct front_options flat = {.path = S("a.md"), .max_depth = 3};
    describe("---\na: [[[[x]]]]\nb: 1\n---\nt", &flat, &got);
    buf_add_char(&got, '\0');
    assert_string_equal(got.ptr, "{\"a\":\"[[[[x]]]]\",\"b\":1} 5 \"t\" front-limit@2:6");
    buf_clear(&got);
    struct front_options small = {.path = S("a.md"), .max_bytes = 20};
    describe("---\ntitle: T\nlong: aaaaaaaaaaaaaaaaaaaaaaaaaaaa\n---\nt", &small, &got);
    buf_add_char(&got, '\0');
    assert_string_equal(got.ptr, "{\"title\":\"T\",\"long\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaa\"} 5 "
                                 "\"t\" front-limit@3:1");
    buf_free(&got);
}

/* Thousands of broken fields take no time worth speaking of, and all are kept. */
static void survives_many_fields(void **state)
{
    (void)state;
    enum { FIELDS = 20000 };
    struct arena keep = {0}, scratch = {0};
    struct diags diags = {.arena = &keep};
    struct buf source = {0};
    buf_add_lit(&source, "---\n");
    for (int i = 0; i < FIELDS; i++)
        buf_addf(&source, "k%d: a: b\n", i);
    buf_add_lit(&source, "---\n");
    struct front_options options = {.path = S("a.md"), .max_bytes = 1 << 20};
    struct front front;
    front_read(&keep, &scratch, buf_str(&source), &options, &diags, &front);
    assert_int_equal(front.map->fields.n, FIELDS);
    assert_true(str_eq(value_text(front.map->fields.at[FIELDS - 1].value), S("a: b")));
    assert_true(diags.list.n > 0 && diags.list.n < 200);
    buf_free(&source);
    arena_free(&keep);
    arena_free(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_block),
        cmocka_unit_test(keeps_thematic_breaks),
        cmocka_unit_test(takes_unclosed_blocks),
        cmocka_unit_test(keeps_every_shape),
        cmocka_unit_test(recovers),
        cmocka_unit_test(reports_what_is_not_used),
        cmocka_unit_test(keeps_limits),
        cmocka_unit_test(survives_many_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
