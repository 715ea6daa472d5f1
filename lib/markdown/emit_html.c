/* Raw HTML: pieces by their fate, addresses as slots, ids once. */
#include <string.h>

#include "base/escape.h"
#include "markdown/emitter.h"

static bool is_address(str element, str name)
{
    if (str_eq_nocase(name, S("href")))
        return str_eq_nocase(element, S("a")) || str_eq_nocase(element, S("area"));
    return str_eq_nocase(name, S("src")) || str_eq_nocase(name, S("poster"));
}

/* Character references of an attribute value, decoded. */
static str decoded(struct emitter *e, str value)
{
    struct buf out = {.arena = e->scratch};
    if (str_find_char(value, '&') == STR_NONE)
        return value;
    while (value.len) {
        size_t end = value.ptr[0] == '&' ? str_find_char(str_until(value, 40), ';') : STR_NONE;
        if (end != STR_NONE && end > 1) {
            buf_add(&out, tape_entity(e->tape, arena_dup(e->scratch, str_until(value, end + 1))));
            value = str_from(value, end + 1);
        } else {
            buf_add_char(&out, value.ptr[0]);
            value = str_from(value, 1);
        }
    }
    return buf_kept(&out);
}

/* Raw HTML as the author wrote it, whose character references stay, with one character of it
 * written as a reference. */
static void emit_raw(struct emitter *e, str text, char special, str reference)
{
    for (size_t at; (at = str_find_char(text, special)) != STR_NONE;
         text = str_from(text, at + 1)) {
        emit_lit(e, str_until(text, at));
        emit_lit(e, reference);
    }
    emit_lit(e, text);
}

static void emit_address(struct emitter *e, const struct html_attribute *a, struct place place)
{
    uint32_t link = outliner_link(&e->outliner, LINK_HTML, decoded(e, a->value));
    e->body->links.at[link].line = place.line;
    e->body->links.at[link].col = place.col;
    emit_slot(e, SLOT_URL, link);
}

static bool keeps_attribute(struct emitter *e, const struct html_attribute *a, bool anchor,
                            size_t piece)
{
    if (str_eq_nocase(a->name, S("markdown")))
        return false;
    bool names = str_eq_nocase(a->name, S("id")) || (anchor && str_eq_nocase(a->name, S("name")));
    if (!names)
        return true;
    const size_t *owner = map_get(&e->ids->used, a->value);
    return owner && *owner == piece + 1;
}

static void emit_open_tag(struct emitter *e, const struct html_run *run, uint32_t index, str name)
{
    const struct html_piece *p = &e->html->pieces.at[index];
    struct html_attribute a;
    bool anchor = str_eq_nocase(name, S("a"));
    emit_literal(e, "<");
    emit_lit(e, name);
    for (str rest = html_attributes_of(&p->token); html_attribute_next(&rest, &a);) {
        if (!keeps_attribute(e, &a, anchor, index))
            continue;
        emit_literal(e, " ");
        emit_lit(e, a.name);
        if (!a.has_value)
            continue;
        emit_literal(e, "=\"");
        if (!p->foreign && is_address(name, a.name))
            emit_address(e, &a, rawhtml_place(e->html, e->tape, run, p));
        else
            emit_raw(e, a.value, '"', S("&quot;"));
        emit_literal(e, "\"");
    }
    emit_lit(e, p->foreign && p->token.self_closing ? S("/>") : S(">"));
}

static void emit_end_tag(struct emitter *e, str name)
{
    emit_literal(e, "</");
    emit_lit(e, name);
    emit_literal(e, ">");
}

static void close_innermost(struct emitter *e)
{
    emit_end_tag(e, e->open.at[--e->open.n]);
}

/* A page has one h1, which is its title. */
static str published_name(const struct html_piece *p)
{
    if (p->division)
        return S("div");
    return !p->foreign && str_eq_nocase(p->token.name, S("h1")) ? S("h2") : p->token.name;
}

static void emit_tag(struct emitter *e, const struct html_run *run, uint32_t index)
{
    const struct html_piece *p = &e->html->pieces.at[index];
    str name = published_name(p);
    if (p->token.kind == HTML_CLOSE) {
        close_innermost(e);
        return;
    }
    emit_open_tag(e, run, index, name);
    bool is_void = html_element_flags(p->token.name) & ELEMENT_VOID;
    if (is_void || (p->foreign && p->token.self_closing))
        return;
    if (p->closes_itself)
        emit_end_tag(e, name);
    else
        vec_push(e->scratch, &e->open) = name;
}

/* Whether a safe site shows a whole block as text. */
static bool is_source(const struct emitter *e, const struct event *event)
{
    bool source = false;
    if (!e->outliner.safe || event->what != EVENT_TEXT || event->type != MD_TEXT_HTML)
        return false;
    const struct html_run *run = &e->html->runs.at[event->detail];
    for (uint32_t i = run->first; i < run->first + run->count; i++) {
        const struct html_piece *p = &e->html->pieces.at[i];
        if (p->token.kind != HTML_OPEN && p->token.kind != HTML_CLOSE)
            continue;
        if (p->fate == FATE_KEEP)
            return false;
        source = true;
    }
    return source;
}

void emit_html_block(struct emitter *e, size_t i)
{
    e->in_source = is_source(e, &e->tape->events.at[i + 1]);
    if (e->in_source)
        emit_literal(e, "<pre>");
}

void emit_html_block_end(struct emitter *e)
{
    if (e->in_source)
        emit_literal(e, "</pre>\n");
    e->in_source = false;
}

static void emit_piece(struct emitter *e, const struct html_run *run, uint32_t index)
{
    const struct html_piece *p = &e->html->pieces.at[index];
    for (uint32_t i = 0; i < p->close_first; i++)
        close_innermost(e);
    if (p->fate == FATE_DROP)
        return;
    if (p->fate == FATE_ESCAPE) {
        emit_escaped(e, p->token.text);
        if (e->outliner.block != OUTLINE_NONE)
            outliner_text(&e->outliner, p->token.text, rawhtml_place(e->html, e->tape, run, p));
    } else if (p->token.kind == HTML_OPEN || p->token.kind == HTML_CLOSE) {
        emit_tag(e, run, index);
    } else if (p->token.kind == HTML_RAW_TEXT && p[-1].fate == FATE_KEEP) {
        emit_lit(e, p->token.text);
    } else if (p->token.kind == HTML_RAW_TEXT || e->in_source) {
        emit_escaped(e, p->token.text);
    } else {
        emit_raw(e, p->token.text, '<', S("&lt;")); /* a lone one is a character */
    }
}

void emit_html_run(struct emitter *e, const struct event *event)
{
    if (e->plain) {
        emit_lit(e, event->text);
        return;
    }
    const struct html_run *run = &e->html->runs.at[event->detail];
    for (uint32_t p = run->first; p < run->first + run->count; p++)
        emit_piece(e, run, p);
}

void emit_closings(struct emitter *e, size_t event)
{
    while (e->next_closing < e->html->closings.n &&
           e->html->closings.at[e->next_closing].event == event) {
        uint32_t count = e->html->closings.at[e->next_closing++].count;
        for (uint32_t i = 0; i < count; i++)
            close_innermost(e);
    }
}
