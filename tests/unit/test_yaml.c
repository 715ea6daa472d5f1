#include "expect.h"

#include <string.h>
#include <time.h>

#include "data/json.h"
#include "data/yaml.h"

#define SYNTAX YAML_PROBLEM_SYNTAX

/* What a text reads as, in JSON; "!" where there is no tree. */
static str read_as(struct arena *a, str text, const struct yaml_options *options,
                   struct yaml_doc *doc)
{
    struct buf b = {0};
    yaml_parse(a, text, options, doc);
    if (doc->root)
        json_value(&b, doc->root);
    else
        buf_add_lit(&b, "!");
    str out = arena_dup(a, buf_str(&b));
    buf_free(&b);
    return out;
}

struct row {
    str text, want;
};

static void check_sound(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arena a = {0};
        struct yaml_doc doc;
        expect_str(read_as(&a, rows[i].text, NULL, &doc), rows[i].want, rows[i].text);
        expect(doc.problems.n == 0, rows[i].text);
        arena_free(&a);
    }
}

static void plain_scalars_have_types(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("~"), S_INIT("null")},
        {S_INIT("null"), S_INIT("null")},
        {S_INIT("Null"), S_INIT("null")},
        {S_INIT("NULL"), S_INIT("null")},
        {S_INIT("nULL"), S_INIT("\"nULL\"")},
        {S_INIT("true"), S_INIT("true")},
        {S_INIT("True"), S_INIT("true")},
        {S_INIT("FALSE"), S_INIT("false")},
        {S_INIT("tRUE"), S_INIT("\"tRUE\"")},
        {S_INIT("yes"), S_INIT("\"yes\"")},
        {S_INIT("off"), S_INIT("\"off\"")},
        {S_INIT("0"), S_INIT("0")},
        {S_INIT("-0"), S_INIT("-0")},
        {S_INIT("42"), S_INIT("42")},
        {S_INIT("1.0"), S_INIT("1.0")},
        {S_INIT("-1.5e+3"), S_INIT("-1.5e+3")},
        {S_INIT("2E9"), S_INIT("2E9")},
        {S_INIT("0123"), S_INIT("\"0123\"")},
        {S_INIT("1_000"), S_INIT("\"1_000\"")},
        {S_INIT("2024-01"), S_INIT("\"2024-01\"")},
        {S_INIT("2024-01-31"), S_INIT("\"2024-01-31\"")},
        {S_INIT("0x1F"), S_INIT("\"0x1F\"")},
        {S_INIT("0o17"), S_INIT("\"0o17\"")},
        {S_INIT("+1"), S_INIT("\"+1\"")},
        {S_INIT(".5"), S_INIT("\".5\"")},
        {S_INIT("1."), S_INIT("\"1.\"")},
        {S_INIT("1e"), S_INIT("\"1e\"")},
        {S_INIT("1e+"), S_INIT("\"1e+\"")},
        {S_INIT(".inf"), S_INIT("\".inf\"")},
        {S_INIT("-"), S_INIT("[null]")},
        {S_INIT("12:30"), S_INIT("\"12:30\"")},
        {S_INIT("25 min"), S_INIT("\"25 min\"")},
        {S_INIT("\"1\""), S_INIT("\"1\"")},
        {S_INIT("'true'"), S_INIT("\"true\"")},
        {S_INIT("\"\""), S_INIT("\"\"")},
        {S_INIT("|\n  1\n"), S_INIT("\"1\\n\"")},
    };
    check_sound(rows, COUNT_OF(rows));
}

