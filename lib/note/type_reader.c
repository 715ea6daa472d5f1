#include "note/type_reader.h"

#include "base/nearest.h"

struct place type_place(const struct type_reader *r, uint32_t line, uint32_t col)
{
    return (struct place){r->path, line, col};
}

void type_wrong(struct type_reader *r, const struct value *v, const char *what)
{
    r->sound = false;
    diag_add(r->diags, DIAG_TYPE_SYNTAX, type_place(r, v->line, v->col), "%s", what);
}

void type_unknown(struct type_reader *r, struct place place, const char *what, str word,
                  const str *known, size_t n)
{
    size_t near = nearest(word, known, n);
    str hint = near == STR_NONE ? S("") : known[near];
    r->sound = false;
    diag_add(r->diags, DIAG_TYPE_SYNTAX, place, "unknown %s \"%.*s\"%s%.*s%s", what, STR_ARG(word),
             hint.len ? "; did you mean \"" : "", STR_ARG(hint), hint.len ? "\"?" : "");
}

void type_keys(struct type_reader *r, const struct value *map, const str *known, size_t n)
{
    for (size_t i = 0; i < map->fields.n; i++) {
        const struct value_field *f = &map->fields.at[i];
        bool found = false;
        for (size_t j = 0; j < n && !found; j++)
            found = str_eq(f->key, known[j]);
        if (!found)
            type_unknown(r, type_place(r, f->line, f->col), "key", f->key, known, n);
    }
}

bool type_absent(const struct value *v)
{
    return !v || v->kind == VALUE_NULL;
}

str type_text(struct type_reader *r, const struct value *v, str otherwise)
{
    if (type_absent(v))
        return otherwise;
    str text = value_text(v);
    if (text.len == 0)
        type_wrong(r, v, "expected a text");
    return text.len ? text : otherwise;
}

long type_number(struct type_reader *r, const struct value *v, long otherwise)
{
    long n = otherwise;
    if (!type_absent(v) && !str_to_long(value_text(v), &n))
        type_wrong(r, v, "expected a whole number");
    return n;
}

struct value_texts type_texts(struct type_reader *r, const struct value *v)
{
    struct value_texts texts = {0};
    if (type_absent(v))
        return texts;
    texts = value_texts(r->arena, v);
    if (texts.n != (v->kind == VALUE_LIST ? v->items.n : 1))
        type_wrong(r, v, "expected a text or a list of texts");
    return texts;
}

const struct value *type_map(struct type_reader *r, const struct value *v, const char *what)
{
    if (type_absent(v))
        return &value_null;
    if (v->kind != VALUE_MAP)
        type_wrong(r, v, what);
    return v->kind == VALUE_MAP ? v : &value_null;
}
