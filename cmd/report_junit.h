/* Findings as JUnit's XML, in the form that CI servers share (elements of the Ant task, with `file`
 * and `line` as pytest writes them).
 *
 * A file with findings is a test suite, a finding a test case. One that fails the run is a failure,
 * one that the baseline knows is skipped, one below that level passed and says its line on
 * system-out. Names hold no line numbers, so that a server sees the same case when lines move. A
 * run without findings is one case that passed: servers take an empty report for a mistake. */
#ifndef KBSITE_CMD_REPORT_JUNIT_H
#define KBSITE_CMD_REPORT_JUNIT_H

#include "report_findings.h"

void report_junit(const struct findings *f, const struct report_context *c, struct buf *out);

#endif
