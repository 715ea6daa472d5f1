#include "build/cache.h"

#include "base/pack_file.h"

/* The store begins with its generation. */
enum { HEAD = 8, SLACK = 1 << 20, MAX_INDEX = 256 << 20 };

static const char magic[] = "kbsite cache 3";

static str file_in(struct arena *a, const struct cache *c, str name)
{
    return arena_join(a, c->folder, S("/"), name);
}

static void each_include(struct pack *p, void *element)
{
    struct cache_include *i = element;
    pack_str(p, &i->path);
    pack_stamp(p, &i->stamp);
    pack_hash(p, &i->content);
}

static void each_entry(struct pack *p, void *element)
{
    struct cache_entry *e = element;
    pack_str(p, &e->path);
    pack_stamp(p, &e->stamp);
    pack_hash(p, &e->context);
    pack_hash(p, &e->content);
    pack_hash(p, &e->shape.shape);
    pack_hash(p, &e->shape.spots);
    pack_u64(p, &e->at);
    pack_u64(p, &e->len);
    pack_u64(p, &e->html);
    pack_hash(p, &e->check);
    void *includes =
        pack_array(p, e->includes, &e->include_count, sizeof *e->includes, each_include);
    if (pack_is_reading(p))
        e->includes = includes;
}

struct index {
    str magic;
    struct hash program;
    uint64_t generation, end;
    struct cache_entry *entries;
    size_t n;
};

static void pack_index(struct pack *p, struct index *x)
{
    pack_str(p, &x->magic);
    pack_hash(p, &x->program);
    pack_u64(p, &x->generation);
    pack_u64(p, &x->end);
    void *entries = pack_array(p, x->entries, &x->n, sizeof *x->entries, each_entry);
    if (pack_is_reading(p))
        x->entries = entries;
}

/* Reading */

static bool read_index(struct cache *c, struct hash program, struct index *x)
{
    str bytes;
    if (!pack_file_read(&c->arena, file_in(&c->arena, c, S("cache")).ptr, MAX_INDEX, &bytes))
        return false;
    struct pack p = {.bytes = bytes, .arena = &c->arena};
    pack_index(&p, x);
    return !p.failed && str_eq(x->magic, str_of(magic)) && hash_eq(x->program, program);
}

static bool open_store(struct cache *c, const struct index *x)
{
    char head[HEAD];
    uint64_t generation = 0, size;
    str path = file_in(&c->arena, c, S("notes"));
    if (!fs_is_file(path.ptr) || fs_open_pieces(path.ptr, false, &c->handle, &size) != 0)
        return false;
    if (size < x->end || x->end < HEAD || fs_read_piece(c->handle, 0, head, HEAD) != 0)
        return false;
    for (size_t i = 0; i < HEAD; i++)
        generation = generation << 8 | (unsigned char)head[i];
    return generation == x->generation;
}

/* Whether the entries lie in the store and are worth the rest of it. */
static bool is_sound(const struct index *x)
{
    uint64_t alive = 0;
    for (size_t i = 0; i < x->n; i++) {
        const struct cache_entry *e = &x->entries[i];
        if (e->at > x->end || e->len > x->end - e->at || e->html > x->end - e->at - e->len)
            return false;
        alive += e->len + e->html;
    }
    return x->end / 2 <= alive + SLACK;
}

static void take_index(struct cache *c, const struct index *x)
{
    bool fresh;
    c->entries.at = x->entries;
    c->entries.n = c->entries.cap = x->n;
    for (size_t i = 0; i < x->n; i++)
        *map_put(&c->arena, &c->by_path, x->entries[i].path, &fresh) = i;
    c->generation = x->generation;
    atomic_store(&c->end, x->end);
}

static void begin_store(struct cache *c)
{
    char head[HEAD];
    uint64_t size;
    c->generation = (uint64_t)fs_now();
    for (size_t i = 0; i < HEAD; i++)
        head[i] = (char)(c->generation >> (8 * (HEAD - 1 - i)));
    atomic_store(&c->end, HEAD);
    int error = fs_open_pieces(file_in(&c->arena, c, S("notes")).ptr, true, &c->handle, &size);
    if (!error)
        error = fs_write_piece(c->handle, 0, (str){head, HEAD});
    atomic_store(&c->error, error);
}

void cache_open(struct cache *c, str state_folder, struct hash program, bool anew)
{
    struct index x = {0};
    *c = (struct cache){.handle = -1};
    c->folder = arena_dup(&c->arena, state_folder);
    if (!anew && read_index(c, program, &x) && open_store(c, &x) && is_sound(&x)) {
        take_index(c, &x);
        return;
    }
    fs_close(c->handle);
    begin_store(c);
}

void cache_close(struct cache *c)
{
    fs_close(c->handle);
    arena_free(&c->arena);
    *c = (struct cache){.handle = -1};
}

const struct cache_entry *cache_find(const struct cache *c, str path)
{
    const size_t *i = map_get(&c->by_path, path);
    return i ? &c->entries.at[*i] : NULL;
}

struct note *cache_note(const struct cache *c, const struct cache_entry *e, struct buf *scratch)
{
    size_t len = (size_t)e->len;
    buf_clear(scratch);
    if (fs_read_piece(c->handle, e->at, buf_room(scratch, len), len) != 0)
        return NULL;
    scratch->len = len;
    if (!hash_eq(hash_of(buf_str(scratch)), e->check))
        return NULL;
    struct note *note = note_unpack(e->path, buf_str(scratch));
    if (!note || note->body.length == e->html)
        return note;
    note_free(note);
    return NULL;
}

bool cache_html(const struct cache *c, const struct cache_entry *e, const struct body *body,
                struct arena *a, str *html)
{
    char *bytes = arena_alloc(a, body->length + 1, 1);
    *html = (str){bytes, body->length};
    return e->html == body->length &&
           fs_read_piece(c->handle, e->at + e->len, bytes, body->length) == 0 &&
           hash_eq(hash_of(*html), body->html_hash);
}

/* Writing */

bool cache_add(struct cache *c, const struct note *note, struct buf *scratch, struct cache_entry *e)
{
    str html = note->body.html;
    e->shape = note_shape(note, scratch);
    buf_clear(scratch);
    note_pack(note, scratch);
    str packed = buf_str(scratch);
    if (atomic_load_explicit(&c->error, memory_order_relaxed))
        return false;
    e->len = packed.len;
    e->html = html.len;
    e->at = atomic_fetch_add(&c->end, e->len + e->html);
    e->check = hash_of(packed);
    int error = fs_write_piece(c->handle, e->at, packed);
    if (!error)
        error = fs_write_piece(c->handle, e->at + e->len, html);
    if (error)
        atomic_store(&c->error, error);
    return !error;
}

static int write_index(struct cache *c, struct hash program, struct cache_entry *entries, size_t n)
{
    struct buf out = {0};
    struct index x = {str_of(magic), program, c->generation, atomic_load(&c->end), entries, n};
    struct pack p = {.out = &out};
    pack_index(&p, &x);
    int error = pack_file_write(file_in(&c->arena, c, S("cache")).ptr, &out);
    buf_free(&out);
    return error;
}

int cache_save(struct cache *c, struct hash program, struct cache_entry *entries, size_t n)
{
    int error = atomic_load(&c->error);
    if (!error)
        error = write_index(c, program, entries, n);
    if (error) {
        fs_remove_file(file_in(&c->arena, c, S("cache")).ptr);
        fs_remove_file(file_in(&c->arena, c, S("notes")).ptr);
    }
    return error;
}
