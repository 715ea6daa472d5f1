/* Character references: "&eacute;", "&#233;", "&#xE9;" (CommonMark 0.30, section 6.2). */
#ifndef KBSITE_MARKDOWN_CHARACTER_REFERENCE_H
#define KBSITE_MARKDOWN_CHARACTER_REFERENCE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* Whether it has the form of one by name; the name may not exist. Those are slow to look up. */
bool character_reference_is_named(str s);

/* What all of s stands for, in the arena; s itself where it is no reference. */
str character_reference(struct arena *a, str s);

#endif
