/* The contract of a type: what a note of it must hold, and how much of it. Data from the type's
 * file (`contract:`, themes/default/types/README.md); `check` compares notes with it.
 *
 * Read once with the schema and constant after that. Zero and empty mean: anything goes. */
#ifndef KBSITE_NOTE_CONTRACT_H
#define KBSITE_NOTE_CONTRACT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"

/* A field that is to have so many values (a text has one). */
struct contract_field {
    str name;
    uint32_t least;
};

/* A kind of section that is to begin on this line of the file or above. */
struct contract_early {
    str kind;
    uint32_t line;
};

/* Something that can stand in a note in several forms, one of which is to be there. */
struct contract_part {
    str name;          /* "failure story" */
    vec(str) sections; /* kinds of section */
    vec(str) classes;  /* of HTML elements */
    vec(str) boxes;    /* types of admonition */
    vec(str) fields;   /* front matter */
    vec(str) diagrams; /* kinds of Mermaid diagram: "flowchart" */
};

struct contract_wants {
    vec(struct contract_field) fields;
    vec(struct contract_part) parts;
};

/* What a note of a tier is to have besides. */
struct contract_tier {
    str tier;
    struct contract_wants wants;
};

struct contract {
    str like; /* not one itself: the contracts of this type are meant … */

    /* … it is for notes with one of these; for all others, where both are empty. */
    vec(str) if_fields, if_sections;
    uint32_t lines;                   /* of the file, at most */
    uint32_t code_share;              /* percent of the lines of the text, at most */
    uint32_t visual_share;            /* percent of these in tables and diagrams, at least */
    uint32_t diagrams;                /* at least */
    uint32_t questions;               /* with an answer, at least */
    uint32_t checks;                  /* at least */
    uint32_t levels;                  /* Level 1 to this one are there … */
    uint32_t level_least, level_most; /* … each with this share of their words, percent */
    bool banner;                      /* exactly one, of the note's tier */
    struct contract_wants wants;
    vec(str) sections; /* kinds, in their order */
    vec(struct contract_early) early;
    vec(struct contract_tier) tiers;
};

/* The first one that is for a note counts. */
struct contracts {
    vec(struct contract) list;
};

struct type_reader;
struct value;

/* Reads `contract:` of a type, one or a list; what is wrong is reported by the reader. */
void contracts_read(struct type_reader *r, const struct value *v, struct contracts *out);

#endif
