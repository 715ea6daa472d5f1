/* What stands in the brackets of [[target#Heading|label]]. Pure. */
#ifndef KBSITE_MARKDOWN_WIKILINK_H
#define KBSITE_MARKDOWN_WIKILINK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

struct wikilink {
    size_t length; /* with its brackets; 0: there is none */
    str target;    /* with its fragment */
    str label;     /* empty: none */
};

/* The one that text begins with. In a cell of a table a bar without a backslash ends the cell. */
struct wikilink wikilink_at(str text, bool in_cell);

/* Whether code begins or ends in it: md4c's text ends there, behind so many bytes. */
bool wikilink_has_code(str text, struct wikilink link, size_t length);

/* The parts of a target: a name or path, empty for the note itself, and what is behind the first
 * '#'. */
str wikilink_name(str target);
str wikilink_fragment(str target);

/* What a reader sees of a target without a label: "note > Heading". */
str wikilink_shown(struct arena *a, str name, str fragment);

#endif
