/* What a line of CommonMark begins, as far as extensions must know it: not to look for their
 * constructs in code and raw HTML, and to know which list items hold a line. Pure. */
#ifndef KBSITE_MARKDOWN_LINE_KIND_H
#define KBSITE_MARKDOWN_LINE_KIND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { CODE_INDENT = 4 };

/* One line of the source. Columns count tabs as up to the next multiple of four. */
struct line {
    str whole;       /* without its end */
    str text;        /* without leading blanks */
    unsigned indent; /* column of text */
    uint32_t number; /* in the file */
};

/* Whether a line's text may begin anything but text, by its first byte: most lines cannot, and need
 * no closer look. */
static inline bool line_may_begin(str text)
{
    static const bool begins[256] = {
        ['#'] = true, ['>'] = true, ['`'] = true, ['~'] = true, ['<'] = true,
        ['-'] = true, ['*'] = true, ['+'] = true, ['_'] = true, ['='] = true,
        ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true,
        ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true,
    };
    return text.len > 0 && begins[(unsigned char)text.ptr[0]];
}

struct line line_of(str whole, uint32_t number);

/* The line behind the first n bytes of its text. */
struct line line_behind(struct line line, size_t n);

/* The line from a column on that is in its leading blanks, with the blanks behind that column.
 * False where a tab reaches over it. */
bool line_from_column(const struct line *line, unsigned column, str *from);

bool line_is_fence(str text, char *mark, size_t *length);
bool line_is_break(str text);      /* *** */
bool line_is_heading(str text);    /* ## ATX */
bool line_is_definition(str text); /* [label]: address, and nothing else; of the plainest form */
bool line_is_underline(str text);  /* of a setext heading */

/* A list marker; what it leaves of the line is line_behind its length. */
struct list_marker {
    size_t length;    /* 0: none */
    unsigned content; /* column that the item's content begins at */
    bool empty;       /* nothing follows */
    bool interrupts;  /* may end a paragraph */
};

struct list_marker line_marker(const struct line *line);

/* Raw HTML, by CommonMark's seven kinds of HTML blocks. *end gets what ends it, empty for those
 * that end at a blank line. */
bool line_is_html(str text, bool in_paragraph, str *end);
bool line_has_nocase(str text, str needle);

/* Whether text on it cannot continue a paragraph. Lists aside. */
bool line_ends_paragraph(str text);

/* A line without the marks of quotes; and whether it goes on with the text of one. */
str line_behind_quotes(str line);
bool line_goes_on_quoted(str line, str *inner);

#endif
