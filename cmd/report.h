/* What a command tells its user: diagnostics, progress, results. */
#ifndef KBSITE_CMD_REPORT_H
#define KBSITE_CMD_REPORT_H

#include <stdbool.h>

#include "base/diag.h"
#include "build/progress.h"
#include "data/value.h"

struct report_options {
    bool quiet;   /* errors only */
    bool verbose; /* notes, too */
    bool json;
};

/* Diagnostics for people, on stderr, in their order. */
void report_text(const struct diags *diags, const struct report_options *options);

/* {"diagnostics": […], "summary": …} on stdout; all levels. */
void report_json(const struct diags *diags, const struct value *summary);

/* Whether what is written there may have colours. */
bool report_has_colour(int handle);

/* A line on stderr that is overwritten, where there is a terminal. */
struct report_progress {
    bool on, shown;
    size_t percent;
};
struct progress report_progress_open(struct report_progress *p, const struct report_options *o);
void report_progress_close(struct report_progress *p);

#endif
