#include "build/resident.h"

#include "build/publish.h"

static const struct loaded nothing;

static bool load(struct resident *r, struct build *b, const struct build_options *options,
                 const struct loaded *before)
{
    struct load_job job = build_load_job(b, options, &r->cache, NULL);
    job.before = before;
    return build_load_with(b, &job);
}

/* What builds with another --destination left in the content folder is no content. */
static void leave_out_sites(struct resident *r, struct build *b)
{
    publish_leave_out(b, r->other_sites.at, r->other_sites.n);
}

static void know_other_sites(struct resident *r, const struct record *record)
{
    for (size_t i = 0; i < record->outputs.n; i++)
        vec_push(&r->arena, &r->other_sites) = arena_dup(&r->arena, record->outputs.at[i].folder);
}

/* The cache is written under the lock of the state folder. False where there can be none. */
static bool load_kept(struct resident *r, struct build *b, const struct build_options *options,
                      bool *fine)
{
    struct record record = {.lock = -1};
    str state = arena_join(&b->arena, b->project.folder, S("/.kbsite"), S(""));
    bool kept = record_open(&record, state, &options->progress) == 0;
    if (kept) {
        struct hash program = current_program();
        know_other_sites(r, &record);
        leave_out_sites(r, b);
        cache_open(&r->cache, record.path, program, false);
        *fine = load(r, b, options, NULL);
        kept = !*fine || current_keep_notes(b, &r->cache, program) == 0;
    }
    record_close(&record);
    return kept;
}

bool resident_begin(struct resident *r, struct build *b, const struct build_options *options)
{
    bool fine = false;
    size_t found = b->diags.list.n;
    *r = (struct resident){.cache.handle = -1};
    if (load_kept(r, b, options, &fine))
        return fine;
    cache_close(&r->cache);
    load_free(&b->loaded);
    b->diags.list.n = found;
    leave_out_sites(r, b);
    return load(r, b, options, &nothing);
}

bool resident_again(struct resident *r, struct build *b, const struct build_options *options,
                    const struct loaded *before)
{
    leave_out_sites(r, b);
    return load(r, b, options, before);
}

void resident_close(struct resident *r)
{
    cache_close(&r->cache);
    arena_free(&r->arena);
}

static struct hash key_of(struct build *b, const struct build_options *options, struct hash content)
{
    struct load_job job = build_load_job(b, options, NULL, &b->diags);
    return current_key(b, &job, content, b->loaded.is_dated);
}

struct hash resident_key(struct build *b, const struct build_options *options)
{
    return key_of(b, options, b->loaded.key);
}

struct note_shape resident_shape(struct build *b, const struct build_options *options)
{
    return (struct note_shape){key_of(b, options, b->loaded.shape.shape), b->loaded.shape.spots};
}

struct hash resident_around(const struct build *b)
{
    struct hash h = hash_mix(b->project.key, theme_hash(b->project.theme, S("")));
    return hash_mix(h, b->loaded.others);
}

int resident_html(const struct resident *r, const struct build *b, uint32_t note, struct arena *a,
                  str *html)
{
    struct load_job job = {.project = &b->project, .cache = (struct cache *)&r->cache};
    return load_html(&job, &b->loaded, note, a, html);
}
