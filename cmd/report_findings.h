/* The findings of check as text and as JSON, and what all reports of findings share.
 *
 * A report is a pure function: findings in, bytes out. The other forms are in report_sarif.h,
 * report_junit.h, report_github.h and report_markdown.h. Texts of findings are as diag_add makes
 * them: UTF-8 in one line. */
#ifndef KBSITE_CMD_REPORT_FINDINGS_H
#define KBSITE_CMD_REPORT_FINDINGS_H

#include "base/buf.h"
#include "check/findings.h"
#include "check/fingerprint.h"

struct report_context {
    enum diag_level fail;  /* findings at this level and above fail the run; past ERROR: none do */
    enum diag_level least; /* text: the lowest level that is shown; NOTE shows known ones, too */
    bool colour;           /* text */
    bool baseline;         /* there is one, so that each finding is new or known */
    str home;              /* the file of complaints about the whole site: the configuration */
    const struct line_source *lines; /* where columns become those of editors; may be NULL */
};

enum { LEVEL_COUNT = DIAG_ERROR + 1 };

struct finding_counts {
    size_t fresh[LEVEL_COUNT]; /* that the baseline does not have */
    size_t known, mendable;
    size_t failing; /* fresh ones at the level that fails the run: the exit code is theirs */
};

struct finding_counts report_count(const struct findings *f, const struct report_context *c);
bool report_fails(const struct finding *f, const struct report_context *c);

/* What matters most first: new before known, then by level, else in their order. n of them, in
 * the arena. */
const struct finding **report_worst_first(struct arena *a, const struct findings *f);

/* "2 errors, 1 warning, 5 known"; "no findings". */
void report_counts(struct buf *out, const struct finding_counts *counts);
const char *report_plural(size_t n);

/* A place's column in UTF-16 code units, as editors and SARIF count, from 1; 0 where there is no
 * column or its line cannot be had. */
uint32_t report_column(const struct report_context *c, const struct place *place);

/* A line for each finding, and one with the counts. */
void report_findings_text(const struct findings *f, const struct report_context *c,
                          struct buf *out);

/* {"findings": […], "summary": {…}}, a finding a line, all levels; the README names the keys. */
void report_findings_json(const struct findings *f, const struct report_context *c,
                          struct buf *out);

#endif
