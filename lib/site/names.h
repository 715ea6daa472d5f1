/* What notes are called: ids, paths, titles, aliases and file names, compared case-folded.
 *
 * A name that a better kind of name decides is not ambiguous: an id wins over a path, a title, an
 * alias and a file name, in this order. */
#ifndef KBSITE_SITE_NAMES_H
#define KBSITE_SITE_NAMES_H

#include "base/vec.h"
#include "site/near.h"
#include "site/site.h"

struct resolve;

enum name_rank { NAME_ID, NAME_PATH, NAME_TITLE, NAME_ALIAS, NAME_STEM, NAME_RANKS };

struct name {
    str text; /* as written */
    enum name_rank rank;
    uint32_t note;
};

struct names {
    vec(struct name) list; /* by rank, then note */
    struct near index;     /* folded → list */
};

/* Collects the names of all notes; reports ids that two notes have. */
void names_index(struct resolve *r);

struct name_match {
    uint32_t note; /* of several the first by path; SITE_NONE when there is none */
    bool ambiguous;
    struct range entries; /* of index: all that are called so, the best first */
};
struct name_match names_find(struct resolve *r, str name);

/* Says that a name is ambiguous. */
void names_report(struct resolve *r, str name, struct name_match match, struct place place);

/* A name in use that is close to this one; empty when there is none. */
str names_suggest(struct resolve *r, str name);

/* The folded form that names are compared by; valid until the next use of r->key. */
str names_fold(struct resolve *r, str name);

#endif
