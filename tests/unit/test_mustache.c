/* What the readable cases in tests/spec/mustache/ cannot say: limits, sizes, printed values, sets.
 * labels: parallel */
#include "expect.h"

#include <stdlib.h>

#include "base/pool.h"
#include "theme/mustache.h"

struct fixture {
    struct arena arena;
    struct diags diags;
    struct mustache_set set;
    struct buf out;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->diags.arena = &f->arena;
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    buf_free(&f->out);
    arena_free(&f->arena);
    free(f);
    return 0;
}

static const struct mustache *add(struct fixture *f, str name, str text)
{
    const struct mustache *m = mustache_compile(&f->arena, name, text, &f->diags);
    assert_non_null(m);
    mustache_set_add(&f->arena, &f->set, name, m);
    return m;
}

static enum mustache_end render(struct fixture *f, str name, const struct value *view)
{
    buf_clear(&f->out);
    return mustache_render(&f->set, mustache_set_get(&f->set, name), view, NULL, &f->out);
}

static str repeated(struct fixture *f, str piece, size_t n)
{
    struct buf b = {0};
    for (size_t i = 0; i < n; i++)
        buf_add(&b, piece);
    str s = arena_dup(&f->arena, buf_str(&b));
    buf_free(&b);
    return s;
}

static void errors_have_code_place_and_no_template(void **state)
{
    static const struct {
        str text;
        uint32_t line, col;
    } cases[] = {
        {S_INIT("{{a"), 1, 1},
        {S_INIT("\n\n {{#a}}\n"), 3, 2},
        {S_INIT("a\r\nb {{/a}}"), 2, 3},
        {S_INIT("{{#a}}\n{{/b}}{{/a}}"), 2, 1},
        {S_INIT("{{=x=}}"), 1, 1},
        {S_INIT("{{a}} {{ }}"), 1, 7},
        {S_INIT("{{"), 1, 1},
        {S_INIT("{{{"), 1, 1},
        {S_INIT("{{="), 1, 1},
        {S_INIT("{{=}}"), 1, 1},
        {S_INIT("{{=|  |=}}|/|"), 1, 11},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        f->diags.list.n = 0;
        const struct mustache *m =
            mustache_compile(&f->arena, S("layouts/x.mustache"), cases[i].text, &f->diags);
        expect(!m, cases[i].text);
        assert_int_equal(f->diags.list.n, 1);
        const struct diag *d = &f->diags.list.at[0];
        expect(d->code == DIAG_TEMPLATE_SYNTAX, cases[i].text);
        expect_str(d->place.path, S("layouts/x.mustache"), cases[i].text);
        expect(d->place.line == cases[i].line && d->place.col == cases[i].col, cases[i].text);
    }
}

static void nesting_has_a_limit(void **state)
{
    struct fixture *f = *state;
    static const str opens[] = {S_INIT("{{#a}}"), S_INIT("{{^b}}"), S_INIT("{{$c}}")};
    static const str shuts[] = {S_INIT("{{/a}}"), S_INIT("{{/b}}"), S_INIT("{{/c}}")};
    for (size_t i = 0; i < COUNT_OF(opens); i++) {
        for (size_t over = 0; over < 2; over++) {
            size_t n = MUSTACHE_MAX_NESTING + over;
            str text =
                arena_join(&f->arena, repeated(f, opens[i], n), S("x"), repeated(f, shuts[i], n));
            f->diags.list.n = 0;
            const struct mustache *m = mustache_compile(&f->arena, S("t"), text, &f->diags);
            expect((m == NULL) == (over == 1), opens[i]);
            assert_int_equal(f->diags.list.n, over);
            if (over)
                assert_int_equal(f->diags.list.at[0].place.col, 1 + MUSTACHE_MAX_NESTING * 6);
        }
    }
}

