/* What lib/markdown does with texts that nobody should write. */
#include "expect.h"

#include "base/utf8.h"
#include "markdown_kit.h"

static bool has_diag(const struct note *n, enum diag_code code)
{
    for (size_t i = 0; i < n->diags.list.n; i++)
        if (n->diags.list.at[i].code == code)
            return true;
    return false;
}

static str repeated(struct buf *b, const char *unit, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_add(b, str_of(unit));
    return buf_str(b);
}

static void expect_source(struct note *n, enum diag_code code, str about)
{
    expect(has_diag(n, code), about);
    expect(str_starts(n->body.html, S("<pre>")), about);
    expect(n->body.lead.to == n->body.html.len && n->body.sections.n == 0, about);
    expect(n->body.slots.n == 0 && n->body.links.n == 0 && n->outline.blocks.n == 0, about);
}

static void stops_at_the_nesting_limit(void **state)
{
    (void)state;
    struct buf text = {0};
    static const char *const units[] = {"> ", ">", "- ", "1. "};
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        for (size_t depth = 5; depth <= 6; depth++) {
            struct note n = {.options.max_nesting = 5};
            buf_clear(&text);
            repeated(&text, units[i], depth);
            buf_add_lit(&text, "x & y\n");
            read_note(&n, buf_str(&text));
            if (depth == 6)
                expect_source(&n, DIAG_NOTE_TOO_DEEP, buf_str(&text));
            else
                expect(n.diags.list.n == 0, buf_str(&text));
            expect(str_find(n.body.html, S("x &amp; y")) != STR_NONE, buf_str(&text));
            free_note(&n);
        }
    }
    buf_free(&text);
}

/* Lists, and admonitions, that go down like stairs. */
static void stops_at_deep_stairs(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        for (size_t depth = 20; depth <= 21; depth++) {
            struct note n = {.options.max_nesting = 20};
            struct buf text = {0};
            for (size_t i = 0; i < depth; i++) {
                buf_add_repeat(&text, ' ', i * (kind ? 4 : 2));
                buf_add(&text, kind ? S("!!! note\n") : S("- x\n"));
            }
            read_note(&n, buf_str(&text));
            if (depth > 20)
                expect_source(&n, DIAG_NOTE_TOO_DEEP, buf_str(&text));
            else
                expect(n.diags.list.n == 0, buf_str(&text));
            free_note(&n);
            buf_free(&text);
        }
    }
}

static void stops_at_the_output_limit(void **state)
{
    (void)state;
    struct buf text = {0};
    static const char *const units[] = {
        "text ", "&&&&", "- x\n", "[a](b) ", "<b>x</b>", "# x\n", "!!! note\n    x\n", "> x\n\n"};
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        struct note n = {.options.max_output = 1000};
        buf_clear(&text);
        read_note(&n, repeated(&text, units[i], 500));
        expect_source(&n, DIAG_NOTE_OUTPUT_LIMIT, str_of(units[i]));
        free_note(&n);
    }
    buf_free(&text);
}

/* md4c would take the square of the lines; what it reads line by line is no matter of that. */
static void stops_at_brackets_on_many_lines(void **state)
{
    (void)state;
    static const struct {
        const char *before, *unit;
        bool stops;
    } rows[] = {
        {"", "](\n[", true},
        {"", "[a](b)\n", true},
        {"", "> [a](b)\n", true},
        {"- x\n", "[a]\n", true},
        {"x\n", "[a]: b](\n", true},
        {"", "[a]: <b](\n", true},
        {"", "[a](b)\n\n", false},
        {"", "- [a](b)\n", false},
        {"", "> - [a](b)\n", false},
        {"", "[a]: b\n", false},
        {"|a|b|\n|-|-|\n", "|[a](b)|c|\n", false},
        {"```\n", "[a](b)\n", false},
    };
    struct buf text = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct note n = {.options.max_output = 64 << 20};
        buf_clear(&text);
        buf_add(&text, str_of(rows[i].before));
        read_note(&n, repeated(&text, rows[i].unit, 4000));
        if (rows[i].stops)
            expect_source(&n, DIAG_NOTE_OUTPUT_LIMIT, str_of(rows[i].unit));
        else
            expect(!has_diag(&n, DIAG_NOTE_OUTPUT_LIMIT), str_of(rows[i].unit));
        free_note(&n);
    }
    buf_free(&text);
}

