/* What each complaint means, at length: for people who meet a code for the first time.
 *
 * Constant data and pure functions; any thread. */
#ifndef KBSITE_BASE_DIAG_EXPLAIN_H
#define KBSITE_BASE_DIAG_EXPLAIN_H

#include "base/buf.h"
#include "base/diag.h"

/* Two to five sentences in one paragraph: what it means, why it matters, what to do. */
str diag_explanation(enum diag_code code);

/* A small example, some lines that end in line ends; empty where words are enough. */
str diag_example(enum diag_code code);

/* All that is known of a code, as text of at most 80 columns: name, level, meaning, explanation,
 * example. */
void diag_explain(struct buf *out, enum diag_code code);

#endif
