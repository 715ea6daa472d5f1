#include "markdown/rewriter.h"

static const char mark_text[] = "<?kb?>";

static void put_prefix(struct rewriter *w)
{
    unsigned column = 0;
    for (unsigned i = 0; i < w->container_count; i++) {
        buf_add_repeat(&w->text, ' ', w->containers[i].at - column);
        buf_add_lit(&w->text, "> ");
        column = w->containers[i].body;
    }
}

unsigned rewriter_body(const struct rewriter *w)
{
    return w->container_count ? w->containers[w->container_count - 1].body : 0;
}

static void put_origin(struct rewriter *w, const struct line *line, size_t in_line)
{
    vec_push(w->scratch, &w->out->origins) =
        (struct origin){(uint32_t)w->text.len, line->number, (uint32_t)in_line + 1};
}

static void put_slice(struct rewriter *w, const struct line *line, str text)
{
    size_t in_line = text.len ? (size_t)(text.ptr - line->whole.ptr) : 0, cut = text.len;
    if (w->escaped >= text.ptr && w->escaped < text.ptr + text.len)
        cut = (size_t)(w->escaped - text.ptr);
    put_origin(w, line, in_line);
    buf_add(&w->text, str_until(text, cut));
    if (cut < text.len) {
        buf_add_char(&w->text, '\\');
        put_origin(w, line, in_line + cut);
        buf_add(&w->text, str_from(text, cut));
    }
    buf_add_char(&w->text, '\n');
}

void rewriter_put(struct rewriter *w, const struct line *line, str text, unsigned indent)
{
    unsigned column = rewriter_body(w);
    if (w->container_count == 0 && indent == line->indent && text.ptr == line->text.ptr) {
        size_t blanks = (size_t)(text.ptr - line->whole.ptr);
        put_slice(w, line, str_until(line->whole, blanks + text.len));
        return;
    }
    put_prefix(w);
    buf_add_repeat(&w->text, ' ', indent > column ? indent - column : 0);
    put_slice(w, line, text);
}

