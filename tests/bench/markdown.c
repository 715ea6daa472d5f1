/* Times the reading of notes against md4c alone.
 *
 *     markdown FOLDER [ROUNDS [SUBJECT]]
 *
 * Loads all .md files below the folder into memory, then runs over them, on one thread and in turn:
 * md4c's own HTML renderer on their texts, with GFM's extensions; markdown_read on the same texts
 * without (plain) and with the dialect; note_load on the whole files. Prints MB/s of the best round
 * of each (20 rounds unless told otherwise; more for few notes) and how much longer than md4c it
 * took. Nothing is judged: times depend on the machine. With a subject (md4c, plain, …) only that
 * one runs, for profilers; with the name of an extension, markdown_read without it. */
#include <md4c-html.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/fs.h"
#include "markdown/exts.h"
#include "markdown/markdown.h"
#include "note/front.h"
#include "note/note.h"
#include "theme/embedded.h"

enum {
    MOST_BYTES = 2 << 20,
    MOST_FRONT = 64 << 10,
    MOST_OUTPUT = 64 << 20,
    MOST_NESTING = 100,
    MOST_EXTENSIONS = 64
};

struct source {
    str path, bytes, text;
    uint32_t first_line;
};

struct bench {
    struct arena arena, scratch;
    struct schema schema;
    vec(struct source) sources;
    size_t bytes, text_bytes;
    struct buf html;
    const struct ext *without; /* by run_markdown; NULL: none */
};

static void read_types(struct bench *b)
{
    struct diags diags = {.arena = &b->arena};
    struct schema_source *sources =
        arena_array(&b->arena, struct schema_source, embedded_theme_count);
    size_t n = 0;
    for (size_t i = 0; i < embedded_theme_count; i++) {
        str path = str_of(embedded_theme[i].path);
        if (!str_starts(path, S("types/")) || !str_ends(path, S(".yml")))
            continue;
        str name = str_slice(path, sizeof "types/" - 1, path.len - (sizeof ".yml" - 1));
        sources[n++] =
            (struct schema_source){name, path, {embedded_theme[i].bytes, embedded_theme[i].size}};
    }
    if (!schema_read(&b->arena, sources, n, &diags, &b->schema))
        abort();
}

static void add_source(struct bench *b, const char *folder, str path)
{
    struct buf bytes = {0};
    str file = arena_join(&b->arena, str_of(folder), S("/"), path);
    if (fs_read(file.ptr, MOST_BYTES, &bytes) == 0) {
        struct source s = {.path = path, .bytes = arena_dup(&b->arena, buf_str(&bytes))};
        struct front_options options = {path, MOST_FRONT, 0};
        struct diags diags = {.arena = &b->scratch};
        struct front front;
        front_read(&b->arena, &b->scratch, s.bytes, &options, &diags, &front);
        s.text = front.text;
        s.first_line = front.text_line;
        b->bytes += s.bytes.len;
        b->text_bytes += s.text.len;
        vec_push(&b->arena, &b->sources) = s;
    }
    buf_free(&bytes);
    arena_reset(&b->scratch);
}

static void add_html(const MD_CHAR *text, MD_SIZE size, void *user)
{
    buf_add(user, (str){text, size});
}

static void run_md4c(struct bench *b, const struct source *s)
{
    buf_clear(&b->html);
    md_html(s->text.ptr, (MD_SIZE)s->text.len, add_html, &b->html, MD_DIALECT_GITHUB, 0);
}

static void read_text(struct bench *b, const struct source *s, bool plain,
                      const struct ext *without)
{
    struct arena keep = {0};
    struct diags diags = {.arena = &keep};
    struct markdown_options options = {.path = s->path,
                                       .first_line = s->first_line,
                                       .max_output = MOST_OUTPUT,
                                       .max_nesting = MOST_NESTING,
                                       .has_title = true,
                                       .plain = plain,
                                       .without = without};
    struct markdown_job job = {&keep, &b->scratch, s->text, &options, &diags};
    struct body body;
    struct outline outline;
    markdown_read(&job, &body, &outline);
    arena_reset(&b->scratch);
    arena_free(&keep);
}

