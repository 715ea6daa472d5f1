/* What a reader can be asked: the boxes of tasks, questions that fold, multiple choice. */
#include "markdown/emitter.h"
#include "markdown/inline.h"

static const struct prompt_spot *next_spot(const struct emitter *e)
{
    bool there = e->next_prompt < e->prompts->spots.n;
    return there ? &e->prompts->spots.at[e->next_prompt] : NULL;
}

const struct prompt_spot *emit_asked(const struct emitter *e, size_t event, enum prompt_kind kind)
{
    const struct prompt_spot *spot = next_spot(e);
    return spot && spot->event == event && spot->kind == kind ? spot : NULL;
}

bool emit_is_asked(const struct emitter *e, size_t event)
{
    const struct prompt_spot *spot = next_spot(e);
    return spot && spot->from == event && spot->kind != PROMPT_CHECK;
}

static uint32_t html_end(const struct emitter *e)
{
    return (uint32_t)e->to->html.len;
}

/* Takes the next prompt: it goes on to its event `to`. */
static struct prompt *begin_prompt(struct emitter *e, bool done)
{
    const struct prompt_spot *spot = next_spot(e);
    struct place place = inline_place(e->tape, spot->from, spot->to);
    uint32_t at = html_end(e);
    e->next_prompt++;
    e->asking = true;
    vec_push(e->scratch, &e->body->prompts) =
        (struct prompt){.kind = spot->kind,
                        .id = arena_dup(e->keep, spot->id),
                        .text = arena_dup(e->keep, spot->text),
                        .done = done,
                        .answer = spot->answer,
                        .asked = {at, at},
                        .answers = {at, at},
                        .section = e->outliner.section,
                        .line = place.line,
                        .col = place.col};
    return &e->body->prompts.at[e->body->prompts.n - 1];
}

static void emit_id(struct emitter *e, str id)
{
    emit_literal(e, " data-prompt=\"");
    emit_lit(e, id);
    emit_literal(e, "\"");
}

/* ---- tasks ---------------------------------------------------------------------------------- */

static void emit_check(struct emitter *e, const struct prompt_spot *spot)
{
    emit_literal(e, "<input type=\"checkbox\"");
    emit_id(e, spot->id);
    if (!e->in_label) {
        emit_literal(e, " aria-label=\"");
        emit_escaped(e, spot->text.len ? spot->text : S("\u2026"));
        emit_literal(e, "\"");
    }
    emit_lit(e, e->box == TASK_DONE ? S(" checked> ") : S("> "));
    begin_prompt(e, e->box == TASK_DONE);
}

/* Whether a label around the text could not be closed behind it: an element goes on in the block of
 * raw HTML that follows. */
static bool goes_on(const struct emitter *e, const struct prompt_spot *spot)
{
    const struct event *next = &e->tape->events.at[spot->to];
    return next->what == EVENT_ENTER_BLOCK && next->type == MD_BLOCK_HTML &&
           !inline_is_closed(e->tape, e->html, spot->from, spot->to);
}

/* The box stands before the item's text: in its paragraph where it has one. The text is its label,
 * unless that holds what a label cannot. */
void emit_box(struct emitter *e, bool labelled)
{
    const struct prompt_spot *spot = next_spot(e);
    if (e->box == TASK_NONE)
        return;
    bool is_check = spot && spot->kind == PROMPT_CHECK;
    bool fits = !is_check || (spot->text.len && !goes_on(e, spot) &&
                              !inline_has_control(e->tape, e->html, spot->from, spot->to));
    e->in_label = labelled && fits;
    if (e->in_label)
        emit_literal(e, "<label>");
    if (is_check)
        emit_check(e, spot);
    else if (e->box == TASK_DONE)
        emit_literal(e, "<input checked=\"\" disabled=\"\" type=\"checkbox\"> ");
    else
        emit_literal(e, "<input disabled=\"\" type=\"checkbox\"> ");
    e->box = TASK_NONE;
}

void emit_label_end(struct emitter *e)
{
    if (e->in_label)
        emit_literal(e, "</label>");
    e->in_label = false;
}

/* ---- questions ------------------------------------------------------------------------------ */

static void emit_question(struct emitter *e)
{
    struct prompt *prompt = begin_prompt(e, false);
    emit_literal(e, "<details class=\"question\"");
    emit_id(e, prompt->id);
    emit_literal(e, " open>\n<summary>");
    prompt->asked.from = html_end(e);
}

void emit_question_end(struct emitter *e, uint32_t prompt)
{
    if (prompt == OUTLINE_NONE)
        return;
    e->body->prompts.at[prompt].answers.to = html_end(e);
    emit_literal(e, "</details>\n");
}

/* ---- choices -------------------------------------------------------------------------------- */

