#include "base/hash.h"

#include <xxhash.h>

struct hash hash_of(str s)
{
    XXH128_hash_t h = XXH3_128bits(s.ptr ? s.ptr : "", s.len);
    return (struct hash){h.low64, h.high64};
}

uint64_t hash64_of(str s)
{
    return XXH3_64bits(s.ptr ? s.ptr : "", s.len);
}

struct hash hash_mix(struct hash a, struct hash b)
{
    struct hash both[2] = {a, b};
    return hash_of((str){(const char *)both, sizeof both});
}

struct hash hash_mix_str(struct hash a, str s)
{
    return hash_mix(a, hash_of(s));
}

bool hash_eq(struct hash a, struct hash b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

void hash_hex(struct hash h, char out[HASH_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (unsigned i = 0; i < HASH_HEX; i++) {
        uint64_t half = i < HASH_HEX / 2 ? h.hi : h.lo;
        out[i] = digits[half >> (60 - 4 * (i % (HASH_HEX / 2))) & 15];
    }
    out[HASH_HEX] = '\0';
}

struct hash hash_mix_bytes(struct hash a, const void *at, size_t n)
{
    return hash_mix_str(a, (str){at, n});
}
