/* LOAD: what is in the content folder, and what each note says.
 *
 * In two steps. load_scan lists the files and makes sure of every note: one that the cache has
 * under the same stamp is not even read, one with the same bytes is not parsed, all others are read
 * in parallel, each into an arena of its own. That is enough to know whether anything has changed
 * (`key`). load_notes takes the rest out of the cache. Where there is a cache, it keeps the HTML of
 * all notes, and load_html has it when a page is printed.
 *
 * A program that goes on loads again with what it loaded `before` and keeps its notes in memory.
 * Those that the cache does not have keep their HTML: their files may be others, or gone, by the
 * time that they are shown.
 *
 * The lists live in the arena given and are in the order of bytes of their paths. */
#ifndef KBSITE_BUILD_LOAD_H
#define KBSITE_BUILD_LOAD_H

#include "build/cache.h"
#include "build/progress.h"
#include "build/project.h"
#include "site/site.h"

/* A file that is a note, as far as it is known. */
struct source {
    struct note *note;        /* NULL: in the cache, or unreadable */
    struct cache_entry entry; /* its path, and what names the note that it gives */
    int error;                /* errno: it cannot be read */
};

struct loaded {
    struct source *sources; /* every note, drafts too */
    size_t source_count;
    struct hash key;         /* names all that is in the content folder */
    struct hash others;      /* the same without what is in notes */
    struct note_shape shape; /* the same, of the notes only what others see of them */
    bool is_cached; /* nothing had to be read: the cache has it all under the same stamps */

    /* After load_notes. */
    vec(struct note *) notes;
    vec(struct hash) keys;                   /* parallel to notes: names each */
    vec(const struct cache_entry *) entries; /* the same */
    vec(struct site_file) files;
    vec(str) excluded; /* drafts, and what the configuration leaves out */
    bool is_dated;     /* some note does not say when it was changed: history counts */
    str *changed;      /* parallel to notes: the day of the last commit, or empty */
    str history;       /* what the dates depend on (history_id); set by load_history */
    bool knows_history;
    int history_error; /* errno: git could not be asked; nothing is to be known by its answer */
};

struct load_job {
    struct arena *arena;
    const struct project *project;
    struct cache *cache; /* NULL: none */

    /* What was loaded of the same project a moment ago: notes of unchanged files are shared with
     * it, and none is put into the cache. NULL: nothing, and notes are found in the cache. */
    const struct loaded *before;
    unsigned threads;
    const struct progress *progress;
    struct diags *diags;
};

/* False, and reported, when the content folder itself cannot be read, or content cannot be told
 * from what is none. */
bool load_scan(const struct load_job *job, struct loaded *out);
void load_notes(const struct load_job *job, struct loaded *l);

/* The newest commit that the dates of notes come from; asks git once. */
str load_history(const struct load_job *job, struct loaded *l);

/* The HTML of a note's body, in the arena or of the note's own. An errno value where it cannot be
 * had. Any thread. */
int load_html(const struct load_job *job, const struct loaded *l, size_t i, struct arena *a,
              str *html);

void load_free(struct loaded *l);

#endif
