/* The files of .kbsite/ from somebody else's hand. A packed note that can be read goes all the way
 * to pages: whatever it says, nothing may lead outside its own memory. The first byte says what the
 * rest is: a note, a snapshot, an index of the cache. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/pack_file.h"
#include "build/build.h"
#include "note/note_pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What all inputs share: the default theme, its types and words. */
struct common {
    struct arena arena;
    struct diags diags;
    struct project project;
    char folder[64];
};

static struct common *open_common(void)
{
    struct common *c = calloc(1, sizeof *c);
    assert(c);
    c->diags.arena = &c->arena;
    snprintf(c->folder, sizeof c->folder, "/tmp/kbsite-fuzz-XXXXXX");
    assert(mkdtemp(c->folder));
    struct project_options options = {.folder = {c->folder, 0}};
    options.folder.len = str_of(c->folder).len;
    assert(project_open(&c->arena, &options, &c->diags, &c->project));
    return c;
}

enum { MOST_HTML = 1 << 20 };

static void make_pages(struct common *c, struct note *note)
{
    if (note->body.length > MOST_HTML)
        return;
    note->body.html = (str){arena_alloc(&note->arena, note->body.length, 1), note->body.length};
    struct build b = {.project = c->project, .cache.handle = -1};
    struct build_options options = {.threads = 1};
    struct sink_mem sink;
    b.diags.arena = &b.arena;
    vec_push(&b.arena, &b.loaded.notes) = note;
    vec_push(&b.arena, &b.loaded.keys) = (struct hash){0};
    sink_mem_open(&sink);
    build_resolve(&b, &options);
    build_render(&b, &options, &sink.sink);
    sink_mem_free(&sink);
    build_close(&b);
}

static void read_note(struct common *c, str bytes)
{
    struct note *note = note_unpack(S("a/n.md"), bytes);
    struct buf out = {0}, again = {0};
    if (!note)
        return;
    note_pack(note, &out);
    struct note *copy = note_unpack(S("a/n.md"), buf_str(&out));
    assert(copy);
    note_pack(copy, &again);
    assert(str_eq(buf_str(&out), buf_str(&again)));
    note_free(copy);
    make_pages(c, note);
    note_free(note);
    buf_free(&out);
    buf_free(&again);
}

static void write_file(const char *path, str bytes)
{
    struct buf out = {0};
    buf_add(&out, bytes);
    assert(pack_file_write(path, &out) == 0);
    buf_free(&out);
}

static void read_snapshot(struct common *c, str bytes)
{
    struct arena a = {0};
    struct snapshot s;
    char hex[HASH_HEX + 1];
    str folder = str_of(c->folder);
    hash_hex(hash_of(S("site")), hex);
    write_file(arena_printf(&a, "%s/site-%s", c->folder, hex).ptr, bytes);
    if (snapshot_read(&a, folder, S("site"), (struct hash){0}, &s))
        for (size_t i = 0; i < s.file_count; i++)
            assert(s.files[i].file.ptr[s.files[i].file.len] == '\0');
    arena_free(&a);
}

static void read_index(struct common *c, str bytes)
{
    struct arena a = {0};
    struct buf scratch = {0};
    struct cache cache;
    str folder = str_of(c->folder), store = S("\0\0\0\0\0\0\0\0 the notes, as it were");
    write_file(arena_join(&a, folder, S("/cache"), S("")).ptr, bytes);
    assert(fs_write(arena_join(&a, folder, S("/notes"), S("")).ptr, store) == 0);
    cache_open(&cache, folder, (struct hash){0}, false);
    for (size_t i = 0; i < cache.entries.n; i++)
        note_free(cache_note(&cache, &cache.entries.at[i], &scratch));
    buf_free(&scratch);
    cache_close(&cache);
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct common *common;
    if (!common)
        common = open_common();
    if (size == 0)
        return 0;
    str rest = {(const char *)data + 1, size - 1};
    if (data[0] % 4 == 1)
        read_snapshot(common, rest);
    else if (data[0] % 4 == 2)
        read_index(common, rest);
    else
        read_note(common, rest);
    return 0;
}
