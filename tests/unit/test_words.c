/* The words of a theme: which file they come from, what they call types, fields and values, and
 * that each language we ship has all of them. */
#include "folder_kit.h"

#include "build/project.h"
#include "data/yaml.h"
#include "theme/words.h"

struct fixture {
    struct arena arena;
    struct diags diags;
    struct project project;
};

/* A project of the working directory. */
static void open_project(struct fixture *f)
{
    *f = (struct fixture){0};
    f->diags.arena = &f->arena;
    bool ok = project_open(&f->arena, &(struct project_options){0}, &f->diags, &f->project);
    for (size_t i = 0; i < f->diags.list.n; i++)
        print_error("%.*s\n", STR_ARG(f->diags.list.at[i].message));
    assert_true(ok);
}

static void close_project(struct fixture *f)
{
    arena_free(&f->arena);
}

static void expect_type(const struct fixture *f, str name, str title, str plural)
{
    const struct type_def *type = schema_type(&f->project.schema, name);
    expect_str(type->name, name, name);
    expect_str(type->title, title, name);
    expect_str(type->plural, plural, name);
}

static void names_are_folded(void **state)
{
    (void)state;
    struct fixture f;
    put_file("theme/strings/en.yml", "type_deep_dive: A\nfield_last_review: B\n"
                                     "value_pattern_status_use_with_care: C\n"
                                     "field_empty: \"\"\nfield_list: [a]\n");
    open_project(&f);
    const struct words *words = &f.project.words;
    expect_str(words_for(words, S("type_"), S("deep-dive")), S("A"), S("dash"));
    expect_str(words_for(words, S("field_"), S("Last Review")), S("B"), S("blank"));
    expect_str(words_for(words, S("value_Pattern-Status_"), S("use-with_care")), S("C"), S("both"));
    expect_str(words_for(words, S("field_"), S("empty")), S(""), S("empty"));
    expect_str(words_for(words, S("field_"), S("list")), S(""), S("a list"));
    expect_str(words_for(words, S("field_"), S("")), S(""), S("no name"));
    close_project(&f);
}

static void languages_stand_over_each_other(void **state)
{
    (void)state;
    struct fixture f;
    put_file("kbsite.yml", "language: es-MX\n");
    put_file("theme/strings/en.yml", "home: Start\nown: English\n");
    put_file("theme/strings/es.yml", "menu: Carta\n");
    put_file("theme/strings/es-MX.yml", "edit: Corregir\n");
    open_project(&f);
    const struct words *words = &f.project.words;
    expect_str(words_for(words, S(""), S("own")), S("English"), S("en"));
    expect_str(words_for(words, S(""), S("home")), S("Inicio"), S("es of the default theme"));
    expect_str(words_for(words, S(""), S("menu")), S("Carta"), S("es"));
    expect_str(words_for(words, S(""), S("edit")), S("Corregir"), S("es-MX"));
    expect_str(words_within(words, 0, S(""), S("menu")), S("Carta"), S("the first folder"));
    expect_str(words_within(words, 0, S(""), S("home")), S(""), S("the first folder"));
    expect_str(words_within(words, 1, S(""), S("home")), S("Inicio"), S("the default theme"));
    close_project(&f);
}

static void types_have_titles_in_the_language(void **state)
{
    (void)state;
    struct fixture f;
    put_file("kbsite.yml", "language: es\n");
    open_project(&f);
    expect_type(&f, S("pattern"), S("Patrón"), S("Patrones"));
    expect_type(&f, S("deep-dive"), S("Análisis a fondo"), S("Análisis a fondo"));
    close_project(&f);
}

