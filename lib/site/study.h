/* The study board: what to learn next, what is in progress, what went stale, what is mastered and
 * what is not yet within reach.
 *
 * It is computed from a constant site, without a clock: the only sign of age is the status "stale".
 * Pure; the lists live in the arena that was given. Any thread may call it. */
#ifndef KBSITE_SITE_STUDY_H
#define KBSITE_SITE_STUDY_H

#include "site/site.h"

/* Notes of a part come by importance, the highest first, then title. */
enum study_part {
    STUDY_NEXT,     /* neither mastered nor stale, and all its prerequisites are mastered */
    STUDY_PROGRESS, /* status learning or practicing; ready ones are in STUDY_NEXT, too */
    STUDY_STALE,    /* status stale */
    STUDY_LATER, /* without such a status, and a prerequisite is not mastered; in learning order */
    STUDY_MASTERED, /* status mastered */
    STUDY_PARTS
};

struct study {
    struct {
        uint32_t *at;
        size_t n;
    } parts[STUDY_PARTS];
    size_t count; /* notes in any of them */
};

/* A folder's page is in a part only when something says that it is to be learned: a status, an
 * importance, a prerequisite on either side. Prerequisites that nobody has written or that a cycle
 * broke hold nothing up. */
void study_make(struct arena *a, const struct site *site, struct study *out);

/* Whether the note's status says so. */
bool study_is_mastered(const struct site *site, uint32_t note);

#endif
