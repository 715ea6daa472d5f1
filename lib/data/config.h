/* kbsite.yml: what a project can set. Every key is optional, and a key without a value is as good
 * as none.
 *
 * All texts live in the arena that was given. Wrong keys and values are diagnostics at their line
 * and column; what is right beside them is still taken. A struct config is constant once made;
 * any thread may read it. */
#ifndef KBSITE_DATA_CONFIG_H
#define KBSITE_DATA_CONFIG_H

#include "base/diag.h"
#include "base/vec.h"
#include "data/nav.h"

enum config_inbox { CONFIG_INBOX_SHOW, CONFIG_INBOX_HIDE };

struct config_names {
    str *at;
    size_t n, cap;
};

struct config_folder {
    str folder; /* without a slash at its ends; empty for the content folder itself */
    str type;
};

struct config_limits {
    size_t note_bytes;   /* of one note's file */
    size_t nesting;      /* containers of a note within each other */
    size_t output_bytes; /* that one note may become */
    size_t front_bytes;  /* of front matter */
};

struct config {
    str title, description, copyright;
    str language;  /* of the pages, such as "en" or "pt-BR" */
    str site_url;  /* https://host/path/ with the slash; empty when only a path or nothing is known
                    */
    str site_path; /* the part of it behind the host, from slash to slash; "/" by default */
    str cname;     /* the domain that the site is served under, in lower case; empty without one */
    str content_dir, output_dir;
    str theme; /* a name, or the path of a folder */
    struct config_names indexes, exclude;
    bool drafts;
    bool offline; /* links name index.html: the site is read from disk */
    bool safe;    /* the authors of the notes are not trusted */
    bool smart_quotes;
    enum config_inbox inbox;
    vec(struct config_folder) folders;
    struct config_limits limits;
    str repo_url;
    str edit_url; /* with {path} where the path of a note goes */
    struct nav nav;
    const struct value *check; /* what `check` says to what it finds, unread; NULL: nothing */
};

enum { CONFIG_MAX_BYTES = 1 << 20 };

void config_defaults(struct config *out);

/* Sets out to the defaults and what the text says. Path is the file's name in messages. False when
 * there was any error. */
bool config_parse(struct arena *a, str path, str text, struct diags *diags, struct config *out);

/* Sets site_url and site_path from an address, "https://host[/path]", or from a bare path, "/path",
 * which leaves the host unknown. False, and reported at place, when value is neither. */
bool config_set_site_url(struct config *config, struct arena *a, str value, struct place place,
                         struct diags *diags);

/* What a value must be that is used as it is: an address that begins with http:// or https://; a
 * language tag; one line of text that says something, such as a name, a path or a pattern. */
bool config_is_web_address(str text);
bool config_is_language(str text);
bool config_is_line(str text);

/* The type that `folders` gives to a note; the longest folder wins. Empty when there is none. */
str config_type_of(const struct config *config, str note_path);

#endif
