/* Heading ids. Both rules work on plain text; neither makes ids unique. */
#ifndef KBSITE_MARKDOWN_SLUG_H
#define KBSITE_MARKDOWN_SLUG_H

#include "base/buf.h"
#include "base/str.h"

/* GitHub's rule for Unicode text: lower case; letters, decimal digits, marks, '-' and '_' stay, a
 * blank becomes '-', everything else goes. */
void slug_github(struct buf *out, str text);

/* Python-Markdown's default (MkDocs): decomposed, ASCII only, runs of blanks and '-' as one '-'. */
void slug_mkdocs(struct buf *out, str text);

#endif
