/* Code. What a fence says behind its marks, as different tools have it:
 *
 *     python title="app.py" linenums="1" hl_lines="2 4-6"
 *     tsx {1-2,9} title="a.tsx"           js showLineNumbers{5}
 *     { .sh .no-copy title="Run it" }     {.python .numberLines startFrom="5"}
 *     rust,ignore                         the language is what stands before the comma
 *
 * Lines are elements only where they are numbered or some are highlighted. The number is an
 * attribute that the style sheet shows, so that it is not copied with the text. */
#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/safe.h"

enum { MOST_OPTIONS = 32, MOST_RANGES = 64, MOST_NUMBER = 999999 };

/* ---- what a fence says ---------------------------------------------------------------------- */

static bool ends_word(char c)
{
    return ascii_is_blank(c);
}

static str cut_until(str *rest, bool (*ends)(char c))
{
    size_t n = 0;
    while (n < rest->len && !ends(rest->ptr[n]))
        n++;
    str part = str_until(*rest, n);
    *rest = str_from(*rest, n);
    return part;
}

static bool ends_name(char c)
{
    return ascii_is_blank(c) || c == '=' || c == '{';
}

static bool ends_line_number(char c)
{
    return ascii_is_blank(c) || c == ',';
}

/* 0 where it is none. */
static uint32_t number_of(str text)
{
    long n;
    return str_to_long(text, &n) && n > 0 && n <= MOST_NUMBER ? (uint32_t)n : 0;
}

/* "4" or "4-6". What is neither is kept for a diagnostic. */
static void add_lines(struct emitter *e, str word)
{
    size_t dash = str_find_char(word, '-');
    struct range lines = {number_of(str_until(word, dash)),
                          number_of(dash == STR_NONE ? word : str_from(word, dash + 1))};
    if (lines.from == 0 || lines.to < lines.from)
        e->code.wrong = e->code.wrong.len ? e->code.wrong : word;
    else if (e->code.marked.n < MOST_RANGES)
        vec_push(e->scratch, &e->code.marked) = lines;
    e->code.by_line = true;
}

static void mark_lines(struct emitter *e, str list)
{
    while (list.len) {
        str word = cut_until(&list, ends_line_number);
        if (word.len)
            add_lines(e, word);
        list = str_from(list, 1);
    }
}

static void number_lines(struct emitter *e, str from)
{
    uint32_t n = number_of(cut_until(&from, ends_line_number));
    e->code.number = n ? n : 1;
    e->code.by_line = true;
}

static void set_option(struct emitter *e, str name, str value)
{
    if (str_eq(name, S("title")))
        e->code.title = value;
    else if (str_eq(name, S("hl_lines")))
        mark_lines(e, value);
    else if (str_eq(name, S("linenums")) || str_eq(name, S("startFrom")) ||
             str_eq_nocase(name, S("showLineNumbers")))
        number_lines(e, value);
}

/* The language is the first class, unless one was named before the braces. */
static void take_classes(struct emitter *e, str classes)
{
    if (!e->code.language.len)
        e->code.language = cut_until(&classes, ends_word);
    e->code.classes = str_trim(classes);
    while ((classes = str_trim_left(classes)).len)
        if (str_eq(cut_until(&classes, ends_word), S("numberLines")) && !e->code.number)
            number_lines(e, S(""));
}

/* The text in the braces that *rest begins with. */
static str cut_braces(str *rest)
{
    size_t end = str_find_char(*rest, '}');
    str inside = str_trim_left(str_slice(*rest, 1, end));
    *rest = str_from(*rest, end == STR_NONE ? end : end + 1);
    return str_trim(inside);
}

/* Lines that are highlighted, an attribute list, or the language alone: {python} */
static void read_braces(struct emitter *e, str *rest)
{
    struct attributes list;
    size_t n = attributes_at(e->scratch, *rest, &list);
    if (n == 0) {
        str inside = cut_braces(rest);
        inside = str_from(inside, str_starts(inside, S(".")));
        if (inside.len && ascii_is_digit(inside.ptr[0]))
            mark_lines(e, inside);
        else if (!e->code.language.len)
            e->code.language = cut_until(&inside, ends_line_number);
        return;
    }
    *rest = str_from(*rest, n);
    for (size_t i = 0; i < list.rest.n; i++)
        set_option(e, list.rest.at[i].name, list.rest.at[i].value);
    take_classes(e, list.classes);
}

/* A quotation mark that is not closed reaches to the end. */
static str cut_value(str *rest)
{
    char quote = rest->len ? rest->ptr[0] : ' ';
    if (quote != '"' && quote != '\'')
        return cut_until(rest, ends_word);
    size_t end = str_find_char(str_from(*rest, 1), quote);
    str value = str_slice(*rest, 1, end == STR_NONE ? end : end + 1);
    *rest = str_from(*rest, end == STR_NONE ? end : end + 2);
    return value;
}

static void read_option(struct emitter *e, str *rest)
{
    str name = cut_until(rest, ends_name), value = S("");
    if (str_starts(*rest, S("="))) {
        *rest = str_from(*rest, 1);
        value = cut_value(rest);
    } else if (name.len && str_starts(*rest, S("{"))) {
        value = cut_braces(rest);
    }
    set_option(e, name, value);
}

static void read_info(struct emitter *e, str info)
{
    str rest = info;
    if (!str_starts(rest, S("{"))) {
        str word = cut_until(&rest, ends_name);
        bool is_option = str_starts(rest, S("="));
        e->code.language = is_option ? S("") : str_until(word, str_find_char(word, ','));
        rest = is_option ? info : rest;
    }
    for (unsigned n = 0; n < MOST_OPTIONS && (rest = str_trim_left(rest)).len; n++) {
        if (rest.ptr[0] == '{')
            read_braces(e, &rest);
        else
            read_option(e, &rest);
    }
}

