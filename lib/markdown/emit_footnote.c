/* Footnotes: references in the text; their own texts, which go to a stream of their own while they
 * are met, and into a list behind the text when all are known. */
#include <stdalign.h>

#include "base/escape.h"
#include "markdown/emitter.h"

/* ---- parts ---------------------------------------------------------------------------------- */

/* One footnote may be written inside another: then the outer one has two parts. */

static void begin_part(struct emitter *e, uint32_t note)
{
    uint32_t html = (uint32_t)e->footnotes.html.len, slots = (uint32_t)e->footnotes.slots.n;
    vec_push(e->scratch, &e->footnote_parts) =
        (struct footnote_part){note, FOOTNOTE_NONE, {html, html}, {slots, slots}};
}

static void end_part(struct emitter *e)
{
    struct footnote_part *part = &e->footnote_parts.at[e->footnote_parts.n - 1];
    part->html.to = (uint32_t)e->footnotes.html.len;
    part->slots.to = (uint32_t)e->footnotes.slots.n;
}

void emit_footnote(struct emitter *e)
{
    uint32_t note = e->next_footnote++;
    if (e->open_footnotes.n)
        end_part(e);
    vec_push(e->scratch, &e->open_footnotes) = (struct open_footnote){note, e->to};
    e->to = &e->footnotes;
    begin_part(e, note);
}

void emit_footnote_end(struct emitter *e)
{
    end_part(e);
    e->to = e->open_footnotes.at[--e->open_footnotes.n].to;
    if (e->open_footnotes.n)
        begin_part(e, e->open_footnotes.at[e->open_footnotes.n - 1].note);
}

/* ---- references ----------------------------------------------------------------------------- */

void emit_id_attribute(struct emitter *e, str id)
{
    emit_literal(e, " id=\"");
    emit_escaped(e, id);
    emit_literal(e, "\"");
}

void emit_fragment(struct emitter *e, str id)
{
    struct buf href = {.arena = e->scratch};
    escape_url_path(&href, id);
    emit_literal(e, " href=\"#");
    emit_escaped(e, buf_str(&href));
    emit_literal(e, "\"");
}

static void emit_label(struct emitter *e, enum body_word word, uint32_t number)
{
    emit_literal(e, " aria-label=\"");
    emit_word(e, word);
    buf_addf(&e->to->html, " %u\"", (unsigned)number);
}

bool emit_footnote_reference(struct emitter *e, uint32_t index)
{
    const struct footnote_reference *r = &e->notes->references.at[index];
    if (r->note == FOOTNOTE_NONE)
        return false;
    const struct footnote *note = &e->notes->notes.at[r->note];
    emit_literal(e, "<sup class=\"footnote\"><a");
    emit_id_attribute(e, footnotes_reference_id(e->scratch, note, r->nth));
    emit_fragment(e, footnotes_id(e->scratch, note));
    emit_literal(e, " role=\"doc-noteref\"");
    emit_label(e, WORD_FOOTNOTE, note->number);
    buf_addf(&e->to->html, ">%u</a></sup>", (unsigned)note->number);
    return true;
}

void emit_inline_note(struct emitter *e, const struct event *event)
{
    emit_footnote_reference(e, e->tape->details.at[event->detail].index);
    emit_footnote(e);
    e->inline_notes++;
    emit_literal(e, "<p>");
}

void emit_inline_note_end(struct emitter *e)
{
    emit_literal(e, "</p>\n");
    e->inline_notes--;
    emit_footnote_end(e);
}

/* ---- the list ------------------------------------------------------------------------------- */

/* Chains the parts of each note; the first of each by its index. */
static uint32_t *chain_parts(struct emitter *e)
{
    size_t count = e->notes->notes.n;
    uint32_t *first = arena_alloc_array(e->scratch, count, sizeof *first, alignof(uint32_t));
    for (size_t i = 0; i < count; i++)
        first[i] = FOOTNOTE_NONE;
    for (size_t i = e->footnote_parts.n; i > 0; i--) {
        struct footnote_part *part = &e->footnote_parts.at[i - 1];
        part->next = first[part->note];
        first[part->note] = (uint32_t)i - 1;
    }
    return first;
}

static void add_part(struct emitter *e, const struct footnote_part *part)
{
    uint32_t at = (uint32_t)e->text.html.len;
    emit_lit(e, str_slice(buf_str(&e->footnotes.html), part->html.from, part->html.to));
    for (uint32_t i = part->slots.from; i < part->slots.to; i++) {
        struct slot slot = e->footnotes.slots.at[i];
        slot.at = slot.at - part->html.from + at;
        vec_push(e->scratch, &e->text.slots) = slot;
    }
}

/* The ways back stand in the last paragraph, where there is one. */
static void add_ways_back(struct emitter *e, const struct footnote *note)
{
    static const str end = S_INIT("</p>\n");
    bool paragraph = str_ends(buf_str(&e->text.html), end);
    if (note->references == 0)
        return;
    if (paragraph)
        e->text.html.len -= end.len;
    else
        emit_literal(e, "<p>");
    for (uint32_t nth = 1; nth <= note->references; nth++) {
        emit_lit(e, paragraph || nth > 1 ? S(" <a") : S("<a"));
        emit_literal(e, " class=\"footnote-back\"");
        emit_fragment(e, footnotes_reference_id(e->scratch, note, nth));
        emit_literal(e, " role=\"doc-backlink\"");
        emit_label(e, WORD_FOOTNOTE_BACK, nth);
        if (nth == 1)
            emit_literal(e, ">↩</a>");
        else
            buf_addf(&e->to->html, ">↩<sup>%u</sup></a>", (unsigned)nth);
    }
    emit_lit(e, end);
}

void emit_footnotes(struct emitter *e)
{
    uint32_t from = (uint32_t)e->text.html.len;
    e->body->footnotes = (struct range){from, from};
    if (e->notes->order.n == 0)
        return;
    const uint32_t *first = chain_parts(e);
    emit_literal(e, "<ol>\n");
    for (size_t i = 0; i < e->notes->order.n; i++) {
        uint32_t index = e->notes->order.at[i];
        const struct footnote *note = &e->notes->notes.at[index];
        emit_literal(e, "<li");
        emit_id_attribute(e, footnotes_id(e->scratch, note));
        emit_literal(e, ">\n");
        for (uint32_t p = first[index]; p != FOOTNOTE_NONE; p = e->footnote_parts.at[p].next)
            add_part(e, &e->footnote_parts.at[p]);
        add_ways_back(e, note);
        emit_literal(e, "</li>\n");
    }
    emit_literal(e, "</ol>\n");
    e->body->footnotes.to = (uint32_t)e->text.html.len;
    e->body->features |= 1U << FEATURE_FOOTNOTES;
}
