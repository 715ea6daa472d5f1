/* The lines of files, for reports: one file at a time is in memory, as findings come in the order
 * of their paths. Paths are as the user knows them. One thread at a time. */
#ifndef KBSITE_VERIFY_LINE_CACHE_H
#define KBSITE_VERIFY_LINE_CACHE_H

#include "base/buf.h"
#include "base/vec.h"
#include "check/fingerprint.h"

struct line_cache {
    str unread; /* a folder whose files are others than those that were looked at; may be empty */
    struct arena arena; /* of the file that is in memory */
    str path;
    struct buf bytes;
    vec(str) lines;
};

/* Where lines of a cache are. */
struct line_source line_cache_source(struct line_cache *c);

void line_cache_close(struct line_cache *c);

#endif
