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
    vec(size_t) items; /* the numbers of those that are open */
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

size_t source_offset(const struct source_tree *s, struct source_spot spot)
{
    if (spot.line > s->lines.n)
        return s->text.len;
    return (size_t)(source_line(s, spot.line).ptr - s->text.ptr) + spot.col - 1;
}

struct source_spot source_spot(const struct source_tree *s, size_t offset)
{
    size_t low = 0, high = s->lines.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if ((size_t)(s->lines.at[middle].ptr - s->text.ptr) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return (struct source_spot){1, 1};
    size_t begin = (size_t)(s->lines.at[low - 1].ptr - s->text.ptr);
    return (struct source_spot){(uint32_t)low, (uint32_t)(offset - begin) + 1};
}

static const struct source_mark *mark_at(const struct source_tree *s,
                                         const struct source_block *block, size_t i)
{
    return &s->marks.at[block->mark + i];
}

/* How many of the block's marks begin at or before an offset of its text. */
static size_t marks_until(const struct source_tree *s, const struct source_block *block, size_t at)
{
    size_t low = 0, high = block->marks;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (mark_at(s, block, middle)->at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t end_of_mark(const struct source_tree *s, const struct source_block *block, size_t i)
{
    return i + 1 < block->marks ? mark_at(s, block, i + 1)->at : block->text.len;
}

/* On its line, and not far behind the place where it is thought to stand. */
static bool find_near(const struct source_tree *s, str needle, struct source_spot *at)
{
    enum { NEAR = 128 };
    str line = source_line(s, at->line);
    size_t found = str_find(str_slice(line, at->col - 1, at->col - 1 + NEAR + needle.len), needle);
    at->col += found == STR_NONE ? 0 : (uint32_t)found;
    return needle.len && found != STR_NONE;
}

/* Elsewhere on its line, or further down in the block. */
static bool find_far(const struct source_tree *s, const struct source_block *block, str needle,
                     struct source_spot *at, struct source_cursor *cursor)
{
    struct source_spot far = {at->line, cursor->from.line == at->line ? cursor->from.col : 1};
    if (cursor->lost)
        return false;
    cursor->lost = needle.len == 0 || !source_find(s, needle, block->last, &far);
    if (cursor->lost)
        return false;
    cursor->lines += far.line - at->line;
    *at = far;
    return true;
}

struct source_spot source_place(const struct source_tree *s, const struct source_block *block,
                                str part, struct source_cursor *cursor)
{
    enum { LONGEST = 32 };
    struct source_mark first = {.line = block->line, .col = 1};
    size_t at = (size_t)(part.ptr - block->text.ptr), n = marks_until(s, block, at);
    size_t end = n ? end_of_mark(s, block, n - 1) : block->text.len;
    const struct source_mark *mark = n ? mark_at(s, block, n - 1) : &first;
    struct source_spot spot = {mark->line + cursor->lines, mark->col + (uint32_t)(at - mark->at)};
    if (spot.line == cursor->from.line && spot.col < cursor->from.col)
        spot.col = cursor->from.col;
    /* What has marks in it stands otherwise in the source, behind its first part. */
    str sign = str_until(str_until(part, end - at), LONGEST);
    sign = str_until(sign, str_find_char(sign, '\n'));
    if (!find_near(s, sign, &spot) && !find_far(s, block, sign, &spot, cursor))
        find_near(s, str_until(sign, 1), &spot);
    cursor->from = (struct source_spot){spot.line, spot.col + 1};
    return spot;
}

bool source_html_next(const struct source_tree *s, const struct source_block *block,
                      struct source_html *cursor, struct html_token *token)
{
    if (block->kind == SOURCE_HTML) {
        if (!cursor->begun)
            cursor->rest.rest = block->text;
        cursor->begun = true;
        return html_next(&cursor->rest, token);
    }
    while (cursor->marks < block->marks) {
        const struct source_mark *mark = mark_at(s, block, cursor->marks++);
        struct html_cursor tag = {.rest = str_from(block->text, mark->at)};
        if (!mark->html)
            continue;
        return html_next(&tag, token);
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

/* The rewritten line of this number, with its end. */
static str rewritten_line(const struct reader *r, size_t number)
{
    if (number < 1 || number > r->starts.n)
        return S("");
    size_t next = number < r->starts.n ? r->starts.at[number] : r->rewritten->text.len;
    return str_slice(r->rewritten->text, r->starts.at[number - 1], next);
}

/* A mark for what is added next, which stands at this byte of a rewritten line. */
static void add_mark(struct reader *r, size_t at, size_t number, size_t col, bool html)
{
    str line = rewritten_line(r, number);
    uint32_t start = line.len ? r->starts.at[number - 1] : 0;
    col = col < line.len ? col : line.len - (line.len > 0);
    struct place place = lines_place_near(r->rewritten, S(""), start + (uint32_t)col, &r->near);
    vec_push(r->arena, &r->out->marks) =
        (struct source_mark){(uint32_t)at, place.line, place.col ? place.col : 1, html};
}

/* Where the text of a line begins behind blanks and the signs of so many quotes. */
static size_t text_begins(str line, size_t quotes)
{
    size_t at = 0;
    while (at < line.len &&
           (line.ptr[at] == ' ' || line.ptr[at] == '\t' || (line.ptr[at] == '>' && quotes > 0))) {
        quotes -= line.ptr[at] == '>';
        at++;
    }
    return at;
}

/* Blocks */

struct inlines {
    struct reader *reader;
    struct buf text;
    size_t line, col, quotes; /* where the block begins, and how many quotes it is in */
};

/* libcmark counts columns as if all lines of a block began where its first one does. */
static void mark_inline(struct inlines *in, cmark_node *node)
{
    size_t number = (size_t)cmark_node_get_start_line(node);
    size_t col = (size_t)cmark_node_get_start_column(node);
    bool html = cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE;
    if (number == in->line)
        col = col ? col - 1 : 0;
    else
        col = text_begins(rewritten_line(in->reader, number), in->quotes) +
              (col > in->col ? col - in->col : 0);
    add_mark(in->reader, in->text.len, number, col, html);
    str text = html ? str_of(cmark_node_get_literal(node)) : S("");
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] == '\n') {
            number++;
            col = text_begins(rewritten_line(in->reader, number), in->quotes);
            add_mark(in->reader, in->text.len + at + 1, number, col, false);
        }
}

static void add_inline(struct inlines *in, cmark_node *node, bool enters)
{
    struct buf *out = &in->text;
    cmark_node_type type = cmark_node_get_type(node);
    if (enters && type != CMARK_NODE_SOFTBREAK && type != CMARK_NODE_LINEBREAK)
        mark_inline(in, node);
    switch (type) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_HTML_INLINE:
        buf_add(out, str_of(cmark_node_get_literal(node)));
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

static size_t quotes_around(cmark_node *node)
{
    size_t quotes = 0;
    while ((node = cmark_node_parent(node)))
        quotes += cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE;
    return quotes;
}

/* The text of a block that holds inlines; leaves the iterator behind it. */
static str text_of(struct reader *r, cmark_iter *iter, cmark_node *block)
{
    struct inlines in = {
        .reader = r,
        .text = {.arena = r->arena},
        .line = (size_t)cmark_node_get_start_line(block),
        .col = (size_t)cmark_node_get_start_column(block),
        .quotes = quotes_around(block),
    };
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == block)
            break;
        add_inline(&in, node, event == CMARK_EVENT_ENTER);
    }
    return buf_kept(&in.text);
}

/* The text of an HTML block is its lines without what stands before them. Gives the last one; what
 * libcmark says of it is wrong. */
static uint32_t mark_lines(struct reader *r, str text, size_t number)
{
    str rest = text, line;
    while (str_line(&rest, &line)) {
        str whole = str_trim_right(rewritten_line(r, number)), own = str_trim_right(line);
        add_mark(r, (size_t)(line.ptr - text.ptr), number,
                 whole.len > own.len ? whole.len - own.len : 0, false);
        number++;
    }
    return line_of(r, (int)number - 1);
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
        .item = is_in_item(node) ? r->items.at[r->items.n - 1] : 0,
        .mark = r->out->marks.n,
    };
    if (kind == SOURCE_PARAGRAPH || kind == SOURCE_HEADING)
        block.text = text_of(r, iter, node);
    else
        block.text = arena_dup(r->arena, str_of(cmark_node_get_literal(node)));
    if (kind == SOURCE_HTML)
        block.last = mark_lines(r, block.text, (size_t)cmark_node_get_start_line(node));
    block.marks = r->out->marks.n - block.mark;
    if (kind == SOURCE_CODE)
        block.info = arena_dup(r->arena, str_of(cmark_node_get_fence_info(node)));
    block.setext = kind == SOURCE_HEADING && is_setext(r, &block);
    vec_push(r->arena, &r->out->blocks) = block;
}

static void read_item(struct reader *r, bool enters)
{
    struct source_tree *out = r->out;
    if (enters) {
        vec_push(r->arena, &out->item_ends) = 0;
        vec_push(r->arena, &r->items) = out->item_ends.n;
    } else
        out->item_ends.at[r->items.at[--r->items.n] - 1] = out->blocks.n;
}

static void read_tree(struct reader *r)
{
    enum source_kind kind;
    cmark_node *tree =
        cmark_parse_document(r->rewritten->text.ptr, r->rewritten->text.len, CMARK_OPT_SOURCEPOS);
    cmark_iter *iter = cmark_iter_new(tree);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && kind_of(node, &kind))
            add_block(r, iter, node, kind);
        else if (cmark_node_get_type(node) == CMARK_NODE_ITEM)
            read_item(r, event == CMARK_EVENT_ENTER);
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
    out->has_tree = true;
    find_starts(&r);
    read_tree(&r);
}
