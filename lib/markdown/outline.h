/* The plain structure of a note's text, for whoever wants to understand it: blocks, list items and
 * where the links stand in them.
 *
 * An outline is made beside the body, lives in a scratch arena and is dropped when the note's
 * facts have been taken from it. */
#ifndef KBSITE_MARKDOWN_OUTLINE_H
#define KBSITE_MARKDOWN_OUTLINE_H

#include "markdown/body.h"

enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_CELL, BLOCK_CODE };

#define OUTLINE_NONE UINT32_MAX /* no section, no item */

/* A run of text that ends where a paragraph, a tight list item's line, a heading, a table cell or
 * a code block ends. */
struct block {
    enum block_kind kind;
    struct range text;   /* of outline.plain */
    struct range links;  /* of body.links */
    struct range strong; /* of outline.plain: the strong span it begins with, else empty */
    uint32_t section;    /* index into body.sections, or OUTLINE_NONE before the first */
    uint32_t item;       /* the innermost list item around it, or OUTLINE_NONE */
    bool in_container;   /* inside a block quote, an admonition or raw HTML */
    bool emphasised;     /* all of its text is inside one emphasis */
    uint32_t line, col;
};

enum task_state { TASK_NONE, TASK_OPEN, TASK_DONE };

struct item {
    uint32_t parent; /* the item that its list stands in, or OUTLINE_NONE */
    uint32_t list;   /* number of its list, from 0 */
    bool ordered;
    enum task_state task;
    struct range blocks; /* of outline.blocks: its own and its nested items' */
    uint32_t section;
    uint32_t line;
};

struct outline {
    str plain; /* the text of all blocks, each ended by a line end; code included */
    vec(struct block) blocks;
    vec(struct item) items;
    vec(struct range) labels; /* of plain: strong spans that begin a block or a line of it */
};

#endif