static void a_template_too_large_is_refused(void **state)
{
    struct fixture *f = *state;
    str text = repeated(f, S("x"), MUSTACHE_MAX_TEXT + 1);
    assert_null(mustache_compile(&f->arena, S("t"), text, &f->diags));
    assert_int_equal(f->diags.list.n, 1);
    add(f, S("t"), str_until(text, MUSTACHE_MAX_TEXT));
    assert_int_equal(render(f, S("t"), &value_null), MUSTACHE_WHOLE);
    assert_int_equal(f->out.len, MUSTACHE_MAX_TEXT);
}

static void recursion_ends_at_the_limit(void **state)
{
    struct fixture *f = *state;
    add(f, S("p"), S("x{{>p}}"));
    add(f, S("parent"), S("x{{<parent}}{{$a}}{{/a}}{{/parent}}"));
    add(f, S("block"), S("{{$a}}x{{<block}}{{$b}}{{/b}}{{/block}}{{/a}}"));
    add(f, S("name"), S("x{{>*.}}"));
    static const str names[] = {S_INIT("p"), S_INIT("parent"), S_INIT("block"), S_INIT("name")};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        expect(render(f, names[i], value_string(&f->arena, names[i])) == MUSTACHE_CUT, names[i]);
        expect_str(buf_str(&f->out), repeated(f, S("x"), MUSTACHE_MAX_INCLUDES + 1), names[i]);
    }
}

static void only_the_branch_past_the_limit_is_left_out(void **state)
{
    struct fixture *f = *state;
    add(f, S("p"), S("({{#more}}{{>p}}{{/more}})"));
    struct value *view = value_map(&f->arena);
    value_set(&f->arena, view, S("more"), &value_true);
    assert_int_equal(render(f, S("p"), view), MUSTACHE_CUT);
    size_t n = MUSTACHE_MAX_INCLUDES + 1;
    expect_str(buf_str(&f->out),
               arena_join(&f->arena, repeated(f, S("("), n), repeated(f, S(")"), n), S("")),
               S("brackets"));
}

static void recursion_up_to_the_limit_is_whole(void **state)
{
    struct fixture *f = *state;
    add(f, S("p"), S("{{n}}{{#next}}{{>p}}{{/next}}"));
    struct value *view = NULL;
    for (int i = 0; i <= MUSTACHE_MAX_INCLUDES; i++) {
        struct value *node = value_map(&f->arena);
        value_set(&f->arena, node, S("n"), value_string(&f->arena, S("x")));
        value_set(&f->arena, node, S("next"), view ? view : &value_null);
        view = node;
    }
    assert_int_equal(render(f, S("p"), view), MUSTACHE_WHOLE);
    assert_int_equal(f->out.len, MUSTACHE_MAX_INCLUDES + 1);
}

static void sections_across_partials_have_a_limit(void **state)
{
    struct fixture *f = *state;
    str text = arena_join(&f->arena, repeated(f, S("{{#t}}"), 60), S("x{{>p}}"),
                          repeated(f, S("{{/t}}"), 60));
    add(f, S("p"), text);
    struct value *view = value_map(&f->arena);
    value_set(&f->arena, view, S("t"), &value_true);
    assert_int_equal(render(f, S("p"), view), MUSTACHE_CUT);
    assert_int_equal(f->out.len, (MUSTACHE_MAX_CONTEXTS - 1) / 60);
}

static void explosions_stop(void **state)
{
    struct fixture *f = *state;
    str loops = repeated(f, S("{{#list}}"), 40), ends = repeated(f, S("{{/list}}"), 40);
    add(f, S("twice"), S("x{{>twice}}{{>twice}}"));
    add(f, S("loops"), arena_join(&f->arena, loops, S("x"), ends));
    struct value *view = value_map(&f->arena), *list = value_list(&f->arena);
    for (int i = 0; i < 5; i++)
        value_add(&f->arena, list, value_number(&f->arena, i));
    value_set(&f->arena, view, S("list"), list);
    static const str names[] = {S_INIT("twice"), S_INIT("loops")};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        f->set.max_steps = 10000;
        f->set.max_output = 0;
        expect(render(f, names[i], view) == MUSTACHE_CUT, names[i]);
        expect(f->out.len > 1000 && f->out.len <= 10000, names[i]);
        f->set.max_steps = 0;
        f->set.max_output = 500;
        expect(render(f, names[i], view) == MUSTACHE_CUT, names[i]);
        expect(f->out.len == 501, names[i]);
    }
}

