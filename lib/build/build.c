#include "build/build.h"

#include <stdatomic.h>
#include <string.h>

#include "base/fs.h"
#include "base/pool.h"
#include "build/record.h"
#include "note/note_pack.h"

static unsigned threads_of(const struct build_options *options)
{
    unsigned n = options->threads ? options->threads : pool_processors();
    return n < POOL_MAX_THREADS ? n : POOL_MAX_THREADS;
}

static void begin(struct build *b)
{
    memset(b, 0, sizeof *b);
    b->cache.handle = -1;
    b->diags.arena = &b->arena;
}

bool build_open(struct build *b, const struct build_options *options)
{
    begin(b);
    return project_open(&b->arena, &options->project, &b->diags, &b->project);
}

static struct load_job load_job(struct build *b, const struct build_options *options,
                                struct cache *cache, struct diags *found)
{
    return (struct load_job){&b->arena,           &b->project,        cache,
                             threads_of(options), &options->progress, found};
}

bool build_load(struct build *b, const struct build_options *options)
{
    struct diags found = {.arena = &b->arena};
    struct load_job job = load_job(b, options, NULL, &found);
    bool ok = load_scan(&job, &b->loaded);
    if (ok)
        load_notes(&job, &b->loaded);
    diag_append_below(&b->diags, &found, b->project.content_shown);
    return ok;
}

void build_resolve(struct build *b, const struct build_options *options)
{
    struct site_input input = {
        .config = &b->project.config,
        .schema = &b->project.schema,
        .words = &b->project.words,
        .notes = b->loaded.notes.at,
        .note_count = b->loaded.notes.n,
        .files = b->loaded.files.at,
        .file_count = b->loaded.files.n,
        .excluded = b->loaded.excluded.at,
        .excluded_count = b->loaded.excluded.n,
        .changed = b->loaded.changed,
        .config_diags = &b->diags,
    };
    struct diags found = {.arena = &b->arena};
    site_resolve(&b->arena, &input, &found, &b->site);
    manifest_make(&b->arena, &b->site, b->project.theme, &found, &b->manifest);
    diag_append_below(&b->diags, &found, b->project.content_shown);
    b->context = (struct page_context){.site = &b->site,
                                       .theme = b->project.theme,
                                       .words = &b->project.words,
                                       .manifest = &b->manifest};
    page_context_open(&b->context, &b->arena, threads_of(options));
}

/* RENDER */

/* What a full disk does to one file it does to all. */
enum { MOST_FAILURES = 20 };

static bool count_results(struct build *b, const struct render_result *results)
{
    size_t failed = 0, removed = b->counts.removed;
    b->counts = (struct build_counts){
        .notes = b->site.nodes.n, .files = b->manifest.outputs.n, .removed = removed};
    for (size_t i = 0; i < b->manifest.outputs.n; i++) {
        const struct output *o = &b->manifest.outputs.at[i];
        const struct sink_result *r = &results[i].sink;
        b->counts.pages += o->kind && o->kind->view;
        b->counts.unchanged += r->outcome == SINK_UNCHANGED;
        b->counts.written += r->outcome == SINK_WRITTEN;
        if (r->outcome == SINK_WRITTEN)
            vec_push(&b->arena, &b->written) = (struct build_written){o->file, results[i].reason};
        if (r->outcome != SINK_FAILED || ++failed > MOST_FAILURES)
            continue;
        str path = arena_join(&b->arena, b->project.output_shown, S("/"), o->file);
        diag_add(&b->diags, DIAG_OUTPUT_FAILED, (struct place){.path = path},
                 "cannot be written: %s", strerror(r->error));
    }
    if (failed > MOST_FAILURES)
        diag_add(&b->diags, DIAG_OUTPUT_FAILED, (struct place){.path = b->project.output_shown},
                 "%zu more files cannot be written", failed - MOST_FAILURES);
    return failed == 0;
}

static bool render_into(struct build *b, const struct build_options *options, struct sink *sink,
                        const struct snapshot *before, struct snapshot_file *files)
{
    struct render_result *results =
        arena_array(&b->arena, struct render_result, b->manifest.outputs.n);
    struct render_job job = {
        .context = &b->context,
        .sink = sink,
        .content = b->project.content,
        .notes = b->loaded.keys.at,
        .shape = b->after.shape,
        .threads = threads_of(options),
        .progress = &options->progress,
        .before = before,
    };
    render(&b->arena, &job, results, files);
    return count_results(b, results);
}

