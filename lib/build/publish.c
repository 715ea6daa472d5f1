#include "build/publish.h"

#include <string.h>

#include "base/fs.h"

static enum build_outcome fail(struct publishing *pub, str path, int error)
{
    diag_add(&pub->build->diags, DIAG_OUTPUT_FAILED, (struct place){.path = path},
             "cannot be written: %s", strerror(error));
    return BUILD_DISK;
}

/* A folder below the project keeps its name when the project moves. */
static str record_name(const struct project *p)
{
    str rest;
    return project_below(p->folder, p->output, &rest) && rest.len ? rest : p->output;
}

static int check_foreign(const struct publishing *pub, bool *foreign)
{
    bool empty = false;
    bool known = record_find(&pub->record, pub->name);
    int error = known ? 0 : fs_is_empty_folder(pub->build->project.output.ptr, &empty);
    *foreign = !known && !empty;
    return error;
}

void publish_leave_out(struct build *b, const str *sites, size_t n)
{
    struct project *p = &b->project;
    str *paths = arena_array(&b->arena, str, n), own = record_name(p), rest;
    for (size_t i = 0; i < n; i++) {
        str path = str_starts(sites[i], S("/"))
                       ? arena_dup(&b->arena, sites[i])
                       : arena_join(&b->arena, p->folder, S("/"), sites[i]);
        bool there;
        bool gone = fs_find_folder(path.ptr, &there) == 0 && !there;
        if (str_eq(sites[i], own) || gone || !project_below(p->content, path, &rest) || !rest.len)
            continue;
        paths[p->other_output_count++] = path;
        diag_add(&b->diags, DIAG_OUTPUT_INSIDE, (struct place){.path = sites[i]},
                 "kbsite wrote a site here earlier; what is in this folder is not published");
    }
    p->other_outputs = paths;
}

static void find_other_outputs(struct publishing *pub)
{
    struct build *b = pub->build;
    size_t n = pub->record.outputs.n;
    str *sites = arena_array(&b->arena, str, n);
    for (size_t i = 0; i < n; i++)
        sites[i] = pub->record.outputs.at[i].folder;
    publish_leave_out(b, sites, n);
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

static enum build_outcome open_record(struct publishing *pub)
{
    struct build *b = pub->build;
    const struct project *p = &b->project;
    str state = arena_join(&b->arena, p->folder, S("/.kbsite"), S(""));
    int error = record_open(&pub->record, state, &pub->options->progress);
    if (error)
        return fail(pub, state, error);
    /* What was edited meanwhile counts, too. */
    enum build_outcome outcome =
        pub->record.waited ? open_project(b, &pub->options->project) : BUILD_DONE;
    if (outcome != BUILD_DONE)
        return outcome;
    pub->name = record_name(p);
    bool foreign;
    error = check_foreign(pub, &foreign);
    if (error)
        return fail(pub, p->output_shown, error);
    if (!foreign) {
        find_other_outputs(pub);
        return BUILD_DONE;
    }
    diag_add(&b->diags, DIAG_OUTPUT_FOREIGN, (struct place){.path = p->output_shown},
             "%s that kbsite did not make; %s or choose another one with --destination",
             fs_is_file(p->output.ptr) ? "this is a file" : "the folder holds files",
             fs_is_file(p->output.ptr) ? "remove it" : "empty it");
    return BUILD_USAGE;
}

static void list_files(struct publishing *pub)
{
    struct build *b = pub->build;
    size_t n = b->manifest.outputs.n;
    bool fresh;
    pub->files = arena_array(&b->arena, str, n);
    for (size_t i = 0; i < n; i++) {
        pub->files[i] = b->manifest.outputs.at[i].file;
        map_put(&b->arena, &pub->keep, pub->files[i], &fresh);
    }
}

/* What has to go before anything is written. */
static int make_room(struct publishing *pub)
{
    struct build *b = pub->build;
    const struct record_output *old = record_find(&pub->record, pub->name);
    size_t *removed = &b->counts.removed;
    if (!old)
        return 0;
    if (old->partial)
        record_sweep_temporary(b->project.output);
    return record_unblock(old, b->project.output, &pub->keep, removed);
}

static enum build_outcome write_site(struct publishing *pub)
{
    struct build *b = pub->build;
    const struct project *p = &b->project;
    size_t n = b->manifest.outputs.n;
    struct sink_dir sink;
    list_files(pub);
    int error = make_room(pub);
    if (!error)
        error = fs_make_folders(p->output.ptr);
    if (error)
        return fail(pub, p->output_shown, error);
    error = record_begin(&pub->record, pub->name, pub->files, n);
    if (error)
        return fail(pub, pub->record.path, error);
    sink_dir_open(&sink, p->output);
    sink.rewrites = pub->options->clean;
    b->after.file_count = n;
    b->after.files = arena_array(&b->arena, struct snapshot_file, n);
    bool written = build_render_into(b, pub->options, &sink.sink, &b->before, b->after.files);
    if (!written)
        return BUILD_DISK;
    error = record_sweep(record_find(&pub->record, pub->name), p->output, &pub->keep,
                         &b->counts.removed);
    if (error)
        return fail(pub, p->output_shown, error);
    error = record_end(&pub->record, pub->name, pub->files, n);
    return error ? fail(pub, pub->record.path, error) : BUILD_DONE;
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

static enum build_outcome make_site(struct publishing *pub)
{
    struct build *b = pub->build;
    struct diags found = {.arena = &b->arena};
    struct load_job job = build_load_job(b, pub->options, &b->cache, &found);
    struct kept_texts kept = {{read_text}, &job, &b->loaded};
    int error = 0;
    if (pub->options->clean)
        fs_remove_file(arena_join(&b->arena, pub->record.path, S("/dates"), S("")).ptr);
    if (!load_scan(&job, &b->loaded)) {
        diag_append_below(&b->diags, &found, b->project.content_shown);
        return BUILD_USAGE;
    }
    if (!pub->options->clean)
        snapshot_read(&b->arena, pub->record.path, pub->name, pub->program, &b->before);
    if (current_is(pub, &job)) {
        current_repeat(pub);
        error = current_keep_notes(b, &b->cache, pub->program);
        return error ? fail(pub, pub->record.path, error) : BUILD_DONE;
    }
    load_notes(&job, &b->loaded);
    diag_append_below(&b->diags, &found, b->project.content_shown);
    current_name(pub, &job);
    build_resolve(b, pub->options);
    b->context.texts = &kept.texts;
    enum build_outcome outcome = write_site(pub);
    error = current_keep_notes(b, &b->cache, pub->program);
    if (outcome == BUILD_DONE && !error)
        error = current_keep_site(pub, &job);
    return outcome == BUILD_DONE && error ? fail(pub, pub->record.path, error) : outcome;
}

enum build_outcome build_run(struct build *b, const struct build_options *options)
{
    struct publishing pub = {.build = b, .options = options, .record = {.lock = -1}};
    build_begin(b);
    enum build_outcome outcome = open_project(b, &options->project);
    if (outcome == BUILD_DONE)
        outcome = open_record(&pub);
    if (outcome == BUILD_DONE) {
        pub.opened = b->diags.list.n;
        pub.program = current_program();
        cache_open(&b->cache, pub.record.path, pub.program, options->clean);
        outcome = make_site(&pub);
    }
    record_close(&pub.record);
    return outcome;
}
