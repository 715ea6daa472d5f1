/* Prints the links that libcmark sees in notes, one line each:
 *
 *     source|containers  FILE  TARGET
 *
 * parted by tabs. "source" is the text as written; "containers" is the text with the containers of
 * the block extensions as quotes, as kbsite gives it to its parser. With OUT, libcmark's HTML of
 * the latter goes into files of that folder, named like the notes with ".html" behind. Usage:
 * list_cmark FOLDER [OUT], with the paths of the notes below FOLDER on the standard input. */
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "markdown/lines.h"
#include "note/front.h"

enum { MOST_BYTES = 16 << 20, MOST_NESTING = 100 };

static bool write_html(struct arena *scratch, const char *out, const char *path,
                       cmark_node *document)
{
    char *html = cmark_render_html(document, CMARK_OPT_UNSAFE);
    str file = arena_printf(scratch, "%s/%s.html", out, path);
    bool written = fs_write(file.ptr, str_of(html)) == 0;
    free(html);
    return written;
}

static void print_links(const char *which, const char *path, cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_ENTER || (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE))
            continue;
        printf("%s\t%s\t%s\n", which, path, cmark_node_get_url(node));
    }
    cmark_iter_free(iter);
}

static bool print_note(struct arena *scratch, const char *folder, const char *path, const char *out)
{
    struct buf bytes = {0};
    struct arena keep = {0};
    struct diags diags = {.arena = &keep};
    struct front front;
    struct lines lines;
    str whole = arena_printf(scratch, "%s/%s", folder, path);
    if (fs_read(whole.ptr, MOST_BYTES, &bytes) != 0)
        return false;
    front_read(&keep, scratch, buf_str(&bytes), &(struct front_options){0}, &diags, &front);
    struct markdown_options options = {.first_line = front.text_line, .max_nesting = MOST_NESTING};
    lines_read(scratch, front.text, &options, &diags, &lines);
    str source = front.text, text = lines.text;
    cmark_node *document = cmark_parse_document(source.ptr, source.len, CMARK_OPT_DEFAULT);
    print_links("source", path, document);
    cmark_node_free(document);
    document = cmark_parse_document(text.ptr, text.len, CMARK_OPT_DEFAULT);
    print_links("containers", path, document);
    bool fine = !out || write_html(scratch, out, path, document);
    cmark_node_free(document);
    buf_free(&bytes);
    arena_free(&keep);
    return fine;
}

int main(int argc, char **argv)
{
    struct arena scratch = {0};
    char path[4096];
    bool fine = argc == 2 || argc == 3;
    while (fine && fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = '\0';
        fine = print_note(&scratch, argv[1], path, argc > 2 ? argv[2] : NULL);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
