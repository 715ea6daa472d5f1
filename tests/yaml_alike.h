/* Whether a text that yaml_plain_read takes is for libyaml the same tree, positions and problems.
 */
#ifndef KBSITE_TESTS_YAML_ALIKE_H
#define KBSITE_TESTS_YAML_ALIKE_H

#include "data/yaml.h"
#include "data/yaml_plain.h"

static inline bool values_are_alike(const struct value *a, const struct value *b)
{
    bool alike = a->kind == b->kind && a->line == b->line && a->col == b->col;
    if (alike && a->kind == VALUE_LIST) {
        alike = a->items.n == b->items.n;
        for (size_t i = 0; alike && i < a->items.n; i++)
            alike = values_are_alike(a->items.at[i], b->items.at[i]);
    } else if (alike && a->kind == VALUE_MAP) {
        alike = a->fields.n == b->fields.n;
        for (size_t i = 0; alike && i < a->fields.n; i++) {
            const struct value_field *x = &a->fields.at[i], *y = &b->fields.at[i];
            alike = str_eq(x->key, y->key) && x->line == y->line && x->col == y->col &&
                    values_are_alike(x->value, y->value);
        }
    } else if (alike) {
        alike = str_eq(a->text, b->text) && a->truth == b->truth;
    }
    return alike;
}

static inline bool problems_are_alike(const struct yaml_doc *a, const struct yaml_doc *b)
{
    bool alike = a->problems.n == b->problems.n;
    for (size_t i = 0; alike && i < a->problems.n; i++) {
        const struct yaml_problem *x = &a->problems.at[i], *y = &b->problems.at[i];
        alike = x->kind == y->kind && x->line == y->line && x->col == y->col &&
                str_eq(x->message, y->message);
    }
    return alike;
}

/* The line before the text makes it one that yaml_plain_read does not take. */
static inline bool yaml_is_alike(struct arena *a, str text)
{
    struct yaml_options first = {.first_line = 1}, second = {.first_line = 2};
    struct yaml_doc plain, full;
    bool sound = yaml_parse(a, text, &second, &plain) &&
                 yaml_parse(a, arena_join(a, S("---\n"), text, S("")), &first, &full);
    return sound && values_are_alike(plain.root, full.root) && problems_are_alike(&plain, &full);
}

#endif
