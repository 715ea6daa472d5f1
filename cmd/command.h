/* The commands of kbsite: one cmd_<verb>.c each, listed in main.c. */
#ifndef KBSITE_CMD_COMMAND_H
#define KBSITE_CMD_COMMAND_H

#include "base/str.h"

/* What a command ends with. */
enum { EXIT_FINE = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_DISK = 3 };

struct command {
    const char *name;
    const char *summary;               /* one line */
    const char *help;                  /* all of it, ends with a line end */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct command *const commands[]; /* ends with NULL */

extern const struct command cmd_build, cmd_check, cmd_serve, cmd_init, cmd_new, cmd_theme, cmd_help,
    cmd_version;

const struct command *command_find(str name);

/* Says on stderr that there is no such command, and what may have been meant. */
int command_unknown(str name);

/* Output that goes nowhere is an error as well: EXIT_DISK when stdout could not be written. */
int command_end(int status);

#endif
