/* The state of emit(), shared by its files: emit.c walks the tape and writes Markdown's elements,
 * emit_code.c code, emit_span.c emphasis and links, emit_html.c raw HTML, emit_heading.c headings
 * and sections, emit_quote.c quotes and containers, emit_prompt.c what can be asked. Extensions
 * write what they made (exts.h). */
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

/* A footnote that is being written, and where what is around it goes. */
struct open_footnote {
    uint32_t note; /* index into notes->notes */
    struct stream *to;
};

/* What of the stream of footnotes belongs to one of them. */
struct footnote_part {
    uint32_t note, next; /* part of the same, or FOOTNOTE_NONE */
    struct range html, slots;
};

/* Code that is being written, and what its fence said. */
struct code {
    size_t at; /* of what it said, in the rewritten text, or STR_NONE */
    str language, title, classes;
    str wrong;                /* what was to name a line and does not */
    vec(struct range) marked; /* lines, the last one included */
    bool is_math, by_line;
    uint32_t number; /* of the first line; 0 where lines have none */
    uint32_t line;   /* the last one that was begun, from 1 */
    str line_end;    /* not empty while a line is open */
};

struct emitter {
    struct arena *keep, *scratch;
    struct tape *tape;
    struct diags *diags;
    const struct rawhtml *html;
    const struct heading_ids *ids;
    const struct prompts *prompts;
    struct body *body;
    struct outliner outliner;
    const struct footnotes *notes;
    struct stream text, titles, footnotes;
    vec(struct open_footnote) open_footnotes;
    vec(struct footnote_part) footnote_parts;
    uint32_t next_footnote; /* in notes->notes */
    unsigned inline_notes;  /* that are open */
    struct stream *to;
    bool plain;
    size_t next_heading; /* in ids */
    size_t next_closing; /* in html->closings */
    size_t next_prompt;  /* in prompts->spots */
    size_t next_part;    /* in prompts->parts */
    bool asking;         /* the one before it is being written */
    bool in_choice;      /* it is a choice */
    vec(str) open;       /* names of the raw HTML elements that are open */
    vec(struct quote) quotes;
    vec(uint32_t) list_ids; /* numbers of the open lists */
    vec(bool) ordered;
    vec(uint32_t) items; /* of the open list items the prompts that they are, or OUTLINE_NONE */
    vec(uint32_t) links; /* indices of the open links */
    unsigned containers; /* block quotes, list items, tables around */
    unsigned images;     /* alt text is being written */
    bool in_cell, head_cell, paragraph_is_div, paragraph_is_prompt, in_label;
    struct code code;
    str code_text;            /* of the code span that has begun, where it is not all of it */
    bool in_source;           /* in raw HTML that is shown as its source */
    const struct mark *title; /* of the container whose title is being written */
    enum task_state box;      /* to be written in the paragraph that comes */
    uint32_t at;              /* offset of the last text in the rewritten one */
    size_t near;              /* see lines_place_near */
    size_t event;             /* the one that is being written */
    size_t term_open;         /* elements that were open where the term begins */
    size_t joined;            /* the event that begins what goes on with the container before it */
};

static inline void emit_lit(struct emitter *e, str s) /* HTML as it is */
{
    buf_add(&e->to->html, s);
}

#define emit_literal(e, literal) emit_lit((e), S(literal))
void emit_escaped(struct emitter *e, str text);
void emit_classes(struct emitter *e, str classes); /* the author's; none where not safe */
void emit_slot(struct emitter *e, enum slot_kind kind, uint32_t link);
void emit_word(struct emitter *e, enum body_word word);
struct place emit_place(struct emitter *e, uint32_t at); /* of an offset in the rewritten text */

/* emit_span.c; the attributes of an element that an author gave, with a class of ours or none */
void emit_attribute(struct emitter *e, str name, str value); /* nothing for an empty value */
void emit_attributes(struct emitter *e, const struct attributes *a, str class);
void emit_span(struct emitter *e, const struct event *event);
void emit_span_end(struct emitter *e, const struct event *event);

/* emit_footnote.c: a footnote's own text; a reference, false where it leads to nothing; a footnote
 * in the text; the list of all. */
void emit_footnote(struct emitter *e);
void emit_footnote_end(struct emitter *e);
bool emit_footnote_reference(struct emitter *e, uint32_t index);
void emit_inline_note(struct emitter *e, const struct event *event);
void emit_inline_note_end(struct emitter *e);
void emit_footnotes(struct emitter *e);
void emit_id_attribute(struct emitter *e, str id); /* … and the address of an element */
void emit_fragment(struct emitter *e, str id);

/* ext_abbreviations.c: text of a note that has abbreviations. */
void emit_abbreviated(struct emitter *e, str text);

/* ext_definitions.c: either end of a term, a definition, a list of them; nothing of
 * other blocks. */
void emit_defined(struct emitter *e, const struct event *event);

/* ext_embed.c: what is embedded; the size that a picture's text ends with, "300" or "300x200", and
 * as attributes */
void emit_embed(struct emitter *e, const struct detail *d);
bool embed_size(str s, str *width, str *height);
void embed_set_size(struct tape *t, struct detail *d, str width, str height);

/* ext_quotes.c: how a quotation mark is shown */
str quotes_shown(const struct tape *t, str mark);

/* emit_html.c */
void emit_html_block(struct emitter *e, size_t i);
void emit_html_block_end(struct emitter *e);
void emit_html_run(struct emitter *e, const struct event *event);
void emit_closings(struct emitter *e, size_t event);

/* emit_code.c */
void emit_code(struct emitter *e, const struct detail *d);
void emit_code_text(struct emitter *e, str text);
void emit_code_end(struct emitter *e);
str emit_code_language(struct emitter *e, str *code); /* cut off the text of a code span */

/* emit_heading.c */
void emit_heading(struct emitter *e, size_t i);
void emit_heading_end(struct emitter *e);
void emit_end_section(struct emitter *e);
bool emit_opens_section(const struct emitter *e); /* whether a heading here would */

/* emit_quote.c */
void emit_quote(struct emitter *e, size_t i);
void emit_quote_end(struct emitter *e);
void emit_quote_title(struct emitter *e, const struct mark *mark, bool begins);
str emit_default_title(struct emitter *e, str type); /* "Note" for "note" */

/* emit_prompt.c */
void emit_prompt_event(struct emitter *e, size_t i); /* before the event is written */

/* The prompt of a kind that the event enters, NULL for none. */
const struct prompt_spot *emit_asked(const struct emitter *e, size_t event, enum prompt_kind kind);

/* Whether an event begins a prompt that brings its own elements. */
bool emit_is_asked(const struct emitter *e, size_t event);

/* Whether an event begins a line of the choice that is being written. */
bool emit_begins_part(const struct emitter *e, size_t event);

/* At the end of a list item that is this prompt, or OUTLINE_NONE. */
void emit_question_end(struct emitter *e, uint32_t prompt);

/* The box of a task, before its text. */
void emit_box(struct emitter *e, bool labelled);
void emit_label_end(struct emitter *e);

#endif
