/* Headings, the sections that they open, and the quotes that are admonitions. */
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

static bool opens_section(const struct emitter *e)
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
    bool section = opens_section(e);
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

static void emit_attribute(struct emitter *e, str name, str value)
{
    if (value.len == 0)
        return;
    emit_literal(e, " ");
    emit_lit(e, name);
    emit_literal(e, "=\"");
    emit_escaped(e, value);
    emit_literal(e, "\"");
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

/* The box that the innermost admonition is, NULL for none. */
static struct box *open_box(struct emitter *e)
{
    uint32_t box = e->quotes.at[e->quotes.n - 1].box;
    return box == OUTLINE_NONE ? NULL : &e->body->boxes.at[box];
}

void emit_heading(struct emitter *e, size_t i)
{
    const struct detail *d = &e->tape->details.at[e->tape->events.at[i].detail];
    outliner_block(&e->outliner, BLOCK_HEADING);
    e->title = heading_title_mark(e->tape, i);
    if (e->title) {
        emit_lit(e, e->title->folds ? S("<summary>") : S("<p class=\"admonition-title\">"));
        struct box *box = open_box(e);
        if (box)
            box->heading.from = (uint32_t)e->text.html.len;
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

/* What follows is the content of the innermost admonition; what came in it is its title. */
static void begin_inner(struct emitter *e)
{
    const struct quote *quote = &e->quotes.at[e->quotes.n - 1];
    struct box *box = open_box(e);
    if (!box)
        return;
    box->inner.from = (uint32_t)e->text.html.len;
    box->title = arena_dup(e->keep, str_trim(str_from(buf_str(&e->outliner.plain), quote->plain)));
    struct place place = emit_place(e, e->at);
    box->line = place.line;
    box->col = place.col;
}

void emit_heading_end(struct emitter *e)
{
    outliner_end_block(&e->outliner);
    if (e->title) {
        struct box *box = open_box(e);
        if (box)
            box->heading.to = (uint32_t)e->text.html.len;
        emit_lit(e, e->title->folds ? S("</summary>\n") : S("</p>\n"));
        begin_inner(e);
        e->title = NULL;
        return;
    }
    struct heading *h = &e->body->headings.at[e->body->headings.n - 1];
    h->html.to = (uint32_t)e->to->html.len;
    if (e->to == &e->titles) {
        e->to = &e->text;
        return;
    }
    buf_addf(&e->to->html, "</h%d>\n", h->level);
}

/* ---- quotes and admonitions ----------------------------------------------------------------- */

static str default_title(struct emitter *e, str type)
{
    str title = arena_dup(e->scratch, type);
    if (title.len && title.ptr[0] >= 'a' && title.ptr[0] <= 'z')
        ((char *)title.ptr)[0] = (char)(title.ptr[0] - 'a' + 'A');
    return title;
}

/* The box that an admonition at this place is, or OUTLINE_NONE. */
static uint32_t new_box(struct emitter *e, const struct mark *mark)
{
    uint32_t at = (uint32_t)e->text.html.len;
    if (!mark || !opens_section(e) || e->body->sections.n || e->to != &e->text)
        return OUTLINE_NONE;
    vec_push(e->scratch, &e->body->boxes) =
        (struct box){.html = {at, at}, .type = arena_dup(e->keep, mark->type)};
    return (uint32_t)e->body->boxes.n - 1;
}

void emit_quote(struct emitter *e, size_t i)
{
    const struct mark *mark = e->plain ? NULL : heading_quote_mark(e->tape, i);
    outliner_end_block(&e->outliner);
    vec_push(e->scratch, &e->quotes) =
        (struct quote){mark, new_box(e, mark), (uint32_t)e->outliner.plain.len};
    e->containers++;
    e->outliner.containers++;
    if (!mark) {
        emit_literal(e, "<blockquote>\n");
        return;
    }
    emit_lit(e, mark->folds ? S("<details class=\"admonition ") : S("<div class=\"admonition "));
    emit_escaped(e, mark->type);
    emit_escaped(e, mark->classes);
    emit_lit(e, mark->open ? S("\" open>\n") : S("\">\n"));
    begin_inner(e);
    if (mark->has_title || (mark->untitled && !mark->folds))
        return;
    emit_lit(e, mark->folds ? S("<summary>") : S("<p class=\"admonition-title\">"));
    emit_escaped(e, default_title(e, mark->type));
    emit_lit(e, mark->folds ? S("</summary>\n") : S("</p>\n"));
    begin_inner(e);
}

static void end_box(struct emitter *e, const struct quote *quote)
{
    if (quote->box == OUTLINE_NONE)
        return;
    struct box *box = &e->body->boxes.at[quote->box];
    box->html.to = (uint32_t)e->text.html.len;
    box->text = arena_dup(e->keep, str_trim(str_from(buf_str(&e->outliner.plain), quote->plain)));
    if (box->title.len == 0)
        box->title = arena_dup(e->keep, default_title(e, quote->mark->type));
}

void emit_quote_end(struct emitter *e)
{
    const struct quote *quote = &e->quotes.at[--e->quotes.n];
    const struct mark *mark = quote->mark;
    outliner_end_block(&e->outliner);
    e->containers--;
    e->outliner.containers--;
    if (quote->box != OUTLINE_NONE)
        e->body->boxes.at[quote->box].inner.to = (uint32_t)e->text.html.len;
    if (!mark)
        emit_literal(e, "</blockquote>\n");
    else
        emit_lit(e, mark->folds ? S("</details>\n") : S("</div>\n"));
    end_box(e, quote);
}