static void number_grammar(void **state)
{
    (void)state;
    static const struct {
        str s;
        bool want;
    } rows[] = {
        {S_INIT(""), false},      {S_INIT("-"), false},   {S_INIT("--1"), false},
        {S_INIT("0"), true},      {S_INIT("00"), false},  {S_INIT("-01"), false},
        {S_INIT("10"), true},     {S_INIT("0.0"), true},  {S_INIT("1.2.3"), false},
        {S_INIT("1e5"), true},    {S_INIT("1e-5"), true}, {S_INIT("1.e5"), false},
        {S_INIT("1 "), false},    {S_INIT("e1"), false},  {S_INIT("1E+05"), true},
        {S_INIT("1e5.0"), false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect(yaml_is_number(rows[i].s) == rows[i].want, rows[i].s);
}

/* The shapes that real front matter has. */
static void shapes(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT(""), S_INIT("null")},
        {S_INIT("# only a comment\n"), S_INIT("null")},
        {S_INIT("just words"), S_INIT("\"just words\"")},
        {S_INIT("- a\n- b\n"), S_INIT("[\"a\",\"b\"]")},
        {S_INIT("tags: [x, y z, 3]"), S_INIT("{\"tags\":[\"x\",\"y z\",3]}")},
        {S_INIT("tags: []\nalias:\n"), S_INIT("{\"tags\":[],\"alias\":null}")},
        {S_INIT("needs:\n- a\n- b\nnext: c"), S_INIT("{\"needs\":[\"a\",\"b\"],\"next\":\"c\"}")},
        {S_INIT("needs:\n  - a\n  - b\n"), S_INIT("{\"needs\":[\"a\",\"b\"]}")},
        {S_INIT("uses:\n- who: A\n  size: 3\n- who: B\n"),
         S_INIT("{\"uses\":[{\"who\":\"A\",\"size\":3},{\"who\":\"B\"}]}")},
        {S_INIT("pros:\n  fast:\n  - one\ncons: {slow: [two]}\n"),
         S_INIT("{\"pros\":{\"fast\":[\"one\"]},\"cons\":{\"slow\":[\"two\"]}}")},
        {S_INIT("about: a text that goes\n  on here\nb: 1"),
         S_INIT("{\"about\":\"a text that goes on here\",\"b\":1}")},
        {S_INIT("a: \"one\n  two\"\nb: 'it''s\n\n  so'"),
         S_INIT("{\"a\":\"one two\",\"b\":\"it's\\nso\"}")},
        {S_INIT("a: |\n  x\n  y\nb: >-\n  x\n  y\n"), S_INIT("{\"a\":\"x\\ny\\n\",\"b\":\"x y\"}")},
        {S_INIT("a: \"\\u00e4\\t\\x41\""), S_INIT("{\"a\":\"\xC3\xA4\\tA\"}")},
        {S_INIT("up: \"[[../index|Tools]]\""), S_INIT("{\"up\":\"[[../index|Tools]]\"}")},
        {S_INIT("a: 1 # said behind\n# and between\nb: C#"), S_INIT("{\"a\":1,\"b\":\"C#\"}")},
        {S_INIT("---\na: 1\n...\n"), S_INIT("{\"a\":1}")},
        {S_INIT("\xEF\xBB\xBF"
                "a: 1"),
         S_INIT("{\"a\":1}")},
        {S_INIT("a: 1\r\nb:\r\n- 2\r\n"), S_INIT("{\"a\":1,\"b\":[2]}")},
        {S_INIT("url: https://x.org/a#b"), S_INIT("{\"url\":\"https://x.org/a#b\"}")},
        {S_INIT("<<: x\n? y\n: z"), S_INIT("{\"<<\":\"x\",\"y\":\"z\"}")},
        {S_INIT("1: a\ntrue: b\n~: c"), S_INIT("{\"1\":\"a\",\"true\":\"b\",\"~\":\"c\"}")},
        {S_INIT("{\"a\": [1, {\"b\": null}], \"c\": \"\\/\\\"\\n\"}"),
         S_INIT("{\"a\":[1,{\"b\":null}],\"c\":\"/\\\"\\n\"}")},
    };
    check_sound(rows, COUNT_OF(rows));
}

struct failure {
    str text;
    enum yaml_problem_kind kind;
    uint32_t line, col;
    str says; /* a part of the message */
};

