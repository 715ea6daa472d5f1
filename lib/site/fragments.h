/* What a '#fragment' names in a note: the id of one of its headings, or an id in its HTML.
 *
 * Exactly, else the id that MkDocs would have made, else ids that differ only in case and
 * punctuation. A heading always answers with its canonical id. */
#ifndef KBSITE_SITE_FRAGMENTS_H
#define KBSITE_SITE_FRAGMENTS_H

#include "site/site.h"

struct resolve;
struct fragments;

/* In the scratch arena; indexes of notes are made when they are first needed. */
struct fragments *fragments_open(struct resolve *r);
void fragments_close(struct fragments *f);

/* fragment is without '#', as written. False when the note has nothing like it; out is then
 * untouched. */
bool fragments_find(struct fragments *f, uint32_t note, str fragment, str *out);

/* Complains about a fragment that a link in note `from` has and note `to` does not know. */
void fragments_report(struct fragments *f, struct place place, uint32_t from, uint32_t to,
                      str fragment);

#endif