/* ---- blocks --------------------------------------------------------------------------------- */

static void emit_language(struct emitter *e, str language)
{
    if (language.len == 0)
        return;
    bool is_plain = str_eq(language, S("nohighlight")) || str_eq(language, S("no-highlight"));
    emit_lit(e, is_plain ? S(" class=\"nohighlight") : S(" class=\"language-"));
    emit_escaped(e, is_plain ? S("") : language);
    emit_literal(e, "\"");
}

static void add_feature(struct emitter *e, enum feature feature)
{
    e->body->features |= 1U << feature;
}

static struct place fence_place(struct emitter *e)
{
    return emit_place(e, e->code.at == STR_NONE ? e->at : (uint32_t)e->code.at);
}

static void keep_safe_classes(struct emitter *e)
{
    str classes = e->code.classes;
    if (!e->outliner.safe || safe_attribute(S("class"), classes))
        return;
    diag_add(e->diags, DIAG_HTML_UNSAFE, fence_place(e),
             "\"%.*s\" is left out: a safe site does not take it", STR_ARG(classes));
    e->code.classes = S("");
}

static void enter_fence(struct emitter *e, const struct detail *d)
{
    read_info(e, d->info);
    e->code.at = d->at;
    keep_safe_classes(e);
    e->code.is_math = str_eq(e->code.language, S("math"));
    bool is_diagram = str_eq(e->code.language, S("mermaid"));
    add_feature(e, e->code.is_math ? FEATURE_MATH : is_diagram ? FEATURE_DIAGRAMS : FEATURE_CODE);
    e->code.by_line = e->code.by_line && !e->code.is_math && !is_diagram;
    if (e->code.title.len) {
        emit_literal(e, "<figure class=\"code\">\n<figcaption>");
        emit_escaped(e, e->code.title);
        emit_literal(e, "</figcaption>\n");
    }
}

void emit_code(struct emitter *e, const struct detail *d)
{
    e->code = (struct code){0};
    outliner_block(&e->outliner, BLOCK_CODE);
    if (e->plain)
        e->code.language = d->lang;
    else
        enter_fence(e, d);
    if (e->code.is_math) {
        emit_literal(e, "<div class=\"math display\">\\[");
        return;
    }
    emit_literal(e, "<pre");
    emit_attributes(e, &(struct attributes){.classes = e->code.classes}, S(""));
    emit_literal(e, "><code");
    emit_language(e, e->code.language);
    emit_literal(e, ">");
}

static bool is_marked(const struct emitter *e, uint32_t line)
{
    for (size_t i = 0; i < e->code.marked.n; i++)
        if (line >= e->code.marked.at[i].from && line <= e->code.marked.at[i].to)
            return true;
    return false;
}

static void begin_line(struct emitter *e)
{
    struct code *code = &e->code;
    bool marked = is_marked(e, ++code->line);
    emit_lit(e, marked ? S("<mark class=\"line\"") : S("<span class=\"line\""));
    if (code->number)
        buf_addf(&e->to->html, " data-n=\"%u\"", (unsigned)(code->number + code->line - 1));
    emit_literal(e, ">");
    code->line_end = marked ? S("</mark>") : S("</span>");
}

static void end_line(struct emitter *e)
{
    emit_lit(e, e->code.line_end);
    e->code.line_end = S("");
}

void emit_code_text(struct emitter *e, str text)
{
    if (!e->code.by_line) {
        emit_escaped(e, text);
        return;
    }
    while (text.len) {
        size_t end = str_find_char(text, '\n');
        if (!e->code.line_end.len)
            begin_line(e);
        emit_escaped(e, str_until(text, end));
        if (end != STR_NONE) {
            end_line(e);
            emit_literal(e, "\n");
        }
        text = str_from(text, end == STR_NONE ? end : end + 1);
    }
}

/* Lines to be highlighted that the code does not have. */
static void check_lines(struct emitter *e)
{
    const struct code *code = &e->code;
    struct place place = fence_place(e);
    struct diags *diags = e->diags;
    if (code->wrong.len)
        diag_add(diags, DIAG_FENCE_LINES, place,
                 "\"%.*s\" is not a line, such as 4, or lines, such as 4-6", STR_ARG(code->wrong));
    for (size_t i = 0; i < code->marked.n; i++)
        if (code->marked.at[i].to > code->line)
            diag_add(diags, DIAG_FENCE_LINES, place,
                     "line %u is to be highlighted, but this code has %u",
                     (unsigned)code->marked.at[i].to, (unsigned)code->line);
}

void emit_code_end(struct emitter *e)
{
    struct code *code = &e->code;
    if (code->line_end.len)
        end_line(e);
    if (code->by_line)
        check_lines(e);
    emit_lit(e, code->is_math ? S("\\]</div>\n") : S("</code></pre>\n"));
    if (code->title.len)
        emit_literal(e, "</figure>\n");
    outliner_end_block(&e->outliner);
    *code = (struct code){0};
}

/* ---- in a text ------------------------------------------------------------------------------ */

static bool ends_language(char c)
{
    return !ascii_is_alnum(c) && c != '-' && c != '+' && c != '#' && c != '_';
}

/* `#!python print(x)` is Python. */
str emit_code_language(struct emitter *e, str *code)
{
    str rest = *code, language;
    if (e->plain || !str_starts(rest, S("#!")))
        return S("");
    rest = str_from(rest, 2);
    language = cut_until(&rest, ends_language);
    if (!language.len || !str_starts(rest, S(" ")) || !str_trim(rest).len)
        return S("");
    add_feature(e, FEATURE_CODE);
    *code = str_trim_left(rest);
    return language;
}
