#include "markdown/lines.h"

#include <string.h>

#include "base/ascii.h"
#include "markdown/exts.h"
#include "markdown/html_tokens.h"
#include "markdown/offsets.h"
#include "markdown/rewriter.h"

enum { PADDING = 64 };

/* ---- positions ------------------------------------------------------------------------------ */

static const struct origin *origin_of(const struct lines *lines, uint32_t out, size_t *near)
{
    enum { STEPS = 8 };
    size_t low = 0, high = lines->origins.n;
    if (*near < high && lines->origins.at[*near].out <= out) {
        low = *near;
        for (int i = 0; i < STEPS && low + 1 < high; i++) {
            if (lines->origins.at[low + 1].out > out)
                high = low + 1;
            else
                low++;
        }
    }
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (lines->origins.at[middle].out <= out)
            low = middle;
        else
            high = middle;
    }
    *near = low;
    return lines->origins.n ? &lines->origins.at[low] : NULL;
}

struct place lines_place(const struct lines *lines, str path, uint32_t out)
{
    size_t near = 0;
    return lines_place_near(lines, path, out, &near);
}

struct place lines_place_near(const struct lines *lines, str path, uint32_t out, size_t *near)
{
    const struct origin *o = origin_of(lines, out, near);
    if (!o)
        return (struct place){path, 0, 0};
    return (struct place){path, o->line, o->col + (out > o->out ? out - o->out : 0)};
}

const struct mark *lines_mark(const struct lines *lines, uint32_t out)
{
    size_t low = 0, high = lines->marks.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (lines->marks.at[middle].out < out)
            low = middle + 1;
        else
            high = middle;
    }
    return low < lines->marks.n && lines->marks.at[low].out == out ? &lines->marks.at[low] : NULL;
}

/* ---- the rewriter --------------------------------------------------------------------------- */

/* A fence that is open where the block around it ends: at this line, or NULL at the text's end. */
static void report_fence(const struct rewriter *w, const struct line *line)
{
    struct place place = {w->options->path, w->literal.number, w->literal.indent + 1};
    if (line)
        diag_add(
            w->diags, DIAG_FENCE_UNCLOSED, place,
            "this code fence is not closed before line %u, which is outside the block around it",
            line->number);
    else
        diag_add(w->diags, DIAG_FENCE_UNCLOSED, place, "this code fence is never closed");
}

static void end_literal(struct rewriter *w, const struct line *line)
{
    if (w->literal.kind == LITERAL_FENCE)
        report_fence(w, line);
    w->no_code |= w->literal.kind != LITERAL_NONE;
    w->literal = (struct literal){0};
}

/* The line inside the quote marks of a block; false where it has fewer, so that the block is over.
 */
static bool inside_quotes(str text, unsigned quotes, str *inner)
{
    for (; quotes > 0; quotes--) {
        text = line_of(text, 0).text;
        if (text.len == 0 || text.ptr[0] != '>')
            return false;
        text = str_from(text, 1);
    }
    *inner = line_of(text, 0).text;
    return true;
}

static void leave_lists(struct rewriter *w, unsigned indent)
{
    while (w->list_count && indent < w->lists[w->list_count - 1]) {
        w->list_count--;
        w->in_paragraph = false;
    }
}

/* The column of the innermost block that a line at this indent stands in. */
static unsigned base_at(const struct rewriter *w, unsigned indent)
{
    size_t lists = w->list_count;
    unsigned base = rewriter_body(w);
    while (lists > 0 && indent < w->lists[lists - 1])
        lists--;
    return lists > 0 && w->lists[lists - 1] > base ? w->lists[lists - 1] : base;
}

/* Whether a line goes on with the paragraph of the line before, at whatever indent. md4c 0.4.8
 * lets fences and HTML begin where they are indented too deep. */
static bool goes_on(const struct rewriter *w, const struct line *line)
{
    char mark;
    size_t length;
    str end;
    if (!w->in_paragraph)
        return false;
    if (!line_may_begin(line->text))
        return true;
    if (line->indent >= base_at(w, line->indent) + CODE_INDENT)
        return !line_is_fence(line->text, &mark, &length) && !line_is_html(line->text, true, &end);
    return !line_ends_paragraph(line->text) && !line_marker(line).length;
}

/* What a line must be indented by to stand in the innermost container. */
static unsigned least_indent(const struct rewriter *w)
{
    const struct container *c = &w->containers[w->container_count - 1];
    return c->fence ? c->at : c->body;
}

