/* Headings and list items of whole notes, compared with libcmark's reading of the same text.
 *
 *   run_oracle FOLDER
 *
 * Notes are FOLDER's and those of the collections beside the repository, where they are. Each is
 * read twice. With extensions off, headings by level and list items must be as many as libcmark's.
 * With extensions on, what stands outside admonitions must be: there the bodies that libcmark takes
 * for code are left out on both sides (and levels 1 and 2 count as one, for a second H1 is
 * published as H2). Each body, moved to the left, is then a text of its own that is compared in the
 * same way. A difference must be of a category that the program finds itself. */
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "markdown/markdown.h"

enum { LEVELS = 6, SHIFTS = 8 };

struct counts {
    size_t headings[LEVELS + 1], items;
};

enum category { SAME, TABLE, OFFSET, DIV_MARKDOWN, UNEXPLAINED, CATEGORIES };

static const char *const names[CATEGORIES] = {
    [SAME] = "equal",
    [TABLE] = "equal without the bars of tables, whose rows md4c lets swallow what follows",
    [OFFSET] = "equal with blank lines before it: md4c's mistake about empty list items",
    [DIV_MARKDOWN] =
        "equal with a blank line after the tags around <... markdown>, which only we put in",
    [UNEXPLAINED] = "UNEXPLAINED",
};

struct tally {
    size_t notes, headings, items, plain[CATEGORIES], extended[CATEGORIES];
};

/* Lines of admonitions, found line by line and apart from the library */

struct lines_inside {
    vec(bool) at; /* by line, from 1 */
};

struct bodies {
    vec(str) list;
};

static unsigned indent_of(str line, str *text)
{
    unsigned column = 0;
    size_t i = 0;
    for (; i < line.len && ascii_is_blank(line.ptr[i]); i++)
        column += line.ptr[i] == '\t' ? 4 - column % 4 : 1;
    *text = str_from(line, i);
    return column;
}

/* What begins a block whose body is indented by four: admonitions, tabs, footnotes,
 * definitions. */
static bool is_header(str text)
{
    if (str_starts(text, S("===")) && str_find(text, S(" \"")) != STR_NONE)
        return true;
    if (str_starts(text, S(":   ")))
        return true;
    if (str_starts(text, S("[^")) && str_find(text, S("]:")) != STR_NONE)
        return true;
    return (str_starts(text, S("!!!")) || str_starts(text, S("???"))) && text.len > 3 &&
           (text.ptr[3] == ' ' || text.ptr[3] == '+' || ascii_is_alpha(text.ptr[3]));
}

/* Lines of code, and of HTML that a blank line does not end, as libcmark sees them. */
static void find_literal(struct arena *a, str text, struct lines_inside *out)
{
    cmark_node *document = cmark_parse_document(text.ptr, text.len, CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(document);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        str html = type == CMARK_NODE_HTML_BLOCK ? str_of(cmark_node_get_literal(node)) : S("");
        bool literal = type == CMARK_NODE_CODE_BLOCK || str_starts(html, S("<!")) ||
                       str_starts(html, S("<pre")) || str_starts(html, S("<script"));
        size_t last = literal ? (size_t)cmark_node_get_end_line(node) : 0;
        for (size_t line = (size_t)cmark_node_get_start_line(node); line <= last; line++) {
            while (out->at.n <= line)
                vec_push(a, &out->at) = false;
            out->at.at[line] = true;
        }
    }
    cmark_iter_free(iter);
    cmark_node_free(document);
}

/* The column that a body is indented from: a footnote's header may itself be by up to three. */
static unsigned column_of(str header, unsigned indent)
{
    return str_starts(header, S("[^")) ? indent - indent % 4 : indent;
}

static bool is_inside(const struct lines_inside *lines, size_t line)
{
    return lines && line < lines->at.n && lines->at.at[line];
}

static void find_admonitions(struct arena *a, str text, struct lines_inside *out)
{
    struct lines_inside literal = {0};
    bool inside = false;
    unsigned column = 0;
    find_literal(a, text, &literal);
    vec_push(a, &out->at) = false;
    for (str line; str_line(&text, &line);) {
        str rest;
        unsigned indent = indent_of(line, &rest);
        if (inside && rest.len && indent < column + 4)
            inside = false;
        if (!inside && is_header(rest) && !is_inside(&literal, out->at.n)) {
            inside = true;
            column = column_of(rest, indent);
        }
        vec_push(a, &out->at) = inside;
    }
}

