/* The texts of a file that programs read: strings of JSON, texts and attributes of XML, texts and
 * addresses of links in llms.txt, words of the rest of it and of robots.txt. Linear; one that is
 * broken gives other texts, never an error. */
#ifndef KBSITE_VERIFY_DATA_SCAN_H
#define KBSITE_VERIFY_DATA_SCAN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

enum data_form { DATA_NONE, DATA_JSON, DATA_XML, DATA_TEXT };

/* By a file's path below the site's root; DATA_NONE for all that is none of these. */
enum data_form data_form_of(str file);

struct data_scan {
    enum data_form form;
    str rest;
    bool in_tag;         /* XML */
    bool is_behind_text; /* of a link, in plain text */
};

/* The next text: where it stands in the file, as written, and decoded in out, which is cleared. */
bool data_scan_next(struct data_scan *s, str *raw, struct buf *out);

#endif
