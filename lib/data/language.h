/* What a language tag (BCP 47, such as "pt-BR") says about the pages of a site. Pure. */
#ifndef KBSITE_DATA_LANGUAGE_H
#define KBSITE_DATA_LANGUAGE_H

#include <stdbool.h>

#include "base/str.h"

/* Whether it is written from right to left: by the script that the tag names ("pa-Arab",
 * "ar-Latn"), else by the one that the language is mostly written in. */
bool language_is_rtl(str tag);

/* Whether a tag is one of some that blanks separate, in any case. */
bool language_is_among(const char *tags, str tag);

#endif
