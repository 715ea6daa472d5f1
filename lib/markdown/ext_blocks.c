/* Blocks of PyMdown Extensions, between lines of slashes:
 *
 *     /// note | Title
 *         type: warning
 *
 *     Markdown, which is not indented.
 *
 *     ///
 *
 * Any word is an admonition's type; `admonition`, `details`, `tab`, `html`, `define` and
 * `caption` mean what they say. Lines that are indented right below the header are options. A block
 * in another has another number of slashes. One that is not closed ends with what it stands in. */
#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"

enum { LEAST_SLASHES = 3 };

struct header {
    size_t slashes;
    str name, argument;
    bool has_argument; /* a bar, if nothing behind it */
};

static struct place place_of(const struct rewriter *w, const struct line *line)
{
    return (struct place){w->options->path, line->number,
                          (uint32_t)(line->text.ptr - line->whole.ptr) + 1};
}

static size_t slashes_of(str text)
{
    size_t n = 0;
    while (n < text.len && text.ptr[n] == '/')
        n++;
    return n;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || ascii_is_digit(c) || c == '-' || c == '_';
}

/* "/// name" or "/// name | argument". */
static bool read_header(str text, struct header *h)
{
    size_t n = 0;
    h->slashes = slashes_of(text);
    str rest = str_trim(str_from(text, h->slashes));
    while (n < rest.len && is_name_char(rest.ptr[n]))
        n++;
    h->name = str_until(rest, n);
    rest = str_trim_left(str_from(rest, n));
    h->has_argument = rest.len && rest.ptr[0] == '|';
    h->argument = str_trim(str_from(rest, h->has_argument));
    return h->slashes >= LEAST_SLASHES && n > 0 && !ascii_is_digit(h->name.ptr[0]) &&
           (rest.len == 0 || h->has_argument);
}

/* ---- opening -------------------------------------------------------------------------------- */

static struct mark mark_of(struct rewriter *w, const struct header *h)
{
    struct mark mark = {.ext = &ext_admonition, .has_title = h->argument.len > 0};
    mark.type = arena_dup(w->scratch, h->name);
    mark.untitled = h->has_argument;
    mark.folds = str_eq(h->name, S("details"));
    if (str_eq(h->name, S("admonition")))
        mark.type = S("note");
    else if (str_eq(h->name, S("tab")))
        mark.ext = &ext_tabs;
    else if (str_eq(h->name, S("define")) && h->argument.len == 0)
        mark.ext = &ext_definitions;
    else if (str_eq(h->name, S("html")) || str_eq(h->name, S("caption")))
        mark.ext = &ext_blocks;
    return mark;
}

/* What follows a sign in a selector such as div.cards#first, with a blank before each. */
static void add_names(struct buf *out, str selector, char sign)
{
    for (size_t i = 0; i + 1 < selector.len; i++) {
        size_t n = i + 1;
        if (selector.ptr[i] != sign)
            continue;
        while (n < selector.len && (ascii_is_alnum(selector.ptr[n]) || selector.ptr[n] == '-' ||
                                    selector.ptr[n] == '_'))
            n++;
        if (n > i + 1 && out->len)
            buf_add_char(out, ' ');
        buf_add(out, str_slice(selector, i + 1, n));
    }
}

static void add_attribute(struct buf *tag, const char *name, str selector, char sign)
{
    struct buf value = {0};
    add_names(&value, selector, sign);
    if (value.len)
        buf_addf(tag, " %s=\"%.*s\"", name, STR_ARG(buf_str(&value)));
    buf_free(&value);
}

/* A division of raw HTML, whose id is then one like any other. */
static void put_division(struct rewriter *w, const struct line *line, const struct header *h)
{
    struct buf tag = {0};
    buf_add_lit(&tag, "<div");
    add_attribute(&tag, "id", h->argument, '#');
    if (str_eq(h->name, S("caption")))
        buf_add_lit(&tag, " class=\"caption\"");
    else
        add_attribute(&tag, "class", h->argument, '.');
    buf_add_lit(&tag, ">");
    uint32_t at = rewriter_put_own(w, line->indent, buf_str(&tag));
    rewriter_put_own(w, line->indent, S(""));
    vec_push(w->scratch, &w->out->origins) =
        (struct origin){at, line->number, (uint32_t)(line->text.ptr - line->whole.ptr) + 1};
    buf_free(&tag);
}

static bool open_block(struct rewriter *w, const struct line *line, const struct header *h)
{
    struct mark mark = mark_of(w, h);
    bool division = mark.ext == &ext_blocks;
    mark.has_title = mark.has_title && !division;
    if (!rewriter_open_fenced(w, line, (unsigned)h->slashes, mark))
        return false;
    w->out->definitions |= mark.ext == &ext_definitions;
    if (mark.has_title)
        rewriter_put_title(w, line, h->argument);
    if (division)
        put_division(w, line, h);
    w->header = &ext_blocks;
    return true;
}

