#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/pool.h"
#include "command.h"
#include "options.h"
#include "report.h"
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
        return options_usage(&options,
                             "%s: no complaint is called \"%.*s\"; kbsite help codes lists them",
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

static int run(int argc, char **argv)
{
    struct arguments a = {0};
    struct verified v;
    int status = read_arguments(argc, argv, &a);
    if (status)
        return status;
    bool usable = verify(&v, &a.verify);
    struct diags d = {.arena = &v.build.arena};
    for (size_t i = 0; i < v.findings.list.n; i++)
        vec_push(d.arena, &d.list) = v.findings.list.at[i].diag;
    report_text(&d, &a.report);
    status = !usable ? EXIT_USAGE : verify_fails(&v) ? EXIT_FINDINGS : EXIT_FINE;
    verify_close(&v);
    return status;
}

const struct command cmd_check = {
    .name = "check", .summary = "prove that notes and site are sound", .help = "", .run = run};
