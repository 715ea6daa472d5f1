#include "data/value.h"

#include <assert.h>

const struct value value_null = {.kind = VALUE_NULL};
const struct value value_true = {.kind = VALUE_BOOL, .truth = true, .text = S_INIT("true")};
const struct value value_false = {.kind = VALUE_BOOL, .text = S_INIT("false")};

static struct value *value_new(struct arena *a, enum value_kind kind)
{
    struct value *v = arena_new(a, struct value);
    v->kind = kind;
    return v;
}

static bool is_scalar(const struct value *v)
{
    return v->kind <= VALUE_STRING;
}

const struct value *value_string(struct arena *a, str text)
{
    struct value *v = value_new(a, VALUE_STRING);
    v->text = text;
    return v;
}

const struct value *value_number(struct arena *a, long n)
{
    struct value *v = value_new(a, VALUE_NUMBER);
    v->text = arena_printf(a, "%ld", n);
    return v;
}

const struct value *value_bool(bool truth)
{
    return truth ? &value_true : &value_false;
}

const struct value *value_printed(struct arena *a, const struct value_printed *printed)
{
    struct value *v = value_new(a, VALUE_PRINTED);
    v->printed = printed;
    return v;
}

struct value *value_list(struct arena *a)
{
    return value_new(a, VALUE_LIST);
}

struct value *value_map(struct arena *a)
{
    return value_new(a, VALUE_MAP);
}

void value_add(struct arena *a, struct value *list, const struct value *item)
{
    assert(list->kind == VALUE_LIST && item);
    vec_push(a, &list->items) = item;
}

static size_t field_of(const struct value *map, str key)
{
    for (size_t i = 0; i < map->fields.n; i++)
        if (str_eq(map->fields.at[i].key, key))
            return i;
    return STR_NONE;
}

void value_set(struct arena *a, struct value *map, str key, const struct value *value)
{
    assert(map->kind == VALUE_MAP && value);
    size_t i = field_of(map, key);
    if (i == STR_NONE)
        vec_push(a, &map->fields) = (struct value_field){.key = key, .value = value};
    else
        map->fields.at[i].value = value;
}

const struct value *value_get(const struct value *v, str key)
{
    if (!v || v->kind != VALUE_MAP)
        return NULL;
    size_t i = field_of(v, key);
    return i == STR_NONE ? NULL : v->fields.at[i].value;
}

str value_text(const struct value *v)
{
    if (!v || !is_scalar(v) || v->kind == VALUE_NULL)
        return S("");
    return str_trim(v->text);
}

struct value_texts value_texts(struct arena *a, const struct value *v)
{
    struct value_texts out = {0};
    if (!v)
        return out;
    bool list = v->kind == VALUE_LIST;
    size_t n = list ? v->items.n : 1;
    out.at = arena_array(a, const struct value *, n);
    for (size_t i = 0; i < n; i++) {
        const struct value *one = list ? v->items.at[i] : v;
        if (value_text(one).len)
            out.at[out.n++] = one;
    }
    return out;
}

bool value_is_true(const struct value *v)
{
    if (!v)
        return false;
    switch (v->kind) {
    case VALUE_NULL:
        return false;
    case VALUE_BOOL:
        return v->truth;
    case VALUE_STRING:
        return v->text.len > 0;
    case VALUE_LIST:
        return v->items.n > 0;
    case VALUE_NUMBER:
    case VALUE_MAP:
    case VALUE_PRINTED:
        break;
    }
    return true;
}

/* The kind and the number of parts go first, so that trees of different shape cannot run into the
 * same sequence of parts. */
static struct hash head_of(const struct value *v, size_t parts)
{
    uint64_t head[] = {(uint64_t)v->kind, v->kind == VALUE_BOOL && v->truth, parts};
    return hash_of((str){(const char *)head, sizeof head});
}

struct hash value_hash(const struct value *v)
{
    struct hash h;
    switch (v->kind) {
    case VALUE_LIST:
        h = head_of(v, v->items.n);
        for (size_t i = 0; i < v->items.n; i++)
            h = hash_mix(h, value_hash(v->items.at[i]));
        return h;
    case VALUE_MAP:
        h = head_of(v, v->fields.n);
        for (size_t i = 0; i < v->fields.n; i++) {
            h = hash_mix_str(h, v->fields.at[i].key);
            h = hash_mix(h, value_hash(v->fields.at[i].value));
        }
        return h;
    case VALUE_PRINTED:
        return hash_mix(head_of(v, 1), v->printed->hash);
    case VALUE_NULL:
    case VALUE_BOOL:
    case VALUE_NUMBER:
    case VALUE_STRING:
        break;
    }
    return hash_mix_str(head_of(v, 0), v->text);
}

const struct value *value_copy(struct arena *a, const struct value *v)
{
    struct value *copy = arena_new(a, struct value);
    *copy = *v;
    if (v->kind == VALUE_LIST) {
        copy->items.at = arena_array(a, const struct value *, v->items.n);
        copy->items.cap = v->items.n;
        for (size_t i = 0; i < v->items.n; i++)
            copy->items.at[i] = value_copy(a, v->items.at[i]);
    } else if (v->kind == VALUE_MAP) {
        copy->fields.at = arena_array(a, struct value_field, v->fields.n);
        copy->fields.cap = v->fields.n;
        for (size_t i = 0; i < v->fields.n; i++) {
            copy->fields.at[i] = v->fields.at[i];
            copy->fields.at[i].key = arena_dup(a, v->fields.at[i].key);
            copy->fields.at[i].value = value_copy(a, v->fields.at[i].value);
        }
    } else if (is_scalar(v)) {
        copy->text = arena_dup(a, v->text);
    }
    return copy;
}
