#include "build/build.h"

#include <stdatomic.h>
#include <string.h>

#include "base/fs.h"
#include "base/pool.h"
#include "build/record.h"

static unsigned threads_of(const struct build_options *options)
{
    unsigned n = options->threads ? options->threads : pool_processors();
    return n < POOL_MAX_THREADS ? n : POOL_MAX_THREADS;
}

static void begin(struct build *b)
{
    memset(b, 0, sizeof *b);
    b->diags.arena = &b->arena;
}

bool build_open(struct build *b, const struct build_options *options)
{
    begin(b);
    return project_open(&b->arena, &options->project, &b->diags, &b->project);
}

bool build_load(struct build *b, const struct build_options *options)
{
    struct diags found = {.arena = &b->arena};
    bool ok = load_content(&b->arena, &b->project, threads_of(options), &options->progress, &found,
                           &b->loaded);
    diag_append_below(&b->diags, &found, b->project.content_shown);
    return ok;
}

void build_resolve(struct build *b)
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
    page_context_open(&b->context, &b->arena, &b->site, b->project.theme, &b->project.words,
                      &b->manifest);
}

/* RENDER */

/* What a full disk does to one file it does to all. */
enum { MOST_FAILURES = 20 };

struct worker {
    struct arena scratch;
    struct buf out;
};

struct rendering {
    const struct build *build;
    struct sink *sink;
    struct sink_result *results; /* of each output */
    struct worker *workers;
    const struct progress *progress;
    atomic_size_t done;
};

static void render(void *context, size_t i, unsigned worker)
{
    struct rendering *r = context;
    const struct build *b = r->build;
    const struct output *o = &b->manifest.outputs.at[i];
    struct worker *w = &r->workers[worker];
    if (!o->kind) {
        str from = arena_join(&w->scratch, b->project.content, S("/"), o->source);
        r->results[i] = r->sink->copy(r->sink, i, o->file, from);
    } else {
        page_render(&b->context, o, &w->scratch, &w->out);
        r->results[i] = r->sink->put(r->sink, i, o->file, buf_str(&w->out));
    }
    buf_clear(&w->out);
    arena_reset(&w->scratch);
    size_t done = atomic_fetch_add_explicit(&r->done, 1, memory_order_relaxed) + 1;
    if (worker == 0)
        progress_report(r->progress, PROGRESS_RENDER, done, b->manifest.outputs.n);
}

static bool count_results(struct build *b, const struct rendering *r)
{
    size_t failed = 0;
    b->counts = (struct build_counts){.notes = b->site.nodes.n, .files = b->manifest.outputs.n};
    for (size_t i = 0; i < b->manifest.outputs.n; i++) {
        const struct output *o = &b->manifest.outputs.at[i];
        b->counts.pages += o->kind && o->kind->view;
        b->counts.written += r->results[i].outcome == SINK_WRITTEN;
        b->counts.unchanged += r->results[i].outcome == SINK_UNCHANGED;
        if (r->results[i].outcome != SINK_FAILED)
            continue;
        if (++failed > MOST_FAILURES)
            continue;
        str path = arena_join(&b->arena, b->project.output_shown, S("/"), o->file);
        diag_add(&b->diags, DIAG_OUTPUT_FAILED, (struct place){.path = path},
                 "cannot be written: %s", strerror(r->results[i].error));
    }
    if (failed > MOST_FAILURES)
        diag_add(&b->diags, DIAG_OUTPUT_FAILED, (struct place){.path = b->project.output_shown},
                 "%zu more files cannot be written", failed - MOST_FAILURES);
    return failed == 0;
}

bool build_render(struct build *b, const struct build_options *options, struct sink *sink)
{
    size_t n = b->manifest.outputs.n;
    unsigned threads = threads_of(options);
    struct rendering r = {
        .build = b,
        .sink = sink,
        .results = arena_array(&b->arena, struct sink_result, n),
        .workers = arena_array(&b->arena, struct worker, threads),
        .progress = &options->progress,
    };
    sink->begin(sink, n);
    pool_each(threads, n, render, &r);
    for (unsigned i = 0; i < threads; i++) {
        arena_free(&r.workers[i].scratch);
        buf_free(&r.workers[i].out);
    }
    return count_results(b, &r);
}

void build_close(struct build *b)
{
    load_free(&b->loaded);
    arena_free(&b->arena);
}

/* Into the output folder */

struct writing {
    struct build *build;
    const struct build_options *options;
    struct record record;
    str name;        /* of the output folder in the record */
    str *files;      /* all outputs */
    struct map keep; /* the same */
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
    size_t removed = b->counts.removed;
    sink_dir_open(&sink, p->output);
    sink.rewrites = w->options->clean;
    if (!build_render(b, w->options, &sink.sink))
        return BUILD_DISK;
    b->counts.removed = removed;
    error = record_sweep(record_find(&w->record, w->name), p->output, &w->keep, &b->counts.removed);
    if (error)
        return fail(w, p->output_shown, error);
    error = record_end(&w->record, w->name, w->files, n);
    return error ? fail(w, w->record.path, error) : BUILD_DONE;
}

enum build_outcome build_run(struct build *b, const struct build_options *options)
{
    struct writing w = {.build = b, .options = options, .record = {.lock = -1}};
    begin(b);
    enum build_outcome outcome = open_project(b, &options->project);
    if (outcome == BUILD_DONE)
        outcome = open_record(&w);
    if (outcome == BUILD_DONE && !build_load(b, options))
        outcome = BUILD_USAGE;
    if (outcome == BUILD_DONE) {
        build_resolve(b);
        outcome = write_site(&w);
    }
    record_close(&w.record);
    return outcome;
}
