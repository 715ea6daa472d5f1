#include "base/buf.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

enum { FIRST_CAPACITY = 256 };

void buf_free(struct buf *b)
{
    assert(!b->arena);
    free(b->ptr);
    *b = (struct buf){0};
}

char *buf_more(struct buf *b, size_t n)
{
    if (n > SIZE_MAX / 2 - b->len)
        mem_exhausted(n);
    size_t cap = b->cap ? b->cap * 2 : FIRST_CAPACITY;
    if (cap < b->len + n)
        cap = b->len + n;
    b->ptr = b->arena ? arena_grow(b->arena, b->ptr, b->cap, cap, 1) : mem_realloc(b->ptr, cap);
    b->cap = cap;
    return b->ptr + b->len;
}

str buf_kept(struct buf *b)
{
    *buf_room(b, 1) = '\0';
    arena_shrink(b->arena, b->ptr, b->cap, b->len + 1);
    return buf_str(b);
}

void buf_add_repeat(struct buf *b, char c, size_t n)
{
    if (n == 0)
        return;
    memset(buf_room(b, n), c, n);
    b->len += n;
}

void buf_addv(struct buf *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n <= 0)
        return;
    vsnprintf(buf_room(b, (size_t)n + 1), (size_t)n + 1, format, args);
    b->len += (size_t)n;
}

void buf_addf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_addv(b, format, args);
    va_end(args);
}
