/* Changes to a note that --fix makes: parts of its bytes that are replaced.
 *
 * Edits are collected beside the complaints that they answer and applied all at once. They live in
 * an arena. */
#ifndef KBSITE_CHECK_EDITS_H
#define KBSITE_CHECK_EDITS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"

struct edit {
    size_t from, to; /* bytes of the file */
    str with;
    enum diag_code code; /* what it mends … */
    uint32_t line, col;  /* … and where that was reported */
};

struct edits {
    struct arena *arena;
    vec(struct edit) list;
};

/* text is copied. */
void edits_add(struct edits *e, struct edit edit);

/* Adds the text with all edits made. Of two that overlap the first one is made. */
void edits_apply(struct edits *e, str text, struct buf *out);

#endif
