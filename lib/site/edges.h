/* References and links become typed edges; names that nothing answers to become planned notes. */
#ifndef KBSITE_SITE_EDGES_H
#define KBSITE_SITE_EDGES_H

struct resolve;

/* Makes site->edges, site->planned and each node's in and out. Links and names must be resolved. */
void edges_make(struct resolve *r);

#endif
