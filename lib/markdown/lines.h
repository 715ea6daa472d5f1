/* Source text to the text that CommonMark's parser reads.
 *
 * Block extensions (`!!!` with its 4-space body) are not CommonMark: left alone, their bodies would
 * be code. Here each becomes a container that CommonMark has, a block quote whose first line is a
 * mark; the emitter knows marks by their offset and writes what the author meant. So lists, fences
 * and raw HTML inside end where the container ends, at any depth.
 *
 *     !!! tip "Try it"            > <?kb?>
 *         - one                   > ###### Try it
 *         - two           →       > - one
 *     after                       > - two
 *                                 <?kb?>
 *                                 after
 *
 * The other change is blank lines that are put in. Every output line is a prefix of ours and a
 * slice of the source, so that each position can be mapped back by the table of origins. */
#ifndef KBSITE_MARKDOWN_LINES_H
#define KBSITE_MARKDOWN_LINES_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/vec.h"
#include "markdown/markdown.h"

struct ext;
struct abbreviations;

enum { EXT_BYTES = 256 }; /* sets of extensions, one for each byte: exts.h */

/* A block that an extension made: the quote whose first line is the mark at this offset. */
struct mark {
    uint32_t out;          /* offset of the mark in the rewritten text */
    const struct ext *ext; /* writes it; NULL: only separates a container from what follows */
    bool folds, open;      /* ??? and ???+ */
    bool has_title;        /* the next block is a heading that holds it */
    bool untitled;         /* `!!! note ""` */
    bool apart;            /* does not belong to the one before it */
    str type;              /* lower case; of footnotes their name */
    str classes;           /* further words of the header that are classes */
};

/* Output from `out` to the next origin is the source from this line and column of the file on. */
struct origin {
    uint32_t out, line, col;
};

struct lines {
    str text; /* rewritten; followed by 64 NULs, which md4c 0.4.8 may read */
    vec(struct origin) origins;
    vec(struct mark) marks;
    bool footnotes;                      /* there are definitions of some */
    struct abbreviations *abbreviations; /* NULL without any; ext_abbreviations.c */
    bool definitions;                    /* there are definition lists */
    bool too_deep;       /* a line opens more containers than the limit: do not parse */
    bool too_many_links; /* md4c would take too long: do not parse */
    bool too_long;       /* containers have made far more text of it: do not parse */
};

void lines_read(struct arena *scratch, str text, const struct markdown_options *options,
                struct diags *diags, struct lines *out);

/* Line and column (in bytes, from 1) in the file of an offset of the rewritten text. */
struct place lines_place(const struct lines *lines, str path, uint32_t out);

/* The same for offsets that mostly grow; *near begins as 0. */
struct place lines_place_near(const struct lines *lines, str path, uint32_t out, size_t *near);

/* The mark at an offset, NULL where there is none. */
const struct mark *lines_mark(const struct lines *lines, uint32_t out);

#endif