uint32_t rewriter_put_own(struct rewriter *w, unsigned indent, str text)
{
    unsigned column = rewriter_body(w);
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

static bool open_container(struct rewriter *w, struct container c, struct mark mark)
{
    unsigned limit =
        w->options->max_nesting < MAX_CONTAINERS ? w->options->max_nesting : MAX_CONTAINERS;
    if (w->container_count >= limit) {
        w->out->too_deep = true;
        return false;
    }
    if (w->literal.kind == LITERAL_HTML) {
        /* Raw HTML that only a blank line ends. */
        rewriter_put_own(w, c.at, S(""));
        w->literal = (struct literal){0};
    }
    if (w->in_quote)
        put_mark(w, c.at, (struct mark){0});
    while (w->list_count && c.at < w->lists[w->list_count - 1])
        w->list_count--;
    c.lists = w->list_count;
    c.mark = (uint32_t)w->out->marks.n;
    w->containers[w->container_count++] = c;
    w->in_paragraph = w->no_code = false;
    put_mark(w, c.body, mark);
    if (!mark.has_title)
        rewriter_put_own(w, c.body, S(""));
    return true;
}

bool rewriter_open(struct rewriter *w, unsigned indent, struct mark mark)
{
    struct container c = {.at = indent, .body = indent + CONTAINER_INDENT};
    return open_container(w, c, mark);
}

bool rewriter_open_fenced(struct rewriter *w, const struct line *line, unsigned fence,
                          struct mark mark)
{
    struct container c = {
        .at = line->indent, .body = line->indent, .fence = fence, .number = line->number};
    return open_container(w, c, mark);
}

/* The header may be indented by up to three; its body is by four from where the block stands. */
bool rewriter_open_lazy(struct rewriter *w, const struct line *line, struct mark mark)
{
    unsigned base = rewriter_base(w);
    if (base > line->indent || line->indent >= base + CODE_INDENT)
        base = line->indent;
    struct container c = {.at = line->indent, .body = base + CONTAINER_INDENT, .lazy = true};
    if (!open_container(w, c, mark))
        return false;
    uint32_t at = w->out->marks.at[w->out->marks.n - 1].out;
    vec_push(w->scratch, &w->out->origins) =
        (struct origin){at, line->number, (uint32_t)(line->text.ptr - line->whole.ptr) + 1};
    return true;
}

void rewriter_check_body(struct rewriter *w, const struct line *header, enum diag_code code,
                         const char *what)
{
    struct line next = line_of(w->next, header->number + 1);
    if (next.text.len && next.indent < header->indent + CONTAINER_INDENT)
        diag_add(w->diags, code,
                 (struct place){w->options->path, next.number,
                                (uint32_t)(next.text.ptr - next.whole.ptr) + 1},
                 "this text is not indented by four, so it is not in the %s above it", what);
}

void rewriter_close(struct rewriter *w)
{
    w->header = NULL;
    const struct container *c = &w->containers[--w->container_count];
    put_mark(w, c->at, (struct mark){0});
    w->closed = *c;
    w->header = NULL; /* no option of it follows */
    w->closed_at = w->text.len;
    if (w->list_count > c->lists)
        w->list_count = c->lists;
    if (w->literal.kind == LITERAL_HTML)
        w->literal = (struct literal){0};
    w->in_paragraph = false;
    w->no_code = true;
}

void rewriter_cut_off(struct rewriter *w)
{
    const struct container *c = &w->containers[w->container_count - 1];
    if (c->fence)
        diag_add(
            w->diags, DIAG_BLOCK_UNCLOSED, (struct place){w->options->path, c->number, c->at + 1},
            "no line of %u slashes closes this block, which ends with what it stands in", c->fence);
    rewriter_close(w);
}

void rewriter_end_block(struct rewriter *w, const struct line *line)
{
    if (!w->in_paragraph || !(w->in_quote || w->table != TABLE_NONE))
        return;
    rewriter_put_own(w, line->indent, S(""));
    w->in_paragraph = w->in_quote = false;
    w->table = TABLE_NONE;
}

unsigned rewriter_base(const struct rewriter *w)
{
    unsigned body = rewriter_body(w);
    unsigned list = w->list_count ? w->lists[w->list_count - 1] : 0;
    return list > body ? list : body;
}

/* ---- titles --------------------------------------------------------------------------------- */

/* A heading drops the hash signs that it ends with; an escaped one stays. */
static str kept_as_heading(struct arena *a, str title)
{
    size_t end = title.len;
    while (end > 0 && title.ptr[end - 1] == '#')
        end--;
    if (end == title.len || (end > 0 && !ascii_is_blank(title.ptr[end - 1])))
        return title;
    return arena_join(a, str_until(title, end), S("\\"), str_from(title, end));
}

/* Behind `prefix`, the quote marks that the author has put before it. */
static void put_title(struct rewriter *w, const struct line *line, str prefix, str title)
{
    static const char heading[] = "###### ";
    str kept = kept_as_heading(w->scratch, title);
    if (title.ptr < line->whole.ptr || title.ptr > line->whole.ptr + line->whole.len ||
        kept.ptr != title.ptr)
        title = line->text;
    str text = arena_join(w->scratch, prefix, str_of(heading), kept);
    uint32_t at = rewriter_put_own(w, prefix.len ? line->indent : 0, text);
    vec_push(w->scratch, &w->out->origins) =
        (struct origin){at + (uint32_t)(prefix.len + sizeof heading - 1), line->number,
                        (uint32_t)(title.ptr - line->whole.ptr) + 1};
}

void rewriter_put_title(struct rewriter *w, const struct line *line, str title)
{
    put_title(w, line, S(""), title);
}

/* The marks of quotes, and blanks for those of lists: the item goes on. */
static str prefix_below(struct arena *a, str prefix)
{
    str below = arena_dup(a, prefix);
    for (size_t i = 0; i < below.len; i++)
        if (below.ptr[i] != '>' && below.ptr[i] != '\t')
            ((char *)below.ptr)[i] = ' ';
    return below;
}

void rewriter_mark_quote(struct rewriter *w, const struct line *line, const struct line *inner,
                         struct mark mark, str title)
{
    str prefix = str_until(line->text, (size_t)(inner->text.ptr - line->text.ptr));
    str below = prefix_below(w->scratch, prefix);
    uint32_t at =
        rewriter_put_own(w, line->indent, arena_join(w->scratch, prefix, str_of(mark_text), S("")));
    mark.out = at + (uint32_t)prefix.len;
    mark.has_title = title.len > 0;
    vec_push(w->scratch, &w->out->marks) = mark;
    if (mark.has_title)
        put_title(w, line, below, title);
    else
        rewriter_put_own(w, line->indent, below);
    w->in_paragraph = w->no_code = false;
}
