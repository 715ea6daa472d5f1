#include "theme/theme.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/utf8.h"
#include "theme/embedded.h"

enum { MAX_FILE = 16 << 20 };

/* One version of a file; lower ranks shadow higher ones. */
struct version {
    str path, shown, bytes;
    size_t rank;
};

struct theme {
    vec(struct version) versions; /* by path, then rank */
    str *paths;                   /* of all files, in the order of bytes */
    size_t n;
    size_t *first; /* of each path: its first version */
    struct map index;
    struct mustache_set partials, layouts, templates; /* templates: both, as tags name them */
};

struct shipped {
    str name;
    const struct embedded_file *files;
    const size_t *n;
};

/* The default one first. */
static const struct shipped shipped[] = {
    {S_INIT("default"), embedded_theme, &embedded_theme_count},
    {S_INIT("plain"), embedded_plain, &embedded_plain_count},
};

static bool is_hidden(void *context, str path, bool folder)
{
    (void)context;
    (void)folder;
    size_t slash = str_rfind_char(path, '/');
    return str_starts(slash == STR_NONE ? path : str_from(path, slash + 1), S("."));
}

static const struct shipped *find_shipped(str name)
{
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++)
        if (str_eq(shipped[i].name, name))
            return &shipped[i];
    return NULL;
}

bool theme_is_shipped(str name)
{
    return find_shipped(name) != NULL;
}

/* What says how notes are read, not how they look: it is the same in all themes. */
static bool is_common(str path)
{
    return str_starts(path, S("types/")) || str_starts(path, S("strings/")) ||
           str_starts(path, S("scaffolds/"));
}

static void read_shipped(struct arena *a, struct theme *t, const struct shipped *s, size_t rank,
                         bool only_common)
{
    str where = arena_join(a, S("("), s->name, S(" theme)/"));
    for (size_t i = 0; i < *s->n; i++) {
        const struct embedded_file *f = &s->files[i];
        str path = str_of(f->path);
        if (only_common && !is_common(path))
            continue;
        vec_push(a, &t->versions) = (struct version){.path = path,
                                                     .shown = arena_join(a, where, path, S("")),
                                                     .bytes = {f->bytes, f->size},
                                                     .rank = rank};
    }
}

static void read_entry(struct arena *a, struct theme *t, const struct fs_entry *entry,
                       struct version version, struct diags *d)
{
    struct place place = {.path = version.shown};
    if (entry->kind == FS_LINK_OUTSIDE) {
        diag_add(d, DIAG_SYMLINK_OUTSIDE, place, "this link leads out of the theme's folder");
        return;
    }
    if (entry->kind == FS_LINK_LOOP) {
        diag_add(d, DIAG_SYMLINK_LOOP, place, "this link leads back into itself");
        return;
    }
    struct buf bytes = {0};
    int error =
        entry->kind == FS_UNREADABLE ? entry->error : fs_read(version.shown.ptr, MAX_FILE, &bytes);
    if (error) {
        diag_add(d, DIAG_FILE_UNREADABLE, place, "cannot read this file: %s", strerror(error));
    } else {
        version.bytes = arena_dup(a, buf_str(&bytes));
        vec_push(a, &t->versions) = version;
    }
    buf_free(&bytes);
}

static bool read_folder(struct arena *a, struct theme *t, const char *folder, size_t rank,
                        struct diags *d)
{
    struct fs_tree tree = {0};
    struct place place = {.path = str_of(folder)};
    bool there;
    int error = fs_find_folder(folder, &there);
    if (!error && !there) {
        diag_add(d, DIAG_THEME_MISSING, place, "there is no theme folder \"%s\"", folder);
        return false;
    }
    if (!error)
        error = fs_walk(a, folder, is_hidden, NULL, &tree);
    if (error)
        diag_add(d, DIAG_FILE_UNREADABLE, place, "cannot read this folder: %s", strerror(error));
    for (size_t i = 0; !error && i < tree.entries.n; i++) {
        const struct fs_entry *entry = &tree.entries.at[i];
        struct version version = {.path = entry->path,
                                  .shown = arena_join(a, str_of(folder), S("/"), entry->path),
                                  .rank = rank};
        read_entry(a, t, entry, version, d);
    }
    return true;
}

