/* Raw HTML made safe for the page around it: every element that a note opens is closed where the
 * note's own structure ends, and what is no HTML is shown as text.
 *
 * A pass over the tape: runs of HTML texts become one event each, are cut into tokens, and tags are
 * matched against each other within the block or span that holds them. Each token gets a fate. */
#ifndef KBSITE_MARKDOWN_RAWHTML_H
#define KBSITE_MARKDOWN_RAWHTML_H

#include "base/diag.h"
#include "markdown/html_tokens.h"
#include "markdown/tape.h"

enum html_fate {
    FATE_KEEP,
    FATE_ESCAPE, /* shown as it was written */
    FATE_DROP    /* comments */
};

/* One token of a run, and what to do with it. */
struct html_piece {
    struct html_token token;
    enum html_fate fate;
    bool closes_itself; /* an open tag whose end tag follows at once */
    bool foreign;       /* inside svg or math */
    bool division;      /* a <p> that holds blocks; it is published as <div> */
    bool matched;
    uint32_t match;       /* of a matched tag: its partner's index */
    uint32_t close_first; /* close so many open elements before it */
};

/* One event of HTML. */
struct html_run {
    uint32_t event;
    uint32_t first, count;     /* in pieces */
    uint32_t part, part_count; /* in parts: what it was joined from */
    str text;
};

struct html_part {
    uint32_t at; /* offset in the run's text */
    str source;  /* as it stood on the tape */
};

/* Elements to be closed before an event that is no HTML. */
struct html_closing {
    uint32_t event, count;
};

struct rawhtml {
    vec(struct html_piece) pieces;
    vec(struct html_run) runs; /* in the order of the tape; an event's detail is its run */
    vec(struct html_part) parts;
    vec(struct html_closing) closings; /* in the order of the tape */
};

/* Changes the tape's HTML events (see above). Unless plain is set in the tape's options, where the
 * text of the runs is all that is made. */
void rawhtml_read(struct tape *tape, struct diags *diags, struct rawhtml *out);

/* Where a piece stands in the file. */
struct place rawhtml_place(const struct rawhtml *html, const struct tape *tape,
                           const struct html_run *run, const struct html_piece *piece);

#endif