static void run_plain(struct bench *b, const struct source *s)
{
    read_text(b, s, true, NULL);
}

static void run_markdown(struct bench *b, const struct source *s)
{
    read_text(b, s, false, b->without);
}

static void run_note(struct bench *b, const struct source *s)
{
    struct note_options options = {.max_bytes = MOST_BYTES,
                                   .max_front_bytes = MOST_FRONT,
                                   .max_output = MOST_OUTPUT,
                                   .max_nesting = MOST_NESTING};
    note_free(note_load(&b->scratch, &b->schema, s->path, S(""), s->bytes, &options));
    arena_reset(&b->scratch);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct subject {
    const char *name;
    void (*run)(struct bench *b, const struct source *s);
    double best;
} subjects[] = {{"md4c", run_md4c, 1e9},
                {"plain", run_plain, 1e9},
                {"markdown_read", run_markdown, 1e9},
                {"note_load", run_note, 1e9}};

enum { SUBJECTS = sizeof subjects / sizeof *subjects };

static void one_round(struct bench *b, const char *only)
{
    for (size_t k = 0; k < SUBJECTS; k++) {
        if (only && strcmp(only, subjects[k].name) != 0)
            continue;
        double begin = now();
        for (size_t i = 0; i < b->sources.n; i++)
            subjects[k].run(b, &b->sources.at[i]);
        double took = now() - begin;
        if (took < subjects[k].best)
            subjects[k].best = took;
    }
}

/* The least time that markdown_read takes without an extension, against all of it. */
static void time_extensions(struct bench *b, long rounds)
{
    double best[MOST_EXTENSIONS + 1];
    size_t n = 0;
    while (exts[n] && n < MOST_EXTENSIONS)
        n++;
    for (size_t k = 0; k <= n; k++)
        best[k] = 1e9;
    for (long round = 0; round < rounds; round++)
        for (size_t k = 0; k <= n; k++) { /* the last one: with all */
            double begin = now();
            for (size_t i = 0; i < b->sources.n; i++)
                read_text(b, &b->sources.at[i], false, exts[k]);
            double took = now() - begin;
            best[k] = took < best[k] ? took : best[k];
        }
    for (size_t k = 0; k < n; k++)
        printf("%-14s %+6.1f %% of markdown_read\n", exts[k]->name,
               100 * (best[n] - best[k]) / best[n]);
}

static const struct ext *ext_named(const char *name)
{
    size_t i = 0;
    while (exts[i] && strcmp(exts[i]->name, name) != 0)
        i++;
    return exts[i];
}

int main(int argc, char **argv)
{
    struct bench b = {0};
    struct fs_tree tree = {0};
    long rounds = argc > 2 ? strtol(argv[2], NULL, 10) : 20;
    if (argc < 2 || fs_walk(&b.arena, argv[1], NULL, NULL, &tree) != 0) {
        fprintf(stderr, "usage: markdown FOLDER [ROUNDS [SUBJECT]]\n");
        return EXIT_FAILURE;
    }
    read_types(&b);
    for (size_t i = 0; i < tree.entries.n; i++)
        if (tree.entries.at[i].kind == FS_FILE && str_ends(tree.entries.at[i].path, S(".md")))
            add_source(&b, argv[1], tree.entries.at[i].path);
    if (argc > 3 && strcmp(argv[3], "extensions") == 0) {
        time_extensions(&b, rounds);
        return EXIT_SUCCESS;
    }
    const char *only = argc > 3 ? argv[3] : NULL;
    b.without = only ? ext_named(only) : NULL;
    for (long i = 0; i < rounds; i++)
        one_round(&b, b.without ? "markdown_read" : only);
    printf("%zu notes, %.2f MB, %.2f MB of it text\n", b.sources.n, (double)b.bytes / 1e6,
           (double)b.text_bytes / 1e6);
    for (size_t k = 0; k < SUBJECTS; k++)
        printf("%-14s %8.1f MB/s %6.2f\n", subjects[k].name,
               (double)b.text_bytes / 1e6 / subjects[k].best, subjects[k].best / subjects[0].best);
    buf_free(&b.html);
    arena_free(&b.arena);
    arena_free(&b.scratch);
    return EXIT_SUCCESS;
}
