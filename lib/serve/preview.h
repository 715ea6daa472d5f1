/* A site as its files say now, in memory: pages are made when they are asked for.
 *
 * There is one state of the site at a time. preview_refresh looks at the files and makes the next
 * one out of what has not changed; it belongs to one thread. A state is constant: any thread may
 * take the latest, make pages of it and give it back, also after later ones came. A project that
 * makes no site any more leaves the last state in place. */
#ifndef KBSITE_SERVE_PREVIEW_H
#define KBSITE_SERVE_PREVIEW_H

#include <pthread.h>
#include <stdatomic.h>

#include "build/resident.h"
#include "verify/pages.h"

struct preview_state {
    struct page_texts texts; /* first */
    const struct resident *resident;
    atomic_uint holders;
    struct hash name, templates; /* of all that it is made from, and of those */
    struct note_shape shape;
    struct hash around; /* names all that it is made from but its notes */
    struct build build; /* what was loaded, and unless `base` is set what was resolved */

    /* The state that RESOLVE's part is from: its notes differ from these in nothing but their
     * texts. Unless it is `rough`: then they differ in more, and what the site says about the notes
     * that were changed is of before. NULL: this one was resolved itself. */
    struct preview_state *base;
    bool rough;
    struct site site; /* the base's with these notes */
    struct page_context context;
    struct pages pages;
};

/* A page that is at another address now; both are below the site's root. */
struct preview_move {
    str from, to;
};

struct preview {
    struct build_options options;
    struct resident resident;
    pthread_mutex_t lock; /* of latest */
    struct preview_state *latest;

    /* For the thread that refreshes. */
    struct arena arena;             /* of the following, until the next refresh */
    struct diags broken;            /* why the files make no site now; empty when they do */
    vec(struct preview_move) moves; /* of the last refresh */
};

/* False when there is no site to begin with: `broken` says why. To be closed in any case. */
bool preview_open(struct preview *p, const struct build_options *options);
void preview_close(struct preview *p);

/* Whether anything is different from before: the latest state, or what is broken. In a hurry the
 * new state may be a rough one, which shows the texts of notes at once; the next call that is in
 * none makes it whole. */
bool preview_refresh(struct preview *p, bool hurry);

/* Never NULL after preview_open. */
struct preview_state *preview_take(struct preview *p);
void preview_give(struct preview_state *s);

const struct manifest *preview_manifest(const struct preview_state *s);

/* A page of the state that is no copied file, and what names its bytes. Where that is `known`,
 * nothing is added. Returns an errno value: the file of a note has changed since. */
int preview_print(const struct preview_state *s, const struct output *o, struct hash known,
                  struct arena *scratch, struct buf *out, struct hash *name);

#endif
