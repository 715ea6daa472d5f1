#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag_explain.h"
#include "base/fs.h"
#include "base/pool.h"
#include "check/baseline.h"
#include "command.h"
#include "options.h"
#include "report.h"
#include "report_findings.h"
#include "report_github.h"
#include "report_junit.h"
#include "report_markdown.h"
#include "report_sarif.h"
#include "verify/verify.h"

enum check_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_GITHUB, FORMAT_SARIF, FORMAT_JUNIT };

struct arguments {
    struct verify_options verify;
    struct report_options report;
    enum check_format format;
    str baseline, save_baseline, summary, explain;
    bool fix, help;
};

enum {
    OPTION_SITE = 256,
    OPTION_NO_SITE,
    OPTION_FORMAT,
    OPTION_FAIL_ON,
    OPTION_ONLY,
    OPTION_OFF,
    OPTION_BASELINE,
    OPTION_SAVE_BASELINE,
    OPTION_SUMMARY,
    OPTION_FIX,
    OPTION_EXPLAIN
};

static const struct option long_options[] = {
    {"site", required_argument, NULL, OPTION_SITE},
    {"no-site", no_argument, NULL, OPTION_NO_SITE},
    {"base-url", required_argument, NULL, 'b'},
    {"config", required_argument, NULL, 'f'},
    {"jobs", required_argument, NULL, 'j'},
    {"drafts", no_argument, NULL, 'D'},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"fail-on", required_argument, NULL, OPTION_FAIL_ON},
    {"only", required_argument, NULL, OPTION_ONLY},
    {"off", required_argument, NULL, OPTION_OFF},
    {"baseline", required_argument, NULL, OPTION_BASELINE},
    {"save-baseline", required_argument, NULL, OPTION_SAVE_BASELINE},
    {"summary", required_argument, NULL, OPTION_SUMMARY},
    {"fix", no_argument, NULL, OPTION_FIX},
    {"explain", required_argument, NULL, OPTION_EXPLAIN},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct options options = {"check", ":b:f:j:Dqvh", long_options};

static int set_format(struct arguments *a, str value)
{
    static const str names[] = {S_INIT("text"), S_INIT("json"), S_INIT("github"), S_INIT("sarif"),
                                S_INIT("junit")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(value, names[i])) {
            a->format = (enum check_format)i;
            return EXIT_FINE;
        }
    return options_usage(&options,
                         "--format must be text, json, github, sarif or junit, not \"%.*s\"",
                         STR_ARG(value));
}

static int set_codes(str *option, const char *name, str value)
{
    struct selection ignored;
    str bad;
    selection_defaults(&ignored);
    if (!selection_off(&ignored, value, &bad))
        return options_usage(
            &options, "%s: no complaint is called \"%.*s\"; kbsite help diagnostics lists them",
            name, STR_ARG(bad));
    return options_text(&options, option, name, value);
}

static int set_fail_on(struct arguments *a, str value)
{
    struct selection ignored;
    selection_defaults(&ignored);
    if (!selection_fail_on(&ignored, value))
        return options_usage(&options,
                             "--fail-on must be note, warning, error or never, not \"%.*s\"",
                             STR_ARG(value));
    a->verify.fail_on = value;
    return EXIT_FINE;
}

static int set_long_option(struct arguments *a, int c, str value)
{
    switch (c) {
    case OPTION_SITE:
        return options_text(&options, &a->verify.site, "--site", value);
    case OPTION_NO_SITE:
        a->verify.no_site = true;
        break;
    case OPTION_FORMAT:
        return set_format(a, value);
    case OPTION_FAIL_ON:
        return set_fail_on(a, value);
    case OPTION_ONLY:
        return set_codes(&a->verify.only, "--only", value);
    case OPTION_OFF:
        return set_codes(&a->verify.off, "--off", value);
    case OPTION_BASELINE:
        return options_text(&options, &a->baseline, "--baseline", value);
    case OPTION_SAVE_BASELINE:
        return options_text(&options, &a->save_baseline, "--save-baseline", value);
    case OPTION_SUMMARY:
        return options_text(&options, &a->summary, "--summary", value);
    case OPTION_EXPLAIN:
        return options_text(&options, &a->explain, "--explain", value);
    default:
        a->fix = true;
        break;
    }
    return EXIT_FINE;
}

