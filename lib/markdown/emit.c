#include "markdown/emit.h"

#include <string.h>

#include "base/ascii.h"
#include "base/escape.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"
#include "markdown/safe.h"

/* ---- writing -------------------------------------------------------------------------------- */

void emit_escaped(struct emitter *e, str text)
{
    escape_html(&e->to->html, text);
}

void emit_classes(struct emitter *e, str classes)
{
    if (!e->outliner.safe || safe_attribute(S("class"), classes))
        emit_escaped(e, classes);
}

void emit_slot(struct emitter *e, enum slot_kind kind, uint32_t link)
{
    vec_push(e->scratch, &e->to->slots) =
        (struct slot){.at = (uint32_t)e->to->html.len, .kind = kind, .link = link};
}

void emit_word(struct emitter *e, enum body_word word)
{
    vec_push(e->scratch, &e->to->slots) =
        (struct slot){.at = (uint32_t)e->to->html.len, .kind = SLOT_WORD, .word = word};
}

struct place emit_place(struct emitter *e, uint32_t at)
{
    return lines_place_near(e->tape->lines, e->tape->options->path, at, &e->near);
}

/* ---- blocks --------------------------------------------------------------------------------- */

static enum task_state task_state_of(char mark)
{
    if (mark == 0)
        return TASK_NONE;
    return mark == ' ' ? TASK_OPEN : TASK_DONE;
}

/* A paragraph cannot hold a <div>, nor can a label; where raw HTML puts one, a division takes the
 * paragraph's place. */
static bool holds_block_element(const struct emitter *e, size_t i)
{
    for (size_t end = i + 1; !e->plain && end < e->tape->events.n; end++) {
        const struct event *event = &e->tape->events.at[end];
        if (event->what == EVENT_LEAVE_BLOCK)
            return false;
        if (event->what == EVENT_ENTER_SPAN && event->type == SPAN_EMBED &&
            e->tape->details.at[event->detail].info.len == 0)
            return true;
        if (event->what != EVENT_TEXT || event->type != MD_TEXT_HTML)
            continue;
        const struct html_run *run = &e->html->runs.at[event->detail];
        for (uint32_t p = run->first; p < run->first + run->count; p++) {
            const struct html_piece *piece = &e->html->pieces.at[p];
            if (piece->token.kind == HTML_OPEN && piece->fate == FATE_KEEP &&
                html_element_flags(piece->token.name) & ELEMENT_BLOCK)
                return true;
        }
    }
    return false;
}

static void enter_item(struct emitter *e, size_t i, const struct detail *d)
{
    enum task_state task = task_state_of(d->task);
    const struct event *next = &e->tape->events.at[i + 1];
    const struct prompt_spot *question = emit_asked(e, i, PROMPT_QUESTION);
    emit_literal(e, "<li");
    emit_attributes(e, &d->attributes,
                    question                        ? S("question")
                    : e->plain || task == TASK_NONE ? S("")
                                                    : S("task"));
    emit_literal(e, ">");
    e->box = task;
    vec_push(e->scratch, &e->items) = question ? (uint32_t)e->body->prompts.n : OUTLINE_NONE;
    if (next->what != EVENT_ENTER_BLOCK || next->type != MD_BLOCK_P)
        emit_box(e, !e->plain && !holds_block_element(e, i));
    outliner_item(&e->outliner, e->list_ids.at[e->list_ids.n - 1], e->ordered.at[e->ordered.n - 1],
                  task);
    e->containers++;
}

static void enter_list(struct emitter *e, const struct detail *d, bool ordered)
{
    outliner_end_block(&e->outliner);
    emit_lit(e, ordered ? S("<ol") : S("<ul"));
    if (ordered && d->start != 1)
        buf_addf(&e->to->html, " start=\"%u\"", (unsigned)d->start);
    emit_attributes(e, &d->attributes, S(""));
    emit_literal(e, ">\n");
    vec_push(e->scratch, &e->ordered) = ordered;
    vec_push(e->scratch, &e->list_ids) = e->outliner.lists++;
    e->containers++;
}

static void leave_list(struct emitter *e, bool ordered)
{
    emit_lit(e, ordered ? S("</ol>\n") : S("</ul>\n"));
    e->ordered.n--;
    e->list_ids.n--;
    e->containers--;
}