static void check_failures(const struct failure *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arena a = {0};
        struct yaml_doc doc;
        expect(!yaml_parse(&a, rows[i].text, NULL, &doc), rows[i].text);
        expect(doc.problems.n == 1, rows[i].text);
        struct yaml_problem p = doc.problems.at[0];
        expect_str(arena_printf(&a, "%d at %u:%u", (int)p.kind, (unsigned)p.line, (unsigned)p.col),
                   arena_printf(&a, "%d at %u:%u", (int)rows[i].kind, (unsigned)rows[i].line,
                                (unsigned)rows[i].col),
                   rows[i].text);
        if (str_find(p.message, rows[i].says) == STR_NONE)
            expect_str(p.message, rows[i].says, rows[i].text);
        arena_free(&a);
    }
}

/* What real notes get wrong, the commonest first. */
static void common_mistakes_are_told_where_they_are(void **state)
{
    (void)state;
    static const struct failure rows[] = {
        /* a colon in a plain value */
        {S_INIT("id: q\ntitle: Rule 7: Queues Grow"), SYNTAX, 2, 14, S_INIT("put the value in q")},
        {S_INIT("title: Stra\xC3\x9F"
                "e: eins"),
         SYNTAX, 1, 15, S_INIT("\": \"")},
        /* characters that YAML keeps for itself */
        {S_INIT("by:\n- @someone"), SYNTAX, 2, 3, S_INIT("cannot begin with")},
        {S_INIT("a: `code`"), SYNTAX, 1, 4, S_INIT("cannot begin with")},
        {S_INIT("a: %d items"), SYNTAX, 1, 4, S_INIT("cannot begin with")},
        {S_INIT("%d items"), SYNTAX, 1, 1, S_INIT("\"%\"")},
        {S_INIT("a: ]"), SYNTAX, 1, 4, S_INIT("cannot begin with")},
        {S_INIT("a: *so* much"), SYNTAX, 1, 4, S_INIT("\"*\"")},
        {S_INIT("a: **so** much"), SYNTAX, 1, 4, S_INIT("\"*\"")},
        {S_INIT("a: & more"), SYNTAX, 1, 4, S_INIT("\"&\"")},
        /* text after a closing quote, quotes within quotes */
        {S_INIT("a: \"b\" c"), SYNTAX, 1, 8, S_INIT("whole value in quotes")},
        {S_INIT("a: \"they say \"go on\" to it\""), SYNTAX, 1, 15, S_INIT("whole value in quotes")},
        /* placeholders of templates */
        {S_INIT("time: [N] min"), SYNTAX, 1, 11, S_INIT("whole value in quotes")},
        {S_INIT("title: [Name] [Of It]"), SYNTAX, 1, 15, S_INIT("whole value in quotes")},
        {S_INIT("title: {{name}}"), SYNTAX, 1, 9, S_INIT("if it is text")},
        {S_INIT("? [a, b]\n: c"), SYNTAX, 1, 3, S_INIT("if it is text")},
        /* a value that begins like a block of text */
        {S_INIT("a: | one line"), SYNTAX, 1, 4, S_INIT("next line")},
        {S_INIT("a: > 10 items"), SYNTAX, 1, 4, S_INIT("next line")},
        /* text that spilled over */
        {S_INIT("about: x\n```go\na := 1\n```\n"), SYNTAX, 2, 1, S_INIT("cannot begin with")},
        {S_INIT("about: x\nand more prose\n\nid: y\n"), SYNTAX, 2, 1, S_INIT("no field")},
        {S_INIT("about: x\nand more prose"), SYNTAX, 2, 1, S_INIT("no field")},
        /* tabs */
        {S_INIT("a:\n\tb: 1"), SYNTAX, 2, 1, S_INIT("a tab cannot indent")},
        {S_INIT("\ta: 1"), SYNTAX, 1, 1, S_INIT("a tab cannot indent")},
        /* what is never closed */
        {S_INIT("a: 1\nb: \"open\nc: 2\n"), SYNTAX, 2, 4, S_INIT("not closed (read to line 4)")},
        {S_INIT("b: 'open\n---\n"), SYNTAX, 1, 4, S_INIT("not closed (read to line 2)")},
        {S_INIT("a: [1, 2\nb: 3"), SYNTAX, 2, 2, S_INIT("opened at 1:4")},
        {S_INIT("a: {b: 1\nc: 3"), SYNTAX, 2, 2, S_INIT("opened at 1:4")},
        /* the rest */
        {S_INIT("a: - b"), SYNTAX, 1, 4, S_INIT("line of its own")},
        {S_INIT("a: !odd text"), SYNTAX, 1, 4, S_INIT("tags (!)")},
        {S_INIT("a: \"c:\\dir\""), SYNTAX, 1, 7, S_INIT("escape")},
        {S_INIT("a: 1\n---\nb: 2"), SYNTAX, 2, 1, S_INIT("second document")},
        {S_INIT("a: 1\n...\nb: 2"), SYNTAX, 3, 1, S_INIT("after the end")},
    };
    check_failures(rows, COUNT_OF(rows));
}

