/* 128-bit content hashes (XXH3). For cache keys and hash tables; not for security.
 * The same bytes give the same hash on every machine and in every version of the library. */
#ifndef KBSITE_BASE_HASH_H
#define KBSITE_BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct hash {
    uint64_t lo, hi;
};

struct hash hash_of(str s);
uint64_t hash64_of(str s);

/* Order matters: hash_mix(a, b) is not hash_mix(b, a). */
struct hash hash_mix(struct hash a, struct hash b);
struct hash hash_mix_str(struct hash a, str s);
struct hash hash_mix_bytes(struct hash a, const void *at, size_t n); /* without padding */
bool hash_eq(struct hash a, struct hash b);

enum { HASH_HEX = 32 };
void hash_hex(struct hash h, char out[HASH_HEX + 1]);

#endif
