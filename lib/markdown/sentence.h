/* The sentence that cites: what a backlink shows. */
#ifndef KBSITE_MARKDOWN_SENTENCE_H
#define KBSITE_MARKDOWN_SENTENCE_H

#include "base/arena.h"
#include "base/str.h"

/* The sentence of text that holds the bytes from `from` to `to`, white space folded, at most max
 * bytes and "…" where it was cut. Looks only at the neighbourhood, however long the text is. */
str sentence_around(struct arena *a, str text, size_t from, size_t to, size_t max);

#endif
