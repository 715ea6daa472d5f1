/* Findings as workflow commands of GitHub Actions: a line on stdout becomes an annotation at a
 * file's line.
 *
 * GitHub shows ten annotations of each level for a step and drops the others without a word. So the
 * worst ten of each level are annotated, and a plain line says how many more there are and how to
 * see them. What the baseline knows is not annotated. */
#ifndef KBSITE_CMD_REPORT_GITHUB_H
#define KBSITE_CMD_REPORT_GITHUB_H

#include "report_findings.h"

enum { GITHUB_MOST_OF_LEVEL = 10 };

void report_github(const struct findings *f, const struct report_context *c, struct buf *out);

#endif
