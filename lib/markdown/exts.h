/* Extensions of Markdown: one descriptor each, one file each (ext_<name>.c), listed in exts.c.
 *
 * The line half sees, before CommonMark does, the lines that are no code: outside fences, not deep
 * enough to be indented code, and in raw HTML only where a blank line would end it. The text half
 * sees runs of plain text afterwards. */
#ifndef KBSITE_MARKDOWN_EXTS_H
#define KBSITE_MARKDOWN_EXTS_H

#include "markdown/rewriter.h"
#include "markdown/tape.h"

struct emitter;

struct ext {
    const char *name;
    /* With which bytes the text of its lines begins; NULL: it is shown all lines. */
    const char *begins;
    /* True when it has written the line; false also where it has put lines before it. It says
     * itself whether text may go on after it (in_paragraph, false before). May be NULL. */
    bool (*line)(struct rewriter *w, const struct line *line);
    /* True when the line, at whatever indent, is an option of the header before it (w->header). */
    bool (*option)(struct rewriter *w, const struct line *line);
    /* True when it has written the first line of an author's quote: `inner` is the line behind the
     * marks. May be NULL. */
    bool (*quote)(struct rewriter *w, const struct line *line, const struct line *inner);
    /* The text half: plain text outside code and links. Either finds the first construct, or says
     * with which bytes constructs begin and whether one begins at i; it may end behind the text, as
     * far as tape_rest_of_line goes. */
    bool in_links; /* also in the text of links */
    bool (*find)(struct tape *tape, str text, size_t *start, size_t *end);
    const char *starts;
    bool (*at)(struct tape *tape, str text, size_t i, size_t *end);
    bool takes_escaped; /* asked also where a backslash stands before the byte */
    /* Puts the construct on the tape. */
    void (*put)(struct tape *tape, str construct);
    /* What stands in one block has been written, from an event on (tape_ask_run). */
    void (*run)(struct tape *tape, size_t first);
    /* Writes what it has put on the tape with tape_own. */
    void (*emit)(struct emitter *e, const struct event *event);
    /* The HTML around the content of its containers (struct mark), and around titles if any has
     * one. */
    void (*enter)(struct emitter *e, const struct mark *mark);
    void (*title)(struct emitter *e, const struct mark *mark, bool begins);
    void (*leave)(struct emitter *e, const struct mark *mark);
    bool is_box; /* in a note's lead its containers are boxes of the body */
};

/* clang-format off */
extern const struct ext
    ext_table,
    ext_admonition,
    ext_callout,
    ext_tabs,
    ext_blocks,
    ext_footnotes,
    ext_definitions,
    ext_abbreviations,
    ext_annotations,
    ext_html_markdown,
    ext_select,
    ext_autolink,
    ext_math,
    ext_wikilink,
    ext_embed,
    ext_comment,
    ext_block_id,
    ext_quotes,
    ext_signs,
    ext_keys,
    ext_attributes,
    ext_icon;
/* clang-format on */

extern const struct ext *const exts[]; /* ends with NULL */

/* Sets of extensions, a bit each in the order of exts, by a byte that stands somewhere. Most bytes
 * begin nothing, so that no extension has to be asked about them. exts_add puts number n into the
 * sets of the bytes, of all where they are NULL; exts_take takes the first one out of a set, and is
 * NULL at its end. */
void exts_add(uint32_t sets[EXT_BYTES], const char *bytes, unsigned n);

static inline const struct ext *exts_take(uint32_t *set)
{
    if (*set == 0)
        return NULL;
    unsigned n = (unsigned)__builtin_ctz(*set);
    *set &= *set - 1;
    return exts[n];
}

/* ext_icon.c: reports the icons on the tape that do not exist. */
void icons_report(const struct tape *t, struct diags *diags);

/* ext_definitions.c: finds the terms of definition lists (BLOCK_TERM). */
void definitions_read(struct tape *tape);

/* ext_annotations.c: makes references of the markers in annotated blocks. */
void annotations_read(struct tape *tape);

#endif
