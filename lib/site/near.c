#include "site/near.h"

#include <stdlib.h>

#include "base/nearest.h"

/* Work that one site may spend: on looking at a key, and on comparing it byte by byte. */
enum { BUDGET = 32 << 20, LOOK = 1, COMPARE = 32 };

/* Keys that one search compares byte by byte. More than so many that are as close as this are
 * numbered, and the number that was meant cannot be told. */
enum { MOST_COMPARED = 100 };
enum { SHORTEST_PREFIX = 3 };

static int by_key(const void *a, const void *b)
{
    const struct near_entry *x = a, *y = b;
    int order = str_cmp(x->key, y->key);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

void near_sort(struct near_entry *entries, size_t n)
{
    if (n > 0)
        qsort(entries, n, sizeof *entries, by_key);
}

/* First byte, length and place as one number that sorts. */
static uint64_t shape_of(str key)
{
    unsigned first = key.len > 0 ? (unsigned char)key.ptr[0] : 0;
    uint64_t length = key.len < 0xFFFF ? key.len : 0xFFFF;
    return (uint64_t)first << 48 | length << 32;
}

/* One bit for each byte that occurs, folded to 64. An edit changes two of them at most. */
static uint64_t bytes_of(str key)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < key.len; i++)
        bytes |= (uint64_t)1 << ((unsigned char)key.ptr[i] & 63);
    return bytes;
}

static bool may_be_close(uint64_t a, uint64_t b, size_t edits)
{
    size_t different = 0;
    for (uint64_t bits = a ^ b; bits && different <= 2 * edits; bits &= bits - 1)
        different++;
    return different <= 2 * edits;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Most sites have nothing that is missing, so this waits until a name is. */
static void sort_shapes(struct near *near)
{
    struct arena *a = near->arena;
    uint64_t *shapes = arena_array(a, uint64_t, near->n);
    size_t n = 0;
    for (size_t i = 0; i < near->n; i++)
        if (i == 0 || !str_eq(near->at[i].key, near->at[i - 1].key))
            shapes[n++] = shape_of(near->at[i].key) | (uint32_t)i;
    if (n)
        qsort(shapes, n, sizeof *shapes, by_number);
    near->shapes = arena_array(a, struct near_shape, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t entry = (uint32_t)shapes[i];
        near->shapes[i] = (struct near_shape){bytes_of(near->at[entry].key), entry};
    }
    near->shape_count = n;
}

void near_build(struct arena *a, struct near_entry *entries, size_t n, struct near *out)
{
    *out = (struct near){.at = entries, .n = n, .budget = BUDGET, .arena = a};
    near_sort(entries, n);
}

/* The first entry whose key is not before key followed by next, which 0 leaves out. */
static size_t lower_bound(const struct near *near, str key, char next)
{
    size_t from = 0, to = near->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        str at = near->at[middle].key;
        int order = str_cmp(str_until(at, key.len), key);
        if (order == 0 && next)
            order = at.len > key.len ? (unsigned char)at.ptr[key.len] - (unsigned char)next : -1;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

struct range near_equal(const struct near *near, str key)
{
    size_t first = lower_bound(near, key, 0), from = first, to = near->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (str_eq(near->at[middle].key, key))
            from = middle + 1;
        else
            to = middle;
    }
    return (struct range){(uint32_t)first, (uint32_t)from};
}

static bool continues(const struct near *near, size_t i, str key, char next)
{
    if (i >= near->n)
        return false;
    str at = near->at[i].key;
    return at.len > key.len && str_starts(at, key) && at.ptr[key.len] == next;
}

static size_t allowed_edits(str key)
{
    return key.len < 4 ? 0 : key.len < 6 ? 1 : key.len < 12 ? 2 : 3;
}

static size_t first_of_shape(const struct near *near, uint64_t shape)
{
    size_t from = 0, to = near->shape_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (shape_of(near->at[near->shapes[middle].entry].key) < shape)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void spend(struct near *near, size_t work)
{
    near->budget -= near->budget < work ? near->budget : work;
}

/* Most slips leave a beginning that no other key has. So the two keys around this one are looked at
 * first: one edit is as close as can be, and ends the search. */
static size_t one_edit(const struct near *near, str key)
{
    size_t at = lower_bound(near, key, 0);
    for (size_t i = at - (at > 0); i < near->n && i <= at; i++)
        if (nearest_distance(key, near->at[i].key, 1) <= 1)
            return near_equal(near, near->at[i].key).from;
    return STR_NONE;
}

static size_t few_edits(struct near *near, str key)
{
    size_t limit = allowed_edits(key), found = limit ? one_edit(near, key) : STR_NONE;
    size_t compared = 0;
    if (limit == 0 || found != STR_NONE)
        return found;
    if (!near->shapes)
        sort_shapes(near);
    uint64_t bytes = bytes_of(key), last = shape_of((str){key.ptr, key.len + limit});
    size_t i = first_of_shape(near, shape_of((str){key.ptr, key.len - limit}));
    for (; i < near->shape_count && near->budget > 0 && compared < MOST_COMPARED; i++) {
        const struct near_shape *shape = &near->shapes[i];
        if (shape_of(near->at[shape->entry].key) > last)
            break;
        bool may_be = may_be_close(shape->bytes, bytes, limit);
        spend(near, may_be ? COMPARE : LOOK);
        if (!may_be)
            continue;
        compared++;
        size_t distance = nearest_distance(key, near->at[shape->entry].key, limit);
        if (distance > limit)
            continue;
        found = shape->entry;
        if (distance <= 1)
            break;
        limit = distance - 1;
    }
    return found;
}

size_t near_like(struct near *near, str key)
{
    static const char next[] = {' ', '-'};
    for (size_t i = 0; i < sizeof next && key.len >= SHORTEST_PREFIX; i++) {
        size_t at = lower_bound(near, key, next[i]);
        if (continues(near, at, key, next[i]))
            return at;
    }
    return few_edits(near, key);
}
