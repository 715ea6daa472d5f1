#include <stdio.h>
#include <string.h>

#include "build/build.h"
#include "command.h"
#include "options.h"
#include "start/start.h"

struct arguments {
    str folder;
    bool force, help;
};

enum { OPTION_FORCE = 256 };

static const struct option long_options[] = {
    {"force", no_argument, NULL, OPTION_FORCE},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct options options = {"init", ":h", long_options};

static int read_arguments(int argc, char **argv, struct arguments *a)
{
    int status = EXIT_FINE, c;
    while ((c = options_next(&options, argc, argv, &status)) != -1) {
        a->force |= c == OPTION_FORCE;
        a->help |= c == 'h';
    }
    return status ? status : options_folder(&options, argc, argv, &a->folder);
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void print_files(const struct start_plan *plan, bool force)
{
    for (size_t i = 0; i < plan->files.n; i++) {
        const struct start_file *f = &plan->files.at[i];
        printf("  %-8s %.*s\n",
               !f->is_there ? "new"
               : force      ? "replaced"
                            : "kept",
               STR_ARG(f->path));
    }
}

/* How many notes there are of each type. */
static void print_types(const struct site *site)
{
    for (size_t i = 0; i < site->groupings.n; i++) {
        const struct grouping *g = &site->groupings.at[i];
        for (size_t k = 0; str_eq(g->field, S("type")) && k < g->groups.n; k++)
            printf("%s%.*s %zu", k ? ", " : "  types: ", STR_ARG(g->groups.at[k].value),
                   g->groups.at[k].notes.n);
    }
    putchar('\n');
}

static size_t count_code(const struct diags *diags, enum diag_code code)
{
    size_t n = 0;
    for (size_t i = 0; i < diags->list.n; i++)
        n += diags->list.at[i].code == code;
    return n;
}

/* What the notes say that are there. */
static void print_found(const struct start_plan *plan)
{
    struct build_options build = {.project.folder = plan->folder};
    struct build b;
    if (build_open(&b, &build) && build_load(&b, &build)) {
        build_resolve(&b, &build);
        size_t links = 0, prerequisites = 0;
        for (size_t i = 0; i < b.site.nodes.n; i++) {
            links += b.site.nodes.at[i].note->body.links.n;
            prerequisites += b.site.nodes.at[i].prerequisites.n;
        }
        size_t missing = count_code(&b.diags, DIAG_LINK_MISSING);
        printf("\nFound %zu note%s%s:\n", b.site.nodes.n, plural(b.site.nodes.n),
               plan->has_mkdocs     ? " of an MkDocs project"
               : plan->has_obsidian ? " of an Obsidian vault"
                                    : "");
        print_types(&b.site);
        printf("  %zu link%s, %zu of them to nothing; %zu prerequisite%s\n", links, plural(links),
               missing, prerequisites, plural(prerequisites));
    }
    build_close(&b);
}

static void print_steps(const struct start_plan *plan)
{
    bool here = str_eq(plan->folder, S("."));
    printf(
        "\nNext:\n"
        "  kbsite serve%s%.*s    look at it while you write\n"
        "  kbsite build%s%.*s    make the site\n"
        "Pages are published by .github/workflows/pages.yml; its first lines say what it needs.\n",
        here ? "" : " ", STR_ARG(here ? S("") : plan->folder), here ? "" : " ",
        STR_ARG(here ? S("") : plan->folder));
}

static int start(struct arena *a, const struct arguments *arguments)
{
    struct start_plan plan;
    str failed = arguments->folder.len ? arguments->folder : S(".");
    int error = start_plan(a, arguments->folder, &plan);
    if (!error)
        error = start_write(a, &plan, arguments->force, &failed);
    if (error) {
        fprintf(stderr, "kbsite init: %.*s: %s\n", STR_ARG(failed), strerror(error));
        return EXIT_DISK;
    }
    print_files(&plan, arguments->force);
    if (plan.notes)
        print_found(&plan);
    print_steps(&plan);
    return EXIT_FINE;
}

static int run(int argc, char **argv)
{
    struct arguments arguments = {.folder = S("")};
    struct arena a = {0};
    int status = read_arguments(argc, argv, &arguments);
    if (status)
        return status;
    if (arguments.help) {
        fputs(cmd_init.help, stdout);
        return EXIT_FINE;
    }
    status = start(&a, &arguments);
    arena_free(&a);
    return status;
}

const struct command cmd_init = {
    .name = "init",
    .summary = "begin a wiki, or make one of notes that are there",
    .help =
        "usage: kbsite init [DIR] [OPTIONS]\n"
        "\n"
        "Puts into DIR (default: the working directory) what is missing there for a wiki: a\n"
        "configuration, a few notes where there are none, a .gitignore, and a workflow that "
        "publishes\n"
        "the site with GitHub Pages. What is there is left alone. Says what the notes are that "
        "are\n"
        "there already, those of MkDocs and Obsidian, too.\n"
        "\n"
        "      --force    replace files that are there; they are named\n"
        "\n"
        "Ends with 0 when all is there, 2 when options cannot be used, 3 when something cannot be\n"
        "written.\n",
    .run = run,
};
