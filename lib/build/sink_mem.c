#include "build/sink.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void drop_files(struct sink_mem *s)
{
    for (size_t i = 0; i < s->n; i++) {
        free((char *)s->files[i].path.ptr);
        free((char *)s->files[i].bytes.ptr);
    }
    free(s->files);
    s->files = NULL;
    s->n = 0;
}

static void begin(struct sink *self, size_t n)
{
    struct sink_mem *s = (struct sink_mem *)self;
    drop_files(s);
    s->files = mem_alloc((n ? n : 1) * sizeof *s->files);
    memset(s->files, 0, (n ? n : 1) * sizeof *s->files);
    s->n = n;
}

static str keep(str s)
{
    char *p = mem_alloc(s.len ? s.len : 1);
    if (s.len)
        memcpy(p, s.ptr, s.len);
    return (str){p, s.len};
}

static struct sink_result put(struct sink *self, size_t i, str file, str bytes)
{
    struct sink_mem *s = (struct sink_mem *)self;
    assert(i < s->n && !s->files[i].path.ptr);
    s->files[i] = (struct sink_file){keep(file), keep(bytes)};
    return (struct sink_result){.outcome = SINK_WRITTEN};
}

static struct sink_result copy(struct sink *self, size_t i, str file, str from)
{
    struct buf bytes = {0};
    int error = fs_read(from.ptr, SIZE_MAX, &bytes);
    struct sink_result r = {SINK_FAILED, error};
    if (!error)
        r = put(self, i, file, buf_str(&bytes));
    buf_free(&bytes);
    return r;
}

void sink_mem_open(struct sink_mem *s)
{
    *s = (struct sink_mem){.sink = {begin, put, copy, NULL, NULL}};
}

void sink_mem_free(struct sink_mem *s)
{
    drop_files(s);
}

bool sink_mem_get(const struct sink_mem *s, str path, str *bytes)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->files[i].path.ptr && str_eq(s->files[i].path, path)) {
            *bytes = s->files[i].bytes;
            return true;
        }
    }
    return false;
}
