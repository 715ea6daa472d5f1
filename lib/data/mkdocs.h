/* mkdocs.yml: what a project made for MkDocs says, as a configuration of kbsite.
 *
 * Read are site_name, site_url, site_description, copyright, repo_url, edit_uri,
 * edit_uri_template, docs_dir, site_dir, exclude_docs, draft_docs, nav and theme.language. What
 * kbsite has other means for (plugins, extra_css, …) gets one notice each; other keys are nothing
 * to it. A value that cannot be used is a warning, never an error: the file is right for the
 * program that it was written for.
 *
 * Ownership and threads are those of data/config.h. */
#ifndef KBSITE_DATA_MKDOCS_H
#define KBSITE_DATA_MKDOCS_H

#include "data/config.h"

/* Where the notes are, unless docs_dir says otherwise. */
#define MKDOCS_CONTENT_DIR S("docs")

/* Whether a configuration with this name is one of MkDocs: mkdocs.yml, mkdocs.local.yaml, … */
bool mkdocs_is_name(str path);

/* Sets out to MkDocs' defaults and what the text says. Path is the file's name in messages. False,
 * and reported, when it is no YAML or holds no fields. */
bool mkdocs_parse(struct arena *a, str path, str text, struct diags *diags, struct config *out);

#endif
