/* Footnotes on the tape: which there are, what refers to them, and their numbers.
 *
 * They are numbered in the order of the first reference: those of the text come first, then those
 * that only other footnotes refer to. What nothing refers to stands at the end, so that nothing
 * that was written disappears. */
#ifndef KBSITE_MARKDOWN_FOOTNOTES_H
#define KBSITE_MARKDOWN_FOOTNOTES_H

#include "markdown/heading_ids.h"
#include "markdown/tape.h"

#define FOOTNOTE_NONE UINT32_MAX

struct footnote {
    str name;            /* unique in the note: of its element's id, without "fn:" */
    uint32_t number;     /* from 1 */
    uint32_t references; /* to it */
    uint32_t first_reference, last_reference; /* in its own text, or FOOTNOTE_NONE */
    struct place place;
    bool defined; /* [^name]: …, not ^[…] */
};

struct footnote_reference {
    uint32_t note; /* or FOOTNOTE_NONE: there is no such footnote */
    uint32_t nth;  /* reference to it, from 1 */
    uint32_t next; /* in the same text, or FOOTNOTE_NONE */
    size_t event;
};

struct footnotes {
    vec(struct footnote) notes;                /* in the order of the tape */
    vec(struct footnote_reference) references; /* likewise; their events' details have the index */
    vec(uint32_t) order;                       /* notes by their number */
};

/* All in the tape's scratch arena; ids are reserved in `ids`. */
void footnotes_read(struct tape *tape, struct diags *diags, struct heading_ids *ids,
                    struct footnotes *out);

/* Whether a block quote's first event begins a footnote. */
bool footnotes_begins(const struct tape *tape, size_t event);

/* The id of the element that is the nth reference to a footnote, and that of the footnote. */
str footnotes_reference_id(struct arena *a, const struct footnote *note, uint32_t nth);
str footnotes_id(struct arena *a, const struct footnote *note);

#endif