/* Whether an extension's block may begin with a line that is not the innermost container's. */
static bool may_begin_block(str text)
{
    static const str marks[] = {S_INIT("[^"),  S_INIT("*["),  S_INIT("!!!"),
                                S_INIT("???"), S_INIT("==="), S_INIT("///"),
                                S_INIT(": "),  S_INIT(":\t"), S_INIT("|")};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(text, marks[i]))
            return true;
    return line_is_definition(text);
}

/* Whether a line that is not indented goes on with a paragraph of the innermost container. */
static bool goes_on_lazily(const struct rewriter *w, const struct line *line)
{
    return w->containers[w->container_count - 1].lazy && w->in_paragraph &&
           w->table == TABLE_NONE && !line_ends_paragraph(line->text) &&
           !line_marker(line).length && !may_begin_block(line->text) &&
           !str_starts(w->next, S(":")); /* then it is a term */
}

/* Returns whether the line goes on with a paragraph. */
static bool leave_blocks(struct rewriter *w, const struct line *line)
{
    str inner;
    while (w->container_count && line->indent < least_indent(w) && !goes_on_lazily(w, line)) {
        end_literal(w, line);
        rewriter_cut_off(w);
    }
    if (line->indent < w->literal.base || !inside_quotes(line->text, w->literal.quotes, &inner))
        end_literal(w, line);
    bool on = w->literal.kind == LITERAL_NONE && goes_on(w, line);
    if (w->literal.kind == LITERAL_NONE && !on)
        leave_lists(w, line->indent);
    return on;
}

/* What a line holds behind the list markers and quote marks that it begins with. */
struct inner {
    struct line line;
    unsigned base; /* column of the innermost container */
    unsigned quotes;
};

static void pass_quote(struct inner *in)
{
    bool blank = in->line.text.len > 1 && ascii_is_blank(in->line.text.ptr[1]);
    in->base = in->line.indent + (blank ? 2 : 1);
    in->line = line_behind(in->line, 1);
    in->quotes++;
}

static void pass_list(struct rewriter *w, struct inner *in, const struct list_marker *marker)
{
    in->base = marker->content;
    in->line = line_behind(in->line, marker->length);
    w->empty_item = marker->empty;
    w->paragraph_lines = 0;
    if (in->quotes == 0)
        w->quotes = 0;
    if (in->quotes == 0 && w->list_count < MAX_LISTS)
        w->lists[w->list_count++] = marker->content;
}

static struct inner inside_markers(struct rewriter *w, const struct line *line)
{
    struct inner in = {.line = *line, .base = rewriter_base(w)};
    for (unsigned depth = 0; in.line.indent < in.base + CODE_INDENT; depth++) {
        if (depth > w->options->max_nesting) {
            w->out->too_deep = true;
            break;
        }
        struct list_marker marker = line_marker(&in.line);
        /* What cannot end a paragraph may end the quote that it is in. */
        bool begins = marker.interrupts || !w->in_paragraph || (w->in_quote && in.quotes == 0);
        if (in.line.text.len && in.line.text.ptr[0] == '>')
            pass_quote(&in);
        else if (marker.length && begins)
            pass_list(w, &in, &marker);
        else
            break;
        w->in_paragraph = w->no_code = false;
    }
    return in;
}

/* For md4c 0.4.8 <preface> begins a <pre> that goes on to its end tag: such a '<' is escaped. */
static void guard_tag(struct rewriter *w, str text)
{
    static const str names[] = {S_INIT("<script"), S_INIT("<pre"), S_INIT("<style")};
    w->escaped = NULL;
    if (text.len == 0 || text.ptr[0] != '<')
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text.len > names[i].len && str_eq_nocase(str_until(text, names[i].len), names[i]) &&
            text.ptr[names[i].len] != '>' && !ascii_is_space(text.ptr[names[i].len]))
            w->escaped = text.ptr;
}

/* Whether an extension writes the first line of a quote. */
static bool extension_quotes(struct rewriter *w, const struct line *line, const struct inner *in)
{
    if (w->options->plain || in->quotes <= w->quotes || in->line.indent >= in->base + CODE_INDENT)
        return false;
    for (size_t i = 0; exts[i]; i++)
        if (exts[i]->quote && exts[i] != w->options->without && exts[i]->quote(w, line, &in->line))
            return true;
    return false;
}

