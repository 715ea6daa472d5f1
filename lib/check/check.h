/* Check: what rules say of notes, beside what LOAD and RESOLVE said.
 *
 * Notes are read again, in parallel, and dropped; what is kept of each is in the arena of its
 * worker. The site is constant. */
#ifndef KBSITE_CHECK_CHECK_H
#define KBSITE_CHECK_CHECK_H

#include "base/hash.h"
#include "check/rules.h"
#include "check/silence.h"

struct check_options {
    str content; /* the folder of the notes, absolute */
    unsigned threads;
};

/* What is known of one note. */
struct checked_note {
    struct diags diags; /* paths below the content folder */
    struct hash bytes;  /* of the file that was looked at … */
    struct edits edits; /* … and for no other */
    struct spots gaps;
    struct silences silences;
};

struct checked {
    struct checked_note *notes; /* as in the site */
    size_t n;
    struct diags diags; /* about notes and their relations */
    struct arena *arenas;
    unsigned arena_count;
};

void check_notes(struct arena *a, const struct site *site, const struct check_options *options,
                 struct checked *out);
void check_free(struct checked *c);

/* Whether the author, or a placeholder in the same place, makes up for a complaint about a note. */
bool check_is_settled(const struct checked_note *note, const struct diag *diag);

/* The contract that a note is held to. */
const struct contract *check_contract(const struct schema *schema, const struct note *note,
                                      const struct type_def *type);

#endif
