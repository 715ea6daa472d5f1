/* Text put into HTML and into URLs. All add to out what they make of s. */
#ifndef KBSITE_BASE_ESCAPE_H
#define KBSITE_BASE_ESCAPE_H

#include "base/buf.h"

/* & < > " as character references: safe in text and in a double-quoted attribute. */
void escape_html(struct buf *out, str s);

/* The same for XML 1.0, which has no place for most control characters and for U+FFFE and U+FFFF,
 * not even as references: U+FFFD stands for them. */
void escape_xml(struct buf *out, str s);

/* A path for use in a URL: everything percent-encoded but unreserved characters, '/' and what
 * RFC 3986 allows in a path segment without meaning anything to us. */
void escape_url_path(struct buf *out, str s);

/* %XX decoded; what is no valid sequence stays. */
void unescape_url(struct buf *out, str s);

#endif
