/* Type files: what they mean, what is wrong with them, and how titles and words are matched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "note/schema.h"
#include "theme/embedded.h"

struct fixture {
    struct arena arena;
    struct diags diags;
    struct schema schema;
    bool sound;
};

static struct fixture *read_sources(const struct schema_source *sources, size_t n)
{
    struct fixture *f = test_malloc(sizeof *f);
    *f = (struct fixture){0};
    f->diags.arena = &f->arena;
    f->sound = schema_read(&f->arena, sources, n, &f->diags, &f->schema);
    return f;
}

static struct fixture *read_one(const char *text)
{
    struct schema_source source = {S("note"), S("note.yml"), str_of(text)};
    return read_sources(&source, 1);
}

static void drop(struct fixture *f)
{
    arena_free(&f->arena);
    test_free(f);
}

static str type_name(const char *path)
{
    str name = str_from(str_of(path), strlen("types/"));
    return str_until(name, name.len - strlen(".yml"));
}

static struct fixture *read_shipped(void)
{
    struct schema_source sources[64];
    size_t n = 0;
    for (size_t i = 0; i < embedded_theme_count; i++) {
        const struct embedded_file *file = &embedded_theme[i];
        str path = str_of(file->path);
        if (!str_starts(path, S("types/")) || !str_ends(path, S(".yml")))
            continue;
        assert_true(n < sizeof sources / sizeof *sources);
        sources[n++] =
            (struct schema_source){type_name(file->path), path, (str){file->bytes, file->size}};
    }
    return read_sources(sources, n);
}

static void assert_str(str got, const char *wanted)
{
    if (!str_eq(got, str_of(wanted)))
        fail_msg("got \"%.*s\", wanted \"%s\"", STR_ARG(got), wanted);
}

static void shipped_types_are_sound(void **state)
{
    (void)state;
    static const char *types[] = {"note",    "concept", "technology", "library",
                                  "pattern", "case",    "skill",      "deep-dive"};
    struct fixture *f = read_shipped();
    for (size_t i = 0; i < f->diags.list.n; i++)
        print_message("%.*s\n", STR_ARG(f->diags.list.at[i].message));
    assert_true(f->sound);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        assert_true(schema_has_type(&f->schema, str_of(types[i])));
        assert_str(schema_type(&f->schema, str_of(types[i]))->name, types[i]);
    }
    assert_str(schema_type(&f->schema, S("Case-Study"))->name, "case");
    assert_str(schema_type(&f->schema, S("Case_study"))->name, "case");
    assert_str(schema_type(&f->schema, S("Deep Dive"))->name, "deep-dive");
    assert_str(schema_type(&f->schema, S("nobody"))->name, "note");
    assert_false(schema_has_type(&f->schema, S("nobody")));
    drop(f);
}

/* Titles as real notes have them. */
static void titles_have_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *type, *title, *kind;
    } cases[] = {
        {"note", "TL;DR (BLUF)", "tldr"},
        {"note", "Definition", "definition"},
        {"note", "Decision rules (When to use / When not to use)", "when-to-use"},
        {"note", "When to Use / When NOT to Use", "when-to-use"},
        {"note", "\u2705 Use When", "when-to-use"},
        {"note", "\u274C DON\u2019T Use When", "when-not-to-use"},
        {"note", "Avoid it when", "when-not-to-use"},
        {"note", "10. Trade-offs and Alternatives", "trade-offs"},
        {"note", "Tradeoffs", "trade-offs"},
        {"note", "Failure modes & Pitfalls", "pitfalls"},
        {"note", "Common anti-patterns", "anti-patterns"},
        {"note", "Real-World Case Studies", "case-study"},
        {"note", "Related Case Studies", "related"},
        {"note", "Quick Reference Card", "quick-reference"},
        {"note", "Trap questions (with answers)", "trap-questions"},
        {"note", "Quick self-check (5 items)", "self-check"},
        {"note", "Production Checklist \u2713", "checklist"},
        {"note", "What Staff Engineers Ask in Reviews", "review-questions"},
        {"note", "Prerequisites", "prerequisites"},
        {"note", "Prerequisites:", "prerequisites"},
        {"note", "\U0001F4DA Prerequisites & Skill Assessment", NULL},
        {"note", "Compare with", "compare"},
        {"note", "Notes / Inbox (optional)", "inbox"},
        {"note", "Essential Question", "essential-question"},
        {"note", "Further Reading", "further-reading"},
        {"note", "Links (NO duplication)", NULL},
        {"note", "Why it matters", NULL},
        {"note", "", NULL},
        {"note", "\U0001F3AF", NULL},
        {"note", "Level 1: Intuition (5 min) ", "level"},
        {"note", "\U0001F3D7\uFE0F Level 2: Core", "level"},
        {"note", "1\uFE0F\u20E3 level 5", "level"},
        {"note", "Level 6", NULL},
        {"note", "Level 12", NULL},
        {"note", "Level-Specific Expectations", NULL},
        {"note", "Next Level 3", NULL},
        {"note", "Mental Model", NULL},
        {"deep-dive", "Mental Model", "mental-model"},
        {"deep-dive", "Failure Modes & Blast Radius", "failure-modes"},
        {"deep-dive", "Exercises", "exercises"},
    };
    struct fixture *f = read_shipped();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct type_def *type = schema_type(&f->schema, str_of(cases[i].type));
        const struct section_def *def = schema_section(&f->schema, type, str_of(cases[i].title));
        str got = def ? def->kind : S("plain");
        if (!str_eq(got, str_of(cases[i].kind ? cases[i].kind : "plain")))
            fail_msg("\"%s\" is %.*s", cases[i].title, STR_ARG(got));
    }
    drop(f);
}

