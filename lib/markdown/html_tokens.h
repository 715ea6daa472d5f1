/* Raw HTML cut into tokens: what is a tag, a comment, text.
 *
 * The tokenizer follows CommonMark's grammar of tags (spec 0.30, section 6.6) and HTML's raw text
 * elements; what fits neither is text. It looks at each byte a bounded number of times. */
#ifndef KBSITE_MARKDOWN_HTML_TOKENS_H
#define KBSITE_MARKDOWN_HTML_TOKENS_H

#include <stdbool.h>

#include "base/str.h"

enum html_kind {
    HTML_TEXT,
    HTML_RAW_TEXT, /* the inside of script, style, textarea, … */
    HTML_OPEN,
    HTML_CLOSE,
    HTML_COMMENT, /* also an unclosed one, up to the end */
    HTML_OTHER    /* declarations, processing instructions, CDATA */
};

struct html_token {
    enum html_kind kind;
    str text;          /* all of it */
    str name;          /* of tags, as written */
    bool self_closing; /* <x/> */
    bool complete;     /* comments: ended */
};

struct html_cursor {
    str rest;
    str raw_until;   /* the name of the raw text element that is open; empty outside */
    unsigned absent; /* ends that do not occur in the rest, so that nobody looks twice */
};

bool html_next(struct html_cursor *cursor, struct html_token *token);

struct html_attribute {
    str name, value;
    bool has_value;
};

/* The attributes of an open tag, one after another; *rest begins as the tag's text. */
bool html_attribute_next(str *rest, struct html_attribute *out);
str html_attributes_of(const struct html_token *token);

enum html_element {
    ELEMENT_KNOWN = 1,
    ELEMENT_VOID = 2,         /* has no content and no end tag */
    ELEMENT_BLOCK = 4,        /* may not stand in a paragraph */
    ELEMENT_OPTIONAL_END = 8, /* li, p, td, …: may end without an end tag */
    ELEMENT_RAW_TEXT = 16,
    ELEMENT_FOREIGN = 32,   /* svg, math: other names inside */
    ELEMENT_FORBIDDEN = 64, /* html, head, body, …: of the page, not of a note */
    ELEMENT_LINE = 128,     /* its tag begins an HTML block for md4c 0.4.8, whatever follows */
    /* Elements with an optional end belong to a family: a start tag ends open ones of its family
     * that have its rank or a higher one. <tr> ends <td>, but no <tbody>. */
    ELEMENT_FAMILY = 8, /* shift of the number */
    ELEMENT_RANK = 12
};

/* Flags of an element's name in any case; 0 for names that HTML does not have. */
unsigned html_element_flags(str name);

/* Whether an open element, by its flags, ends where the start tag of another one stands. */
bool html_ends_by_start(unsigned open, unsigned start);

#endif
