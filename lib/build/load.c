#include "build/load.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "build/content.h"
#include "build/history.h"
#include "build/include_files.h"

enum { READ_MOST = 64 << 20 }; /* of a note that is over its limit anyway */

/* Making sure of the notes, in parallel */

struct reading {
    const struct load_job *job;
    struct note_options options;
    struct hash context; /* of all notes: what decides what a file gives besides its type */
    const struct fs_entry *entries;
    struct source *sources;
    size_t n;
    struct arena *scratch; /* one for each worker, as the following */
    struct arena *making;
    struct buf *packed;
    struct include_files files;
    atomic_size_t done, read; /* read: the cache does not have it under its stamp */
    int64_t now;
};

static struct note_options options_of(const struct load_job *job, const struct note_files *files)
{
    const struct config *config = &job->project->config;
    return (struct note_options){
        .files = files,
        .max_bytes = config->limits.note_bytes,
        .max_front_bytes = config->limits.front_bytes,
        .max_output = config->limits.output_bytes,
        .max_nesting = (unsigned)config->limits.nesting,
        .hide_inbox = config->inbox == CONFIG_INBOX_HIDE,
        .safe = config->safe,
        .quotes = config->smart_quotes ? config->language : S(""),
    };
}

/* Where the content folder is decides which files are found. */
static struct hash context_of(const struct project *p, const struct note_files *files)
{
    const struct config_limits *l = &p->config.limits;
    uint64_t options[] = {
        l->note_bytes,  l->front_bytes,  l->output_bytes, l->nesting, (uint64_t)p->config.inbox,
        p->config.safe, files->elsewhere};
    struct hash h = hash_mix_str(theme_hash(p->theme, S("types/")), files->content);
    h = hash_mix_str(h, p->config.smart_quotes ? p->config.language : S(""));
    return hash_mix_bytes(h, options, sizeof options);
}

static int read_bytes(const struct load_job *job, struct arena *scratch, str path,
                      struct buf *bytes)
{
    size_t limit = job->project->config.limits.note_bytes;
    size_t most = limit < READ_MOST ? READ_MOST : limit + 1;
    str full = arena_join(scratch, job->project->content, S("/"), path);
    return fs_read_start(full.ptr, most, bytes);
}

static void read_source(struct reading *r, unsigned worker, struct source *s, struct buf *bytes)
{
    s->error = read_bytes(r->job, &r->scratch[worker], s->entry.path, bytes);
    s->entry.content = hash_of(buf_str(bytes));
}

/* What the note's text depends on besides its file. */
static void add_includes(struct reading *r, unsigned worker, struct source *s,
                         const struct note *note)
{
    size_t n = note->includes.n;
    s->entry.include_count = n;
    s->entry.includes = arena_array(&s->note->arena, struct cache_include, n);
    for (size_t i = 0; i < n; i++) {
        const struct include_file *file = &note->includes.at[i];
        struct fs_stamp stamp = {0};
        if (!file->failed)
            stamp = include_files_stamp(&r->files, &r->scratch[worker], file->path);
        if (fs_stamp_is_fresh(&stamp, r->now, true))
            stamp = (struct fs_stamp){0};
        s->entry.includes[i] =
            (struct cache_include){arena_dup(&s->note->arena, file->path), stamp, file->content};
    }
}

/* The entry is looked at by nobody else. */
static bool includes_hold(struct reading *r, unsigned worker, const struct cache_entry *e)
{
    bool hold = true, renewed = false;
    for (size_t i = 0; i < e->include_count && hold; i++)
        hold =
            include_files_hold(&r->files, &r->scratch[worker], r->now, &e->includes[i], &renewed);
    if (renewed)
        atomic_fetch_add_explicit(&r->read, 1, memory_order_relaxed);
    return hold;
}

/* The note in an arena that it fills, without the HTML that the cache has; NULL where that could
 * not be stored. */
static struct note *settle(struct reading *r, unsigned worker, struct source *s)
{
    struct buf *packed = &r->packed[worker];
    if (r->job->before) {
        s->entry.shape = note_shape(s->note, packed);
        buf_clear(packed);
        note_pack(s->note, packed);
    } else if (!cache_add(r->job->cache, s->note, packed, &s->entry)) {
        return NULL;
    }
    struct note *settled = note_unpack(s->note->path, buf_str(packed));
    if (settled && r->job->before)
        settled->body.html = arena_dup(&settled->arena, s->note->body.html);
    return settled;
}

/* Notes are made in an arena of the worker's and settle in one of their own, once it shows how much
 * they need. */
static void parse(struct reading *r, unsigned worker, struct source *s, str type, str bytes)
{
    bool settles = r->job->cache || r->job->before;
    struct note_options options = r->options;
    options.files = &r->files.files;
    if (settles)
        options.arena = r->making[worker];
    struct note *note = note_load(&r->scratch[worker], &r->job->project->schema, s->entry.path,
                                  type, bytes, &options);
    s->note = note;
    if (!settles)
        return;
    struct note *settled = settle(r, worker, s);
    if (settled)
        s->note = settled;
    else
        s->entry.len = 0; /* kept as it was made, and not to be found again */
    add_includes(r, worker, s, note);
    r->making[worker] = settled ? note->arena : (struct arena){0};
    arena_reset(&r->making[worker]);
}

