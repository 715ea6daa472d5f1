/* Owned, growing bytes.
 *
 * A zeroed struct buf is an empty one; buf_free gives the memory back and leaves it empty again.
 * One that is made with an arena has its bytes there: buf_kept takes them, and nothing is to be
 * freed. Memory that runs out ends in mem_exhausted. A buf belongs to one thread at a time. */
#ifndef KBSITE_BASE_BUF_H
#define KBSITE_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "base/str.h"

struct arena;

struct buf {
    char *ptr;
    size_t len, cap;
    struct arena *arena; /* NULL: none */
};

void buf_free(struct buf *b);

static inline void buf_clear(struct buf *b) /* empties it and keeps the memory */
{
    b->len = 0;
}

/* The content, borrowed until the next change. */
static inline str buf_str(const struct buf *b)
{
    return (str){b->ptr, b->len};
}

/* The content of a buf in an arena, to stay there, with a NUL behind it. The buf is not used any
 * more; its room that was not needed is given back if nothing was put behind it meanwhile. */
str buf_kept(struct buf *b);

/* Room for n more bytes at the returned end; raise len by what was written there. */
char *buf_more(struct buf *b, size_t n); /* where there is none yet */

static inline char *buf_room(struct buf *b, size_t n)
{
    return b->cap - b->len < n ? buf_more(b, n) : b->ptr + b->len;
}

static inline void buf_add(struct buf *b, str s)
{
    if (s.len == 0)
        return;
    memcpy(buf_room(b, s.len), s.ptr, s.len);
    b->len += s.len;
}

static inline void buf_add_char(struct buf *b, char c)
{
    *buf_room(b, 1) = c;
    b->len++;
}

void buf_add_repeat(struct buf *b, char c, size_t n);
void buf_addf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_addv(struct buf *b, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
#define buf_add_lit(b, literal) buf_add((b), S(literal))

#endif
