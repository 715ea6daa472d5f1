#include "options.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/nearest.h"
#include "command.h"

enum { MOST_OPTIONS = 64 };

int options_usage(const struct options *o, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "kbsite %s: ", o->command);
    vfprintf(stderr, format, args);
    fprintf(stderr, "\nTry: kbsite help %s\n", o->command);
    va_end(args);
    return EXIT_USAGE;
}

static int unknown_option(const struct options *o, str option)
{
    str names[MOST_OPTIONS];
    size_t n = 0;
    str name = str_starts(option, S("--")) ? str_from(option, 2) : S("");
    size_t equals = str_find_char(name, '=');
    if (equals != STR_NONE)
        name = str_until(name, equals);
    for (; o->longer[n].name && n < MOST_OPTIONS; n++)
        names[n] = str_of(o->longer[n].name);
    size_t best = nearest(name, names, n);
    if (best == STR_NONE)
        return options_usage(o, "there is no option \"%.*s\"", STR_ARG(option));
    return options_usage(o, "there is no option \"%.*s\"; did you mean \"--%.*s\"?",
                         STR_ARG(option), STR_ARG(names[best]));
}

/* Whether word is the long option that optopt stands for, with a value that it does not take. */
static bool has_needless_value(const struct options *o, str word)
{
    size_t equals = str_find_char(word, '=');
    str name = equals == STR_NONE ? S("") : str_slice(word, 2, equals);
    for (size_t i = 0; str_starts(word, S("--")) && name.len && o->longer[i].name; i++)
        if (o->longer[i].val == optopt && str_starts(str_of(o->longer[i].name), name))
            return true;
    return false;
}

/* What getopt_long did not take: an unknown option, or one that needs a value or takes none. */
static int bad_option(const struct options *o, int c, char **argv)
{
    str word = str_of(argv[optind - 1]);
    char letter[] = {'-', (char)optopt, '\0'};
    if (c == ':')
        return options_usage(o, "%.*s needs a value", STR_ARG(word));
    if (optopt == 0)
        return unknown_option(o, word);
    if (has_needless_value(o, word))
        return options_usage(o, "%.*s: this option takes no value", STR_ARG(word));
    /* Within "-qx" optind is not past the word yet: only the letter is certain. */
    return unknown_option(o, str_of(letter));
}

int options_next(const struct options *o, int argc, char **argv, int *status)
{
    opterr = 0;
    int c = getopt_long(argc, argv, o->letters, o->longer, NULL);
    if (c != '?' && c != ':')
        return c;
    *status = bad_option(o, c, argv);
    return -1;
}

int options_text(const struct options *o, str *option, const char *name, str value)
{
    if (value.len == 0)
        return options_usage(o, "%s must not be empty", name);
    *option = value;
    return EXIT_FINE;
}

int options_number(const struct options *o, unsigned *option, const char *name, str value,
                   unsigned least, unsigned most)
{
    long n;
    if (!str_to_long(value, &n) || n < (long)least || n > (long)most)
        return options_usage(o, "%s must be a number from %u to %u, not \"%.*s\"", name, least,
                             most, STR_ARG(value));
    *option = (unsigned)n;
    return EXIT_FINE;
}

int options_folder(const struct options *o, int argc, char **argv, str *folder)
{
    if (optind + 1 < argc)
        return options_usage(o, "one folder at most, but there is also \"%s\"", argv[optind + 1]);
    return optind < argc ? options_text(o, folder, "the folder", str_of(argv[optind])) : EXIT_FINE;
}
