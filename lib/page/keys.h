/* The keys of views: every name that a template can ask for.
 *
 * themes/default/README.md says what they hold; tests/unit/test_keys.c compares both with the views
 * of real sites. Constant. */
#ifndef KBSITE_PAGE_KEYS_H
#define KBSITE_PAGE_KEYS_H

#include "base/diag.h"
#include "theme/theme.h"
#include "theme/words.h"

extern const str page_keys[]; /* in the order of bytes */
extern const size_t page_key_count;

/* Besides these: what is below `front` is the author's, what is below `strings` are the words. */
#define PAGE_KEY_OPEN S("front")
#define PAGE_KEY_WORDS S("strings")

/* Reports the tags of a theme that name what no page has. */
void page_check_keys(const struct theme *theme, const struct words *words, struct diags *diags);

#endif
