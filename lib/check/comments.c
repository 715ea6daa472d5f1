#include "check/comments.h"

/* A comment that is known to begin at a byte of the file. */
static void add(struct arena *a, const struct source_tree *source, size_t from, size_t last,
                struct comments *out)
{
    size_t end = str_find(str_slice(source->text, from + 4, last), S("-->"));
    bool complete = end != STR_NONE;
    vec_push(a, &out->list) =
        (struct comment){from, complete ? from + 4 + end + 3 : last, complete};
}

static void read_block(struct arena *a, const struct source_tree *source,
                       const struct source_block *block, struct comments *out)
{
    struct source_html html = {0};
    struct source_cursor cursor = {0};
    struct html_token token;
    while (source_html_next(source, block, &html, &token)) {
        if (token.kind != HTML_COMMENT)
            continue;
        struct source_spot spot = source_place(source, block, token.text, &cursor);
        size_t from = source_offset(source, spot);
        if (str_starts(str_from(source->text, from), S("<!--")))
            add(a, source, from, source_offset(source, (struct source_spot){block->last + 1, 1}),
                out);
    }
}

static void read_text(struct arena *a, const struct source_tree *source, struct comments *out)
{
    size_t begin = source_offset(source, (struct source_spot){source->body_line, 1});
    struct html_cursor cursor = {.rest = str_from(source->text, begin)};
    struct html_token token;
    while (html_next(&cursor, &token))
        if (token.kind == HTML_COMMENT)
            add(a, source, (size_t)(token.text.ptr - source->text.ptr), source->text.len, out);
}

void comments_read(struct arena *a, const struct source_tree *source, struct comments *out)
{
    *out = (struct comments){0};
    if (str_find(source->text, S("<!--")) == STR_NONE)
        return;
    for (size_t i = 0; i < source->blocks.n; i++)
        read_block(a, source, &source->blocks.at[i], out);
    if (!source->has_tree)
        read_text(a, source, out);
}