static void anchors_are_refused(void **state)
{
    (void)state;
    static const struct failure rows[] = {
        {S_INIT("a: &x 1"), YAML_PROBLEM_ANCHOR, 1, 4, S_INIT("anchors")},
        {S_INIT("a: 1\nb: *x"), YAML_PROBLEM_ANCHOR, 2, 4, S_INIT("aliases")},
        {S_INIT("a: &x [*x]"), YAML_PROBLEM_ANCHOR, 1, 4, S_INIT("anchors")},
        {S_INIT("a: &x\n  b: 1"), YAML_PROBLEM_ANCHOR, 1, 4, S_INIT("anchors")},
        {S_INIT("&k a: 1"), YAML_PROBLEM_ANCHOR, 1, 1, S_INIT("anchors")},
    };
    check_failures(rows, COUNT_OF(rows));
}

/* libyaml has no line for these, and counts code points and other line ends than editors do. */
static void positions_are_lines_and_bytes(void **state)
{
    (void)state;
    static const struct failure rows[] = {
        {S_INIT("a: 1\nb: \xFF"), SYNTAX, 2, 4, S_INIT("UTF-8")},
        {S_INIT("a: 1\r\n\xC3\xA4: \xC3"), SYNTAX, 2, 5, S_INIT("UTF-8")},
        {S_INIT("a: x\x01"), SYNTAX, 1, 5, S_INIT("control")},
        {S_INIT("a: x\n\0"), SYNTAX, 2, 1, S_INIT("control")},
        {S_INIT("a: \"\xE2\x80\xA8\xC2\x85\": b"), SYNTAX, 1, 11, S_INIT("\": \"")},
        {S_INIT("\xEF\xBB\xBF"
                "a: b: c"),
         SYNTAX, 1, 5, S_INIT("\": \"")},
        {S_INIT("\xF0\x9F\x98\x80: 1\r\r\nb: c: d"), SYNTAX, 3, 5, S_INIT("\": \"")},
        {S_INIT("\xFF\xFE"
                "a\0"),
         SYNTAX, 1, 1, S_INIT("UTF-8")}, /* not taken for UTF-16 */
    };
    check_failures(rows, COUNT_OF(rows));
    struct arena a = {0};
    struct yaml_doc doc;
    struct yaml_options late = {.first_line = 12};
    yaml_parse(&a, S("\xC3\xA4: x\nb:\n  - \xC3\xA4: y\n    z: [1, 2]\n"), &late, &doc);
    const struct value_field *f = doc.root->fields.at;
    assert_int_equal(doc.root->line, 12);
    assert_int_equal(f[0].line * 100 + f[0].col, 1201);
    assert_int_equal(f[0].value->line * 100 + f[0].value->col, 1205);
    assert_int_equal(f[1].line * 100 + f[1].col, 1301);
    const struct value *item = f[1].value->items.at[0];
    assert_int_equal(item->line * 100 + item->col, 1405);
    assert_int_equal(item->fields.at[0].value->col, 9);
    assert_int_equal(item->fields.at[1].value->items.at[1]->line, 15);
    assert_int_equal(item->fields.at[1].value->items.at[1]->col, 12);
    arena_free(&a);
}

