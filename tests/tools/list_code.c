/* What is code in notes: lines.c tracks it to keep extensions out of it, and md4c decides it. This
 * program reads notes (their paths on the standard input) and prints each line where they differ,
 * and each note whose code blocks md4c and libcmark read differently:
 *
 *     FILE:LINE: fence: the tracker says no, md4c says yes
 *     FILE: code blocks of the rewritten text are not libcmark's
 *
 * It includes lines.c to look at the tracker's state between two lines. Ends with 1 when anything
 * differed. */
#include <cmark.h>
#include <md4c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "markdown/lines.c"
#include "note/front.h"

enum { MOST_BYTES = 16 << 20, MOST_NESTING = 100 };

struct reader {
    struct arena *scratch;
    struct lines *lines;
    char *fenced; /* of each line of the file: is it in a fence by md4c? */
    char *marked; /* by the tracker */
    size_t line_count;
    bool has_formulas; /* which are no code in the source */
    struct buf blocks; /* what is in md4c's code blocks, each ended by a NUL */
    bool in_code, in_fence;
};

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct reader *r = user;
    r->in_code = type == MD_BLOCK_CODE;
    MD_BLOCK_CODE_DETAIL *code = detail;
    bool formula = r->in_code && str_eq((str){code->info.text, code->info.size}, S("math"));
    r->in_fence = r->in_code && code->fence_char != '\0' && !formula;
    r->has_formulas |= formula;
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct reader *r = user;
    (void)detail;
    if (type == MD_BLOCK_CODE)
        buf_add_char(&r->blocks, '\0');
    r->in_code = r->in_fence = false;
    return 0;
}

static int ignore_span(MD_SPANTYPE type, void *detail, void *user)
{
    (void)type;
    (void)detail;
    (void)user;
    return 0;
}

static int read_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    struct reader *r = user;
    const char *all = r->lines->text.ptr;
    (void)type;
    if (!r->in_code)
        return 0;
    buf_add(&r->blocks, (str){text, size});
    if (r->in_fence && str_trim((str){text, size}).len && text[0] != '\n' && text >= all &&
        text < all + r->lines->text.len) {
        uint32_t line = lines_place(r->lines, S(""), (uint32_t)(text - all)).line;
        if (line < r->line_count)
            r->fenced[line] = 1;
    }
    return 0;
}

/* As lines_read does it, with a look at the state after each line. */
static void track(struct reader *r, str text, const struct markdown_options *options,
                  struct diags *diags)
{
    struct rewriter w = {.scratch = r->scratch,
                         .options = options,
                         .diags = diags,
                         .out = r->lines,
                         .text = {.arena = r->scratch}};
    uint32_t number = options->first_line;
    *r->lines = (struct lines){0};
    for (str whole; !r->lines->too_deep && str_line(&text, &whole); number++) {
        str after = text;
        if (!str_line(&after, &w.next))
            w.next = S("");
        w.rest = after;
        struct line line = line_of(whole, number);
        struct literal before = w.literal;
        read_line(&w, &line);
        bool inside = before.kind == LITERAL_FENCE && w.literal.kind == LITERAL_FENCE &&
                      before.number == w.literal.number;
        str inner = line.text;
        r->marked[number] = inside && inside_quotes(line.text, before.quotes, &inner) && inner.len;
    }
    finish(&w);
}

/* md4c writes the tabs that a line of code begins with as blanks. */
static void add_code(struct buf *out, str code)
{
    for (str line; str_line(&code, &line);) {
        buf_add(out, str_trim_left(line));
        buf_add_char(out, '\n');
    }
    buf_add_char(out, '\0');
}

static void cmark_blocks(str text, struct buf *out)
{
    cmark_node *document = cmark_parse_document(text.ptr, text.len, CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(document);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK)
            add_code(out, str_of(cmark_node_get_literal(node)));
    }
    cmark_iter_free(iter);
    cmark_node_free(document);
}

static bool compare_blocks(const struct reader *r, const char *path, str text, const char *which)
{
    struct buf expected = {0}, found = {0};
    cmark_blocks(text, &expected);
    for (str rest = buf_str(&r->blocks), block; rest.len && str_cut(&rest, '\0', &block);)
        add_code(&found, block);
    bool same = str_eq(buf_str(&expected), buf_str(&found));
    if (!same)
        printf("%s: code blocks of the %s text are not libcmark's\n", path, which);
    buf_free(&expected);
    buf_free(&found);
    return same;
}

static bool compare_fences(const struct reader *r, const char *path)
{
    bool same = true;
    for (size_t i = 0; i < r->line_count; i++)
        if (r->fenced[i] != r->marked[i]) {
            printf("%s:%zu: fence: the tracker says %s, md4c says %s\n", path, i,
                   r->marked[i] ? "yes" : "no", r->fenced[i] ? "yes" : "no");
            same = false;
        }
    return same;
}

/* Whether the text without extensions is the source: true where it is; *close where only the
 * indentation of lines differs. */
static bool is_source(str plain, str source, bool *close)
{
    bool same = true;
    *close = true;
    for (str mine, theirs; str_line(&source, &theirs);) {
        bool there = str_line(&plain, &mine);
        same = same && there && str_eq(mine, theirs);
        *close = *close && there && str_eq(str_trim_left(mine), str_trim_left(theirs));
    }
    return same;
}

static size_t count_lines(str text)
{
    size_t n = 0;
    for (str line; str_line(&text, &line);)
        n++;
    return n;
}

static bool compare_note(struct reader *r, const char *path, const struct front *front)
{
    const MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
                              .enter_block = enter_block,
                              .leave_block = leave_block,
                              .enter_span = ignore_span,
                              .leave_span = ignore_span,
                              .text = read_text};
    struct markdown_options options = {.path = str_of(path),
                                       .first_line = front->text_line,
                                       .max_nesting = MOST_NESTING,
                                       .plain = true};
    struct diags diags = {.arena = r->scratch};
    struct lines plain;
    bool close;
    lines_read(r->scratch, front->text, &options, &diags, &plain);
    bool same = is_source(plain.text, front->text, &close);
    if (!close)
        printf("%s: without extensions the text is not the source\n", path);
    options.plain = false;
    track(r, front->text, &options, &diags);
    md_parse(r->lines->text.ptr, (MD_SIZE)r->lines->text.len, &parser, r);
    bool fine = compare_fences(r, path);
    fine &= compare_blocks(r, path, r->lines->text, "rewritten");
    if (same && r->lines->marks.n == 0 && !r->has_formulas)
        fine &= compare_blocks(r, path, front->text, "source");
    return fine && close;
}

static bool read_note(struct arena *scratch, const char *path)
{
    struct buf bytes = {0};
    struct lines lines;
    struct front front;
    struct arena keep = {0};
    struct diags diags = {.arena = &keep};
    if (fs_read(path, MOST_BYTES, &bytes) != 0) {
        printf("%s: cannot be read\n", path);
        return false;
    }
    front_read(&keep, scratch, buf_str(&bytes), &(struct front_options){0}, &diags, &front);
    struct reader r = {.scratch = scratch,
                       .lines = &lines,
                       .line_count = front.text_line + count_lines(front.text) + 1};
    r.fenced = arena_array(scratch, char, r.line_count);
    r.marked = arena_array(scratch, char, r.line_count);
    bool fine = compare_note(&r, path, &front);
    buf_free(&r.blocks);
    buf_free(&bytes);
    arena_free(&keep);
    return fine;
}

int main(void)
{
    struct arena scratch = {0};
    char path[4096];
    bool fine = true;
    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = '\0';
        fine &= read_note(&scratch, path);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
