/* `<div markdown>` (md_in_html): its content is Markdown. CommonMark reads it as such after a blank
 * line, so where the author left none, one is put in. The attribute itself is dropped later, with
 * the other raw HTML. */
#include "base/ascii.h"
#include "markdown/exts.h"

static bool has_markdown_attribute(str tag)
{
    size_t at = str_find(tag, S("markdown"));
    if (at == STR_NONE || at == 0 || !ascii_is_space(tag.ptr[at - 1]))
        return false;
    char after = at + 8 < tag.len ? tag.ptr[at + 8] : '>';
    return after == '>' || after == '=' || ascii_is_space(after);
}

static bool html_markdown_line(struct rewriter *w, const struct line *line)
{
    str text = line->text;
    if (text.len < 3 || text.ptr[0] != '<' || !ascii_is_alpha(text.ptr[1]) ||
        !str_ends(str_trim_right(text), S(">")) || !has_markdown_attribute(text))
        return false;
    rewriter_put(w, line, text, line->indent);
    if (str_trim(w->next).len)
        rewriter_put_own(w, line->indent, S(""));
    w->in_paragraph = false;
    return true;
}

const struct ext ext_html_markdown = {.name = "html-markdown", .line = html_markdown_line};
