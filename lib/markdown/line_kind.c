#include "markdown/line_kind.h"

#include <string.h>

#include "base/ascii.h"
#include "markdown/html_tokens.h"

enum { TAB = 4 };

/* ---- columns -------------------------------------------------------------------------------- */

static unsigned after(unsigned column, char c)
{
    return c == '\t' ? column + TAB - column % TAB : column + 1;
}

static struct line line_at(str whole, str text, unsigned column, uint32_t number)
{
    size_t i = 0;
    for (; i < text.len && ascii_is_blank(text.ptr[i]); i++)
        column = after(column, text.ptr[i]);
    return (struct line){whole, str_from(text, i), column, number};
}

struct line line_of(str whole, uint32_t number)
{
    return line_at(whole, whole, 0, number);
}

struct line line_behind(struct line line, size_t n)
{
    return line_at(line.whole, str_from(line.text, n), line.indent + (unsigned)n, line.number);
}

bool line_from_column(const struct line *line, unsigned column, str *from)
{
    unsigned at = 0;
    size_t i = 0;
    for (; at < column && i < line->whole.len; i++)
        at = after(at, line->whole.ptr[i]);
    *from = str_from(line->whole, i);
    return at == column;
}

/* ---- kinds ---------------------------------------------------------------------------------- */

static size_t run_of(str s, char c)
{
    size_t n = 0;
    while (n < s.len && s.ptr[n] == c)
        n++;
    return n;
}

bool line_is_fence(str text, char *mark, size_t *length)
{
    *mark = text.len ? text.ptr[0] : 0;
    if (*mark != '`' && *mark != '~')
        return false;
    *length = run_of(text, *mark);
    return *length >= 3 &&
           (*mark == '~' || str_find_char(str_from(text, *length), '`') == STR_NONE);
}

bool line_is_break(str text)
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

bool line_is_heading(str text)
{
    size_t n = run_of(text, '#');
    return n >= 1 && n <= 6 && (n == text.len || ascii_is_blank(text.ptr[n]));
}

bool line_is_definition(str text)
{
    enum { LONGEST_LABEL = 200 };
    if (text.len == 0 || text.ptr[0] != '[')
        return false;
    size_t end = str_find_char(str_until(text, LONGEST_LABEL), ']');
    if (end == STR_NONE || !str_starts(str_from(text, end), S("]:")))
        return false;
    str label = str_trim(str_slice(text, 1, end)), address = str_trim(str_from(text, end + 2));
    bool plain = label.len && address.len && address.ptr[0] != '<' &&
                 str_find_char(label, '[') == STR_NONE && str_find_char(label, '\\') == STR_NONE;
    for (size_t i = 0; i < address.len && plain; i++)
        plain =
            (unsigned char)address.ptr[i] > ' ' && address.ptr[i] != '(' && address.ptr[i] != ')';
    return plain;
}

bool line_is_underline(str text)
{
    str marks = str_trim_right(text);
    return marks.len && (marks.ptr[0] == '=' || marks.ptr[0] == '-') &&
           run_of(marks, marks.ptr[0]) == marks.len;
}

struct list_marker line_marker(const struct line *line)
{
    const struct list_marker none = {0};
    str text = line->text;
    size_t n = 0;
    bool ordered = text.len && ascii_is_digit(text.ptr[0]);
    while (ordered && n < text.len && n < 9 && ascii_is_digit(text.ptr[n]))
        n++;
    char end = n < text.len ? text.ptr[n++] : '\0';
    if (ordered ? end != '.' && end != ')' : end != '-' && end != '*' && end != '+')
        return none;
    if ((n < text.len && !ascii_is_blank(text.ptr[n])) || line_is_break(text))
        return none;
    struct line rest = line_behind(*line, n);
    unsigned column = line->indent + (unsigned)n;
    struct list_marker m = {.length = n, .content = rest.indent, .empty = rest.text.len == 0};
    if (m.empty || rest.indent > column + CODE_INDENT)
        m.content = column + 1;
    bool from_one = !ordered || (n == 2 && text.ptr[0] == '1');
    m.interrupts = !m.empty && from_one;
    return m;
}

/* ---- raw HTML ------------------------------------------------------------------------------- */

bool line_has_nocase(str text, str needle)
{
    for (size_t i = 0; i + needle.len <= text.len; i++)
        if (str_eq_nocase(str_slice(text, i, i + needle.len), needle))
            return true;
    return false;
}