static int set_option(struct arguments *a, int c, str value)
{
    struct build_options *build = &a->verify.build;
    switch (c) {
    case 'b':
        return options_text(&options, &build->project.site_url, "--base-url", value);
    case 'f':
        return options_text(&options, &build->project.config, "--config", value);
    case 'j':
        return options_number(&options, &build->threads, "-j", value, 1, POOL_MAX_THREADS);
    case 'D':
        build->project.drafts = true;
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
    default:
        return set_long_option(a, c, value);
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
    if (status == EXIT_FINE && a->verify.no_site && a->verify.site.len)
        return options_usage(&options, "--site and --no-site exclude each other");
    return status ? status : options_folder(&options, argc, argv, &a->verify.build.project.folder);
}

/* Reports */

static struct report_context context_of(const struct verified *v, const struct arguments *a,
                                        const struct line_source *lines)
{
    return (struct report_context){
        .fail = v->selection.never_fails ? DIAG_ERROR + 1 : v->selection.fail_on,
        .least = a->report.quiet     ? DIAG_ERROR
                 : a->report.verbose ? DIAG_NOTE
                                     : DIAG_WARNING,
        .colour = report_has_colour(STDOUT_FILENO),
        .baseline = a->baseline.len > 0,
        .home = v->build.project.config_path,
        .lines = lines,
    };
}

static void report(const struct findings *f, const struct report_context *c,
                   enum check_format format)
{
    typedef void add_report(const struct findings *, const struct report_context *, struct buf *);
    static add_report *const forms[] = {
        [FORMAT_TEXT] = report_findings_text, [FORMAT_JSON] = report_findings_json,
        [FORMAT_GITHUB] = report_github,      [FORMAT_SARIF] = report_sarif,
        [FORMAT_JUNIT] = report_junit,
    };
    struct buf out = {0};
    forms[format](f, c, &out);
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
}

static int say_failed(str path, int error)
{
    fprintf(stderr, "kbsite check: %.*s cannot be written: %s\n", STR_ARG(path), strerror(error));
    return EXIT_DISK;
}

static int save_baseline(const struct findings *f, str path)
{
    struct buf out = {0};
    baseline_write(f, &out);
    int error = fs_write(path.ptr, buf_str(&out));
    buf_free(&out);
    return error ? say_failed(path, error) : EXIT_FINE;
}

/* GitHub gives jobs a file that all of their steps add to. */
static int add_summary(const struct findings *f, const struct report_context *c, str path)
{
    struct buf out = {0};
    report_summary_markdown(f, c, &out);
    FILE *file = fopen(path.ptr, "a");
    bool fine = file && fwrite(out.ptr, 1, out.len, file) == out.len;
    int error = fine ? 0 : errno;
    if (file && fclose(file) != 0 && !error)
        error = errno;
    buf_free(&out);
    return error ? say_failed(path, error) : EXIT_FINE;
}

static int explain(str name)
{
    enum diag_code code;
    struct buf out = {0};
    if (!diag_find(name, &code)) {
        struct arena a = {0};
        struct diags said = {.arena = &a};
        diag_add_unknown(&said, DIAG_CONFIG_VALUE, (struct place){0}, name);
        int status = options_usage(&options, "%.*s", STR_ARG(said.list.at[0].message));
        arena_free(&a);
        return status;
    }
    diag_explain(&out, code);
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
    return EXIT_FINE;
}

/* Runs */

enum { MOST_ROUNDS = 4 };

static int say_unwritten(const struct unwritten *unwritten)
{
    int status = EXIT_FINE;
    for (size_t i = 0; i < unwritten->list.n; i++)
        status = say_failed(unwritten->list.at[i].path, unwritten->list.at[i].error);
    return status;
}

/* An edit that takes all of a file leaves others for the next round. What cannot be written is the
 * same in each round: the last one says it. */
static int fix(const struct arguments *a)
{
    size_t all = 0, mended = 1;
    int status = EXIT_FINE;
    for (int i = 0; i < MOST_ROUNDS && mended; i++) {
        struct verified v;
        struct verify_options notes = a->verify;
        struct unwritten unwritten = {0};
        notes.no_site = true;
        notes.site = S("");
        bool usable = verify(&v, &notes);
        mended = usable ? verify_fix(&v, &unwritten) : 0;
        if (mended == 0 || i == MOST_ROUNDS - 1)
            status = say_unwritten(&unwritten);
        all += mended;
        verify_close(&v);
    }
    if (!a->report.quiet)
        fprintf(stderr, "%zu finding%s mended\n", all, all == 1 ? "" : "s");
    return status;
}

static int finish(const struct arguments *a, struct verified *v, bool usable)
{
    struct line_source lines = line_cache_source(&v->lines);
    struct report_context context = context_of(v, a, &lines);
    int status = EXIT_FINE;
    report(&v->findings, &context, a->format);
    if (usable && a->save_baseline.len)
        status = save_baseline(&v->findings, a->save_baseline);
    if (a->summary.len && status == EXIT_FINE)
        status = add_summary(&v->findings, &context, a->summary);
    if (status == EXIT_FINE && !usable)
        status = EXIT_USAGE;
    bool saved = usable && a->save_baseline.len;
    if (status == EXIT_FINE && !saved && report_count(&v->findings, &context).failing)
        status = EXIT_FINDINGS;
    return status;
}

static int run(int argc, char **argv)
{
    struct arguments a = {0};
    struct report_progress progress;
    struct verified v;
    int fixed = EXIT_FINE, status = read_arguments(argc, argv, &a);
    if (status)
        return status;
    if (a.help) {
        fputs(cmd_check.help, stdout);
        return EXIT_FINE;
    }
    if (a.explain.len)
        return explain(a.explain);
    if (a.fix)
        fixed = fix(&a);
    a.verify.baseline = a.baseline;
    a.verify.fingerprints =
        a.save_baseline.len || a.format == FORMAT_JSON || a.format == FORMAT_SARIF;
    a.verify.build.progress = report_progress_open(&progress, &a.report);
    bool usable = verify(&v, &a.verify);
    report_progress_close(&progress);
    status = finish(&a, &v, usable);
    verify_close(&v);
    return fixed ? fixed : status;
}

const struct command cmd_check = {
    .name = "check",
    .summary = "prove that notes and site are sound",
    .help =
        "usage: kbsite check [DIR] [OPTIONS]\n"
        "\n"
        "Compares the notes in DIR (default: the working directory) with the contracts of their\n"
        "types, looks for what a template left behind and for links that lead to nothing, makes\n"
        "the site in memory and crawls it as GitHub Pages would serve it. Writes no file of the\n"
        "site. The findings are the standard output.\n"
        "\n"
        "      --site OUT         crawl this folder instead of what a build would write\n"
        "      --no-site          look at the notes only\n"
        "  -b, --base-url URL     the site's address, https://host/path/ or /path/\n"
        "  -f, --config CONFIG    another configuration; DIR is then the folder of the notes\n"
        "  -j, --jobs N           threads to use (default: one for each processor)\n"
        "  -D, --drafts           drafts are published, too\n"
        "      --format FORMAT    text, json, github (annotations), sarif or junit\n"
        "      --fail-on LEVEL    note, warning, error (when nothing is said) or never\n"
        "      --only CODES       these findings only, separated by commas\n"
        "      --off CODES        all findings but these\n"
        "      --baseline FILE    findings that this file has are known: they fail no run\n"
        "      --save-baseline FILE\n"
        "                         make that file of what is found now\n"
        "      --summary FILE     add a summary in Markdown to a file ($GITHUB_STEP_SUMMARY)\n"
        "      --fix              mend what can be mended without a doubt, in the notes\n"
        "      --explain CODE     say what a finding means and what to do about it\n"
        "  -q, --quiet            show errors only\n"
        "  -v, --verbose          show notes (the least important findings) and known ones, too\n"
        "\n"
        "Ends with 0 when nothing is found that fails the run, 1 when something is, 2 when\n"
        "options, configuration or theme cannot be used, 3 when a file cannot be written.\n",
    .run = run,
};
