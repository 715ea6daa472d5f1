/* Text that was read in the wrong encoding: "Ã©" is the UTF-8 of "é", read as Windows-1252.
 *
 * Each run of characters beyond ASCII is written back in the encoding; where bytes of valid UTF-8
 * come out, it was read so once. No dictionary is needed: other text does not do that. The tables
 * are iconv's. Constant once open, for any thread. */
#ifndef KBSITE_CHECK_ENCODINGS_H
#define KBSITE_CHECK_ENCODINGS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/str.h"

enum { ENCODINGS = 5, ENCODING_WINDOWS = 0 };

struct encoding {
    str name;                /* as people know it; empty: this system does not have it */
    int32_t characters[128]; /* of the bytes from 0x80 on; 0 for none */
};

struct encodings {
    struct encoding at[ENCODINGS];
};

void encodings_open(struct encodings *out);

/* How many of the runs of a text come out as UTF-8, for the encoding that suits it best. */
struct encoding_guess {
    const struct encoding *encoding; /* NULL: none */
    size_t runs, back;
    str first; /* the first run that does, borrowed from the text … */
    str meant; /* … and what it was, in the arena */
};
void encodings_guess(struct arena *a, const struct encodings *e, str text,
                     struct encoding_guess *out);

/* Adds the text with each such run as it was. */
void encodings_restore(const struct encoding *encoding, str text, struct buf *out);

#endif
