/* Rules: what `check` has an opinion on.
 *
 * A rule looks at one note, in parallel with others, and adds complaints; the site is constant. One
 * file rule_<name>.c defines one; rules.c lists them. */
#ifndef KBSITE_CHECK_RULES_H
#define KBSITE_CHECK_RULES_H

#include "check/edits.h"
#include "check/source.h"
#include "note/note.h"
#include "site/site.h"

struct encodings;

struct spots {
    vec(struct spot) list;
};

struct rule_job {
    struct arena *scratch;
    const struct site *site;
    const struct encodings *encodings;
    uint32_t index; /* of the note */
    const struct note *note;
    const struct type_def *type;
    const struct contract *contract; /* never NULL; without demands where the type has none */
    const struct source_tree *source;
    struct diags *diags;
    struct edits *edits; /* that mend what is mechanical */
    struct spots *gaps;  /* gets every placeholder: others need not complain of these */
};

struct rule {
    const char *name;
    void (*check)(struct rule_job *job);
};

extern const struct rule *const rules[]; /* ends with NULL */

/* Adds a complaint about a place of the note. */
void rule_report(struct rule_job *job, enum diag_code code, struct spot spot, const char *format,
                 ...) __attribute__((format(printf, 4, 5)));

/* Where a thing that a note does not have would be missed: its title, else where its text begins.
 */
struct spot rule_title_spot(const struct rule_job *job);

/* Whether the author says that the note is only begun: nothing can be missing in it. */
bool rule_is_stub(const struct rule_job *job);

/* The first section of a kind ("level-2", too), NULL where there is none. A title may name several
 * things: "When to use / when not to use". */
const struct section *rule_section(const struct rule_job *job, str kind);

/* The same among the sections from a number on. */
const struct section *rule_section_from(const struct rule_job *job, str kind, size_t from);

/* Where a section's heading stands. */
struct spot rule_section_spot(const struct rule_job *job, const struct section *section);

/* Whether the note's type knows what a contract asks for; nobody is held to the rest. */
bool rule_knows_field(const struct rule_job *job, str field);
bool rule_knows_section(const struct rule_job *job, str kind);

/* The values of a field of the front matter: the parts of a list or map, or of a text where the
 * field takes several in one ("tags: a, b"); otherwise 1 for a text. */
size_t rule_field_count(const struct rule_job *job, str field);

#endif
