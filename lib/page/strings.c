/* page_strings: the words that templates use, in the site's language. */
#include "data/yaml.h"
#include "page/page.h"

static void add_file(struct arena *a, const struct theme *theme, str language, struct diags *diags,
                     struct value *out)
{
    static const enum diag_code codes[YAML_PROBLEM_KINDS] = {
        DIAG_TEMPLATE_SYNTAX, DIAG_TEMPLATE_SYNTAX, DIAG_TEMPLATE_SYNTAX, DIAG_TEMPLATE_SYNTAX};
    str bytes, path;
    if (!theme_file(theme, arena_join(a, S("strings/"), language, S(".yml")), &bytes, &path))
        return;
    struct yaml_doc doc;
    yaml_parse(a, bytes, &(struct yaml_options){0}, &doc);
    yaml_report(&doc, codes, path, diags);
    if (!doc.root || doc.root->kind != VALUE_MAP)
        return;
    for (size_t i = 0; i < doc.root->fields.n; i++)
        value_set(a, out, doc.root->fields.at[i].key, doc.root->fields.at[i].value);
}

const struct value *page_strings(struct arena *a, const struct theme *theme, str language,
                                 struct diags *diags)
{
    struct value *out = value_map(a);
    size_t dash = str_find_char(language, '-');
    add_file(a, theme, S("en"), diags, out);
    if (dash != STR_NONE)
        add_file(a, theme, str_until(language, dash), diags, out);
    if (!str_eq(language, S("en")))
        add_file(a, theme, language, diags, out);
    return out;
}
