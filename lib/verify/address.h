/* Where an address in a page leads, as browsers read it (WHATWG URL standard, for http addresses).
 *
 * A site stands below a base path of its host: "/" or "/repo/". An address is below the site, or
 * below the host but outside the site, or on another host, or nothing that a host is asked for
 * (mailto:, data:, …). */
#ifndef KBSITE_VERIFY_ADDRESS_H
#define KBSITE_VERIFY_ADDRESS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* The site as its pages are seen from: all borrowed, decoded. */
struct address_site {
    str base;   /* "/", "/repo/" */
    str origin; /* "https://example.org"; empty: not known */
};

/* From "https://host/path/", or empty. base: empty for what site_url says. In the arena. */
struct address_site address_site(struct arena *a, str site_url, str base);

enum address_kind {
    ADDRESS_INSIDE,  /* path is below the site's root, decoded: "a/b/" */
    ADDRESS_SAME,    /* the page itself: nothing, a query or a fragment */
    ADDRESS_OUTSIDE, /* the same host, but not below base */
    ADDRESS_FOREIGN, /* another host, which is host */
    ADDRESS_OTHER    /* no http address, or the whole one of another site on this host */
};

struct address {
    enum address_kind kind;
    bool is_relative; /* to the page: neither from the host's root nor absolute */
    str path;         /* in the buf given */
    str host;         /* borrowed */
    str fragment;     /* borrowed, as written, without '#'; empty where there is none */
};

/* text is decoded HTML; folder is where the page stands below the site's root: "" or "a/b/". The
 * buf is cleared and keeps the path until its next change. */
struct address address_read(const struct address_site *site, str folder, str text,
                            struct buf *path);

#endif
