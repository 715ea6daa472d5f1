/* The ids of a note: headings', raw HTML's, and which of them a fragment can name.
 *
 * All are known before anything is emitted, for one pass must not give an id to a heading that an
 * author gives to another one further down. Explicit ids and those of raw HTML come first, then
 * GitHub's rule, then, where it is still free, the id that MkDocs would have made. */
#ifndef KBSITE_MARKDOWN_HEADING_IDS_H
#define KBSITE_MARKDOWN_HEADING_IDS_H

#include "markdown/rawhtml.h"
#include "markdown/tape.h"

struct heading_id {
    size_t event; /* the heading's first */
    str text;     /* plain */
    str id, extra_id, classes;
    struct place place;
};

struct heading_ids {
    vec(struct heading_id) headings; /* in the order of the tape; titles of admonitions left out */
    struct map used;                 /* id → 1 + the piece of raw HTML that has it, or 0 */
};

/* All in the tape's scratch arena. */
void heading_ids_read(struct tape *tape, const struct rawhtml *html, struct diags *diags,
                      struct heading_ids *out);

/* The mark whose title the heading at event i is, NULL for ordinary headings. */
const struct mark *heading_title_mark(const struct tape *tape, size_t i);

/* The mark that a block quote at event i begins with, NULL for ordinary ones. */
const struct mark *heading_quote_mark(const struct tape *tape, size_t i);

#endif
