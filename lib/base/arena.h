/* Memory by lifetime: allocate piece by piece, free all at once.
 *
 * An arena is one lifetime: a note's, a site's, a page's. What it gives is zeroed and stays valid
 * until arena_free, arena_reset or a rewind past it. Memory that runs out ends in mem_exhausted.
 * An arena belongs to one thread at a time. A zeroed struct arena is an empty arena. */
#ifndef KBSITE_BASE_ARENA_H
#define KBSITE_BASE_ARENA_H

#include <stdalign.h>
#include <stddef.h>

#include "base/str.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *head; /* newest first */
    size_t bytes;             /* taken from the system */
};

/* Room for so many bytes without asking the system again. */
void arena_reserve(struct arena *a, size_t bytes);

/* A point to go back to; valid until the arena is rewound before it. */
struct arena_mark {
    struct arena_chunk *chunk;
    size_t used;
};

void *arena_alloc(struct arena *a, size_t size, size_t align);
void *arena_alloc_array(struct arena *a, size_t n, size_t size, size_t align);
#define arena_new(a, T) ((T *)arena_alloc((a), sizeof(T), alignof(T)))
#define arena_array(a, T, n) ((T *)arena_alloc_array((a), (n), sizeof(T), alignof(T)))

/* Makes the block at old, size old_size, larger; in place when it was the last one given.
 * The new part is not zeroed. */
void *arena_grow(struct arena *a, void *old, size_t old_size, size_t size, size_t align);

/* Gives back the end of the block if it was the last one given. */
void arena_shrink(struct arena *a, void *old, size_t old_size, size_t size);

str arena_dup(struct arena *a, str s); /* with a NUL behind it, for C interfaces */
str arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
str arena_join(struct arena *a, str first, str second, str third);

struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark mark);
void arena_reset(struct arena *a); /* keeps room for as much again, within reason */
void arena_free(struct arena *a);

#endif
