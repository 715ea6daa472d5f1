/* The themes that are compiled into the binary, from themes/ by script/embed.cmake. Constant data,
 * sorted by the bytes of the paths. */
#ifndef KBSITE_THEME_EMBEDDED_H
#define KBSITE_THEME_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *path; /* below the theme's folder, such as layouts/note.mustache */
    const char *bytes;
    size_t size;
};

extern const struct embedded_file embedded_theme[]; /* the default one */
extern const size_t embedded_theme_count;

extern const struct embedded_file embedded_plain[]; /* what themes/plain/ has of its own */
extern const size_t embedded_plain_count;

#endif
