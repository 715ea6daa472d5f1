/* A hash table from strings to numbers (mostly: indices into an array).
 *
 * Keys are borrowed and must live as long as the table; the table's memory is the arena's. There
 * is no removal, and no order: who needs one iterates the array that the numbers index. Reading
 * is safe from many threads while nobody puts. A zeroed struct map is an empty table. */
#ifndef KBSITE_BASE_MAP_H
#define KBSITE_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct map_slot {
    str key;
    uint64_t hash;
    size_t value;
    bool used;
};

struct map {
    struct map_slot *slots;
    size_t n, cap;
};

/* The value of key, NULL where there is none. */
const size_t *map_get(const struct map *m, str key);

/* The value of key, made zero where there was none; *fresh says which. Valid until the next put. */
size_t *map_put(struct arena *a, struct map *m, str key, bool *fresh);

#endif
