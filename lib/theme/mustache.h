/* Mustache templates: the whole specification (1.4) but lambdas.
 *
 * A template is compiled once into a flat program and rendered many times with a view. Comments,
 * sections, inverted sections, partials, dynamic names ({{>*name}}), inheritance ({{<parent}} with
 * {{$block}}) and changed delimiters work as specified; a blank line of an indented partial stays
 * empty. What a block's override holds may itself hold blocks: those are parameters of the template
 * that the override stands in.
 *
 * Ownership: a template borrows its name and text, and lives in the arena that it was compiled
 * into; a set borrows its names and templates. Errors: compiling and the checks report
 * diagnostics; rendering reports nothing. Threads: compiled templates and filled sets are constant
 * and may be rendered by many threads at once, each into its own buf. */
#ifndef KBSITE_THEME_MUSTACHE_H
#define KBSITE_THEME_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "data/value.h"

enum {
    MUSTACHE_MAX_TEXT = 4 << 20,     /* bytes of a template */
    MUSTACHE_MAX_NESTING = 64,       /* sections, blocks and parents in each other */
    MUSTACHE_MAX_INCLUDES = 128,     /* partials, parents and overrides in each other */
    MUSTACHE_MAX_CONTEXTS = 1024,    /* sections in each other, across partials */
    MUSTACHE_MAX_INDENT = 4096,      /* bytes that a line is indented by; more is left out */
    MUSTACHE_MAX_STEPS = 1 << 25,    /* tags and literals of one rendering */
    MUSTACHE_MAX_OUTPUT = 256 << 20, /* bytes of one rendering */
};

struct mustache;

/* name is the path that messages show. NULL when the template cannot be used: TEMPLATE_SYNTAX was
 * reported with its place. */
const struct mustache *mustache_compile(struct arena *a, str name, str text, struct diags *d);

/* The templates that tags can name. A zeroed set is empty; a zero limit is the one above. */
struct mustache_set {
    struct map index; /* name to place in the lists */
    vec(str) names;
    vec(const struct mustache *) templates;
    size_t max_steps, max_output;
};

/* Adds a template, or replaces the one of that name. */
void mustache_set_add(struct arena *a, struct mustache_set *set, str name,
                      const struct mustache *template);
const struct mustache *mustache_set_get(const struct mustache_set *set, str name);

/* Reports what only the whole set shows: partials and parents that do not exist (TEMPLATE_PARTIAL;
 * they render as nothing) and templates that include each other whatever the view holds
 * (TEMPLATE_LIMIT). Dynamic names are not checked: only the view knows them. */
void mustache_check(const struct mustache_set *set, struct diags *d);

/* The names that views give to tags. They are one list, whatever they stand in: a name is looked up
 * in all that is around its tag, so a template sees what those that include it see. */
struct mustache_keys {
    const str *known; /* in the order of bytes */
    size_t n;
    str open_key;              /* one of them; names in what it holds are free */
    str words_key;             /* one of them; it holds words */
    const struct value *words; /* a map of them */
};

/* Reports each tag with a name that is none of these (TEMPLATE_KEY): it renders as nothing,
 * whatever the page. */
void mustache_check_keys(const struct mustache_set *set, const struct mustache_keys *keys,
                         struct diags *d);

/* Whether any tag of the set has this key as a part of its name. */
bool mustache_asks_for(const struct mustache_set *set, str key);

/* Names all that the set can do: its names, its texts, and the version of the engine. */
struct hash mustache_set_hash(const struct mustache_set *set);

enum mustache_end {
    MUSTACHE_WHOLE,
    MUSTACHE_CUT, /* a branch went past a limit and was left out */
};

/* Where the text is to stand. */
struct mustache_page {
    /* Adds an address (VALUE_ADDRESS) as it is written there. */
    void (*add_address)(const struct mustache_page *self, str address, struct buf *out);
};

/* Adds the rendered template to out. Without a page addresses are printed as they are. */
enum mustache_end mustache_render(const struct mustache_set *set, const struct mustache *template,
                                  const struct value *view, const struct mustache_page *page,
                                  struct buf *out);

#endif
