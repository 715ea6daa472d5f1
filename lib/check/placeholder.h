/* Placeholders: what a template says where an author is to say something.
 *
 *     [Pattern Name]  <slug>  <1–3 bullets: what it is>  …  YYYY-MM-DD  gold|silver|bronze
 *
 * Notes have brackets for other reasons, too (citations, intervals, generics, keys such as [Enter],
 * marks such as [WIP], elements of HTML, MathML and SVG, <custom-elements>); what may be one of
 * these is none. Nor is what stands in a comment. */
#ifndef KBSITE_CHECK_PLACEHOLDER_H
#define KBSITE_CHECK_PLACEHOLDER_H

#include <stdbool.h>

#include "base/str.h"

struct placeholder {
    str text;
    bool whole; /* all that a line, a cell or what follows a label says: surely one. Others may be
                   meant for the reader to fill in, unless the note has some that are whole. */
};

/* The next one in a text (a block's: source.h) from *at on; *at is behind it then. */
bool placeholder_next(str text, size_t *at, struct placeholder *out);

/* A whole text that only says that something goes here: "...", "Q: …". */
bool placeholder_is_gap(str text);

/* A scalar of the front matter: all of it, or what it begins with. */
bool placeholder_is_value(str value);

/* A choice that was to be made: "gold|silver|bronze". */
bool placeholder_is_choice(str value);

#endif
