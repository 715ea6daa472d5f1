/* One tree type for all data: YAML that was read, views that templates print, JSON that is written.
 *
 * Values live in an arena and are constant once made; one value may stand in many trees. Scalars
 * keep the author's spelling: `1.0`, `~` and `2024-01` stay what they are in `text`, whatever kind
 * they have. Depth is bounded by whoever makes the tree (the YAML reader by its limit). */
#ifndef KBSITE_DATA_VALUE_H
#define KBSITE_DATA_VALUE_H

#include <stdbool.h>
#include <stdint.h>

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
    VALUE_PRINTED /* text made when it is printed, such as a note's body */
};

struct value;

struct value_field {
    str key;
    const struct value *value;
    uint32_t line, col; /* of the key, from 1; 0 when no file holds it */
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
    union {
        str text; /* of null, bool, number, string */
        vec(const struct value *) items;
        vec(struct value_field) fields; /* in order; a key stands once */
        const struct value_printed *printed;
    };
};

extern const struct value value_null, value_true, value_false;

const struct value *value_string(struct arena *a, str text); /* text is borrowed */
const struct value *value_number(struct arena *a, long n);
const struct value *value_bool(bool truth);
const struct value *value_printed(struct arena *a, const struct value_printed *printed);
struct value *value_list(struct arena *a);
struct value *value_map(struct arena *a);
void value_add(struct arena *a, struct value *list, const struct value *item);

/* Sets a key that is not there yet, or replaces its value. Keys are borrowed. */
void value_set(struct arena *a, struct value *map, str key, const struct value *value);

/* The value of a key, NULL where there is none or v is no map (v may be NULL). */
const struct value *value_get(const struct value *v, str key);

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

/* Equal trees have equal hashes, wherever they came from (lines and columns do not count). */
struct hash value_hash(const struct value *v);

/* Deep copy into another arena. */
const struct value *value_copy(struct arena *a, const struct value *v);

/* value_pack.c: as bytes and back. Nothing printed is among them; deeper trees fail. */
enum { VALUE_PACK_DEPTH = 100 };
void pack_value(struct pack *p, const struct value **v);

#endif
