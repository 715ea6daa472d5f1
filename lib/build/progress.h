/* How far a build has come, for whoever watches. */
#ifndef KBSITE_BUILD_PROGRESS_H
#define KBSITE_BUILD_PROGRESS_H

#include <stddef.h>

enum progress_stage {
    PROGRESS_WAIT, /* for another build into the same folder */
    PROGRESS_LOAD,
    PROGRESS_RENDER
};

/* report may be NULL. It is called from one thread at a time, that of the build. */
struct progress {
    void (*report)(void *context, enum progress_stage stage, size_t done, size_t total);
    void *context;
};

static inline void progress_report(const struct progress *p, enum progress_stage stage, size_t done,
                                   size_t total)
{
    if (p->report)
        p->report(p->context, stage, done, total);
}

#endif
