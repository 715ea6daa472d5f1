/* The state of lines_read, and what the line half of an extension may do with it. */
#ifndef KBSITE_MARKDOWN_REWRITER_H
#define KBSITE_MARKDOWN_REWRITER_H

#include "base/buf.h"
#include "markdown/line_kind.h"
#include "markdown/lines.h"

enum { MAX_CONTAINERS = 100, MAX_LISTS = 64, MAX_ELEMENTS = 32, CONTAINER_INDENT = 4 };

/* A block of an extension that is open: its lines are indented to `body`, or, with a fence, stand
 * before a line of so many signs. */
struct container {
    unsigned at, body; /* columns of its header and of its lines */
    unsigned fence;    /* signs that end it; 0: the indent does */
    unsigned lists;    /* list items around it */
    uint32_t mark;     /* index of its mark */
    uint32_t number;   /* with a fence: the line that opened it */
    bool lazy;         /* text that is not indented goes on with a paragraph in it */
};

/* A block whose lines mean nothing to extensions: a code fence, raw HTML, a formula. */
enum literal_kind { LITERAL_NONE, LITERAL_FENCE, LITERAL_HTML, LITERAL_MATH };

struct literal {
    enum literal_kind kind;
    unsigned base;   /* column of the container that it stands in */
    unsigned quotes; /* quote marks before it */
    uint32_t number; /* of its first line */
    char mark;       /* of a fence: '`' or '~' */
    size_t length;
    unsigned indent; /* column of its mark */
    unsigned shift;  /* md4c 0.4.8 opens a fence at any indent after text, but closes it at less
                        than four: such a fence is moved to the left by so much */
    str end;         /* of HTML: what ends it; empty: a blank line; of a formula: its last sign */
};

enum table_part { TABLE_NONE, TABLE_HEADER, TABLE_BODY };

/* An element of raw HTML that is open: ext_html_markdown. */
struct open_element {
    str name;
    bool markdown;              /* its content is */
    unsigned containers, lists; /* around it */
};

struct rewriter {
    struct arena *scratch;
    const struct markdown_options *options;
    struct diags *diags;
    struct lines *out;
    uint32_t begins[EXT_BYTES]; /* the extensions whose lines may begin with a byte */
    struct buf text;
    struct container containers[MAX_CONTAINERS];
    unsigned container_count;
    struct container closed; /* the last one that was, and where the text ended then */
    size_t closed_at;
    size_t paragraph_end;      /* where the last paragraph ends, with blank lines behind it … */
    unsigned paragraph_base;   /* … and the column of what it stands in */
    unsigned lists[MAX_LISTS]; /* content columns of the list items around the line */
    unsigned list_count;
    struct open_element elements[MAX_ELEMENTS]; /* the outermost ones */
    unsigned element_count;
    struct literal literal;
    bool in_paragraph;        /* the line before is text that the next one may continue */
    enum table_part table;    /* of the line before, as long as in_paragraph */
    bool no_code;             /* an indented line is no code: after text, for md4c 0.4.8 also after
                                 raw HTML that ends where no blank line is */
    uint32_t paragraph_lines; /* of the paragraph around the line so far, at most */
    size_t link_steps;        /* see count_links */
    bool in_quote;            /* the line before is in a block quote of the author's */
    unsigned quotes;          /* quote marks that it begins with */
    size_t block_at;          /* where in the text the block around the line begins */
    const struct ext *header; /* whose header the line before is, if options may follow it */
    bool empty_item;          /* the line before is a list marker and nothing else */
    const char *escaped;      /* of the line: what a backslash is put before, or NULL */
    str next;                 /* the line after this one; empty at the end */
    str rest;                 /* the text behind it */
    uint32_t skipped;         /* lines that come next and are left out */
    bool no_comment_end;      /* ext_comment: none comes any more */
};

/* Ends the author's quote or table of the line before, which would take this line. */
void rewriter_end_block(struct rewriter *w, const struct line *line);

/* The column that blocks around the line begin at: containers and list items. */
unsigned rewriter_base(const struct rewriter *w);

/* The column that the innermost container's lines begin at. */
unsigned rewriter_body(const struct rewriter *w);

/* Writes a line into the open containers: a slice of it, from `text` on, at column `indent`. */
void rewriter_put(struct rewriter *w, const struct line *line, str text, unsigned indent);

/* A line of our own in the open containers. Returns the offset of its text. */
uint32_t rewriter_put_own(struct rewriter *w, unsigned indent, str text);

/* Opens a container whose body is indented by four from `indent`, or stands at the indent of the
 * line that opens it, before a fence of so many signs. False past the limit. */
bool rewriter_open(struct rewriter *w, unsigned indent, struct mark mark);
bool rewriter_open_fenced(struct rewriter *w, const struct line *line, unsigned fence,
                          struct mark mark);

/* The same for a container whose first line stands behind a header of so many bytes; its mark
 * stands where the header does. Reads what is left of the line. */
bool rewriter_open_lazy(struct rewriter *w, const struct line *line, struct mark mark);
void rewriter_read_rest(struct rewriter *w, const struct line *line, size_t header);

/* The title of the container that was just opened: Markdown, from the line or the scratch arena. */
void rewriter_put_title(struct rewriter *w, const struct line *line, str title);

/* Complains about text right behind a header whose body is to be indented by four, and is not. */
void rewriter_check_body(struct rewriter *w, const struct line *header, enum diag_code code,
                         const char *what);

/* Closes the innermost container; before its fence, about which it complains. */
void rewriter_cut_off(struct rewriter *w);
void rewriter_close(struct rewriter *w);

/* Makes a container of the author's quote whose first line this is: `inner` is the line behind its
 * marks. A title as above; empty for none. */
void rewriter_mark_quote(struct rewriter *w, const struct line *line, const struct line *inner,
                         struct mark mark, str title);

/* ext_math.c: a further line of the formula that the literal is. */
void math_go_on(struct rewriter *w, const struct line *line);

#endif
