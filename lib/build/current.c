#include <stdatomic.h>

#include "base/pool.h"
#include "build/publish.h"
#include "note/note_pack.h"

enum { MOST_COPY = 64 << 20 }; /* of a copied file that is looked at for its hash */

struct hash current_program(void)
{
    struct fs_stamp self;
    fs_stamp_program(&self);
    uint64_t file[] = {self.size, (uint64_t)self.modified};
    return hash_mix_bytes(hash_mix_str(note_version(), S(KBSITE_VERSION)), file, sizeof file);
}

struct hash current_key(struct build *b, const struct load_job *job, struct hash content,
                        bool is_dated)
{
    struct hash h = hash_mix(b->project.key, theme_hash(b->project.theme, S("")));
    h = hash_mix(h, content);
    return is_dated ? hash_mix_str(h, load_history(job, &b->loaded)) : h;
}

void current_name(struct publishing *pub, const struct load_job *job)
{
    struct build *b = pub->build;
    b->after.is_dated = b->loaded.is_dated;
    b->after.shape.shape = current_key(b, job, b->loaded.shape.shape, b->after.is_dated);
    b->after.shape.spots = b->loaded.shape.spots;
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
static bool is_recorded(const struct publishing *pub)
{
    const struct snapshot *s = &pub->build->before;
    const struct record_output *o = record_find(&pub->record, pub->name);
    bool same = o && !o->partial && o->files.n == s->file_count;
    for (size_t i = 0; same && i < s->file_count; i++)
        same = str_eq(o->files.at[i], s->files[i].file);
    return same;
}

bool current_is(struct publishing *pub, const struct load_job *job)
{
    const struct snapshot *before = &pub->build->before;
    struct sink_dir sink;
    struct looking looking = {.snapshot = before, .sink = &sink.sink};
    sink_dir_open(&sink, pub->build->project.output);
    if (!before->file_count || !is_recorded(pub) ||
        !hash_eq(before->site,
                 current_key(pub->build, job, pub->build->loaded.key, before->is_dated)))
        return false;
    pool_each(job->threads, before->file_count, look_at_file, &looking);
    return !looking.differs;
}

void current_repeat(struct publishing *pub)
{
    struct build *b = pub->build;
    b->counts = (struct build_counts){
        .notes = b->before.notes,
        .pages = b->before.pages,
        .files = b->before.file_count,
        .unchanged = b->before.file_count,
    };
    diag_append(&b->diags, &b->before.diags);
}

int current_keep_notes(struct build *b, struct cache *cache, struct hash program)
{
    size_t n = b->loaded.source_count, kept = 0;
    struct cache_entry *entries = arena_array(&b->arena, struct cache_entry, n);
    for (size_t i = 0; i < n; i++)
        if (!b->loaded.sources[i].error && b->loaded.sources[i].entry.len)
            entries[kept++] = b->loaded.sources[i].entry;
    return b->loaded.is_cached ? 0 : cache_save(cache, program, entries, kept);
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

int current_keep_site(struct publishing *pub, const struct load_job *job)
{
    struct build *b = pub->build;
    b->after.site = current_key(b, job, b->loaded.key, b->loaded.is_dated);
    b->after.templates = page_templates(b->project.theme);
    if (b->loaded.history_error) {
        b->after.site = (struct hash){0};
        b->after.shape = (struct note_shape){0};
    }
    b->after.notes = b->counts.notes;
    b->after.pages = b->counts.pages;
    b->after.diags.arena = &b->arena;
    mark_fresh(b);
    for (size_t i = pub->opened; i < b->diags.list.n; i++)
        vec_push(&b->arena, &b->after.diags.list) = b->diags.list.at[i];
    return snapshot_write(&b->arena, pub->record.path, pub->name, pub->program, &b->after);
}
