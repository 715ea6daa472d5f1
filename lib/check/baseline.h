/* The findings that a wiki lives with: a file that people read, commit and merge.
 *
 *     # Findings that kbsite check knows. …
 *     0f3c…e1<tab>link-missing<tab>notes/limits.md
 *
 * Each line names one finding by its fingerprint; code and path are for the reader. Lines stand in
 * the order of path, code and fingerprint, so that a change of the wiki is a small change of the
 * file. Empty lines and those that begin with # say nothing. */
#ifndef KBSITE_CHECK_BASELINE_H
#define KBSITE_CHECK_BASELINE_H

#include "base/buf.h"
#include "base/map.h"
#include "check/findings.h"

struct baseline {
    struct arena *arena;
    struct map fingerprints; /* the hexadecimal digits, as keys */
};

/* Reads the bytes of a baseline, whose path is only for complaints, into one that has an arena and
 * nothing else. A line of another form, such as one that a merge left, is the error
 * baseline-syntax; the others count. */
void baseline_read(struct baseline *b, str path, str bytes, struct diags *diags);

/* Sets `known` of each finding; gives how many are. */
size_t baseline_mark(const struct baseline *b, struct findings *f);

/* The baseline that knows all of them. What vanished since the last one is simply not in it, and
 * neither is what is wrong with a baseline. */
void baseline_write(const struct findings *f, struct buf *out);

#endif
