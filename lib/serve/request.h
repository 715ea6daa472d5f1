/* What a request says: its address, decoded, and the headers that decide the answer. */
#ifndef KBSITE_SERVE_REQUEST_H
#define KBSITE_SERVE_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"

/* The path of an address without its escapes: false when it has bad ones, a NUL, or is none that
 * begins with a slash. */
bool request_path(struct arena *a, str url, str *path);

/* Whether the name of a Host header is one of this machine: an address in digits, "localhost" or
 * what is below it, or one of `names`. Any other name may be one that a page of another site has
 * made to lead here. (RFC 9110, 7.2) */
bool request_is_for_us(str host, const str *names, size_t n);

/* Entity tags are the hex digits of a hash, in quotes. (RFC 9110, 8.8.3 and 13.1) */
enum { REQUEST_TAG = HASH_HEX + 2 };
void request_tag(struct hash name, char out[REQUEST_TAG + 1]);
bool request_has_tag(str if_none_match, struct hash name); /* "*" fits all */
bool request_tag_of(str header, struct hash *name); /* of the first tag that is one of ours */

/* The part of `size` bytes that a Range header asks for. (RFC 9110, 14) */
enum request_range {
    RANGE_ALL,  /* there is none, or one that is not for us: several parts, other units */
    RANGE_PART, /* from … to, both included */
    RANGE_NONE  /* there are no such bytes */
};
enum request_range request_range(str header, uint64_t size, uint64_t *from, uint64_t *to);

/* The media type of a file by its name, with the charset of text. */
const char *request_type(str file);

#endif
