/* What a project wants to hear of, and how loud: `check:` of the configuration, and flags.
 *
 *     check:
 *       off: [edge-planned, visual-share]
 *       levels: {link-missing: warning, image-alt: error}
 *       fail_on: warning
 */
#ifndef KBSITE_CHECK_SELECTION_H
#define KBSITE_CHECK_SELECTION_H

#include "base/diag.h"
#include "data/value.h"

enum { SELECTION_OFF = -1 };

struct selection {
    signed char levels[DIAG_CODE_COUNT]; /* of each code, or SELECTION_OFF */
    bool never_fails;
    enum diag_level fail_on; /* what is at this level or above fails a run */
};

void selection_defaults(struct selection *out);

/* Changes what the configuration says; v is a map, or NULL. False, and reported, for names that do
 * not exist. */
bool selection_read(struct selection *s, const struct value *v, str path, struct diags *diags);

/* Codes as flags have them, separated by commas; false and *bad for one that does not exist. */
bool selection_off(struct selection *s, str codes, str *bad);
bool selection_only(struct selection *s, str codes, str *bad);

/* "note", "warning", "error" or "never". */
bool selection_fail_on(struct selection *s, str level);

/* Whether a complaint is wanted; then it has its level. What the configuration or the theme has
 * wrong cannot be switched off. */
bool selection_apply(const struct selection *s, struct diag *diag);

#endif
