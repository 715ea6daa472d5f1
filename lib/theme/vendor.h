/* Files of others that sites need for code, formulas and diagrams: scripts, styles, a font. They
 * are compiled in (web.h), and none are there where kbsite is built without them.
 *
 * Constant data, safe from any thread. */
#ifndef KBSITE_THEME_VENDOR_H
#define KBSITE_THEME_VENDOR_H

#include "base/str.h"

/* A walk over the files by the bytes of their names; begins as {0}. */
struct vendor {
    str name, bytes; /* of the file that it is at: "mermaid/mermaid.js" */
    str names, rest; /* of the files behind it */
};

bool vendor_next(struct vendor *v); /* false behind the last one */

bool vendor_file(str name, str *bytes); /* false if there is no such file */

#endif
