/* What a note of a type begins with: scaffolds/<type>.md of the theme, with its blanks filled in.
 */
#ifndef KBSITE_START_SCAFFOLD_H
#define KBSITE_START_SCAFFOLD_H

#include "base/arena.h"
#include "note/schema.h"
#include "theme/theme.h"

struct scaffold {
    str type;  /* its name, as the schema has it */
    str title; /* one line */
    str date;  /* YYYY-MM-DD */
};

/* The name of the file for a title, and the note's id: "two-phase-commit"; "note" where the title
 * has no letters. */
str scaffold_id(struct arena *a, str title);

/* The note's bytes. A type without a scaffold has the one of "note". */
str scaffold_note(struct arena *a, const struct theme *theme, const struct scaffold *s);

#endif