static void a_type_file_is_nearer_than_words_behind_it(void **state)
{
    (void)state;
    struct fixture f;
    put_file("kbsite.yml", "language: es\ntheme: ./look\n");
    put_file("theme/types/runbook.yml", "title: Guía\nplural: Guías\n");
    put_file("theme/types/pattern.yml", "title: Molde\n");
    put_file("theme/types/concept.yml", "plural: Ideas\n");
    put_file("theme/types/skill.yml", "fields: {best_for: {kind: data}}\n");
    put_file("theme/types/case.yml", "title: Case\n");
    put_file("theme/types/library.yml", "title: Library\n");
    put_file("theme/strings/es.yml", "type_case: Suceso\ntypes_case: Sucesos\n");
    put_file("look/types/technology.yml", "title: Herramienta\n");
    put_file("look/strings/es.yml", "type_library: Estante\ntypes_technology: Útiles\n");
    open_project(&f);
    expect_type(&f, S("runbook"), S("Guía"), S("Guías"));
    expect_type(&f, S("pattern"), S("Molde"), S("Moldes"));
    expect_type(&f, S("concept"), S("Concepto"), S("Ideas"));
    expect_type(&f, S("skill"), S("Habilidad"), S("Habilidades"));
    expect_type(&f, S("case"), S("Suceso"), S("Sucesos"));
    expect_type(&f, S("library"), S("Library"), S("Librarys"));
    expect_type(&f, S("technology"), S("Herramienta"), S("Útiles"));
    close_project(&f);
}

/* What we ship: a language has the words of en.yml, and what the type files say in English. */

static const struct value *read_file(struct fixture *f, str file)
{
    struct yaml_doc doc;
    str bytes;
    expect(theme_file(f->project.theme, file, &bytes, NULL), file);
    expect(yaml_parse(&f->arena, bytes, NULL, &doc), file);
    expect(doc.problems.n == 0 && doc.root->kind == VALUE_MAP, file);
    for (size_t i = 0; i < doc.root->fields.n; i++)
        expect(value_text(doc.root->fields.at[i].value).len > 0, doc.root->fields.at[i].key);
    return doc.root;
}

static void want(struct fixture *f, struct map *wanted, str prefix, str name)
{
    str key = arena_join(&f->arena, prefix, name, S(""));
    bool fresh;
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] == '-')
            ((char *)key.ptr)[i] = '_';
    map_put(&f->arena, wanted, key, &fresh);
}

static void want_type(struct fixture *f, struct map *wanted, const struct type_def *type)
{
    want(f, wanted, S("type_"), type->name);
    want(f, wanted, S("types_"), type->name);
    for (size_t i = 0; i < type->fields.n; i++) {
        const struct field_def *field = &type->fields.at[i];
        str prefix = arena_join(&f->arena, S("value_"), field->name, S("_"));
        want(f, wanted, S("field_"), field->name);
        for (size_t k = 0; k < field->words.n; k++)
            want(f, wanted, prefix, field->words.at[k].value);
    }
}

static void expect_complete(const struct map *wanted, const struct value *words, str file)
{
    for (size_t i = 0; i < wanted->cap; i++)
        if (wanted->slots[i].used)
            expect(value_get(words, wanted->slots[i].key), wanted->slots[i].key);
    for (size_t i = 0; i < words->fields.n; i++) {
        str key = words->fields.at[i].key;
        bool known = map_get(wanted, key) || str_starts(key, S("field_")); /* keys of wikis, too */
        if (!known)
            print_error("in %.*s\n", STR_ARG(file));
        expect(known, key);
    }
}

static void shipped_languages_have_all_words(void **state)
{
    (void)state;
    struct fixture f;
    struct map wanted = {0};
    open_project(&f);
    struct theme_paths files = theme_paths(f.project.theme, S("strings/"));
    const struct value *english = read_file(&f, S("strings/en.yml"));
    for (size_t i = 0; i < english->fields.n; i++)
        want(&f, &wanted, S(""), english->fields.at[i].key);
    for (size_t i = 0; i < f.project.schema.types.n; i++)
        want_type(&f, &wanted, &f.project.schema.types.at[i]);
    assert_true(files.n >= 2);
    for (size_t i = 0; i < files.n; i++)
        if (!str_eq(files.at[i], S("strings/en.yml")))
            expect_complete(&wanted, read_file(&f, files.at[i]), files.at[i]);
    close_project(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_are_folded, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(languages_stand_over_each_other, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(types_have_titles_in_the_language, folder_open,
                                        folder_close),
        cmocka_unit_test_setup_teardown(a_type_file_is_nearer_than_words_behind_it, folder_open,
                                        folder_close),
        cmocka_unit_test_setup_teardown(shipped_languages_have_all_words, folder_open,
                                        folder_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
