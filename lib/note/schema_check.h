/* Whether what a type file names exists: kinds of sections, fields, other types. */
#ifndef KBSITE_NOTE_SCHEMA_CHECK_H
#define KBSITE_NOTE_SCHEMA_CHECK_H

#include "note/schema.h"

/* When all types have been read, and have what the base gives them. What is missing is reported
 * for the file at this path. */
bool schema_check(const struct schema *schema, const struct type_def *type, str path,
                  struct diags *diags);

#endif