/* A header cell that is empty heads nothing. */
static void enter_cell(struct emitter *e, size_t i, const struct detail *d)
{
    static const str align[] = {
        [MD_ALIGN_DEFAULT] = S_INIT(""),
        [MD_ALIGN_LEFT] = S_INIT("align-left"),
        [MD_ALIGN_CENTER] = S_INIT("align-center"),
        [MD_ALIGN_RIGHT] = S_INIT("align-right"),
    };
    bool empty = e->tape->events.at[i + 1].what == EVENT_LEAVE_BLOCK;
    e->head_cell = e->tape->events.at[i].type == MD_BLOCK_TH && (e->plain || !empty);
    emit_lit(e, e->head_cell ? S("<th") : S("<td"));
    if (!e->plain)
        emit_attributes(e, &d->attributes, align[d->align]);
    else if (d->align != MD_ALIGN_DEFAULT)
        buf_addf(&e->to->html, " align=\"%s\"", align[d->align].ptr + strlen("align-"));
    emit_literal(e, ">");
    e->in_cell = true;
    outliner_block(&e->outliner, BLOCK_CELL);
}

static void leave_cell(struct emitter *e)
{
    emit_lit(e, e->head_cell ? S("</th>\n") : S("</td>\n"));
    e->in_cell = false;
    outliner_end_block(&e->outliner);
}

static void enter_paragraph(struct emitter *e, size_t i)
{
    outliner_block(&e->outliner, BLOCK_PARAGRAPH);
    e->paragraph_is_prompt = emit_is_asked(e, i + 1);
    if (e->paragraph_is_prompt)
        return;
    e->paragraph_is_div = holds_block_element(e, i);
    emit_lit(e, e->paragraph_is_div ? S("<div") : S("<p"));
    emit_attributes(e, &e->tape->details.at[e->tape->events.at[i].detail].attributes, S(""));
    emit_literal(e, ">");
    emit_box(e, !e->plain && !e->paragraph_is_div);
}

static void leave_paragraph(struct emitter *e)
{
    outliner_end_block(&e->outliner);
    if (!e->paragraph_is_prompt)
        emit_lit(e, e->paragraph_is_div ? S("</div>\n") : S("</p>\n"));
}

static void leave_item(struct emitter *e)
{
    outliner_end_item(&e->outliner);
    emit_question_end(e, e->items.at[--e->items.n]);
    e->containers--;
    emit_literal(e, "</li>\n");
}

static void enter_block(struct emitter *e, size_t i)
{
    const struct event *event = &e->tape->events.at[i];
    const struct detail *d = &e->tape->details.at[event->detail];
    emit_label_end(e);
    switch (event->type) {
    case MD_BLOCK_QUOTE:
        emit_quote(e, i);
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        enter_list(e, d, event->type == MD_BLOCK_OL);
        break;
    case MD_BLOCK_LI:
        enter_item(e, i, d);
        break;
    case MD_BLOCK_HTML:
        outliner_end_block(&e->outliner);
        emit_html_block(e, i);
        break;
    case MD_BLOCK_HR:
        outliner_end_block(&e->outliner);
        emit_lit(e, e->plain ? S("<hr />\n") : S("<hr>\n"));
        break;
    case MD_BLOCK_H:
        emit_heading(e, i);
        break;
    case MD_BLOCK_CODE:
        emit_code(e, d);
        break;
    case MD_BLOCK_P:
        enter_paragraph(e, i);
        break;
    case MD_BLOCK_TABLE:
        outliner_end_block(&e->outliner);
        e->containers++;
        emit_lit(e, e->plain ? S("<table") : S("<div class=\"table\"><table"));
        emit_attributes(e, &d->attributes, S(""));
        emit_literal(e, ">\n");
        break;
    case MD_BLOCK_THEAD:
        emit_literal(e, "<thead>\n");
        break;
    case MD_BLOCK_TBODY:
        emit_literal(e, "<tbody>\n");
        break;
    case MD_BLOCK_TR:
        emit_literal(e, "<tr>\n");
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        enter_cell(e, i, d);
        break;
    default:
        emit_defined(e, event);
        break;
    }
}

static void leave_block(struct emitter *e, const struct event *event)
{
    emit_label_end(e);
    switch (event->type) {
    case MD_BLOCK_QUOTE:
        emit_quote_end(e);
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        leave_list(e, event->type == MD_BLOCK_OL);
        break;
    case MD_BLOCK_LI:
        leave_item(e);
        break;
    case MD_BLOCK_H:
        emit_heading_end(e);
        break;
    case MD_BLOCK_HTML:
        emit_html_block_end(e);
        break;
    case MD_BLOCK_CODE:
        emit_code_end(e);
        break;
    case MD_BLOCK_P:
        leave_paragraph(e);
        break;
    case MD_BLOCK_TABLE:
        e->containers--;
        emit_lit(e, e->plain ? S("</table>\n") : S("</table></div>\n"));
        break;
    case MD_BLOCK_THEAD:
        emit_literal(e, "</thead>\n");
        break;
    case MD_BLOCK_TBODY:
        emit_literal(e, "</tbody>\n");
        break;
    case MD_BLOCK_TR:
        emit_literal(e, "</tr>\n");
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        leave_cell(e);
        break;
    default:
        emit_defined(e, event);
        break;
    }
}