static void problem_lines_count_from_the_first(void **state)
{
    (void)state;
    struct arena a = {0};
    struct yaml_doc doc;
    struct yaml_options late = {.first_line = 100};
    assert_false(yaml_parse(&a, S("a: 1\nb: \"x"), &late, &doc));
    assert_int_equal(doc.problems.at[0].line, 101);
    assert_true(str_find(doc.problems.at[0].message, S("read to line 101")) != STR_NONE);
    arena_free(&a);
}

static void last_duplicate_counts(void **state)
{
    (void)state;
    struct arena a = {0};
    struct yaml_doc doc;
    str got = read_as(&a, S("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\n'a': 4"), NULL, &doc);
    expect_str(got, S("{\"a\":4,\"b\":2,\"c\":{\"d\":2}}"), S("tree"));
    assert_int_equal(doc.problems.n, 3);
    for (size_t i = 0; i < doc.problems.n; i++)
        assert_int_equal(doc.problems.at[i].kind, YAML_PROBLEM_DUPLICATE);
    assert_true(yaml_parse(&a, S("a: 1\nb: 2\na: 3"), NULL, &doc)); /* no reason to give up */
    assert_int_equal(doc.problems.at[0].line, 3);
    assert_int_equal(doc.problems.at[0].col, 1);
    expect_str(doc.problems.at[0].message, S("\"a\" already stands in line 1; this one counts"),
               S("message"));
    assert_int_equal(doc.root->fields.at[0].line, 3); /* the key that counts */
    arena_free(&a);
}

static void reports_a_bounded_number(void **state)
{
    (void)state;
    struct arena a = {0};
    struct yaml_doc doc;
    struct buf b = {0};
    for (int i = 0; i < 1000; i++)
        buf_add_lit(&b, "k: v\n");
    assert_true(yaml_parse(&a, buf_str(&b), NULL, &doc));
    assert_int_equal(doc.problems.n, YAML_MOST_PROBLEMS - 1);
    assert_int_equal(doc.root->fields.n, 1);
    buf_add_lit(&b, "---\nsecond\n"); /* behind so many, but not forgotten */
    assert_false(yaml_parse(&a, buf_str(&b), NULL, &doc));
    assert_int_equal(doc.problems.n, YAML_MOST_PROBLEMS);
    assert_int_equal(doc.problems.at[YAML_MOST_PROBLEMS - 1].kind, YAML_PROBLEM_SYNTAX);
    buf_free(&b);
    arena_free(&a);
}

static void what_can_be_read_is_kept(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("a: {{x}}\nb: 1"), S_INIT("{\"a\":{\"{x}\":null},\"b\":1}")},
        {S_INIT("a: 1\n---\nb: 2"), S_INIT("{\"a\":1}")},
        {S_INIT("a: !odd text"), S_INIT("{\"a\":\"text\"}")},
        {S_INIT("a: b: c"), S_INIT("!")},
        {S_INIT("a: 1\nb: *x"), S_INIT("!")},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena a = {0};
        struct yaml_doc doc;
        expect_str(read_as(&a, rows[i].text, NULL, &doc), rows[i].want, rows[i].text);
        arena_free(&a);
    }
}

/* n times `part`, then the rest. */
static str repeated(struct buf *b, str part, size_t n, str rest)
{
    buf_clear(b);
    for (size_t i = 0; i < n; i++)
        buf_add(b, part);
    buf_add(b, rest);
    return buf_str(b);
}