static void levels_are_found(void **state)
{
    (void)state;
    assert_int_equal(schema_level(S("\U0001F3AF Level 1: Intuition")), 1);
    assert_int_equal(schema_level(S("Level 5")), 5);
    assert_int_equal(schema_level(S("level\t3 - x")), 3);
    assert_int_equal(schema_level(S("Level 0")), 0);
    assert_int_equal(schema_level(S("Level 3b")), 0);
    assert_int_equal(schema_level(S("Level")), 0);
    assert_int_equal(schema_level(S("The Level 3 cache")), 0);
    assert_int_equal(schema_level(S("The cache at Level 3: hot")), 3);
    assert_int_equal(schema_level(S("")), 0);
}

static void minutes_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *title, *rest;
        unsigned minutes;
    } cases[] = {
        {"Intuition (5 min)", "Intuition", 5},
        {"Deep Dive (~10 minutes) ", "Deep Dive", 10},
        {"Lab (5-10 min)", "Lab", 10},
        {"Project (2 hours)", "Project", 120},
        {"Self-check (5 items)", "Self-check (5 items)", 0},
        {"Plan (30-day)", "Plan (30-day)", 0},
        {"(5 min)", "", 5},
        {"Open (5 min", "Open (5 min", 0},
        {"Big (99999999999999999999 min)", "Big (99999999999999999999 min)", 0},
        {"Long (99999 min)", "Long", 6000},
        {"", "", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned minutes;
        assert_str(schema_title_minutes(str_of(cases[i].title), &minutes), cases[i].rest);
        assert_int_equal(minutes, cases[i].minutes);
    }
}

static void words_are_folded(void **state)
{
    (void)state;
    static const struct {
        const char *key, *word, *field, *value;
        bool declared;
    } cases[] = {
        {"difficulty", "Beginner", "difficulty", "easy", true},
        {"Difficulty", "advanced", "difficulty", "hard", true},
        {"difficulty", "brutal", "difficulty", "brutal", false},
        {"status", "learning", "status", "learning", true},
        {"status", "stub", "completeness", "stub", true},
        {"status", "in_progress", "completeness", "partial", true},
        {"status", "odd", "status", "odd", false},
        {"excellence_tier", "Gold", "tier", "gold", true},
        {"category", "anything", "category", "anything", true},
    };
    struct fixture *f = read_shipped();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct field_def *field =
            schema_field(f->schema.base, str_of(cases[i].key), str_of(cases[i].word));
        assert_non_null(field);
        assert_str(field->name, cases[i].field);
        assert_str(schema_word(field, str_of(cases[i].word)), cases[i].value);
        assert_int_equal(schema_has_word(field, str_of(cases[i].word)), cases[i].declared);
    }
    assert_null(schema_field(f->schema.base, S("unheard_of"), S("x")));
    assert_true(schema_key_eq(S("Last-Updated"), S("last updated")));
    assert_false(schema_key_eq(S("a"), S("ab")));
    drop(f);
}

