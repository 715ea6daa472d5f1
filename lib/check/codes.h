/* Codes by their names, as people write them. */
#ifndef KBSITE_CHECK_CODES_H
#define KBSITE_CHECK_CODES_H

#include "base/diag.h"

bool codes_find(str name, enum diag_code *code);
bool codes_find_level(str name, enum diag_level *level);

/* The nearest name; empty where none is near. */
str codes_near(str name);

/* Says that no code has this name, and which one is near. */
void codes_report_unknown(struct diags *diags, enum diag_code code, struct place place, str name);

#endif
