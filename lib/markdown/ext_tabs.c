/* Content tabs of PyMdown Extensions:
 *
 *     === "Label"                        one tab of a set
 *         body, indented by four
 *     === "Other label"                  the next; nothing but blank lines is between them
 *     ===+ "Label"                       is the one that a reader sees first
 *     ===! "Label"                       begins another set
 *
 * Published are all panels, one below the other, each with its label as a visible title; a script
 * of the theme makes tabs of them. */
#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"
#include "markdown/heading_ids.h"

/* What stands between the quotes of a header; empty where the line is none. */
static str label_of(str text, struct mark *mark)
{
    if (!str_starts(text, S("===")))
        return S("");
    text = str_from(text, 3);
    for (; text.len && (text.ptr[0] == '!' || text.ptr[0] == '+'); text = str_from(text, 1)) {
        mark->apart |= text.ptr[0] == '!';
        mark->open |= text.ptr[0] == '+';
    }
    if (text.len == 0 || !ascii_is_blank(text.ptr[0]))
        return S("");
    text = str_trim(text);
    bool quoted = text.len > 2 && str_starts(text, S("\"")) && str_ends(text, S("\""));
    return quoted ? str_trim(str_slice(text, 1, text.len - 1)) : S("");
}

static bool tab_line(struct rewriter *w, const struct line *line)
{
    struct mark mark = {.ext = &ext_tabs, .has_title = true, .type = S("tab")};
    str label = label_of(line->text, &mark);
    if (label.len == 0 || !rewriter_open(w, line->indent, mark))
        return false;
    rewriter_put_title(w, line, label);
    rewriter_check_body(w, line, DIAG_TAB_BODY, "tab");
    return true;
}

/* ---- a set ---------------------------------------------------------------------------------- */

/* The event that begins the next tab of the set whose tab ends with an event, STR_NONE where it is
 * the last one: only marks are between two. */
static size_t next_tab(const struct tape *t, size_t end)
{
    size_t i = tape_behind_marks(t, end);
    const struct event *e = &t->events.at[i];
    bool quote = e->what == EVENT_ENTER_BLOCK && e->type == MD_BLOCK_QUOTE;
    const struct mark *mark = quote ? heading_quote_mark(t, i) : NULL;
    return mark && mark->ext == &ext_tabs && !mark->apart ? i : STR_NONE;
}

static void enter(struct emitter *e, const struct mark *mark)
{
    if (e->joined != e->event)
        emit_literal(e, "<div class=\"tabs\">\n");
    e->joined = STR_NONE;
    emit_lit(e, mark->open ? S("<section class=\"tab\" data-open>\n")
                           : S("<section class=\"tab\">\n"));
    e->body->features |= 1U << FEATURE_TABS;
    if (mark->has_title)
        return;
    ext_tabs.title(e, mark, true);
    emit_escaped(e, emit_default_title(e, mark->type));
    ext_tabs.title(e, mark, false);
}

static void title(struct emitter *e, const struct mark *mark, bool begins)
{
    (void)mark;
    emit_lit(e, begins ? S("<p class=\"tab-title\">") : S("</p>\n"));
}

static void leave(struct emitter *e, const struct mark *mark)
{
    (void)mark;
    emit_literal(e, "</section>\n");
    e->joined = next_tab(e->tape, e->event);
    if (e->joined == STR_NONE)
        emit_literal(e, "</div>\n");
}

const struct ext ext_tabs = {.name = "tabs",
                             .begins = "=",
                             .line = tab_line,
                             .enter = enter,
                             .title = title,
                             .leave = leave};