/* The file gives the note that it gave before. */
static void take(struct source *s, const struct fs_entry *file, const struct cache_entry *old,
                 const struct source *shared)
{
    s->entry = *old;
    s->entry.path = file->path;
    s->entry.stamp = file->stamp;
    if (shared)
        s->note = note_share(shared->note);
}

static const struct source *find_before(const struct loaded *before, str path)
{
    size_t from = 0, to = before ? before->source_count : 0;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = str_cmp(before->sources[middle].entry.path, path);
        if (order == 0)
            return before->sources[middle].note ? &before->sources[middle] : NULL;
        from = order < 0 ? middle + 1 : from;
        to = order < 0 ? to : middle;
    }
    return NULL;
}

static void know_note(void *context, size_t i, unsigned worker)
{
    struct reading *r = context;
    struct source *s = &r->sources[i];
    const struct fs_entry *file = &r->entries[i];
    str type = config_type_of(&r->job->project->config, file->path);
    const struct source *shared = find_before(r->job->before, file->path);
    const struct cache_entry *old = shared ? &shared->entry : NULL;
    if (r->job->cache && !r->job->before)
        old = cache_find(r->job->cache, file->path);
    s->entry = (struct cache_entry){
        .path = file->path, .stamp = file->stamp, .context = hash_mix_str(r->context, type)};
    if (old && (!hash_eq(old->context, s->entry.context) || !includes_hold(r, worker, old)))
        old = NULL;
    if (old && fs_stamp_eq(&old->stamp, &file->stamp)) {
        take(s, file, old, shared);
    } else {
        atomic_fetch_add_explicit(&r->read, 1, memory_order_relaxed);
        struct buf bytes = {0};
        read_source(r, worker, s, &bytes);
        if (!s->error && old && hash_eq(old->content, s->entry.content))
            take(s, file, old, shared);
        else if (!s->error)
            parse(r, worker, s, type, buf_str(&bytes));
        buf_free(&bytes);
        if (fs_stamp_is_fresh(&file->stamp, r->now, true))
            s->entry.stamp = (struct fs_stamp){0};
    }
    arena_reset(&r->scratch[worker]);
    size_t done = atomic_fetch_add_explicit(&r->done, 1, memory_order_relaxed) + 1;
    if (worker == 0)
        progress_report(r->job->progress, PROGRESS_LOAD, done, r->n);
}

/* A note that the cache has. */
static void recall_note(void *context, size_t i, unsigned worker)
{
    struct reading *r = context;
    struct source *s = &r->sources[i];
    if (s->note || s->error)
        return;
    s->note = cache_note(r->job->cache, &s->entry, &r->packed[worker]);
    if (s->note)
        return;
    struct buf bytes = {0};
    read_source(r, worker, s, &bytes);
    if (!s->error)
        parse(r, worker, s, config_type_of(&r->job->project->config, s->entry.path),
              buf_str(&bytes));
    buf_free(&bytes);
    arena_reset(&r->scratch[worker]);
    s->entry.stamp = (struct fs_stamp){0};
    atomic_fetch_add_explicit(&r->read, 1, memory_order_relaxed);
}

static struct reading open_reading(const struct load_job *job, struct loaded *l)
{
    return (struct reading){
        .job = job,
        .files = include_files_of(job->arena, job->project),
        .options = options_of(job, NULL),
        .sources = l->sources,
        .n = l->source_count,
        .scratch = arena_array(job->arena, struct arena, job->threads),
        .now = fs_now(),
        .making = arena_array(job->arena, struct arena, job->threads),
        .packed = arena_array(job->arena, struct buf, job->threads),
    };
}

static void close_reading(struct reading *r)
{
    for (unsigned i = 0; i < r->job->threads; i++) {
        arena_free(&r->scratch[i]);
        arena_free(&r->making[i]);
        buf_free(&r->packed[i]);
    }
}

