/* What the files of the crawl share (crawl.h). */
#ifndef KBSITE_VERIFY_CRAWL_PARTS_H
#define KBSITE_VERIFY_CRAWL_PARTS_H

#include <stdatomic.h>

#include "base/map.h"
#include "verify/address.h"
#include "verify/crawl.h"
#include "verify/pages.h"

#define CRAWL_NONE UINT32_MAX

/* What is kept of a file. Written by who looks at it, read by crawl_finish. */
struct crawl_page {
    const uint64_t *ids; /* hashes, sorted */
    size_t id_count;
    uint32_t redirect; /* the file that a reader is sent to at once, or CRAWL_NONE */
    uint32_t line, col;
};

/* A link to a place in another page. */
struct crawl_fragment {
    uint32_t from, to, line, col;
    str fragment; /* as written */
};

struct crawl_id {
    uint64_t hash;
    str id;
};

struct crawl_same { /* a link to a place in its own page */
    str fragment;
    size_t at;
};

enum { CRAWL_KNOWN = 1024 };

/* Taken by one thread at a time, for one file. */
struct crawl_worker {
    atomic_flag is_busy;
    uint64_t known[CRAWL_KNOWN]; /* addresses that lead somewhere, hashed with their folder: pages
                                    have most of them in common */
    struct arena kept, scratch;
    struct buf path, text, style;
    struct diags found;
    vec(struct crawl_fragment) fragments;
    vec(struct crawl_id) ids;    /* of the page that is looked at */
    vec(struct crawl_same) same; /* the same */
};

enum { CRAWL_WORKERS = 64 };

struct crawl {
    struct arena *arena;
    struct crawl_options options;
    struct address_site site;
    struct pages pages;
    struct map drafts;  /* paths, addresses and titles → their use */
    struct map lowered; /* files in lower case → the first of them */
    struct crawl_page *files;
    atomic_uint_fast64_t size;
    struct crawl_worker workers[CRAWL_WORKERS];
};

enum { CRAWL_DRAFT_ADDRESS = 1, CRAWL_DRAFT_TITLE = 2 };

/* What <base href> says of a page's addresses. */
struct crawl_base {
    bool is_there;
    bool is_elsewhere; /* on another host, or out of the site */
    bool is_fixed;     /* wherever the page is shown */
    str path;          /* below the site's root */
};

/* A file that is looked at. */
struct crawl_scan {
    const struct crawl *crawl;
    struct crawl_worker *worker;
    struct crawl_page *page;
    uint32_t file;
    str bytes;
    str folder; /* below the site's root, with a slash behind it, that its addresses start from */
    struct crawl_base base;
    bool is_framed;       /* in <iframe srcdoc> */
    bool is_missing_page; /* 404.html: it is shown at any address */
    bool is_refreshed; /* a page leads elsewhere by itself once: other words of it do not count */
    size_t at, line_start; /* the place that was asked for last */
    uint32_t line;
    uint32_t counts[DIAG_CODE_COUNT];
};

/* What an address is for. */
enum crawl_use {
    CRAWL_LINK,     /* a reader follows it */
    CRAWL_FRAME,    /* a page that is shown at once */
    CRAWL_ASSET,    /* a browser loads it at once */
    CRAWL_CONNECT,  /* a browser asks its host at once; nothing needs to be there */
    CRAWL_REDIRECT, /* a reader is sent there at once */
    CRAWL_LISTED    /* a data file names it */
};

/* crawl_page.c, crawl_data.c: one file of each form. */
void crawl_html(struct crawl_scan *s);
void crawl_css(struct crawl_scan *s, str css);
void crawl_data(struct crawl_scan *s);

/* crawl_address.c. An address, decoded, at an offset of the file. */
void crawl_judge(struct crawl_scan *s, enum crawl_use use, str address, size_t at);

/* The file that stands at an address, or CRAWL_NONE. */
uint32_t crawl_find(const struct crawl *c, struct arena *scratch, str path);
bool crawl_is_page(str file);

/* Whether a page has one of those ids: as written or decoded, as browsers look for it. */
bool crawl_has_fragment(const struct crawl_page *page, str fragment);

/* The fragment without what is said to browsers only; empty where it needs no id. */
str crawl_fragment_id(str fragment);

/* crawl.c */
void crawl_report(struct crawl_scan *s, enum diag_code code, size_t at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
struct place crawl_place(struct crawl_scan *s, size_t at); /* without a path */

#endif
