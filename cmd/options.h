/* Reading a command's options: what all commands have in common, and what they say when an option
 * cannot be read. */
#ifndef KBSITE_CMD_OPTIONS_H
#define KBSITE_CMD_OPTIONS_H

#include <getopt.h>

#include "base/str.h"

struct options {
    const char *command;
    const char *letters;         /* as getopt has them, with ':' before them */
    const struct option *longer; /* ends with a zeroed one */
};

/* The next option, as getopt_long has it; -1 when there is none, or a bad one, which is reported:
 * *status is EXIT_USAGE then. */
int options_next(const struct options *o, int argc, char **argv, int *status);

/* Says what is wrong, and how to get help. Returns EXIT_USAGE. */
int options_usage(const struct options *o, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Sets an option to a text that must not be empty, or a number within bounds; exit statuses. */
int options_text(const struct options *o, str *option, const char *name, str value);
int options_number(const struct options *o, unsigned *option, const char *name, str value,
                   unsigned least, unsigned most);

/* What stands behind the options: one folder at most. */
int options_folder(const struct options *o, int argc, char **argv, str *folder);

#endif
