/* The whole proof of a project: what LOAD and RESOLVE complain of, what rules say of the notes, and
 * what a crawl of the site finds, as one list. */
#ifndef KBSITE_VERIFY_VERIFY_H
#define KBSITE_VERIFY_VERIFY_H

#include "build/build.h"
#include "check/check.h"
#include "check/findings.h"

struct verify_options {
    struct build_options build;
};

struct verified {
    struct build build;
    struct checked notes;
    struct findings findings;
};

/* False when configuration or theme cannot be used; the findings say why. To be closed anyway. */
bool verify(struct verified *v, const struct verify_options *options);
void verify_close(struct verified *v);

#endif
