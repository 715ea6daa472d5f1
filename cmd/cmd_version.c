#include <stdio.h>

#include "command.h"

static int run(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        fputs("kbsite version: takes no arguments\n", stderr);
        return EXIT_USAGE;
    }
    puts("kbsite " KBSITE_VERSION);
    return EXIT_FINE;
}

const struct command cmd_version = {
    .name = "version",
    .summary = "print the version",
    .help = "usage: kbsite version\n",
    .run = run,
};
