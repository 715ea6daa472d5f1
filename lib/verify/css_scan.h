/* The addresses in a style sheet: url(…) and @import "…". Comments, and strings that stand
 * elsewhere, hold none. Linear, allocates nothing; addresses are borrowed, as written. Form: CSS
 * Syntax Level 3. */
#ifndef KBSITE_VERIFY_CSS_SCAN_H
#define KBSITE_VERIFY_CSS_SCAN_H

#include <stdbool.h>

#include "base/str.h"

/* The next address of *rest, which goes on behind it. */
bool css_scan_next(str *rest, str *address);

#endif
