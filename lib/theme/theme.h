/* A theme: templates, types, strings and assets as one set of files.
 *
 * The shipped themes are compiled in; folders shadow one of them file by file, the first folder
 * first. All but the default one have looks alone: layouts, partials and assets. Behind them stand
 * the types, strings and scaffolds of the default theme, and nothing else of it. Hidden files are
 * left out. layouts/NAME.mustache and partials/NAME.mustache are compiled: a tag calls a
 * partial by NAME, and a layout by NAME where no partial has it or by layouts/NAME anywhere. A
 * template that cannot be compiled is reported, and the one that it shadows is used.
 *
 * Ownership: all that a theme gives lives in the arena it was opened with. Threads: an open theme
 * is constant and may be read from many threads at once. */
#ifndef KBSITE_THEME_THEME_H
#define KBSITE_THEME_THEME_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "theme/mustache.h"

struct theme;

/* Whether a shipped theme has this name: "default", "plain". */
bool theme_is_shipped(str name);

/* Folders in front of a shipped theme. NULL, with THEME_MISSING reported, when a folder does not
 * exist. Files that cannot be used are reported and left out. */
const struct theme *theme_open(struct arena *a, str base, const char *const folders[], size_t n,
                               struct diags *d);

/* The bytes of a file, and the path that messages show; either may be NULL. False if there is no
 * such file. */
bool theme_file(const struct theme *t, str path, str *bytes, str *shown_path);

/* The same for a version of the file: 0 is the one that counts, 1 the one that it shadows, … */
bool theme_version(const struct theme *t, str path, size_t version, str *bytes, str *shown_path);

/* Which folder the version of a file is from: 0 is the first one, the number of folders the shipped
 * theme, one more the default theme behind it. It must be there. */
size_t theme_rank(const struct theme *t, str path, size_t version);

/* The paths that begin with a prefix, such as "types/", in the order of bytes. */
struct theme_paths {
    const str *at;
    size_t n;
};
struct theme_paths theme_paths(const struct theme *t, str prefix);

/* The layout of that name, else "note"; NULL when the theme has neither. */
const struct mustache *theme_layout(const struct theme *t, str name);

/* Exactly that one, NULL if there is none. */
const struct mustache *theme_layout_exact(const struct theme *t, str name);

bool theme_has_partial(const struct theme *t, str name);

/* Whether any template asks for a key. */
bool theme_asks_for(const struct theme *t, str key);

/* What the tags of layouts and partials can name; for mustache_render. */
const struct mustache_set *theme_templates(const struct theme *t);

/* Names the files whose paths begin with a prefix, in all their versions: equal hashes, equal
 * paths, bytes and folders. */
struct hash theme_hash(const struct theme *t, str prefix);

#endif
