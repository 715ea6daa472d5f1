/* LOAD for a program that goes on and loads the same project again and again.
 *
 * The first time it has the notes that earlier builds have kept, and keeps them up to date for
 * later ones; from then on it has what it loaded before, and writes nothing. */
#ifndef KBSITE_BUILD_RESIDENT_H
#define KBSITE_BUILD_RESIDENT_H

#include "build/build.h"

/* What outlasts the single builds. */
struct resident {
    struct arena arena;
    struct cache cache;   /* of the HTML of notes; empty where none can be kept */
    vec(str) other_sites; /* where else kbsite wrote this project's site */
};

/* After build_open. Waits for builds that run. A resident is to be closed, whatever this says. */
bool resident_begin(struct resident *r, struct build *b, const struct build_options *options);

/* After build_open, with what was loaded last: notes are shared between the two. */
bool resident_again(struct resident *r, struct build *b, const struct build_options *options,
                    const struct loaded *before);

/* When all builds have been closed. */
void resident_close(struct resident *r);

/* Names all that the site is made from; and the same, of the notes only what others see of them:
 * where that is equal, sites differ in nothing but the texts of notes. After LOAD. */
struct hash resident_key(struct build *b, const struct build_options *options);
struct note_shape resident_shape(struct build *b, const struct build_options *options);

/* Names the project and all files that are no notes, published or not. */
struct hash resident_around(const struct build *b);

/* The HTML of a note as it was loaded; ESTALE where its file has changed since. Any thread. */
int resident_html(const struct resident *r, const struct build *b, uint32_t note, struct arena *a,
                  str *html);

#endif
