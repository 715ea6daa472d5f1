/* Admonitions of Python-Markdown and its details extension:
 *
 *     !!! type other-class "Title"       always open
 *     ??? type "Title"                   folded
 *     ???+ type "Title"                  can be folded, is open
 *         body, indented by four
 *
 * Any word is a type, in any script. Text after the title belongs to it: nothing that was written
 * disappears. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"

/* How many bytes the word's character at the beginning takes, 0 for none. */
static size_t word_char(str s)
{
    size_t n;
    int32_t c = s.len ? utf8_at(s, 0, &n) : ' ';
    return c == '-' || c == '_' || utf8_is_letter_or_digit(c) || utf8_is_mark(c) ? n : 0;
}

static str cut_word(str *rest)
{
    size_t n = 0;
    *rest = str_trim_left(*rest);
    for (size_t more; (more = word_char(str_from(*rest, n))) > 0;)
        n += more;
    if (n < rest->len && !ascii_is_blank(rest->ptr[n]))
        n = 0;
    str word = str_until(*rest, n);
    *rest = str_trim_left(str_from(*rest, n));
    return word;
}

static bool starts_header(str *text, struct mark *mark)
{
    if (str_starts(*text, S("!!!"))) {
        *text = str_from(*text, 3);
    } else if (str_starts(*text, S("???"))) {
        mark->folds = true;
        mark->open = text->len > 3 && text->ptr[3] == '+';
        *text = str_from(*text, mark->open ? 4 : 3);
    } else {
        return false;
    }
    return text->len > 0 && (ascii_is_blank(text->ptr[0]) || word_char(*text) > 0);
}

static str lower(struct arena *a, str s)
{
    str copy = arena_dup(a, s);
    for (size_t i = 0; i < copy.len; i++)
        ((char *)copy.ptr)[i] = ascii_lower(copy.ptr[i]);
    return copy;
}

/* The words that are classes, with a blank before each. */
static str cut_classes(struct arena *a, str *rest)
{
    struct buf classes = {.arena = a};
    for (str before = *rest, word; (word = cut_word(rest)).len; before = *rest) {
        if (!str_eq(word, S("inline")) && !str_eq(word, S("end")) && !str_eq(word, S("annotate"))) {
            *rest = before;
            break;
        }
        buf_add_char(&classes, ' ');
        buf_add(&classes, word);
    }
    return buf_kept(&classes);
}

/* "Title" and what follows it, without the quotes. */
static str title_of(struct arena *a, str rest, struct mark *mark)
{
    size_t end = rest.len > 1 ? str_rfind_char(rest, '"') : STR_NONE;
    if (rest.len == 0 || rest.ptr[0] != '"' || end == STR_NONE || end == 0)
        return rest;
    str title = str_slice(rest, 1, end), after = str_trim(str_from(rest, end + 1));
    mark->untitled = title.len == 0 && after.len == 0;
    return after.len ? arena_join(a, title, S(" "), after) : title;
}

static bool admonition_line(struct rewriter *w, const struct line *line)
{
    struct mark mark = {.ext = &ext_admonition};
    str rest = line->text, type;
    if (!starts_header(&rest, &mark))
        return false;
    type = cut_word(&rest);
    if (type.len == 0 && (rest.len == 0 || rest.ptr[0] != '"'))
        return false;
    mark.type = type.len ? lower(w->scratch, type) : S("note");
    mark.classes = cut_classes(w->scratch, &rest);
    str title = title_of(w->scratch, str_trim_right(rest), &mark);
    mark.has_title = title.len > 0;
    if (!rewriter_open(w, line->indent, mark))
        return false;
    if (mark.has_title)
        rewriter_put_title(w, line, title);
    rewriter_check_body(w, line, DIAG_ADMONITION_BODY, "admonition");
    return true;
}

static void title(struct emitter *e, const struct mark *mark, bool begins)
{
    if (mark->folds)
        emit_lit(e, begins ? S("<summary>") : S("</summary>\n"));
    else
        emit_lit(e, begins ? S("<p class=\"admonition-title\">") : S("</p>\n"));
}

static void enter(struct emitter *e, const struct mark *mark)
{
    emit_lit(e, mark->folds ? S("<details class=\"admonition ") : S("<div class=\"admonition "));
    emit_classes(e, mark->type);
    emit_classes(e, mark->classes);
    emit_lit(e, mark->open ? S("\" open>\n") : S("\">\n"));
    if (mark->has_title || (mark->untitled && !mark->folds))
        return;
    title(e, mark, true);
    emit_escaped(e, emit_default_title(e, mark->type));
    title(e, mark, false);
}

static void leave(struct emitter *e, const struct mark *mark)
{
    emit_lit(e, mark->folds ? S("</details>\n") : S("</div>\n"));
}

const struct ext ext_admonition = {
    .name = "admonition",
    .begins = "!?",
    .line = admonition_line,
    .is_box = true,
    .enter = enter,
    .title = title,
    .leave = leave,
};
