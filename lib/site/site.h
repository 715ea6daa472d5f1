/* All notes and how they relate: what RESOLVE makes of what LOAD read.
 *
 * site_resolve is serial and pure: notes, files, configuration and schema in, a constant struct
 * site out, diagnostics beside it. After it nothing that a page can read changes, so RENDER may
 * read a site from any number of threads. Everything lives in the site's arena or in the notes.
 *
 * Notes are numbered by the order of bytes of their paths; most relations are such numbers. */
#ifndef KBSITE_SITE_SITE_H
#define KBSITE_SITE_SITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "data/config.h"
#include "note/note.h"
#include "note/schema.h"
#include "theme/words.h"

#define SITE_NONE UINT32_MAX

/* Where a link leads. */
enum target_kind {
    TARGET_MISSING,  /* nowhere; reported */
    TARGET_NOTE,     /* index: a note */
    TARGET_FOLDER,   /* index: a folder without a note of its own (its generated page) */
    TARGET_FILE,     /* index: a file that is copied */
    TARGET_EXTERNAL, /* another site, or a scheme such as mailto: */
    TARGET_EXCLUDED  /* a draft or a file that is not published; reported */
};

struct target {
    enum target_kind kind;
    uint32_t index;
    str fragment;  /* canonical id in the target note, without '#'; as written elsewhere */
    str query;     /* with its '?'; mostly empty */
    bool embedded; /* the note's text stands there (embeds.h) */
};

struct edge {
    enum edge_kind kind;
    uint32_t from; /* note */
    uint32_t to;   /* note, or SITE_NONE when planned */
    uint32_t plan; /* index into planned, or SITE_NONE */
    str reason;    /* may be empty */
    str sentence;  /* of mentions: the plain sentence that cites; may be empty */
    struct spot spot;
    bool broken; /* a prerequisite left out of order and depth to break a cycle */
};

/* A note that others need and that is not written yet. */
struct planned {
    str name;            /* as first written, by path and line */
    vec(uint32_t) edges; /* who needs it, in the order of edges */
};

/* A copied file that is no note. */
struct site_file {
    str path;              /* below the content folder */
    struct fs_stamp stamp; /* zero where it could not tell versions apart */
};

/* A folder of the content, the root being number 0 with the empty path. Ordered by path. */
struct folder {
    str path;              /* no slash at the ends */
    str title;             /* of its note, else made of its name */
    str url;               /* "a/b/", root: "" */
    uint32_t parent;       /* SITE_NONE for the root */
    uint32_t note;         /* the note that is the folder's page, or SITE_NONE */
    vec(uint32_t) folders; /* direct children by title */
    vec(uint32_t) notes;   /* direct children by title, without the folder's own note */
    uint32_t count;        /* notes in it and below */
    uint32_t unlisted;     /* of these, those that the navigation does not name */
    uint32_t nav;          /* the entry of the navigation for its page, or SITE_NONE */
};

/* Notes that share a value of a field. */
struct group {
    str value;           /* "hard" */
    str title;           /* as shown */
    str slug;            /* of its address, unique in its grouping */
    vec(uint32_t) notes; /* by importance (highest first), then title */
};

struct grouping {
    str field;                /* "tags", "status", "difficulty", "type", … */
    str title;                /* "Tags" */
    vec(struct group) groups; /* declared values in their order, then by value */
    bool declared;            /* whether some of them are declared */
};

/* An entry of the navigation that the configuration gives, in its order: sections before what is in
 * them. Entries that lead nowhere are left out, and sections with nothing in them. */
struct nav_item {
    str title;
    struct target target; /* of a section: its own page; TARGET_MISSING when it has none */
    str address;          /* of external targets, as written */
    uint32_t parent;      /* the section around it, or SITE_NONE */
    uint32_t end;         /* behind the last entry in it; the next one's number without any */
    uint32_t leads;       /* the entry with the page that opens the section: itself, or the first in
                             it whose page no entry before it leads to; SITE_NONE when there is none,
                             itself where there is nothing to open */
    bool is_section;
};

/* What RESOLVE adds to a note. */
struct node {
    struct note *note;
    str url;     /* of its page, below the site's root: "a/foo/", "a/foo.html", "" */
    str file;    /* "a/foo/index.html" */
    str updated; /* front matter's date, else the history's, else created; may be empty */
    uint32_t folder;
    struct target *targets;      /* one for each of note->body.links */
    vec(uint32_t) out;           /* edges from it, all kinds, in the order of the text */
    vec(uint32_t) in;            /* edges to it */
    vec(uint32_t) prerequisites; /* notes: direct, unbroken, in the order of the text */
    vec(uint32_t) unlocks;       /* notes that have it as a prerequisite, by order */
    uint32_t depth;              /* longest chain of prerequisites below it; 0 without any */
    uint32_t order;              /* place in the learning order of the whole site */
    uint32_t previous, next; /* in the navigation's order; notes that it does not name in learning
                                order within their folder. SITE_NONE at the ends */
    uint32_t nav;            /* its first entry in the navigation, or SITE_NONE */
};

struct site {
    const struct config *config;
    const struct schema *schema;
    vec(struct node) nodes;
    vec(struct site_file) files;
    vec(struct folder) folders;
    vec(struct edge) edges;      /* by note, then by the order of the text */
    vec(struct planned) planned; /* most wanted first, then by name */
    vec(struct grouping) groupings;
    vec(struct nav_item) nav; /* empty where the configuration gives none */
    uint32_t *by_order;       /* notes in learning order */
    uint32_t *by_weight;      /* notes by importance (highest first), then title */
    uint32_t *by_recent;      /* notes with a date, the newest first */
    uint32_t recent_count;
};

/* What the site is made of. Arrays in the order of bytes of their paths; drafts already left out
 * (their paths stand in `excluded`, with those of files and folders the configuration excludes). */
struct site_input {
    const struct config *config;
    const struct schema *schema;
    const struct words *words; /* what the language calls fields and values; NULL for none */
    struct note **notes;
    size_t note_count;
    const struct site_file *files;
    size_t file_count;
    const str *excluded;
    size_t excluded_count;
    const str *changed; /* dates of the notes' last changes, empty where unknown; NULL for none */
    struct diags *config_diags; /* for what is wrong in the configuration's navigation */
};

/* Never fails; complaints go to diags, those about notes with paths below the content folder. */
void site_resolve(struct arena *a, const struct site_input *input, struct diags *diags,
                  struct site *out);

/* The address of a target seen from a page: relative, escaped, with query and fragment. For
 * external targets the link's own. Addresses are below the site's root: "" is home. */
void site_add_href(const struct site *site, str from_url, const struct target *target,
                   const struct link *link, struct buf *out);

/* What links of this site put behind the address of a page: "index.html" behind that of a folder
 * when the site is read from disk, else nothing. */
str site_index(const struct site *site, str url);

/* The relative address of to_url seen from from_url, percent-encoded: ("a/b/", "a/c/") → "../c/",
 * with its index. */
void site_add_relative(const struct site *site, str from_url, str to_url, struct buf *out);

/* The same for addresses that are encoded already; to_url may have a fragment. */
void site_add_relative_encoded(const struct site *site, str from_url, str to_url, struct buf *out);

#endif
