/* One complaint as a line for people and as data: what all reports of complaints share. Pure. */
#ifndef KBSITE_CMD_REPORT_LINE_H
#define KBSITE_CMD_REPORT_LINE_H

#include "base/buf.h"
#include "base/diag.h"
#include "data/value.h"

/* "notes/a.md:14:5", as far as it is known; empty for the whole site. */
void report_place(struct buf *out, const struct place *place);

/* PLACE: LEVEL: MESSAGE [CODE], without a line end. */
void report_line(struct buf *out, const struct diag *d, bool colour);

/* path, line, col, level, code, message; texts are borrowed. */
struct value *report_fields(struct arena *a, const struct diag *d);

#endif
