/* Headings, and the sections that they open. */
#include "base/ascii.h"
#include "markdown/emitter.h"

/* ---- sections ------------------------------------------------------------------------------- */

void emit_end_section(struct emitter *e)
{
    uint32_t at = (uint32_t)e->text.html.len;
    if (e->body->sections.n)
        e->body->sections.at[e->body->sections.n - 1].own.to = at;
    else
        e->body->lead.to = at;
}

bool emit_opens_section(const struct emitter *e)
{
    return e->containers == 0 && e->open.n == 0;
}

static void begin_section(struct emitter *e, uint32_t heading)
{
    uint32_t at = (uint32_t)e->text.html.len;
    emit_end_section(e);
    outliner_section(&e->outliner, (uint32_t)e->body->sections.n);
    vec_push(e->scratch, &e->body->sections) =
        (struct section){.heading = heading, .own = {at, at}};
}

/* ---- headings ------------------------------------------------------------------------------- */

static struct heading heading_of(struct emitter *e, const struct heading_id *id, uint8_t level)
{
    bool section = emit_opens_section(e);
    bool title = section && level == 1 && e->tape->options->has_title && e->body->sections.n == 0;
    for (size_t i = 0; title && i < e->body->headings.n; i++)
        title = !e->body->headings.at[i].is_title;
    return (struct heading){.level = level == 1 && !title ? 2 : level,
                            .is_section = section && !title,
                            .is_title = title,
                            .text = arena_dup(e->keep, id->text),
                            .id = arena_dup(e->keep, id->id),
                            .extra_id = arena_dup(e->keep, id->extra_id),
                            .classes = arena_dup(e->keep, id->classes),
                            .line = id->place.line,
                            .col = id->place.col};
}

static void emit_tag(struct emitter *e, const struct heading *h)
{
    buf_addf(&e->to->html, "<h%d", h->level);
    emit_attribute(e, S("id"), h->id);
    emit_attribute(e, S("class"), h->classes);
    emit_literal(e, ">");
    if (h->extra_id.len) {
        emit_literal(e, "<a");
        emit_attribute(e, S("id"), h->extra_id);
        emit_literal(e, "></a>");
    }
}

void emit_heading(struct emitter *e, size_t i)
{
    const struct detail *d = &e->tape->details.at[e->tape->events.at[i].detail];
    outliner_block(&e->outliner, BLOCK_HEADING);
    e->title = heading_title_mark(e->tape, i);
    if (e->title) {
        emit_quote_title(e, e->title, true);
        return;
    }
    struct heading h = {.level = d->level};
    if (!e->plain)
        h = heading_of(e, &e->ids->headings.at[e->next_heading++], d->level);
    if (h.is_section)
        begin_section(e, (uint32_t)e->body->headings.n);
    if (h.is_section || h.is_title) {
        e->to = &e->titles;
    } else {
        emit_tag(e, &h);
    }
    h.html.from = h.html.to = (uint32_t)e->to->html.len;
    vec_push(e->scratch, &e->body->headings) = h;
}

void emit_heading_end(struct emitter *e)
{
    outliner_end_block(&e->outliner);
    if (e->title) {
        emit_quote_title(e, e->title, false);
        e->title = NULL;
        return;
    }
    struct heading *h = &e->body->headings.at[e->body->headings.n - 1];
    h->html.to = (uint32_t)e->to->html.len;
    if (e->to == &e->footnotes)
        h->html = (struct range){0}; /* it moves with its footnote */
    if (e->to == &e->titles) {
        e->to = &e->text;
        return;
    }
    buf_addf(&e->to->html, "</h%d>\n", h->level);
}
