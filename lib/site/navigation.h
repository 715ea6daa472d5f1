/* The navigation that the configuration gives, with what its entries lead to. */
#ifndef KBSITE_SITE_NAVIGATION_H
#define KBSITE_SITE_NAVIGATION_H

struct resolve;

/* Sets site->nav, and nav of nodes and folders, and unlisted of folders. The vault must be indexed.
 * What leads nowhere is reported, and how many notes are not named. */
void navigation_make(struct resolve *r);

#endif
