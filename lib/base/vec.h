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
    (*((v)->n < (v)->cap ? (void)0                                                                 \
                         : (void)((v)->at = vec_more((a), (v)->at, &(v)->cap, sizeof *(v)->at)),   \
       (v)->at + (v)->n++))

/* Room for n elements in a vec that has none. */
#define vec_reserve(a, v, n)                                                                       \
    ((v)->cap = (n),                                                                               \
     (v)->at = arena_grow((a), NULL, 0, (v)->cap * sizeof *(v)->at, alignof(max_align_t)))

/* The array, which is full, with room for more elements. */
void *vec_more(struct arena *a, void *at, size_t *cap, size_t size);

#endif
