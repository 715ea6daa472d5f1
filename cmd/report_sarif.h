/* Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read.
 *
 * - Columns are UTF-16 code units, the kind that SARIF readers expect, not kbsite's bytes. Where
 *   the line of a finding cannot be had, it has none and stands for the whole line.
 * - A file of GitHub may hold 25,000 results: the worst are in it, and a notification says how many
 *   are not.
 * - GitHub refuses results without a file: those about the whole site stand at context's home.
 * - Texts follow SARIF's rules for messages: braces are doubled, and what looks like a link is
 *   escaped. */
#ifndef KBSITE_CMD_REPORT_SARIF_H
#define KBSITE_CMD_REPORT_SARIF_H

#include "report_findings.h"

enum { SARIF_MOST_RESULTS = 25000 };

void report_sarif(const struct findings *f, const struct report_context *c, struct buf *out);

#endif
