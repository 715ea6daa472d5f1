/* An index of names in which equal, longer and slightly different ones are found quickly.
 *
 * Entries are sorted by key once; what is close to a word is looked for beside it, then only among
 * keys with the same first byte and nearly the same length, and only until the work that one site
 * may spend on suggestions is used up. All memory is the arena's; keys are borrowed. For one
 * thread. */
#ifndef KBSITE_SITE_NEAR_H
#define KBSITE_SITE_NEAR_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "markdown/body.h"

struct near_entry {
    str key;
    uint32_t index; /* the caller's */
};

/* The first entry with a key, and which bytes the key has. */
struct near_shape {
    uint64_t bytes;
    uint32_t entry;
};

struct near {
    struct near_entry *at; /* by key, then index */
    size_t n;
    struct near_shape *shapes; /* by the key's first byte and length; NULL until they are needed */
    size_t shape_count;
    size_t budget; /* work left */
    struct arena *arena;
};

/* By key, then index. */
void near_sort(struct near_entry *entries, size_t n);

/* Takes over the entries. */
void near_build(struct arena *a, struct near_entry *entries, size_t n, struct near *out);

/* The entries with this key. */
struct range near_equal(const struct near *near, str key);

/* An entry whose key continues this one with another word, else one that takes few edits; STR_NONE
 * when there is none. */
size_t near_like(struct near *near, str key);

#endif
