/* YAML read into struct value, by libyaml's event interface; texts of the plainest form without it
 * (yaml_plain.h).
 *
 * Only what notes and configurations need: one document, no anchors, aliases or tags (unless they
 * are asked for), bounded size and depth. Plain scalars have the types of YAML 1.2's core rules,
 * but a number must be one in JSON too (2024-01, 0123 and 1_000 are strings); quoted ones are
 * strings. JSON texts can be read as well.
 *
 * Problems are data: the caller turns them into its own diagnostics, or recovers. The tree and the
 * messages live in the arena; the text may go afterwards. Any thread, one arena per thread. */
#ifndef KBSITE_DATA_YAML_H
#define KBSITE_DATA_YAML_H

#include "base/diag.h"
#include "data/value.h"

enum yaml_problem_kind {
    YAML_PROBLEM_SYNTAX,    /* no YAML, or YAML that is not used here */
    YAML_PROBLEM_DUPLICATE, /* a key stands twice in a map; the last one counts */
    YAML_PROBLEM_ANCHOR,    /* an anchor or alias */
    YAML_PROBLEM_LIMIT,     /* too large or too deep */
    YAML_PROBLEM_KINDS
};

struct yaml_problem {
    enum yaml_problem_kind kind;
    uint32_t line, col; /* from 1, columns in bytes */
    str message;
};

enum { YAML_DEFAULT_BYTES = 64 << 10, YAML_DEFAULT_DEPTH = 32, YAML_MOST_PROBLEMS = 50 };

/* Zero stands for the default everywhere. */
struct yaml_options {
    uint32_t first_line; /* the number of the text's first line in its file; default 1 */
    size_t max_bytes;
    unsigned max_depth; /* nested lists and maps; readers of the tree recurse by it */

    /* For files made for other programs: tags are dropped, what a scalar with one means is unknown
     * (null, but for YAML's own such as !!str), and an alias is the value that it names. Then
     * max_depth bounds the text and not the tree, and a value may stand in it any number of times:
     * the reader has to count. */
    bool foreign;
};

struct yaml_doc {
    const struct value *root;          /* what could be read; NULL where reading had to stop */
    vec(struct yaml_problem) problems; /* in the order found; no more than YAML_MOST_PROBLEMS */
};

/* False when there is any problem other than duplicate keys. An empty text is null. A byte order
 * mark at the beginning is skipped and takes no column. */
bool yaml_parse(struct arena *a, str text, const struct yaml_options *options,
                struct yaml_doc *out);

/* Adds each problem under the code that stands for its kind. */
void yaml_report(const struct yaml_doc *doc, const enum diag_code codes[YAML_PROBLEM_KINDS],
                 str path, struct diags *diags);

/* Whether text is a number by JSON's grammar. */
bool yaml_is_number(str text);

#endif
