#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/pool.h"
#include "command.h"
#include "options.h"
#include "report.h"
#include "serve/serve.h"

extern char **environ;

enum { DEFAULT_PORT = 8000, DEFAULT_POLL = 500, MOST_POLL = 60000 };

struct arguments {
    struct serve_options serve;
    struct report_options report;
    struct report_progress progress;
    str bind, poll;
    bool open, help;
};

enum { OPTION_STRICT_PORT = 256, OPTION_NO_RELOAD, OPTION_POLL, OPTION_BIND };

static const struct option long_options[] = {
    {"port", required_argument, NULL, 'p'},
    {"strict-port", no_argument, NULL, OPTION_STRICT_PORT},
    {"bind", required_argument, NULL, OPTION_BIND},
    {"open", no_argument, NULL, 'o'},
    {"base-url", required_argument, NULL, 'b'},
    {"config", required_argument, NULL, 'f'},
    {"jobs", required_argument, NULL, 'j'},
    {"drafts", no_argument, NULL, 'D'},
    {"no-reload", no_argument, NULL, OPTION_NO_RELOAD},
    {"poll", optional_argument, NULL, OPTION_POLL},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct options options = {"serve", ":p:ob:f:j:Dqvh", long_options};

static int set_poll(struct arguments *a, str value)
{
    a->serve.poll = DEFAULT_POLL;
    return value.len ? options_number(&options, &a->serve.poll, "--poll", value, 10, MOST_POLL)
                     : EXIT_FINE;
}

static int set_option(struct arguments *a, int c, str value)
{
    struct serve_options *s = &a->serve;
    switch (c) {
    case 'p':
        return options_number(&options, &s->http.port, "--port", value, 0, UINT16_MAX);
    case OPTION_BIND:
        return options_text(&options, &a->bind, "--bind", value);
    case 'b':
        return options_text(&options, &s->build.project.site_url, "--base-url", value);
    case 'f':
        return options_text(&options, &s->build.project.config, "--config", value);
    case 'j':
        return options_number(&options, &s->build.threads, "-j", value, 1, POOL_MAX_THREADS);
    case OPTION_POLL:
        return set_poll(a, value);
    case 'D':
        s->build.project.drafts = true;
        break;
    case OPTION_STRICT_PORT:
        s->http.strict_port = true;
        break;
    case OPTION_NO_RELOAD:
        s->http.no_reload = true;
        break;
    case 'o':
        a->open = true;
        break;
    case 'q':
        a->report.quiet = true;
        break;
    case 'v':
        a->report.verbose = true;
        break;
    default:
        a->help = true;
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
    a->serve.http.bind = a->bind.ptr; /* from argv: a C string */
    return status ? status : options_folder(&options, argc, argv, &a->serve.build.project.folder);
}

/* Stopping: the signal is turned into a byte that a loop can wait for. Where nothing waits, as
 * while another build holds its lock, the same signal once more ends the program. */

static int stop_write = -1;

static void on_signal(int signal)
{
    (void)signal;
    int error = errno;
    ssize_t n = write(stop_write, "", 1);
    (void)n;
    errno = error;
}

static bool catch_signals(int *stop)
{
    int ends[2];
    struct sigaction action = {.sa_handler = on_signal,
                               .sa_flags = (int)(SA_RESTART | SA_RESETHAND)};
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
        return false;
    stop_write = ends[1];
    *stop = ends[0];
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    return true;
}

/* Each page that waits for changes needs a handle; what is usual is enough for few. */
static void raise_handles(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/* What is said */

/* In a process group of its own: the Ctrl-C that ends the server is not for the browser. */
static void open_browser(const char *url)
{
#ifdef __APPLE__
    const char *program = "open";
#else
    const char *program = "xdg-open";
#endif
    char *arguments[] = {(char *)program, (char *)url, NULL};
    posix_spawnattr_t attributes;
    pid_t pid;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    if (posix_spawnp(&pid, program, NULL, &attributes, arguments, environ) != 0)
        fprintf(stderr, "kbsite serve: %s cannot be started; open the address yourself\n", program);
    posix_spawnattr_destroy(&attributes);
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void print_counts(const struct diags *diags)
{
    size_t errors = diag_count(diags, DIAG_ERROR);
    size_t warnings = diag_count(diags, DIAG_WARNING) - errors;
    printf("; %zu error%s, %zu warning%s\n", errors, plural(errors), warnings, plural(warnings));
}

static void started(void *context, const struct serve_start *start)
{
    struct arguments *a = context;
    report_progress_close(&a->progress);
    report_text(start->diags, &a->report);
    printf("%.*s\n", STR_ARG(start->url));
    if (!a->report.quiet) {
        printf("%zu note%s in %.2f s", start->notes, plural(start->notes), start->seconds);
        print_counts(start->diags);
        puts("Ctrl-C stops it.");
    }
    fflush(stdout);
    if (a->open)
        open_browser(start->url.ptr);
}

static bool is_same(const struct diag *a, const struct diag *b)
{
    return a->code == b->code && str_eq(a->place.path, b->place.path) &&
           str_eq(a->message, b->message);
}

/* Those of `all` that `others` does not have, wherever they stand in their files. Both are sorted
 * by path. */
static void without(struct diags *out, const struct diags *all, const struct diags *others)
{
    for (size_t i = 0, from = 0; i < all->list.n; i++) {
        const struct diag *d = &all->list.at[i];
        while (from < others->list.n &&
               str_cmp(others->list.at[from].place.path, d->place.path) < 0)
            from++;
        bool known = false;
        for (size_t k = from;
             k < others->list.n && !known && str_eq(others->list.at[k].place.path, d->place.path);
             k++)
            known = is_same(&others->list.at[k], d);
        if (!known)
            vec_push(out->arena, &out->list) = *d;
    }
}

/* What is new since the last time, not all of it again. */
static void changed(void *context, const struct serve_change *change)
{
    struct arguments *a = context;
    struct arena arena = {0};
    struct diags fresh = {.arena = &arena}, gone = {.arena = &arena};
    without(&fresh, change->diags, change->before);
    without(&gone, change->before, change->diags);
    report_text(&fresh, &a->report);
    if (change->broken && !a->report.quiet)
        puts("the site stays as it was until this is mended");
    else if (!a->report.quiet) {
        printf("%zu note%s, %.0f ms", change->notes, plural(change->notes), change->seconds * 1000);
        if (gone.list.n)
            printf("; %zu complaint%s gone", gone.list.n, plural(gone.list.n));
        print_counts(change->diags);
    }
    fflush(stdout);
    arena_free(&arena);
}

static int report_failure(const struct arguments *a, const struct serve_result *result)
{
    if (result->outcome == SERVE_PROJECT) {
        report_text(&result->diags, &a->report);
        return EXIT_USAGE;
    }
    if (result->error == EADDRINUSE)
        return options_usage(&options, "port %u is taken", a->serve.http.port);
    return options_usage(&options, "there can be no server on %s, port %u: %s", a->serve.http.bind,
                         a->serve.http.port, strerror(result->error));
}

static int run(int argc, char **argv)
{
    struct arguments a = {.bind = S("127.0.0.1"), .serve.http.port = DEFAULT_PORT};
    struct serve_result result;
    int status = read_arguments(argc, argv, &a);
    if (status)
        return status;
    if (a.help) {
        fputs(cmd_serve.help, stdout);
        return EXIT_FINE;
    }
    if (!catch_signals(&a.serve.stop)) {
        perror("kbsite serve");
        return EXIT_DISK;
    }
    raise_handles();
    a.serve.listener = (struct serve_listener){started, changed, &a};
    a.serve.build.progress = report_progress_open(&a.progress, &a.report);
    serve_run(&a.serve, &result);
    report_progress_close(&a.progress);
    if (result.outcome != SERVE_DONE)
        status = report_failure(&a, &result);
    arena_free(&result.arena);
    return status;
}

const struct command cmd_serve = {
    .name = "serve",
    .summary = "preview a site that follows the files",
    .help =
        "usage: kbsite serve [DIR] [OPTIONS]\n"
        "\n"
        "Shows the site of the notes in DIR (default: the working directory) to browsers on this\n"
        "machine, as it would be published, and changes open pages when a file changes: where one\n"
        "was reading stays in sight. What is wrong with a note is shown on its page. Nothing is\n"
        "written but what kbsite keeps in .kbsite/.\n"
        "\n"
        "  -p, --port PORT        the port (default: 8000); the next free one if it is taken; 0 "
        "for\n"
        "                         any\n"
        "      --strict-port      that port or none\n"
        "      --bind ADDRESS     whom to serve (default: 127.0.0.1, this machine only)\n"
        "  -o, --open             open the home page in a browser\n"
        "  -b, --base-url URL     the site's address, https://host/path/ or /path/: it is shown "
        "below\n"
        "                         that path\n"
        "  -f, --config CONFIG    another configuration; DIR is then the folder of the notes\n"
        "  -j, --jobs N           threads to use (default: one for each processor)\n"
        "  -D, --drafts           show drafts, too\n"
        "      --no-reload        pages just as they would be published: they do not change by\n"
        "                         themselves\n"
        "      --poll[=MS]        look at the files every MS milliseconds (default: 500) instead "
        "of\n"
        "                         waiting to be told by the system\n"
        "  -q, --quiet            print the address and errors only\n"
        "  -v, --verbose          print notes (the least important diagnostics), too\n"
        "\n"
        "Ends with 0 after Ctrl-C, 2 when options, configuration, theme or port cannot be used.\n",
    .run = run,
};
