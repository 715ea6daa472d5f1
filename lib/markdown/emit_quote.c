/* Block quotes: the author's own, and the containers that extensions made of blocks of theirs. */
#include "markdown/emitter.h"
#include "markdown/exts.h"

str emit_default_title(struct emitter *e, str type)
{
    str title = arena_dup(e->scratch, type);
    if (title.len && title.ptr[0] >= 'a' && title.ptr[0] <= 'z')
        ((char *)title.ptr)[0] = (char)(title.ptr[0] - 'a' + 'A');
    return title;
}

/* The box that the innermost admonition is, NULL for none. */
static struct box *open_box(struct emitter *e)
{
    uint32_t box = e->quotes.at[e->quotes.n - 1].box;
    return box == OUTLINE_NONE ? NULL : &e->body->boxes.at[box];
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

/* The title of the innermost container: its heading. */
void emit_quote_title(struct emitter *e, const struct mark *mark, bool begins)
{
    struct box *box = open_box(e);
    if (!begins && box)
        box->heading.to = (uint32_t)e->text.html.len;
    mark->ext->title(e, mark, begins);
    if (begins && box)
        box->heading.from = (uint32_t)e->text.html.len;
    if (!begins)
        begin_inner(e);
}

/* The box that an admonition at this place is, or OUTLINE_NONE. */
static uint32_t new_box(struct emitter *e, const struct mark *mark)
{
    uint32_t at = (uint32_t)e->text.html.len;
    if (!mark || !mark->ext->is_box || !emit_opens_section(e) || e->body->sections.n ||
        e->to != &e->text)
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
    const struct attributes *given = &e->tape->details.at[e->tape->events.at[i].detail].attributes;
    if (!mark) {
        emit_literal(e, "<blockquote");
        emit_attributes(e, given, S(""));
        emit_literal(e, ">\n");
        return;
    }
    if (given->id.len) {
        emit_literal(e, "<a");
        emit_attributes(e, given, S(""));
        emit_literal(e, "></a>\n");
    }
    mark->ext->enter(e, mark);
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
        box->title = arena_dup(e->keep, emit_default_title(e, quote->mark->type));
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
        mark->ext->leave(e, mark);
    end_box(e, quote);
}
