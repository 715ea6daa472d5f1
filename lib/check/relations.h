/* How notes relate, beside what RESOLVE complains of: notes that nothing leads to, and aliases that
 * other notes have as names. */
#ifndef KBSITE_CHECK_RELATIONS_H
#define KBSITE_CHECK_RELATIONS_H

#include "site/site.h"

/* Serial. Paths are below the content folder. */
void relations_check(struct arena *a, const struct site *site, struct diags *diags);

#endif
