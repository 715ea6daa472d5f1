/* What authors say in a note about complaints that they do not want:
 *
 *     <!-- kbsite-disable-next-line link-missing -->
 *     <!-- kbsite-disable-file heading-skipped, image-alt -->
 *     # kbsite-disable-next-line field-value        (in front matter)
 *
 * The next line is the next one behind the comment that is not blank. Without a code all are meant.
 * What looks like such a comment in code is an example. */
#ifndef KBSITE_CHECK_SILENCE_H
#define KBSITE_CHECK_SILENCE_H

#include "base/diag.h"
#include "check/source.h"

struct silence {
    uint32_t line; /* 0: the whole file */
    bool all;
    enum diag_code code;
};

struct silences {
    vec(struct silence) list;
};

/* Codes that do not exist are reported for the path. */
void silences_read(struct arena *a, const struct source_tree *source, str path, struct diags *diags,
                   struct silences *out);

bool silences_have(const struct silences *s, uint32_t line, enum diag_code code);

#endif
