/* When files were last changed, as git tells it: one pass over the log for all of them.
 *
 * Dates of files (mtimes) say when they were checked out, not when they were written; git knows.
 * Where there is no git, no repository, or a shallow one (its oldest commit seems to have written
 * everything), there are no dates, and that is no failure. */
#ifndef KBSITE_BUILD_HISTORY_H
#define KBSITE_BUILD_HISTORY_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

struct history {
    struct map paths; /* below the folder → index into dates */
    vec(str) dates;   /* YYYY-MM-DD, of the newest commit that touched the path */
};

/* What the dates of a folder depend on: its newest commit, and whether it has all before it. Empty
 * where there are no dates. One call of git; an errno value when the system let none run or its
 * answer could not be read, as in the following functions. */
int history_id(struct arena *a, const char *folder, str *id);

/* Runs git in the folder, which has an id. Everything lives in the arena. */
int history_read(struct arena *a, const char *folder, struct history *out);

/* The same where the id is not empty, from a file of the state folder if it has the dates of that
 * id; else they are put there. file may be NULL. */
int history_recall(struct arena *a, const char *folder, str id, const char *file,
                   struct history *out);

/* Takes what `git log -z --name-only --format=%x01%as` printed; for history_read and tests. */
void history_parse(struct arena *a, str log, struct history *out);

/* Empty when the path has no date. */
str history_date(const struct history *history, str path);

#endif
