#include "theme/words.h"

#include "base/utf8.h"
#include "data/yaml.h"

struct reader {
    struct arena *arena;
    const struct theme *theme;
    struct diags *diags;
    struct value *all;
    struct words *out;
};

static void add_version(struct reader *r, str file, size_t version)
{
    static const enum diag_code codes[YAML_PROBLEM_KINDS] = {
        DIAG_TEMPLATE_SYNTAX, DIAG_TEMPLATE_SYNTAX, DIAG_TEMPLATE_SYNTAX, DIAG_TEMPLATE_SYNTAX};
    struct yaml_doc doc;
    str bytes, path;
    bool fresh;
    theme_version(r->theme, file, version, &bytes, &path);
    yaml_parse(r->arena, bytes, &(struct yaml_options){0}, &doc);
    yaml_report(&doc, codes, path, r->diags);
    for (size_t i = 0; doc.root && doc.root->kind == VALUE_MAP && i < doc.root->fields.n; i++) {
        const struct value_field *field = &doc.root->fields.at[i];
        value_set(r->arena, r->all, field->key, field->value);
        *map_put(r->arena, &r->out->ranks, field->key, &fresh) =
            theme_rank(r->theme, file, version);
    }
}

static void add_language(struct reader *r, str language)
{
    str file = arena_join(r->arena, S("strings/"), language, S(".yml"));
    size_t n = 0;
    while (theme_version(r->theme, file, n, NULL, NULL))
        n++;
    while (n-- > 0)
        add_version(r, file, n);
}

void words_read(struct arena *a, const struct theme *theme, str language, struct diags *diags,
                struct words *out)
{
    struct reader r = {a, theme, diags, value_map(a), out};
    size_t dash = str_find_char(language, '-');
    *out = (struct words){.all = r.all};
    add_language(&r, S("en"));
    if (dash != STR_NONE)
        add_language(&r, str_until(language, dash));
    if (!str_eq(language, S("en")))
        add_language(&r, language);
    value_seal(a, r.all);
}

static void add_key(struct buf *out, str prefix, str name)
{
    struct buf whole = {0};
    buf_add(&whole, prefix);
    buf_add(&whole, name);
    utf8_add_folded(out, buf_str(&whole));
    for (size_t i = 0; i < out->len; i++)
        if (out->ptr[i] == '-' || out->ptr[i] == ' ')
            out->ptr[i] = '_';
    buf_free(&whole);
}

str words_within(const struct words *words, size_t rank, str prefix, str name)
{
    struct buf key = {0};
    add_key(&key, prefix, name);
    const size_t *from = map_get(&words->ranks, buf_str(&key));
    str word = from && *from <= rank ? value_text(value_get(words->all, buf_str(&key))) : S("");
    buf_free(&key);
    return word;
}

str words_for(const struct words *words, str prefix, str name)
{
    return words_within(words, SIZE_MAX, prefix, name);
}
