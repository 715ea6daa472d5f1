/* What the steps of site_resolve share while they work. Private to lib/site. */
#ifndef KBSITE_SITE_RESOLVE_H
#define KBSITE_SITE_RESOLVE_H

#include "site/names.h"
#include "site/site.h"
#include "site/vault.h"

struct resolve {
    struct arena *arena;   /* the site's */
    struct arena *scratch; /* gone when site_resolve returns */
    struct diags *diags;
    const struct site_input *input;
    struct site *site;
    struct vault vault;
    struct names names;
    uint32_t *by_title;   /* notes by folded title, then path */
    uint32_t *title_rank; /* the inverse: a note's place in by_title */
    struct buf key;       /* for keys that are looked up at once */
};

static inline uint32_t resolve_count(const struct resolve *r)
{
    return (uint32_t)r->site->nodes.n;
}

static inline const struct note *resolve_note(const struct resolve *r, size_t i)
{
    return r->site->nodes.at[i].note;
}

static inline struct place resolve_place(const struct resolve *r, size_t i, struct spot spot)
{
    return (struct place){resolve_note(r, i)->path, spot.line, spot.col};
}

#endif
