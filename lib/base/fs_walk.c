/* fs_walk and fs_is_empty_folder: what a folder holds. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs_stat.h"
#include "base/mem.h"

enum { MAX_DEPTH = 64 };

struct folder_id {
    dev_t device;
    ino_t inode;
};

struct walk {
    struct arena *arena;
    fs_skip *skip;
    void *context;
    struct fs_tree *out;
    str root; /* without symbolic links */
    struct folder_id open[MAX_DEPTH];
    unsigned linked; /* links to folders around: inside one, no further one is followed */
};

static void list(struct walk *w, str path, enum fs_kind kind, int error)
{
    vec_push(w->arena, &w->out->entries) =
        (struct fs_entry){.path = path, .kind = kind, .error = error};
}

static void list_file(struct walk *w, str path, const struct stat *st)
{
    vec_push(w->arena, &w->out->entries) =
        (struct fs_entry){.path = path, .kind = FS_FILE, .stamp = fs_stamp_of(st)};
}

static int open_folder(const char *path, DIR **folder)
{
    *folder = opendir(path);
    if (!*folder && errno == ENOMEM)
        mem_exhausted(0);
    return *folder ? 0 : errno;
}

static int leads_outside(struct walk *w, str full, bool *outside)
{
    str target = S("");
    int error = fs_real(w->arena, full.ptr, &target);
    *outside = !str_starts(target, w->root) ||
               (target.len > w->root.len && w->root.len > 1 && target.ptr[w->root.len] != '/');
    return error;
}

static bool is_open(const struct walk *w, unsigned depth, const struct stat *st)
{
    for (unsigned i = 0; i < depth; i++)
        if (w->open[i].device == st->st_dev && w->open[i].inode == st->st_ino)
            return true;
    return false;
}

static int walk_folder(struct walk *w, str path, unsigned depth);

static void walk_entry(struct walk *w, str path, unsigned depth)
{
    struct stat st;
    str full = arena_join(w->arena, w->root, S("/"), path);
    if (lstat(full.ptr, &st) < 0) {
        if (errno != ENOENT) /* else it was removed just now */
            list(w, path, FS_UNREADABLE, errno);
        return;
    }
    bool link = S_ISLNK(st.st_mode);
    int dangling = link && stat(full.ptr, &st) < 0 ? errno : 0;
    if (w->skip && w->skip(w->context, path, S_ISDIR(st.st_mode)))
        return;
    if (dangling) {
        list(w, path, dangling == ELOOP ? FS_LINK_LOOP : FS_UNREADABLE, dangling);
        return;
    }
    bool outside = false;
    int error = link ? leads_outside(w, full, &outside) : 0;
    if (error)
        list(w, path, FS_UNREADABLE, error);
    else if (outside)
        list(w, path, FS_LINK_OUTSIDE, 0);
    else if (S_ISDIR(st.st_mode) && (is_open(w, depth, &st) || (link && w->linked)))
        list(w, path, FS_LINK_LOOP, 0);
    else if (S_ISDIR(st.st_mode) && depth == MAX_DEPTH)
        list(w, path, FS_UNREADABLE, ENAMETOOLONG);
    else if (S_ISDIR(st.st_mode)) {
        w->open[depth] = (struct folder_id){st.st_dev, st.st_ino};
        w->linked += link;
        error = walk_folder(w, path, depth + 1);
        w->linked -= link;
        if (error)
            list(w, path, FS_UNREADABLE, error);
    } else if (S_ISREG(st.st_mode) && access(full.ptr, R_OK) < 0)
        list(w, path, FS_UNREADABLE, errno);
    else if (S_ISREG(st.st_mode))
        list_file(w, path, &st);
    else
        list(w, path, FS_UNREADABLE, EINVAL);
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* The name of the next entry, NULL at the end and after an error. */
static const char *next_name(DIR *folder, int *error)
{
    errno = 0;
    struct dirent *e = readdir(folder);
    while (e && is_dots(e->d_name))
        e = readdir(folder);
    *error = e ? 0 : errno;
    return e ? e->d_name : NULL;
}

static int walk_folder(struct walk *w, str path, unsigned depth)
{
    str full = path.len ? arena_join(w->arena, w->root, S("/"), path) : w->root;
    vec(str) names = {0};
    DIR *folder;
    int error = open_folder(full.ptr, &folder);
    if (error)
        return error;
    for (const char *name; (name = next_name(folder, &error));)
        vec_push(w->arena, &names) = arena_dup(w->arena, str_of(name));
    closedir(folder);
    for (size_t i = 0; !error && i < names.n; i++)
        walk_entry(w, path.len ? arena_join(w->arena, path, S("/"), names.at[i]) : names.at[i],
                   depth);
    return error;
}

static int compare(const void *left, const void *right)
{
    const struct fs_entry *a = left, *b = right;
    return str_cmp(a->path, b->path);
}

int fs_walk(struct arena *a, const char *root, fs_skip *skip, void *context, struct fs_tree *out)
{
    struct walk w = {.arena = a, .skip = skip, .context = context, .out = out};
    struct stat st;
    int error = fs_absolute(a, root, &w.root);
    if (error)
        return error;
    if (stat(w.root.ptr, &st) < 0)
        return errno;
    if (!S_ISDIR(st.st_mode))
        return ENOTDIR;
    if (access(w.root.ptr, R_OK | X_OK) < 0)
        return errno;
    w.open[0] = (struct folder_id){st.st_dev, st.st_ino};
    error = walk_folder(&w, S(""), 1);
    if (out->entries.n)
        qsort(out->entries.at, out->entries.n, sizeof *out->entries.at, compare);
    return error;
}

int fs_is_empty_folder(const char *path, bool *empty)
{
    DIR *folder;
    int error = open_folder(path, &folder);
    *empty = error == ENOENT;
    if (error)
        return error == ENOENT || error == ENOTDIR ? 0 : error;
    *empty = !next_name(folder, &error);
    closedir(folder);
    return error;
}