/* The bodies that are not in other bodies, without their indentation. */
static void cut_bodies(struct arena *a, str text, const struct lines_inside *lines,
                       struct bodies *out)
{
    struct buf body = {0};
    unsigned column = 0;
    bool before = false;
    size_t number = 0;
    for (str line; str_line(&text, &line);) {
        str rest;
        unsigned indent = indent_of(line, &rest);
        bool inside = is_inside(lines, ++number),
             header = inside && rest.len && is_header(rest) && (!before || indent < column + 4);
        if (header || (before && !inside)) {
            vec_push(a, &out->list) = arena_dup(a, buf_str(&body));
            buf_clear(&body);
            column = column_of(rest, indent);
        } else if (inside) {
            buf_add_repeat(&body, ' ', indent > column + 4 ? indent - column - 4 : 0);
            buf_add(&body, rest);
            buf_add_char(&body, '\n');
        }
        before = inside;
    }
    vec_push(a, &out->list) = arena_dup(a, buf_str(&body));
    buf_free(&body);
}

/* Counting; lines may be NULL */

static struct counts count_cmark(str text, const struct lines_inside *lines)
{
    struct counts counts = {0};
    cmark_node *document = cmark_parse_document(text.ptr, text.len, CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        size_t line = (size_t)cmark_node_get_start_line(node);
        if (event != CMARK_EVENT_ENTER || is_inside(lines, line))
            continue;
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
            counts.headings[cmark_node_get_heading_level(node)]++;
        counts.items += cmark_node_get_type(node) == CMARK_NODE_ITEM;
    }
    cmark_iter_free(iter);
    cmark_node_free(document);
    return counts;
}

static struct counts count_ours(str text, bool plain, const struct lines_inside *lines)
{
    struct arena keep = {0}, scratch = {0};
    struct diags diags = {.arena = &scratch};
    struct markdown_options options = {.path = S("note"),
                                       .first_line = 1,
                                       .max_output = 64 << 20,
                                       .max_nesting = 100,
                                       .has_title = true,
                                       .plain = plain};
    struct markdown_job job = {&keep, &scratch, text, &options, &diags};
    struct counts counts = {0};
    struct body body;
    struct outline outline;
    markdown_read(&job, &body, &outline);
    for (size_t i = 0; i < body.headings.n; i++)
        if (!is_inside(lines, body.headings.at[i].line))
            counts.headings[body.headings.at[i].level]++;
    size_t line = 0;
    for (size_t i = 0; i < outline.items.n; i++) {
        line = outline.items.at[i].line ? outline.items.at[i].line : line;
        counts.items += !is_inside(lines, line);
    }
    arena_free(&keep);
    arena_free(&scratch);
    return counts;
}

static void merge_top_levels(struct counts *counts)
{
    counts->headings[2] += counts->headings[1];
    counts->headings[1] = 0;
}

static bool agree(str text, bool plain)
{
    struct arena a = {0};
    struct lines_inside lines = {0};
    if (!plain)
        find_admonitions(&a, text, &lines);
    struct counts theirs = count_cmark(text, plain ? NULL : &lines);
    struct counts ours = count_ours(text, plain, plain ? NULL : &lines);
    arena_free(&a);
    if (!plain) {
        merge_top_levels(&theirs);
        merge_top_levels(&ours);
    }
    return memcmp(&theirs, &ours, sizeof theirs) == 0;
}

/* Whether the bodies of admonitions, as texts of their own, give what the note has inside them. */
static bool bodies_agree(str text)
{
    struct arena a = {0};
    struct lines_inside lines = {0};
    struct bodies bodies = {0};
    struct counts all = count_ours(text, false, NULL), apart = {0};
    find_admonitions(&a, text, &lines);
    struct counts outside = count_ours(text, false, &lines);
    cut_bodies(&a, text, &lines, &bodies);
    bool same = true;
    for (size_t i = 0; i < bodies.list.n; i++) {
        struct counts body = count_ours(bodies.list.at[i], false, NULL);
        same = same && (bodies.list.at[i].len == 0 || agree(bodies.list.at[i], false));
        apart.items += body.items;
        for (int level = 1; level <= LEVELS; level++)
            apart.headings[level] += body.headings[level];
    }
    arena_free(&a);
    merge_top_levels(&all);
    merge_top_levels(&outside);
    merge_top_levels(&apart);
    for (int level = 1; level <= LEVELS; level++)
        same = same && all.headings[level] == outside.headings[level] + apart.headings[level];
    return same && all.items == outside.items + apart.items;
}

/* Categories */

static bool agree_without_bars(str text, bool plain)
{
    struct buf changed = {0};
    buf_add(&changed, text);
    for (size_t i = 0; i < changed.len; i++)
        if (changed.ptr[i] == '|')
            changed.ptr[i] = 'x';
    bool same = agree(buf_str(&changed), plain);
    buf_free(&changed);
    return same;
}

static bool agree_shifted(str text, bool plain)
{
    struct buf shifted = {0};
    bool same = false;
    for (int i = 0; !same && i < SHIFTS; i++) {
        buf_clear(&shifted);
        buf_add_repeat(&shifted, '\n', (size_t)i + 1);
        buf_add(&shifted, text);
        same = agree(buf_str(&shifted), plain);
    }
    buf_free(&shifted);
    return same;
}

