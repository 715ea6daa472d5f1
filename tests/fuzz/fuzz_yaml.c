/* Any bytes as YAML. What comes back must be a sound tree, and all positions must lie in the text.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../yaml_alike.h"
#include "data/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

struct shape {
    struct arena *arena;
    vec(size_t) lengths; /* of the lines */
};

static void check_place(const struct shape *shape, uint32_t line, uint32_t col)
{
    require(line >= 1 && line <= shape->lengths.n);
    require(col >= 1 && col <= shape->lengths.at[line - 1] + 1);
}

static void check_value(const struct shape *shape, const struct value *v, unsigned depth)
{
    check_place(shape, v->line, v->col);
    require(v->kind <= VALUE_MAP);
    require(v->kind != VALUE_NUMBER || yaml_is_number(v->text));
    if (v->kind == VALUE_LIST || v->kind == VALUE_MAP)
        require(depth < YAML_DEFAULT_DEPTH);
    if (v->kind == VALUE_LIST)
        for (size_t i = 0; i < v->items.n; i++)
            check_value(shape, v->items.at[i], depth + 1);
    if (v->kind != VALUE_MAP)
        return;
    for (size_t i = 0; i < v->fields.n; i++) {
        const struct value_field *f = &v->fields.at[i];
        check_place(shape, f->line, f->col);
        check_value(shape, f->value, depth + 1);
        if (i < 100)
            require(value_get(v, f->key) == f->value); /* a key stands once */
    }
}

static void check_problems(const struct shape *shape, const struct yaml_doc *doc, bool sound)
{
    bool found = false;
    require(doc->problems.n <= YAML_MOST_PROBLEMS);
    for (size_t i = 0; i < doc->problems.n; i++) {
        const struct yaml_problem *p = &doc->problems.at[i];
        check_place(shape, p->line, p->col);
        require(p->message.len > 0);
        found = found || p->kind != YAML_PROBLEM_DUPLICATE;
    }
    if (doc->problems.n < YAML_MOST_PROBLEMS)
        require(sound != found);
    require(!sound || doc->root);
}

static void check_json(const struct value *root)
{
    struct buf b = {0};
    json_value(&b, root);
    require(b.len > 0 && str_find(buf_str(&b), S("</")) == STR_NONE);
    for (size_t i = 0; i < b.len; i++)
        require((unsigned char)b.ptr[i] >= 0x20);
    buf_free(&b);
}

static void check_copy(const struct value *root)
{
    struct arena a = {0};
    require(hash_eq(value_hash(value_copy(&a, root)), value_hash(root)));
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {(const char *)data, size}, rest = text, line;
    struct arena a = {0};
    struct shape shape = {.arena = &a};
    struct yaml_doc doc;
    bool sound = yaml_parse(&a, text, NULL, &doc);
    while (str_line(&rest, &line))
        vec_push(&a, &shape.lengths) = line.len;
    vec_push(&a, &shape.lengths) = 0; /* the end of the text, when a line ends there */
    check_problems(&shape, &doc, sound);
    yaml_tokens tokens;
    require(!yaml_plain_read(&a, text, &tokens) || yaml_is_alike(&a, text));
    if (doc.root) {
        check_value(&shape, doc.root, 0);
        check_json(doc.root);
        check_copy(doc.root);
    }
    arena_free(&a);
    return 0;
}
