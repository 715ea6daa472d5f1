/* Notes that share a value: by tag, status, difficulty, type, tier, category, and by the fields
 * that the configuration names under indexes. */
#ifndef KBSITE_SITE_GROUPS_H
#define KBSITE_SITE_GROUPS_H

struct resolve;

/* Makes site->groupings; those without a note are left out. */
void groups_make(struct resolve *r);

#endif
