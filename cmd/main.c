#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "command.h"

enum { MOST_COMMANDS = 32 };

const struct command *const commands[] = {&cmd_init,  &cmd_new,     &cmd_build,
                                          &cmd_check, &cmd_serve,   &cmd_theme,
                                          &cmd_help,  &cmd_version, NULL};

void mem_exhausted(size_t wanted)
{
    static const char text[] = "kbsite: out of memory\n";
    (void)wanted;
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)written;
    _exit(EXIT_DISK);
}

const struct command *command_find(str name)
{
    for (size_t i = 0; commands[i]; i++)
        if (str_eq(str_of(commands[i]->name), name))
            return commands[i];
    return NULL;
}

int command_unknown(str name)
{
    str names[MOST_COMMANDS];
    size_t n = 0;
    for (; commands[n] && n < MOST_COMMANDS; n++)
        names[n] = str_of(commands[n]->name);
    size_t best = nearest(name, names, n);
    fprintf(stderr, "kbsite: there is no command \"%.*s\"", STR_ARG(name));
    if (best != STR_NONE)
        fprintf(stderr, "; did you mean \"%.*s\"?", STR_ARG(names[best]));
    fputs("\nTry: kbsite help\n", stderr);
    return EXIT_USAGE;
}

int command_end(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fputs("kbsite: the output cannot be written\n", stderr);
    return EXIT_DISK;
}

int main(int argc, char **argv)
{
    /* A reader that went away is an error of writing, not a silent end in the middle of a build. */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        cmd_help.run(1, argv);
        return EXIT_USAGE;
    }
    str name = str_of(argv[1]);
    const struct command *command = command_find(name);
    if (str_eq(name, S("-h")) || str_eq(name, S("--help")))
        command = &cmd_help;
    else if (str_eq(name, S("-V")) || str_eq(name, S("--version")))
        command = &cmd_version;
    if (!command)
        return command_unknown(name);
    return command_end(command->run(argc - 1, argv + 1));
}
