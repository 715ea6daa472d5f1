/* CommonMark's and GFM's own examples through our path: with extensions off, and as notes are read.
 *
 *   run_commonmark FOLDER
 *
 * KBSITE_COMMONMARK_SPEC names CommonMark's spec.txt; GFM's are looked for beside the repository.
 * FOLDER/differences.txt lists what may differ with extensions off, FOLDER/dialect.txt what differs
 * in notes, each with the reason: "FILE NUMBER reason". An example that differs and is not listed
 * fails, and so does one that is listed and no longer differs: the lists can only shrink.
 *
 * Of notes, what is true of all of them is left out of the comparison: sections around headings,
 * ids, H1 as H2, the box around tables, addresses as they are written until a page is made, and
 * comments and instructions of raw HTML, which are dropped. */
#include <stdio.h>
#include <stdlib.h>

#include "base/escape.h"
#include "base/fs.h"
#include "examples.h"

struct tally {
    unsigned passed, failed, listed, files;
};

/* How examples are read, and what may differ then. */
struct way {
    const char *list;
    bool plain;
    str listed;
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

/* What stands at the beginning of s and ends with `end`: its length, 0 when it is not that. */
static size_t piece(str s, str begin, str end)
{
    size_t at = str_starts(s, begin) ? str_find(str_from(s, begin.len), end) : STR_NONE;
    return at == STR_NONE ? 0 : begin.len + at + end.len;
}

/* The length of what says nothing about an example, when s begins with that. */
static size_t left_out(str s)
{
    static const struct {
        str begin, end;
    } pieces[] = {
        {S_INIT("<!--"), S_INIT("-->")},      {S_INIT("<?"), S_INIT("?>")},
        {S_INIT("<![CDATA["), S_INIT("]]>")}, {S_INIT("<!"), S_INIT(">")},
        {S_INIT(" id=\""), S_INIT("\"")},     {S_INIT("<section"), S_INIT(">")},
        {S_INIT("</section"), S_INIT(">")},
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t length = piece(s, pieces[i].begin, pieces[i].end);
        if (length)
            return length;
    }
    return 0;
}

static str in_common(struct arena *a, str html)
{
    static const struct {
        str from, to;
    } changes[] = {
        {S_INIT("<h1"), S_INIT("<h2")},
        {S_INIT("</h1"), S_INIT("</h2")},
        {S_INIT("<div class=\"table\"><table>"), S_INIT("<table>")},
        {S_INIT("</table></div>"), S_INIT("</table>")},
        {S_INIT("&quot;"), S_INIT("\"")},
    };
    struct buf decoded = {0}, out = {0};
    unescape_url(&decoded, html);
    str rest = buf_str(&decoded);
    while (rest.len) {
        size_t skipped = left_out(rest), i = 0;
        while (i < sizeof changes / sizeof *changes && !str_starts(rest, changes[i].from))
            i++;
        if (skipped) {
            rest = str_from(rest, skipped);
        } else if (i < sizeof changes / sizeof *changes) {
            buf_add(&out, changes[i].to);
            rest = str_from(rest, changes[i].from.len);
        } else {
            buf_add_char(&out, rest.ptr[0]);
            rest = str_from(rest, 1);
        }
    }
    str common = examples_normal(a, buf_str(&out));
    buf_free(&decoded);
    buf_free(&out);
    return common;
}

static str html_of(struct arena *a, const struct example *e, const char *file, bool plain)
{
    struct diags diags = {.arena = a};
    struct markdown_options options = {.path = S("example"),
                                       .first_line = 1,
                                       .max_output = 1 << 20,
                                       .max_nesting = 100,
                                       .plain = plain,
                                       .autolinks = with_autolinks(e, file)};
    struct body body;
    struct outline outline;
    struct buf html = {0};
    struct markdown_job job = {a, a, e->parts[0], &options, &diags};
    markdown_read(&job, &body, &outline);
    if (plain)
        buf_add(&html, body.html);
    else
        examples_render(&body, &html);
    str copy = arena_dup(a, buf_str(&html));
    buf_free(&html);
    return copy;
}

static void run_example(const struct example *e, const char *file, const struct way *way,
                        struct tally *tally)
{
    struct arena a = {0};
    str got = examples_normal(&a, html_of(&a, e, file, way->plain));
    str wanted = examples_normal(&a, e->parts[1]);
    if (!way->plain) {
        got = in_common(&a, got);
        wanted = in_common(&a, wanted);
    }
    bool same = str_eq(got, wanted), listed = is_listed(way->listed, file, e->number);
    if (same != listed) {
        tally->passed++;
        tally->listed += listed;
    } else {
        tally->failed++;
        printf("%s %u (%.*s)%s%s\n", file, e->number, STR_ARG(e->section),
               listed ? ": no longer differs, but is in " : ": is not in ", way->list);
        if (!listed)
            printf("--- source\n%.*s--- wanted\n%.*s\n--- got\n%.*s\n", STR_ARG(e->parts[0]),
                   STR_ARG(wanted), STR_ARG(got));
    }
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

static void run_file(const char *file, const char *path, const struct way *way, struct tally *tally)
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
            run_example(&examples.list.at[i], file, way, tally);
    tally->files += examples.list.n > 0;
    buf_free(&text);
    arena_free(&a);
}

static void run_files(const char *folder, struct way way, struct tally *tally)
{
    struct arena a = {0};
    struct buf list = {0};
    fs_read(arena_printf(&a, "%s/%s", folder, way.list).ptr, 1 << 20, &list);
    way.listed = buf_str(&list);
    run_file("commonmark", getenv("KBSITE_COMMONMARK_SPEC"), &way, tally);
    const char *gfm = arena_printf(&a, "%s/../../../../shared/spec/gfm-spec.txt", folder).ptr;
    run_file("gfm", gfm, &way, tally);
    gfm = arena_printf(&a, "%s/../../../../shared/spec/gfm-extensions.txt", folder).ptr;
    run_file("gfm-extensions", gfm, &way, tally);
    buf_free(&list);
    arena_free(&a);
}

int main(int argc, char **argv)
{
    struct tally tally = {0};
    if (argc != 2) {
        fprintf(stderr, "usage: run_commonmark FOLDER\n");
        return 2;
    }
    run_files(argv[1], (struct way){"differences.txt", true, S("")}, &tally);
    run_files(argv[1], (struct way){"dialect.txt", false, S("")}, &tally);
    printf("%u passed (%u of them known to differ), %u failed\n", tally.passed, tally.listed,
           tally.failed);
    if (tally.files == 0)
        return 77;
    return tally.failed > 0;
}
