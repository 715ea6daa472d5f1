#include "build/history.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/pack_file.h"

enum { MAX_OUTPUT = 256 << 20, READ_STEP = 64 << 10, DATE = 10, MARK = '\x01' };

extern char **environ;

/* The output of git, which must end well. It gets no terminal and no standard input. */
static bool run_git(const char *const *arguments, struct buf *out)
{
    posix_spawn_file_actions_t actions;
    int ends[2], status = -1;
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC) < 0)
        return false;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", 0, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    int error = posix_spawnp(&pid, "git", &actions, NULL, (char *const *)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    ssize_t n = 1;
    while (!error && out->len <= MAX_OUTPUT && (n > 0 || (n < 0 && errno == EINTR))) {
        n = read(ends[0], buf_room(out, READ_STEP), READ_STEP);
        out->len += n > 0 ? (size_t)n : 0;
    }
    close(ends[0]);
    while (!error && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return !error && n == 0 && status == 0;
}

void history_parse(struct arena *a, str log, struct history *out)
{
    str date = S("");
    bool fresh;
    for (str token; str_cut(&log, '\0', &token);) {
        if (token.len && token.ptr[0] == '\n')
            token = str_from(token, 1);
        if (token.len > DATE && token.ptr[0] == MARK) {
            date = arena_dup(a, str_slice(token, 1, 1 + DATE));
            continue;
        }
        if (token.len == 0 || date.len == 0)
            continue;
        size_t *index = map_put(a, &out->paths, arena_dup(a, token), &fresh);
        if (fresh) {
            *index = out->dates.n;
            vec_push(a, &out->dates) = date;
        }
    }
}

str history_id(struct arena *a, const char *folder)
{
    const char *const ask[] = {
        "git", "-C", folder, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD", NULL};
    struct buf printed = {0};
    bool there = run_git(ask, &printed) && str_starts(buf_str(&printed), S("false\n"));
    str id = there ? arena_dup(a, buf_str(&printed)) : S("");
    buf_free(&printed);
    return id;
}

void history_read(struct arena *a, const char *folder, struct history *out)
{
    /* The settings are those of the user's that would change what is printed. */
    const char *const log[] = {"git",
                               "-C",
                               folder,
                               "-c",
                               "log.showSignature=false",
                               "-c",
                               "log.follow=false",
                               "-c",
                               "log.showRoot=true",
                               "log",
                               "-z",
                               "--relative",
                               "--name-only",
                               "--format=%x01%as",
                               "--",
                               ".",
                               NULL};
    struct buf printed = {0};
    *out = (struct history){0};
    if (run_git(log, &printed))
        history_parse(a, buf_str(&printed), out);
    buf_free(&printed);
}

static void each_date(struct pack *p, void *element)
{
    pack_str(p, element);
}

static bool restore(struct arena *a, str id, const char *file, struct history *out)
{
    str bytes, had;
    bool fresh;
    if (!pack_file_read(a, file, MAX_OUTPUT, &bytes))
        return false;
    struct pack p = {.bytes = bytes, .arena = a};
    pack_str(&p, &had);
    if (!str_eq(had, id))
        return false;
    pack_vec(&p, &out->dates, each_date);
    for (size_t i = 0; i < out->dates.n; i++) {
        str path;
        pack_str(&p, &path);
        *map_put(a, &out->paths, path, &fresh) = i;
    }
    return !p.failed;
}

static void save(struct arena *a, str id, const char *file, const struct history *history)
{
    struct buf out = {0};
    struct pack p = {.out = &out};
    size_t n = history->dates.n;
    str *paths = arena_array(a, str, n);
    for (size_t i = 0; i < history->paths.cap; i++)
        if (history->paths.slots[i].used)
            paths[history->paths.slots[i].value] = history->paths.slots[i].key;
    pack_str(&p, &id);
    pack_array(&p, history->dates.at, &n, sizeof *history->dates.at, each_date);
    for (size_t i = 0; i < n; i++)
        pack_str(&p, &paths[i]);
    pack_file_write(file, &out); /* without it the next build asks git again */
    buf_free(&out);
}

void history_recall(struct arena *a, const char *folder, str id, const char *file,
                    struct history *out)
{
    *out = (struct history){0};
    if (id.len == 0 || (file && restore(a, id, file, out)))
        return;
    *out = (struct history){0};
    history_read(a, folder, out);
    if (file)
        save(a, id, file, out);
}

str history_date(const struct history *history, str path)
{
    const size_t *index = map_get(&history->paths, path);
    return index ? history->dates.at[*index] : S("");
}
