/* What a line says about files to include (include.h). Pure; everything is borrowed. */
#ifndef KBSITE_NOTE_INCLUDE_DIRECTIVE_H
#define KBSITE_NOTE_INCLUDE_DIRECTIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum include_form {
    INCLUDE_NONE,
    INCLUDE_SNIPPET, /* --8<-- "…" */
    INCLUDE_BLOCK,   /* --8<--, which begins and ends a list of paths */
    INCLUDE_BOOK,    /* {{#include …}} */
    INCLUDE_ESCAPED  /* target is the line without the sign */
};

struct include_directive {
    enum include_form form;
    str target;    /* path and part */
    size_t blanks; /* before it in the line */
};

struct include_directive include_directive_of(str line);

/* Whether a text can hold one at all. */
bool include_may_hold(str text);

/* A part of a file: lines, or what is between two marks; with neither all of it. */
struct include_part {
    str path;
    str name;   /* of the marks; empty for lines */
    str ranges; /* "3:10,20:25" */
};

struct include_part include_part_of(str target);

/* Takes the next range, from 1, both ends in it; false when there is none. A single number is one
 * line for mdBook, else the rest of the file. */
bool include_range(str *ranges, enum include_form form, uint32_t *from, uint32_t *to);

/* Whether a line is a mark of either form, which of a name. */
enum include_mark { INCLUDE_NO_MARK, INCLUDE_START, INCLUDE_END };
enum include_mark include_mark_of(str line, str *name);

#endif
