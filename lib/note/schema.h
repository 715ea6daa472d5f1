/* Note types: what a kind of note is made of. Data from types/<type>.yml, not code.
 *
 * A schema is read once from the theme's (and the project's) type files and is constant after
 * that; it lives in the arena that it was read into. Format: themes/default/types/README.md. */
#ifndef KBSITE_NOTE_SCHEMA_H
#define KBSITE_NOTE_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "data/value.h"
#include "note/contract.h"

enum edge_kind {
    EDGE_PREREQUISITE,
    EDGE_RELATED,
    EDGE_COMPARE,
    EDGE_NEXT,
    EDGE_MENTION, /* a plain link in the text */
    EDGE_KINDS
};

str edge_kind_name(enum edge_kind kind);
bool edge_kind_of(str name, enum edge_kind *kind);

enum field_kind {
    FIELD_WORD,   /* one or several words, folded by synonyms; may have an index page */
    FIELD_TEXT,   /* prose */
    FIELD_NUMBER, /* within [low, high] */
    FIELD_BOOL,
    FIELD_DATE,
    FIELD_NAMES, /* names of notes: gives edges */
    FIELD_DATA   /* anything, kept as it is */
};

/* Where a page shows a field that has no part of its own there. */
enum field_place {
    PLACE_DETAILS, /* in the table at its end */
    PLACE_FACTS    /* under the title, with type, status and dates */
};

/* A declared value and the words that mean the same. */
struct field_word {
    str value;
    vec(str) synonyms;
};

struct field_def {
    str name;
    vec(str) keys; /* front matter keys that hold it, the best first; name is among them */
    enum field_kind kind;
    vec(struct field_word) words; /* none: every word is fine */
    enum edge_kind edge;          /* of FIELD_NAMES */
    long low, high;               /* of FIELD_NUMBER */
    enum field_place place;
    bool many;   /* of FIELD_TEXT: a list of texts is as good */
    str section; /* the kind of section that says the same: in a note without one the field stands
                    in its place; empty for none */
};

struct section_def {
    str kind;
    vec(str) patterns; /* folded titles; '*' stands for any text */
    bool has_edge;     /* its link list gives edges … */
    enum edge_kind edge;
};

struct title_pattern {
    str pattern;
    uint32_t letters; /* which of a to z occur: a title without one of them does not match */
    size_t section;
};

struct title_patterns {
    vec(struct title_pattern) all; /* in the order of sections */
};

struct type_def {
    str name, title, plural;
    bool says_title, says_plural; /* itself; otherwise they are made of the name or the title */
    str layout;
    vec(struct field_def) fields; /* the base type's too, own ones first */
    vec(struct section_def) sections;
    bool is_base;
    struct map titles; /* patterns of own sections without '*' → the first section with it … */
    struct title_patterns wildcards[256]; /* … and the others, by the byte they begin with */
    vec(str) shape;     /* section kinds that tell this type when a note does not say its own … */
    size_t shape_least; /* … if at least so many of them occur */
    vec(str) synonyms;  /* other words for the type in a note's "type" field, folded */
    struct contracts contracts;
};

struct schema {
    struct map index; /* name, or the folded form of a name or synonym → types */
    vec(struct type_def) types;
    const struct type_def *base; /* "note": for types that nobody declared, too */
};

/* Reads type files; sources holds pairs of shown path and text, the base "note" among them. False
 * when a file cannot be used; the reasons are in diags. */
struct schema_source {
    str name; /* the file name without .yml: the type's name */
    str path; /* as shown in diagnostics */
    str text;
};
bool schema_read(struct arena *a, const struct schema_source *sources, size_t n,
                 struct diags *diags, struct schema *out);

/* What the names of types are compared by: no case, and '-' for '_' and blanks. */
void schema_fold_type(struct buf *out, str name);

/* The type that a word names (name or synonym); the base where nobody declared it. */
const struct type_def *schema_type(const struct schema *schema, str name);

/* Whether a type or synonym of this name is declared. */
bool schema_has_type(const struct schema *schema, str name);

/* The section kind of a heading's plain text under a type, NULL for a plain one. A level heading
 * ("Level 3: …", whatever stands before it) has kind "level". */
const struct section_def *schema_section(const struct schema *schema, const struct type_def *type,
                                         str title);

/* The same in two steps, for a title that several types are asked about. */
struct section_title {
    str folded;
    uint32_t letters;               /* schema_letters of folded */
    unsigned level;                 /* of "Level N …", else 0 */
    const struct section_def *base; /* what it is for the base type, levels aside */
};
struct section_title schema_title(struct arena *a, const struct schema *schema, str title);
const struct section_def *schema_section_titled(const struct type_def *type,
                                                const struct section_title *title);

/* A bit for each letter from a to z that occurs. */
uint32_t schema_letters(str folded);

/* The N of a heading "Level N …" (1 to 5), 0 for every other one. */
unsigned schema_level(str title);

/* What a heading "Level N: …" says behind the number, with nothing around it; may be empty. */
str schema_level_name(str title);

/* The field of this name, NULL for none. */
const struct field_def *schema_field_named(const struct type_def *type, str name);

/* Keys are the same in any case, with '-', '_' or a blank between the words. */
bool schema_key_eq(str a, str b);

/* Whether a front matter key holds the field. */
bool schema_has_key(const struct field_def *field, str key);

/* The field that a front matter key and value belong to, NULL for none: several fields may share a
 * key (status: learning, status: stub), and the value decides. */
const struct field_def *schema_field(const struct type_def *type, str key, str value);

/* The declared value that word means, or word itself. */
str schema_word(const struct field_def *field, str word);

/* Whether the field declares the word, or takes every word. */
bool schema_has_word(const struct field_def *field, str word);

/* What patterns are compared with: what stands around the words of a title dropped (emoji,
 * numbering, a time such as "(5 min)", punctuation), the rest folded. */
void schema_fold_title(struct buf *out, str title);

/* The title without a time at its end, and its minutes: "Intuition (5 min)", "(~10 minutes)". 0
 * where it does not say. */
str schema_title_minutes(str title, unsigned *minutes);

#endif
