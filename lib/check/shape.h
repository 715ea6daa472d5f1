/* What a block of a note is besides Markdown: a table, a diagram, an element of some class. */
#ifndef KBSITE_CHECK_SHAPE_H
#define KBSITE_CHECK_SHAPE_H

#include "check/source.h"

/* A fence of Mermaid, and what it draws: the first word that is no comment ("graph"). */
bool shape_is_diagram(const struct source_block *block);
str shape_diagram_kind(const struct source_block *block);

/* A paragraph for CommonMark; each of its lines has a bar, and one is all bars and dashes. */
bool shape_is_table(const struct source_tree *source, const struct source_block *block);

/* An element in the block has the class. */
bool shape_has_class(const struct source_block *block, str name);

/* The type of the admonition or callout that a line begins; empty for every other line. */
str shape_box(str line);

/* How often a character stands at an offset of a text, one after another. */
size_t shape_run(str text, size_t at, char c);

/* Where the code span ends whose ticks begin at an offset; STR_NONE where nothing ends it. */
size_t shape_code_end(str text, size_t at);

#endif