bool build_render(struct build *b, const struct build_options *options, struct sink *sink)
{
    return render_into(b, options, sink, NULL, NULL);
}

void build_close(struct build *b)
{
    page_context_close(&b->context);
    load_free(&b->loaded);
    cache_close(&b->cache);
    arena_free(&b->arena);
}

/* Into the output folder */

struct writing {
    struct build *build;
    const struct build_options *options;
    struct record record;
    struct hash program; /* names this kbsite */
    size_t opened;       /* complaints there were when the project had been opened */
    str name;            /* of the output folder in the record */
    str *files;          /* all outputs */
    struct map keep;     /* the same */
};

static enum build_outcome fail(struct writing *w, str path, int error)
{
    diag_add(&w->build->diags, DIAG_OUTPUT_FAILED, (struct place){.path = path},
             "cannot be written: %s", strerror(error));
    return BUILD_DISK;
}

/* A folder below the project keeps its name when the project moves. */
static str record_name(const struct project *p)
{
    str rest;
    return project_below(p->folder, p->output, &rest) && rest.len ? rest : p->output;
}

static int check_foreign(const struct writing *w, bool *foreign)
{
    bool empty = false;
    bool known = record_find(&w->record, w->name);
    int error = known ? 0 : fs_is_empty_folder(w->build->project.output.ptr, &empty);
    *foreign = !known && !empty;
    return error;
}

/* What a build with another --destination left in the content folder. */
static void find_other_outputs(struct writing *w)
{
    struct build *b = w->build;
    struct project *p = &b->project;
    str *paths = arena_array(&b->arena, str, w->record.outputs.n), rest;
    for (size_t i = 0; i < w->record.outputs.n; i++) {
        str name = w->record.outputs.at[i].folder;
        str path = str_starts(name, S("/")) ? arena_dup(&b->arena, name)
                                            : arena_join(&b->arena, p->folder, S("/"), name);
        bool there;
        bool gone = fs_find_folder(path.ptr, &there) == 0 && !there;
        if (str_eq(name, w->name) || gone || !project_below(p->content, path, &rest) || !rest.len)
            continue;
        paths[p->other_output_count++] = path;
        diag_add(&b->diags, DIAG_OUTPUT_INSIDE, (struct place){.path = name},
                 "kbsite wrote a site here earlier; what is in this folder is not published");
    }
    p->other_outputs = paths;
}

/* Whether an output folder that cannot be is why a project could not be opened. */
static bool has_failed(const struct diags *diags)
{
    for (size_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].code == DIAG_OUTPUT_FAILED)
            return true;
    return false;
}

static enum build_outcome open_project(struct build *b, const struct project_options *options)
{
    b->diags.list.n = 0;
    if (project_open(&b->arena, options, &b->diags, &b->project))
        return BUILD_DONE;
    return has_failed(&b->diags) ? BUILD_DISK : BUILD_USAGE;
}

static enum build_outcome open_record(struct writing *w)
{
    struct build *b = w->build;
    const struct project *p = &b->project;
    str state = arena_join(&b->arena, p->folder, S("/.kbsite"), S(""));
    int error = record_open(&w->record, state, &w->options->progress);
    if (error)
        return fail(w, state, error);
    /* What was edited meanwhile counts, too. */
    enum build_outcome outcome =
        w->record.waited ? open_project(b, &w->options->project) : BUILD_DONE;
    if (outcome != BUILD_DONE)
        return outcome;
    w->name = record_name(p);
    bool foreign;
    error = check_foreign(w, &foreign);
    if (error)
        return fail(w, p->output_shown, error);
    if (!foreign) {
        find_other_outputs(w);
        return BUILD_DONE;
    }
    diag_add(&b->diags, DIAG_OUTPUT_FOREIGN, (struct place){.path = p->output_shown},
             "%s that kbsite did not make; %s or choose another one with --destination",
             fs_is_file(p->output.ptr) ? "this is a file" : "the folder holds files",
             fs_is_file(p->output.ptr) ? "remove it" : "empty it");
    return BUILD_USAGE;
}

static void list_files(struct writing *w)
{
    struct build *b = w->build;
    size_t n = b->manifest.outputs.n;
    bool fresh;
    w->files = arena_array(&b->arena, str, n);
    for (size_t i = 0; i < n; i++) {
        w->files[i] = b->manifest.outputs.at[i].file;
        map_put(&b->arena, &w->keep, w->files[i], &fresh);
    }
}

