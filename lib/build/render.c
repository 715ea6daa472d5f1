#include "build/render.h"

#include <stdatomic.h>

#include "base/pool.h"

struct worker {
    struct arena scratch;
    struct buf out;
};

struct rendering {
    const struct render_job *job;
    struct render_result *results;
    struct snapshot_file *files;
    const struct snapshot_file **before; /* of each output, NULL where there was none */
    bool same_templates;
    struct worker *workers;
    atomic_size_t done;
};

static const struct output *output_of(const struct rendering *r, size_t i)
{
    return &r->job->context->manifest->outputs.at[i];
}

/* Both lists are in the order of bytes. */
static void find_before(struct rendering *r)
{
    const struct snapshot *before = r->job->before;
    size_t n = r->job->context->manifest->outputs.n;
    for (size_t i = 0, j = 0; before && i < n && j < before->file_count;) {
        int order = str_cmp(output_of(r, i)->file, before->files[j].file);
        if (order == 0)
            r->before[i] = &before->files[j];
        i += order <= 0;
        j += order >= 0;
    }
}

/* Whether the file is as the last build left it, and its stamp. */
static bool is_there(const struct rendering *r, size_t i, struct fs_stamp *now)
{
    const struct snapshot_file *old = r->before[i];
    struct sink *sink = r->job->sink;
    return old && sink->holds && sink->holds(sink, old, now);
}

/* Names the texts of a note and of those that are embedded in it. */
static struct hash texts_of(const struct rendering *r, uint32_t note)
{
    const struct node *node = &r->job->context->site->nodes.at[note];
    struct hash h = r->job->notes[note];
    for (size_t i = 0; i < node->note->body.links.n; i++)
        if (node->targets[i].embedded)
            h = hash_mix(h, texts_of(r, node->targets[i].index));
    return h;
}

static struct hash source_of(const struct rendering *r, const struct output *o)
{
    bool shows = o->kind && o->kind->shows_text && r->job->notes;
    return shows ? texts_of(r, o->index) : (struct hash){0};
}

/* Whether nothing has changed that the output could show, whatever it shows. The views of two
 * builds differ in nothing but the texts of notes when all that others see of notes is the same,
 * and a text stands only on its own note's page and where it is embedded. */
static bool is_untouched(const struct rendering *r, size_t i)
{
    const struct output *o = output_of(r, i);
    const struct snapshot *before = r->job->before;
    return o->kind && hash_eq(before->shape.shape, r->job->shape.shape) &&
           (!o->kind->shows_spots || hash_eq(before->shape.spots, r->job->shape.spots)) &&
           hash_eq(r->before[i]->source, source_of(r, o));
}

static enum render_reason reason_of(const struct rendering *r, size_t i, bool there)
{
    const struct output *o = output_of(r, i);
    if (!r->before[i])
        return RENDER_NEW;
    if (!there)
        return RENDER_MISSING;
    if (!o->kind)
        return RENDER_FILE;
    if (!r->same_templates || o->kind->is_theme_file)
        return RENDER_TEMPLATE;
    if (!hash_eq(r->before[i]->source, source_of(r, o)))
        return RENDER_NOTE;
    return RENDER_SLOT;
}

/* Whether what would be made is there already. */
static bool is_same(const struct rendering *r, size_t i, struct hash key, bool there)
{
    return there && hash_eq(r->before[i]->key, key);
}

static struct sink_result copy(struct rendering *r, size_t i, struct worker *w, bool there,
                               struct hash *key)
{
    const struct output *o = output_of(r, i);
    struct sink *sink = r->job->sink;
    const struct fs_stamp *stamp = &r->job->context->site->files.at[o->index].stamp;
    *key = hash_of((str){(const char *)stamp, sizeof *stamp});
    bool known = stamp->inode != 0; /* else the source may have changed within its stamp */
    if (known && is_same(r, i, *key, there))
        return (struct sink_result){.outcome = SINK_UNCHANGED};
    str from = arena_join(&w->scratch, r->job->content, S("/"), o->source);
    return sink->copy(sink, i, o->file, from);
}

static struct sink_result make(struct rendering *r, size_t i, struct worker *w, bool there,
                               struct snapshot_file *left)
{
    const struct output *o = output_of(r, i);
    const struct page_context *context = r->job->context;
    struct sink *sink = r->job->sink;
    struct page page;
    if (there && r->same_templates && is_untouched(r, i)) {
        left->key = r->before[i]->key;
        return (struct sink_result){.outcome = SINK_UNCHANGED};
    }
    page_open(context, o, &w->scratch, &page);
    bool is_kept = r->files || there; /* else nobody asks for hashes */
    if (page.view && is_kept)
        left->key = page_hash(&page);
    if (page.view && r->same_templates && is_same(r, i, left->key, there))
        return (struct sink_result){.outcome = SINK_UNCHANGED};
    int error = page_print(context, o, &page, &w->scratch, &w->out);
    if (error)
        return (struct sink_result){SINK_FAILED, error};
    if (is_kept)
        left->bytes = hash_of(buf_str(&w->out));
    if (!page.view) {
        left->key = left->bytes;
        if (is_same(r, i, left->key, there))
            return (struct sink_result){.outcome = SINK_UNCHANGED};
    }
    return sink->put(sink, i, o->file, buf_str(&w->out));
}

/* A file as it is left behind. What was not made has the bytes that it had; those of a copy are not
 * known. */
static void keep(struct rendering *r, size_t i, bool there, struct snapshot_file *f)
{
    const struct output *o = output_of(r, i);
    enum sink_outcome outcome = r->results[i].sink.outcome;
    f->file = o->file;
    f->source = source_of(r, o);
    if (there && outcome == SINK_UNCHANGED)
        f->bytes = r->before[i]->bytes;
    if (outcome == SINK_WRITTEN || !f->stamp.size)
        r->job->sink->stamp(r->job->sink, o->file, &f->stamp);
    r->files[i] = *f;
}

static void render_one(void *context, size_t i, unsigned worker)
{
    struct rendering *r = context;
    struct worker *w = &r->workers[worker];
    struct snapshot_file left = {0};
    bool there = is_there(r, i, &left.stamp);
    r->results[i].sink =
        output_of(r, i)->kind ? make(r, i, w, there, &left) : copy(r, i, w, there, &left.key);
    r->results[i].reason = reason_of(r, i, there);
    if (r->files && r->job->sink->stamp)
        keep(r, i, there, &left);
    buf_clear(&w->out);
    arena_reset(&w->scratch);
    size_t done = atomic_fetch_add_explicit(&r->done, 1, memory_order_relaxed) + 1;
    if (worker == 0)
        progress_report(r->job->progress, PROGRESS_RENDER, done,
                        r->job->context->manifest->outputs.n);
}

void render(struct arena *a, const struct render_job *job, struct render_result *results,
            struct snapshot_file *files)
{
    size_t n = job->context->manifest->outputs.n;
    struct rendering r = {
        .job = job,
        .results = results,
        .files = files,
        .before = arena_array(a, const struct snapshot_file *, n),
        .same_templates =
            job->before && hash_eq(job->before->templates, page_templates(job->context->theme)),
        .workers = arena_array(a, struct worker, job->threads),
    };
    find_before(&r);
    job->sink->begin(job->sink, n);
    pool_each(job->threads, n, render_one, &r);
    for (unsigned i = 0; i < job->threads; i++) {
        arena_free(&r.workers[i].scratch);
        buf_free(&r.workers[i].out);
    }
}
