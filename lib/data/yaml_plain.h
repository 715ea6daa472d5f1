/* The plainest form of YAML, cut into tokens: what nearly all front matter is written in.
 *
 *     key: a value
 *     key: "a value"          also in single quotes, without escapes
 *     key: [a, "b", c]
 *     key:                    nothing, or a list: one "- value" in each line
 *     - a value
 *
 * This is no second opinion about YAML. What is not certainly read alike by libyaml, such as a
 * comment, a value of two lines, or a ": " in a value, is not of this form. Pure; any thread. */
#ifndef KBSITE_DATA_YAML_PLAIN_H
#define KBSITE_DATA_YAML_PLAIN_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

enum { YAML_PLAIN_DEPTH = 2 }; /* of lists and maps that such texts have at most */

enum yaml_token_kind {
    YAML_TEXT,  /* a key, or a value in quotes */
    YAML_PLAIN, /* a value without quotes, whose kind its text says */
    YAML_LIST,
    YAML_LIST_END
};

struct yaml_token {
    enum yaml_token_kind kind;
    str text;         /* in the text that was read; empty for lists */
    const char *from; /* where it begins there: a quote mark, a bracket, the first "-" */
};

/* The fields of a map: each a key and a value or list. */
typedef vec(struct yaml_token) yaml_tokens;

/* False where the text is not of this form. The tokens live in the arena. */
bool yaml_plain_read(struct arena *a, str text, yaml_tokens *out);

#endif
