#include "serve/watch.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif

enum {
    FALLBACK = 500,   /* milliseconds between looks where nothing wakes up */
    QUIET = 6,        /* milliseconds without a change after which there is none for now */
    QUIET_OPEN = 60,  /* the same while a file is being written */
    MOST_QUIET = 300, /* for which changes are waited to end */
    MOST_DEPTH = 64   /* of folders */
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#ifdef __linux__

enum {
    CHANGES = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE |
              IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF,
    EVENT_ROOM = 64 << 10
};

static int open_events(void)
{
    return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

/* Gives up on events, and wakes up by the clock from now on. */
static void fall_back(struct watch *w)
{
    if (w->events >= 0)
        close(w->events);
    w->events = -1;
    w->poll = FALLBACK;
}

/* False when the folder was known already. */
static bool know(struct watch *w, int number)
{
    for (size_t i = 0; i < w->known.n; i++)
        if (w->known.at[i] == number)
            return false;
    vec_push(&w->arena, &w->known) = number;
    return true;
}

/* One folder; false when there is none to look into. */
static bool add_folder(struct watch *w, const char *path)
{
    if (w->events < 0)
        return false;
    int number = inotify_add_watch(w->events, path, CHANGES | IN_ONLYDIR);
    if (number < 0 && (errno == ENOSPC || errno == ENOMEM))
        fall_back(w);
    else if (number < 0 && (errno == ENOENT || errno == ENOTDIR))
        w->lost = true;
    return number >= 0 && know(w, number);
}

struct event {
    bool any, folders, writing; /* folders: some came or went */
};

/* All that has come so far. */
static struct event read_events(struct watch *w)
{
    struct event found = {0};
    _Alignas(struct inotify_event) char room[EVENT_ROOM];
    for (;;) {
        ssize_t n = w->events >= 0 ? read(w->events, room, sizeof room) : -1;
        if (n <= 0)
            return found;
        for (ssize_t at = 0; at < n;) {
            const struct inotify_event *e = (const void *)(room + at);
            found.any = true;
            found.folders |= (e->mask & (IN_ISDIR | IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF |
                                         IN_IGNORED)) != 0;
            found.writing = e->mask == IN_MODIFY;
            at += (ssize_t)(sizeof *e + e->len);
        }
    }
}

#else

static int open_events(void)
{
    return -1;
}

static bool add_folder(struct watch *w, const char *path)
{
    (void)w;
    (void)path;
    return false;
}

struct event {
    bool any, folders, writing;
};

static struct event read_events(struct watch *w)
{
    (void)w;
    return (struct event){0};
}

#endif

static bool is_folder(const struct dirent *e, const char *path)
{
    struct stat s;
    if (e->d_type != DT_LNK && e->d_type != DT_UNKNOWN)
        return e->d_type == DT_DIR;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

struct pending {
    str path;
    unsigned depth;
};

/* A folder and those in it. A link that leads to one that is known ends there. */
static void add_deep(struct watch *w, str root, str skip)
{
    struct arena scratch = {0};
    vec(struct pending) todo = {0};
    vec_push(&scratch, &todo) = (struct pending){root, 0};
    while (todo.n) {
        struct pending p = todo.at[--todo.n];
        DIR *folder =
            add_folder(w, p.path.ptr) && p.depth < MOST_DEPTH ? opendir(p.path.ptr) : NULL;
        for (struct dirent *e; folder && (e = readdir(folder));) {
            if (e->d_name[0] == '.')
                continue;
            struct arena_mark mark = arena_mark(&scratch);
            str path = arena_join(&scratch, p.path, S("/"), str_of(e->d_name));
            if (is_folder(e, path.ptr) && !str_eq(path, skip) &&
                !str_eq(str_of(e->d_name), S("node_modules")))
                vec_push(&scratch, &todo) = (struct pending){path, p.depth + 1};
            else
                arena_rewind(&scratch, mark);
        }
        if (folder)
            closedir(folder);
    }
    arena_free(&scratch);
}

/* Folders that are there now; those that were known stay so. */
static void add_folders(struct watch *w)
{
    w->known.n = 0;
    w->lost = false;
    for (size_t i = 0; i < w->folders.n && w->events >= 0; i++) {
        const struct watch_folder *f = &w->folders.at[i];
        if (f->deep)
            add_deep(w, f->path, f->skip);
        else
            add_folder(w, f->path.ptr);
    }
}

static void begin_events(struct watch *w)
{
    w->events = open_events();
    if (w->events < 0)
        w->poll = FALLBACK;
}

void watch_open(struct watch *w, unsigned poll, int stop)
{
    *w = (struct watch){.events = -1, .poll = poll, .stop = stop};
    if (!poll)
        begin_events(w);
}

void watch_close(struct watch *w)
{
    if (w->events >= 0)
        close(w->events);
    arena_free(&w->arena);
}

static bool same_folders(const struct watch *w, const struct watch_folder *folders, size_t n)
{
    bool same = w->folders.n == n;
    for (size_t i = 0; same && i < n; i++)
        same = w->folders.at[i].deep == folders[i].deep &&
               str_eq(w->folders.at[i].path, folders[i].path) &&
               str_eq(w->folders.at[i].skip, folders[i].skip);
    return same;
}

void watch_set(struct watch *w, const struct watch_folder *folders, size_t n)
{
    if (same_folders(w, folders, n))
        return;
    arena_reset(&w->arena);
    w->folders.n = w->folders.cap = w->known.n = w->known.cap = 0;
    w->folders.at = NULL;
    w->known.at = NULL;
    for (size_t i = 0; i < n; i++)
        vec_push(&w->arena, &w->folders) =
            (struct watch_folder){arena_dup(&w->arena, folders[i].path), folders[i].deep,
                                  arena_dup(&w->arena, folders[i].skip)};
    if (w->events >= 0) {
        close(w->events);
        begin_events(w);
    }
    add_folders(w);
    w->renewed = true;
}

/* Until a change, or the stop, or so many milliseconds. */
static enum watch_event wait_once(struct watch *w, int timeout)
{
    struct pollfd handles[] = {{.fd = w->stop, .events = POLLIN},
                               {.fd = w->events, .events = POLLIN}};
    int n;
    do
        n = poll(handles, 2, timeout);
    while (n < 0 && errno == EINTR);
    if (handles[0].revents)
        return WATCH_STOP;
    return n > 0 ? WATCH_CHANGE : WATCH_TIMEOUT;
}

/* Waits until nothing happens. Folders that came are watched at once, before files come. */
static enum watch_event wait_for_quiet(struct watch *w)
{
    int64_t end = now_ms() + MOST_QUIET;
    for (;;) {
        struct event e = read_events(w);
        if (e.folders)
            add_folders(w);
        if (now_ms() >= end)
            return WATCH_CHANGE;
        enum watch_event next = wait_once(w, e.writing ? QUIET_OPEN : QUIET);
        if (next != WATCH_CHANGE)
            return next == WATCH_STOP ? WATCH_STOP : WATCH_CHANGE;
    }
}

/* Nothing tells when a folder that is gone is there again: until then there is the clock, too. */
enum watch_event watch_wait(struct watch *w, unsigned timeout)
{
    if (w->renewed) {
        w->renewed = false;
        return wait_for_quiet(w);
    }
    unsigned clock = w->events < 0 ? w->poll : w->lost ? FALLBACK : timeout + 1;
    enum watch_event event = wait_once(w, (int)(clock < timeout ? clock : timeout));
    if (event == WATCH_CHANGE)
        return wait_for_quiet(w);
    if (event == WATCH_STOP || clock > timeout)
        return event;
    if (w->lost)
        add_folders(w);
    return WATCH_CHANGE;
}
