/* What LOAD made of the notes in earlier builds, so that a note that has not changed is neither
 * read nor parsed.
 *
 * Two files in the state folder. `notes` holds packed notes (note/note_pack.h), each with its HTML
 * behind it, and only ever grows; `cache` is the index, replaced in one step when a build ends.
 * Notes that no index names are garbage; when they are more than what is alive, both begin anew. A
 * cache that is missing, damaged, or of another kbsite, is an empty one.
 *
 * Entries borrow from the cache, which must outlive them. cache_find, cache_note, cache_html and
 * cache_add may be called from any thread; the rest belongs to one. What is written is written
 * under the lock of the state folder. */
#ifndef KBSITE_BUILD_CACHE_H
#define KBSITE_BUILD_CACHE_H

#include <stdatomic.h>

#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "note/note_pack.h"

/* A file below the project's folder. */
struct cache_include {
    str path;
    struct fs_stamp stamp; /* zero when it is not to be trusted, or there is none */
    struct hash content;   /* zero: it could not be read */
};

struct cache_entry {
    str path;
    struct fs_stamp stamp; /* of its file; zero when the stamp could not be trusted */
    struct hash context;   /* names what it was read with: program, types, options */
    struct hash content;   /* of the file's bytes */
    struct note_shape shape;
    uint64_t at, len;               /* of the packed note in the store */
    uint64_t html;                  /* bytes of HTML behind it */
    struct hash check;              /* of the packed note */
    struct cache_include *includes; /* files that it depends on besides its own */
    size_t include_count;
};

struct cache {
    struct arena arena;
    str folder;
    uint64_t generation; /* store and index belong together */
    vec(struct cache_entry) entries;
    struct map by_path;
    int handle; /* of the store */
    atomic_uint_fast64_t end;
    atomic_int error; /* the first one while adding */
};

/* Reads the index and opens the store; `program` names the kbsite that wrote it. With `anew` both
 * begin empty. Never fails: a store that cannot be written shows in cache_save. */
void cache_open(struct cache *c, str state_folder, struct hash program, bool anew);
void cache_close(struct cache *c);

/* NULL where the path is unknown. */
const struct cache_entry *cache_find(const struct cache *c, str path);

/* The note itself, without its HTML; NULL when the store is damaged. Scratch is the worker's own.
 */
struct note *cache_note(const struct cache *c, const struct cache_entry *e, struct buf *scratch);

/* The HTML of its body, in the arena; false when the store is damaged. */
bool cache_html(const struct cache *c, const struct cache_entry *e, const struct body *body,
                struct arena *a, str *html);

/* Stores a note and sets where it is in the entry. Scratch then holds the packed note. False where
 * it could not be stored. */
bool cache_add(struct cache *c, const struct note *note, struct buf *scratch,
               struct cache_entry *e);

/* Makes these entries the index. An errno value when they or the notes could not be stored: then
 * the cache is removed. */
int cache_save(struct cache *c, struct hash program, struct cache_entry *entries, size_t n);

#endif