static void emit_choice(struct emitter *e)
{
    bool in_paragraph = e->tape->events.at[next_spot(e)->event].type == MD_BLOCK_P;
    if (next_spot(e)->splits && in_paragraph) {
        emit_literal(e, "</p>\n");
        e->paragraph_is_prompt = true;
    }
    struct prompt *prompt = begin_prompt(e, false);
    const struct prompt_part *first = &e->prompts->parts.at[e->next_part];
    e->in_choice = true;
    if (!prompt->answer) {
        emit_literal(e, "<div class=\"choice\">\n");
        return;
    }
    emit_literal(e, "<fieldset class=\"choice\"");
    emit_id(e, prompt->id);
    buf_addf(&e->to->html, " data-answer=\"%c\"", prompt->answer);
    if (first->kind != PART_QUESTION && prompt->text.len) {
        emit_literal(e, " aria-label=\"");
        emit_escaped(e, prompt->text);
        emit_literal(e, "\"");
    }
    emit_literal(e, ">\n");
}

static void emit_option(struct emitter *e, const struct prompt *prompt, char letter)
{
    emit_lit(e, letter == 'A' ? S("<ul class=\"options\">\n<li>") : S("<li>"));
    if (prompt->answer)
        buf_addf(&e->to->html, "<label><input type=\"radio\" name=\"%.*s\" value=\"%c\"> ",
                 STR_ARG(prompt->id), letter);
}

/* Nothing is open before the first part. */
static void end_part(struct emitter *e, const struct prompt *prompt, enum part_kind next)
{
    const struct prompt_part *part = &e->prompts->parts.at[e->next_part - 1];
    if (part->kind == PART_QUESTION)
        emit_lit(e, prompt->answer ? S("</legend>\n") : S("</p>\n"));
    else if (part->kind == PART_OPTION)
        emit_lit(e, prompt->answer ? S("</label></li>\n") : S("</li>\n"));
    else
        emit_literal(e, "</p>\n");
    if (part->kind == PART_OPTION && next != PART_OPTION)
        emit_literal(e, "</ul>\n");
}

static void begin_part(struct emitter *e, size_t event)
{
    struct prompt *prompt = &e->body->prompts.at[e->body->prompts.n - 1];
    const struct prompt_part *part = &e->prompts->parts.at[e->next_part];
    bool is_first = event == e->prompts->spots.at[e->next_prompt - 1].from;
    bool goes_on = !is_first && part[-1].kind == PART_ANSWER;
    if (!is_first)
        end_part(e, prompt, part->kind);
    e->next_part++;
    if (part->kind == PART_OPTION) {
        emit_option(e, prompt, part->letter);
    } else if (part->kind == PART_QUESTION) {
        emit_lit(e, prompt->answer ? S("<legend>") : S("<p>"));
    } else if (goes_on) {
        emit_literal(e, "<p>");
    } else {
        prompt->asked.to = html_end(e);
        emit_literal(e, "<details class=\"answer\" open>\n<summary>");
        emit_word(e, WORD_ANSWER);
        emit_literal(e, "</summary>\n");
        prompt->answers.from = html_end(e);
        emit_literal(e, "<p>");
    }
}

bool emit_begins_part(const struct emitter *e, size_t event)
{
    return e->in_choice && e->next_part < e->prompts->parts.n &&
           e->prompts->parts.at[e->next_part].event == event;
}

static void emit_choice_end(struct emitter *e)
{
    struct prompt *prompt = &e->body->prompts.at[e->body->prompts.n - 1];
    bool answered = e->prompts->parts.at[e->next_part - 1].kind == PART_ANSWER;
    end_part(e, prompt, PART_QUESTION);
    if (answered) {
        prompt->answers.to = html_end(e);
        emit_literal(e, "</details>\n");
    } else {
        prompt->asked.to = html_end(e);
        prompt->answers = (struct range){prompt->asked.to, prompt->asked.to};
    }
    emit_lit(e, prompt->answer ? S("</fieldset>\n") : S("</div>\n"));
    e->in_choice = false;
}

/* ---- the walk ------------------------------------------------------------------------------- */

static void end_asked(struct emitter *e)
{
    struct prompt *prompt = &e->body->prompts.at[e->body->prompts.n - 1];
    e->asking = false;
    if (prompt->kind == PROMPT_CHOICE) {
        emit_choice_end(e);
        return;
    }
    prompt->asked.to = html_end(e);
    if (prompt->kind == PROMPT_QUESTION)
        emit_literal(e, "</summary>\n");
    prompt->answers = (struct range){html_end(e), html_end(e)};
}

void emit_prompt_event(struct emitter *e, size_t i)
{
    if (e->asking && e->prompts->spots.at[e->next_prompt - 1].to == i)
        end_asked(e);
    if (emit_is_asked(e, i)) {
        if (next_spot(e)->kind == PROMPT_QUESTION)
            emit_question(e);
        else
            emit_choice(e);
    }
    if (emit_begins_part(e, i))
        begin_part(e, i);
}
