/* Front matter: the YAML block that a note may begin with.
 *
 * The block is never part of the text, and nothing of it is lost: where YAML fails, each field is
 * read on its own, and one that is no YAML alone is kept as the text that the author wrote. What
 * only looks like a block (a thematic break on top) stays in the text.
 *
 * The fields live in the keep arena; the text points into the source. Complaints go to diags. */
#ifndef KBSITE_NOTE_FRONT_H
#define KBSITE_NOTE_FRONT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "data/value.h"

struct front {
    const struct value *map; /* value_null without fields */
    str text;                /* what follows the block */
    uint32_t text_line;      /* the line of the file that it begins on */
};

struct front_options {
    str path;           /* for diagnostics */
    size_t max_bytes;   /* of the block; 0: the YAML reader's default */
    unsigned max_depth; /* of nested values; 0: the YAML reader's default */
};

/* Keep and scratch are two arenas; diags are not in scratch. Reads valid UTF-8; a byte order mark
 * at the beginning is left out. Never fails. */
void front_read(struct arena *keep, struct arena *scratch, str source,
                const struct front_options *options, struct diags *diags, struct front *out);

#endif
