/* Writes a note's outline while its HTML is emitted: plain text, blocks, list items, the text and
 * the sentence of each link. Links themselves are added to the body here. */
#ifndef KBSITE_MARKDOWN_OUTLINER_H
#define KBSITE_MARKDOWN_OUTLINER_H

#include "base/buf.h"
#include "markdown/outline.h"

enum { SENTENCE_MAX = 300 /* bytes; longer ones are cut at words, on both sides of the link */ };

struct link_spot {
    uint32_t from, to; /* of the plain text */
};

struct outliner {
    struct arena *keep, *scratch;
    struct body *body;
    struct outline *outline;
    struct buf plain;
    vec(struct link_spot) spots; /* parallel to body->links */
    vec(uint32_t) items;         /* the open list items, outermost first */
    uint32_t block;              /* the open one, or OUTLINE_NONE */
    uint32_t section;
    size_t counted; /* up to here, words of the plain text were counted */
    uint32_t lists;
    unsigned containers; /* quotes and raw HTML around */
    unsigned strong, emphasis;
    bool strong_first;    /* the open strong span begins a line of the block … */
    uint32_t strong_from; /* … here */
    bool plain_seen;      /* the block has text outside emphasis */
    bool safe;            /* addresses that are not are refused */
    bool placed;          /* block, item and link have the place of a text */
};

void outliner_open(struct outliner *o, struct arena *keep, struct arena *scratch, struct body *body,
                   struct outline *outline);
void outliner_close(struct outliner *o);

void outliner_block(struct outliner *o, enum block_kind kind);
void outliner_end_block(struct outliner *o);

/* Begins a section with the block that is open and empty. */
void outliner_section(struct outliner *o, uint32_t section);

/* Text at a place of the file; opens a paragraph where no block is open. The place counts only
 * where it is wanted. */
static inline bool outliner_wants_place(const struct outliner *o)
{
    return !o->placed;
}

void outliner_text(struct outliner *o, str text, struct place place);

/* Counts the lines of the open code block that end in a text. */
void outliner_code_lines(struct outliner *o, str text);

void outliner_item(struct outliner *o, uint32_t list, bool ordered, enum task_state task);
void outliner_end_item(struct outliner *o);

void outliner_strong(struct outliner *o, bool begins);
void outliner_emphasis(struct outliner *o, bool begins);

/* Adds a link whose text is what comes until outliner_end_link. Returns its index. */
uint32_t outliner_link(struct outliner *o, enum link_kind kind, str target);
/* place: where the link stands if it has no text. */
void outliner_end_link(struct outliner *o, uint32_t link, struct place place);

#endif
