/* Formulas in TeX:
 *
 *     $a^2$  \(a^2\)            in a line
 *     $$a^2$$                   displayed
 *     \[a^2\]                   the same on lines of its own; both may take several
 *     ```math                   the same as a fence
 *
 * Prices are no formulas. `$` begins one before something that is not blank and where no letter or
 * digit stands before; it ends one after something that is not blank and where none stands behind;
 * and what begins with a digit must look like TeX, or be a number alone.
 *
 * CommonMark would read TeX's signs as its own, so a formula is taken from the source as it stands,
 * and one on lines of its own becomes a fence before md4c sees it. What is published is the TeX
 * between `\(` and `\)` or `\[` and `\]`: it can be read as it is, and a script of the theme makes
 * a formula of it. */
#include <string.h>

#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"

enum { MOST_LINES = 100, MOST_BYTES = 10000 };

static const char fence[] = "````````";

/* ---- on lines of its own -------------------------------------------------------------------- */

static str end_of(str text)
{
    if (str_starts(text, S("$$")))
        return S("$$");
    return str_starts(text, S("\\[")) ? S("\\]") : S("");
}

/* Whether the formula that begins on a line ends before the next blank one, in the same block. */
static bool ends_below(const struct rewriter *w, str end)
{
    str rest = w->rest, next = w->next;
    for (unsigned lines = 0; lines < MOST_LINES && str_trim(next).len; lines++) {
        struct line line = line_of(next, 0);
        if (line.indent < rewriter_base(w))
            return false;
        if (str_ends(str_trim_right(line.text), end))
            return true;
        if (str_find(line.text, end) != STR_NONE || !str_line(&rest, &next))
            return false;
    }
    return false;
}

static void put_line(struct rewriter *w, const struct line *line, str text)
{
    if (str_trim(text).len)
        rewriter_put(w, line, text, line->indent);
}

static bool math_line(struct rewriter *w, const struct line *line)
{
    str end = end_of(line->text), text = str_trim_right(line->text);
    if (end.len == 0 || w->literal.kind != LITERAL_NONE)
        return false;
    str tex = str_from(text, end.len);
    bool closed = tex.len > end.len && str_ends(tex, end);
    if (closed)
        tex = str_until(tex, tex.len - end.len);
    if (str_find(tex, end) != STR_NONE || (!closed && !ends_below(w, end)))
        return false;
    rewriter_end_block(w, line);
    rewriter_put_own(w, line->indent, arena_join(w->scratch, str_of(fence), S("math"), S("")));
    put_line(w, line, tex);
    w->in_paragraph = w->no_code = false;
    if (closed)
        rewriter_put_own(w, line->indent, str_of(fence));
    else
        w->literal = (struct literal){.kind = LITERAL_MATH,
                                      .base = rewriter_base(w),
                                      .number = line->number,
                                      .indent = line->indent,
                                      .end = end};
    return true;
}

void math_go_on(struct rewriter *w, const struct line *line)
{
    struct literal math = w->literal;
    str text = str_trim_right(line->text);
    bool ends = str_ends(text, math.end);
    put_line(w, line, ends ? str_until(text, text.len - math.end.len) : text);
    if (!ends)
        return;
    rewriter_put_own(w, math.indent, str_of(fence));
    w->literal = (struct literal){0};
}

/* ---- in a text ------------------------------------------------------------------------------ */

/* What is read before text is: code, links, the cells of a row. Then the sign does not belong to a
 * formula. `all` is the text before it, too. */
static bool is_torn(str all, size_t at, str tex)
{
    if (str_find_char(tex, '`') != STR_NONE || str_find(tex, S("](")) != STR_NONE)
        return true;
    if (str_find_char(tex, '|') == STR_NONE)
        return false;
    for (size_t n = 0; at > 0 && all.ptr[at - 1] != '\n' && n < MOST_BYTES; n++)
        at--;
    return str_starts(str_trim_left(str_from(all, at)), S("|"));
}

/* `$(date +%s)/$x`: what a shell puts in. */
static bool is_shell(str tex)
{
    return tex.ptr[0] == '(' && strcspn(tex.ptr, "'\"%&;") < tex.len;
}

/* Of what begins with a digit. */
static bool looks_like_tex(str tex)
{
    bool number = true, blank = false, sign = false;
    for (size_t i = 0; i < tex.len; i++) {
        if (strchr("\\^_{=", tex.ptr[i]))
            return true;
        number = number && (ascii_is_digit(tex.ptr[i]) || tex.ptr[i] == '.');
        blank = blank || ascii_is_blank(tex.ptr[i]);
        sign = sign || strchr("+*<>", tex.ptr[i]);
    }
    return number || (sign && !blank);
}

/* Where `$` ends the formula that begins behind line[0]; STR_NONE where it does not. */
static size_t dollar_end(str line)
{
    for (size_t i = 1; i < line.len && i < MOST_BYTES; i++) {
        if (line.ptr[i] == '\\') {
            i++;
            continue;
        }
        if (line.ptr[i] != '$')
            continue;
        char next = i + 1 < line.len ? line.ptr[i + 1] : ' ';
        bool ends =
            i > 1 && !ascii_is_space(line.ptr[i - 1]) && !ascii_is_alnum(next) && next != '$';
        return ends ? i : STR_NONE;
    }
    return STR_NONE;
}

