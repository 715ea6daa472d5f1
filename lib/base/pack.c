#include "base/pack.h"

#include <string.h>

/* Numbers take seven bits a byte, the lowest first; the highest bit says that more follow. */
enum { MORE = 0x80, BITS = 7, MOST_BITS = 64, MOST_BYTES = MOST_BITS / BITS + 1 };

static void fail(struct pack *p)
{
    p->failed = true;
    p->bytes.len = 0;
}

static uint64_t read_number(struct pack *p)
{
    uint64_t n = 0;
    for (unsigned shift = 0; shift < MOST_BITS && p->bytes.len; shift += BITS) {
        unsigned char c = (unsigned char)*p->bytes.ptr;
        p->bytes = (str){p->bytes.ptr + 1, p->bytes.len - 1};
        n |= (uint64_t)(c & ~MORE) << shift;
        if (!(c & MORE))
            return n;
    }
    fail(p);
    return 0;
}

/* Writes where there is room for MOST_BYTES, and returns the place behind it. */
static char *put_number(char *to, uint64_t n)
{
    for (; n >= MORE; n >>= BITS)
        *to++ = (char)(n | MORE);
    *to++ = (char)n;
    return to;
}

static void write_number(struct pack *p, uint64_t n)
{
    char *to = buf_room(p->out, MOST_BYTES);
    p->out->len += (size_t)(put_number(to, n) - to);
}

static void write_str(struct pack *p, str s)
{
    char *begin = buf_room(p->out, MOST_BYTES + s.len + 1), *to = put_number(begin, s.len);
    if (s.len)
        memcpy(to, s.ptr, s.len);
    to[s.len] = '\0';
    p->out->len += (size_t)(to - begin) + s.len + 1;
}

static uint64_t read_at_most(struct pack *p, uint64_t most)
{
    uint64_t n = read_number(p);
    if (n <= most)
        return n;
    fail(p);
    return 0;
}

/* What is written may be constant and shared: members are assigned to while reading only. */
#define NUMBER(p, n, type, most)                                                                   \
    do {                                                                                           \
        if (pack_is_reading(p))                                                                    \
            *(n) = (type)read_at_most((p), (most));                                                \
        else                                                                                       \
            write_number((p), *(n));                                                               \
    } while (0)

void pack_u64(struct pack *p, uint64_t *n)
{
    NUMBER(p, n, uint64_t, UINT64_MAX);
}

void pack_u32(struct pack *p, uint32_t *n)
{
    NUMBER(p, n, uint32_t, UINT32_MAX);
}

void pack_u16(struct pack *p, uint16_t *n)
{
    NUMBER(p, n, uint16_t, UINT16_MAX);
}

void pack_u8(struct pack *p, uint8_t *n)
{
    NUMBER(p, n, uint8_t, UINT8_MAX);
}

void pack_bool(struct pack *p, bool *b)
{
    NUMBER(p, b, bool, 1);
}

/* Small numbers of both signs take few bytes: 0, -1, 1, -2, … */
void pack_i64(struct pack *p, int64_t *n)
{
    if (!pack_is_reading(p)) {
        write_number(p, ((uint64_t)*n << 1) ^ (*n < 0 ? UINT64_MAX : 0));
        return;
    }
    uint64_t folded = read_number(p);
    *n = (int64_t)((folded >> 1) ^ (folded & 1 ? UINT64_MAX : 0));
}

uint32_t pack_below(struct pack *p, uint32_t n, uint32_t end)
{
    NUMBER(p, &n, uint32_t, end - 1);
    return n;
}

/* The next bytes as they are, NULL where there are not so many. */
static const char *take(struct pack *p, size_t n)
{
    if (n > p->bytes.len) {
        fail(p);
        return NULL;
    }
    const char *at = p->bytes.ptr;
    p->bytes = (str){at + n, p->bytes.len - n};
    return at;
}

void pack_hash(struct pack *p, struct hash *h)
{
    if (!pack_is_reading(p)) {
        buf_add(p->out, (str){(const char *)h, sizeof *h});
        return;
    }
    const char *at = take(p, sizeof *h);
    *h = (struct hash){0};
    if (at)
        memcpy(h, at, sizeof *h);
}

void pack_str(struct pack *p, str *s)
{
    if (!pack_is_reading(p)) {
        write_str(p, *s);
        return;
    }
    size_t len = read_at_most(p, SIZE_MAX - 1);
    const char *at = take(p, len + 1);
    if (at && at[len] != '\0')
        fail(p);
    *s = at && !p->failed ? (str){at, len} : S("");
}

size_t pack_count(struct pack *p, size_t n, size_t least)
{
    if (pack_is_reading(p))
        return read_at_most(p, p->bytes.len / least);
    write_number(p, n);
    return n;
}

void pack_each_str(struct pack *p, void *element)
{
    pack_str(p, element);
}

void pack_place(struct pack *p, uint32_t *line, uint32_t *col)
{
    if (p->is_shape)
        return;
    pack_u32(p, line);
    pack_u32(p, col);
}

/* Packed, a struct takes no less than a part of its size, if most of it is small numbers. */
enum { MOST_PER_BYTE = 16 };

void *pack_array(struct pack *p, void *at, size_t *n, size_t size, pack_each *each)
{
    size_t count = pack_count(p, *n, size > MOST_PER_BYTE ? size / MOST_PER_BYTE : 1);
    if (pack_is_reading(p))
        at = arena_alloc_array(p->arena, count, size, alignof(max_align_t));
    for (size_t i = 0; i < count && !p->failed; i++)
        each(p, (char *)at + i * size);
    if (pack_is_reading(p))
        *n = p->failed ? 0 : count;
    return at;
}
