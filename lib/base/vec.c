#include "base/vec.h"

#include <stdalign.h>
#include <stdint.h>

#include "base/mem.h"

enum { FIRST_CAPACITY = 8 };

void *vec_more(struct arena *a, void *at, size_t *cap, size_t size)
{
    size_t more = *cap ? *cap * 2 : FIRST_CAPACITY;
    if (more > SIZE_MAX / size)
        mem_exhausted(SIZE_MAX);
    at = arena_grow(a, at, *cap * size, more * size, alignof(max_align_t));
    *cap = more;
    return at;
}
