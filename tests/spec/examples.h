/* Examples in the form of the CommonMark specification: 32 backticks, " example", a line each of
 * "." between the parts, "→" for a tab and "␍" for a carriage return. Shared by the Markdown spec
 * tests. */
#ifndef KBSITE_TESTS_SPEC_EXAMPLES_H
#define KBSITE_TESTS_SPEC_EXAMPLES_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "markdown/markdown.h"

enum { EXAMPLE_PARTS = 3 };

struct example {
    unsigned number; /* from 1, in its file */
    str section;     /* the heading above it */
    str tags;        /* the words after "example" */
    str parts[EXAMPLE_PARTS];
    size_t after; /* offset of the text behind its first two parts */
};

struct examples {
    vec(struct example) list;
};

/* Adds text as examples show it. */
void examples_show(struct buf *out, str s);

void examples_read(struct arena *a, str text, struct examples *out);

/* The whole HTML of a note as a plain page would show it, links as written. */
void examples_render(const struct body *body, struct buf *out);

/* HTML without differences that nobody sees: blanks around block tags, "<br />" and "<br>". */
str examples_normal(struct arena *a, str html);

#endif
