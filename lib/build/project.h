/* A project: its configuration, theme and types, and where its files are.
 *
 * All lives in the arena given; diagnostics say what is wrong. */
#ifndef KBSITE_BUILD_PROJECT_H
#define KBSITE_BUILD_PROJECT_H

#include "base/arena.h"
#include "base/diag.h"
#include "check/selection.h"
#include "data/config.h"
#include "data/value.h"
#include "note/schema.h"
#include "theme/words.h"

/* What the user asked for; empty where nothing. Paths are relative to the working directory. */
struct project_options {
    str folder;   /* the project: kbsite.yml, else mkdocs.yml is in it; "." by default */
    str config;   /* another configuration: then `folder` is the content */
    str output;   /* instead of the configuration's */
    str site_url; /* instead of the configuration's */
    bool drafts;  /* publish drafts */
    bool offline; /* for reading from disk */
};

struct project {
    struct config config;
    struct selection selection; /* of what `check` finds */
    struct schema schema;
    const struct theme *theme;
    struct words words;
    struct hash key;   /* names configuration and options, and how paths are shown */
    str config_path;   /* as the user knows it */
    bool from_mkdocs;  /* the configuration is one of MkDocs */
    str folder;        /* the configuration's, absolute: the state folder is in it */
    str content;       /* absolute */
    str content_shown; /* as the user knows it; "." for the working directory */
    str output;        /* absolute */
    str output_shown;  /* as the user knows it */
    bool output_named; /* by the user, not by default */
    str theme_folder;  /* absolute, of the theme that the configuration names; empty for a shipped
                        * one
                        */

    /* Absolute: where kbsite wrote other sites of this project; no content either. */
    const str *other_outputs;
    size_t other_output_count;
};

/* False when it cannot be used; the reasons are in diags. */
bool project_open(struct arena *a, const struct project_options *options, struct diags *diags,
                  struct project *out);

/* The part of path below folder, both absolute; false when it is not below. Empty when equal. */
bool project_below(str folder, str path, str *rest);

#endif
