/* What the lines of front matter look like, without knowing YAML: where a block ends, and which
 * lines make up one field. Pure; results point into the text. */
#ifndef KBSITE_NOTE_FRONT_LINES_H
#define KBSITE_NOTE_FRONT_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

/* Where a note's block and text are. */
struct front_block {
    bool found, closed;
    str yaml; /* the lines between the markers; they begin on line 2 of the file */
    str text;
    uint32_t text_line;
};

/* An unclosed block is one only when all lines up to the first blank one look like fields. */
struct front_block front_find(str source);

/* The same source, taken as an unclosed block that ends at its first blank line: what it is when
 * the marker that seems to close it is a thematic break of the text. Not found unless the lines
 * before that blank one look like fields and the next one does not. */
struct front_block front_find_shorter(const struct front_block *block, str source);

/* Whether the first line that says anything is a field. */
bool front_begins_with_field(str yaml);

/* A field with all lines that belong to it. */
struct front_chunk {
    str key;  /* without quotes */
    str head; /* the rest of its first line, trimmed */
    str more; /* the lines below it */
    str all;
    uint32_t line; /* of the file */
    uint32_t col;  /* of head */
};
struct front_chunks {
    vec(struct front_chunk) list;
};

/* What stands before the first field is left out, and so are remarks between two fields. */
struct front_chunks front_split(struct arena *a, str yaml, uint32_t first_line);

/* One item of a list of lines that begin with "- " at the same depth. */
struct front_item {
    str all;  /* its lines */
    str text; /* without the dash, trimmed */
    uint32_t line, col;
};
struct front_items {
    vec(struct front_item) list;
};

/* The items that lines consist of; none when lines are something else than a list. */
struct front_items front_split_items(struct arena *a, str lines, uint32_t first_line);

#endif
