/* Pages: what each output of the manifest shows.
 *
 * A page is a layout and a view. The view is made for one page in a scratch arena, out of a
 * constant site and what page_context_open made once for all pages. page_open and page_print are
 * safe from any number of threads with scratch arenas of their own; they report nothing. */
#ifndef KBSITE_PAGE_PAGE_H
#define KBSITE_PAGE_PAGE_H

#include "base/buf.h"
#include "data/value.h"
#include "page/body.h"
#include "page/manifest.h"
#include "theme/words.h"

/* The groups that a note is in, by grouping. */
struct membership {
    uint32_t grouping, group;
};

struct memberships {
    struct membership *at;
    size_t n;
};

/* Where the HTML of notes' bodies is (body.html). */
struct page_texts {
    /* In the arena or constant; an errno value where it cannot be had. Any thread. */
    int (*read)(const struct page_texts *self, uint32_t note, struct arena *a, str *html);
};

/* What all pages are made from. */
struct page_context {
    const struct site *site;
    const struct theme *theme;
    const struct manifest *manifest;
    const struct words *words;
    const struct value *strings;       /* words->all */
    const struct value *site_view;     /* title, description, …: the same on every page */
    const struct value **note_items;   /* of the navigation, by note */
    const struct value **folder_items; /* of the navigation, closed, by folder */
    const struct value **nav_items;    /* of the navigation that the configuration gives, closed */
    const str *planned_ids;            /* where planned notes stand on their page */
    struct map folders;                /* address → folder */
    struct map fields;                 /* field → number of its grouping */
    struct map groups;                 /* view_group_key → number in the grouping */
    const struct memberships *members; /* by note; of each grouping VIEW_MOST_VALUES at most */
    const struct value **entries;      /* of lists, by note; see view_note_entry */
    const struct value **listed;       /* the same for lists that can be filtered */
    const struct page_texts *texts;    /* NULL: notes have theirs in memory */
    struct arena *arenas;              /* that entries live in, by worker */
    struct view_memo *memos;
    unsigned arena_count;
};

/* Values that were made, by what they are made from. */
struct view_memo {
    struct map index;
    vec(const struct value *) values;
};

/* One page that is being made. */
struct view {
    const struct page_context *context;
    const struct output *output;
    struct arena *a;
    struct view_memo *memo;         /* of values that many parts share; NULL: none do */
    const struct body_texts *texts; /* of the note whose page it is, once it is printed */
};

/* A sort of page. One file kind_<name>.c defines one; kinds.c lists them. */
struct page_kind {
    const char *name;
    bool shows_text;    /* of a note, which output.index names */
    bool shows_spots;   /* in which lines of their files relations stand */
    bool is_theme_file; /* what it writes is a file of the theme */
    /* Adds its outputs to the manifest. Content comes before what kbsite adds. */
    void (*list)(struct listing *l);
    /* The view and the name of its layout … */
    const struct value *(*view)(const struct view *v, str *layout);
    /* … or, without one, the bytes themselves (kb.json, sitemap.xml, …). */
    void (*write)(const struct view *v, struct buf *out);
};

extern const struct page_kind *const page_kinds[]; /* ends with NULL */

/* The views that all pages share. What context has of site, theme, words and manifest is set. The
 * rest lives in the arena and in arenas of its own. Called once, before RENDER. */
void page_context_open(struct page_context *context, struct arena *a, unsigned threads);
void page_context_close(struct page_context *context);

/* An output that is about to be made. Its view leads to it. */
struct page {
    const struct value *view; /* NULL: its kind writes the bytes itself */
    const struct mustache *template;
    str layout;
    struct body_texts texts; /* of the note whose page it is; read by page_print */
};

/* What one output shows, in the scratch arena. The output is none that is copied. */
void page_open(const struct page_context *context, const struct output *output,
               struct arena *scratch, struct page *page);

/* With a view: equal keys and templates, equal bytes. Looks at all of the view. */
struct hash page_hash(const struct page *page);

/* Adds its bytes. Returns 0 or an errno value: the note's HTML cannot be had. */
int page_print(const struct page_context *context, const struct output *output, struct page *page,
               struct arena *scratch, struct buf *out);

/* Names the templates that pages are printed with. */
struct hash page_templates(const struct theme *theme);

#endif