static int compare(const void *left, const void *right)
{
    const struct version *a = left, *b = right;
    int order = str_cmp(a->path, b->path);
    return order ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

static void merge(struct arena *a, struct theme *t)
{
    if (t->versions.n)
        qsort(t->versions.at, t->versions.n, sizeof *t->versions.at, compare);
    t->paths = arena_array(a, str, t->versions.n);
    t->first = arena_array(a, size_t, t->versions.n);
    for (size_t i = 0; i < t->versions.n; i++) {
        const struct version *v = &t->versions.at[i];
        bool fresh;
        size_t *place = map_put(a, &t->index, v->path, &fresh);
        if (!fresh)
            continue;
        *place = t->n;
        t->paths[t->n] = v->path;
        t->first[t->n++] = i;
    }
}

/* The text of a template as characters only. */
static str clean_text(struct arena *a, const struct version *v, struct diags *d)
{
    str text = v->bytes;
    if (str_starts(text, S("\xEF\xBB\xBF")))
        text = str_from(text, 3);
    size_t bad = utf8_check(text);
    if (bad == STR_NONE)
        return text;
    struct place place = {v->shown, 1, 1};
    for (size_t i = 0; i < bad; i++, place.col++)
        if (text.ptr[i] == '\n') {
            place.line++;
            place.col = 0;
        }
    diag_add(d, DIAG_UTF8_INVALID, place, "this template is not UTF-8");
    struct buf valid = {0};
    utf8_add_valid(&valid, text);
    text = arena_dup(a, buf_str(&valid));
    buf_free(&valid);
    return text;
}

/* The first version that can be compiled. */
static const struct mustache *compile(struct arena *a, const struct theme *t, size_t file,
                                      struct diags *d)
{
    size_t i = t->first[file];
    for (; i < t->versions.n && str_eq(t->versions.at[i].path, t->paths[file]); i++) {
        const struct version *v = &t->versions.at[i];
        const struct mustache *m = mustache_compile(a, v->shown, clean_text(a, v, d), d);
        if (m)
            return m;
    }
    return NULL;
}

/* Compiles the templates below a prefix into a set, by their names. */
static void compile_all(struct arena *a, const struct theme *t, str prefix,
                        struct mustache_set *set, struct diags *d)
{
    str suffix = S(".mustache");
    for (size_t i = 0; i < t->n; i++) {
        str path = t->paths[i];
        if (!str_starts(path, prefix) || !str_ends(path, suffix) ||
            path.len <= prefix.len + suffix.len)
            continue;
        const struct mustache *m = compile(a, t, i, d);
        if (m)
            mustache_set_add(a, set, str_slice(path, prefix.len, path.len - suffix.len), m);
    }
}

static void link_layouts(struct arena *a, struct theme *t)
{
    for (size_t i = 0; i < t->layouts.names.n; i++) {
        str name = t->layouts.names.at[i];
        const struct mustache *m = t->layouts.templates.at[i];
        if (!mustache_set_get(&t->partials, name))
            mustache_set_add(a, &t->templates, name, m);
        mustache_set_add(a, &t->templates, arena_join(a, S("layouts/"), name, S("")), m);
    }
}

const struct theme *theme_open(struct arena *a, str base, const char *const folders[], size_t n,
                               struct diags *d)
{
    struct theme *t = arena_new(a, struct theme);
    const struct shipped *of_base = find_shipped(base);
    bool complete = true;
    assert(of_base);
    for (size_t i = 0; i < n; i++)
        complete = read_folder(a, t, folders[i], i, d) && complete;
    if (!complete)
        return NULL;
    read_shipped(a, t, of_base, n, false);
    if (of_base != shipped)
        read_shipped(a, t, shipped, n + 1, true);
    merge(a, t);
    compile_all(a, t, S("partials/"), &t->partials, d);
    compile_all(a, t, S("layouts/"), &t->layouts, d);
    for (size_t i = 0; i < t->partials.names.n; i++)
        mustache_set_add(a, &t->templates, t->partials.names.at[i], t->partials.templates.at[i]);
    link_layouts(a, t);
    mustache_check(&t->templates, d);
    return t;
}

/* NULL where there are not so many. */
static const struct version *version_of(const struct theme *t, str path, size_t version)
{
    const size_t *file = map_get(&t->index, path);
    size_t i = file ? t->first[*file] + version : t->versions.n;
    bool there = i < t->versions.n && str_eq(t->versions.at[i].path, path);
    return there ? &t->versions.at[i] : NULL;
}

bool theme_version(const struct theme *t, str path, size_t version, str *bytes, str *shown_path)
{
    const struct version *v = version_of(t, path, version);
    if (v && bytes)
        *bytes = v->bytes;
    if (v && shown_path)
        *shown_path = v->shown;
    return v != NULL;
}

size_t theme_rank(const struct theme *t, str path, size_t version)
{
    const struct version *v = version_of(t, path, version);
    assert(v);
    return v->rank;
}

bool theme_file(const struct theme *t, str path, str *bytes, str *shown_path)
{
    return theme_version(t, path, 0, bytes, shown_path);
}

struct theme_paths theme_paths(const struct theme *t, str prefix)
{
    size_t from = 0, to;
    while (from < t->n && !str_starts(t->paths[from], prefix))
        from++;
    for (to = from; to < t->n && str_starts(t->paths[to], prefix);)
        to++;
    return (struct theme_paths){t->paths + from, to - from};
}

const struct mustache *theme_layout_exact(const struct theme *t, str name)
{
    return mustache_set_get(&t->layouts, name);
}

const struct mustache *theme_layout(const struct theme *t, str name)
{
    const struct mustache *m = theme_layout_exact(t, name);
    return m ? m : theme_layout_exact(t, S("note"));
}

bool theme_has_partial(const struct theme *t, str name)
{
    return mustache_set_get(&t->partials, name) != NULL;
}

bool theme_asks_for(const struct theme *t, str key)
{
    return mustache_asks_for(&t->templates, key);
}

const struct mustache_set *theme_templates(const struct theme *t)
{
    return &t->templates;
}

struct hash theme_hash(const struct theme *t, str prefix)
{
    struct hash h = {0};
    for (size_t i = 0; i < t->versions.n; i++) {
        const struct version *v = &t->versions.at[i];
        if (str_starts(v->path, prefix))
            h = hash_mix(hash_mix_str(hash_mix_str(h, v->path), v->bytes),
                         (struct hash){v->rank, 0});
    }
    return h;
}
