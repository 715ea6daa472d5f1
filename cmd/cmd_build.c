#include <getopt.h>
#include <stdio.h>

#include "base/pool.h"
#include "build/build.h"
#include "command.h"
#include "options.h"
#include "report.h"

struct arguments {
    struct build_options build;
    struct report_options report;
    bool strict, explain, help;
};

enum { OPTION_STRICT = 256, OPTION_OFFLINE, OPTION_CLEAN, OPTION_EXPLAIN, OPTION_FORMAT };

static const struct option long_options[] = {
    {"destination", required_argument, NULL, 'd'},
    {"base-url", required_argument, NULL, 'b'},
    {"config", required_argument, NULL, 'f'},
    {"jobs", required_argument, NULL, 'j'},
    {"drafts", no_argument, NULL, 'D'},
    {"offline", no_argument, NULL, OPTION_OFFLINE},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"clean", no_argument, NULL, OPTION_CLEAN},
    {"explain", no_argument, NULL, OPTION_EXPLAIN},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct options options = {"build", ":d:b:f:j:Dqvh", long_options};

static int set_format(struct arguments *a, str value)
{
    if (!str_eq(value, S("text")) && !str_eq(value, S("json")))
        return options_usage(&options, "--format must be text or json, not \"%.*s\"",
                             STR_ARG(value));
    a->report.json = str_eq(value, S("json"));
    return EXIT_FINE;
}

static int set_option(struct arguments *a, int c, str value)
{
    switch (c) {
    case 'd':
        return options_text(&options, &a->build.project.output, "--destination", value);
    case 'b':
        return options_text(&options, &a->build.project.site_url, "--base-url", value);
    case 'f':
        return options_text(&options, &a->build.project.config, "--config", value);
    case 'j':
        return options_number(&options, &a->build.threads, "-j", value, 1, POOL_MAX_THREADS);
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
    case OPTION_OFFLINE:
        a->build.project.offline = true;
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
    int status = EXIT_FINE, c;
    while ((c = options_next(&options, argc, argv, &status)) != -1) {
        status = set_option(a, c, str_of(optarg ? optarg : ""));
        if (status)
            return status;
    }
    if (status == EXIT_FINE && a->report.quiet && a->report.verbose)
        return options_usage(&options, "--quiet and --verbose exclude each other");
    return status ? status : options_folder(&options, argc, argv, &a->build.project.folder);
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
    value_set(a, v, S("content"), value_string(a, b->project.content_shown));
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
        "      --offline          write index.html into links, for reading from disk\n"
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