/* Returns whether the line has been written. */
static bool enter_blocks(struct rewriter *w, const struct line *whole)
{
    bool in_quote = w->in_quote && w->in_paragraph;
    struct inner in = inside_markers(w, whole);
    str text = in.line.text;
    struct literal found = {.base = in.quotes ? 0 : in.base,
                            .quotes = in.quotes,
                            .number = in.line.number,
                            .indent = in.line.indent};
    bool deep = in.line.indent >= in.base + CODE_INDENT;
    bool written = extension_quotes(w, whole, &in);
    w->in_quote = in.quotes > 0 || in_quote;
    w->quotes = in.quotes;
    if (written || (deep && (!w->no_code || w->table != TABLE_NONE)))
        return written; /* indented code, a row */
    guard_tag(w, text);
    if (line_is_fence(text, &found.mark, &found.length)) {
        found.kind = LITERAL_FENCE;
        found.shift = deep ? in.line.indent - in.base : 0;
        w->literal = found;
    } else if (!w->escaped && line_is_html(text, w->in_paragraph, &found.end)) {
        found.kind = LITERAL_HTML;
        if (found.end.len == 0 || !line_has_nocase(text, found.end))
            w->literal = found;
    }
    bool ends =
        !deep && (line_ends_paragraph(text) || (w->in_paragraph && line_is_underline(text)));
    w->in_paragraph = found.kind == LITERAL_NONE && !ends;
    w->in_quote = w->in_quote && (in.quotes > 0 || w->in_paragraph);
    w->no_code = w->in_paragraph || found.kind == LITERAL_HTML;
    return false;
}

static bool extension_takes(struct rewriter *w, const struct line *line)
{
    const struct ext *header = w->header;
    w->header = NULL;
    if (header && header->option(w, line)) {
        w->header = header;
        return true;
    }
    if (w->options->plain || line->indent >= base_at(w, line->indent) + CODE_INDENT)
        return false;
    uint32_t may = w->begins[(unsigned char)line->text.ptr[0]];
    for (const struct ext *ext; (ext = exts_take(&may));)
        if (ext->line(w, line))
            return true;
    return false;
}

static bool ends_fence(const struct literal *fence, const struct line *line)
{
    str inner;
    bool deep = fence->quotes == 0 && line->indent >= fence->base + fence->shift + CODE_INDENT;
    if (deep || !inside_quotes(line->text, fence->quotes, &inner))
        return false;
    size_t n = 0;
    while (n < inner.len && inner.ptr[n] == fence->mark)
        n++;
    return n >= fence->length && str_trim(str_from(inner, n)).len == 0;
}

/* Code keeps its tabs: it is written as it is from the column of the fence on. */
static void put_code(struct rewriter *w, const struct line *line)
{
    const struct literal *fence = &w->literal;
    str code;
    bool moves = w->container_count || fence->shift;
    if (moves && fence->quotes == 0 && line->indent > fence->indent &&
        line_from_column(line, fence->indent, &code))
        rewriter_put(w, line, code, fence->indent - fence->shift);
    else if (line->indent > fence->base + fence->shift)
        rewriter_put(w, line, line->text, line->indent - fence->shift);
    else
        rewriter_put(w, line, line->text, fence->base);
}

static void read_literal(struct rewriter *w, const struct line *line)
{
    if (w->literal.kind == LITERAL_FENCE) {
        bool ends = ends_fence(&w->literal, line);
        struct line put = *line;
        if (ends) { /* md4c 0.4.8 wants no tab behind the mark */
            put.text = str_trim_right(put.text);
            put.whole = str_trim_right(put.whole);
        }
        put_code(w, &put);
        if (ends)
            w->literal = (struct literal){0};
        w->no_code = false;
        return;
    }
    if (w->literal.kind == LITERAL_MATH) {
        math_go_on(w, line);
        return;
    }
    rewriter_put(w, line, line->text, line->indent);
    if (w->literal.end.len && line_has_nocase(line->text, w->literal.end)) {
        w->literal = (struct literal){0};
        w->no_code = true;
    }
}

static void read_blank(struct rewriter *w, const struct line *line)
{
    bool html_to_blank = w->literal.kind == LITERAL_HTML && w->literal.end.len == 0;
    if (w->list_count && w->literal.kind != LITERAL_FENCE && !w->options->plain)
        offsets_mend(w);
    bool behind_paragraph = w->paragraph_end == w->text.len;
    rewriter_put(w, line, line->text, line->indent);
    if (behind_paragraph)
        w->paragraph_end = w->text.len;
    if (html_to_blank || w->literal.quotes)
        end_literal(w, line);
    w->header = NULL;
    w->no_code = w->empty_item; /* for md4c 0.4.8 */
    if (w->empty_item && w->list_count)
        w->list_count--;
    w->empty_item = w->in_paragraph = w->in_quote = false;
    w->paragraph_lines = w->quotes = 0;
}

