/* Wakes up when something changes below some folders. It says that, never what: who is woken looks
 * at the files themselves.
 *
 * By inotify where there is one and it has room for all folders, else by waking up every so often.
 * A watch belongs to one thread. */
#ifndef KBSITE_SERVE_WATCH_H
#define KBSITE_SERVE_WATCH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

struct watch_folder {
    str path;  /* absolute */
    bool deep; /* and all folders in it, but for hidden ones, packages of others, and `skip` */
    str skip;  /* absolute; may be empty */
};

struct watch {
    struct arena arena;
    vec(struct watch_folder) folders;
    vec(int) known; /* what the system calls the folders that are watched, by number */
    int events;     /* -1: none, it wakes up every `poll` */
    unsigned poll;  /* milliseconds */
    bool lost;      /* a folder is not there */
    bool renewed;   /* what is watched is other than at the last wait */
    int stop;       /* a handle: when it can be read, waiting ends */
};

/* poll: 0 for inotify where there is one. */
void watch_open(struct watch *w, unsigned poll, int stop);
void watch_close(struct watch *w);

/* Watches these folders and no others. Paths are copied. Where they are others than before, the
 * next wait ends at once: what changed in them until now was not seen. */
void watch_set(struct watch *w, const struct watch_folder *folders, size_t n);

enum watch_event { WATCH_CHANGE, WATCH_TIMEOUT, WATCH_STOP };

/* Waits for at most so many milliseconds. After a change it goes on waiting until there is none for
 * a moment: what a program does to many files, or to one in steps, is one change. */
enum watch_event watch_wait(struct watch *w, unsigned timeout);

#endif
