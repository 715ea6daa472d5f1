/* The events of CommonMark's parser, written down.
 *
 * The tape is what extensions and the emitter work on: it can be looked at ahead and behind, and
 * extensions put further events on it. Texts point into the rewritten text where they stand there,
 * else into the scratch arena. Tags of raw HTML are matched before anything is emitted, so every
 * event on a finished tape is balanced. */
#ifndef KBSITE_MARKDOWN_TAPE_H
#define KBSITE_MARKDOWN_TAPE_H

#include <md4c.h>

#include "base/map.h"
#include "base/vec.h"
#include "markdown/attributes.h"
#include "markdown/lines.h"

enum event_what {
    EVENT_ENTER_BLOCK,
    EVENT_LEAVE_BLOCK,
    EVENT_ENTER_SPAN,
    EVENT_LEAVE_SPAN,
    EVENT_TEXT,
    EVENT_MARK, /* detail: index into lines->marks */
    EVENT_OWN   /* something that an extension writes; detail says which; text: what one reads */
};

/* Further types of spans and texts, beside md4c's. */
enum { SPAN_MARK = 64, SPAN_INS, SPAN_SUB, SPAN_SUP, SPAN_KBD, SPAN_OWN_END };
enum { SPAN_NOTE = 96, SPAN_EMBED }; /* a footnote in the text */
/* Of definition lists: a term, a line of it; what /// define makes of paragraphs, lists, items. */
enum { BLOCK_TERM = 64, BLOCK_DT, BLOCK_LIST, BLOCK_DD, TEXT_TERM_END = 80 };
enum {
    TEXT_SIGN = 64,  /* a sign that may begin or end a span (ext.run) */
    TEXT_QUOTE,      /* a quotation mark that is shown in another form (ext_quotes.c) */
    TEXT_ATTRIBUTES, /* what may be an attribute list; text when the run has ended */
    TYPE_OWN = 255
};

enum { NO_DETAIL = 0 };

struct event {
    uint8_t what;    /* enum event_what */
    uint8_t type;    /* MD_BLOCKTYPE, MD_SPANTYPE or MD_TEXTTYPE */
    uint32_t detail; /* index into details, the same on both ends; 0 for none */
    str text;        /* of texts; of html: one whole run (see rawhtml.h) */
};

/* What blocks and spans say besides their type. */
struct detail {
    uint8_t level;       /* H */
    uint32_t start;      /* OL */
    char task;           /* LI: 0, or what stands in the brackets */
    MD_ALIGN align;      /* TH, TD */
    str href, title;     /* A, IMG: decoded */
    enum link_kind link; /* A, IMG: LINK_WIKI, or as md4c has it */
    size_t at;           /* offset in the rewritten text, of the address of A and IMG and of the
                            info of CODE, or STR_NONE */
    str info, lang;      /* CODE: decoded; lang is the first word */
    bool fenced;         /* CODE */

    const struct ext *ext;        /* EVENT_OWN: who writes it; info: what it wants to know */
    uint32_t index;               /* of a reference to a footnote, in footnotes.h */
    struct attributes attributes; /* of an attribute list behind it */
};

enum tape_limit { TAPE_FINE, TAPE_TOO_DEEP, TAPE_TOO_MUCH, TAPE_TOO_MANY_LINKS };

struct tape {
    struct arena *scratch;
    const struct markdown_options *options;
    const struct lines *lines;
    vec(struct event) events;
    vec(struct detail) details;
    vec(uint32_t) open;         /* events that began the open blocks and spans */
    uint32_t begins[EXT_BYTES]; /* the extensions whose constructs may begin with a byte … */
    const char *starts;         /* … and these bytes */
    uint32_t finders;           /* the extensions that search texts themselves */
    struct map entities;        /* decoded named references: name → index into decoded */
    vec(str) decoded;
    unsigned depth;    /* of blocks */
    unsigned quiet;    /* > 0: in code or a picture, whose text is not for extensions */
    unsigned links;    /* > 0: in a link, whose text is for few of them */
    bool in_anchor;    /* of raw HTML, in this block */
    bool footnotes;    /* references to some, or such in the text */
    bool block_lines;  /* in a block whose texts are whole lines: code, raw HTML */
    size_t indent;     /* columns before its line that comes next */
    size_t sign;       /* ext_autolink: the next block that an address may stand in */
    size_t run;        /* first event of the inline run that is being written */
    unsigned asked;    /* the extensions (a bit each) that want to see it when it ends */
    struct range line; /* of the rewritten text: the rest of a line that was asked for last */
    size_t absent[2];  /* ext_math: up to where the sign that ends a formula does not occur */
    size_t taken;      /* what md4c says of the rewritten text before this is left out … */
    unsigned dropped;  /* … and so many of the spans that are open */
    size_t start;      /* where one of `starts` stands next */
    size_t icon_bytes; /* ext_icon: of the pictures so far … */
    bool icon_missing; /* … and whether one does not exist */
    size_t cost;       /* at least the bytes of HTML that the events will make … */
    size_t most;       /* … and how many they may */
    enum tape_limit limit;
};

/* Parses. False when a limit was passed (tape->limit says which). */
bool tape_read(struct arena *scratch, const struct lines *lines,
               const struct markdown_options *options, struct tape *out);

/* For extensions: events, and plain text as one. */
void tape_enter_span(struct tape *t, MD_SPANTYPE type, const struct detail *detail);
void tape_leave_span(struct tape *t, MD_SPANTYPE type);
void tape_text(struct tape *t, MD_TEXTTYPE type, str text);

/* Something that ext->emit writes, and what one reads there. */
void tape_own(struct tape *t, const struct detail *detail, str plain);

/* The detail of an event, made where it has none. */
struct detail *tape_detail(struct tape *t, size_t event);

/* Whether the byte at i of a text has a backslash before it. */
bool tape_is_escaped(const struct tape *t, str text, size_t i);

/* The byte of the source before text[i]; a line end where there is none. */
char tape_byte_before(const struct tape *t, str text, size_t i);

/* The rewritten text from text[i] to the end of its line, beyond the text itself; empty where the
 * text does not stand in it. */
str tape_rest_of_line(struct tape *t, str text, size_t i);

/* The event that began the innermost block that is open, or STR_NONE. */
size_t tape_open_block(const struct tape *t);

/* Whether it is a cell of a table. */
bool tape_is_in_cell(const struct tape *t);

/* Calls ext->run at the end of the inline run. */
void tape_ask_run(struct tape *t, const struct ext *ext);

/* tape_exts.c: with which bytes constructs begin; plain text with its constructs; what an inline
 * run needs at its end; the part of a text that no construct has taken, false where there is none.
 */
void tape_find_starts(struct tape *t);
void tape_extended_text(struct tape *t, str text);
void tape_end_run(struct tape *t);
bool tape_cut_taken(struct tape *t, str *text);

/* The offset in the rewritten text that a str of the tape stands at; STR_NONE outside it. */
size_t tape_offset(const struct tape *t, str text);

/* What a character reference such as &amp; or &#35; stands for; itself when it stands for nothing.
 */
str tape_entity(struct tape *t, str reference);

/* The first event behind one, and the last before one, that is no mark of a container. */
size_t tape_behind_marks(const struct tape *t, size_t i);
size_t tape_before_marks(const struct tape *t, size_t i);

/* The index of the event that ends the block or span that event i begins. */
size_t tape_end(const struct tape *t, size_t i);

#endif
