/* Names in tags that no view can have. */
#include "expect.h"

#include "data/yaml.h"
#include "theme/mustache.h"

static const str known[] = {S_INIT("front"),   S_INIT("item"),  S_INIT("note"),
                            S_INIT("strings"), S_INIT("title"), S_INIT("titles")};

enum { MOST_TEMPLATES = 3 };

struct check_case {
    const char *templates[MOST_TEMPLATES]; /* named "0", "1", "2"; NULL: none */
    const char *want;                      /* "name:line:col message", a line each */
};

static void check(struct arena *a, const struct check_case *c, struct diags *d)
{
    struct yaml_doc words;
    struct mustache_set set = {0};
    str names[MOST_TEMPLATES] = {S("0"), S("1"), S("2")};
    assert_true(yaml_parse(
        a, S("minutes: min\nnote: note\nnone: ~\ndays: [Mon]\ntier: {gold: Gold}"), NULL, &words));
    struct mustache_keys keys = {known, COUNT_OF(known), S("front"), S("strings"), words.root};
    for (size_t i = 0; i < MOST_TEMPLATES && c->templates[i]; i++) {
        const struct mustache *m = mustache_compile(a, names[i], str_of(c->templates[i]), d);
        expect(m, str_of(c->templates[i]));
        mustache_set_add(a, &set, names[i], m);
        mustache_set_add(a, &set, arena_join(a, S("layouts/"), names[i], S("")), m);
    }
    mustache_check_keys(&set, &keys, d);
}

static void run(const struct check_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arena a = {0};
        struct diags d = {.arena = &a};
        struct buf got = {0};
        check(&a, &cases[i], &d);
        size_t found = d.list.n;
        diag_sort(&d);
        assert_int_equal(found, d.list.n); /* each tag once */
        for (size_t k = 0; k < d.list.n; k++) {
            const struct diag *one = &d.list.at[k];
            assert_int_equal(one->code, DIAG_TEMPLATE_KEY);
            buf_addf(&got, "%.*s:%u:%u %.*s\n", STR_ARG(one->place.path), one->place.line,
                     one->place.col, STR_ARG(one->message));
        }
        expect_str(buf_str(&got), str_of(cases[i].want), str_of(cases[i].templates[0]));
        buf_free(&got);
        arena_free(&a);
    }
}

#define TITEL "no view has a key \"titel\"; did you mean \"title\"?\n"
#define X "no view has a key \"x\"\n"

static void all_tags_are_checked(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {{"{{title}}{{{note.title}}}{{&titles}}{{#note}}{{^item}}{{.}}{{/item}}{{/note}}"}, ""},
        {{"{{! x }}{{=<% %>=}}<%title%><%={{ }}=%>{{>x}}{{<x}}{{$x}}{{/x}}{{/x}}{{$x}}{{/x}}"}, ""},
        {{"\n {{titel}}"}, "0:2:2 " TITEL},
        {{"{{{titel}}}"}, "0:1:1 " TITEL},
        {{"{{&titel}}"}, "0:1:1 " TITEL},
        {{"{{#titel}}{{x}}{{/titel}}"}, "0:1:1 " TITEL "0:1:11 " X},
        {{"{{^titel}}{{x}}{{/titel}}"}, "0:1:1 " TITEL "0:1:11 " X},
        {{"{{>*titel}}{{>*.}}"}, "0:1:1 " TITEL},
        {{"{{<*titel}}{{/*titel}}"}, "0:1:1 " TITEL},
        {{"{{$b}}{{titel}}{{/b}}"}, "0:1:7 " TITEL},
        {{"{{<1}}{{$b}}{{titel}}{{/b}}{{/1}}", "{{$b}}{{x}}{{/b}}"}, "0:1:13 " TITEL "1:1:7 " X},
        {{"{{#title}}\n{{>1}}\n{{/title}}", "{{titel}}"}, "1:1:1 " TITEL},
        {{"{{=<% %>=}}<%x%>"}, "0:1:12 " X},
    };
    run(cases, COUNT_OF(cases));
}

static void all_parts_of_a_name_are_checked(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {{"{{note.item.title}}{{title.note}}"}, ""}, /* where a key stands is not checked */
        {{"{{note.titel}}"}, "0:1:1 " TITEL},
        {{"{{titel.note.x}}"}, "0:1:1 " TITEL}, /* one complaint for a tag */
        {{"{{note.titel.title}}"}, "0:1:1 " TITEL},
        {{"{{#note.x}}{{/note.x}}{{>*note.x}}"}, "0:1:1 " X "0:1:23 " X},
        {{"{{Title}}"}, "0:1:1 no view has a key \"Title\"; did you mean \"title\"?\n"},
        {{"{{no-such-thing}}"}, "0:1:1 no view has a key \"no-such-thing\"\n"},
    };
    run(cases, COUNT_OF(cases));
}

