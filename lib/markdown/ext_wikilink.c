/* Links of Obsidian, Foam and Quartz:
 *
 *     [[target]]   [[target|label]]   [[target#Heading]]   [[#Heading]]   [[target#^block]]
 *
 * What a target names is looked up when all notes are known (site/wikilinks.h). md4c may find
 * emphasis or a reference in one: it is taken from the line as it stands there. */
#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"
#include "markdown/wikilink.h"

/* `list[[name]]` and `f(x)[[name]]` are code; right behind a link or another span it is none. */
static bool is_indexed(const struct tape *t, str text, size_t i)
{
    if (i == 0 && t->events.at[t->events.n - 1].what == EVENT_LEAVE_SPAN)
        return false;
    size_t from = tape_offset(t, text) + i;
    char before = from > 0 ? t->lines->text.ptr[from - 1] : '\n';
    return ascii_is_alnum(before) || before == '_' || before == ')' || before == ']';
}

static bool at(struct tape *t, str text, size_t i, size_t *end)
{
    if (tape_offset(t, text) == STR_NONE || is_indexed(t, text, i))
        return false;
    str rest = tape_rest_of_line(t, text, i);
    struct wikilink link = wikilink_at(rest, tape_is_in_cell(t));
    *end = i + link.length;
    return link.length > 0 && !wikilink_has_code(rest, link, text.len - i);
}

static void put(struct tape *t, str construct)
{
    struct wikilink link = wikilink_at(construct, false);
    struct detail d = {.href = link.target,
                       .at = tape_offset(t, link.target),
                       .link = LINK_WIKI,
                       .ext = &ext_wikilink};
    str name = wikilink_name(link.target), fragment = wikilink_fragment(link.target);
    tape_enter_span(t, MD_SPAN_A, &d);
    if (link.label.len)
        tape_text(t, MD_TEXT_NORMAL, link.label);
    else
        tape_own(t, &d, wikilink_shown(t->scratch, name, fragment));
    tape_leave_span(t, MD_SPAN_A);
}

/* Only the site knows whether a target is an id, for which the title stands. */
static void emit_shown(struct emitter *e, const struct event *event)
{
    (void)event;
    emit_slot(e, SLOT_TITLE, e->links.at[e->links.n - 1]);
}

const struct ext ext_wikilink = {
    .name = "wikilink", .starts = "[", .at = at, .put = put, .emit = emit_shown};