/* ---- texts ---------------------------------------------------------------------------------- */

static void outline_text(struct emitter *e, str text)
{
    if (e->inline_notes)
        return; /* it is no part of the sentence */
    struct place place = {0};
    if (outliner_wants_place(&e->outliner))
        place = emit_place(e, e->at);
    outliner_text(&e->outliner, text, place);
}

/* GFM: in a table, "\|" is a bar inside code too. md4c leaves the backslash. */
static str with_bars(struct emitter *e, str code)
{
    struct buf out = {.arena = e->scratch};
    if (!e->in_cell || str_find(code, S("\\|")) == STR_NONE)
        return code;
    for (size_t at; (at = str_find(code, S("\\|"))) != STR_NONE; code = str_from(code, at + 1))
        buf_add(&out, str_until(code, at));
    buf_add(&out, code);
    return buf_kept(&out);
}

/* "Q2) …" at the beginning of a line is a question of its own, as its author saw it. */
static bool begins_question(const struct emitter *e, size_t i)
{
    const struct event *event = &e->tape->events.at[i];
    return !e->plain && event->what == EVENT_TEXT && event->type == MD_TEXT_NORMAL &&
           choice_is_question(event->text);
}

static void emit_break(struct emitter *e, size_t i)
{
    bool hard = e->tape->events.at[i].type == MD_TEXT_BR || begins_question(e, i + 1);
    if (e->images) {
        emit_lit(e, hard ? S("\n") : S(" "));
        return;
    }
    outline_text(e, S("\n"));
    if (emit_begins_part(e, i + 1) || emit_is_asked(e, i + 1))
        return;
    if (hard)
        emit_lit(e, e->plain ? S("<br />\n") : S("<br>\n"));
    else
        emit_literal(e, "\n");
}

/* Where the last line that is not blank begins in the text of code. */
static uint32_t last_line(str code)
{
    code = str_trim_right(code);
    size_t end = str_rfind_char(code, '\n'), at = end == STR_NONE ? 0 : end + 1;
    while (at < code.len && ascii_is_blank(code.ptr[at]))
        at++;
    return (uint32_t)at;
}

static void emit_text(struct emitter *e, size_t i)
{
    const struct event *event = &e->tape->events.at[i];
    str text = event->text;
    switch (event->type) {
    case TEXT_TERM_END:
        outline_text(e, S("\n"));
        emit_lit(e, e->open.n == e->term_open ? S("</dt>\n<dt>") : S("\n"));
        return;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        emit_break(e, i);
        return;
    case MD_TEXT_HTML:
        if (e->images == 0)
            emit_html_run(e, event);
        return;
    case MD_TEXT_ENTITY:
        text = tape_entity(e->tape, text);
        break;
    case MD_TEXT_CODE:
        text = with_bars(e, e->code_text.len ? e->code_text : text);
        e->code_text = S("");
        break;
    case MD_TEXT_NULLCHAR:
        text = S("\xEF\xBF\xBD");
        break;
    default:
        break;
    }
    size_t out = tape_offset(e->tape, event->text);
    if (out != STR_NONE)
        e->at = (uint32_t)out;
    if (event->type == TEXT_QUOTE)
        emit_lit(e, quotes_shown(e->tape, text));
    else if (event->type == MD_TEXT_NORMAL && e->tape->lines->abbreviations)
        emit_abbreviated(e, text);
    else
        emit_code_text(e, text);
    outline_text(e, text);
    if (event->type == MD_TEXT_CODE) {
        outliner_code_lines(&e->outliner, text);
        e->at += out == STR_NONE ? 0 : last_line(event->text);
    }
}

static void emit_own(struct emitter *e, const struct event *event)
{
    if (e->images == 0)
        e->tape->details.at[event->detail].ext->emit(e, event);
    outline_text(e, event->text);
}

/* ---- the walk ------------------------------------------------------------------------------- */

