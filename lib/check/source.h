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

enum source_kind {
    SOURCE_PARAGRAPH, /* tables, too: CommonMark has none */
    SOURCE_HEADING,
    SOURCE_CODE,
    SOURCE_HTML
};

/* What hides in a text that is no text. */
#define SOURCE_CODE_SPAN '\x01'
#define SOURCE_LINK '\x02'

struct source_block {
    enum source_kind kind;
    uint32_t line, last; /* of the file */

    /* Of code and HTML all of it. Of paragraphs and headings the plain text, raw HTML in it as
     * written, line ends as such, a sign for each code span and around the text of a link. */
    str text;
    str info;     /* of a code fence */
    bool in_item; /* of a list, directly */
    bool setext;  /* a heading with a line below it */
};

struct source_tree {
    str text;           /* all of the file, valid UTF-8 */
    vec(str) lines;     /* without their ends; the first one is line 1 */
    uint32_t body_line; /* where the text begins */
    vec(struct source_block) blocks;
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

#endif
