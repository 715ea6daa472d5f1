/* Complaints about what the user gave us: an identity, a level, a place, a sentence.
 *
 *     notes/limits.md:14:5: error: no note is called "Epsilon"; did you mean "Epsilon budget"?
 * [link-missing]
 *
 * Every code stands once in the list in diag_codes.h, with its level and what it means. Content
 * errors are collected here and never stop a run. A struct diags belongs to one thread at a time;
 * parallel stages give each job its own and append them afterwards. All texts live in its arena. */
#ifndef KBSITE_BASE_DIAG_H
#define KBSITE_BASE_DIAG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag_codes.h"
#include "base/str.h"
#include "base/vec.h"

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

enum diag_code {
#define X(id, name, level, meaning) DIAG_##id,
    DIAG_CODES(X)
#undef X
        DIAG_CODE_COUNT
};

/* Where: a path as the user knows it (relative to the content folder for notes), line and column
 * from 1, columns in bytes. Line 0 means the whole file; an empty path the whole site. */
struct place {
    str path;
    uint32_t line, col;
};

struct diag {
    enum diag_code code;
    enum diag_level level; /* the code's, unless the user asked for another one */
    struct place place;
    str message;
};

struct diags {
    struct arena *arena;
    vec(struct diag) list;
};

/* Adds a complaint; path and message are copied into the arena. Never fails. */
void diag_add(struct diags *d, enum diag_code code, struct place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds copies of all that from holds. */
void diag_append(struct diags *to, const struct diags *from);

/* The same for complaints about files below a folder: it is put before their paths, which makes
 * them paths that the user can open. "." puts nothing before them; empty paths stay empty. */
void diag_append_below(struct diags *to, const struct diags *from, str folder);

/* By path, line, column, code, message; drops exact repetitions. */
void diag_sort(struct diags *d);

/* How many are at this level or above. */
size_t diag_count(const struct diags *d, enum diag_level level);

str diag_name(enum diag_code code);
enum diag_level diag_level(enum diag_code code);
str diag_meaning(enum diag_code code);
str diag_level_name(enum diag_level level);

/* By name; false where there is none of it. */
bool diag_find(str name, enum diag_code *code);
bool diag_find_level(str name, enum diag_level *level);

/* Complains that no complaint has this name, and says which one is near. */
void diag_add_unknown(struct diags *d, enum diag_code code, struct place place, str name);

#endif
