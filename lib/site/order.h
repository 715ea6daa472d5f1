/* The learning order: what must be understood before what. */
#ifndef KBSITE_SITE_ORDER_H
#define KBSITE_SITE_ORDER_H

struct resolve;

/* Sets prerequisites, unlocks, depth, order, previous and next of all nodes, and by_order. Edges
 * must be free of cycles but for broken ones. */
void order_make(struct resolve *r);

#endif
