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

/* Runs git in the folder. Everything lives in the arena. An errno value, and no dates, when the
 * system let no git run or its answer could not be read. */
int history_read(struct arena *a, const char *folder, struct history *out);

/* Takes what `git log -z --name-only --format=%x01%as` printed; for history_read and tests. */
void history_parse(struct arena *a, str log, struct history *out);

/* Empty when the path has no date. */
str history_date(const struct history *history, str path);

#endif
