#include "markdown/lines.h"

#include <string.h>

#include "base/ascii.h"
#include "markdown/exts.h"
#include "markdown/rewriter.h"

enum { PADDING = 64, TAB = 4, CODE_INDENT = 4 };

static const char mark_text[] = "<?kb?>";

/* ---- positions ------------------------------------------------------------------------------ */

static const struct origin *origin_of(const struct lines *lines, uint32_t out)
{
    size_t low = 0, high = lines->origins.n;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (lines->origins.at[middle].out <= out)
            low = middle;
        else
            high = middle;
    }
    return lines->origins.n ? &lines->origins.at[low] : NULL;
}

struct place lines_place(const struct lines *lines, str path, uint32_t out)
{
    const struct origin *o = origin_of(lines, out);
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

const struct attributes *lines_attributes(const struct lines *lines, uint32_t out)
{
    const struct origin *o = origin_of(lines, out);
    for (size_t low = 0, high = lines->attributes.n; o && low < high;) {
        size_t middle = (low + high) / 2;
        const struct attributes *a = &lines->attributes.at[middle];
        if (a->out == o->out)
            return a;
        if (a->out < o->out)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ---- writing -------------------------------------------------------------------------------- */

static void put_prefix(struct rewriter *w)
{
    unsigned column = 0;
    for (unsigned i = 0; i < w->container_count; i++) {
        buf_add_repeat(&w->text, ' ', w->containers[i] - column);
        buf_add_lit(&w->text, "> ");
        column = w->containers[i] + CONTAINER_INDENT;
    }
}

static unsigned body_column(const struct rewriter *w)
{
    return w->container_count ? w->containers[w->container_count - 1] + CONTAINER_INDENT : 0;
}

static void put_origin(struct rewriter *w, const struct line *line, size_t in_line)
{
    vec_push(w->scratch, &w->out->origins) =
        (struct origin){(uint32_t)w->text.len, line->number, (uint32_t)in_line + 1};
}

void rewriter_put(struct rewriter *w, const struct line *line, str text, unsigned indent)
{
    if (w->container_count == 0 && indent == line->indent && text.ptr == line->text.ptr) {
        put_origin(w, line, 0);
        buf_add(&w->text, str_until(line->whole, (size_t)(text.ptr - line->whole.ptr) + text.len));
    } else {
        unsigned column = body_column(w);
        put_prefix(w);
        buf_add_repeat(&w->text, ' ', indent > column ? indent - column : 0);
        put_origin(w, line, text.len ? (size_t)(text.ptr - line->whole.ptr) : 0);
        buf_add(&w->text, text);
    }
    buf_add_char(&w->text, '\n');
}

uint32_t rewriter_put_own(struct rewriter *w, unsigned indent, str text)
{
    unsigned column = body_column(w);
    put_prefix(w);
    buf_add_repeat(&w->text, ' ', indent > column ? indent - column : 0);
    uint32_t at = (uint32_t)w->text.len;
    buf_add(&w->text, text);
    buf_add_char(&w->text, '\n');
    return at;
}

static void put_mark(struct rewriter *w, unsigned indent, struct mark mark)
{
    mark.out = rewriter_put_own(w, indent, str_of(mark_text));
    vec_push(w->scratch, &w->out->marks) = mark;
}

bool rewriter_open(struct rewriter *w, unsigned indent, struct mark mark)
{
    unsigned limit =
        w->options->max_nesting < MAX_CONTAINERS ? w->options->max_nesting : MAX_CONTAINERS;
    if (w->container_count >= limit) {
        w->out->too_deep = true;
        return false;
    }
    w->containers[w->container_count++] = indent;
    put_mark(w, indent + CONTAINER_INDENT, mark);
    w->in_paragraph = false;
    return true;
}

void rewriter_close(struct rewriter *w)
{
    unsigned indent = w->containers[--w->container_count];
    put_mark(w, indent, (struct mark){.kind = MARK_END});
    w->in_paragraph = false;
}

unsigned rewriter_base(const struct rewriter *w)
{
    unsigned body = body_column(w);
    unsigned list = w->list_count ? w->lists[w->list_count - 1] : 0;
    return list > body ? list : body;
}

/* ---- what a line is ------------------------------------------------------------------------- */

static struct line line_of(str whole, uint32_t number)
{
    struct line l = {.whole = whole, .number = number};
    size_t i = 0;
    for (; i < whole.len && ascii_is_blank(whole.ptr[i]); i++)
        l.indent += whole.ptr[i] == '\t' ? TAB - l.indent % TAB : 1;
    l.text = str_from(whole, i);
    return l;
}

static size_t run_of(str s, char c)
{
    size_t n = 0;
    while (n < s.len && s.ptr[n] == c)
        n++;
    return n;
}

static bool opens_fence(str text, char *mark, size_t *length)
{
    *mark = text.len ? text.ptr[0] : 0;
    if (*mark != '`' && *mark != '~')
        return false;
    *length = run_of(text, *mark);
    return *length >= 3 &&
           (*mark == '~' || str_find_char(str_from(text, *length), '`') == STR_NONE);
}

static bool closes_fence(const struct fence *fence, str text)
{
    size_t n = run_of(text, fence->mark);
    return n >= fence->length && str_trim(str_from(text, n)).len == 0;
}

/* The length of a list marker with the blanks after it, 0 where the text begins with none. */
static size_t list_marker(str text)
{
    size_t n = 0;
    if (text.len && strchr("-*+", text.ptr[0]))
        n = 1;
    else {
        while (n < text.len && n < 9 && ascii_is_digit(text.ptr[n]))
            n++;
        if (n == 0 || n >= text.len || (text.ptr[n] != '.' && text.ptr[n] != ')'))
            return 0;
        n++;
    }
    size_t end = n;
    while (end < text.len && text.ptr[end] == ' ')
        end++;
    if (end == n)
        return n == text.len ? n : 0;
    return end - n > CODE_INDENT || end == text.len ? n + 1 : end;
}

static bool is_thematic_break(str text)
{
    char c = text.len ? text.ptr[0] : 0;
    size_t n = 0;
    if (c != '-' && c != '*' && c != '_')
        return false;
    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] == c;
        if (text.ptr[i] != c && !ascii_is_blank(text.ptr[i]))
            return false;
    }
    return n >= 3;
}

/* Raw HTML that goes on through blank lines, by what ends it (CommonMark's HTML blocks 1 to 5). */
static str html_end_of(str text)
{
    static const struct {
        str begin, end;
    } blocks[] = {
        {S_INIT("<!--"), S_INIT("-->")},
        {S_INIT("<?"), S_INIT("?>")},
        {S_INIT("<![CDATA["), S_INIT("]]>")},
        {S_INIT("<script"), S_INIT("</script>")},
        {S_INIT("<pre"), S_INIT("</pre>")},
        {S_INIT("<style"), S_INIT("</style>")},
        {S_INIT("<textarea"), S_INIT("</textarea>")},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        str begin = blocks[i].begin;
        if (!str_eq_nocase(str_until(text, begin.len), begin))
            continue;
        char after = text.len > begin.len ? text.ptr[begin.len] : ' ';
        if (ascii_is_alpha(begin.ptr[1]) && after != '>' && !ascii_is_space(after))
            continue;
        return blocks[i].end;
    }
    return S("");
}

static bool contains_nocase(str text, str needle)
{
    for (size_t i = 0; i + needle.len <= text.len; i++)
        if (str_eq_nocase(str_slice(text, i, i + needle.len), needle))
            return true;
    return false;
}

/* ---- the rewriter --------------------------------------------------------------------------- */

static void unclosed_fence(struct rewriter *w)
{
    struct place place = {w->options->path, w->fence.number, 1};
    diag_add(w->diags, DIAG_FENCE_UNCLOSED, place, "this code fence is never closed");
    w->fence.mark = 0;
}

/* The line inside the quote marks of a block; false where it has fewer, so that the block is over.
 */
static bool inside_quotes(str text, unsigned quotes, str *inner)
{
    for (; quotes > 0; quotes--) {
        text = str_trim_left(text);
        if (text.len == 0 || text.ptr[0] != '>')
            return false;
        text = str_from(text, 1);
    }
    *inner = str_trim_left(text);
    return true;
}

static void leave_blocks(struct rewriter *w, const struct line *line)
{
    str inner;
    while (w->container_count && line->indent < body_column(w)) {
        if (w->fence.mark)
            unclosed_fence(w);
        w->html_end = S("");
        rewriter_close(w);
    }
    if (w->fence.mark &&
        (line->indent < w->fence.base || !inside_quotes(line->text, w->fence.quotes, &inner)))
        unclosed_fence(w);
    if (w->html_end.len && !inside_quotes(line->text, w->html_quotes, &inner))
        w->html_end = S("");
    if (w->fence.mark)
        return;
    /* A line of text goes on with a paragraph at any indent, so it leaves no list. */
    bool lazy = w->in_paragraph && !w->after_blank && list_marker(line->text) == 0;
    while (!lazy && w->list_count && line->indent < w->lists[w->list_count - 1])
        w->list_count--;
}

/* Enters the list items (and passes the quote marks) that the line begins; what is left of it. */
static struct line inside_markers(struct rewriter *w, struct line line, unsigned *quotes)
{
    unsigned depth = 0;
    *quotes = 0;
    for (;;) {
        size_t n = 0;
        if (line.text.len && line.text.ptr[0] == '>')
            n = line.text.len > 1 && line.text.ptr[1] == ' ' ? 2 : 1;
        else if (!is_thematic_break(line.text) && line.indent < rewriter_base(w) + CODE_INDENT)
            n = list_marker(line.text);
        if (n == 0)
            return line;
        bool list = line.text.ptr[0] != '>';
        *quotes += !list;
        line.indent += (unsigned)n;
        line.text = str_from(line.text, n);
        if (list && w->list_count < MAX_LISTS)
            w->lists[w->list_count++] = line.indent;
        str inner = str_trim_left(line.text);
        line.indent += (unsigned)(line.text.len - inner.len);
        line.text = inner;
        if (++depth > w->options->max_nesting) {
            w->out->too_deep = true;
            return line;
        }
    }
}

static void enter_blocks(struct rewriter *w, const struct line *whole)
{
    unsigned quotes;
    struct line line = inside_markers(w, *whole, &quotes);
    unsigned base = quotes ? 0 : rewriter_base(w);
    struct fence fence = {.base = base, .quotes = quotes, .number = line.number};
    w->in_paragraph = line.text.len > 0 && line.text.ptr[0] != '#';
    if (whole->indent >= rewriter_base(w) + CODE_INDENT && whole->text.ptr == line.text.ptr)
        return;
    if (opens_fence(line.text, &fence.mark, &fence.length)) {
        w->fence = fence;
        w->in_paragraph = false;
        return;
    }
    str end = html_end_of(line.text);
    if (end.len && !contains_nocase(str_from(line.text, 2), end)) {
        w->html_end = end;
        w->html_quotes = quotes;
    }
}

static bool extension_takes(struct rewriter *w, const struct line *line)
{
    if (w->options->plain || line->indent >= rewriter_base(w) + CODE_INDENT)
        return false;
    for (size_t i = 0; exts[i]; i++)
        if (exts[i]->line && exts[i]->line(w, line))
            return true;
    return false;
}

static bool fence_ends(const struct rewriter *w, const struct line *line)
{
    str inner;
    return line->indent < w->fence.base + CODE_INDENT &&
           inside_quotes(line->text, w->fence.quotes, &inner) && closes_fence(&w->fence, inner);
}

static void read_line(struct rewriter *w, const struct line *line)
{
    if (line->text.len == 0) {
        rewriter_put(w, line, line->text, line->indent);
        w->after_blank = true;
        return;
    }
    leave_blocks(w, line);
    if (w->fence.mark) {
        rewriter_put(w, line, line->text, line->indent);
        if (fence_ends(w, line))
            w->fence.mark = 0;
    } else if (w->html_end.len) {
        rewriter_put(w, line, line->text, line->indent);
        if (contains_nocase(line->text, w->html_end))
            w->html_end = S("");
    } else if (!extension_takes(w, line)) {
        enter_blocks(w, line);
        rewriter_put(w, line, line->text, line->indent);
    }
    w->after_blank = false;
}

static void finish(struct rewriter *w)
{
    if (w->fence.mark)
        unclosed_fence(w);
    while (w->container_count)
        rewriter_close(w);
    size_t len = w->text.len;
    buf_add_repeat(&w->text, '\0', PADDING);
    w->out->text = str_until(arena_dup(w->scratch, buf_str(&w->text)), len);
    buf_free(&w->text);
}

void lines_read(struct arena *scratch, str text, const struct markdown_options *options,
                struct diags *diags, struct lines *out)
{
    struct rewriter w = {
        .scratch = scratch, .options = options, .diags = diags, .out = out, .after_blank = true};
    uint32_t number = options->first_line;
    *out = (struct lines){0};
    buf_room(&w.text, text.len + text.len / 16 + PADDING);
    w.rest = text;
    for (str whole; !out->too_deep && str_line(&w.rest, &whole); number++) {
        str after = w.rest;
        if (!str_line(&after, &w.next))
            w.next = S("");
        struct line line = line_of(whole, number);
        read_line(&w, &line);
    }
    finish(&w);
}
