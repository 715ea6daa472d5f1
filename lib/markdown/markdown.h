/* Markdown, as real notes use it, to a body program.
 *
 * source text → lines (block extensions become containers that CommonMark has) → md4c → tape (the
 * events, checked and balanced) → body and outline. Positions lead back to the source by the line
 * table. See lines.h, tape.h, rawhtml.h and emit.h for the steps. */
#ifndef KBSITE_MARKDOWN_MARKDOWN_H
#define KBSITE_MARKDOWN_MARKDOWN_H

#include "markdown/body.h"
#include "markdown/outline.h"

struct markdown_options {
    str path;             /* of the note, for diagnostics */
    uint32_t first_line;  /* the line of the file that the text begins on, from 1 */
    size_t max_output;    /* bytes of HTML of one note */
    unsigned max_nesting; /* containers inside each other */
    bool has_title;       /* the first H1 is the page's title (kbsite), not a heading in the text */
    bool plain;           /* CommonMark and GFM only: no extension, no ids, addresses as written */
    str quotes;           /* the language that quotation marks are shown in; empty: as written */
    bool safe;            /* the author is not trusted (safe.h) */
    bool autolinks;       /* with plain: bare addresses become links, as in GFM */

    /* An extension that is left out, to see what it costs; NULL: none. */
    const struct ext *without;
};

struct markdown_job {
    struct arena *keep;    /* gets the body and everything it points to */
    struct arena *scratch; /* gets the outline */
    str text;              /* valid UTF-8; not needed afterwards */
    const struct markdown_options *options;
    struct diags *diags;
};

/* Never fails: past a limit the body is the escaped source in a <pre>, with a diagnostic. Safe from
 * many threads with arenas of their own. */
void markdown_read(const struct markdown_job *job, struct body *body, struct outline *outline);

/* Changes with everything that can change a body for the same text. Part of cache keys. */
str markdown_version(void);

#endif