/* The id that can be embedded of a block that begins or ends; empty for none. */
static str block_id(const struct emitter *e, const struct event *event)
{
    str id = e->tape->details.at[event->detail].attributes.id;
    return str_starts(id, S("^")) ? id : S("");
}

static void begin_block(struct emitter *e, size_t i)
{
    str id = block_id(e, &e->tape->events.at[i]);
    uint32_t at = (uint32_t)e->to->html.len;
    if (id.len && e->to == &e->text)
        vec_push(e->scratch, &e->body->blocks) = (struct id_block){arena_dup(e->keep, id), {at, 0}};
    enter_block(e, i);
}

static void end_block(struct emitter *e, const struct event *event)
{
    str id = block_id(e, event);
    leave_block(e, event);
    for (size_t i = e->body->blocks.n; id.len && i > 0; i--) {
        struct id_block *b = &e->body->blocks.at[i - 1];
        if (b->html.to == 0 && str_eq(b->id, id)) {
            b->html.to = (uint32_t)e->to->html.len;
            return;
        }
    }
}

static void emit_event(struct emitter *e, size_t i)
{
    const struct event *event = &e->tape->events.at[i];
    e->event = i;
    if (e->next_closing < e->html->closings.n)
        emit_closings(e, i);
    if (e->asking || e->in_choice || e->next_prompt < e->prompts->spots.n)
        emit_prompt_event(e, i);
    e->outliner.containers = (unsigned)(e->quotes.n + e->open.n);
    switch ((enum event_what)event->what) {
    case EVENT_ENTER_BLOCK:
        begin_block(e, i);
        break;
    case EVENT_LEAVE_BLOCK:
        end_block(e, event);
        break;
    case EVENT_ENTER_SPAN:
        emit_span(e, event);
        break;
    case EVENT_LEAVE_SPAN:
        emit_span_end(e, event);
        break;
    case EVENT_TEXT:
        emit_text(e, i);
        break;
    case EVENT_MARK:
        break;
    case EVENT_OWN:
        emit_own(e, event);
        break;
    }
}

/* One run of HTML: the note's text, then the headings' texts. */
static void join_streams(struct emitter *e)
{
    uint32_t shift = (uint32_t)e->text.html.len;
    buf_add(&e->text.html, buf_str(&e->titles.html));
    for (size_t i = 0; i < e->titles.slots.n; i++) {
        struct slot slot = e->titles.slots.at[i];
        slot.at += shift;
        vec_push(e->scratch, &e->text.slots) = slot;
    }
    for (size_t i = 0; i < e->body->headings.n; i++) {
        struct heading *h = &e->body->headings.at[i];
        if (h->is_section || h->is_title) {
            h->html.from += shift;
            h->html.to += shift;
        }
    }
    e->body->html = arena_dup(e->keep, buf_str(&e->text.html));
    e->body->slots.at = e->text.slots.at;
    e->body->slots.n = e->text.slots.n;
}

static void list_anchors(struct emitter *e)
{
    for (size_t i = 0; i < e->ids->used.cap; i++) {
        const struct map_slot *s = &e->ids->used.slots[i];
        if (s->used)
            vec_push(e->scratch, &e->body->anchors) = arena_dup(e->keep, s->key);
    }
}

bool emit(const struct emit_job *job, struct body *body, struct outline *outline)
{
    struct tape *tape = job->tape;
    struct emitter e = {.keep = job->keep,
                        .scratch = tape->scratch,
                        .tape = tape,
                        .html = job->html,
                        .ids = job->ids,
                        .prompts = job->prompts,
                        .diags = job->diags,
                        .notes = job->notes,
                        .body = body,
                        .joined = STR_NONE,
                        .plain = tape->options->plain};
    bool fine = true;
    e.to = &e.text;
    outliner_open(&e.outliner, job->keep, tape->scratch, body, outline);
    e.outliner.safe = tape->options->safe;
    buf_room(&e.text.html, tape->lines->text.len * 3 / 2 + 1); /* most notes need no more */
    buf_room(&e.outliner.plain, tape->lines->text.len + 1);
    for (size_t i = 0; fine && i < tape->events.n; i++) {
        emit_event(&e, i);
        fine =
            e.text.html.len + e.titles.html.len + e.footnotes.html.len <= tape->options->max_output;
    }
    outliner_close(&e.outliner);
    emit_end_section(&e);
    if (fine)
        emit_footnotes(&e);
    join_streams(&e);
    list_anchors(&e);
    buf_free(&e.text.html);
    buf_free(&e.titles.html);
    buf_free(&e.footnotes.html);
    return fine;
}