static bool dollar_at(struct tape *t, str text, size_t i, size_t *end)
{
    str line = tape_rest_of_line(t, text, i);
    char last = tape_byte_before(t, text, i);
    if (line.len < 3 || ascii_is_space(line.ptr[1]) || ascii_is_alnum(last) || last == '$')
        return false;
    size_t n = dollar_end(line);
    if (n == STR_NONE)
        return false;
    str tex = str_slice(line, 1, n);
    if (is_torn(t->lines->text, tape_offset(t, text) + i, tex) || is_shell(tex) ||
        (ascii_is_digit(tex.ptr[0]) && !looks_like_tex(tex)))
        return false;
    *end = i + n + 1;
    return true;
}

/* Where a sign that ends formulas stands next in the line, from its byte `from` on; STR_NONE where
 * it does not, which is looked for once. */
static size_t close_in(struct tape *t, str line, size_t from, str close)
{
    size_t *absent = &t->absent[close.ptr[1] == ')'];
    size_t end = tape_offset(t, str_from(line, line.len));
    if (*absent == end)
        return STR_NONE;
    size_t n = str_find(str_from(line, from), close);
    if (n == STR_NONE)
        *absent = end;
    return n == STR_NONE ? n : from + n;
}

/* A formula between signs of two characters, of which the first is not in the text where it is a
 * backslash. */
static bool pair_at(struct tape *t, str text, size_t i, str close, size_t *end)
{
    str line = tape_rest_of_line(t, text, i);
    size_t open = close.ptr[0] == '$' ? 2 : 1, n = close_in(t, line, open, close);
    if (n == STR_NONE || n == open || n > MOST_BYTES ||
        is_torn(t->lines->text, tape_offset(t, text) + i, str_slice(line, open, n)))
        return false;
    *end = i + n + 2;
    return true;
}

/* `$$` that begins on a line of a quote and ends on a later one: those outside of quotes have
 * become fences. */
static bool quoted_at(struct tape *t, str text, size_t i, size_t *end)
{
    str line = tape_rest_of_line(t, text, i), all = t->lines->text, inner;
    size_t at = tape_offset(t, text), begin = at;
    if (at == STR_NONE || str_trim(line).len != 2)
        return false;
    while (begin > 0 && all.ptr[begin - 1] != '\n')
        begin--;
    str rest = str_from(all, at + i + line.len + 1);
    if (!str_starts(str_trim_left(str_from(all, begin)), S(">")))
        return false;
    for (unsigned lines = 0; lines < MOST_LINES && str_line(&rest, &line); lines++) {
        if (!line_goes_on_quoted(line, &inner))
            return false;
        if (str_ends(str_trim_right(inner), S("$$"))) {
            *end = (size_t)(inner.ptr - text.ptr) + str_trim_right(inner).len;
            return true;
        }
    }
    return false;
}

/* Parentheses are also escaped because they are meant as such: words alone are no formula. */
static bool words_only(str tex)
{
    tex = str_trim(tex);
    for (size_t i = 0; i < tex.len; i++)
        if (!ascii_is_alpha(tex.ptr[i]) && !strchr(" ,.;:'-", tex.ptr[i]))
            return false;
    return tex.len > 2;
}

static bool escaped_at(struct tape *t, str text, size_t i, size_t *end)
{
    return text.ptr[i] == '(' && pair_at(t, text, i, S("\\)"), end) &&
           !words_only((str){text.ptr + i + 1, *end - i - 3});
}

static bool math_at(struct tape *t, str text, size_t i, size_t *end)
{
    if (tape_is_escaped(t, text, i))
        return escaped_at(t, text, i, end);
    if (text.ptr[i] != '$')
        return false;
    if (str_starts(tape_rest_of_line(t, text, i), S("$$")))
        return pair_at(t, text, i, S("$$"), end) || quoted_at(t, text, i, end);
    return dollar_at(t, text, i, end);
}

/* The lines of a formula without the marks of the quote around it. */
static str without_marks(struct arena *a, str tex)
{
    struct buf out = {0};
    if (str_find_char(tex, '\n') == STR_NONE)
        return tex;
    for (str line; str_line(&tex, &line);) {
        buf_add(&out, line_behind_quotes(line));
        buf_add_char(&out, '\n');
    }
    str copy = arena_dup(a, str_trim(buf_str(&out)));
    buf_free(&out);
    return copy;
}

static void math_put(struct tape *t, str math)
{
    bool displayed = str_starts(math, S("$$"));
    size_t open = displayed ? 2 : 1, close = math.ptr[0] == '$' ? open : 2;
    str tex = str_trim(str_slice(math, open, math.len - close));
    struct detail d = {.ext = &ext_math, .at = STR_NONE, .fenced = displayed};
    tape_own(t, &d, without_marks(t->scratch, tex));
}

/* ---- writing -------------------------------------------------------------------------------- */

static void math_emit(struct emitter *e, const struct event *event)
{
    bool displayed = e->tape->details.at[event->detail].fenced;
    e->body->features |= 1U << FEATURE_MATH;
    emit_lit(e, displayed ? S("<span class=\"math display\">\\[") : S("<span class=\"math\">\\("));
    emit_escaped(e, event->text);
    emit_lit(e, displayed ? S("\\]</span>") : S("\\)</span>"));
}

const struct ext ext_math = {
    .name = "math",
    .begins = "$\\",
    .line = math_line,
    .in_links = true,
    .starts = "$(",
    .takes_escaped = true,
    .at = math_at,
    .put = math_put,
    .emit = math_emit,
};
