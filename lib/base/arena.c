#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* MOST_KEPT: of what a reset keeps for the next user. */
enum { FIRST_CHUNK = 4 << 10, LAST_CHUNK = 1 << 20, MOST_KEPT = 8 << 20 };

struct arena_chunk {
    struct arena_chunk *older;
    size_t used, size;
    alignas(max_align_t) char data[];
};

static size_t aligned(size_t at, size_t align)
{
    return (at + align - 1) & ~(align - 1);
}

static struct arena_chunk *chunk_add(struct arena *a, size_t least)
{
    size_t size = a->bytes / 2;
    if (size < FIRST_CHUNK)
        size = FIRST_CHUNK;
    if (size > LAST_CHUNK)
        size = LAST_CHUNK;
    if (size < least)
        size = least;
    if (size > SIZE_MAX - sizeof(struct arena_chunk))
        mem_exhausted(size);
    struct arena_chunk *c = mem_alloc(sizeof *c + size);
    *c = (struct arena_chunk){.older = a->head, .size = size};
    a->head = c;
    a->bytes += size;
    return c;
}

/* Memory that is not zeroed. */
static void *take(struct arena *a, size_t size, size_t align)
{
    struct arena_chunk *c = a->head;
    size_t at = c ? aligned(c->used, align) : 0;
    if (!c || at > c->size || c->size - at < size) {
        c = chunk_add(a, size);
        at = 0;
    }
    c->used = at + size;
    return c->data + at;
}

void *arena_alloc(struct arena *a, size_t size, size_t align)
{
    void *p = take(a, size, align);
    return size ? memset(p, 0, size) : p;
}

void *arena_alloc_array(struct arena *a, size_t n, size_t size, size_t align)
{
    if (size && n > SIZE_MAX / size)
        mem_exhausted(SIZE_MAX);
    return arena_alloc(a, n * size, align);
}

/* Whether a block is the last one given. */
static bool is_last(const struct arena *a, const void *block, size_t size)
{
    const struct arena_chunk *c = a->head;
    return c && block && (const char *)block + size == c->data + c->used;
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t size, size_t align)
{
    struct arena_chunk *c = a->head;
    if (is_last(a, old, old_size)) {
        size_t at = (size_t)((char *)old - c->data);
        if (c->size - at >= size) {
            c->used = at + size;
            return old;
        }
    }
    void *fresh = take(a, size, align);
    if (old_size)
        memcpy(fresh, old, old_size);
    return fresh;
}

void arena_shrink(struct arena *a, void *old, size_t old_size, size_t size)
{
    if (is_last(a, old, old_size))
        a->head->used -= old_size - size;
}

str arena_dup(struct arena *a, str s)
{
    char *p = take(a, s.len + 1, 1);
    if (s.len)
        memcpy(p, s.ptr, s.len);
    p[s.len] = '\0';
    return (str){p, s.len};
}

str arena_printf(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t len = n > 0 ? (size_t)n : 0;
    char *p = arena_alloc(a, len + 1, 1);
    vsnprintf(p, len + 1, format, again);
    va_end(again);
    return (str){p, len};
}

str arena_join(struct arena *a, str first, str second, str third)
{
    char *p = arena_alloc(a, first.len + second.len + third.len + 1, 1);
    str parts[] = {first, second, third};
    size_t n = 0;
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].len)
            memcpy(p + n, parts[i].ptr, parts[i].len);
        n += parts[i].len;
    }
    return (str){p, n};
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){a->head, a->head ? a->head->used : 0};
}

static void chunk_drop(struct arena *a)
{
    struct arena_chunk *c = a->head;
    a->head = c->older;
    a->bytes -= c->size;
    free(c);
}

void arena_rewind(struct arena *a, struct arena_mark mark)
{
    while (a->head != mark.chunk)
        chunk_drop(a);
    if (a->head)
        a->head->used = mark.used;
}

void arena_reserve(struct arena *a, size_t bytes)
{
    if (!a->head || a->head->size - a->head->used < bytes)
        chunk_add(a, bytes);
}

/* One chunk as large as all together, so that who does the same again needs no further one. */
void arena_reset(struct arena *a)
{
    size_t bytes = a->bytes;
    if (!a->head)
        return;
    if (!a->head->older && bytes <= MOST_KEPT) {
        a->head->used = 0;
        return;
    }
    arena_free(a);
    chunk_add(a, bytes < MOST_KEPT ? bytes : MOST_KEPT);
}

void arena_free(struct arena *a)
{
    while (a->head)
        chunk_drop(a);
}
