/* Values as bytes; declared in value.h. */
#include "data/value.h"

#include <assert.h>

static void pack_value_at(struct pack *p, const struct value **v, unsigned depth);

/* The element functions of arrays get no more than the element: lists and maps are walked here. */
static void pack_items(struct pack *p, struct value *v, unsigned depth)
{
    size_t n = pack_count(p, v->items.n, 1);
    if (pack_is_reading(p)) {
        v->items.at = arena_array(p->arena, const struct value *, n);
        v->items.cap = v->items.n = n;
    }
    for (size_t i = 0; i < n; i++)
        pack_value_at(p, &v->items.at[i], depth);
}

static void pack_fields(struct pack *p, struct value *v, unsigned depth)
{
    size_t n = pack_count(p, v->fields.n, 4);
    if (pack_is_reading(p)) {
        v->fields.at = arena_array(p->arena, struct value_field, n);
        v->fields.cap = v->fields.n = n;
    }
    for (size_t i = 0; i < n; i++) {
        struct value_field *f = &v->fields.at[i];
        pack_str(p, &f->key);
        pack_place(p, &f->line, &f->col);
        pack_value_at(p, &f->value, depth);
    }
    if (pack_is_reading(p))
        value_index(p->arena, v);
}

static void pack_content(struct pack *p, struct value *v, unsigned depth)
{
    pack_enum(p, &v->kind, VALUE_ADDRESS);
    pack_bool(p, &v->truth);
    pack_place(p, &v->line, &v->col);
    if (v->kind == VALUE_LIST)
        pack_items(p, v, depth + 1);
    else if (v->kind == VALUE_MAP)
        pack_fields(p, v, depth + 1);
    else
        pack_str(p, &v->text);
}

static void pack_value_at(struct pack *p, const struct value **v, unsigned depth)
{
    if (!pack_is_reading(p)) {
        assert(depth <= VALUE_PACK_DEPTH);
        pack_content(p, (struct value *)*v, depth);
        return;
    }
    *v = &value_null;
    if (depth > VALUE_PACK_DEPTH)
        p->failed = true;
    if (p->failed)
        return;
    struct value *fresh = arena_new(p->arena, struct value);
    pack_content(p, fresh, depth);
    *v = fresh;
}

void pack_value(struct pack *p, const struct value **v)
{
    pack_value_at(p, v, 0);
}
