#include "check/source.h"

#include <cmark.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "markdown/lines.h"

struct reader {
    struct arena *arena;
    const struct lines *rewritten;
    vec(uint32_t) starts; /* of the lines of the rewritten text */
    size_t near;
    struct source_tree *out;
};

str source_line(const struct source_tree *s, uint32_t number)
{
    return number >= 1 && number <= s->lines.n ? s->lines.at[number - 1] : S("");
}

bool source_find(const struct source_tree *s, str needle, uint32_t last, struct source_spot *at)
{
    for (; at->line <= last && at->line <= s->lines.n; at->line++, at->col = 1) {
        size_t found = str_find(str_from(source_line(s, at->line), at->col - 1), needle);
        if (found == STR_NONE)
            continue;
        at->col += (uint32_t)found;
        return true;
    }
    return false;
}

/* Places */

static void find_starts(struct reader *r)
{
    str text = r->rewritten->text;
    for (size_t at = 0; at < text.len;) {
        vec_push(r->arena, &r->starts) = (uint32_t)at;
        size_t end = str_find_char(str_from(text, at), '\n');
        at = end == STR_NONE ? text.len : at + end + 1;
    }
}

/* The line of the file that a line of the rewritten text comes from; its last column, since marks
 * and quote signs of ours stand before the text. */
static uint32_t line_of(struct reader *r, int number)
{
    if (number < 1 || (size_t)number > r->starts.n)
        return r->out->body_line;
    size_t next = (size_t)number < r->starts.n ? r->starts.at[number] : r->rewritten->text.len;
    uint32_t at = next > r->starts.at[number - 1] ? (uint32_t)next - 1 : (uint32_t)next;
    return lines_place_near(r->rewritten, S(""), at, &r->near).line;
}

/* Blocks */

static void add_literal(struct buf *out, cmark_node *node)
{
    buf_add(out, str_of(cmark_node_get_literal(node)));
}

static void add_inline(struct buf *out, cmark_node *node, bool enters)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_HTML_INLINE:
        add_literal(out, node);
        break;
    case CMARK_NODE_CODE:
        buf_add_char(out, SOURCE_CODE_SPAN);
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        buf_add_char(out, '\n');
        break;
    case CMARK_NODE_LINK:
        buf_add_char(out, SOURCE_LINK);
        break;
    case CMARK_NODE_IMAGE:
        if (enters)
            buf_add_char(out, SOURCE_CODE_SPAN);
        break;
    default:
        break;
    }
}

/* The text of a block that holds inlines; leaves the iterator behind it. */
static str text_of(struct reader *r, cmark_iter *iter, cmark_node *block)
{
    struct buf text = {.arena = r->arena};
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == block)
            break;
        add_inline(&text, node, event == CMARK_EVENT_ENTER);
    }
    return buf_kept(&text);
}

static bool kind_of(cmark_node *node, enum source_kind *kind)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        *kind = SOURCE_PARAGRAPH;
        return true;
    case CMARK_NODE_HEADING:
        *kind = SOURCE_HEADING;
        return true;
    case CMARK_NODE_CODE_BLOCK:
        *kind = SOURCE_CODE;
        return true;
    case CMARK_NODE_HTML_BLOCK:
        *kind = SOURCE_HTML;
        return true;
    default:
        return false;
    }
}

static bool is_in_item(cmark_node *node)
{
    cmark_node *parent = cmark_node_parent(node);
    return parent && cmark_node_get_type(parent) == CMARK_NODE_ITEM;
}

/* A heading with signs before it stands on one line, and begins with one. */
static bool is_setext(const struct reader *r, const struct source_block *block)
{
    str line = source_line(r->out, block->line);
    while (line.len && (ascii_is_space(line.ptr[0]) || line.ptr[0] == '>' || line.ptr[0] == '-' ||
                        line.ptr[0] == '*' || line.ptr[0] == '+'))
        line = str_from(line, 1);
    return block->last > block->line && !str_starts(line, S("#"));
}

static void add_block(struct reader *r, cmark_iter *iter, cmark_node *node, enum source_kind kind)
{
    struct source_block block = {
        .kind = kind,
        .line = line_of(r, cmark_node_get_start_line(node)),
        .last = line_of(r, cmark_node_get_end_line(node)),
        .in_item = is_in_item(node),
    };
    if (kind == SOURCE_PARAGRAPH || kind == SOURCE_HEADING)
        block.text = text_of(r, iter, node);
    else
        block.text = arena_dup(r->arena, str_of(cmark_node_get_literal(node)));
    if (kind == SOURCE_CODE)
        block.info = arena_dup(r->arena, str_of(cmark_node_get_fence_info(node)));
    block.setext = kind == SOURCE_HEADING && is_setext(r, &block);
    vec_push(r->arena, &r->out->blocks) = block;
}

static void read_tree(struct reader *r)
{
    enum source_kind kind;
    cmark_node *tree =
        cmark_parse_document(r->rewritten->text.ptr, r->rewritten->text.len, CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(tree);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && kind_of(node, &kind))
            add_block(r, iter, node, kind);
    }
    cmark_iter_free(iter);
    cmark_node_free(tree);
}

static str valid_text(struct arena *a, str bytes)
{
    struct buf text = {.arena = a};
    if (utf8_check(bytes) == STR_NONE)
        return bytes;
    utf8_add_valid(&text, bytes);
    return buf_kept(&text);
}

/* What follows the lines before this one. */
static str text_from(const struct source_tree *s, uint32_t line)
{
    if (line < 1 || line > s->lines.n)
        return S("");
    return str_from(s->text, (size_t)(s->lines.at[line - 1].ptr - s->text.ptr));
}

void source_read(struct arena *a, str bytes, const struct source_options *options,
                 struct source_tree *out)
{
    struct lines rewritten;
    struct diags ignored = {.arena = a};
    *out = (struct source_tree){.text = valid_text(a, bytes), .body_line = options->body_line};
    str rest = out->text, line;
    while (str_line(&rest, &line))
        vec_push(a, &out->lines) = line;
    if (out->text.len > options->max_bytes)
        return;
    struct markdown_options markdown = {.first_line = options->body_line,
                                        .max_nesting = options->max_nesting,
                                        .max_output = options->max_output};
    lines_read(a, text_from(out, options->body_line), &markdown, &ignored, &rewritten);
    if (rewritten.too_deep || rewritten.too_many_links || rewritten.too_long)
        return;
    struct reader r = {.arena = a, .rewritten = &rewritten, .out = out};
    find_starts(&r);
    read_tree(&r);
}
