#include "verify/line_cache.h"

#include "base/fs.h"

enum { LARGEST = 64 << 20 };

static bool is_unread(const struct line_cache *c, str path)
{
    return c->unread.len && str_starts(path, c->unread) && path.len > c->unread.len &&
           path.ptr[c->unread.len] == '/';
}

static void load(struct line_cache *c, str path)
{
    struct buf bytes = c->bytes;
    arena_reset(&c->arena);
    *c = (struct line_cache){.unread = c->unread, .arena = c->arena, .bytes = bytes};
    buf_clear(&c->bytes);
    c->path = arena_dup(&c->arena, path);
    if (is_unread(c, path))
        return;
    if (fs_read(c->path.ptr, LARGEST, &c->bytes) != 0)
        return;
    str rest = buf_str(&c->bytes), line;
    while (str_line(&rest, &line))
        vec_push(&c->arena, &c->lines) = line;
}

static str line_of(void *context, str path, uint32_t line)
{
    struct line_cache *c = context;
    if (!c->path.ptr || !str_eq(c->path, path))
        load(c, path);
    return line >= 1 && line <= c->lines.n ? c->lines.at[line - 1] : S("");
}

struct line_source line_cache_source(struct line_cache *c)
{
    return (struct line_source){line_of, c};
}

void line_cache_close(struct line_cache *c)
{
    buf_free(&c->bytes);
    arena_free(&c->arena);
}
