/* Facts: what the rest of kbsite knows about a note, taken from its front matter, its outline and
 * its body.
 *
 * facts_read is the whole; the other functions are its steps, each in a file of its own. All read
 * the job and add to job->out, whose memory is the keep arena; complaints go to job->diags. One
 * job per thread. */
#ifndef KBSITE_NOTE_FACTS_H
#define KBSITE_NOTE_FACTS_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "markdown/body.h"
#include "markdown/outline.h"
#include "note/note.h"
#include "note/schema.h"

struct facts_job {
    struct arena *keep, *scratch;
    const struct schema *schema;
    str path;
    str folder_type; /* what the folder rules say, or empty */
    const struct value *front;
    const struct body *body;
    const struct outline *outline;
    bool hide_inbox;
    struct diags *diags;

    /* Made by facts_read. */
    struct facts *out;
    const struct type_def *type;
    struct map aliases;               /* that were read */
    struct section_title *titles;     /* parallel to body->sections */
    const struct section_def **kinds; /* parallel to body->sections, NULL for plain ones */
};

/* Reads everything; out is zeroed first. job->front is a map or value_null. */
void facts_read(struct facts_job *job, struct facts *out);

/* The title of a note that may have no text at all: front matter, the given heading, file name. */
str facts_title(struct arena *keep, const struct type_def *type, const struct value *front,
                str heading, str path);

/* fields.c: title and type apart, what the front matter's fields say. */
void facts_read_fields(struct facts_job *job);

/* The value of a field by its keys, the best first; NULL where there is none or it is null. */
const struct value *facts_field(const struct type_def *type, const struct value *front, str name);

/* The word that the author of another one meant, among those that the fields of a key declare;
 * empty where none is near. */
str facts_near_word(const struct type_def *type, str key, str word);

/* Whether a value is a word for yes or no; truth gets which. */
bool facts_truth(const struct value *v, bool *truth);

/* What separates the tags in a text: commas, or blanks where it has none. */
char facts_tag_separator(str text);

/* The next of several names in a text, as str_cut does it; a comma in [[…]] or in a link's text
 * belongs to the name. */
bool facts_cut_name(str *rest, str *name);

/* The date that a text is or begins with (a time may follow a whole date); empty for none. */
str facts_date(str text);

/* banner.c: the tier, and the admonition that is its banner. After the fields. */
void facts_read_banner(struct facts_job *job);

/* The tier that the title of a banner names; empty when it names none. */
str facts_named_tier(str title);

/* names.c: the references that front matter fields of kind FIELD_NAMES hold. */
void facts_read_names(struct facts_job *job, const struct value *value, enum edge_kind kind);

/* Whether a word stands for nothing: "none", "N/A", "-", "…". */
bool facts_is_nothing(str word);

/* What an author writes for a note's name without the marks around it: [[a|b]], [b](a) and
 * [b](a#c "d") are a. */
str facts_bare_name(str text);

/* Drops "(TODO)", "[TODO]", "TODO:" at the beginning or "(TODO)" at the end; whether it was there.
 */
bool facts_cut_todo(str *s);

/* references.c: the references that the text holds. */
void facts_read_references(struct facts_job *job);

/* All white space as single blanks, in the arena; at most `longest` code points, cut at a word
 * with an ellipsis (0: no limit). */
str facts_line(struct arena *a, str text, size_t longest);

#endif
