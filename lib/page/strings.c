/* page_strings: the words that templates use, in the site's language. */
#include "data/yaml.h"
#include "page/page.h"

struct words {
    struct arena *arena;
    const struct theme *theme;
    struct diags *diags;
    struct value *out;
};

static void add_words(struct words *w, str bytes, str path)
{
    static const enum diag_code codes[YAML_PROBLEM_KINDS] = {
        DIAG_TEMPLATE_SYNTAX, DIAG_TEMPLATE_SYNTAX, DIAG_TEMPLATE_SYNTAX, DIAG_TEMPLATE_SYNTAX};
    struct yaml_doc doc;
    yaml_parse(w->arena, bytes, &(struct yaml_options){0}, &doc);
    yaml_report(&doc, codes, path, w->diags);
    if (!doc.root || doc.root->kind != VALUE_MAP)
        return;
    for (size_t i = 0; i < doc.root->fields.n; i++)
        value_set(w->arena, w->out, doc.root->fields.at[i].key, doc.root->fields.at[i].value);
}

/* A theme that changes one word keeps the others: all versions count, the nearest one last. */
static void add_language(struct words *w, str language)
{
    str file = arena_join(w->arena, S("strings/"), language, S(".yml")), bytes, path;
    size_t n = 0;
    while (theme_version(w->theme, file, n, NULL, NULL))
        n++;
    while (n-- > 0 && theme_version(w->theme, file, n, &bytes, &path))
        add_words(w, bytes, path);
}

const struct value *page_strings(struct arena *a, const struct theme *theme, str language,
                                 struct diags *diags)
{
    struct words w = {a, theme, diags, value_map(a)};
    size_t dash = str_find_char(language, '-');
    add_language(&w, S("en"));
    if (dash != STR_NONE)
        add_language(&w, str_until(language, dash));
    if (!str_eq(language, S("en")))
        add_language(&w, language);
    return w.out;
}
