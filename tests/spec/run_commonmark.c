/* CommonMark's and GFM's own examples through our path with extensions off.
 *
 *   run_commonmark FOLDER
 *
 * KBSITE_COMMONMARK_SPEC names CommonMark's spec.txt; GFM's are looked for beside the repository.
 * FOLDER/differences.txt lists what may differ, with the reason: "FILE NUMBER reason". An example
 * that differs and is not listed fails, and so does one that is listed and no longer differs: the
 * list can only shrink. */
#include <stdio.h>
#include <stdlib.h>

#include "base/fs.h"
#include "examples.h"

struct tally {
    unsigned passed, failed, listed, files;
};

static bool is_listed(str list, const char *file, unsigned number)
{
    struct arena a = {0};
    str wanted = arena_printf(&a, "%s %u ", file, number);
    bool found = false;
    for (str line; !found && str_line(&list, &line);)
        found = str_starts(line, wanted);
    arena_free(&a);
    return found;
}

static bool with_autolinks(const struct example *e, const char *file)
{
    bool whole_file = str_eq(str_of(file), S("gfm-extensions"));
    return str_find(e->tags, S("autolink")) != STR_NONE ||
           (whole_file && str_eq(e->section, S("Autolinks")));
}

static void run_example(const struct example *e, const char *file, str list, struct tally *tally)
{
    struct arena a = {0};
    struct diags diags = {.arena = &a};
    struct markdown_options options = {.path = S("example"),
                                       .first_line = 1,
                                       .max_output = 1 << 20,
                                       .max_nesting = 100,
                                       .plain = true,
                                       .autolinks = with_autolinks(e, file)};
    struct body body;
    struct outline outline;
    struct buf html = {0};
    struct markdown_job job = {&a, &a, e->parts[0], &options, &diags};
    markdown_read(&job, &body, &outline);
    buf_add(&html, body.html);
    str got = examples_normal(&a, buf_str(&html)), wanted = examples_normal(&a, e->parts[1]);
    bool same = str_eq(got, wanted), listed = is_listed(list, file, e->number);
    if (same != listed) {
        tally->passed++;
        tally->listed += listed;
    } else {
        tally->failed++;
        printf("%s %u (%.*s)%s\n", file, e->number, STR_ARG(e->section),
               listed ? ": is in differences.txt and no longer differs" : "");
        if (!listed)
            printf("--- source\n%.*s--- wanted\n%.*s\n--- got\n%.*s\n", STR_ARG(e->parts[0]),
                   STR_ARG(wanted), STR_ARG(got));
    }
    buf_free(&html);
    arena_free(&a);
}

/* Which of a file's examples are ours to pass: GFM's tag filter is none of our features. */
static bool concerns(const struct example *e, const char *file)
{
    if (str_find(e->tags, S("tagfilter")) != STR_NONE ||
        str_eq(str_trim(e->parts[1]), S("<IGNORE>")))
        return false;
    if (!str_eq(str_of(file), S("gfm-extensions")))
        return true;
    return str_eq(e->section, S("Tables")) || str_eq(e->section, S("Strikethroughs")) ||
           str_eq(e->section, S("Autolinks")) || str_eq(e->section, S("Task lists"));
}

static void run_file(const char *file, const char *path, str list, struct tally *tally)
{
    struct arena a = {0};
    struct buf text = {0};
    struct examples examples = {0};
    if (!path || fs_read(path, 4 << 20, &text) != 0) {
        printf("skipped: %s (not here)\n", file);
        return;
    }
    examples_read(&a, buf_str(&text), &examples);
    for (size_t i = 0; i < examples.list.n; i++)
        if (concerns(&examples.list.at[i], file))
            run_example(&examples.list.at[i], file, list, tally);
    tally->files += examples.list.n > 0;
    buf_free(&text);
    arena_free(&a);
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct buf list = {0};
    struct tally tally = {0};
    if (argc != 2) {
        fprintf(stderr, "usage: run_commonmark FOLDER\n");
        return 2;
    }
    fs_read(arena_printf(&a, "%s/differences.txt", argv[1]).ptr, 1 << 20, &list);
    run_file("commonmark", getenv("KBSITE_COMMONMARK_SPEC"), buf_str(&list), &tally);
    const char *gfm = arena_printf(&a, "%s/../../../../shared/spec/gfm-spec.txt", argv[1]).ptr;
    run_file("gfm", gfm, buf_str(&list), &tally);
    gfm = arena_printf(&a, "%s/../../../../shared/spec/gfm-extensions.txt", argv[1]).ptr;
    run_file("gfm-extensions", gfm, buf_str(&list), &tally);
    printf("%u passed (%u of them known to differ), %u failed\n", tally.passed, tally.listed,
           tally.failed);
    buf_free(&list);
    arena_free(&a);
    if (tally.files == 0)
        return 77;
    return tally.failed > 0;
}
