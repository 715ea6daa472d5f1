#include "build/record.h"

#include <errno.h>

#include "base/fs.h"
#include "site/paths.h"

/* The file: a head line, then for each folder its name and its files.
 *
 *     kbsite 1
 *     out site        a folder; "cut site" when the last build into it did not end
 *     - index.html    a file in it */
#define HEAD "kbsite 1"

enum { MAX_BYTES = 256 << 20 };

static str file_in(struct record *r, str name)
{
    return arena_join(&r->arena, r->path, S("/"), name);
}

/* Whether a path stays below the folder that it is relative to. */
static bool is_below(str path)
{
    str part;
    if (path.len == 0 || path.ptr[0] == '/')
        return false;
    while (str_cut(&path, '/', &part))
        if (part.len == 0 || str_eq(part, S(".")) || str_eq(part, S("..")))
            return false;
    return true;
}

static void read_line(struct record *r, str line)
{
    bool cut = str_starts(line, S("cut "));
    if (cut || str_starts(line, S("out "))) {
        vec_push(&r->arena, &r->outputs) =
            (struct record_output){.folder = str_from(line, 4), .partial = cut};
    } else if (str_starts(line, S("- ")) && r->outputs.n && is_below(str_from(line, 2))) {
        struct record_output *o = &r->outputs.at[r->outputs.n - 1];
        vec_push(&r->arena, &o->files) = str_from(line, 2);
    }
}

static int read_record(struct record *r)
{
    struct buf bytes = {0};
    str line;
    int error = fs_read(file_in(r, S("record")).ptr, MAX_BYTES, &bytes);
    if (!error) {
        str rest = arena_dup(&r->arena, buf_str(&bytes));
        if (str_line(&rest, &line) && str_eq(line, S(HEAD)))
            while (str_line(&rest, &line))
                read_line(r, line);
    }
    buf_free(&bytes);
    return error == ENOENT ? 0 : error;
}

static int write_record(struct record *r)
{
    struct buf out = {0};
    buf_add_lit(&out, HEAD "\n");
    for (size_t i = 0; i < r->outputs.n; i++) {
        const struct record_output *o = &r->outputs.at[i];
        buf_addf(&out, "%s %.*s\n", o->partial ? "cut" : "out", STR_ARG(o->folder));
        for (size_t j = 0; j < o->files.n; j++)
            buf_addf(&out, "- %.*s\n", STR_ARG(o->files.at[j]));
    }
    int error = fs_write(file_in(r, S("record")).ptr, buf_str(&out));
    buf_free(&out);
    return error;
}

int record_open(struct record *r, str state_folder, const struct progress *progress)
{
    *r = (struct record){.lock = -1};
    r->path = arena_dup(&r->arena, state_folder);
    int error = fs_make_folders(r->path.ptr);
    str lock = file_in(r, S("lock"));
    if (!error)
        error = fs_try_lock(lock.ptr, &r->lock);
    if (error == EWOULDBLOCK) {
        progress_report(progress, PROGRESS_WAIT, 0, 0);
        r->waited = true;
        error = fs_lock(lock.ptr, &r->lock);
    }
    if (error) {
        r->lock = -1;
        return error;
    }
    record_sweep_temporary(r->path);
    /* The folder is of use on this machine only. */
    str ignore = file_in(r, S(".gitignore"));
    if (!fs_is_file(ignore.ptr))
        error = fs_write(ignore.ptr, S("*\n"));
    return error ? error : read_record(r);
}

void record_close(struct record *r)
{
    if (r->lock >= 0)
        fs_unlock(r->lock);
    arena_free(&r->arena);
    *r = (struct record){.lock = -1};
}

static struct record_output *find(const struct record *r, str folder)
{
    for (size_t i = 0; i < r->outputs.n; i++)
        if (str_eq(r->outputs.at[i].folder, folder))
            return &r->outputs.at[i];
    return NULL;
}

const struct record_output *record_find(const struct record *r, str folder)
{
    return find(r, folder);
}

static struct record_output *find_or_add(struct record *r, str folder)
{
    struct record_output *o = find(r, folder);
    if (o)
        return o;
    vec_push(&r->arena, &r->outputs) =
        (struct record_output){.folder = arena_dup(&r->arena, folder)};
    return &r->outputs.at[r->outputs.n - 1];
}

int record_begin(struct record *r, str folder, const str *files, size_t n)
{
    struct record_output *o = find_or_add(r, folder);
    struct map known = {0};
    bool fresh;
    for (size_t i = 0; i < o->files.n; i++)
        map_put(&r->arena, &known, o->files.at[i], &fresh);
    for (size_t i = 0; i < n; i++) {
        str file = arena_dup(&r->arena, files[i]);
        map_put(&r->arena, &known, file, &fresh);
        if (fresh)
            vec_push(&r->arena, &o->files) = file;
    }
    o->partial = true;
    return write_record(r);
}

int record_end(struct record *r, str folder, const str *files, size_t n)
{
    struct record_output *o = find_or_add(r, folder);
    o->files.n = 0;
    for (size_t i = 0; i < n; i++)
        vec_push(&r->arena, &o->files) = arena_dup(&r->arena, files[i]);
    o->partial = false;
    return write_record(r);
}

/* A build that was killed may have made the folder and not the file. Where somebody has put a link
 * in a folder's place, what is there is theirs. */
static int remove_below(struct arena *a, str root, str file, size_t *removed)
{
    str path = arena_join(a, root, S("/"), file);
    if (fs_passes_link(root, file))
        return 0;
    bool there;
    int error = fs_find_file(path.ptr, &there);
    if (there)
        error = fs_remove_file(path.ptr);
    if (there && !error)
        ++*removed;
    int kept = fs_remove_empty_folders(root.ptr, arena_dup(a, path_folder(path)).ptr);
    return error ? error : kept;
}

int record_sweep(const struct record_output *o, str root, const struct map *keep, size_t *removed)
{
    struct arena a = {0};
    int error = 0;
    for (size_t i = 0; i < o->files.n && !error; i++)
        if (!keep || !map_get(keep, o->files.at[i]))
            error = remove_below(&a, root, o->files.at[i], removed);
    arena_free(&a);
    return error;
}

/* Whether a file, or a folder on the way to it, is in the set. */
static bool stands_in_way(const struct map *set, str path)
{
    for (path = path_folder(path); path.len; path = path_folder(path))
        if (map_get(set, path))
            return true;
    return false;
}

int record_unblock(const struct record_output *o, str root, const struct map *keep, size_t *removed)
{
    struct arena a = {0};
    struct map folders = {0};
    int error = 0;
    for (size_t i = 0; i < keep->cap; i++)
        if (keep->slots[i].used)
            for (str f = path_folder(keep->slots[i].key); f.len; f = path_folder(f)) {
                bool fresh;
                map_put(&a, &folders, f, &fresh);
                if (!fresh)
                    break;
            }
    for (size_t i = 0; i < o->files.n && !error; i++) {
        str file = o->files.at[i];
        if (map_get(&folders, file) || stands_in_way(keep, file))
            error = remove_below(&a, root, file, removed);
    }
    arena_free(&a);
    return error;
}

void record_sweep_temporary(str root)
{
    struct arena a = {0};
    struct fs_tree tree = {0};
    fs_walk(&a, root.ptr, NULL, NULL, &tree);
    for (size_t i = 0; i < tree.entries.n; i++)
        if (tree.entries.at[i].kind == FS_FILE && fs_is_temporary(tree.entries.at[i].path))
            fs_remove_file(arena_join(&a, root, S("/"), tree.entries.at[i].path).ptr);
    arena_free(&a);
}
