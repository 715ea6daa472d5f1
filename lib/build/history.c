#include "build/history.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/pack_file.h"

enum { MAX_OUTPUT = 256 << 20, READ_STEP = 64 << 10, DATE = 10, MARK = '\x01' };

extern char **environ;

/* No git in the folders of PATH, or in those that may be looked into. */
static bool is_absent(int error)
{
    return error == ENOENT || error == ENOTDIR || error == EACCES;
}

/* It gets no terminal and no standard input. */
static int start_git(const char *const *arguments, int out, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    int error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", 0, 0);
    if (!error)
        error = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1, 0);
    if (!error)
        error = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    if (!error)
        error = posix_spawnp(pid, "git", &actions, NULL, (char *const *)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error == ENOMEM)
        mem_exhausted(0);
    return error;
}

static int read_all(int from, struct buf *out)
{
    for (;;) {
        ssize_t n = read(from, buf_room(out, READ_STEP), READ_STEP);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : 0;
        out->len += (size_t)n;
        if (out->len > MAX_OUTPUT)
            return EFBIG;
    }
}

/* The output of git, and whether git ended well. */
static int run_git(const char *const *arguments, struct buf *out, bool *well)
{
    int ends[2], status = -1;
    pid_t pid, ended;
    *well = false;
    if (pipe2(ends, O_CLOEXEC) < 0)
        return errno;
    int error = start_git(arguments, ends[1], &pid);
    close(ends[1]);
    if (error) {
        close(ends[0]);
        return is_absent(error) ? 0 : error;
    }
    error = read_all(ends[0], out);
    close(ends[0]);
    while ((ended = waitpid(pid, &status, 0)) < 0 && errno == EINTR)
        continue;
    if (ended < 0 && !error)
        error = errno;
    *well = !error && status == 0;
    return error;
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

int history_id(struct arena *a, const char *folder, str *id)
{
    const char *const ask[] = {
        "git", "-C", folder, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD", NULL};
    struct buf printed = {0};
    bool well;
    int error = run_git(ask, &printed, &well);
    well = well && str_starts(buf_str(&printed), S("false\n"));
    *id = well ? arena_dup(a, buf_str(&printed)) : S("");
    buf_free(&printed);
    return error;
}

int history_read(struct arena *a, const char *folder, struct history *out)
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
    bool well;
    *out = (struct history){0};
    int error = run_git(log, &printed, &well);
    if (well)
        history_parse(a, buf_str(&printed), out);
    buf_free(&printed);
    return error;
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
    pack_vec(&p, &out->dates, pack_each_str);
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
    pack_array(&p, history->dates.at, &n, sizeof *history->dates.at, pack_each_str);
    for (size_t i = 0; i < n; i++)
        pack_str(&p, &paths[i]);
    pack_file_write(file, &out); /* without it the next build asks git again */
    buf_free(&out);
}

int history_recall(struct arena *a, const char *folder, str id, const char *file,
                   struct history *out)
{
    *out = (struct history){0};
    if (id.len == 0 || (file && restore(a, id, file, out)))
        return 0;
    *out = (struct history){0};
    int error = history_read(a, folder, out);
    if (file && !error)
        save(a, id, file, out);
    return error;
}

str history_date(const struct history *history, str path)
{
    const size_t *index = map_get(&history->paths, path);
    return index ? history->dates.at[*index] : S("");
}
