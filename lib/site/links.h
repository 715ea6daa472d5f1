/* Where each link of each note leads.
 *
 * A path is looked up as the author's file first, then more leniently ("x" for x.md or x/index.md),
 * then as a browser would on a site with a folder for each page; then among folders without a page
 * of their own. */
#ifndef KBSITE_SITE_LINKS_H
#define KBSITE_SITE_LINKS_H

#include "site/site.h"

struct resolve;

/* Fills node.targets of all notes and reports what leads nowhere. */
void links_resolve(struct resolve *r);

/* A scheme in front, or "//host". */
bool link_is_external(str target);

#endif
