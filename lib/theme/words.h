/* The words of a theme in one language: what layouts say, and what the language calls types, fields
 * and values.
 *
 * They come from strings/<language>.yml: strings/pt-BR.yml over strings/pt.yml over strings/en.yml.
 * All versions of a file count, the nearest one first, so that a theme that changes one word keeps
 * the others.
 *
 * Ownership: words live in the arena they were read into. Threads: they are constant after that. */
#ifndef KBSITE_THEME_WORDS_H
#define KBSITE_THEME_WORDS_H

#include "base/map.h"
#include "data/value.h"
#include "theme/theme.h"

struct words {
    const struct value *all; /* a map; what templates know as "strings" */
    struct map ranks;        /* key → theme_rank of the file that it is from */
};

/* Files that cannot be read are reported and left out. */
void words_read(struct arena *a, const struct theme *theme, str language, struct diags *diags,
                struct words *out);

/* What the language calls something: the word under a prefix and its name, in lower case and with
 * '_' for '-' and blanks ("type_", "deep-dive": type_deep_dive). Empty where there is none. */
str words_for(const struct words *words, str prefix, str name);

/* The same for words from the theme's folder `rank` and those before it only. */
str words_within(const struct words *words, size_t rank, str prefix, str name);

#endif