static bool is_underline(const struct rewriter *w, const struct line *line)
{
    unsigned base = rewriter_base(w);
    return line->indent >= base && line->indent < base + CODE_INDENT &&
           line_is_underline(line->text);
}

/* For each closing bracket md4c 0.4.8 looks for its line from the paragraph's first line on, so n
 * links on n lines take it n² steps. */
static void count_links(struct rewriter *w, str text)
{
    enum { MOST_STEPS = 2000000 };
    bool defines = w->paragraph_lines == 0 && line_is_definition(text);
    w->paragraph_lines = w->in_paragraph && !defines ? w->paragraph_lines + 1 : 0;
    if (w->paragraph_lines == 0 || w->table != TABLE_NONE)
        return;
    for (size_t at; (at = str_find_char(text, ']')) != STR_NONE; text = str_from(text, at + 1))
        w->link_steps += w->paragraph_lines;
    w->out->too_many_links = w->link_steps > MOST_STEPS;
}

/* Of a site's own macros, which may make the term of a definition. */
static bool is_comment(str text)
{
    return str_starts(text, S("<!--")) && str_ends(str_trim_right(text), S("-->"));
}

static void read_line(struct rewriter *w, const struct line *line)
{
    if (w->skipped) {
        w->skipped--;
        return;
    }
    if (line->text.len == 0) {
        read_blank(w, line);
        return;
    }
    bool on = leave_blocks(w, line);
    if (!w->in_paragraph && w->literal.kind == LITERAL_NONE)
        w->block_at = w->text.len;
    w->empty_item = false;
    bool verbatim = w->literal.kind == LITERAL_FENCE || w->literal.end.len > 0;
    if (w->literal.kind != LITERAL_NONE && verbatim) {
        read_literal(w, line);
    } else if (extension_takes(w, line)) {
        w->in_quote = false;
        w->no_code = w->in_paragraph;
    } else if (w->literal.kind != LITERAL_NONE) {
        read_literal(w, line);
    } else if (on && w->in_paragraph && !is_underline(w, line)) {
        guard_tag(w, line->text);
        rewriter_put(w, line, line->text, line->indent);
    } else {
        if (!enter_blocks(w, line))
            rewriter_put(w, line, line->text, line->indent - w->literal.shift);
    }
    w->escaped = NULL;
    if ((w->in_paragraph && w->table == TABLE_NONE) || is_comment(line->text)) {
        w->paragraph_end = w->text.len;
        w->paragraph_base = rewriter_base(w);
    }
    count_links(w, line->text);
}

void rewriter_read_rest(struct rewriter *w, const struct line *line, size_t header)
{
    struct line rest = line_behind(*line, header);
    rest.indent = rewriter_body(w);
    if (rest.text.len)
        read_line(w, &rest);
}

static void finish(struct rewriter *w)
{
    end_literal(w, NULL);
    while (w->container_count)
        rewriter_cut_off(w);
    size_t len = w->text.len;
    buf_add_repeat(&w->text, '\0', PADDING);
    w->out->text = str_until(buf_kept(&w->text), len);
}

static bool is_fine(const struct lines *out)
{
    return !out->too_deep && !out->too_long && !out->too_many_links;
}

static void find_begins(struct rewriter *w)
{
    for (unsigned n = 0; exts[n]; n++)
        if (exts[n]->line && exts[n] != w->options->without)
            exts_add(w->begins, exts[n]->begins, n);
}

void lines_read(struct arena *scratch, str text, const struct markdown_options *options,
                struct diags *diags, struct lines *out)
{
    struct rewriter w = {.scratch = scratch,
                         .options = options,
                         .diags = diags,
                         .out = out,
                         .text = {.arena = scratch}};
    uint32_t number = options->first_line;
    size_t limit = options->max_output + text.len;
    *out = (struct lines){0};
    find_begins(&w);
    buf_room(&w.text, text.len + text.len / 16 + PADDING);
    for (bool more = str_line(&text, &w.next); more && is_fine(out); number++) {
        struct line line = line_of(w.next, number);
        more = str_line(&text, &w.next);
        if (!more)
            w.next = S("");
        w.rest = text;
        read_line(&w, &line);
        out->too_long = w.text.len > limit;
    }
    finish(&w);
}
