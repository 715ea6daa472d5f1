/* Proof that a published site works: all its files are looked at as GitHub Pages would serve them
 * below a base path (verify/pages.h), and what leads to nothing is found.
 *
 *     crawl_open ─► crawl_file, once for each file, from any thread, in any order ─► crawl_finish
 *
 * The list of files is known beforehand, so most addresses are judged at once and the bytes of a
 * file can go when crawl_file returns. What is kept of a page is its ids, as hashes, and links to
 * places in other pages. The arena and the options' strings must outlive the crawl; crawl_open and
 * crawl_finish belong to one thread.
 *
 * An element with the attribute data-missing has an address that RESOLVE has complained about: it
 * is not looked at. Links of notes that lead to nothing have no href at all.
 *
 * Findings are complaints of the group "the published site" in diag_codes.h, with the path of the
 * file in the output folder as the user knows it. Of one code a file gets MOST_FINDINGS, and one
 * that counts the rest. Time is linear in the bytes of the site. */
#ifndef KBSITE_VERIFY_CRAWL_H
#define KBSITE_VERIFY_CRAWL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum { CRAWL_MOST_FINDINGS = 100 };

/* A note that is not published. Its title is empty where a published note has the same, its
 * address (below the site's root, not encoded) where a published page has it. */
struct crawl_draft {
    str path, url, title;
};

struct crawl_options {
    str shown; /* the output folder as the user knows it; "." or empty puts nothing before paths */
    str site_url;     /* "https://host/path/"; empty: every absolute address is another host's */
    str base;         /* "/path/"; empty: what site_url says, else "/" */
    const str *files; /* below the output folder */
    size_t file_count;
    const struct crawl_draft *drafts;
    size_t draft_count;
};

struct crawl;

struct crawl *crawl_open(struct arena *a, const struct crawl_options *options);

/* Whether a file holds addresses or ids. Of all others only the size is asked for. */
bool crawl_reads(const struct crawl *c, size_t file);

void crawl_file(struct crawl *c, size_t file, str bytes);
void crawl_size(struct crawl *c, size_t file, uint64_t size);

/* Adds what was found, sorted, and frees what the crawl has beside the arena. */
void crawl_finish(struct crawl *c, struct diags *diags);

#endif