static void depth_is_limited(void **state)
{
    (void)state;
    struct buf b = {0};
    struct arena a = {0};
    struct yaml_doc doc;
    struct yaml_options deep = {.max_depth = 40}, shallow = {.max_depth = 2};
    repeated(&b, S("["), 32, S(""));
    buf_add_repeat(&b, ']', 32);
    assert_true(yaml_parse(&a, buf_str(&b), NULL, &doc));
    repeated(&b, S("["), 33, S(""));
    buf_add_repeat(&b, ']', 33);
    assert_false(yaml_parse(&a, buf_str(&b), NULL, &doc));
    assert_int_equal(doc.problems.at[0].kind, YAML_PROBLEM_LIMIT);
    assert_int_equal(doc.problems.at[0].col, 33);
    assert_true(yaml_parse(&a, buf_str(&b), &deep, &doc));
    assert_true(yaml_parse(&a, S("a: {b: 1}"), &shallow, &doc));
    assert_false(yaml_parse(&a, S("a: {b: [1]}"), &shallow, &doc));
    assert_false(yaml_parse(&a, repeated(&b, S("- "), 33, S("x")), NULL, &doc));
    buf_free(&b);
    arena_free(&a);
}

static void size_is_limited(void **state)
{
    (void)state;
    struct buf b = {0};
    struct arena a = {0};
    struct yaml_doc doc;
    struct yaml_options options = {.first_line = 2, .max_bytes = 10};
    assert_true(yaml_parse(&a, S("a: 3456789"), &options, &doc));
    assert_false(yaml_parse(&a, S("a: 34567890"), &options, &doc));
    assert_int_equal(doc.problems.at[0].kind, YAML_PROBLEM_LIMIT);
    assert_int_equal(doc.problems.at[0].line, 2);
    assert_null(doc.root);
    assert_true(yaml_parse(&a, repeated(&b, S("#"), YAML_DEFAULT_BYTES, S("")), NULL, &doc));
    assert_false(yaml_parse(&a, repeated(&b, S("#"), YAML_DEFAULT_BYTES, S("#")), NULL, &doc));
    buf_free(&b);
    arena_free(&a);
}

/* Texts that take a naive reader minutes; together they take well under a second. */
static void hostile_texts_take_little_time(void **state)
{
    (void)state;
    struct yaml_options large = {.max_bytes = 1 << 20};
    static const str parts[] = {
        S_INIT("["),         S_INIT("{a: "),   S_INIT("[\n"),     S_INIT("- "),      S_INIT("? "),
        S_INIT("a: &b c\n"), S_INIT("k: v\n"), S_INIT("- - x\n"), S_INIT("\"\\\n"),  S_INIT("'' "),
        S_INIT("x, "),       S_INIT("#\n"),    S_INIT("!a "),     S_INIT("- a: 1\n")};
    struct buf b = {0};
    clock_t begin = clock();
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct arena a = {0};
        struct yaml_doc doc;
        yaml_parse(&a, repeated(&b, parts[i], 500000 / parts[i].len, S("")), &large, &doc);
        repeated(&b, parts[i], 0, S("a: [0")); /* and one long line of list items */
        for (int k = 0; k < 60000; k++)
            buf_add_lit(&b, ", x");
        yaml_parse(&a, buf_str(&b), &large, &doc);
        arena_free(&a);
    }
    buf_free(&b);
    assert_true((clock() - begin) / CLOCKS_PER_SEC < 60); /* sanitizers included */
}

static void reports_under_the_callers_codes(void **state)
{
    (void)state;
    static const enum diag_code codes[YAML_PROBLEM_KINDS] = {
        [YAML_PROBLEM_SYNTAX] = DIAG_FRONT_SYNTAX,
        [YAML_PROBLEM_DUPLICATE] = DIAG_FRONT_DUPLICATE,
        [YAML_PROBLEM_ANCHOR] = DIAG_FRONT_ANCHOR,
        [YAML_PROBLEM_LIMIT] = DIAG_FRONT_LIMIT,
    };
    struct arena a = {0};
    struct diags diags = {.arena = &a};
    struct yaml_doc doc;
    yaml_parse(&a, S("a: {b: 1, b: 2}\nc: *d"), NULL, &doc);
    yaml_report(&doc, codes, S("n.md"), &diags);
    assert_int_equal(diags.list.n, 2);
    assert_int_equal(diags.list.at[0].code, DIAG_FRONT_DUPLICATE);
    assert_int_equal(diags.list.at[1].code, DIAG_FRONT_ANCHOR);
    assert_int_equal(diags.list.at[1].place.line, 2);
    expect_str(diags.list.at[1].place.path, S("n.md"), S("path"));
    arena_free(&a);
}

