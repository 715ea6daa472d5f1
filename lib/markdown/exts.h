/* Extensions of Markdown: one descriptor each, one file each (ext_<name>.c), listed in exts.c.
 *
 * The line half sees the lines that are neither in a fence nor in raw HTML nor deep enough to be
 * code, before CommonMark does. The
 * text half sees runs of plain text after it. */
#ifndef KBSITE_MARKDOWN_EXTS_H
#define KBSITE_MARKDOWN_EXTS_H

#include "markdown/rewriter.h"
#include "markdown/tape.h"

struct ext {
    const char *name;
    /* True when it has written the line. May be NULL. */
    bool (*line)(struct rewriter *w, const struct line *line);
    /* Finds its first construct in a run of plain text outside code and links. May be NULL. */
    bool (*find)(str text, size_t *start, size_t *end);
    /* Puts the construct that find found on the tape. */
    void (*put)(struct tape *tape, str construct);
};

extern const struct ext ext_admonition, ext_attributes, ext_html_markdown, ext_autolink;

extern const struct ext *const exts[]; /* ends with NULL */

#endif
