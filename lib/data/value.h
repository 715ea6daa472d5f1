/* One tree type for all data: YAML that was read, views that templates print, JSON that is written.
 *
 * Values live in an arena and are constant once made; one value may stand in many trees. Scalars
 * keep the author's spelling: `1.0`, `~` and `2024-01` stay what they are in `text`, whatever kind
 * they have. Depth is bounded by whoever makes the tree (the YAML reader by its limit). */
#ifndef KBSITE_DATA_VALUE_H
#define KBSITE_DATA_VALUE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/pack.h"
#include "base/str.h"
#include "base/vec.h"

enum value_kind {
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_NUMBER, /* JSON's grammar of numbers; text holds it */
    VALUE_STRING,
    VALUE_LIST,
    VALUE_MAP,
    VALUE_ADDRESS, /* text: of a page, below the site's root; printed as seen from another page */
    VALUE_PRINTED  /* text made when it is printed, such as a note's body */
};

struct value;

struct value_field {
    str key;
    const struct value *value;
    uint32_t line, col; /* of the key, from 1; 0 when no file holds it */
    uint32_t tag;       /* value_tag(key) */
};

/* Something that is expensive to make and only sometimes printed. `hash` names the bytes that
 * `print` will add: equal hashes, equal bytes. */
struct value_printed {
    void (*print)(const struct value_printed *self, struct buf *out);
    struct hash hash;
};

struct value {
    enum value_kind kind;
    bool truth;         /* VALUE_BOOL */
    uint32_t line, col; /* where it begins, from 1, columns in bytes; 0 when no file holds it */
    const struct hash *sealed; /* its value_hash, where many trees share it; else NULL */
    union {
        str text; /* of null, bool, number, string, address */
        vec(const struct value *) items;
        struct {
            vec(struct value_field) fields; /* in order; a key stands once */
            uint64_t tags;                  /* value_tag_bit of each key */
            struct value_index *index;      /* of many fields; else NULL */
        };
        const struct value_printed *printed;
    };
};

/* Where the fields of a large map are, by tag: an open hash table. */
struct value_index {
    uint32_t mask;
    uint32_t slots[]; /* one more than the number of the field; 0: free */
};

extern const struct value value_null, value_true, value_false;
extern const struct value value_nothing; /* a list without items */

const struct value *value_string(struct arena *a, str text); /* text is borrowed */
const struct value *value_number(struct arena *a, long n);
const struct value *value_bool(bool truth);
const struct value *value_address(struct arena *a, str text); /* text is borrowed */
const struct value *value_printed(struct arena *a, const struct value_printed *printed);
struct value *value_list(struct arena *a);
struct value *value_map(struct arena *a);
struct value *value_map_sized(struct arena *a, size_t fields); /* with room for so many */
void value_add(struct arena *a, struct value *list, const struct value *item);

/* What keys are told apart by before their bytes are compared: most lookups find nothing. */
static inline uint32_t value_tag(str key)
{
    uint64_t first = 0, last = 0;
    size_t n = key.len < sizeof first ? key.len : sizeof first;
    if (n) {
        memcpy(&first, key.ptr, n);
        memcpy(&last, key.ptr + key.len - n, n);
    }
    uint64_t mixed = (first ^ (last * 0x9E3779B97F4A7C15u) ^ key.len) * 0xD6E8FEB86659FD93u;
    return (uint32_t)(mixed >> 32);
}

static inline uint64_t value_tag_bit(uint32_t tag)
{
    return (uint64_t)1 << (tag >> 26);
}

/* Sets a key that is not there yet, or replaces its value. Keys are borrowed. */
void value_set_tagged(struct arena *a, struct value *map, str key, uint32_t tag,
                      const struct value *value);
static inline void value_set(struct arena *a, struct value *map, str key, const struct value *value)
{
    value_set_tagged(a, map, key, value_tag(key), value);
}

/* To be called when the fields of a map were put there by other means than value_set. */
void value_index(struct arena *a, struct value *map);

/* The value of a key, NULL where there is none or v is no map (v may be NULL). */
const struct value *value_get(const struct value *v, str key);

/* The same with the key's tag. */
const struct value *value_get_tagged(const struct value *map, str key, uint32_t tag);

/* The text of a scalar other than null, trimmed; empty for everything else and for NULL. */
str value_text(const struct value *v);

/* The scalar texts of a list, or the one of a scalar; empty texts left out. */
struct value_texts {
    const struct value **at;
    size_t n;
};
struct value_texts value_texts(struct arena *a, const struct value *v);

/* What a template's section takes for true: not null, false, an empty string or an empty list. */
bool value_is_true(const struct value *v);

/* Equal trees have equal hashes, wherever they came from (lines and columns do not count), as long
 * as the same parts of them are sealed. */
struct hash value_hash(const struct value *v);

/* Keeps the hash of a value that many trees share. It must not change any more. */
void value_seal(struct arena *a, struct value *v);

/* Deep copy into another arena. */
const struct value *value_copy(struct arena *a, const struct value *v);

/* value_pack.c: as bytes and back. Nothing printed is among them; deeper trees fail. */
enum { VALUE_PACK_DEPTH = 100 };
void pack_value(struct pack *p, const struct value **v);

#endif
