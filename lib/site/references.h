/* What a reference names: one note, a note that is still to be written, or nothing. */
#ifndef KBSITE_SITE_REFERENCES_H
#define KBSITE_SITE_REFERENCES_H

#include "site/site.h"

struct resolve;

struct referent {
    enum referent_kind { REFERENT_NONE, REFERENT_NOTE, REFERENT_PLANNED } kind;
    uint32_t note;
    str name; /* of a planned one, as written */
};

/* Looks up one of the references of note `from`, and reports what it does not find. */
struct referent reference_find(struct resolve *r, uint32_t from, const struct reference *reference);

/* Whether a name is written like a path, and so is none of a note that is still to be written. */
bool reference_is_path(str name);

/* Whether a name is an address elsewhere. */
bool reference_is_web(str name);

#endif