/* What has to go before anything is written. */
static int make_room(struct writing *w)
{
    struct build *b = w->build;
    const struct record_output *old = record_find(&w->record, w->name);
    size_t *removed = &b->counts.removed;
    if (!old)
        return 0;
    if (old->partial)
        record_sweep_temporary(b->project.output);
    return record_unblock(old, b->project.output, &w->keep, removed);
}

static enum build_outcome write_site(struct writing *w)
{
    struct build *b = w->build;
    const struct project *p = &b->project;
    size_t n = b->manifest.outputs.n;
    struct sink_dir sink;
    list_files(w);
    int error = make_room(w);
    if (!error)
        error = fs_make_folders(p->output.ptr);
    if (error)
        return fail(w, p->output_shown, error);
    error = record_begin(&w->record, w->name, w->files, n);
    if (error)
        return fail(w, w->record.path, error);
    sink_dir_open(&sink, p->output);
    sink.rewrites = w->options->clean;
    b->after.file_count = n;
    b->after.files = arena_array(&b->arena, struct snapshot_file, n);
    bool written = render_into(b, w->options, &sink.sink, &b->before, b->after.files);
    if (!written)
        return BUILD_DISK;
    error = record_sweep(record_find(&w->record, w->name), p->output, &w->keep, &b->counts.removed);
    if (error)
        return fail(w, p->output_shown, error);
    error = record_end(&w->record, w->name, w->files, n);
    return error ? fail(w, w->record.path, error) : BUILD_DONE;
}

/* What is kept for the next build */

enum { MOST_COPY = 64 << 20 }; /* of a copied file that is looked at for its hash */

/* Another program may make other pages of the same notes. Its file is looked at, since a version
 * does not tell one development build from the next. */
static struct hash program_of(void)
{
    struct fs_stamp self;
    fs_stamp_program(&self);
    uint64_t file[] = {self.size, (uint64_t)self.modified};
    return hash_mix_str(hash_mix_str(note_version(), S(KBSITE_VERSION)),
                        (str){(const char *)file, sizeof file});
}

/* Names all that a site is made from, as far as `content` names what is in its folder. */
static struct hash site_key(struct writing *w, const struct load_job *job, struct hash content,
                            bool is_dated)
{
    struct build *b = w->build;
    struct hash h = hash_mix(b->project.key, theme_hash(b->project.theme, S("")));
    h = hash_mix(h, content);
    return is_dated ? hash_mix_str(h, load_history(job, &b->loaded)) : h;
}

struct looking {
    const struct snapshot *snapshot;
    struct sink *sink;
    atomic_bool differs;
};

static void look_at_file(void *context, size_t i, unsigned worker)
{
    struct looking *l = context;
    struct fs_stamp now;
    (void)worker;
    if (!atomic_load_explicit(&l->differs, memory_order_relaxed) &&
        !l->sink->holds(l->sink, &l->snapshot->files[i], &now))
        atomic_store(&l->differs, true);
}

/* Whether the record knows just the files of the snapshot: a build in between may have added some
 * and not come as far as its own snapshot. */
static bool is_recorded(const struct writing *w)
{
    const struct snapshot *s = &w->build->before;
    const struct record_output *o = record_find(&w->record, w->name);
    bool same = o && !o->partial && o->files.n == s->file_count;
    for (size_t i = 0; same && i < s->file_count; i++)
        same = str_eq(o->files.at[i], s->files[i].file);
    return same;
}

/* Whether the output folder holds just what this build would make. */
static bool is_current(struct writing *w, const struct load_job *job)
{
    const struct snapshot *before = &w->build->before;
    struct sink_dir sink;
    struct looking looking = {.snapshot = before, .sink = &sink.sink};
    sink_dir_open(&sink, w->build->project.output);
    if (!before->file_count || !is_recorded(w) ||
        !hash_eq(before->site, site_key(w, job, w->build->loaded.key, before->is_dated)))
        return false;
    pool_each(job->threads, before->file_count, look_at_file, &looking);
    return !looking.differs;
}

/* Says again what the build said that made the site. */
static void repeat(struct writing *w)
{
    struct build *b = w->build;
    b->counts = (struct build_counts){
        .notes = b->before.notes,
        .pages = b->before.pages,
        .files = b->before.file_count,
        .unchanged = b->before.file_count,
    };
    diag_append(&b->diags, &b->before.diags);
}

