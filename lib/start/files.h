/* What a new wiki begins with, compiled in from files/ by script/embed.cmake. Constant data. */
#ifndef KBSITE_START_FILES_H
#define KBSITE_START_FILES_H

#include "theme/embedded.h"

extern const struct embedded_file embedded_start[];
extern const size_t embedded_start_count;

#endif
