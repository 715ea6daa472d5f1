/* Content paths: parts joined by '/', none at the ends; the content folder itself is "".
 *
 * Parts that are returned point into their arguments. Pure functions, safe from any thread. */
#ifndef KBSITE_SITE_PATHS_H
#define KBSITE_SITE_PATHS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* How well a file name is suited to be its folder's page; lower is better. */
enum { PATH_NO_PAGE = 255 };

/* What a path's extension says. */
bool path_is_note(str path); /* .md, .markdown, .mdx in any case */

str path_folder(str path); /* all but the last part; "" for a file at the top */
str path_name(str path);   /* the last part */
str path_bare(str path);   /* a note's path without its extension; others as they are */

/* 0 for .md, more for the extensions that stand back when several files want the same address. */
unsigned path_extension_rank(str path);

/* index, README and _index in any case are their folder's page, in this order. */
unsigned path_page_rank(str path);

/* Whether two ranks differ by more than spelling or extension. */
bool path_same_page_name(unsigned rank, unsigned other);

/* What a directory URL would name: "a/foo" for a/foo.md, "a" for a/index.md. */
str path_page(str path);

/* Resolves path against a folder, '.' and '..' taken out; "/x" is below the content folder. False
 * when it climbs out of the content folder; out is then what would remain inside. Path and folder
 * must not point into out. */
bool path_join(struct buf *out, str folder, str path);

/* How to get from a folder to a path: so many "../", then the rest. */
struct path_way {
    size_t up;
    str rest;
};
struct path_way path_way(str folder, str to);

/* A file or folder name as a title: "load-balancing" is "Load balancing". */
str path_title(struct arena *a, str name);

#endif
