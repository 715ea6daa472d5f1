/* Finds the tags of a template. Only for the files mustache_*.c. */
#ifndef KBSITE_THEME_MUSTACHE_SCAN_H
#define KBSITE_THEME_MUSTACHE_SCAN_H

#include "base/diag.h"
#include "base/str.h"

enum mustache_scanned { MUSTACHE_TAG, MUSTACHE_LAST, MUSTACHE_BAD };

struct mustache_scan {
    str name, text;
    size_t at;
    str open, close; /* the delimiters */
    struct diags *diags;
};

struct mustache_tag {
    char kind;    /* '#', '^', '/', '>', '<', '$', '!', '=', '&' ('{' too), or 'v' for a variable */
    bool dynamic; /* the name followed a '*' */
    str name;
    size_t start, end;
    bool blank_before, blank_after; /* nothing else stands before, behind it in its lines */
    size_t line_begin;              /* of the line that it starts in */
    size_t line_next;               /* of the line behind it, if blank_after */
};

/* The next tag; scan->at goes behind it. BAD: reported. */
enum mustache_scanned mustache_scan_tag(struct mustache_scan *scan, struct mustache_tag *tag);

#endif
