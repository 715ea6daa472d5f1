/* Files that a note includes, as its text before anything else reads it:
 *
 *     --8<-- "path"                 pymdownx snippets; any number of hyphens on both sides
 *     --8<-- "path:3:10,20:25"      these lines; ":3" from the third on, "::10" to the tenth
 *     --8<-- "path:name"            between `--8<-- [start:name]` and `--8<-- [end:name]`
 *     --8<--                        a block of paths, one on each line
 *     path
 *     --8<--
 *     {{#include path}}             mdBook; ":3" is the third line; "path:name" is between
 *     {{#include path:2:5}}         `ANCHOR: name` and `ANCHOR_END: name`
 *
 * A directive stands alone on its line, in code too; what it includes gets its indent. Behind ';'
 * or
 * '\' it is text. Included text may include. A file is found from the project's folder, the content
 * folder or the file that names it, in this order, for mdBook the other way round; who reads them
 * sees to it that none lies outside. What cannot be included stays as it was written. */
#ifndef KBSITE_NOTE_INCLUDE_H
#define KBSITE_NOTE_INCLUDE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/vec.h"

/* The files of a project. */
struct note_files {
    /* The text of a file below the project's folder, valid UTF-8, in the arena. The path has no "."
     * and "..". An errno value. Any thread. */
    int (*read)(const struct note_files *self, struct arena *a, str path, str *text);
    str content;    /* the content folder as seen from the project's; empty when it is the same */
    bool elsewhere; /* it is not below the project's */
};

/* Lines of an expanded text that came from one place. */
struct include_piece {
    uint32_t from;          /* the first, counted as lines of the note */
    uint32_t line;          /* of the note: that line, or the directive's */
    str path;               /* of the included file; empty: the note's own */
    uint32_t first, indent; /* the first line in it, and columns that were put before */
};

/* A file that was asked for, below the project's folder, and what names its text, or the error. */
struct include_file {
    str path;
    struct hash content;
    bool failed;
};

struct include_job {
    struct arena *scratch;
    const struct note_files *files;
    str path;            /* of the note */
    uint32_t first_line; /* of the text in the file */
    size_t most;         /* bytes that may be included */
    struct diags *diags;
};

struct included {
    str text; /* the text itself where it includes nothing */
    vec(struct include_piece) pieces;
    vec(struct include_file) files; /* each that was asked for, once */
};

/* All in the scratch arena. */
void include_read(const struct include_job *job, str text, struct included *out);

/* What names the result of reading a file. */
struct hash include_name(int error, str text);

/* From a place in the expanded text to one in the note: where the directive stands. */
void include_place(const struct included *included, uint32_t *line, uint32_t *col);

/* Puts complaints about the expanded text, from number `first` on, where the directive stands. */
void include_place_diags(const struct included *included, struct diags *diags, size_t first);

#endif
