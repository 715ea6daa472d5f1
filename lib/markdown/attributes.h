/* Attribute lists at the end of headings: `## Intuition {#intuition .wide}`, `{: #x }`,
 * `{ id="9.7.6" }`. Attributes other than id and class are dropped with the list. */
#ifndef KBSITE_MARKDOWN_ATTRIBUTES_H
#define KBSITE_MARKDOWN_ATTRIBUTES_H

#include "base/arena.h"
#include "base/str.h"

struct attributes {
    str id, classes; /* classes are separated by blanks */
};

/* Takes the list that text ends with off it: what is left, trimmed, in *rest. False where it ends
 * with none. */
bool attributes_cut(struct arena *a, str text, str *rest, struct attributes *out);

#endif
