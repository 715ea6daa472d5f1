/* What script/web.mjs makes of packages of others: scripts that run in readers' browsers, icons,
 * emoji. The bytes are linked into programs that ask for the object library kb_web; in all others,
 * and where kbsite is built without these packages, they are empty.
 *
 * Constant data. vendor.h and markdown/glyphs.h read it. */
#ifndef KBSITE_THEME_WEB_H
#define KBSITE_THEME_WEB_H

#include "base/str.h"

str web_vendor(void); /* "name<TAB>size" a line, an empty line, then the bytes of all */
str web_icons(void);  /* "name<TAB>viewBox<TAB>inner svg" a line, by the bytes of the names */
str web_emoji(void);  /* "name<TAB>emoji" a line, by the bytes of the names */

#endif
