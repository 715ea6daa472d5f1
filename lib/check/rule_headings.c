/* Headings that skip a level: a screen reader's list of them has a hole there. */
#include "check/rules.h"

static void check(struct rule_job *job)
{
    const struct body *body = &job->note->body;
    unsigned before = 1;
    for (size_t i = 0; i < body->headings.n; i++) {
        const struct heading *heading = &body->headings.at[i];
        if (!heading->is_section)
            continue;
        if (heading->level > before + 1)
            rule_report(job, DIAG_HEADING_SKIPPED, (struct spot){heading->line, heading->col},
                        "a heading of level %u below one of level %u", heading->level, before);
        before = heading->level;
    }
}

const struct rule rule_headings = {"headings", check};
