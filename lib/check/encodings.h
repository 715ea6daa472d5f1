/* Text that was read in the wrong encoding: "Ã©" is the UTF-8 of "é", read as Windows-1252.
 *
 * Each run of characters beyond ASCII is written back in the encoding; where bytes of valid UTF-8
 * come out that mean something (encodings_judge.h), it was read so once. No dictionary is needed.
 * The tables are iconv's. Constant once open, for any thread. */
#ifndef KBSITE_CHECK_ENCODINGS_H
#define KBSITE_CHECK_ENCODINGS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/vec.h"

enum { ENCODINGS = 5, ENCODING_WINDOWS = 0 };

struct encoding {
    str name;                /* as people know it; empty: this system does not have it */
    int32_t characters[128]; /* of the bytes from 0x80 on; 0 for none */
};

struct encodings {
    struct encoding at[ENCODINGS];
};

void encodings_open(struct encodings *out);

/* What is looked at of a text: parts of it, in their order. */
struct passages {
    vec(str) list;
};

/* How many of the runs in passages come out as UTF-8, for the encoding that suits them best. */
struct encoding_guess {
    const struct encoding *encoding; /* NULL: none in which a run is likely to have been read */
    size_t runs, back;
    size_t sure;     /* of those that come back … */
    size_t distinct; /* … and how many different ones these are, up to ENCODING_DISTINCT */
    str first;       /* the first run that is at least likely, borrowed from the text … */
    str meant;       /* … and what it was, in the arena */
};
enum { ENCODING_DISTINCT = 3 };

void encodings_guess(struct arena *a, const struct encodings *e, const struct passages *passages,
                     struct encoding_guess *out);

/* Adds the text with each such run in its passages as it was. */
void encodings_restore(const struct encoding *encoding, str text, const struct passages *passages,
                       struct buf *out);

#endif
