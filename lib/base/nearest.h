/* "Did you mean …?": the candidate that takes the fewest edits to reach.
 *
 * Edits are insertions, deletions, replacements and swaps of neighbours (optimal string alignment
 * distance), counted in bytes after ASCII case folding. Linear in the number of candidates. */
#ifndef KBSITE_BASE_NEAREST_H
#define KBSITE_BASE_NEAREST_H

#include <stddef.h>

#include "base/str.h"

/* The index of the best candidate within about a third of wanted's length, else STR_NONE. The
 * first of equals wins. */
size_t nearest(str wanted, const str *candidates, size_t n);

/* The distance of a and b if it is at most limit, else limit + 1. Strings over 64 bytes compare by
 * their first 64. */
size_t nearest_distance(str a, str b, size_t limit);

#endif
