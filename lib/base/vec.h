/* Growing arrays in an arena.
 *
 *     vec(struct link) links = {0};
 *     vec_push(arena, &links) = (struct link){...};
 *     for (size_t i = 0; i < links.n; i++) use(links.at[i]);
 *
 * Elements move when the array grows: keep indices, not pointers, while pushing. The memory is the
 * arena's; there is nothing to free. */
#ifndef KBSITE_BASE_VEC_H
#define KBSITE_BASE_VEC_H

#include <stddef.h>

#include "base/arena.h"

#define vec(T)                                                                                     \
    struct {                                                                                       \
        T *at;                                                                                     \
        size_t n, cap;                                                                             \
    }

/* The slot of a new last element, uninitialised, as an lvalue. */
#define vec_push(a, v)                                                                             \
    (*((v)->at = vec_room((a), (v)->at, (v)->n, &(v)->cap, sizeof *(v)->at), (v)->at + (v)->n++))

/* The array with room for one more element than n. */
void *vec_room(struct arena *a, void *at, size_t n, size_t *cap, size_t size);

#endif
