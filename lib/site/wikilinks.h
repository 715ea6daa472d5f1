/* What a wikilink names.
 *
 * Looked up in this order: a path from the note's folder and, with a slash in it, from those above;
 * an id, a path, a title, an alias or a file name of a note (names.h); the end of a path; a folder.
 * Extensions of notes may be left out. */
#ifndef KBSITE_SITE_WIKILINKS_H
#define KBSITE_SITE_WIKILINKS_H

#include "site/site.h"

struct resolve;

/* Sets kind and index of the target. A name that several notes have is reported, with the first of
 * them taken. False when nothing is called so. */
bool wikilink_find(struct resolve *r, uint32_t from, str name, struct place place,
                   struct target *out);

/* Says that nothing is, and what is called like it. */
void wikilink_report(struct resolve *r, uint32_t from, str name, struct place place);

#endif
