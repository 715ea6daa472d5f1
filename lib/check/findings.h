/* What `check` found: complaints with an identity that outlasts edits elsewhere in the file.
 *
 * All of it lives in the arena. The order is that of diag_sort. */
#ifndef KBSITE_CHECK_FINDINGS_H
#define KBSITE_CHECK_FINDINGS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/vec.h"

struct finding {
    struct diag diag; /* its path as the user knows it */

    /* Names the finding by its code, its path, what it says and what the line holds: the same when
     * lines are added or removed elsewhere. Equal findings of one file differ by how many came
     * before. */
    struct hash fingerprint;
    bool known;    /* the baseline has it: it fails no run */
    bool mendable; /* --fix mends it */
};

struct findings {
    struct arena *arena;
    vec(struct finding) list;
};

#endif
