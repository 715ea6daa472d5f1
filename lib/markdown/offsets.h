/* Keeps clear of a fault of md4c.
 *
 * At a blank line in a list item md4c (0.4.8 to 0.5.3) asks whether the item is still empty by
 * looking at its last record as if it were that of a block, when it is that of a line: an offset
 * whose lowest byte is the number of MD_BLOCK_LI counts as an empty item. The rest of the item
 * then falls out of its list and becomes code. So such offsets are moved on, by blanks at the end
 * of the line before the block, where they mean nothing. */
#ifndef KBSITE_MARKDOWN_OFFSETS_H
#define KBSITE_MARKDOWN_OFFSETS_H

#include "markdown/rewriter.h"

/* To be called before a blank line in a list item is written. The last lines
 * of the block that begins at w->block_at are looked at. */
void offsets_mend(struct rewriter *w);

#endif
