/* Reading the parts of a type file: what all of them have in common, and what is said when one has
 * the wrong form. A part may be NULL or null: it is not there, and nothing is said. */
#ifndef KBSITE_NOTE_TYPE_READER_H
#define KBSITE_NOTE_TYPE_READER_H

#include "note/schema.h"

struct type_reader {
    struct arena *arena;
    struct diags *diags;
    str path; /* of the type file that is read */
    bool sound;
};

struct place type_place(const struct type_reader *r, uint32_t line, uint32_t col);
bool type_absent(const struct value *v);

/* The value has the wrong form: the file is not sound. */
void type_wrong(struct type_reader *r, const struct value *v, const char *what);

/* A word is none of the known ones; says which one is nearest. */
void type_unknown(struct type_reader *r, struct place place, const char *what, str word,
                  const str *known, size_t n);

/* A map has no other keys than these. */
void type_keys(struct type_reader *r, const struct value *map, const str *known, size_t n);

str type_text(struct type_reader *r, const struct value *v, str otherwise);
long type_number(struct type_reader *r, const struct value *v, long otherwise);

/* A text or a list of texts. */
struct value_texts type_texts(struct type_reader *r, const struct value *v);

/* A map, or value_null and what it was expected to be. */
const struct value *type_map(struct type_reader *r, const struct value *v, const char *what);

#endif
