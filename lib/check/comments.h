/* The HTML comments of a note, as they stand in its file: not what looks like one in code, behind a
 * backslash or in front matter. */
#ifndef KBSITE_CHECK_COMMENTS_H
#define KBSITE_CHECK_COMMENTS_H

#include "check/source.h"

struct comment {
    size_t from, to; /* bytes of the file, with <!-- and --> */
    bool complete;   /* else it goes on to the end of its block */
};

struct comments {
    vec(struct comment) list; /* in the order of the file */
};

/* Without a tree (source.h) nobody knows of code: all that look like comments are. */
void comments_read(struct arena *a, const struct source_tree *source, struct comments *out);

#endif
