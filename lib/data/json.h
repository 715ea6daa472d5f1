/* JSON written straight into a buffer.
 *
 * The output may stand inside an HTML script element: nothing in it can end the element or open a
 * comment. Strings are expected to be valid UTF-8 and pass through as it. Same value, same bytes.
 * Pure; any thread. */
#ifndef KBSITE_DATA_JSON_H
#define KBSITE_DATA_JSON_H

#include "base/buf.h"
#include "data/value.h"

/* s in double quotes, escaped. */
void json_string(struct buf *out, str s);

/* The whole tree without white space; numbers as they are spelled, fields in their order. What is
 * made when printed becomes a string. */
void json_value(struct buf *out, const struct value *v);

#endif
