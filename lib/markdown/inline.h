/* Runs of inline events on the tape: what stands in a heading, a paragraph, the line of a tight
 * list item. A run goes from its first event to the one before `last`. */
#ifndef KBSITE_MARKDOWN_INLINE_H
#define KBSITE_MARKDOWN_INLINE_H

#include "markdown/rawhtml.h"
#include "markdown/tape.h"

/* The end of the run that begins at event i: the next that enters or leaves a block. */
size_t inline_end(const struct tape *t, size_t i);

/* Its plain text, trimmed, in the tape's scratch arena: breaks are blanks, pictures and footnotes
 * are left out, tags that are none are shown. */
str inline_plain(struct tape *t, const struct rawhtml *html, size_t first, size_t last);

/* Where its first text stands; line 0 where it has none. */
struct place inline_place(const struct tape *t, size_t first, size_t last);

/* Whether raw HTML in it closes what it opens, and is no block: then elements of ours can be put
 * around it. */
bool inline_is_closed(const struct tape *t, const struct rawhtml *html, size_t first, size_t last);

/* Whether raw HTML in it has what a label of ours cannot hold: a label or a control. */
bool inline_has_control(const struct tape *t, const struct rawhtml *html, size_t first,
                        size_t last);

#endif
