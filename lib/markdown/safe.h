/* What a note may put into a page where the site is safe (`safe: true`): its author is not trusted,
 * and opening a page must run nothing and fetch nothing from elsewhere.
 *
 * Everywhere else the author's strings are text, which is escaped. In the few places where they
 * become more, this says what may: it lists what is allowed, and all else is refused. What is
 * refused is shown as text, by the caller. */
#ifndef KBSITE_MARKDOWN_SAFE_H
#define KBSITE_MARKDOWN_SAFE_H

#include "markdown/html_tokens.h"

/* An open tag of raw HTML that stays one: an element that only says how its text reads, without
 * attributes but that a fold is open and its content Markdown; a division with id and classes,
 * which blocks can make, too. */
bool safe_tag(const struct html_token *tag);

/* An attribute of an attribute list, its value decoded. */
bool safe_attribute(str name, str value);

/* An address that a reader may be led to, decoded: below the site, or with a scheme that opens a
 * page, a letter or a call, whichever way browsers would read it. */
bool safe_address(str address);

/* An address that a page may fetch by itself: below the site. */
bool safe_source(str address);

/* A file beside the notes that browsers only show or save, by its name. */
bool safe_file(str name);

#endif
