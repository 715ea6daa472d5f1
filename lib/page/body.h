/* A part of a note's body as a value that prints itself: its slots are filled with what the links
 * lead to, seen from one page.
 *
 * The value and its parts live in the arena given; site and html must outlive it. Pure; any thread
 * with an arena of its own. */
#ifndef KBSITE_PAGE_BODY_H
#define KBSITE_PAGE_BODY_H

#include "base/arena.h"
#include "data/value.h"
#include "markdown/body.h"
#include "site/site.h"

/* Where a body is shown. */
struct body_page {
    const struct site *site;
    const struct value *strings; /* the theme's words */
    uint32_t note;               /* whose body it is */
    str url;                     /* of the page it stands in */
    const str *html;             /* the note's body.html, when it is printed */
};

/* A range of a note's body. Its hash names the bytes that it prints. */
const struct value *body_value(struct arena *a, const struct body_page *page, struct range range);

/* The same at once. */
void body_add(const struct body_page *page, struct range range, struct buf *out);

#endif
