/* Entries of lists that pages share: what a list says about a note is the same on every page, and
 * made and hashed once. Private to lib/page. */
#ifndef KBSITE_PAGE_ENTRIES_H
#define KBSITE_PAGE_ENTRIES_H

#include "page/page.h"

/* Makes context->entries and context->listed, in parallel. Everything else of the context must be
 * there. */
void entries_open(struct page_context *context, struct arena *a, unsigned threads);

#endif