static bool agree_with_blank_lines(str text, bool plain)
{
    str all = text;
    struct buf changed = {0};
    for (str line; str_line(&text, &line);) {
        str rest;
        indent_of(line, &rest);
        buf_add(&changed, line);
        bool tags = str_starts(rest, S("<")) && str_ends(str_trim_right(rest), S(">")) &&
                    str_find(all, S(" markdown")) != STR_NONE;
        buf_add(&changed, tags ? S("\n\n") : S("\n"));
    }
    bool same = agree(buf_str(&changed), plain);
    buf_free(&changed);
    return same;
}

static enum category compare(str text, bool plain)
{
    if (!plain && !bodies_agree(text))
        return UNEXPLAINED;
    if (agree(text, plain))
        return SAME;
    if (agree_without_bars(text, plain))
        return TABLE;
    if (agree_shifted(text, plain))
        return OFFSET;
    return !plain && agree_with_blank_lines(text, plain) ? DIV_MARKDOWN : UNEXPLAINED;
}

static void show(const char *what, struct counts c)
{
    printf("  %s: headings", what);
    for (int i = 1; i <= LEVELS; i++)
        printf(" %zu", c.headings[i]);
    printf(", items %zu\n", c.items);
}

static void report(const char *path, str text, bool plain)
{
    struct arena a = {0};
    struct lines_inside lines = {0};
    if (!plain)
        find_admonitions(&a, text, &lines);
    printf("%s differs with extensions %s\n", path, plain ? "off" : "on");
    show("libcmark", count_cmark(text, plain ? NULL : &lines));
    show("ours    ", count_ours(text, plain, plain ? NULL : &lines));
    arena_free(&a);
}

/* Notes */

static str without_front_matter(str text)
{
    str rest = text, line;
    if (!str_line(&rest, &line) || !str_eq(str_trim_right(line), S("---")))
        return text;
    while (str_line(&rest, &line))
        if (str_eq(str_trim_right(line), S("---")))
            return rest;
    return text;
}

static void run_text(const char *path, str text, struct tally *tally)
{
    enum category plain = compare(text, true), extended = compare(text, false);
    struct counts counts = count_cmark(text, NULL);
    if (plain == UNEXPLAINED)
        report(path, text, true);
    if (extended == UNEXPLAINED)
        report(path, text, false);
    tally->notes++;
    tally->plain[plain]++;
    tally->extended[extended]++;
    tally->items += counts.items;
    for (int i = 1; i <= LEVELS; i++)
        tally->headings += counts.headings[i];
}

static void run_file(const char *path, const char *shown, struct tally *tally)
{
    struct buf bytes = {0}, text = {0};
    if (fs_read(path, 8 << 20, &bytes) == 0) {
        utf8_add_valid(&text, without_front_matter(buf_str(&bytes)));
        for (size_t i = 0; i < text.len; i++)
            if (text.ptr[i] == '\0')
                text.ptr[i] = ' ';
        run_text(shown, buf_str(&text), tally);
    }
    buf_free(&bytes);
    buf_free(&text);
}

static void run_folder(const char *folder, const char *shown, struct tally *tally)
{
    struct arena a = {0};
    struct fs_tree tree = {0};
    if (!fs_is_folder(folder) || fs_walk(&a, folder, NULL, NULL, &tree) != 0)
        printf("skipped: %s (not here)\n", shown);
    for (size_t i = 0; i < tree.entries.n; i++) {
        str path = tree.entries.at[i].path;
        if (str_ends(path, S(".md")) && tree.entries.at[i].kind == FS_FILE)
            run_file(arena_printf(&a, "%s/%.*s", folder, STR_ARG(path)).ptr,
                     arena_printf(&a, "%s/%.*s", shown, STR_ARG(path)).ptr, tally);
    }
    arena_free(&a);
}

static void print_tally(const struct tally *tally)
{
    printf("%zu notes, %zu headings, %zu list items\n", tally->notes, tally->headings,
           tally->items);
    for (int i = 0; i < CATEGORIES; i++)
        if (tally->plain[i] || tally->extended[i])
            printf("%6zu with extensions off, %6zu with them on: %s\n", tally->plain[i],
                   tally->extended[i], names[i]);
}

int main(int argc, char **argv)
{
    static const char *const collections[] = {
        "corpora/knowledge-gym",        "corpora/staffsre",  "corpora/dstudio/docs",
        "corpora/mkdocs-material/docs", "corpora/forgetful", "seeds"};
    struct arena a = {0};
    struct tally tally = {0};
    if (argc != 2) {
        fprintf(stderr, "usage: run_oracle FOLDER\n");
        return 2;
    }
    run_folder(argv[1], "oracle", &tally);
    for (size_t i = 0; i < sizeof collections / sizeof *collections; i++)
        run_folder(arena_printf(&a, "%s/../../../../shared/%s", argv[1], collections[i]).ptr,
                   collections[i], &tally);
    print_tally(&tally);
    arena_free(&a);
    return tally.plain[UNEXPLAINED] + tally.extended[UNEXPLAINED] > 0 || tally.notes == 0;
}
