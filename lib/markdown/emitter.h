/* The state of emit(), shared by its files: emit.c walks the tape and writes Markdown's elements,
 * emit_html.c raw HTML, emit_heading.c headings, sections and admonitions. */
#ifndef KBSITE_MARKDOWN_EMITTER_H
#define KBSITE_MARKDOWN_EMITTER_H

#include "markdown/emit.h"
#include "markdown/outliner.h"

/* Where HTML goes: the note's text, or apart from it the texts of headings that a layout sets. */
struct stream {
    struct buf html;
    vec(struct slot) slots;
};

/* A block quote that is open, and how it ends. */
struct quote {
    const struct mark *mark; /* NULL: an ordinary one */
    uint32_t box;            /* index into body->boxes, or OUTLINE_NONE */
    uint32_t plain;          /* where its text begins in the outline's */
};

struct emitter {
    struct arena *keep, *scratch;
    struct tape *tape;
    const struct rawhtml *html;
    const struct heading_ids *ids;
    struct body *body;
    struct outliner outliner;
    struct stream text, titles;
    struct stream *to;
    bool plain;
    size_t next_heading; /* in ids */
    size_t next_closing; /* in html->closings */
    vec(str) open;       /* names of the raw HTML elements that are open */
    vec(struct quote) quotes;
    vec(uint32_t) list_ids; /* numbers of the open lists */
    vec(bool) ordered;
    vec(uint32_t) links; /* indices of the open links */
    unsigned containers; /* block quotes, list items, tables around */
    unsigned images;     /* alt text is being written */
    bool in_cell, head_cell, paragraph_is_div, in_label;
    const struct mark *title; /* of the admonition whose title is being written */
    enum task_state box;      /* to be written in the paragraph that comes */
    uint32_t at;              /* offset of the last text in the rewritten one */
};

void emit_lit(struct emitter *e, str s); /* HTML as it is */
#define emit_literal(e, literal) emit_lit((e), S(literal))
void emit_escaped(struct emitter *e, str text);
void emit_slot(struct emitter *e, enum slot_kind kind, uint32_t link);
struct place emit_place(const struct emitter *e,
                        uint32_t at); /* of an offset in the rewritten text */

/* emit_html.c */
void emit_html_run(struct emitter *e, const struct event *event);
void emit_closings(struct emitter *e, size_t event);

/* emit_heading.c */
void emit_heading(struct emitter *e, size_t i);
void emit_heading_end(struct emitter *e);
void emit_quote(struct emitter *e, size_t i);
void emit_quote_end(struct emitter *e);
void emit_end_section(struct emitter *e);

#endif