/* ---- options -------------------------------------------------------------------------------- */

static bool is_true(str value)
{
    return str_eq_nocase(value, S("true")) || str_eq_nocase(value, S("yes"));
}

/* The classes of "{class: a b, …}", the only one of a block's attributes that counts. */
static bool class_of(str map, str *classes)
{
    size_t at = str_find(map, S("class"));
    if (at == STR_NONE)
        return false;
    str rest = str_trim_left(str_from(map, at + 5));
    if (!str_starts(rest, S(":")))
        return false;
    rest = str_trim_left(str_from(rest, 1));
    size_t n = 0;
    char quote = rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\'') ? rest.ptr[0] : 0;
    rest = str_from(rest, quote != 0);
    while (n < rest.len && rest.ptr[n] != quote &&
           (quote || (rest.ptr[n] != ',' && rest.ptr[n] != '}')))
        n++;
    *classes = str_trim(str_until(rest, n));
    return true;
}

static bool set_option(struct rewriter *w, struct mark *mark, str key, str value)
{
    str classes;
    bool tab = mark->ext == &ext_tabs, box = mark->ext == &ext_admonition;
    if (box && str_eq(key, S("type")))
        mark->type = arena_dup(w->scratch, value);
    else if (mark->folds && str_eq(key, S("open")))
        mark->open = is_true(value);
    else if (tab && str_eq(key, S("new")))
        mark->apart = is_true(value);
    else if (tab && str_eq(key, S("select")))
        mark->open = is_true(value);
    else if (box && str_eq(key, S("attrs")) && class_of(value, &classes))
        mark->classes = arena_join(w->scratch, S(" "), classes, S(""));
    else
        return false;
    return true;
}

static bool block_option(struct rewriter *w, const struct line *line)
{
    const struct container *c = &w->containers[w->container_count - 1];
    str value = line->text, key;
    if (line->indent < c->at + CONTAINER_INDENT || str_find_char(value, ':') == STR_NONE)
        return false;
    str_cut(&value, ':', &key);
    for (size_t i = 0; i < key.len; i++)
        if (!is_name_char(key.ptr[i]))
            return false;
    if (key.len == 0)
        return false;
    if (!set_option(w, &w->out->marks.at[c->mark], key, str_trim(value)))
        diag_add(w->diags, DIAG_BLOCK_OPTION, place_of(w, line),
                 "this block has no option \"%.*s: %.*s\"", STR_ARG(key), STR_ARG(str_trim(value)));
    return true;
}

/* ---- closing -------------------------------------------------------------------------------- */

/* Which of the open containers a line of so many slashes closes: those in it end with it. */
static unsigned closed_by(const struct rewriter *w, const struct line *line, size_t slashes)
{
    for (unsigned i = w->container_count; i > 0 && w->containers[i - 1].fence; i--)
        if (w->containers[i - 1].fence == slashes && w->containers[i - 1].at <= line->indent)
            return i;
    return 0;
}

static bool close_block(struct rewriter *w, const struct line *line, size_t slashes)
{
    unsigned closed = closed_by(w, line, slashes);
    if (closed == 0) {
        diag_add(w->diags, DIAG_BLOCK_STRAY_CLOSE, place_of(w, line),
                 "no block that begins with %zu slashes is open here", slashes);
        return false;
    }
    while (w->container_count > closed)
        rewriter_cut_off(w);
    const struct container *c = &w->containers[closed - 1];
    if (w->out->marks.at[c->mark].ext == &ext_blocks) {
        rewriter_put_own(w, c->at, S(""));
        rewriter_put_own(w, c->at, S("</div>"));
    }
    rewriter_close(w);
    return true;
}

static bool block_line(struct rewriter *w, const struct line *line)
{
    struct header h;
    if (line->text.ptr[0] != '/')
        return false;
    size_t slashes = slashes_of(line->text);
    if (slashes >= LEAST_SLASHES && slashes == str_trim_right(line->text).len)
        return close_block(w, line, slashes);
    return read_header(line->text, &h) && open_block(w, line, &h);
}

/* ---- divisions ------------------------------------------------------------------------------ */

static void nothing(struct emitter *e, const struct mark *mark)
{
    (void)e;
    (void)mark;
}

const struct ext ext_blocks = {.name = "blocks",
                               .begins = "/",
                               .line = block_line,
                               .option = block_option,
                               .enter = nothing,
                               .leave = nothing};