static void indentation_does_not_explode(void **state)
{
    struct fixture *f = *state;
    str lines = repeated(f, S("x\n"), 1000), blanks = repeated(f, S(" "), 3000);
    add(f, S("p"), arena_join(&f->arena, lines, blanks, S("{{>p}}")));
    f->set.max_output = 1 << 20;
    assert_int_equal(render(f, S("p"), &value_null), MUSTACHE_CUT);
    assert_in_range(f->out.len, 1 << 20, (1 << 20) + MUSTACHE_MAX_INDENT + 2);
}

static void long_lists_are_rendered_whole(void **state)
{
    struct fixture *f = *state;
    struct value *list = value_list(&f->arena);
    size_t want = 0;
    for (long i = 0; i < 10000; i++) {
        struct value *item = value_map(&f->arena);
        value_set(&f->arena, item, S("n"), value_number(&f->arena, i));
        value_add(&f->arena, list, item);
        want += value_get(item, S("n"))->text.len + 10;
    }
    add(f, S("t"), S("{{#.}}\n<li>{{n}}</li>\n{{/.}}\n"));
    assert_int_equal(render(f, S("t"), list), MUSTACHE_WHOLE);
    assert_int_equal(f->out.len, want);
    expect_str(str_from(buf_str(&f->out), want - 14), S("<li>9999</li>\n"), S("the end"));
}

static void wide_templates_and_long_names(void **state)
{
    struct fixture *f = *state;
    str name = repeated(f, S("long."), 5000);
    name.len--;
    str tag = arena_join(&f->arena, S("{{"), name, S("}}"));
    struct value *view = value_map(&f->arena), *inner = view;
    for (int i = 0; i < 4999; i++) {
        struct value *next = value_map(&f->arena);
        value_set(&f->arena, inner, S("long"), next);
        inner = next;
    }
    value_set(&f->arena, inner, S("long"), value_string(&f->arena, S("!")));
    add(f, S("t"), repeated(f, tag, 20));
    assert_int_equal(render(f, S("t"), view), MUSTACHE_WHOLE);
    expect_str(buf_str(&f->out), repeated(f, S("!"), 20), S("long names"));
    str error = arena_join(&f->arena, S("{{>"), name, S("}}"));
    add(f, S("u"), error);
    mustache_check(&f->set, &f->diags);
    assert_int_equal(f->diags.list.n, 1);
    assert_true(f->diags.list.at[0].message.len < 200);
}

static void print_note(const struct value_printed *self, struct buf *out)
{
    (void)self;
    buf_add_lit(out, "<p>a & b</p>\n<p>c</p>\n");
}

static void printed_values_print_when_they_are_named(void **state)
{
    static const struct value_printed note = {.print = print_note};
    static const struct {
        str text, want;
    } cases[] = {
        {S_INIT("{{{body}}}"), S_INIT("<p>a & b</p>\n<p>c</p>\n")},
        {S_INIT("{{&body}}"), S_INIT("<p>a & b</p>\n<p>c</p>\n")},
        {S_INIT("{{body}}|{{body}}"),
         S_INIT("&lt;p&gt;a &amp; b&lt;/p&gt;\n&lt;p&gt;c&lt;/p&gt;\n|"
                "&lt;p&gt;a &amp; b&lt;/p&gt;\n&lt;p&gt;c&lt;/p&gt;\n")},
        {S_INIT("{{#body}}[{{{.}}}]{{/body}}{{^body}}none{{/body}}"),
         S_INIT("[<p>a & b</p>\n<p>c</p>\n]")},
        {S_INIT("{{>*body}}{{body.x}}"), S_INIT("")},
        {S_INIT("<main>\n  {{>p}}\n</main>\n"),
         S_INIT("<main>\n  <p>a & b</p>\n<p>c</p>\n\n</main>\n")},
    };
    struct fixture *f = *state;
    struct value *view = value_map(&f->arena);
    value_set(&f->arena, view, S("body"), value_printed(&f->arena, &note));
    add(f, S("p"), S("{{{body}}}\n"));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        add(f, S("t"), cases[i].text);
        assert_int_equal(render(f, S("t"), view), MUSTACHE_WHOLE);
        expect_str(buf_str(&f->out), cases[i].want, cases[i].text);
    }
}

