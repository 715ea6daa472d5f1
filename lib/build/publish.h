/* A site on its way into its output folder: what publish.c does and current.c keeps track of.
 *
 * Internal to lib/build. Lives on the stack of build_run; one thread. */
#ifndef KBSITE_BUILD_PUBLISH_H
#define KBSITE_BUILD_PUBLISH_H

#include "build/build.h"
#include "build/record.h"

struct publishing {
    struct build *build;
    const struct build_options *options;
    struct record record;
    struct hash program; /* names this kbsite */
    size_t opened;       /* complaints there were when the project had been opened */
    str name;            /* of the output folder in the record */
    str *files;          /* all outputs */
    struct map keep;     /* the same */
};

/* publish.c: sites that kbsite wrote into the content folder, as the record names them, are no
 * content. After build_open. */
void publish_leave_out(struct build *b, const str *sites, size_t n);

/* build.c: the stages as build_run needs them. */
void build_begin(struct build *b);
struct load_job build_load_job(struct build *b, const struct build_options *options,
                               struct cache *cache, struct diags *found);
bool build_load_with(struct build *b, struct load_job *job); /* its diags are set here */
bool build_render_into(struct build *b, const struct build_options *options, struct sink *sink,
                       const struct snapshot *before, struct snapshot_file *files);

/* current.c */

/* Another program may make other pages of the same notes. Its file is looked at, since a version
 * does not tell one development build from the next. */
struct hash current_program(void);

/* Names all that a site is made from, as far as `content` names what is in its folder. */
struct hash current_key(struct build *b, const struct load_job *job, struct hash content,
                        bool is_dated);

/* Whether the output folder holds just what this build would make. After load_scan. */
bool current_is(struct publishing *pub, const struct load_job *job);

/* Says again what the build said that made the site. */
void current_repeat(struct publishing *pub);

/* Names what pages can show of this site's notes. After load_notes. */
void current_name(struct publishing *pub, const struct load_job *job);

/* What the next build will know of the notes, and of the site. Errno values. */
int current_keep_notes(struct build *b, struct cache *cache, struct hash program);
int current_keep_site(struct publishing *pub, const struct load_job *job);

#endif
