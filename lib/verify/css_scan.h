/* The addresses in a style sheet: url(…), @import "…" and the strings of image-set(…). Comments,
 * strings that stand elsewhere and @namespace hold none. Linear, allocates nothing; addresses are
 * borrowed, as written. Form: CSS Syntax Level 3. */
#ifndef KBSITE_VERIFY_CSS_SCAN_H
#define KBSITE_VERIFY_CSS_SCAN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/* Begins as {.rest = css}. */
struct css_scan {
    str rest;
    unsigned depth;               /* of brackets, from the one of image-set( on; 0 outside of it */
    bool is_import, is_namespace; /* behind that word */
};

/* The next address; the scan goes on behind it. */
bool css_scan_next(struct css_scan *s, str *address);

/* Adds an address with its escapes decoded. */
void css_scan_decode(struct buf *out, str address);

#endif