static void type_names_fold(void **state)
{
    (void)state;
    const struct schema_source sources[] = {
        {S("note"), S("n"), S("{}")},
        {S("War_Story"), S("w"), S("synonyms: [tale, other]")},
        {S("Other"), S("o"), S("{}")},
    };
    struct fixture *f = read_sources(sources, 3);
    assert_true(f->sound);
    assert_str(schema_type(&f->schema, S("war story"))->name, "War_Story");
    assert_str(schema_type(&f->schema, S("TALE"))->name, "War_Story");
    assert_str(schema_type(&f->schema, S("other"))->name, "Other");
    drop(f);
}

static void types_inherit(void **state)
{
    (void)state;
    const struct schema_source sources[] = {
        {S("note"), S("n"),
         S("fields:\n  a: {kind: text}\n  b: {kind: text}\nsections:\n  s: {titles: [one], edge: "
           "related}\n  t: [two]\n")},
        {S("own"), S("o"), S("fields:\n  b: {kind: number}\nsections:\n  s: [three]\n")},
        /* A later source of the same name replaces an earlier one. */
        {S("own"), S("p"), S("title: Mine\nfields:\n  b: {kind: date}\nsections:\n  s: [three]\n")},
    };
    struct fixture *f = read_sources(sources, 3);
    assert_true(f->sound);
    assert_int_equal(f->schema.types.n, 2);
    const struct type_def *own = schema_type(&f->schema, S("own"));
    assert_str(own->title, "Mine");
    assert_str(own->plural, "Mines");
    assert_str(own->layout, "own");
    assert_int_equal(own->fields.n, 2);
    assert_int_equal(schema_field_named(own, S("b"))->kind, FIELD_DATE);
    assert_int_equal(schema_field_named(own, S("a"))->kind, FIELD_TEXT);
    assert_true(schema_section(&f->schema, own, S("Three"))->has_edge);
    assert_int_equal(schema_section(&f->schema, own, S("Three"))->edge, EDGE_RELATED);
    assert_str(schema_section(&f->schema, own, S("One"))->kind, "s");
    assert_false(schema_section(&f->schema, own, S("Two"))->has_edge);
    assert_null(schema_section(&f->schema, f->schema.base, S("Three")));
    drop(f);
}

static void reports_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
        uint32_t line, col;
    } cases[] = {
        {"titel: x\n", "unknown key \"titel\"; did you mean \"title\"?", 1, 1},
        {"zzzzzz: x\n", "unknown key \"zzzzzz\"", 1, 1},
        {"title: [x]\n", "expected a text", 1, 8},
        {"fields: [a]\n", "expected the names of fields", 1, 9},
        {"fields:\n  a: {kid: text}\n", "unknown key \"kid\"; did you mean \"kind\"?", 2, 7},
        {"fields:\n  a: {kind: txt}\n", "unknown kind of field \"txt\"; did you mean \"text\"?", 2,
         13},
        {"fields:\n  a: {kind: names}\n", "a field of kind \"names\" needs an edge", 2, 6},
        {"fields:\n  a: {kind: names, edge: relatd}\n",
         "unknown edge \"relatd\"; did you mean \"related\"?", 2, 26},
        {"fields:\n  a: {edge: related}\n", "only a field of kind \"names\" has an edge", 2, 6},
        {"fields:\n  a: {kind: date, words: [x]}\n", "only a field of kind \"word\" has words", 2,
         6},
        {"fields:\n  a: {kind: number, low: few}\n", "expected a whole number", 2, 26},
        {"fields:\n  a: {words: [[x]]}\n", "expected a text or a list of texts", 2, 14},
        {"sections:\n  s: {title: [x]}\n", "unknown key \"title\"; did you mean \"titles\"?", 2, 7},
        {"shape: {sections: [s], least: 2}\nsections: {s: [x]}\n",
         "\"least\" must be from 1 to the number of sections", 1, 8},
        {"shape: {sections: [s]}\n",
         "the shape names \"s\", which is no kind of section that this type knows", 0, 0},
        {"shape: {sections: [level-6]}\n",
         "the shape names \"level-6\", which is no kind of section that this type knows", 0, 0},
        {"- a\n", "expected title, fields, sections and other parts of a type", 1, 1},
        {"title: a: b\n", NULL, 1, 9},
        {"title: a\ntitle: b\n", NULL, 2, 1},
        {"title: &x a\n", NULL, 1, 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture *f = read_one(cases[i].text);
        if (f->sound || f->diags.list.n == 0)
            fail_msg("nothing is wrong with %s", cases[i].text);
        const struct diag *d = &f->diags.list.at[0];
        assert_int_equal(d->code, DIAG_TYPE_SYNTAX);
        assert_str(d->place.path, "note.yml");
        if (cases[i].message)
            assert_str(d->message, cases[i].message);
        assert_int_equal(d->place.line, cases[i].line);
        assert_int_equal(d->place.col, cases[i].col);
        assert_non_null(f->schema.base);
        drop(f);
    }
}

