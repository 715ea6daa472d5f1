/* Crawls of whole sites (crawl.h): of one that a build would write, whose pages are looked at as
 * they are made and then dropped, and of a folder, whoever made it. */
#ifndef KBSITE_VERIFY_CRAWL_SITE_H
#define KBSITE_VERIFY_CRAWL_SITE_H

#include "build/build.h"
#include "verify/crawl.h"

/* After build_resolve. Paths of findings begin with the project's output folder. False, and
 * reported in b->diags, when an output could not be made. */
bool crawl_build(struct build *b, const struct build_options *options, struct diags *diags);

/* A folder, in parallel. The options' list of files is set here, in the arena. Returns 0 or an
 * errno value; a file that cannot be read is a finding. */
int crawl_folder(struct arena *a, const char *folder, unsigned threads,
                 struct crawl_options *options, struct diags *diags);

/* The notes that a project does not publish, as crawl_options has them; after build_resolve. */
void crawl_drafts(struct build *b, struct crawl_options *options);

#endif
