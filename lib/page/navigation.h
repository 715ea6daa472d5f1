/* The navigation: the tree that every page shows beside its content. Private to lib/page.
 *
 * First stands what the configuration's `nav` names, in its order; then the notes that it does not
 * name, under their folders. Without a nav these are all. */
#ifndef KBSITE_PAGE_NAVIGATION_H
#define KBSITE_PAGE_NAVIGATION_H

#include "page/page.h"

/* Makes the entries that pages share, and context->folders. */
void navigation_open(struct page_context *context, struct arena *a);

/* The top of the tree as a page sees it: open are the sections and folders around it. Folder is the
 * page's, or SITE_NONE. */
const struct value *view_navigation(const struct view *v, uint32_t folder);

#endif
