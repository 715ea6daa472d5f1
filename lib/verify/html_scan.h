/* Start tags of a whole page, one after another, as fast as bytes can be looked at.
 *
 * It follows the tokenizer of browsers (HTML standard, section 13.2.5) as far as it matters to
 * somebody who looks for attributes: comments, declarations and the insides of script, style,
 * textarea and the like hold no tags; a comment or raw text that never ends goes up to the end. It
 * looks at each byte a bounded number of times and allocates nothing but for references in
 * attributes that are decoded. Texts are borrowed. */
#ifndef KBSITE_VERIFY_HTML_SCAN_H
#define KBSITE_VERIFY_HTML_SCAN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

struct html_scan {
    const char *at, *end;
    str last;                    /* the element whose start tag was read last */
    bool closes_itself;          /* that tag ends with "/>", which counts in SVG and MathML only */
    bool is_cut;                 /* it never ends: to browsers it is none */
    unsigned templates, foreign; /* how many <template>, <svg> and <math> are around it */
};

struct html_scan_attribute {
    str name, value; /* as written; lower case does not matter to names */
};

void html_scan_open(struct html_scan *s, str page);

/* The next start tag: its name as written; *at is its '<'. Then its attributes are read, all of
 * them, and then what stands in it, if that is no HTML. */
bool html_scan_tag(struct html_scan *s, str *name, const char **at);
bool html_scan_attribute(struct html_scan *s, struct html_scan_attribute *out);
str html_scan_raw(struct html_scan *s);

/* Adds an attribute's value with its character references decoded. A name without its
 * semicolon, as in "?a=1&copy=2", is none. */
void html_scan_decode(struct buf *out, str value);

#endif
