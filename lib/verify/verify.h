/* The whole proof of a project: what LOAD and RESOLVE complain of, what rules say of the notes, and
 * what a crawl of the site finds, as one list of findings. */
#ifndef KBSITE_VERIFY_VERIFY_H
#define KBSITE_VERIFY_VERIFY_H

#include "build/build.h"
#include "check/check.h"
#include "check/findings.h"
#include "check/selection.h"
#include "verify/line_cache.h"

struct verify_options {
    struct build_options build;
    str site;          /* a folder with the site; empty: what a build would write */
    bool no_site;      /* notes only */
    str baseline;      /* a file with findings that are known; empty: none is */
    str only, off;     /* codes, separated by commas; have been checked */
    bool fingerprints; /* are wanted; a baseline needs them anyway */
    str fail_on;       /* instead of the configuration's; has been checked */
};

struct verified {
    struct build build;
    struct checked notes;
    struct selection selection;
    struct findings findings;
    struct line_cache lines; /* what findings point at */
};

/* False when configuration, theme, baseline or site cannot be used; the findings say why. To be
 * closed anyway. */
bool verify(struct verified *v, const struct verify_options *options);

/* Notes (as findings have them) that could not be mended, and why: an errno value. Lives as long as
 * what was verified. */
struct unwritten_note {
    str path;
    int error;
};
struct unwritten {
    vec(struct unwritten_note) list;
};

/* Makes the edits that mend findings, file by file; how many findings are gone. A file that cannot
 * be written stays as it is, and the others are mended all the same. */
size_t verify_fix(struct verified *v, struct unwritten *unwritten);

/* The path of a note as findings have it. */
str verify_shown(struct verified *v, str path);

void verify_close(struct verified *v);

#endif
