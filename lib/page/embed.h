/* The text of one note on the page of another: which parts of it, and as what.
 *
 * Ids stay with the note's own page; places in it that its text leads to are there, too. Pure. */
#ifndef KBSITE_PAGE_EMBED_H
#define KBSITE_PAGE_EMBED_H

#include "base/arena.h"
#include "note/schema.h"
#include "site/site.h"

/* What stands together: a heading, or NULL, and what is below it. */
struct embed_part {
    const struct heading *heading;
    struct range html;
};

struct embed_parts {
    struct embed_part *at;
    size_t n;
};

/* The parts of a note that a fragment names: a section with those in it, a block, all of it without
 * a fragment. None where it names anything else. Sections that are not published are left out. */
struct embed_parts embed_parts(struct arena *a, const struct site *site, uint32_t note,
                               str fragment);

/* Whether a section stands only for the author's sake. */
bool embed_is_hidden(const struct site *site, const struct section_fact *fact);

/* Adds HTML of a note without its ids; what led to one leads to the note's page. */
void embed_add(str html, str page, struct buf *out);

/* What the notes that a note embeds need scripts for, and the note itself (body.features). */
uint32_t embed_features(const struct site *site, uint32_t note);

#endif