static void add_shouted(const struct mustache_page *self, str address, struct buf *out)
{
    (void)self;
    buf_add_lit(out, "<to>");
    buf_add(out, address);
}

static void addresses_are_printed_by_the_page(void **state)
{
    struct fixture *f = *state;
    struct mustache_page page = {add_shouted};
    struct value *view = value_map(&f->arena);
    value_set(&f->arena, view, S("to"), value_address(&f->arena, S("")));
    add(f, S("t"), S("{{#to}}{{.}} {{{.}}} {{/to}}{{^to}}none{{/to}}"));
    render(f, S("t"), view);
    expect_str(buf_str(&f->out), S("  "), S("without a page as it is"));
    buf_clear(&f->out);
    mustache_render(&f->set, mustache_set_get(&f->set, S("t")), view, &page, &f->out);
    expect_str(buf_str(&f->out), S("&lt;to&gt; <to> "), S("escaped, and not"));
}

static void rendering_adds_to_what_is_there(void **state)
{
    struct fixture *f = *state;
    add(f, S("t"), S("{{.}}"));
    buf_add_lit(&f->out, "before ");
    f->set.max_output = 3;
    assert_int_equal(mustache_render(&f->set, mustache_set_get(&f->set, S("t")),
                                     value_string(&f->arena, S("&")), NULL, &f->out),
                     MUSTACHE_WHOLE);
    expect_str(buf_str(&f->out), S("before &amp;"), S("out"));
}

static void the_last_template_of_a_name_counts(void **state)
{
    struct fixture *f = *state;
    add(f, S("a"), S("one"));
    add(f, S("b"), S("{{>a}}"));
    add(f, S("a"), S("two"));
    assert_int_equal(f->set.names.n, 2);
    assert_null(mustache_set_get(&f->set, S("c")));
    render(f, S("b"), &value_null);
    expect_str(buf_str(&f->out), S("two"), S("b"));
}

static void the_check_reports_each_place_once(void **state)
{
    struct fixture *f = *state;
    const struct mustache *m =
        add(f, S("header"), S("{{>haeder}}\n{{>*haeder}}{{<haeder}}{{/haeder}}"));
    mustache_set_add(&f->arena, &f->set, S("alias"), m);
    add(f, S("loop"), S("{{>loop}}{{^x}}{{>loop}}{{/x}}{{$b}}{{>loop}}{{/b}}"));
    mustache_check(&f->set, &f->diags);
    diag_sort(&f->diags);
    assert_int_equal(f->diags.list.n, 3);
    const struct diag *d = f->diags.list.at;
    expect(d[0].code == DIAG_TEMPLATE_PARTIAL && d[0].place.line == 1, S("partial"));
    expect(d[1].code == DIAG_TEMPLATE_PARTIAL && d[1].place.line == 2 && d[1].place.col == 13,
           S("parent"));
    expect(d[2].code == DIAG_TEMPLATE_LIMIT && d[2].place.col == 1, S("loop"));
    expect_str(d[0].message, S("no partial is called \"haeder\"; did you mean \"header\"?"),
               S("message"));
}

static void long_chains_are_no_circle(void **state)
{
    struct fixture *f = *state;
    enum { N = 3000 };
    for (int i = 0; i < N; i++)
        add(f, arena_printf(&f->arena, "p%d", i),
            arena_printf(&f->arena, "{{>p%d}}{{>p%d}}", i ? i - 1 : N, i ? i - 1 : N));
    add(f, arena_printf(&f->arena, "p%d", N), S("end"));
    mustache_check(&f->set, &f->diags);
    assert_int_equal(f->diags.list.n, 0);
    add(f, arena_printf(&f->arena, "p%d", N), S("{{>p7}}"));
    mustache_check(&f->set, &f->diags);
    assert_int_equal(f->diags.list.n, 2); /* both tags of the template that closes it */
    expect(f->diags.list.at[0].code == DIAG_TEMPLATE_LIMIT, S("a circle"));
}

