/* The source of a note as rules read it: its lines, and libcmark's tree of its text.
 *
 * libcmark gets what md4c gets: the text in which block extensions are block quotes (lines.h), so
 * that the tree has what is in an admonition, and a list in it. A text that nests too deep for
 * libcmark, which is quadratic in nested lists, has no blocks. All of it lives in the arena. */
#ifndef KBSITE_CHECK_SOURCE_H
#define KBSITE_CHECK_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "markdown/html_tokens.h"

enum source_kind {
    SOURCE_PARAGRAPH, /* tables, too: CommonMark has none */
    SOURCE_HEADING,
    SOURCE_CODE,
    SOURCE_HTML
};

/* What hides in a text that is no text. */
#define SOURCE_CODE_SPAN '\x01'
#define SOURCE_LINK '\x02'

/* Where a part of a block's text stands in the file: up to the next one. Signs before it that are
 * written otherwise (escapes, entities) put a column a little too far to the left, links over
 * several lines a line too high; source_place makes up for both. */
struct source_mark {
    uint32_t at; /* offset in the block's text */
    uint32_t line, col;
    bool html; /* raw HTML in a paragraph or heading begins here */
};

struct source_block {
    enum source_kind kind;
    uint32_t line, last; /* of the file */

    /* Of code and HTML all of it. Of paragraphs and headings the plain text, raw HTML in it as
     * written, line ends as such, a sign for each code span and around the text of a link. */
    str text;
    str info;           /* of a code fence */
    size_t item;        /* the number, from 1, of the list item that it is directly in; 0: none */
    bool setext;        /* a heading with a line below it */
    size_t mark, marks; /* the first of its marks, and how many; code has none */
};

struct source_tree {
    str text;           /* all of the file, valid UTF-8 */
    vec(str) lines;     /* without their ends; the first one is line 1 */
    uint32_t body_line; /* where the text begins */
    vec(struct source_block) blocks;
    vec(struct source_mark) marks;
    vec(size_t) item_ends; /* for each list item, the number of the block behind it */
    bool has_tree;         /* else there are no blocks, whatever the text holds */
};

struct source_options {
    uint32_t body_line;
    unsigned max_nesting;
    size_t max_bytes;  /* of a text that gets a tree … */
    size_t max_output; /* … and of what the dialect makes of it */
};

/* bytes are borrowed. */
void source_read(struct arena *a, str bytes, const struct source_options *options,
                 struct source_tree *out);

/* The line of this number, from 1; empty past the end. */
str source_line(const struct source_tree *s, uint32_t number);

/* Where needle stands next: from a line and column (both from 1) to a last line. */
struct source_spot {
    uint32_t line, col;
};
bool source_find(const struct source_tree *s, str needle, uint32_t last, struct source_spot *at);

/* A place as a byte of the file and back; places past the end are its end. */
size_t source_offset(const struct source_tree *s, struct source_spot spot);
struct source_spot source_spot(const struct source_tree *s, size_t offset);

/* Where a part of a block's text stands, for parts that follow one another. The cursor begins as
 * {0}. */
struct source_cursor {
    struct source_spot from; /* not before this, on its line */
    uint32_t lines;          /* that the marks are too high */
    bool lost;               /* something was not found further down: never look there again */
};
struct source_spot source_place(const struct source_tree *s, const struct source_block *block,
                                str part, struct source_cursor *cursor);

/* The raw HTML of a block, one token after another; the cursor begins as {0}. Texts of tokens are
 * parts of the block's text. Code has none, nor has what only looks like HTML. */
struct source_html {
    size_t marks; /* that have been looked at */
    bool begun;
    struct html_cursor rest;
};
bool source_html_next(const struct source_tree *s, const struct source_block *block,
                      struct source_html *cursor, struct html_token *token);

#endif
