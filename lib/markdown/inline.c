#include "markdown/inline.h"

size_t inline_end(const struct tape *t, size_t i)
{
    while (i < t->events.n && t->events.at[i].what != EVENT_ENTER_BLOCK &&
           t->events.at[i].what != EVENT_LEAVE_BLOCK)
        i++;
    return i;
}

/* What a reader sees of raw HTML: the tags that are none. */
static void add_shown(const struct rawhtml *html, const struct event *e, struct buf *text)
{
    const struct html_run *run = &html->runs.at[e->detail];
    for (uint32_t p = run->first; p < run->first + run->count; p++)
        if (html->pieces.at[p].fate == FATE_ESCAPE)
            buf_add(text, html->pieces.at[p].token.text);
}

static void add_text(struct tape *t, const struct rawhtml *html, const struct event *e,
                     struct buf *text)
{
    switch (e->type) {
    case TEXT_TERM_END:
        buf_add_char(text, ' ');
        break;
    case MD_TEXT_HTML:
        add_shown(html, e, text);
        break;
    case MD_TEXT_ENTITY:
        buf_add(text, tape_entity(t, e->text));
        break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        buf_add_char(text, ' ');
        break;
    default:
        buf_add(text, e->text);
        break;
    }
}

/* A span whose text is no part of the sentence. */
static bool is_aside(const struct event *e)
{
    return e->type == MD_SPAN_IMG || e->type == SPAN_NOTE;
}

str inline_plain(struct tape *t, const struct rawhtml *html, size_t first, size_t last)
{
    struct buf text = {.arena = t->scratch};
    unsigned asides = 0;
    for (size_t i = first; i < last; i++) {
        const struct event *e = &t->events.at[i];
        if (is_aside(e) && e->what == EVENT_ENTER_SPAN)
            asides++;
        else if (is_aside(e) && e->what == EVENT_LEAVE_SPAN)
            asides--;
        else if (e->what == EVENT_TEXT && asides == 0)
            add_text(t, html, e, &text);
        else if (e->what == EVENT_OWN && asides == 0)
            buf_add(&text, e->text);
    }
    return str_trim(buf_kept(&text));
}

struct place inline_place(const struct tape *t, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        const struct event *e = &t->events.at[i];
        size_t out = e->what == EVENT_TEXT ? tape_offset(t, e->text) : STR_NONE;
        if (out != STR_NONE)
            return lines_place(t->lines, t->options->path, (uint32_t)out);
    }
    return (struct place){t->options->path, 0, 0};
}

/* Whether the pieces of one run leave no element open and close none of before. */
static bool follow_pieces(const struct rawhtml *html, const struct html_run *run, size_t *open)
{
    for (uint32_t p = run->first; p < run->first + run->count; p++) {
        const struct html_piece *piece = &html->pieces.at[p];
        unsigned flags = html_element_flags(piece->token.name);
        if (piece->fate != FATE_KEEP)
            continue;
        if (flags & ELEMENT_BLOCK)
            return false;
        if (flags & ELEMENT_VOID)
            continue;
        if (piece->token.kind == HTML_OPEN && !piece->closes_itself)
            ++*open;
        else if (piece->token.kind == HTML_CLOSE && (*open)-- == 0)
            return false;
    }
    return true;
}

bool inline_is_closed(const struct tape *t, const struct rawhtml *html, size_t first, size_t last)
{
    size_t open = 0;
    for (size_t i = first; i < last; i++) {
        const struct event *e = &t->events.at[i];
        if (e->what == EVENT_TEXT && e->type == MD_TEXT_HTML &&
            !follow_pieces(html, &html->runs.at[e->detail], &open))
            return false;
    }
    return open == 0;
}

static bool is_control(const struct html_piece *piece)
{
    static const str names[] = {S_INIT("button"), S_INIT("input"),   S_INIT("label"),
                                S_INIT("meter"),  S_INIT("output"),  S_INIT("progress"),
                                S_INIT("select"), S_INIT("textarea")};
    bool is = false;
    for (size_t i = 0; piece->fate == FATE_KEEP && !is && i < sizeof names / sizeof *names; i++)
        is = str_eq_nocase(piece->token.name, names[i]);
    return is;
}

bool inline_has_control(const struct tape *t, const struct rawhtml *html, size_t first, size_t last)
{
    bool has = false;
    for (size_t i = first; i < last && !has; i++) {
        const struct event *e = &t->events.at[i];
        if (e->what != EVENT_TEXT || e->type != MD_TEXT_HTML)
            continue;
        const struct html_run *run = &html->runs.at[e->detail];
        for (uint32_t p = run->first; p < run->first + run->count; p++)
            has |= is_control(&html->pieces.at[p]);
    }
    return has;
}
