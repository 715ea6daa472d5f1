/* Icons and emoji by the names that stand between colons: `:material-home:`, `:octicons-alert-16:`,
 * `:fontawesome-solid-user:`, `:simple-github:`; `:rocket:`. They are compiled in (theme/web.h),
 * and none are there where kbsite is built without them.
 *
 * Constant data, safe from any thread. Looking up takes a binary search. */
#ifndef KBSITE_MARKDOWN_GLYPHS_H
#define KBSITE_MARKDOWN_GLYPHS_H

#include "base/str.h"

struct glyph {
    str view_box; /* of the <svg> */
    str inner;    /* what stands in it; takes its colour from fill */
};

/* False where no icon or emoji has that name. */
bool glyphs_icon(str name, struct glyph *out);
bool glyphs_emoji(str name, str *out);

/* The name of the icon that is spelled most like this one, of those that begin with the same `set`
 * bytes ("material-") and the same letter behind them; empty where none is close. */
str glyphs_nearest(str name, size_t set);

#endif