static bool is_html_to_end(str text, str *end)
{
    static const struct {
        str begin, end;
    } blocks[] = {
        {S_INIT("<!--"), S_INIT("-->")},      {S_INIT("<?"), S_INIT("?>")},
        {S_INIT("<![CDATA["), S_INIT("]]>")}, {S_INIT("<script"), S_INIT("</script>")},
        {S_INIT("<pre"), S_INIT("</pre>")},   {S_INIT("<style"), S_INIT("</style>")},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        str begin = blocks[i].begin;
        if (!str_eq_nocase(str_until(text, begin.len), begin))
            continue;
        char next = text.len > begin.len ? text.ptr[begin.len] : ' ';
        if (ascii_is_alpha(begin.ptr[1]) && next != '>' && !ascii_is_space(next))
            continue;
        *end = blocks[i].end;
        return true;
    }
    *end = S(">"); /* for md4c 0.4.8 a declaration begins with a capital */
    return text.len > 2 && text.ptr[1] == '!' && text.ptr[2] >= 'A' && text.ptr[2] <= 'Z';
}

static bool begins_block_tag(str text)
{
    size_t from = text.len > 1 && text.ptr[1] == '/' ? 2 : 1, n = from;
    while (n < text.len && ascii_is_alnum(text.ptr[n]))
        n++;
    char next = n < text.len ? text.ptr[n] : ' ';
    bool ends = next == '>' || ascii_is_blank(next) || str_starts(str_from(text, n), S("/>"));
    return ends && html_element_flags(str_slice(text, from, n)) & ELEMENT_LINE;
}

/* A tag alone on its line, as md4c reads it: it is stricter than html_next with names, and laxer
 * with the slash of an end tag. */

static bool take_name(str *s, const char *first, const char *more)
{
    size_t n = 0;
    if (s->len && (ascii_is_alpha(s->ptr[0]) || (s->ptr[0] && strchr(first, s->ptr[0]))))
        n = 1;
    while (n && n < s->len && (ascii_is_alnum(s->ptr[n]) || (s->ptr[n] && strchr(more, s->ptr[n]))))
        n++;
    *s = str_from(*s, n);
    return n > 0;
}

static bool take_value(str *s)
{
    char quote = s->len ? s->ptr[0] : '\0';
    size_t n = 0;
    if (quote == '"' || quote == '\'') {
        n = str_find_char(str_from(*s, 1), quote);
        n = n == STR_NONE ? 0 : n + 2;
    } else {
        while (n < s->len && !ascii_is_blank(s->ptr[n]) && !strchr("\"'=<>`", s->ptr[n]))
            n++;
    }
    *s = str_from(*s, n);
    return n > 0;
}

/* False where what begins like an attribute is none. */
static bool take_attribute(str *s)
{
    if (!take_name(s, "_:", "_.:-"))
        return true;
    str after = str_trim_left(*s);
    if (!str_starts(after, S("=")))
        return true;
    *s = str_trim_left(str_from(after, 1));
    return take_value(s);
}

static bool is_single_tag(str text)
{
    bool closes = str_starts(text, S("</"));
    str rest = str_from(text, closes ? 2 : 1);
    if (!take_name(&rest, "", "-"))
        return false;
    while (rest.len && ascii_is_space(rest.ptr[0])) {
        rest = str_trim_left(rest);
        if (!closes && !take_attribute(&rest))
            return false;
    }
    rest = str_from(rest, str_starts(rest, S("/")));
    return str_starts(rest, S(">")) && str_trim(str_from(rest, 1)).len == 0;
}

bool line_is_html(str text, bool in_paragraph, str *end)
{
    *end = S("");
    if (text.len < 2 || text.ptr[0] != '<')
        return false;
    if (is_html_to_end(text, end))
        return true;
    *end = S("");
    return begins_block_tag(text) || (!in_paragraph && is_single_tag(text));
}

bool line_ends_paragraph(str text)
{
    char mark;
    size_t length;
    str end;
    if (!line_may_begin(text))
        return text.len == 0;
    return text.ptr[0] == '>' || line_is_heading(text) || line_is_break(text) ||
           line_is_fence(text, &mark, &length) || line_is_html(text, true, &end);
}

str line_behind_quotes(str line)
{
    size_t n = 0;
    while (n < line.len && (line.ptr[n] == '>' || ascii_is_blank(line.ptr[n])))
        n++;
    return str_from(line, n);
}

bool line_goes_on_quoted(str line, str *inner)
{
    *inner = line_behind_quotes(line);
    struct line rest = line_of(*inner, 0);
    return str_starts(str_trim_left(line), S(">")) && rest.text.len &&
           !line_ends_paragraph(rest.text) && !line_marker(&rest).length;
}
