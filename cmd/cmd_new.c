#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/nearest.h"
#include "build/build.h"
#include "command.h"
#include "options.h"
#include "report.h"
#include "start/scaffold.h"

enum { MOST_TYPES = 256, DATE_ROOM = 16 };

struct arguments {
    struct project_options project;
    str type, title, in;
    bool help;
};

enum { OPTION_IN = 256 };

static const struct option long_options[] = {
    {"in", required_argument, NULL, OPTION_IN},
    {"config", required_argument, NULL, 'f'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct options options = {"new", ":f:h", long_options};

static int set_option(struct arguments *a, int c, str value)
{
    if (c == OPTION_IN)
        return options_text(&options, &a->in, "--in", value);
    if (c == 'f')
        return options_text(&options, &a->project.config, "--config", value);
    a->help = true;
    return EXIT_FINE;
}

/* One line, with something in it. */
static bool is_title(str title)
{
    for (size_t i = 0; i < title.len; i++)
        if ((unsigned char)title.ptr[i] < ' ')
            return false;
    return str_trim(title).len > 0;
}

static int read_arguments(int argc, char **argv, struct arguments *a)
{
    int status = EXIT_FINE, c;
    while ((c = options_next(&options, argc, argv, &status)) != -1) {
        status = set_option(a, c, str_of(optarg ? optarg : ""));
        if (status)
            return status;
    }
    if (status || a->help)
        return status;
    if (argc - optind != 2)
        return options_usage(&options,
                             "a type and a title are needed: kbsite new concept \"A title\"");
    a->type = str_of(argv[optind]);
    a->title = str_trim(str_of(argv[optind + 1]));
    return is_title(a->title) ? EXIT_FINE
                              : options_usage(&options, "the title must be one line of text");
}

static int unknown_type(const struct schema *schema, str type)
{
    str names[MOST_TYPES];
    size_t n = 0;
    for (; n < schema->types.n && n < MOST_TYPES; n++)
        names[n] = schema->types.at[n].name;
    size_t best = nearest(type, names, n);
    fprintf(stderr, "kbsite new: there is no type \"%.*s\"", STR_ARG(type));
    if (best != STR_NONE)
        fprintf(stderr, "; did you mean \"%.*s\"?", STR_ARG(names[best]));
    fputs("\nThe types are:", stderr);
    for (size_t i = 0; i < n; i++)
        fprintf(stderr, " %.*s", STR_ARG(names[i]));
    fputs("\n", stderr);
    return EXIT_USAGE;
}

/* Where the configuration says that notes of this type are, else the content folder. */
static str folder_of(const struct project *project, const struct schema *schema, str type)
{
    const struct config *config = &project->config;
    for (size_t i = 0; i < config->folders.n; i++)
        if (str_eq(schema_type(schema, config->folders.at[i].type)->name, type))
            return config->folders.at[i].folder;
    return S("");
}

/* Whether a folder can only be below another one. */
static bool stays_below(str folder)
{
    if (str_starts(folder, S("/")))
        return false;
    for (str part; folder.ptr && str_cut(&folder, '/', &part);)
        if (str_eq(part, S("..")))
            return false;
    return true;
}

static void read_today(char out[DATE_ROOM])
{
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(out, DATE_ROOM, "%Y-%m-%d", &tm);
}

static int write_note(struct build *b, const struct arguments *arguments)
{
    struct arena *a = &b->arena;
    const struct project *p = &b->project;
    char today[DATE_ROOM];
    read_today(today);
    struct scaffold s = {.type = schema_type(&p->schema, arguments->type)->name,
                         .title = arguments->title,
                         .date = str_of(today)};
    str folder = arguments->in.len ? arguments->in : folder_of(p, &p->schema, s.type);
    while (str_ends(folder, S("/")))
        folder = str_until(folder, folder.len - 1);
    str name = arena_join(a, scaffold_id(a, s.title), S(".md"), S(""));
    if (folder.len)
        name = arena_join(a, folder, S("/"), name);
    str path = arena_join(a, p->content, S("/"), name);
    str shown =
        str_eq(p->content_shown, S(".")) ? name : arena_join(a, p->content_shown, S("/"), name);
    if (!stays_below(folder))
        return options_usage(&options, "--in %.*s leads out of the folder of the notes",
                             STR_ARG(folder));
    if (fs_is_file(path.ptr))
        return options_usage(&options, "%.*s is there already", STR_ARG(shown));
    int error = fs_write(path.ptr, scaffold_note(a, p->theme, &s));
    if (error) {
        fprintf(stderr, "kbsite new: %.*s: %s\n", STR_ARG(shown), strerror(error));
        return EXIT_DISK;
    }
    printf("%.*s\n", STR_ARG(shown));
    return EXIT_FINE;
}

static int run(int argc, char **argv)
{
    struct arguments a = {.in = S("")};
    struct report_options report = {.quiet = true};
    struct build b;
    int status = read_arguments(argc, argv, &a);
    if (status)
        return status;
    if (a.help) {
        fputs(cmd_new.help, stdout);
        return EXIT_FINE;
    }
    struct build_options build = {.project = a.project};
    if (!build_open(&b, &build)) {
        report_text(&b.diags, &report);
        status = EXIT_USAGE;
    } else if (!schema_has_type(&b.project.schema, a.type)) {
        status = unknown_type(&b.project.schema, a.type);
    } else {
        status = write_note(&b, &a);
    }
    build_close(&b);
    return status;
}

const struct command cmd_new = {
    .name = "new",
    .summary = "begin a note of a type",
    .help =
        "usage: kbsite new TYPE TITLE [OPTIONS]\n"
        "\n"
        "Writes a note that has what notes of the type have: front matter with an id and dates, "
        "the\n"
        "sections, and blanks in [brackets] to be filled in. Prints its path. The file is named\n"
        "after the title. It is put where the configuration (folders:) says that such notes are.\n"
        "\n"
        "      --in DIR           another folder, below that of the notes\n"
        "  -f, --config CONFIG    another configuration than the one of the working directory\n"
        "\n"
        "Ends with 0 when the note is there, 2 when there is no such type, a note of that name, "
        "or\n"
        "a configuration that cannot be used, 3 when the note cannot be written.\n",
    .run = run,
};
