/* What a template is compiled into. Only for the files mustache_*.c.
 *
 * The program is one array of steps in the order of the text. Sections jump; nothing nests. A step
 * that begins a line of the template says so: there goes the indentation of an indented partial. */
#ifndef KBSITE_THEME_MUSTACHE_PROGRAM_H
#define KBSITE_THEME_MUSTACHE_PROGRAM_H

#include <stdint.h>

#include "theme/mustache.h"

enum mustache_op {
    MUSTACHE_TEXT,
    MUSTACHE_ESCAPED,     /* {{x}} */
    MUSTACHE_RAW,         /* {{{x}}} and {{&x}} */
    MUSTACHE_SECTION,     /* jump: its end */
    MUSTACHE_SECTION_END, /* jump: its begin */
    MUSTACHE_INVERTED,    /* jump: its end */
    MUSTACHE_INVERTED_END,
    MUSTACHE_PARTIAL,
    MUSTACHE_PARENT, /* jump: behind it; args: its newest argument */
    MUSTACHE_BLOCK,  /* a place that can be overridden; jump: its end */
    MUSTACHE_BLOCK_END,
    MUSTACHE_ARGUMENT, /* an override, reached through its parent; jump: its end; args: next older
                        */
    MUSTACHE_ARGUMENT_END,
};

/* A part of a dotted name. */
struct mustache_key {
    str name;
    uint32_t tag; /* value_tag(name) */
};

struct mustache_step {
    uint8_t op;
    bool line_start;
    bool standalone; /* PARTIAL, PARENT, BLOCK: alone on its line */
    uint32_t offset; /* in the text, of the tag */
    uint32_t jump, args;
    uint32_t path_len; /* 0: the name is "." */
    const struct mustache_key
        *path;  /* the parts of a dotted name; PARTIAL, PARENT: NULL if the name is static */
    str text;   /* TEXT: the literal; PARTIAL, PARENT, BLOCK, ARGUMENT: the name */
    str indent; /* PARTIAL, PARENT, BLOCK: what the lines of the content get in front */
};

struct mustache {
    str name, text;
    const struct mustache_step *steps;
    size_t n;
};

/* Where an offset of the text is. */
struct place mustache_place(str name, str text, size_t offset);

/* A place that was asked for. */
struct mustache_spot {
    struct place place;
    str text;
    size_t offset;
};

/* The same for offsets that mostly grow: lines are counted from the place before, if it is in the
 * same text. *near begins as zeros. */
struct place mustache_place_near(struct mustache_spot *near, str name, str text, size_t offset);

/* Of each template the first place that it has in the set: one may have several names, and counts
 * as its first one. */
size_t *mustache_set_same(struct arena *a, const struct mustache_set *set);

#endif
