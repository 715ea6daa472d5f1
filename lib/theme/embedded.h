/* The default theme, compiled into the binary from themes/default/ by script/embed.cmake.
 * Constant data, sorted by the bytes of the paths. */
#ifndef KBSITE_THEME_EMBEDDED_H
#define KBSITE_THEME_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *path; /* below the theme's folder, such as layouts/note.mustache */
    const char *bytes;
    size_t size;
};

extern const struct embedded_file embedded_theme[];
extern const size_t embedded_theme_count;

#endif