static void what_front_matter_holds_is_free(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {{"{{front.x}}{{note.front.x.y}}{{^front.x}}{{/front.x}}{{>*front.x}}"}, ""},
        {{"{{#note.front}}{{x}}{{#y}}{{z.z}}{{/y}}{{strings.y}}{{/note.front}}{{x}}"}, "0:1:68 " X},
        {{"{{#front.x.y}}{{z}}{{/front.x.y}}{{^front}}{{x}}{{/front}}"}, "0:1:44 " X},
        {{"{{x.front}}{{#x.front}}{{y}}{{/x.front}}"},
         "0:1:1 " X "0:1:12 " X "0:1:24 no view has a key \"y\"\n"},
        {{"{{#front}}{{>1}}{{/front}}", "{{x}}{{>2}}", "{{x}}"}, ""},
        {{"{{#front}}{{<1}}{{$b}}{{x}}{{/b}}{{/1}}{{/front}}", "{{x}}{{$b}}{{x}}{{/b}}"}, ""},
        {{"{{<1}}{{$b}}{{x}}{{/b}}{{$c}}{{x}}{{/c}}{{/1}}",
          "{{#front}}{{$b}}{{/b}}{{/front}}{{$c}}{{/c}}"},
         "0:1:30 " X},
        {{"{{#front}}{{>*layout}}{{/front}}", "{{x}}"}, ""}, /* it may be any template */
        {{"{{#note}}{{>*title}}{{/note}}", "{{x}}"}, "1:1:1 " X},
        {{"{{>2}}{{x}}", "{{#front}}{{>2}}{{/front}}", "{{x}}"}, "0:1:7 " X},
    };
    run(cases, COUNT_OF(cases));
}

static void words_are_those_of_the_theme(void **state)
{
    (void)state;
    static const struct check_case cases[] = {
        {{"{{strings.minutes}}{{strings.none}}{{note.strings.minutes}}"}, ""},
        {{"{{strings.mintues}}"},
         "0:1:1 the theme has no word \"mintues\"; did you mean \"minutes\"?\n"},
        {{"{{strings.title}}{{minutes}}"},
         "0:1:1 the theme has no word \"title\"\n0:1:18 no view has a key \"minutes\"\n"},
        {{"{{#strings}}{{minutes}}{{title}}{{note.title}}{{x}}{{/strings}}"},
         "0:1:47 the theme has no word \"x\"\n"},
        {{"{{#strings}}{{>1}}{{/strings}}{{minutes}}", "{{minutes}}{{x}}"},
         "0:1:31 no view has a key \"minutes\"\n1:1:12 the theme has no word \"x\"\n"},
        {{"{{strings.minutes.x}}{{strings.days.x}}{{strings.tier.gold}}{{strings.tier.glod}}"},
         "0:1:1 the theme has no word \"x\"\n0:1:22 the theme has no word \"x\"\n"
         "0:1:61 the theme has no word \"glod\"; did you mean \"gold\"?\n"},
        {{"{{#strings.tier}}{{gold}}{{/strings.tier}}{{#strings.days}}{{.}}{{/strings.days}}"}, ""},
        {{"{{#strings.minutes}}{{.}}{{minutes}}{{/strings.minutes}}"},
         "0:1:26 no view has a key \"minutes\"\n"},
        {{"{{#strings}}{{#front}}{{x}}{{/front}}{{x}}{{/strings}}"},
         "0:1:38 the theme has no word \"x\"\n"},
    };
    run(cases, COUNT_OF(cases));
}

/* In the worst order each round finds one template more. */
static void scopes_reach_through_long_chains(void **state)
{
    (void)state;
    enum { N = 300 };
    struct arena a = {0};
    struct diags d = {.arena = &a};
    struct mustache_set set = {0};
    const struct mustache_keys keys = {known, COUNT_OF(known), S("front"), S("strings"), NULL};
    for (int i = 0; i < N; i++) {
        str name = arena_printf(&a, "%d", i);
        str text = arena_printf(&a, "{{x}}{{>%d}}", i - 1);
        mustache_set_add(&a, &set, name, mustache_compile(&a, name, text, &d));
    }
    mustache_check_keys(&set, &keys, &d);
    assert_int_equal(d.list.n, N);
    d.list.n = 0;
    str first = arena_printf(&a, "{{#front}}{{>%d}}{{/front}}{{strings.x}}", N - 1);
    mustache_set_add(&a, &set, S("first"), mustache_compile(&a, S("first"), first, &d));
    mustache_check_keys(&set, &keys, &d);
    assert_int_equal(d.list.n, 1);
    arena_free(&a);
}

static void long_names_are_cut(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags d = {.arena = &a};
    struct buf text = {0};
    buf_add_lit(&text, "{{");
    for (int i = 0; i < 10000; i++)
        buf_add_lit(&text, "long");
    buf_add_lit(&text, "}}");
    check(&a, &(struct check_case){{arena_dup(&a, buf_str(&text)).ptr}, ""}, &d);
    assert_int_equal(d.list.n, 1);
    assert_true(d.list.at[0].message.len < 200);
    buf_free(&text);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_tags_are_checked),
        cmocka_unit_test(all_parts_of_a_name_are_checked),
        cmocka_unit_test(what_front_matter_holds_is_free),
        cmocka_unit_test(words_are_those_of_the_theme),
        cmocka_unit_test(scopes_reach_through_long_chains),
        cmocka_unit_test(long_names_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
