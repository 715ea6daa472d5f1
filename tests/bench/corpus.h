/* What the notes of bench_generate have in common: their words, titles, ids and folders.
 *
 * All of it depends on the seed and on the number of a note only. A corpus is owned by its caller
 * and constant once it is open. */
#ifndef KBSITE_BENCH_CORPUS_H
#define KBSITE_BENCH_CORPUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    COMMON_WORDS = 72, /* English ones, the first of all */
    WORDS = 8000,
    TAGS = 4096,
    ZIPF_SLOTS = 1 << 16,
    LAYERS = 6,
    NAME_BYTES = 80,
    FOLDER_BYTES = 96,
};

struct corpus {
    uint64_t seed;
    size_t count;
    uint32_t *folder_of; /* one for each note */
    char (*folders)[FOLDER_BYTES];
    char words[WORDS][24];
    size_t lengths[WORDS];
    uint16_t prose[ZIPF_SLOTS]; /* evenly drawn slots give Zipf-distributed words */
    uint16_t tags[ZIPF_SLOTS];
};

/* False when there is not enough memory; corpus_close is right in either case. */
bool corpus_open(struct corpus *c, uint64_t seed, size_t count);
void corpus_close(struct corpus *c);

void corpus_title(const struct corpus *c, size_t note, char out[NAME_BYTES]); /* no two are equal */
void corpus_id(const struct corpus *c, size_t note, char out[NAME_BYTES]);
const char *corpus_folder(const struct corpus *c, size_t note); /* "a/b" */

/* From 0 (what comes first) to LAYERS - 1. */
size_t corpus_layer(const struct corpus *c, size_t note);

/* Scatters the bits of a number: equal in, equal out, otherwise as good as random. */
uint64_t corpus_mix(uint64_t x);

#endif
