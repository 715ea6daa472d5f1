/* Cycles among prerequisites: found, reported, and broken so that an order exists. */
#ifndef KBSITE_SITE_CYCLES_H
#define KBSITE_SITE_CYCLES_H

struct resolve;

/* Marks edges as broken until the prerequisites of the site have no cycle. Reports each shortest
 * cycle that had to be broken. What is broken depends on the notes alone, not on chance. Where
 * notes are so entangled that many cycles have been reported, all edges are broken that lead back
 * in a walk by path; so it is where looking for shortest cycles would take too long, and one is
 * reported. */
void cycles_break(struct resolve *r);

#endif
