/* `<div markdown>` (md_in_html): its content is Markdown. CommonMark reads it as such after a blank
 * line, so where the author left none, one is put in. The attribute itself is dropped later, with
 * the other raw HTML. */
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

static bool has_markdown_tag(str text)
{
    struct html_cursor cursor = {.rest = text};
    struct html_token token;
    while (html_next(&cursor, &token))
        if (token.kind == HTML_OPEN && has_markdown_attribute(&token))
            return true;
    return false;
}

static bool html_markdown_line(struct rewriter *w, const struct line *line)
{
    str end;
    if (!line_is_html(line->text, w->in_paragraph, &end) || end.len ||
        !str_ends(str_trim_right(line->text), S(">")) || !has_markdown_tag(line->text))
        return false;
    rewriter_put(w, line, line->text, line->indent);
    if (str_trim(w->next).len)
        rewriter_put_own(w, line->indent, S(""));
    w->literal = (struct literal){0};
    w->in_paragraph = false;
    return true;
}

const struct ext ext_html_markdown = {.name = "html-markdown", .line = html_markdown_line};
