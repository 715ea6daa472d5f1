/* The sorts of pages; see page.h. */
#ifndef KBSITE_PAGE_KINDS_H
#define KBSITE_PAGE_KINDS_H

#include "page/page.h"

extern const struct page_kind kind_note;     /* one for each note */
extern const struct page_kind kind_section;  /* a folder that no note stands for */
extern const struct page_kind kind_home;     /* where the content has no index of its own */
extern const struct page_kind kind_index;    /* the values of a field */
extern const struct page_kind kind_group;    /* the notes with a value */
extern const struct page_kind kind_planned;  /* notes that are needed and not written */
extern const struct page_kind kind_recent;   /* notes by date */
extern const struct page_kind kind_study;    /* what to learn next, and what one knows */
extern const struct page_kind kind_missing;  /* 404.html */
extern const struct page_kind kind_data;     /* kb.json */
extern const struct page_kind kind_sitemap;  /* sitemap.xml */
extern const struct page_kind kind_robots;   /* robots.txt */
extern const struct page_kind kind_nojekyll; /* .nojekyll */
extern const struct page_kind kind_asset;    /* files of the theme */
extern const struct page_kind kind_redirect; /* old addresses of notes */
extern const struct page_kind kind_feed;     /* feed.xml, one for each tag, too */
extern const struct page_kind kind_llms;     /* llms.txt */
extern const struct page_kind kind_cname;    /* CNAME */

/* kind_redirect.c: where a note says that its page leads; empty when it does not. Sets the view's
 * redirect when that is a page. */
str redirect_address(const struct note *note);
void redirect_view(const struct view *v, struct value *map);

#endif
