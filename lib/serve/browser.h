/* The script that pages run while they are previewed, compiled in from browser/ by
 * script/embed.cmake. Constant data. */
#ifndef KBSITE_SERVE_BROWSER_H
#define KBSITE_SERVE_BROWSER_H

#include <stddef.h>

#include "theme/embedded.h"

extern const struct embedded_file embedded_browser[];
extern const size_t embedded_browser_count;

#endif