static struct hash hash_of_set(struct fixture *f, const char *const pairs[][2], size_t n)
{
    struct mustache_set set = {0};
    for (size_t i = 0; i < n; i++) {
        str name = str_of(pairs[i][0]);
        mustache_set_add(&f->arena, &set, name,
                         mustache_compile(&f->arena, name, str_of(pairs[i][1]), &f->diags));
    }
    return mustache_set_hash(&set);
}

static void the_hash_tells_sets_apart(void **state)
{
    struct fixture *f = *state;
    static const char *const base[][2] = {{"a", "x"}, {"b", "y"}};
    static const char *const same[][2] = {{"a", "x"}, {"b", "y"}};
    static const char *const text[][2] = {{"a", "x"}, {"b", "z"}};
    static const char *const name[][2] = {{"a", "x"}, {"c", "y"}};
    static const char *const shift[][2] = {{"ax", ""}, {"b", "y"}};
    struct hash h = hash_of_set(f, base, 2);
    assert_true(hash_eq(h, hash_of_set(f, same, 2)));
    assert_false(hash_eq(h, hash_of_set(f, text, 2)));
    assert_false(hash_eq(h, hash_of_set(f, name, 2)));
    assert_false(hash_eq(h, hash_of_set(f, shift, 2)));
    assert_false(hash_eq(h, hash_of_set(f, base, 1)));
}

struct shared {
    struct fixture *fixture;
    const struct value *view;
    struct buf out[64];
};

static void render_one(void *context, size_t i, unsigned worker)
{
    struct shared *s = context;
    (void)worker;
    mustache_render(&s->fixture->set, mustache_set_get(&s->fixture->set, S("t")), s->view, NULL,
                    &s->out[i]);
}

static void threads_share_templates(void **state)
{
    struct fixture *f = *state;
    struct value *view = value_list(&f->arena);
    for (int i = 0; i < 50; i++)
        value_add(&f->arena, view, value_number(&f->arena, i));
    add(f, S("p"), S("<li>\n{{$x}}\n  {{.}}\n{{/x}}\n</li>\n"));
    add(f, S("t"), S("{{#.}}\n  {{>p}}\n  {{<p}}{{$x}}\n<b>\n{{.}}\n{{/x}}{{/p}}\n{{/.}}\n"));
    struct shared s = {.fixture = f, .view = view};
    pool_each(4, COUNT_OF(s.out), render_one, &s);
    for (size_t i = 0; i < COUNT_OF(s.out); i++) {
        expect_str(buf_str(&s.out[i]), buf_str(&s.out[0]), S("one of many"));
        assert_true(s.out[i].len > 2000);
        if (i)
            buf_free(&s.out[i]);
    }
    buf_free(&s.out[0]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(errors_have_code_place_and_no_template),
        TEST(nesting_has_a_limit),
        TEST(a_template_too_large_is_refused),
        TEST(recursion_ends_at_the_limit),
        TEST(only_the_branch_past_the_limit_is_left_out),
        TEST(recursion_up_to_the_limit_is_whole),
        TEST(sections_across_partials_have_a_limit),
        TEST(explosions_stop),
        TEST(indentation_does_not_explode),
        TEST(long_lists_are_rendered_whole),
        TEST(wide_templates_and_long_names),
        TEST(printed_values_print_when_they_are_named),
        TEST(addresses_are_printed_by_the_page),
        TEST(rendering_adds_to_what_is_there),
        TEST(the_last_template_of_a_name_counts),
        TEST(the_check_reports_each_place_once),
        TEST(long_chains_are_no_circle),
        TEST(the_hash_tells_sets_apart),
        TEST(threads_share_templates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
