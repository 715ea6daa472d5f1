#include "markdown/prompts.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "markdown/footnotes.h"
#include "markdown/inline.h"

/* ---- labels --------------------------------------------------------------------------------- */

/* Words for a question and its answer, as labels in front of them. */
static const struct {
    str question, answer;
} labels[] = {
    {S_INIT("Q"), S_INIT("A")},
    {S_INIT("Question"), S_INIT("Answer")},
    {S_INIT("P"), S_INIT("R")},
    {S_INIT("Pregunta"), S_INIT("Respuesta")},
};

/* What stands behind "WORD:" or "WORD 12:"; false where the text does not begin so. */
static bool behind_label(str text, str word, str *rest)
{
    size_t at = word.len;
    if (!str_eq(str_until(text, at), word))
        return false;
    while (at < text.len && (ascii_is_digit(text.ptr[at]) || text.ptr[at] == ' '))
        at++;
    if (at >= text.len || text.ptr[at] != ':')
        return false;
    *rest = str_trim(str_from(text, at + 1));
    return true;
}

/* The number of the pair of labels whose question the text begins with, and the text behind it. */
static size_t question_label(str text, str *rest)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (behind_label(text, labels[i].question, rest))
            return i;
    return STR_NONE;
}

bool prompt_is_question(str text)
{
    str rest;
    return question_label(text, &rest) != STR_NONE;
}

bool prompt_is_answer(str text)
{
    str rest;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (behind_label(text, labels[i].answer, &rest))
            return true;
    return false;
}

enum { NAME_BYTES = 300 /* of what names a choice */ };

/* ---- finding -------------------------------------------------------------------------------- */

struct finder {
    struct tape *tape;
    const struct rawhtml *html;
    struct prompts *out;
    size_t before, before_end; /* the paragraph or heading before: of a choice without a question
                                  of its own it is the question */
};

static bool enters(const struct tape *t, size_t i, MD_BLOCKTYPE type)
{
    return i < t->events.n && t->events.at[i].what == EVENT_ENTER_BLOCK &&
           t->events.at[i].type == type;
}

/* The inline events that a list item begins with. */
static void first_run(const struct tape *t, size_t item, size_t *from, size_t *to)
{
    *from = item + 1 + enters(t, item + 1, MD_BLOCK_P);
    *to = inline_end(t, *from);
}

/* Whether a list that is a child of the item, behind the event `at`, begins with an answer. */
static bool has_answer(struct finder *f, size_t at, str label)
{
    struct tape *t = f->tape;
    if (t->events.at[at].what == EVENT_LEAVE_BLOCK && t->events.at[at].type == MD_BLOCK_P)
        at++;
    for (; at < t->events.n && t->events.at[at].what != EVENT_LEAVE_BLOCK; at++) {
        size_t from, to;
        str rest;
        if (t->events.at[at].what != EVENT_ENTER_BLOCK)
            continue;
        if (enters(t, at, MD_BLOCK_UL) || enters(t, at, MD_BLOCK_OL)) {
            first_run(t, at + 1, &from, &to);
            if (behind_label(inline_plain(t, f->html, from, to), label, &rest))
                return true;
        }
        at = tape_end(t, at);
    }
    return false;
}

/* Most items begin with other letters, and need no look at their whole text. */
static bool may_be_question(const struct tape *t, size_t from, size_t to)
{
    while (from < to && t->events.at[from].what != EVENT_TEXT)
        from++;
    str text = from < to ? str_trim(t->events.at[from].text) : S("");
    return text.len && (text.ptr[0] == 'Q' || text.ptr[0] == 'P');
}

/* A list item to a check, a question or nothing. */
static bool item_read(struct finder *f, size_t item)
{
    struct tape *t = f->tape;
    const struct detail *d = &t->details.at[t->events.at[item].detail];
    struct prompt_spot spot = {.event = item};
    first_run(t, item, &spot.from, &spot.to);
    if (d->task) {
        spot.kind = PROMPT_CHECK;
        spot.text = inline_plain(t, f->html, spot.from, spot.to);
        vec_push(t->scratch, &f->out->spots) = spot;
        return true;
    }
    str text = S("");
    if (may_be_question(t, spot.from, spot.to))
        text = inline_plain(t, f->html, spot.from, spot.to);
    size_t label = question_label(text, &spot.text);
    if (label == STR_NONE || !inline_is_closed(t, f->html, spot.from, spot.to) ||
        !has_answer(f, spot.to, labels[label].answer))
        return false;
    spot.kind = PROMPT_QUESTION;
    vec_push(t->scratch, &f->out->spots) = spot;
    return true;
}