static void works_without_base(void **state)
{
    (void)state;
    struct schema_source source = {S("own"), S("own.yml"), S("title: Own\n")};
    struct fixture *f = read_sources(&source, 1);
    assert_false(f->sound);
    assert_str(f->schema.base->name, "note");
    assert_ptr_equal(schema_type(&f->schema, S("x")), f->schema.base);
    drop(f);
    f = read_sources(NULL, 0);
    assert_false(f->sound);
    assert_null(schema_section(&f->schema, f->schema.base, S("TL;DR")));
    drop(f);
}

static void patterns_end(void **state)
{
    (void)state;
    enum { LENGTH = 380 };
    struct fixture *f = read_one("sections: {s: [\"*a*a*a*a*a*a*a*a*a*a*a*b\"]}\n");
    char title[LENGTH];
    memset(title, 'a', sizeof title);
    assert_null(schema_section(&f->schema, f->schema.base, (str){title, sizeof title}));
    title[LENGTH - 1] = 'b';
    assert_non_null(schema_section(&f->schema, f->schema.base, (str){title, sizeof title}));
    drop(f);
}

static void edges_have_names(void **state)
{
    (void)state;
    for (int i = 0; i < EDGE_KINDS; i++) {
        enum edge_kind kind = EDGE_KINDS;
        assert_true(edge_kind_of(edge_kind_name((enum edge_kind)i), &kind));
        assert_int_equal(kind, i);
    }
    enum edge_kind kind;
    assert_false(edge_kind_of(S("needs"), &kind));
}

static void levels_have_names(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Level 1: Intuition (5 min)", "Intuition"},
        {"\U0001F3AF Level 2 \u2013 Core: parts", "Core: parts"},
        {"LEVEL 3", ""},
        {"Level 4. Deep dive.", "Deep dive"},
        {"Levels", ""},
        {"\u00fc\u00e9\u00d8 Level 1: Intuition", "Intuition"},
        {"The pattern at Level 2 \u2014 Foundation", "Foundation"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_str(schema_level_name(str_of(rows[i][0])), rows[i][1]);
}

static void fields_have_places(void **state)
{
    (void)state;
    struct fixture *f = read_one("fields:\n"
                                 "  a: {kind: date, place: facts}\n"
                                 "  b: {kind: text, section: essential-question}\n"
                                 "  c: {}\n"
                                 "  d: {words: [x], place: details}\n");
    assert_true(f->sound);
    const struct field_def *fields = f->schema.base->fields.at;
    assert_int_equal(fields[0].place, PLACE_FACTS);
    assert_int_equal(fields[1].place, PLACE_DETAILS);
    assert_str(fields[1].section, "essential-question");
    assert_int_equal(fields[2].place, PLACE_FACTS);
    assert_int_equal(fields[3].place, PLACE_DETAILS);
    drop(f);
    f = read_one("fields:\n  a: {place: fact}\n");
    assert_false(f->sound);
    assert_str(f->diags.list.at[0].message, "unknown place \"fact\"; did you mean \"facts\"?");
    drop(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_types_are_sound), cmocka_unit_test(titles_have_kinds),
        cmocka_unit_test(levels_are_found),        cmocka_unit_test(minutes_are_found),
        cmocka_unit_test(words_are_folded),        cmocka_unit_test(type_names_fold),
        cmocka_unit_test(types_inherit),           cmocka_unit_test(reports_mistakes),
        cmocka_unit_test(works_without_base),      cmocka_unit_test(patterns_end),
        cmocka_unit_test(edges_have_names),        cmocka_unit_test(levels_have_names),
        cmocka_unit_test(fields_have_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
