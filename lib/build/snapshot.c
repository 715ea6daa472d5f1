#include "build/snapshot.h"

#include "base/pack_file.h"

/* The file: the packed snapshot, and the hash of what is before it. */
static const char magic[] = "kbsite site 2";

enum { MAX_BYTES = 1 << 30 };

static void each_file(struct pack *p, void *element)
{
    struct snapshot_file *f = element;
    pack_str(p, &f->file);
    pack_hash(p, &f->key);
    pack_hash(p, &f->source);
    pack_hash(p, &f->bytes);
    pack_stamp(p, &f->stamp);
    pack_bool(p, &f->is_fresh);
}

struct content {
    str magic, output;
    struct hash program;
    struct snapshot *snapshot;
};

static void pack_content(struct pack *p, struct content *c)
{
    struct snapshot *s = c->snapshot;
    pack_str(p, &c->magic);
    pack_str(p, &c->output);
    pack_hash(p, &c->program);
    pack_hash(p, &s->site);
    pack_hash(p, &s->shape.shape);
    pack_hash(p, &s->shape.spots);
    pack_hash(p, &s->templates);
    pack_bool(p, &s->is_dated);
    pack_u64(p, &s->notes);
    pack_u64(p, &s->pages);
    void *files = pack_array(p, s->files, &s->file_count, sizeof *s->files, each_file);
    if (pack_is_reading(p))
        s->files = files;
    pack_diags(p, &s->diags);
}

/* Names of output folders can be as long as any path. */
static str file_of(struct arena *a, str state_folder, str output)
{
    char hex[HASH_HEX + 1];
    hash_hex(hash_of(output), hex);
    return arena_join(a, state_folder, S("/site-"), str_of(hex));
}

bool snapshot_holds(const struct snapshot_file *f, const char *path, struct fs_stamp *now)
{
    struct buf bytes = {0};
    if (!fs_stamp(path, now))
        return false;
    if (!f->is_fresh && fs_stamp_eq(now, &f->stamp))
        return true;
    bool same = now->size == f->stamp.size && fs_read(path, now->size, &bytes) == 0 &&
                hash_eq(hash_of(buf_str(&bytes)), f->bytes);
    buf_free(&bytes);
    return same;
}

bool snapshot_read(struct arena *a, str state_folder, str output, struct hash program,
                   struct snapshot *out)
{
    str bytes;
    struct content c = {.snapshot = out};
    *out = (struct snapshot){.diags = {.arena = a}};
    if (!pack_file_read(a, file_of(a, state_folder, output).ptr, MAX_BYTES, &bytes))
        return false;
    struct pack p = {.bytes = bytes, .arena = a};
    pack_content(&p, &c);
    if (!p.failed && str_eq(c.magic, str_of(magic)) && str_eq(c.output, output) &&
        hash_eq(c.program, program))
        return true;
    *out = (struct snapshot){.diags = {.arena = a}};
    return false;
}

int snapshot_write(struct arena *a, str state_folder, str output, struct hash program,
                   const struct snapshot *s)
{
    struct buf out = {0};
    struct content c = {str_of(magic), output, program, (struct snapshot *)s};
    struct pack p = {.out = &out};
    str file = file_of(a, state_folder, output);
    pack_content(&p, &c);
    int error = pack_file_write(file.ptr, &out);
    if (error)
        fs_remove_file(file.ptr);
    buf_free(&out);
    return error;
}