/* The text of a choice's question: its own lines, without "Q4)", else what stands before it. */
static str question_of(struct finder *f, size_t part)
{
    const struct prompt_part *first = &f->out->parts.at[part];
    size_t end = part;
    while (f->out->parts.at[end].kind == PART_QUESTION)
        end++;
    if (end == part)
        return utf8_until(inline_plain(f->tape, f->html, f->before, f->before_end), NAME_BYTES);
    str text = inline_plain(f->tape, f->html, first->event, f->out->parts.at[end].event);
    choice_number(&text);
    return text;
}

static bool run_read(struct finder *f, size_t event, size_t from)
{
    struct prompt_spot spot = {PROMPT_CHOICE, .event = event, .from = from};
    size_t part = f->out->parts.n;
    spot.to = inline_end(f->tape, from);
    if (!choice_read(f->tape, f->html, &spot.from, spot.to, f->out))
        return false;
    spot.splits = spot.from != from;
    spot.text = question_of(f, part);
    vec_push(f->tape->scratch, &f->out->spots) = spot;
    return true;
}

/* A paragraph or heading names the choice behind it; a choice names none. */
static void remember(struct finder *f, size_t from, bool is_choice)
{
    f->before = from;
    f->before_end = is_choice ? from : inline_end(f->tape, from);
}

static void event_read(struct finder *f, size_t i)
{
    struct tape *t = f->tape;
    bool is_choice = false;
    if (t->events.at[i].what != EVENT_ENTER_BLOCK)
        return;
    if (enters(t, i, MD_BLOCK_P)) {
        /* Of a task or a question the paragraph is taken. */
        bool taken = f->out->spots.n && f->out->spots.at[f->out->spots.n - 1].from == i + 1;
        is_choice = !taken && run_read(f, i, i + 1);
    } else if (enters(t, i, MD_BLOCK_LI)) {
        is_choice = !item_read(f, i) && !enters(t, i + 1, MD_BLOCK_P) && run_read(f, i, i + 1);
    }
    if (is_choice || enters(t, i, MD_BLOCK_P) || enters(t, i, MD_BLOCK_H))
        remember(f, i + 1, is_choice);
}

/* ---- ids ------------------------------------------------------------------------------------ */

enum { ID_DIGITS = 12 }; /* 48 bits: what one note asks never comes near a collision */

static str id_of(struct arena *a, struct hash hash)
{
    char hex[HASH_HEX + 1];
    hash_hex(hash, hex);
    return arena_dup(a, (str){hex, ID_DIGITS});
}

/* The same words a second time get another id; which of them is first makes no difference. */
static void give_ids(struct arena *a, struct prompts *out)
{
    struct map seen = {0};
    for (size_t i = 0; i < out->spots.n; i++) {
        struct prompt_spot *spot = &out->spots.at[i];
        struct buf words = {.arena = a};
        buf_add_char(&words, (char)('0' + spot->kind));
        buf_add_char(&words, ' ');
        utf8_add_folded(&words, spot->text);
        str key = buf_kept(&words);
        bool fresh;
        size_t *times = map_put(a, &seen, key, &fresh);
        spot->id = id_of(a, hash_mix(hash_of(key), (struct hash){(*times)++, 0}));
    }
}

void prompts_read(struct tape *tape, const struct rawhtml *html, struct prompts *out)
{
    struct finder f = {.tape = tape, .html = html, .out = out};
    *out = (struct prompts){0};
    if (tape->options->plain)
        return;
    for (size_t i = 0; i < tape->events.n; i++)
        if (enters(tape, i, MD_BLOCK_QUOTE) && footnotes_begins(tape, i))
            i = tape_end(tape, i); /* nobody is asked anything in a footnote */
        else
            event_read(&f, i);
    choices_find_answers(tape, html, out);
    give_ids(tape->scratch, out);
}
