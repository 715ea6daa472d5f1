/* `<div markdown>` (md_in_html): its content is Markdown. CommonMark reads it as such after a blank
 * line, so where the author left none, one is put in: behind the tag, behind a child that the line
 * closes, behind its end tag, and around what stands between two tags of one line. An end tag that
 * is indented like the text of a list closes the element, not the list's item. The attribute itself
 * is dropped later, with the other raw HTML. */
#include "markdown/exts.h"
#include "markdown/html_tokens.h"

static bool has_markdown_attribute(const struct html_token *tag)
{
    struct html_attribute a;
    for (str rest = html_attributes_of(tag); html_attribute_next(&rest, &a);)
        if (str_eq_nocase(a.name, S("markdown")))
            return true;
    return false;
}

/* ---- elements that are open ----------------------------------------------------------------- */

static bool is_followed(const struct html_token *token)
{
    unsigned flags = html_element_flags(token->name);
    return flags & ELEMENT_LINE && !(flags & ELEMENT_VOID);
}

static void open_element(struct rewriter *w, const struct html_token *tag)
{
    if (w->element_count < MAX_ELEMENTS)
        w->elements[w->element_count++] =
            (struct open_element){.name = tag->name,
                                  .markdown = has_markdown_attribute(tag),
                                  .containers = w->container_count,
                                  .lists = w->list_count};
}

/* Ends the innermost element of that name, and those in it. NULL where there is none. */
static const struct open_element *close_element(struct rewriter *w, str name)
{
    for (unsigned i = w->element_count; i > 0; i--) {
        if (!str_eq_nocase(w->elements[i - 1].name, name))
            continue;
        w->element_count = i - 1;
        return &w->elements[i - 1];
    }
    return NULL;
}

/* What the tags of a line do. */
struct tags {
    bool markdown;  /* one has the attribute, or ends an element that has */
    bool only_ends; /* nothing but end tags */
    bool settled;   /* all that it opens it closes */
    unsigned lists; /* around the outermost element that it ends */
};

static struct tags follow_tags(struct rewriter *w, str text)
{
    struct html_cursor cursor = {.rest = text};
    struct html_token token;
    struct tags tags = {.only_ends = true, .lists = w->list_count};
    size_t open = 0;
    while (w->element_count && w->elements[w->element_count - 1].containers > w->container_count)
        w->element_count--;
    while (html_next(&cursor, &token)) {
        bool end = token.kind == HTML_CLOSE && is_followed(&token);
        tags.only_ends &= end || str_trim(token.text).len == 0;
        const struct open_element *closed = end ? close_element(w, token.name) : NULL;
        if (closed) {
            tags.lists = closed->lists;
            tags.markdown |= closed->markdown;
            open -= open > 0;
        } else if (token.kind == HTML_OPEN) {
            tags.markdown |= has_markdown_attribute(&token);
            if (is_followed(&token)) {
                open_element(w, &token);
                open++;
            }
        }
    }
    tags.settled = open == 0;
    return tags;
}

/* ---- lines ---------------------------------------------------------------------------------- */

/* <p markdown>text</p> on one line: the tags, and the text between them. */
static bool is_one_element(str text, str *tag, str *inner, str *end)
{
    struct html_cursor cursor = {.rest = text};
    struct html_token token;
    text = str_trim_right(text);
    if (!html_next(&cursor, &token) || token.kind != HTML_OPEN || !has_markdown_attribute(&token) ||
        !is_followed(&token))
        return false;
    size_t close = str_rfind_char(text, '<');
    *tag = token.text;
    *end = str_from(text, close);
    *inner = str_trim(str_slice(text, tag->len, close));
    return close > tag->len && str_starts(*end, S("</")) && end->len > token.name.len + 2 &&
           str_eq_nocase(str_slice(*end, 2, 2 + token.name.len), token.name) &&
           str_find(*inner, tag->len ? str_until(*end, 2) : S("")) == STR_NONE;
}

static void put_part(struct rewriter *w, const struct line *line, str part)
{
    rewriter_put(w, line, part, line->indent);
    rewriter_put_own(w, line->indent, S(""));
}

/* An end tag stands where its element began: the lists in it end. */
static void put_end(struct rewriter *w, const struct line *line, unsigned lists)
{
    while (w->list_count > lists)
        w->list_count--;
    unsigned base = rewriter_base(w);
    rewriter_put(w, line, line->text, base);
}

static bool html_markdown_line(struct rewriter *w, const struct line *line)
{
    str end, tag, inner;
    if (!line_is_html(line->text, w->in_paragraph, &end) || end.len)
        return false;
    bool one = is_one_element(line->text, &tag, &inner, &end);
    struct tags tags = follow_tags(w, line->text);
    bool inside = w->element_count && w->elements[w->element_count - 1].markdown;
    bool leaves = tags.only_ends && tags.lists < w->list_count;
    if (!str_ends(str_trim_right(line->text), S(">")) ||
        (!tags.markdown && !leaves && !(inside && tags.settled)))
        return false;
    if (one) {
        put_part(w, line, tag);
        put_part(w, line, inner);
        rewriter_put(w, line, end, line->indent);
    } else if (leaves) {
        put_end(w, line, tags.lists);
    } else {
        rewriter_put(w, line, line->text, line->indent);
    }
    if (str_trim(w->next).len)
        rewriter_put_own(w, line->indent, S(""));
    w->literal = (struct literal){0};
    w->in_paragraph = false;
    return true;
}

const struct ext ext_html_markdown = {
    .name = "html-markdown", .begins = "<", .line = html_markdown_line};
