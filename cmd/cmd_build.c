#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "base/pool.h"
#include "build/build.h"
#include "command.h"
#include "report.h"

struct arguments {
    struct build_options build;
    struct report_options report;
    bool strict, explain, help;
};

enum { OPTION_STRICT = 256, OPTION_CLEAN, OPTION_EXPLAIN, OPTION_FORMAT };

static const struct option long_options[] = {
    {"destination", required_argument, NULL, 'd'},
    {"base-url", required_argument, NULL, 'b'},
    {"config", required_argument, NULL, 'f'},
    {"jobs", required_argument, NULL, 'j'},
    {"drafts", no_argument, NULL, 'D'},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"clean", no_argument, NULL, OPTION_CLEAN},
    {"explain", no_argument, NULL, OPTION_EXPLAIN},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

enum { LONG_OPTIONS = sizeof long_options / sizeof *long_options - 1 };

__attribute__((format(printf, 1, 2))) static int usage(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("kbsite build: ", stderr);
    vfprintf(stderr, format, args);
    fputs("\nTry: kbsite help build\n", stderr);
    va_end(args);
    return EXIT_USAGE;
}

static int unknown_option(str option)
{
    str names[LONG_OPTIONS];
    str name = str_starts(option, S("--")) ? str_from(option, 2) : S("");
    size_t equals = str_find_char(name, '=');
    if (equals != STR_NONE)
        name = str_until(name, equals);
    for (size_t i = 0; i < LONG_OPTIONS; i++)
        names[i] = str_of(long_options[i].name);
    size_t best = nearest(name, names, LONG_OPTIONS);
    fprintf(stderr, "kbsite build: there is no option \"%.*s\"", STR_ARG(option));
    if (best != STR_NONE)
        fprintf(stderr, "; did you mean \"--%.*s\"?", STR_ARG(names[best]));
    fputs("\nTry: kbsite help build\n", stderr);
    return EXIT_USAGE;
}

/* Whether word is the long option that optopt stands for, with a value that it does not take. */
static bool has_needless_value(str word)
{
    size_t equals = str_find_char(word, '=');
    str name = equals == STR_NONE ? S("") : str_slice(word, 2, equals);
    for (size_t i = 0; str_starts(word, S("--")) && name.len && i < LONG_OPTIONS; i++)
        if (long_options[i].val == optopt && str_starts(str_of(long_options[i].name), name))
            return true;
    return false;
}

/* What getopt_long did not take: an unknown option, or one that needs a value or takes none. */
static int bad_option(int c, char **argv)
{
    str word = str_of(argv[optind - 1]);
    char letter[] = {'-', (char)optopt, '\0'};
    if (c == ':')
        return usage("%.*s needs a value", STR_ARG(word));
    if (optopt == 0)
        return unknown_option(word);
    if (has_needless_value(word))
        return usage("%.*s: this option takes no value", STR_ARG(word));
    /* Within "-qx" optind is not past the word yet: only the letter is certain. */
    return unknown_option(str_of(letter));
}

static int set_jobs(struct arguments *a, str value)
{
    long n;
    if (!str_to_long(value, &n) || n < 1 || n > POOL_MAX_THREADS)
        return usage("-j must be a number from 1 to 256, not \"%.*s\"", STR_ARG(value));
    a->build.threads = (unsigned)n;
    return EXIT_FINE;
}

static int set_format(struct arguments *a, str value)
{
    if (!str_eq(value, S("text")) && !str_eq(value, S("json")))
        return usage("--format must be text or json, not \"%.*s\"", STR_ARG(value));
    a->report.json = str_eq(value, S("json"));
    return EXIT_FINE;
}

static int set_text(str *option, const char *name, str value)
{
    if (value.len == 0)
        return usage("%s must not be empty", name);
    *option = value;
    return EXIT_FINE;
}

static int set_option(struct arguments *a, int c, str value)
{
    switch (c) {
    case 'd':
        return set_text(&a->build.project.output, "--destination", value);
    case 'b':
        return set_text(&a->build.project.site_url, "--base-url", value);
    case 'f':
        return set_text(&a->build.project.config, "--config", value);
    case 'j':
        return set_jobs(a, value);
    case 'D':
        a->build.project.drafts = true;
        break;
    case 'q':
        a->report.quiet = true;
        break;
    case 'v':
        a->report.verbose = true;
        break;
    case 'h':
        a->help = true;
        break;
    case OPTION_STRICT:
        a->strict = true;
        break;
    case OPTION_CLEAN:
        a->build.clean = true;
        break;
    case OPTION_EXPLAIN:
        a->explain = true;
        break;
    default:
        return set_format(a, value);
    }
    return EXIT_FINE;
}

static int read_arguments(int argc, char **argv, struct arguments *a)
{
    int status = EXIT_FINE;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":d:b:f:j:Dqvh", long_options, NULL)) != -1;) {
        status = c == '?' || c == ':' ? bad_option(c, argv)
                                      : set_option(a, c, str_of(optarg ? optarg : ""));
        if (status)
            return status;
    }
    if (optind + 1 < argc)
        return usage("one folder at most, but there is also \"%s\"", argv[optind + 1]);
    if (a->report.quiet && a->report.verbose)
        return usage("--quiet and --verbose exclude each other");
    return optind < argc ? set_text(&a->build.project.folder, "the folder", str_of(argv[optind]))
                         : EXIT_FINE;
}

/* Why files were written */