static int keep_cache(struct writing *w)
{
    struct build *b = w->build;
    size_t n = b->loaded.source_count, kept = 0;
    struct cache_entry *entries = arena_array(&b->arena, struct cache_entry, n);
    for (size_t i = 0; i < n; i++)
        if (!b->loaded.sources[i].error && b->loaded.sources[i].entry.len)
            entries[kept++] = b->loaded.sources[i].entry;
    return b->loaded.is_cached ? 0 : cache_save(&b->cache, w->program, entries, kept);
}

/* Files whose stamps could not tell a change right after the build will be known by their bytes. */
static void mark_fresh(struct build *b)
{
    int64_t now = fs_now();
    for (size_t i = 0; i < b->after.file_count; i++) {
        struct snapshot_file *f = &b->after.files[i];
        struct buf bytes = {0};
        f->is_fresh = fs_stamp_is_fresh(&f->stamp, now, false);
        str path = f->is_fresh && !b->manifest.outputs.at[i].kind
                       ? arena_join(&b->arena, b->project.output, S("/"), f->file)
                       : S("");
        if (path.len && fs_read(path.ptr, MOST_COPY, &bytes) == 0)
            f->bytes = hash_of(buf_str(&bytes));
        buf_free(&bytes);
    }
}

static int keep_snapshot(struct writing *w, const struct load_job *job)
{
    struct build *b = w->build;
    b->after.site = site_key(w, job, b->loaded.key, b->loaded.is_dated);
    b->after.templates = page_templates(b->project.theme);
    if (b->loaded.history_error) {
        b->after.site = (struct hash){0};
        b->after.shape = (struct note_shape){0};
    }
    b->after.notes = b->counts.notes;
    b->after.pages = b->counts.pages;
    b->after.diags.arena = &b->arena;
    mark_fresh(b);
    for (size_t i = w->opened; i < b->diags.list.n; i++)
        vec_push(&b->arena, &b->after.diags.list) = b->diags.list.at[i];
    return snapshot_write(&b->arena, w->record.path, w->name, w->program, &b->after);
}

struct kept_texts {
    struct page_texts texts;
    const struct load_job *job;
    const struct loaded *loaded;
};

static int read_text(const struct page_texts *self, uint32_t note, struct arena *a, str *html)
{
    const struct kept_texts *kept = (const struct kept_texts *)self;
    return load_html(kept->job, kept->loaded, note, a, html);
}

static enum build_outcome make_site(struct writing *w)
{
    struct build *b = w->build;
    struct diags found = {.arena = &b->arena};
    struct load_job job = load_job(b, w->options, &b->cache, &found);
    struct kept_texts kept = {{read_text}, &job, &b->loaded};
    int error = 0;
    if (w->options->clean)
        fs_remove_file(arena_join(&b->arena, w->record.path, S("/dates"), S("")).ptr);
    if (!load_scan(&job, &b->loaded)) {
        diag_append_below(&b->diags, &found, b->project.content_shown);
        return BUILD_USAGE;
    }
    if (!w->options->clean)
        snapshot_read(&b->arena, w->record.path, w->name, w->program, &b->before);
    if (is_current(w, &job)) {
        repeat(w);
        error = keep_cache(w);
        return error ? fail(w, w->record.path, error) : BUILD_DONE;
    }
    load_notes(&job, &b->loaded);
    diag_append_below(&b->diags, &found, b->project.content_shown);
    b->after.is_dated = b->loaded.is_dated;
    b->after.shape.shape = site_key(w, &job, b->loaded.shape.shape, b->after.is_dated);
    b->after.shape.spots = b->loaded.shape.spots;
    build_resolve(b, w->options);
    b->context.texts = &kept.texts;
    enum build_outcome outcome = write_site(w);
    error = keep_cache(w);
    if (outcome == BUILD_DONE && !error)
        error = keep_snapshot(w, &job);
    return outcome == BUILD_DONE && error ? fail(w, w->record.path, error) : outcome;
}

enum build_outcome build_run(struct build *b, const struct build_options *options)
{
    struct writing w = {.build = b, .options = options, .record = {.lock = -1}};
    begin(b);
    enum build_outcome outcome = open_project(b, &options->project);
    if (outcome == BUILD_DONE)
        outcome = open_record(&w);
    if (outcome == BUILD_DONE) {
        w.opened = b->diags.list.n;
        w.program = program_of();
        cache_open(&b->cache, w.record.path, w.program, options->clean);
        outcome = make_site(&w);
    }
    record_close(&w.record);
    return outcome;
}
