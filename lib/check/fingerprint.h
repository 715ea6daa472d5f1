/* The identity of findings, which outlasts edits elsewhere in the file.
 *
 * It is a hash of the code, the path, what the complaint says and what its line holds. Indentation
 * of the line does not count. Of what it says, two parts do not count either, since they change
 * when something else does: numbers outside of quotes, which are mostly lines of other places, and
 * the nearest match, which is another one as soon as a note is added. Equal findings of one file
 * differ by how many came before. Paths count from the folder of the notes, or of the site: it does
 * not matter where a check is run. */
#ifndef KBSITE_CHECK_FINGERPRINT_H
#define KBSITE_CHECK_FINGERPRINT_H

#include "check/findings.h"

/* Where the texts of lines are. `line` gives line number `line` (from 1) of a file, without its
 * end; empty where there is none. What it gives is borrowed until the next call. Findings come in
 * the order of paths, so that one file is asked for at a time. */
struct line_source {
    str (*line)(void *context, str path, uint32_t line);
    void *context;
};

/* The text of a place's line; empty for a place without one, and where lines is NULL. */
str line_at(const struct line_source *lines, const struct place *place);

/* The folders that paths of findings begin with; "." begins all that are relative. */
struct fingerprint_roots {
    str content, site;
};

/* Sets the fingerprint of each. The list is in the order of diag_sort. lines may be NULL. */
void fingerprint_findings(struct findings *f, const struct line_source *lines,
                          const struct fingerprint_roots *roots);

#endif
