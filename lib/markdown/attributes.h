/* Attribute lists: `{#intuition .wide}`, `{: #x }`, `{ id="9.7.6" width=300 }`. What is one must
 * name an id, a class or a value: other words in braces are text. */
#ifndef KBSITE_MARKDOWN_ATTRIBUTES_H
#define KBSITE_MARKDOWN_ATTRIBUTES_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

enum { LONGEST_ATTRIBUTES = 1024 /* bytes of a list */ };

struct attribute {
    str name, value;
    bool has_value;
};

struct attributes {
    str id, classes;            /* classes are separated by blanks */
    vec(struct attribute) rest; /* as written; of equal names the last */
};

/* The length of the list that text begins with, 0 where it begins with none. It ends in the line.
 */
size_t attributes_at(struct arena *a, str text, struct attributes *out);

/* Takes the list that text ends with off it: what is left, trimmed, in *rest. False where it ends
 * with none. */
bool attributes_cut(struct arena *a, str text, str *rest, struct attributes *out);

#endif
