/* Definition lists of Python-Markdown:
 *
 *     Term
 *     Another term of the same definitions
 *     :   Definition: Markdown, indented by four
 *
 *     :   Another one
 *
 *     /// define
 *     Term
 *
 *     - Definition, as PyMdown Extensions write them
 *     ///
 *
 * A paragraph right before a definition is a term, each of its lines one of its own. */
#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"
#include "markdown/heading_ids.h"

/* ---- lines ---------------------------------------------------------------------------------- */

/* Only blank lines are between the line and the definition before it, or the text of a paragraph in
 * the same block. */
static bool follows_definition(const struct rewriter *w, const struct line *line)
{
    return w->closed_at == w->text.len && w->closed.at == line->indent &&
           w->out->marks.n > w->closed.mark &&
           w->out->marks.at[w->closed.mark].ext == &ext_definitions;
}

static bool follows_term(const struct rewriter *w, const struct line *line)
{
    return w->paragraph_end > 0 && w->paragraph_end == w->text.len &&
           w->paragraph_base == rewriter_base(w) && line->indent >= w->paragraph_base;
}

static bool definition_line(struct rewriter *w, const struct line *line)
{
    str text = line->text;
    if (text.len < 3 || text.ptr[0] != ':' || !ascii_is_blank(text.ptr[1]) || w->in_quote)
        return false;
    bool term = follows_term(w, line);
    if (!term && !follows_definition(w, line))
        return false;
    if (term) /* in a tight list, too, it is a paragraph */
        rewriter_put_own(w, line->indent, S(""));
    w->in_paragraph = false;
    if (!rewriter_open_lazy(w, line, (struct mark){.ext = &ext_definitions}))
        return false;
    w->out->definitions = true;
    rewriter_read_rest(w, line, 1);
    return true;
}

/* ---- tape ----------------------------------------------------------------------------------- */

/* Makes a term of the paragraph that ends with an event. */
static void make_term(struct tape *t, size_t end)
{
    struct event *events = t->events.at;
    size_t depth = 0, i = end - 1;
    events[end].type = BLOCK_TERM;
    for (; events[i].what != EVENT_ENTER_BLOCK; i--) {
        depth += events[i].what == EVENT_LEAVE_SPAN;
        depth -= events[i].what == EVENT_ENTER_SPAN;
        if (depth == 0 && events[i].what == EVENT_TEXT && events[i].type == MD_TEXT_SOFTBR)
            events[i].type = TEXT_TERM_END;
    }
    events[i].type = BLOCK_TERM;
}

static bool is_definition(const struct tape *t, size_t i)
{
    const struct event *e = &t->events.at[i];
    if (e->what != EVENT_ENTER_BLOCK || e->type != MD_BLOCK_QUOTE)
        return false;
    const struct mark *mark = heading_quote_mark(t, i);
    return mark && mark->ext == &ext_definitions;
}

/* The paragraphs in a block are terms, the items of its lists definitions. */
static void make_list(struct tape *t, size_t begin)
{
    size_t depth = 0, end = tape_end(t, begin);
    for (size_t i = begin + 1; i < end; i++) {
        struct event *e = &t->events.at[i];
        if (e->what > EVENT_LEAVE_BLOCK)
            continue;
        depth -= e->what == EVENT_LEAVE_BLOCK;
        bool list = e->type == MD_BLOCK_UL || e->type == MD_BLOCK_OL;
        if (depth == 0 && e->type == MD_BLOCK_P)
            e->type = BLOCK_DT;
        else if (depth == 0 && list)
            e->type = BLOCK_LIST;
        else if (depth == 1 && e->type == MD_BLOCK_LI)
            e->type = BLOCK_DD;
        depth += e->what == EVENT_ENTER_BLOCK;
    }
}

static bool is_block(const struct mark *mark)
{
    return str_eq(mark->type, S("define"));
}

void definitions_read(struct tape *t)
{
    for (size_t i = 1; t->lines->definitions && i < t->events.n; i++) {
        if (!is_definition(t, i))
            continue;
        if (is_block(heading_quote_mark(t, i))) {
            make_list(t, i);
            continue;
        }
        size_t before = tape_before_marks(t, i);
        const struct event *e = &t->events.at[before];
        if (e->what == EVENT_LEAVE_BLOCK && e->type == MD_BLOCK_P)
            make_term(t, before);
    }
}

/* ---- HTML ----------------------------------------------------------------------------------- */

static void begin(struct emitter *e)
{
    if (e->joined != e->event)
        emit_literal(e, "<dl>\n");
    e->joined = STR_NONE;
}

/* The list goes on with the next term or definition. */
static void end(struct emitter *e)
{
    size_t next = tape_behind_marks(e->tape, e->event);
    const struct event *event = &e->tape->events.at[next];
    bool term = event->what == EVENT_ENTER_BLOCK && event->type == BLOCK_TERM;
    if (term || (is_definition(e->tape, next) && !is_block(heading_quote_mark(e->tape, next))))
        e->joined = next;
    else
        emit_literal(e, "</dl>\n");
}

static void begin_term(struct emitter *e)
{
    begin(e);
    outliner_block(&e->outliner, BLOCK_PARAGRAPH);
    e->term_open = e->open.n;
    emit_literal(e, "<dt>");
}

static void end_term(struct emitter *e)
{
    outliner_end_block(&e->outliner);
    emit_literal(e, "</dt>\n");
    end(e);
}

void emit_defined(struct emitter *e, const struct event *event)
{
    bool begins = event->what == EVENT_ENTER_BLOCK, term = event->type == BLOCK_DT;
    if (event->type < BLOCK_TERM || event->type > BLOCK_DD)
        return;
    if (event->type == BLOCK_TERM) {
        if (begins)
            begin_term(e);
        else
            end_term(e);
        return;
    }
    if (begins && term)
        outliner_block(&e->outliner, BLOCK_PARAGRAPH);
    else
        outliner_end_block(&e->outliner);
    if (event->type != BLOCK_LIST && begins)
        emit_lit(e, term ? S("<dt>") : S("<dd>"));
    else if (event->type != BLOCK_LIST)
        emit_lit(e, term ? S("</dt>\n") : S("</dd>\n"));
}

static void enter(struct emitter *e, const struct mark *mark)
{
    if (is_block(mark)) {
        emit_literal(e, "<dl>\n");
        return;
    }
    begin(e);
    emit_literal(e, "<dd>\n");
}

static void leave(struct emitter *e, const struct mark *mark)
{
    if (is_block(mark)) {
        emit_literal(e, "</dl>\n");
        return;
    }
    emit_literal(e, "</dd>\n");
    end(e);
}

const struct ext ext_definitions = {
    .name = "definitions", .begins = ":", .line = definition_line, .enter = enter, .leave = leave};