/* A definition of some length that is used as often makes the square of itself. */
static void stops_at_many_times_the_source(void **state)
{
    (void)state;
    struct buf text = {0};
    struct note n = {.options.max_output = 64 << 20};
    buf_add_lit(&text, "[x]: /");
    buf_add_repeat(&text, 'u', 20000);
    buf_add_lit(&text, "\n\n");
    read_note(&n, repeated(&text, "[x] ", 2000));
    expect_source(&n, DIAG_NOTE_OUTPUT_LIMIT, S("a long definition"));
    expect(str_find(n.diags.list.at[0].message, S("67108864")) == STR_NONE, S("its own limit"));
    free_note(&n);
    buf_free(&text);
}

/* The shown source is cut, but not inside a character. */
static void shows_whole_characters(void **state)
{
    (void)state;
    struct buf text = {0};
    struct note n = {.options.max_output = 1000};
    buf_add_char(&text, 'a');
    read_note(&n, repeated(&text, "日", 400000));
    expect_source(&n, DIAG_NOTE_OUTPUT_LIMIT, S("long"));
    assert_true(utf8_check(n.body.html) == STR_NONE);
    assert_true(str_ends(n.body.html, S("…</pre>\n")));
    free_note(&n);
    buf_free(&text);
}

/* Inputs that parsers have been slow or deep on. Each is rendered, or shown as its source. */
static void survives_hostile_texts(void **state)
{
    (void)state;
    static const struct {
        const char *before, *unit;
        size_t n;
        const char *after;
    } rows[] = {
        {"", "> ", 50000, "x"},
        {"", ">", 50000, "x"},
        {"", "- ", 50000, "x"},
        {"", "www._", 20000, ""},
        {"", "https://a.b ", 20000, ""},
        {"", "http://a(", 20000, ""},
        {"", "a@b.c", 20000, ""},
        {"", "a@", 50000, "b.c"},
        {"", "](\n[", 5000, ""},
        {"", "]([\n", 5000, ""},
        {"", "[a\nb](c\nd) ", 5000, ""},
        {"", "[", 50000, ""},
        {"", "![", 20000, "](x)"},
        {"", "*a ", 50000, ""},
        {"", "**a*b_", 20000, ""},
        {"", "~~a", 20000, ""},
        {"", "`a``", 20000, ""},
        {"", "<", 100000, ""},
        {"", "<a ", 50000, ""},
        {"", "<a x=\"", 20000, ""},
        {"", "<!--", 50000, ""},
        {"x ", "<?", 50000, ""},
        {"", "<![CDATA[", 20000, ""},
        {"", "</b>", 20000, ""},
        {"", "<b>", 20000, ""},
        {"", "<div>", 20000, ""},
        {"<div>\n", "<a href=x>y\n", 20000, ""},
        {"", "<div>\n\n", 5000, ""},
        {"", "<script>", 20000, ""},
        {"", "<p>x\n\n", 5000, ""},
        {"", "&", 100000, ""},
        {"", "&amp;", 20000, ""},
        {"", "\\", 100000, ""},
        {"", "|", 100000, "\n|---|\n"},
        {"|a|\n|-|\n", "|", 100000, ""},
        {"", "# x {#a}\n", 5000, ""},
        {"# ", "{#a ", 50000, "}"},
        {"", "# x\n", 10000, ""},
        {"", "!!! note\n", 20000, ""},
        {"", "!!! note\n    x\n", 10000, ""},
        {"!!! ", "a ", 50000, ""},
        {"!!! a ", "\"", 50000, ""},
        {"", "```\n", 20001, ""},
        {"", "- x\n\n", 10000, ""},
        {"", "1. x\n   - y\n", 5000, ""},
        {"", "\n", 100000, ""},
        {"", "\t", 100000, "x"},
        {"", "{", 100000, "}"},
        {"[a]: ", "x", 5000, "\n\n[a] [a] [a] [a]\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf text = {0};
        struct note n = {0};
        buf_add(&text, str_of(rows[i].before));
        repeated(&text, rows[i].unit, rows[i].n);
        buf_add(&text, str_of(rows[i].after));
        read_note(&n, buf_str(&text));
        bool source = has_diag(&n, DIAG_NOTE_TOO_DEEP) || has_diag(&n, DIAG_NOTE_OUTPUT_LIMIT);
        bool shown =
            str_starts(n.body.html, S("<pre>")) && !str_starts(n.body.html, S("<pre><code"));
        expect(source == shown, str_of(rows[i].unit));
        expect(utf8_check(n.body.html) == STR_NONE, str_of(rows[i].unit));
        expect(n.body.html.len <= (1 << 22), str_of(rows[i].unit));
        free_note(&n);
        buf_free(&text);
    }
}

/* Small texts that would make large pages. */
static void survives_bombs(void **state)
{
    (void)state;
    struct note uses = {0}, cells = {0}, blanks = {0};
    struct buf text = {0};
    buf_add_lit(&text, "[a]: /");
    repeated(&text, "x", 20000);
    buf_add_lit(&text, "\n\n");
    read_note(&uses, repeated(&text, "[a] ", 20000));
    expect_source(&uses, DIAG_NOTE_OUTPUT_LIMIT, S("one long definition"));
    buf_clear(&text);
    repeated(&text, "|x", 3000);
    buf_add_lit(&text, "\n");
    repeated(&text, "|---", 3000);
    buf_add_lit(&text, "\n");
    read_note(&cells, repeated(&text, "|\n", 3000));
    expect_source(&cells, DIAG_NOTE_OUTPUT_LIMIT, S("short rows of a wide table"));
    buf_clear(&text);
    repeated(&text, "- ", 90);
    buf_add_lit(&text, "x");
    read_note(&blanks, repeated(&text, "\n", 5000));
    expect(blanks.outline.items.n == 90 && blanks.diags.list.n == 0, S("blank lines"));
    struct note lines = {0};
    buf_clear(&text);
    for (size_t i = 0; i < 90; i++) {
        buf_add_repeat(&text, ' ', 4 * i);
        buf_add_lit(&text, "!!! note\n");
    }
    read_note(&lines, repeated(&text, "\n", 50000));
    expect_source(&lines, DIAG_NOTE_OUTPUT_LIMIT, S("blank lines in many containers"));
    free_note(&lines);
    free_note(&uses);
    free_note(&cells);
    free_note(&blanks);
    buf_free(&text);
}

static void reads_empty_texts(void **state)
{
    (void)state;
    static const str texts[] = {{NULL, 0}, S_INIT(""), S_INIT("\n"), S_INIT(" "), S_INIT("\r")};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct note n = {.options.has_title = true};
        read_note(&n, texts[i]);
        assert_int_equal(n.body.html.len + n.body.words + n.diags.list.n, 0);
        free_note(&n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_at_the_nesting_limit),
        cmocka_unit_test(stops_at_deep_stairs),
        cmocka_unit_test(stops_at_the_output_limit),
        cmocka_unit_test(stops_at_brackets_on_many_lines),
        cmocka_unit_test(stops_at_many_times_the_source),
        cmocka_unit_test(shows_whole_characters),
        cmocka_unit_test(survives_hostile_texts),
        cmocka_unit_test(survives_bombs),
        cmocka_unit_test(reads_empty_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
