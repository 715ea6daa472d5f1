/* `<select>` in the middle of a text whose options follow on lines of their own, as forms in notes
 * have it. For CommonMark the options begin raw HTML and so end the text, while the `<select>` was
 * a part of it: the two would be torn apart. With a blank line before, they stay together. */
#include "base/ascii.h"
#include "markdown/exts.h"

static bool starts_tag(str text, str tag)
{
    text = str_trim_left(text);
    if (text.len == 0 || text.ptr[0] != '<')
        return false;
    return str_eq_nocase(str_until(text, tag.len), tag) &&
           (text.len == tag.len || !ascii_is_alnum(text.ptr[tag.len]));
}

static bool select_line(struct rewriter *w, const struct line *line)
{
    str end;
    if (!w->in_paragraph || !starts_tag(line->text, S("<select")) ||
        !line_is_html(line->text, false, &end))
        return false;
    if (!starts_tag(w->next, S("<option")) && !starts_tag(w->next, S("<optgroup")))
        return false;
    rewriter_put_own(w, line->indent, S(""));
    w->in_paragraph = false;
    return false;
}

const struct ext ext_select = {.name = "select", .begins = "<", .line = select_line};
