/* What fs*.c share. Private to lib/base. */
#ifndef KBSITE_BASE_FS_STAT_H
#define KBSITE_BASE_FS_STAT_H

#include <sys/stat.h>

#include "base/fs.h"

struct fs_stamp fs_stamp_of(const struct stat *st);

#endif
