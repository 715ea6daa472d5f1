/* One source file: its bytes, read once, become facts and a body.
 *
 * LOAD is note_load, called in parallel, one arena per note. After it a note never changes. All of
 * a note lives in its own arena: it can be kept while its file is unchanged. */
#ifndef KBSITE_NOTE_NOTE_H
#define KBSITE_NOTE_NOTE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/vec.h"
#include "data/value.h"
#include "markdown/body.h"
#include "note/include.h"
#include "note/schema.h"

/* Where in its note a fact stands: line and column from 1. */
struct spot {
    uint32_t line, col;
};

/* What a note says about another one, not yet looked up. */
struct reference {
    enum edge_kind kind;
    enum reference_form {
        REFERENCE_NAME, /* target is an id, title, alias, path or file name */
        REFERENCE_LINK, /* target is body.links[link], an ordinary Markdown link */
        REFERENCE_TODO  /* target is the name of a note that is still to be written */
    } form;
    str target;
    uint32_t link; /* of REFERENCE_TODO: the link that the name is the text of, or UINT32_MAX */
    str reason;    /* the text after the dash; may be empty */
    struct spot spot;
};

/* A field of the front matter that the schema folds: the author's word and the declared one. */
struct field_value {
    str field; /* the schema's name of the field, such as "difficulty" */
    str value; /* the declared value, such as "hard"; the author's word where none is declared */
    str word;  /* the author's own */
    struct spot spot;
};

/* What a section is, parallel to body.sections. */
struct section_fact {
    str kind;         /* "trade-offs", "level", …; "plain" where no pattern matches */
    uint8_t level;    /* 1-5 for kind "level", else 0 */
    uint16_t minutes; /* from "(5 min)" in the title, of levels else from the words; else 0 */
    str title;        /* plain, without the minutes */
};

#define FACTS_NO_BANNER UINT32_MAX

struct facts {
    str title;       /* front matter, else first H1, else file name; never empty */
    str id;          /* explicit, may be empty */
    str type;        /* never empty */
    str description; /* front matter, else TL;DR, else first paragraph; plain, may be empty */
    bool draft;
    long importance;      /* 0-100, -1 when it does not say */
    str created, updated; /* YYYY-MM-DD, YYYY-MM or YYYY; empty when unknown */
    uint32_t minutes;     /* reading time: front matter, else from the words; at least 1 */
    vec(str) aliases;     /* other names and old addresses, as written */
    vec(str) tags;
    vec(struct field_value) fields; /* all scalar and list fields that the schema declares as words,
                                       one entry per value (difficulty, status, category, …) */
    vec(struct reference) references;
    vec(struct section_fact) sections;
    str tier;            /* gold, silver or bronze; empty without one */
    uint32_t banner;     /* the box of the body that is the tier's banner, or FACTS_NO_BANNER */
    bool banner_differs; /* its title names another tier */
    const struct value *front; /* the whole front matter, a map; value_null without one */
    uint32_t body_line;        /* the file's line that the text begins on */
};

struct note {
    struct arena arena;
    str path; /* content path: below the content folder, parts joined by '/' */
    struct facts facts;
    struct body body;
    struct diags diags;                /* what LOAD had to say */
    atomic_uint shares;                /* holders besides the first one */
    vec(struct include_file) includes; /* that its text depends on; only as note_load made it */
};

struct note_options {
    size_t max_bytes, max_front_bytes, max_output;
    unsigned max_nesting;
    bool hide_inbox;
    const struct note_files *files; /* that notes can include; NULL: none */
    str quotes;                     /* the language that they are shown in; empty: as written */
    bool safe;                      /* authors are not trusted (markdown/safe.h) */
    struct arena arena; /* an empty one with room, which the note takes over; zeroed: a new one */
};

/* Makes a note of a file's bytes. type is what the folder rules say, or empty. scratch is the
 * worker's own and is reset by the caller. */
struct note *note_load(struct arena *scratch, const struct schema *schema, str path, str type,
                       str bytes, const struct note_options *options);

/* One holder more, from any thread: the last one that calls note_free frees it. */
struct note *note_share(struct note *note);
void note_free(struct note *note);

/* The first value of a declared field, NULL when the note does not have it. */
const struct field_value *note_field(const struct note *note, str field);

/* The file name without folder and extension. */
str note_stem(str path);

#endif