static void foreign_files_may_have_more(void **state)
{
    (void)state;
    static const struct {
        str text, json;
    } rows[] = {
        {S_INIT("a: !ENV NAME"), S_INIT("{\"a\":null}")},
        {S_INIT("a: !ENV [NAME, x]"), S_INIT("{\"a\":[\"NAME\",\"x\"]}")},
        {S_INIT("a: !!python/name:b.c.d\nb: 1"), S_INIT("{\"a\":null,\"b\":1}")},
        {S_INIT("a: !!python/object/apply:b.c\n  kwds: {d: e}"),
         S_INIT("{\"a\":{\"kwds\":{\"d\":\"e\"}}}")},
        {S_INIT("a: !relative $docs_dir"), S_INIT("{\"a\":null}")},
        {S_INIT("a: !!str 7\nb: !!int 7\nc: !!bool true"),
         S_INIT("{\"a\":\"7\",\"b\":7,\"c\":true}")},
        {S_INIT("a: &x 1\nb: *x"), S_INIT("{\"a\":1,\"b\":1}")},
        {S_INIT("a: &x [1, &y {b: 2}]\nc: *x\nd: *y"),
         S_INIT("{\"a\":[1,{\"b\":2}],\"c\":[1,{\"b\":2}],\"d\":{\"b\":2}}")},
        {S_INIT("a: &x 1\nb: &x 2\nc: *x"), S_INIT("{\"a\":1,\"b\":2,\"c\":2}")},
        {S_INIT("a: &x k\n*x : v"), S_INIT("{\"a\":\"k\",\"k\":\"v\"}")},
        {S_INIT("a: &x {b: 1}\nc:\n  <<: *x"),
         S_INIT("{\"a\":{\"b\":1},\"c\":{\"<<\":{\"b\":1}}}")},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena a = {0};
        struct buf json = {0};
        struct yaml_doc doc;
        struct yaml_options options = {.foreign = true};
        expect(yaml_parse(&a, rows[i].text, &options, &doc), rows[i].text);
        json_value(&json, doc.root);
        expect_str(buf_str(&json), rows[i].json, rows[i].text);
        buf_free(&json);
        arena_free(&a);
    }
}

static void foreign_aliases_need_an_anchor(void **state)
{
    (void)state;
    static const str texts[] = {S_INIT("a: *x"), S_INIT("a: *x\nb: &x 1"), S_INIT("a: &x [*x]")};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct arena a = {0};
        struct yaml_doc doc;
        struct yaml_options options = {.foreign = true};
        expect(!yaml_parse(&a, texts[i], &options, &doc), texts[i]);
        expect(doc.problems.n == 1, texts[i]);
        expect(doc.problems.at[0].kind == YAML_PROBLEM_ANCHOR, texts[i]);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_scalars_have_types),
        cmocka_unit_test(number_grammar),
        cmocka_unit_test(shapes),
        cmocka_unit_test(common_mistakes_are_told_where_they_are),
        cmocka_unit_test(anchors_are_refused),
        cmocka_unit_test(foreign_files_may_have_more),
        cmocka_unit_test(foreign_aliases_need_an_anchor),
        cmocka_unit_test(positions_are_lines_and_bytes),
        cmocka_unit_test(problem_lines_count_from_the_first),
        cmocka_unit_test(last_duplicate_counts),
        cmocka_unit_test(reports_a_bounded_number),
        cmocka_unit_test(what_can_be_read_is_kept),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(size_is_limited),
        cmocka_unit_test(hostile_texts_take_little_time),
        cmocka_unit_test(reports_under_the_callers_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
