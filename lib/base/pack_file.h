/* Files of packed data: the bytes, and their hash behind them, so that a damaged file is told from
 * a whole one. Also how common structs are packed. */
#ifndef KBSITE_BASE_PACK_FILE_H
#define KBSITE_BASE_PACK_FILE_H

#include "base/diag.h"
#include "base/fs.h"
#include "base/pack.h"

/* The bytes, in the arena; false when there is no such file, it is not whole, or above limit. */
bool pack_file_read(struct arena *a, const char *path, size_t limit, str *bytes);

/* Replaces the file in one step; the hash is appended to the bytes. An errno value. */
int pack_file_write(const char *path, struct buf *bytes);

void pack_stamp(struct pack *p, struct fs_stamp *s);
void pack_diags(struct pack *p, struct diags *d);

#endif
