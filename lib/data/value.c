#include "data/value.h"

#include <assert.h>

const struct value value_null = {.kind = VALUE_NULL};
const struct value value_nothing = {.kind = VALUE_LIST};
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
    enum { MOST_DIGITS = 20 };
    char digits[MOST_DIGITS + 1];
    size_t at = sizeof digits;
    unsigned long rest = n < 0 ? 0 - (unsigned long)n : (unsigned long)n;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (n < 0)
        digits[--at] = '-';
    struct value *v = value_new(a, VALUE_NUMBER);
    v->text = arena_dup(a, (str){digits + at, sizeof digits - at});
    return v;
}

const struct value *value_bool(bool truth)
{
    return truth ? &value_true : &value_false;
}

const struct value *value_address(struct arena *a, str text)
{
    struct value *v = value_new(a, VALUE_ADDRESS);
    v->text = text;
    return v;
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

struct value *value_map_sized(struct arena *a, size_t fields)
{
    struct value *v = value_map(a);
    v->fields.at = arena_array(a, struct value_field, fields);
    v->fields.cap = fields;
    return v;
}

void value_add(struct arena *a, struct value *list, const struct value *item)
{
    assert(list->kind == VALUE_LIST && item);
    vec_push(a, &list->items) = item;
}

/* Smaller maps are looked through. */
enum { INDEX_LEAST = 16 };

static void index_add(const struct value *map, uint32_t number)
{
    struct value_index *index = map->index;
    uint32_t slot = map->fields.at[number].tag & index->mask;
    while (index->slots[slot])
        slot = (slot + 1) & index->mask;
    index->slots[slot] = number + 1;
}

static void index_make(struct arena *a, struct value *map)
{
    size_t size = INDEX_LEAST * 4;
    while (size < map->fields.n * 4)
        size *= 2;
    map->index = arena_alloc(a, sizeof *map->index + size * sizeof *map->index->slots,
                             alignof(struct value_index));
    map->index->mask = (uint32_t)(size - 1);
    for (uint32_t i = 0; i < map->fields.n; i++)
        index_add(map, i);
}

/* After a field has been added. */
static void index_grow(struct arena *a, struct value *map)
{
    if (map->index && map->fields.n * 2 <= map->index->mask)
        index_add(map, (uint32_t)(map->fields.n - 1));
    else if (map->fields.n >= INDEX_LEAST)
        index_make(a, map);
}

static bool is_field(const struct value *map, size_t i, str key, uint32_t tag)
{
    return map->fields.at[i].tag == tag && str_eq(map->fields.at[i].key, key);
}

static size_t field_of(const struct value *map, str key, uint32_t tag)
{
    if (!(map->tags & value_tag_bit(tag)))
        return STR_NONE;
    if (map->index) {
        uint32_t slot = tag & map->index->mask;
        for (uint32_t n; (n = map->index->slots[slot]) > 0; slot = (slot + 1) & map->index->mask)
            if (is_field(map, n - 1, key, tag))
                return n - 1;
        return STR_NONE;
    }
    for (size_t i = 0; i < map->fields.n; i++)
        if (is_field(map, i, key, tag))
            return i;
    return STR_NONE;
}

void value_set_tagged(struct arena *a, struct value *map, str key, uint32_t tag,
                      const struct value *value)
{
    assert(map->kind == VALUE_MAP && !map->sealed && value);
    size_t i = field_of(map, key, tag);
    if (i != STR_NONE) {
        map->fields.at[i].value = value;
        return;
    }
    vec_push(a, &map->fields) = (struct value_field){.key = key, .value = value, .tag = tag};
    map->tags |= value_tag_bit(tag);
    index_grow(a, map);
}

void value_index(struct arena *a, struct value *map)
{
    map->tags = 0;
    for (size_t i = 0; i < map->fields.n; i++) {
        struct value_field *f = &map->fields.at[i];
        f->tag = value_tag(f->key);
        map->tags |= value_tag_bit(f->tag);
    }
    map->index = NULL;
    if (map->fields.n >= INDEX_LEAST)
        index_make(a, map);
}

const struct value *value_get_tagged(const struct value *map, str key, uint32_t tag)
{
    size_t i = field_of(map, key, tag);
    return i == STR_NONE ? NULL : map->fields.at[i].value;
}

const struct value *value_get(const struct value *v, str key)
{
    return v && v->kind == VALUE_MAP ? value_get_tagged(v, key, value_tag(key)) : NULL;
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
    case VALUE_ADDRESS:
    case VALUE_PRINTED:
        break;
    }
    return true;
}

/* A tree is written down and hashed at once. Each part says its kind and how long it is, so that
 * trees of different shape cannot give the same bytes. */

static void write_text(struct buf *out, str text)
{
    buf_add(out, (str){(const char *)&text.len, sizeof text.len});
    buf_add(out, text);
}

static void write_hash(struct buf *out, struct hash h)
{
    buf_add(out, (str){(const char *)&h, sizeof h});
}

static void write_tree(struct buf *out, const struct value *v)
{
    enum { SEALED = 'S', FIRST_KIND = 'a' };
    if (v->sealed) {
        buf_add_char(out, SEALED);
        write_hash(out, *v->sealed);
        return;
    }
    buf_add_char(out, (char)(FIRST_KIND + (int)v->kind));
    switch (v->kind) {
    case VALUE_LIST:
        buf_add(out, (str){(const char *)&v->items.n, sizeof v->items.n});
        for (size_t i = 0; i < v->items.n; i++)
            write_tree(out, v->items.at[i]);
        break;
    case VALUE_MAP:
        buf_add(out, (str){(const char *)&v->fields.n, sizeof v->fields.n});
        for (size_t i = 0; i < v->fields.n; i++) {
            write_text(out, v->fields.at[i].key);
            write_tree(out, v->fields.at[i].value);
        }
        break;
    case VALUE_PRINTED:
        write_hash(out, v->printed->hash);
        break;
    case VALUE_BOOL:
        buf_add_char(out, (char)('0' + v->truth));
        write_text(out, v->text);
        break;
    case VALUE_NULL:
    case VALUE_NUMBER:
    case VALUE_STRING:
    case VALUE_ADDRESS:
        write_text(out, v->text);
        break;
    }
}

static struct hash hash_tree(const struct value *v)
{
    enum { FIRST = 8 << 10 }; /* most views take less */
    struct buf out = {0};
    buf_room(&out, FIRST);
    write_tree(&out, v);
    struct hash h = hash_of(buf_str(&out));
    buf_free(&out);
    return h;
}

struct hash value_hash(const struct value *v)
{
    return v->sealed ? *v->sealed : hash_tree(v);
}

void value_seal(struct arena *a, struct value *v)
{
    struct hash *h = arena_new(a, struct hash);
    *h = hash_tree(v);
    v->sealed = h;
}

const struct value *value_copy(struct arena *a, const struct value *v)
{
    struct value *copy = arena_new(a, struct value);
    *copy = *v;
    copy->sealed = NULL;
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
        value_index(a, copy);
    } else if (is_scalar(v) || v->kind == VALUE_ADDRESS) {
        copy->text = arena_dup(a, v->text);
    }
    return copy;
}
