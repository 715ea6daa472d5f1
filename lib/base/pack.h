/* Data as bytes and back, described once for both directions.
 *
 * A function that packs a struct calls pack_ functions on its members, in order. While writing they
 * append to `out`; while reading they fill the members from `bytes`:
 *
 *     static void pack_spot(struct pack *p, struct spot *s)
 *     {
 *         pack_u32(p, &s->line);
 *         pack_u32(p, &s->col);
 *     }
 *
 * Reading takes hostile bytes: what does not fit sets `failed`, after which everything reads as
 * zero, and no count makes more memory than 16 times the bytes that are left. Texts that were
 * read are borrowed from `bytes` and have a NUL behind them; arrays live in `arena`. The form is
 * this machine's (a cache, not an interchange format). One thread at a time. */
#ifndef KBSITE_BASE_PACK_H
#define KBSITE_BASE_PACK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/str.h"

struct pack {
    struct buf *out;     /* writing, if set */
    str bytes;           /* reading: what is left */
    struct arena *arena; /* reading */
    bool failed;

    bool is_shape; /* writing for a hash in which places in texts do not count */
};

static inline bool pack_is_reading(const struct pack *p)
{
    return !p->out;
}

void pack_u64(struct pack *p, uint64_t *n);
void pack_u32(struct pack *p, uint32_t *n);
void pack_u16(struct pack *p, uint16_t *n);
void pack_u8(struct pack *p, uint8_t *n);
void pack_i64(struct pack *p, int64_t *n);
void pack_bool(struct pack *p, bool *b);
void pack_hash(struct pack *p, struct hash *h);
void pack_str(struct pack *p, str *s);

/* A number below `end`. */
uint32_t pack_below(struct pack *p, uint32_t n, uint32_t end);
#define pack_enum(p, e, end)                                                                       \
    do {                                                                                           \
        uint32_t pack_enum_ = pack_below((p), (uint32_t) * (e), (end));                            \
        if (pack_is_reading(p))                                                                    \
            *(e) = pack_enum_;                                                                     \
    } while (0)

/* A number of things that take at least `least` bytes each, which is not 0. */
size_t pack_count(struct pack *p, size_t n, size_t least);

/* An array in an arena; each element by a function. */
typedef void pack_each(struct pack *p, void *element);
void *pack_array(struct pack *p, void *at, size_t *n, size_t size, pack_each *each);

void pack_each_str(struct pack *p, void *element);

/* Where something stands in a file: left out of shapes. */
void pack_place(struct pack *p, uint32_t *line, uint32_t *col);

/* pack_array for a vec, which gets no room to grow. */
#define pack_vec(p, v, each)                                                                       \
    do {                                                                                           \
        void *pack_at_ = pack_array((p), (v)->at, &(v)->n, sizeof *(v)->at, (each));               \
        if (pack_is_reading(p)) {                                                                  \
            (v)->at = pack_at_;                                                                    \
            (v)->cap = (v)->n;                                                                     \
        }                                                                                          \
    } while (0)

#endif