static int compare_paths(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

static void sort_paths(str *paths, size_t n)
{
    if (n)
        qsort(paths, n, sizeof *paths, compare_paths);
}

/* Names the note that a source gives. */
static struct hash source_key(const struct cache_entry *e)
{
    struct hash h = hash_mix(e->context, e->content);
    for (size_t i = 0; i < e->include_count; i++)
        h = hash_mix(h, e->includes[i].content);
    return h;
}

static void name_content(struct loaded *out, struct hash others)
{
    out->key = out->others = out->shape.shape = out->shape.spots = others;
    for (size_t i = 0; i < out->source_count; i++) {
        const struct source *s = &out->sources[i];
        const struct cache_entry *e = &s->entry;
        struct hash name = {hash64_of(e->path), (uint64_t)s->error};
        struct hash all[] = {name, source_key(e)}, seen[] = {name, e->shape.shape};
        out->key = hash_mix_bytes(out->key, all, sizeof all);
        out->shape.shape = hash_mix_bytes(out->shape.shape, seen, sizeof seen);
        out->shape.spots = hash_mix(out->shape.spots, e->shape.spots);
    }
}

bool load_scan(const struct load_job *job, struct loaded *out)
{
    struct content content;
    *out = (struct loaded){0};
    if (!content_list(job->arena, job->project, job->diags, &content))
        return false;
    out->files.at = content.files.at;
    out->files.n = out->files.cap = content.files.n;
    for (size_t i = 0; i < content.excluded.n; i++)
        vec_push(job->arena, &out->excluded) = content.excluded.at[i];
    out->source_count = content.notes.n;
    out->sources = arena_array(job->arena, struct source, content.notes.n);
    struct reading r = open_reading(job, out);
    r.context = context_of(job->project, &r.files.files);
    r.entries = content.notes.at;
    r.now = content.now;
    pool_each(job->threads, r.n, know_note, &r);
    close_reading(&r);
    out->is_cached = job->cache && r.read == 0 && job->cache->entries.n == out->source_count;
    name_content(out, content.key);
    return true;
}

static void keep_notes(const struct load_job *job, struct loaded *l)
{
    for (size_t i = 0; i < l->source_count; i++) {
        struct source *s = &l->sources[i];
        if (!s->note) {
            struct fs_entry e = {.path = s->entry.path, .kind = FS_UNREADABLE, .error = s->error};
            content_report(job->diags, &e);
        } else if (s->note->facts.draft && !job->project->config.drafts) {
            vec_push(job->arena, &l->excluded) = s->entry.path;
        } else {
            vec_push(job->arena, &l->notes) = s->note;
            vec_push(job->arena, &l->keys) = source_key(&s->entry);
            vec_push(job->arena, &l->entries) = &s->entry;
            diag_append(job->diags, &s->note->diags);
        }
    }
}

str load_history(const struct load_job *job, struct loaded *l)
{
    if (!l->knows_history)
        l->history_error = history_id(job->arena, job->project->content.ptr, &l->history);
    l->knows_history = true;
    return l->history;
}

static int read_history(const struct load_job *job, struct loaded *l, struct history *history)
{
    str id = load_history(job, l);
    str file = arena_join(job->arena, job->project->folder, S("/.kbsite/dates"), S(""));
    int error = history_recall(job->arena, job->project->content.ptr, id,
                               job->cache ? file.ptr : NULL, history);
    if (!l->history_error)
        l->history_error = error;
    return l->history_error;
}

/* Asks git only when a note does not say itself when it was changed: the log can be long. */
static void date_notes(const struct load_job *job, struct loaded *l)
{
    struct history history = {0};
    int error = 0;
    l->changed = arena_array(job->arena, str, l->notes.n);
    for (size_t i = 0; i < l->notes.n; i++) {
        if (l->notes.at[i]->facts.updated.len)
            continue;
        if (!l->is_dated)
            error = read_history(job, l, &history);
        l->is_dated = true;
        l->changed[i] = history_date(&history, l->notes.at[i]->path);
    }
    if (error)
        diag_add(job->diags, DIAG_FILE_UNREADABLE, (struct place){.line = 0},
                 "the dates that git has for \"%.*s\" cannot be read: %s",
                 STR_ARG(job->project->content_shown), strerror(error));
}

void load_notes(const struct load_job *job, struct loaded *l)
{
    struct reading r = open_reading(job, l);
    pool_each(job->threads, r.n, recall_note, &r);
    close_reading(&r);
    l->is_cached = l->is_cached && r.read == 0;
    keep_notes(job, l);
    date_notes(job, l);
    sort_paths(l->excluded.at, l->excluded.n);
}

/* The HTML of a note that the cache has lost meanwhile: what its file gives now, if that is still
 * the same. */
static int make_html(const struct load_job *job, const struct cache_entry *e,
                     const struct body *body, struct arena *a, str *html)
{
    struct buf bytes = {0};
    struct arena scratch = {0};
    struct include_files files = include_files_of(&scratch, job->project);
    struct note_options options = options_of(job, &files.files);
    str type = config_type_of(&job->project->config, e->path);
    int error = read_bytes(job, &scratch, e->path, &bytes);
    if (!error) {
        struct note *note =
            note_load(&scratch, &job->project->schema, e->path, type, buf_str(&bytes), &options);
        *html = arena_dup(a, note->body.html);
        error = hash_eq(note->body.html_hash, body->html_hash) ? 0 : ESTALE;
        note_free(note);
    }
    arena_free(&scratch);
    buf_free(&bytes);
    return error;
}

int load_html(const struct load_job *job, const struct loaded *l, size_t i, struct arena *a,
              str *html)
{
    const struct body *body = &l->notes.at[i]->body;
    const struct cache_entry *e = l->entries.at[i];
    if (body->html.len == body->length) {
        *html = body->html;
        return 0;
    }
    bool found = job->cache && cache_html(job->cache, e, body, a, html);
    return found ? 0 : make_html(job, e, body, a, html);
}

void load_free(struct loaded *l)
{
    for (size_t i = 0; i < l->source_count; i++)
        note_free(l->sources[i].note);
    l->source_count = 0;
}
