#include "base/map.h"

#include "base/hash.h"

enum { FIRST_CAPACITY = 16 };

static struct map_slot *slot_of(const struct map *m, str key, uint64_t hash)
{
    size_t mask = m->cap - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        struct map_slot *s = &m->slots[i];
        if (!s->used || (s->hash == hash && str_eq(s->key, key)))
            return s;
    }
}

static void grow(struct arena *a, struct map *m)
{
    struct map bigger = {.n = m->n, .cap = m->cap ? m->cap * 2 : FIRST_CAPACITY};
    bigger.slots = arena_array(a, struct map_slot, bigger.cap);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i].used)
            *slot_of(&bigger, m->slots[i].key, m->slots[i].hash) = m->slots[i];
    *m = bigger;
}

const size_t *map_get(const struct map *m, str key)
{
    if (m->n == 0)
        return NULL;
    const struct map_slot *s = slot_of(m, key, hash64_of(key));
    return s->used ? &s->value : NULL;
}

size_t *map_put(struct arena *a, struct map *m, str key, bool *fresh)
{
    if (m->n * 4 >= m->cap * 3)
        grow(a, m);
    uint64_t hash = hash64_of(key);
    struct map_slot *s = slot_of(m, key, hash);
    *fresh = !s->used;
    if (!s->used) {
        *s = (struct map_slot){.key = key, .hash = hash, .used = true};
        m->n++;
    }
    return &s->value;
}
