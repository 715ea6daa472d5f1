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

/* The HTML of the notes that a page shows, read when it is printed: its own first. */
struct body_text {
    uint32_t note;
    str html;
};

struct body_texts {
    vec(struct body_text) list;
};

/* Where a body is shown. */
struct body_page {
    const struct site *site;
    const struct value *strings; /* the theme's words */
    uint32_t note;               /* whose body it is */
    str url;                     /* of the page it stands in */
    const struct body_texts *texts;
};

/* A range of a note's body. Its hash names the bytes that it prints. */
const struct value *body_value(struct arena *a, const struct body_page *page, struct range range);

/* The same at once. */
void body_add(const struct body_page *page, struct range range, struct buf *out);

#endif
