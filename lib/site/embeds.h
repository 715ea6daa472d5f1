/* Which notes stand in which others: ![[note]].
 *
 * A note that would be embedded in itself, at last, too deep or in a page that is too large by
 * then, is not: a link to it stands there, and it is reported. */
#ifndef KBSITE_SITE_EMBEDS_H
#define KBSITE_SITE_EMBEDS_H

struct resolve;

/* Sets target.embedded of all links; where they lead must be known. */
void embeds_decide(struct resolve *r);

#endif
