#include "build/build.h"

#include <string.h>

#include "base/pool.h"
#include "build/publish.h"

static unsigned threads_of(const struct build_options *options)
{
    unsigned n = options->threads ? options->threads : pool_processors();
    return n < POOL_MAX_THREADS ? n : POOL_MAX_THREADS;
}

void build_begin(struct build *b)
{
    memset(b, 0, sizeof *b);
    b->cache.handle = -1;
    b->diags.arena = &b->arena;
}

bool build_open(struct build *b, const struct build_options *options)
{
    build_begin(b);
    return project_open(&b->arena, &options->project, &b->diags, &b->project);
}

struct load_job build_load_job(struct build *b, const struct build_options *options,
                               struct cache *cache, struct diags *found)
{
    return (struct load_job){.arena = &b->arena,
                             .project = &b->project,
                             .cache = cache,
                             .threads = threads_of(options),
                             .progress = &options->progress,
                             .diags = found};
}

bool build_load_with(struct build *b, struct load_job *job)
{
    struct diags found = {.arena = &b->arena};
    job->diags = &found;
    bool ok = load_scan(job, &b->loaded);
    if (ok)
        load_notes(job, &b->loaded);
    diag_append_below(&b->diags, &found, b->project.content_shown);
    return ok;
}

bool build_load(struct build *b, const struct build_options *options)
{
    struct load_job job = build_load_job(b, options, NULL, NULL);
    return build_load_with(b, &job);
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
    b->resolved = b->diags.list.n;
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

bool build_render_into(struct build *b, const struct build_options *options, struct sink *sink,
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
    return build_render_into(b, options, sink, NULL, NULL);
}

void build_close(struct build *b)
{
    page_context_close(&b->context);
    load_free(&b->loaded);
    cache_close(&b->cache);
    arena_free(&b->arena);
}
