/* Findings as the Markdown summary of a job, for the file that $GITHUB_STEP_SUMMARY names: how many
 * of each level and code, and the worst with their places. GitHub takes a MiB for a step; long
 * texts are cut, so a summary stays far below it. */
#ifndef KBSITE_CMD_REPORT_MARKDOWN_H
#define KBSITE_CMD_REPORT_MARKDOWN_H

#include "report_findings.h"

enum { MARKDOWN_MOST_FINDINGS = 50 };

void report_summary_markdown(const struct findings *f, const struct report_context *c,
                             struct buf *out);

#endif
