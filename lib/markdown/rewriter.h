/* The state of lines_read, and what the line half of an extension may do with it. */
#ifndef KBSITE_MARKDOWN_REWRITER_H
#define KBSITE_MARKDOWN_REWRITER_H

#include "base/buf.h"
#include "markdown/lines.h"

enum { MAX_CONTAINERS = 100, MAX_LISTS = 64, CONTAINER_INDENT = 4 };

/* One line of the source. Columns count tabs as up to the next multiple of four. */
struct line {
    str whole;       /* without its end */
    str text;        /* without leading blanks */
    unsigned indent; /* column of text */
    uint32_t number; /* in the file */
};

struct fence {
    char mark; /* '`' or '~'; 0 while none is open */
    size_t length;
    unsigned base;   /* column of the container that it stands in */
    unsigned quotes; /* quote marks before it */
    uint32_t number;
};

struct rewriter {
    struct arena *scratch;
    const struct markdown_options *options;
    struct diags *diags;
    struct lines *out;
    struct buf text;
    unsigned containers[MAX_CONTAINERS]; /* columns that open containers begin at */
    unsigned container_count;
    unsigned lists[MAX_LISTS]; /* content columns of the list items around the line */
    unsigned list_count;
    struct fence fence;
    str html_end;         /* what ends the raw HTML around the line; empty outside */
    unsigned html_quotes; /* quote marks before it */
    bool after_blank;
    bool in_paragraph; /* the line before may be continued by text */
    str next;          /* the line after this one; empty at the end */
    str rest;          /* all lines after this one */
};

/* The column that blocks around the line begin at: containers and list items. */
unsigned rewriter_base(const struct rewriter *w);

/* Writes a line into the open containers: a slice of it, from `text` on, at column `indent`. */
void rewriter_put(struct rewriter *w, const struct line *line, str text, unsigned indent);

/* A line of our own in the open containers. Returns the offset of its text. */
uint32_t rewriter_put_own(struct rewriter *w, unsigned indent, str text);

/* Opens a container whose body is indented by four from `indent`. False past the limit. */
bool rewriter_open(struct rewriter *w, unsigned indent, struct mark mark);

/* Closes the innermost container. */
void rewriter_close(struct rewriter *w);

/* Reads `{#id .class}` at the end of text: the rest, trimmed, in *rest. False where text ends with
 * no attribute list. */
bool attributes_cut(struct arena *a, str text, str *rest, struct attributes *out);

#endif