static str reason_name(enum render_reason reason)
{
    static const str names[] = {
        [RENDER_NEW] = S_INIT("new"),   [RENDER_MISSING] = S_INIT("missing"),
        [RENDER_FILE] = S_INIT("file"), [RENDER_TEMPLATE] = S_INIT("template"),
        [RENDER_NOTE] = S_INIT("note"), [RENDER_SLOT] = S_INIT("slot"),
    };
    return names[reason];
}

static void print_written(const struct build *b)
{
    for (size_t i = 0; i < b->written.n; i++)
        printf("%.*s/%.*s: %.*s\n", STR_ARG(b->project.output_shown),
               STR_ARG(b->written.at[i].file), STR_ARG(reason_name(b->written.at[i].reason)));
}

static const struct value *written_of(struct arena *a, const struct build *b)
{
    struct value *list = value_list(a);
    for (size_t i = 0; i < b->written.n; i++) {
        struct value *v = value_map(a);
        value_set(a, v, S("file"), value_string(a, b->written.at[i].file));
        value_set(a, v, S("reason"), value_string(a, reason_name(b->written.at[i].reason)));
        value_add(a, list, v);
    }
    return list;
}

/* What came out */

static struct value *summary_of(struct arena *a, const struct build *b)
{
    const struct build_counts *c = &b->counts;
    struct value *v = value_map(a);
    size_t errors = diag_count(&b->diags, DIAG_ERROR);
    size_t warnings = diag_count(&b->diags, DIAG_WARNING) - errors;
    value_set(a, v, S("notes"), value_number(a, (long)c->notes));
    value_set(a, v, S("pages"), value_number(a, (long)c->pages));
    value_set(a, v, S("files"), value_number(a, (long)c->files));
    value_set(a, v, S("written"), value_number(a, (long)c->written));
    value_set(a, v, S("unchanged"), value_number(a, (long)c->unchanged));
    value_set(a, v, S("removed"), value_number(a, (long)c->removed));
    value_set(a, v, S("errors"), value_number(a, (long)errors));
    value_set(a, v, S("warnings"), value_number(a, (long)warnings));
    value_set(a, v, S("output"), value_string(a, b->project.output_shown));
    return v;
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void print_summary(const struct build *b)
{
    const struct build_counts *c = &b->counts;
    size_t errors = diag_count(&b->diags, DIAG_ERROR);
    size_t warnings = diag_count(&b->diags, DIAG_WARNING) - errors;
    printf("%zu note%s, %zu page%s in %.*s/ (%zu written, %zu unchanged, %zu removed)", c->notes,
           plural(c->notes), c->pages, plural(c->pages), STR_ARG(b->project.output_shown),
           c->written, c->unchanged, c->removed);
    printf("; %zu error%s, %zu warning%s\n", errors, plural(errors), warnings, plural(warnings));
}

static void report(struct build *b, const struct arguments *a, enum build_outcome outcome)
{
    diag_sort(&b->diags);
    if (a->report.json) {
        struct value *summary = summary_of(&b->arena, b);
        if (a->explain)
            value_set(&b->arena, summary, S("explained"), written_of(&b->arena, b));
        report_json(&b->diags, summary);
        return;
    }
    report_text(&b->diags, &a->report);
    if (a->explain)
        print_written(b);
    if (outcome == BUILD_DONE && !a->report.quiet)
        print_summary(b);
}

static int run(int argc, char **argv)
{
    struct arguments a = {0};
    struct report_progress progress;
    struct build build;
    int status = read_arguments(argc, argv, &a);
    if (status)
        return status;
    if (a.help) {
        fputs(cmd_build.help, stdout);
        return EXIT_FINE;
    }
    a.build.progress = report_progress_open(&progress, &a.report);
    enum build_outcome outcome = build_run(&build, &a.build);
    report_progress_close(&progress);
    report(&build, &a, outcome);
    bool findings = a.strict && diag_count(&build.diags, DIAG_ERROR) > 0;
    build_close(&build);
    return outcome == BUILD_USAGE  ? EXIT_USAGE
           : outcome == BUILD_DISK ? EXIT_DISK
           : findings              ? EXIT_FINDINGS
                                   : EXIT_FINE;
}

const struct command cmd_build = {
    .name = "build",
    .summary = "publish a folder of notes as a site",
    .help =
        "usage: kbsite build [DIR] [OPTIONS]\n"
        "\n"
        "Makes a site of the notes in DIR (default: the working directory), as the kbsite.yml in\n"
        "it says (else its mkdocs.yml), and puts it into the folder site/ beside that file. Files\n"
        "that have not changed are left alone; files that kbsite wrote earlier and no longer "
        "needs\n"
        "are removed.\n"
        "\n"
        "  -d, --destination OUT  the folder to write into\n"
        "  -b, --base-url URL     the site's address, https://host/path/ or /path/\n"
        "  -f, --config CONFIG    another configuration; DIR is then the folder of the notes\n"
        "  -j, --jobs N           threads to use (default: one for each processor)\n"
        "  -D, --drafts           publish drafts, too\n"
        "      --strict           end with status 1 when there are errors in the notes\n"
        "      --clean            make and write every file anew, even those that did not change\n"
        "      --explain          say of every file that was written why\n"
        "  -q, --quiet            print errors only\n"
        "  -v, --verbose          print notes (the least important diagnostics), too\n"
        "      --format FORMAT    text, or json on the standard output\n"
        "\n"
        "Ends with 0 when the site is there, 1 with --strict and errors in the notes, 2 when\n"
        "options, configuration or theme cannot be used, 3 when something cannot be written.\n",
    .run = run,
};
