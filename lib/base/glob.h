/* Path patterns, as people know them from ignore files. Pure; any thread.
 *
 * `*` and `?` stand for any characters, or one, within a part of a path, `**` for any parts. A
 * pattern without a slash is compared with the last part of a path, any other with the whole path.
 * A slash at its end makes it mean folders only. Never exponential in the number of stars. */
#ifndef KBSITE_BASE_GLOB_H
#define KBSITE_BASE_GLOB_H

#include <stdbool.h>

#include "base/str.h"

bool glob_match(str pattern, str path, bool folder);

#endif
