/* Extensions of Markdown: one descriptor each, one file each (ext_<name>.c), listed in exts.c.
 *
 * The line half sees, before CommonMark does, the lines that are no code: outside fences, not deep
 * enough to be indented code, and in raw HTML only where a blank line would end it. The text half
 * sees runs of plain text afterwards. */
#ifndef KBSITE_MARKDOWN_EXTS_H
#define KBSITE_MARKDOWN_EXTS_H

#include "markdown/rewriter.h"
#include "markdown/tape.h"

struct ext {
    const char *name;
    /* True when it has written the line; false also where it has put lines before it. It says
     * itself whether text may go on after it (in_paragraph, false before). May be NULL. */
    bool (*line)(struct rewriter *w, const struct line *line);
    /* Finds its first construct in a run of plain text outside code and links. May be NULL. */
    bool (*find)(struct tape *tape, str text, size_t *start, size_t *end);
    /* Puts the construct that find found on the tape. */
    void (*put)(struct tape *tape, str construct);
};

extern const struct ext ext_table, ext_admonition, ext_html_markdown, ext_select, ext_autolink;

extern const struct ext *const exts[]; /* ends with NULL */

#endif
