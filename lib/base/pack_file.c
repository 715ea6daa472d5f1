#include "base/pack_file.h"

bool pack_file_read(struct arena *a, const char *path, size_t limit, str *bytes)
{
    struct buf file = {0};
    struct hash check;
    bool whole = fs_read(path, limit, &file) == 0 && file.len >= sizeof check;
    if (whole) {
        str all = buf_str(&file), content = str_until(all, all.len - sizeof check);
        struct pack p = {.bytes = str_from(all, content.len)};
        pack_hash(&p, &check);
        whole = hash_eq(check, hash_of(content));
        *bytes = arena_dup(a, content);
    }
    buf_free(&file);
    return whole;
}

int pack_file_write(const char *path, struct buf *bytes)
{
    struct hash check = hash_of(buf_str(bytes));
    struct pack p = {.out = bytes};
    pack_hash(&p, &check);
    return fs_write(path, buf_str(bytes));
}

void pack_stamp(struct pack *p, struct fs_stamp *s)
{
    pack_u64(p, &s->size);
    pack_u64(p, &s->inode);
    pack_i64(p, &s->modified);
    pack_i64(p, &s->changed);
}

static void each_diag(struct pack *p, void *element)
{
    struct diag *d = element;
    pack_enum(p, &d->code, DIAG_CODE_COUNT);
    pack_enum(p, &d->level, DIAG_ERROR + 1);
    pack_str(p, &d->place.path);
    pack_u32(p, &d->place.line);
    pack_u32(p, &d->place.col);
    pack_str(p, &d->message);
}

void pack_diags(struct pack *p, struct diags *d)
{
    pack_vec(p, &d->list, each_diag);
}
