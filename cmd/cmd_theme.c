#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "build/build.h"
#include "command.h"
#include "options.h"
#include "report.h"

enum { MOST_FILES = 1000, MOST_DEPTH = 12, MOST_SHOWN = 48 };

struct arguments {
    struct build_options build;
    str action, name;
    bool help;
};

static const struct option long_options[] = {
    {"config", required_argument, NULL, 'f'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct options options = {"theme", ":f:h", long_options};

static int read_arguments(int argc, char **argv, struct arguments *a)
{
    int status = EXIT_FINE, c;
    while ((c = options_next(&options, argc, argv, &status)) != -1) {
        if (c == 'f')
            status = options_text(&options, &a->build.project.config, "--config", str_of(optarg));
        else
            a->help = true;
        if (status)
            return status;
    }
    if (status || a->help)
        return status;
    a->action = optind < argc ? str_of(argv[optind]) : S("");
    a->name = optind + 1 < argc ? str_of(argv[optind + 1]) : S("");
    bool takes_name = str_eq(a->action, S("eject")) || str_eq(a->action, S("keys"));
    if (!takes_name && !str_eq(a->action, S("list")))
        return options_usage(&options, "list, eject FILE or keys LAYOUT is needed");
    if (argc - optind != (takes_name ? 2 : 1))
        return options_usage(&options, "%.*s takes %s", STR_ARG(a->action),
                             takes_name ? "one name" : "no name");
    return EXIT_FINE;
}

/* Each file, and who has it: the project, the theme that the configuration names, or kbsite. */
static int list_files(struct build *b)
{
    struct theme_paths paths = theme_paths(b->project.theme, S(""));
    for (size_t i = 0; i < paths.n; i++) {
        str shown, path = paths.at[i];
        theme_file(b->project.theme, path, NULL, &shown);
        str folder = shown.len > path.len ? str_until(shown, shown.len - path.len - 1) : shown;
        printf("%-40.*s %.*s\n", STR_ARG(path), STR_ARG(folder));
    }
    return EXIT_FINE;
}

static int unknown_name(const char *what, str name, const str *names, size_t n)
{
    size_t best = nearest(name, names, n);
    fprintf(stderr, "kbsite theme: there is no %s \"%.*s\"", what, STR_ARG(name));
    if (best != STR_NONE)
        fprintf(stderr, "; did you mean \"%.*s\"?", STR_ARG(names[best]));
    fputs("\n", stderr);
    return EXIT_USAGE;
}

/* A copy of a file of the theme, to be changed: from then on it counts instead. */
static int eject(struct build *b, str name)
{
    const struct theme *theme = b->project.theme;
    struct theme_paths paths = theme_paths(theme, S(""));
    str bytes, path = arena_join(&b->arena, b->project.folder, S("/theme/"), name);
    if (!theme_file(theme, name, &bytes, NULL))
        return unknown_name("file", name, paths.at, paths.n);
    if (fs_is_file(path.ptr))
        return options_usage(&options, "theme/%.*s is there already", STR_ARG(name));
    int error = fs_write(path.ptr, bytes);
    if (error) {
        fprintf(stderr, "kbsite theme: %.*s: %s\n", STR_ARG(path), strerror(error));
        return EXIT_DISK;
    }
    printf("theme/%.*s\n", STR_ARG(name));
    return EXIT_FINE;
}

/* The beginning of a text, in one line. */
static void print_text(str text)
{
    putchar('"');
    for (size_t i = 0; i < text.len && i < MOST_SHOWN; i++)
        putchar((unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
    fputs(text.len > MOST_SHOWN ? "…\"\n" : "\"\n", stdout);
}

/* What templates can ask for, as far as this value has it. Of a list the first item stands for all.
 */
static void print_keys(const struct value *v, size_t depth)
{
    if (depth > MOST_DEPTH)
        return;
    for (size_t i = 0; v->kind == VALUE_MAP && i < v->fields.n; i++) {
        const struct value_field *f = &v->fields.at[i];
        const struct value *inner = f->value;
        printf("%*s%.*s", (int)(2 * depth), "", STR_ARG(f->key));
        if (inner->kind == VALUE_LIST) {
            printf(": a list of %zu\n", inner->items.n);
            if (inner->items.n)
                print_keys(inner->items.at[0], depth + 1);
        } else if (inner->kind == VALUE_MAP) {
            putchar('\n');
            print_keys(inner, depth + 1);
        } else if (inner->kind == VALUE_PRINTED) {
            puts(": HTML");
        } else {
            fputs(": ", stdout);
            print_text(value_text(inner));
        }
    }
}

/* The keys of the first page with a layout. */
static int print_layout(struct build *b, const struct build_options *build, str name)
{
    const struct mustache *layout = theme_layout_exact(b->project.theme, name);
    struct theme_paths paths = theme_paths(b->project.theme, S("layouts/"));
    str names[MOST_FILES];
    size_t n = 0;
    for (; n < paths.n && n < MOST_FILES; n++) {
        str file = str_from(paths.at[n], sizeof "layouts/" - 1);
        names[n] = str_ends(file, S(".mustache")) ? str_until(file, file.len - 9) : file;
    }
    if (!layout)
        return unknown_name("layout", name, names, n);
    if (!build_load(b, build))
        return EXIT_USAGE;
    build_resolve(b, build);
    for (size_t i = 0; i < b->manifest.outputs.n; i++) {
        const struct output *o = &b->manifest.outputs.at[i];
        struct page page;
        if (!o->kind || !o->kind->view)
            continue;
        page_open(&b->context, o, &b->arena, &page);
        if (page.template != layout)
            continue;
        printf("# %.*s\n", STR_ARG(o->file));
        print_keys(page.view, 0);
        return EXIT_FINE;
    }
    return options_usage(&options, "no page of this site has the layout \"%.*s\"", STR_ARG(name));
}

static int run(int argc, char **argv)
{
    struct arguments a = {.action = S("")};
    struct report_options report = {.quiet = true};
    struct build b;
    int status = read_arguments(argc, argv, &a);
    if (status)
        return status;
    if (a.help) {
        fputs(cmd_theme.help, stdout);
        return EXIT_FINE;
    }
    if (!build_open(&b, &a.build)) {
        report_text(&b.diags, &report);
        status = EXIT_USAGE;
    } else if (str_eq(a.action, S("list"))) {
        status = list_files(&b);
    } else if (str_eq(a.action, S("eject"))) {
        status = eject(&b, a.name);
    } else {
        status = print_layout(&b, &a.build, a.name);
    }
    build_close(&b);
    return status;
}

const struct command cmd_theme = {
    .name = "theme",
    .summary = "look at the theme, and take files of it to change them",
    .help =
        "usage: kbsite theme list [OPTIONS]\n"
        "       kbsite theme eject FILE [OPTIONS]\n"
        "       kbsite theme keys LAYOUT [OPTIONS]\n"
        "\n"
        "list prints the files of the theme and whose they are. eject copies one into theme/ of "
        "the\n"
        "project, where it counts instead of the theme's. keys prints what a template can ask "
        "for,\n"
        "with the values of the first page that has the layout.\n"
        "\n"
        "  -f, --config CONFIG    another configuration than the one of the working directory\n"
        "\n"
        "Ends with 0 when it was done, 2 when there is no such file or layout, when the file is "
        "in\n"
        "theme/ already, or when the configuration cannot be used, 3 when it cannot be written.\n",
    .run = run,
};
