#include <stdio.h>

#include "base/diag.h"
#include "command.h"

static void print_commands(void)
{
    puts("kbsite turns a folder of Markdown notes into a learning wiki.\n");
    puts("usage: kbsite COMMAND [OPTIONS]\n");
    for (size_t i = 0; commands[i]; i++)
        printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
    puts("\n  kbsite help COMMAND       what a command does, with its options");
    puts("  kbsite help diagnostics   every complaint that kbsite can make");
}

static void print_diagnostics(void)
{
    for (int i = 0; i < DIAG_CODE_COUNT; i++) {
        enum diag_code code = (enum diag_code)i;
        printf("%-20.*s %-8.*s %.*s\n", STR_ARG(diag_name(code)),
               STR_ARG(diag_level_name(diag_level(code))), STR_ARG(diag_meaning(code)));
    }
}

static int run(int argc, char **argv)
{
    if (argc > 2) {
        fputs("kbsite help: takes one argument at most\n", stderr);
        return EXIT_USAGE;
    }
    if (argc < 2) {
        print_commands();
        return EXIT_FINE;
    }
    str topic = str_of(argv[1]);
    const struct command *command = command_find(topic);
    if (str_eq(topic, S("diagnostics")))
        print_diagnostics();
    else if (command)
        fputs(command->help, stdout);
    else
        return command_unknown(topic);
    return EXIT_FINE;
}

const struct command cmd_help = {
    .name = "help",
    .summary = "explain a command or list the diagnostics",
    .help = "usage: kbsite help [COMMAND | diagnostics]\n",
    .run = run,
};
