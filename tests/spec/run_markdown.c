/* Runs the examples in tests/spec/markdown/: our dialect, a file for each construct.
 *
 *   run_markdown FOLDER
 *
 * The form is the CommonMark specification's (see examples.h): Markdown, the HTML wanted, and,
 * where there are any, the diagnostics as "line:column message [code]". BLESS=1 writes what comes
 * out into the files. An example whose fence says "example safe" is read as on a safe site,
 * "example quotes es" with smart quotes of that language. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "examples.h"

struct tally {
    unsigned passed, failed;
};

static void render(struct arena *a, const struct example *e, struct buf *html, struct buf *messages)
{
    struct diags diags = {.arena = a};
    struct markdown_options options = {
        .path = S("example"),
        .first_line = 1,
        .max_output = 1 << 20,
        .max_nesting = 20,
        .has_title = true,
        .quotes = str_starts(e->tags, S("quotes ")) ? str_from(e->tags, 7) : S(""),
        .safe = str_eq(e->tags, S("safe"))};
    struct body body;
    struct outline outline;
    struct markdown_job job = {a, a, e->parts[0], &options, &diags};
    markdown_read(&job, &body, &outline);
    examples_render(&body, html);
    if (html->len && html->ptr[html->len - 1] != '\n')
        buf_add_char(html, '\n');
    diag_sort(&diags);
    for (size_t i = 0; i < diags.list.n; i++) {
        const struct diag *d = &diags.list.at[i];
        buf_addf(messages, "%u:%u %.*s [%.*s]\n", d->place.line, d->place.col, STR_ARG(d->message),
                 STR_ARG(diag_name(d->code)));
    }
}

static void add_example(struct buf *out, const struct example *e, str html, str messages)
{
    buf_addf(out, "```````````````````````````````` example%s%.*s\n", e->tags.len ? " " : "",
             STR_ARG(e->tags));
    examples_show(out, e->parts[0]);
    buf_add_lit(out, ".\n");
    examples_show(out, html);
    if (messages.len) {
        buf_add_lit(out, ".\n");
        buf_add(out, messages);
    }
    buf_add_lit(out, "````````````````````````````````\n");
}

/* The file with each example's results in place of what it wanted. */
static void bless(struct arena *a, const char *path, str text, const struct examples *examples)
{
    struct buf out = {0};
    size_t next = 0;
    bool inside = false;
    for (str rest = text, line; str_line(&rest, &line);) {
        bool fence = str_starts(line, S("````````````````````````````````"));
        if (fence && !inside) {
            struct buf html = {0}, messages = {0};
            const struct example *e = &examples->list.at[next++];
            render(a, e, &html, &messages);
            add_example(&out, e, buf_str(&html), buf_str(&messages));
            buf_free(&html);
            buf_free(&messages);
        }
        if (!fence && !inside) {
            buf_add(&out, line);
            buf_add_char(&out, '\n');
        }
        inside = fence ? !inside : inside;
    }
    fs_write(path, buf_str(&out));
    buf_free(&out);
}

static void run_example(const char *file, const struct example *e, struct tally *tally)
{
    struct arena a = {0};
    struct buf html = {0}, messages = {0};
    render(&a, e, &html, &messages);
    if (str_eq(buf_str(&html), e->parts[1]) && str_eq(buf_str(&messages), e->parts[2])) {
        tally->passed++;
    } else {
        tally->failed++;
        printf("%s, example %u (%.*s)\n--- source\n%.*s--- wanted\n%.*s%.*s--- got\n%.*s%.*s\n",
               file, e->number, STR_ARG(e->section), STR_ARG(e->parts[0]), STR_ARG(e->parts[1]),
               STR_ARG(e->parts[2]), STR_ARG(buf_str(&html)), STR_ARG(buf_str(&messages)));
    }
    buf_free(&html);
    buf_free(&messages);
    arena_free(&a);
}

static void run_file(const char *path, struct tally *tally)
{
    struct arena a = {0};
    struct buf text = {0};
    struct examples examples = {0};
    fs_read(path, 4 << 20, &text);
    examples_read(&a, buf_str(&text), &examples);
    if (getenv("BLESS"))
        bless(&a, path, buf_str(&text), &examples);
    else
        for (size_t i = 0; i < examples.list.n; i++)
            run_example(path, &examples.list.at[i], tally);
    buf_free(&text);
    arena_free(&a);
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct fs_tree tree = {0};
    struct tally tally = {0};
    if (argc != 2 || fs_walk(&a, argv[1], NULL, NULL, &tree) != 0) {
        fprintf(stderr, "usage: run_markdown FOLDER\n");
        return 2;
    }
    for (size_t i = 0; i < tree.entries.n; i++)
        if (str_ends(tree.entries.at[i].path, S(".txt")))
            run_file(arena_printf(&a, "%s/%.*s", argv[1], STR_ARG(tree.entries.at[i].path)).ptr,
                     &tally);
    arena_free(&a);
    printf("%u passed, %u failed\n", tally.passed, tally.failed);
    return tally.failed > 0 || (tally.passed == 0 && !getenv("BLESS"));
}
