#include "verify/crawl_site.h"

#include <stdint.h>
#include <string.h>

#include "base/pool.h"
#include "site/paths.h"

/* Files are at most so large: it is what a whole site may have. */
static const size_t most_bytes = 1000000000;

/* DRAFTS */

/* The site's own title stands in every feed. */
static void list_titles(struct build *b, struct map *titles)
{
    bool fresh;
    map_put(&b->arena, titles, b->project.config.title, &fresh);
    for (size_t i = 0; i < b->site.nodes.n; i++)
        map_put(&b->arena, titles, b->site.nodes.at[i].note->facts.title, &fresh);
}

static void list_addresses(struct build *b, struct map *addresses)
{
    bool fresh;
    for (size_t i = 0; i < b->manifest.outputs.n; i++)
        map_put(&b->arena, addresses, b->manifest.outputs.at[i].url, &fresh);
}

/* Where a note would stand if it were alone. */
static str url_of(struct arena *a, str path)
{
    str page = path_page(path);
    return page.len ? arena_join(a, page, S("/"), S("")) : S("");
}

void crawl_drafts(struct build *b, struct crawl_options *options)
{
    struct map titles = {0}, addresses = {0};
    struct crawl_draft *drafts = arena_array(&b->arena, struct crawl_draft, b->loaded.source_count);
    options->drafts = drafts;
    options->draft_count = 0;
    list_titles(b, &titles);
    list_addresses(b, &addresses);
    for (size_t i = 0; i < b->loaded.source_count; i++) {
        const struct note *note = b->loaded.sources[i].note;
        if (!note || !note->facts.draft || b->project.config.drafts)
            continue;
        str url = url_of(&b->arena, note->path);
        drafts[options->draft_count++] = (struct crawl_draft){
            .path = note->path,
            .url = map_get(&addresses, url) ? S("") : url,
            .title = map_get(&titles, note->facts.title) ? S("") : note->facts.title};
    }
}

/* A BUILD */

struct sink_crawl {
    struct sink sink;
    struct crawl *crawl;
};

static void begin(struct sink *self, size_t n)
{
    (void)self;
    (void)n;
}

static struct sink_result put(struct sink *self, size_t i, str file, str bytes)
{
    (void)file;
    crawl_file(((struct sink_crawl *)self)->crawl, i, bytes);
    return (struct sink_result){.outcome = SINK_UNCHANGED};
}

/* Looks at a file on disk; errno. */
static int crawl_disk(struct crawl *c, size_t i, const char *path, uint64_t size)
{
    if (!crawl_reads(c, i)) {
        crawl_size(c, i, size);
        return 0;
    }
    struct buf bytes = {0};
    int error = fs_read(path, most_bytes, &bytes);
    if (!error)
        crawl_file(c, i, buf_str(&bytes));
    buf_free(&bytes);
    return error;
}

static struct sink_result copy(struct sink *self, size_t i, str file, str from)
{
    struct fs_stamp stamp;
    (void)file;
    fs_stamp(from.ptr, &stamp);
    int error = crawl_disk(((struct sink_crawl *)self)->crawl, i, from.ptr, stamp.size);
    return (struct sink_result){error ? SINK_FAILED : SINK_UNCHANGED, error};
}

bool crawl_build(struct build *b, const struct build_options *options, struct diags *diags)
{
    size_t n = b->manifest.outputs.n;
    str *files = arena_array(&b->arena, str, n);
    for (size_t i = 0; i < n; i++)
        files[i] = b->manifest.outputs.at[i].file;
    struct crawl_options crawl = {.shown = b->project.output_shown,
                                  .site_url = b->project.config.site_url,
                                  .base = b->project.config.site_path,
                                  .files = files,
                                  .file_count = n};
    crawl_drafts(b, &crawl);
    struct sink_crawl sink = {{.begin = begin, .put = put, .copy = copy},
                              crawl_open(&b->arena, &crawl)};
    bool made = build_render(b, options, &sink.sink);
    crawl_finish(sink.crawl, diags);
    return made;
}

/* A FOLDER */

struct reading {
    struct arena *arena;
    struct crawl *crawl;
    const char *folder;
    const struct fs_entry *entries;
    int *errors;
};

static void read_one(void *context, size_t i, unsigned worker)
{
    struct reading *r = context;
    struct arena a = {0};
    (void)worker;
    r->errors[i] = r->entries[i].error;
    if (r->entries[i].kind == FS_FILE) {
        str path = arena_join(&a, str_of(r->folder), S("/"), r->entries[i].path);
        r->errors[i] = crawl_disk(r->crawl, i, path.ptr, r->entries[i].stamp.size);
    }
    arena_free(&a);
}

static bool skip(void *context, str path, bool is_folder)
{
    (void)context;
    return is_folder && str_eq(path, S(".git"));
}

static void report_unread(const struct reading *r, const struct crawl_options *options,
                          struct diags *diags)
{
    for (size_t i = 0; i < options->file_count; i++) {
        if (!r->errors[i] && r->entries[i].kind == FS_FILE)
            continue;
        str path = arena_join(r->arena, options->shown, S("/"), options->files[i]);
        diag_add(diags, DIAG_FILE_UNREADABLE, (struct place){.path = path},
                 "cannot be looked at: %s",
                 r->errors[i] ? strerror(r->errors[i]) : "it is a link that leads out of the site");
    }
}

int crawl_folder(struct arena *a, const char *folder, unsigned threads,
                 struct crawl_options *options, struct diags *diags)
{
    struct fs_tree tree = {0};
    int error = fs_walk(a, folder, skip, NULL, &tree);
    if (error)
        return error;
    size_t n = tree.entries.n;
    str *files = arena_array(a, str, n);
    for (size_t i = 0; i < n; i++)
        files[i] = tree.entries.at[i].path;
    options->files = files;
    options->file_count = n;
    struct reading r = {a, crawl_open(a, options), folder, tree.entries.at, arena_array(a, int, n)};
    pool_each(threads, n, read_one, &r);
    report_unread(&r, options, diags);
    crawl_finish(r.crawl, diags);
    return 0;
}
