/* Which address each note's page gets, and which file of the site that is. */
#ifndef KBSITE_SITE_ADDRESS_H
#define KBSITE_SITE_ADDRESS_H

struct resolve;

/* Sets url and file of all nodes and the notes of the folders; site->files becomes the files that
 * no note stands in the way of. Reports clashes. The folders must have been made. */
void address_assign(struct resolve *r);

#endif
