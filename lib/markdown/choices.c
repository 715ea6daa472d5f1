/* Multiple choice: which paragraphs are one, what each line of them is, which option is right. */
#include "base/ascii.h"
#include "markdown/inline.h"
#include "markdown/prompts.h"

enum {
    DISPUTED = '~',   /* several questions have the number; behind Z, so no option */
    LABEL_MAX = 40,   /* bytes of a label such as "Why A is wrong:" */
    NUMBER_MAX = 9999 /* of a question */
};

/* Labels in front of the right letter. */
static const str answer_labels[] = {
    S_INIT("correct"),   S_INIT("correct answer"),     S_INIT("right answer"),
    S_INIT("answer"),    S_INIT("solution"),           S_INIT("correcta"),
    S_INIT("respuesta"), S_INIT("respuesta correcta"),
};

/* ---- lines of text -------------------------------------------------------------------------- */

unsigned choice_number(str *text)
{
    size_t at = str_starts(*text, S("Q")), first = at;
    unsigned n = 0;
    for (; at < text->len && ascii_is_digit(text->ptr[at]) && n <= NUMBER_MAX; at++)
        n = n * 10 + (unsigned)(text->ptr[at] - '0');
    if (at == first || n > NUMBER_MAX || at >= text->len ||
        !(text->ptr[at] == ')' || text->ptr[at] == '.' || (first && text->ptr[at] == ':')))
        return 0;
    *text = str_trim_left(str_from(*text, at + 1));
    return n;
}

bool choice_is_question(str line)
{
    return str_starts(line, S("Q")) && choice_number(&line);
}

/* "B) …" and "b. …" are option B; 0 for other texts. */
static char option_letter(str text)
{
    if (text.len < 2 || !ascii_is_alpha(text.ptr[0]) ||
        !(text.ptr[1] == ')' || text.ptr[1] == '.') ||
        (text.len > 2 && !ascii_is_blank(text.ptr[2])))
        return 0;
    return (char)(ascii_lower(text.ptr[0]) - 'a' + 'A');
}

/* "Why A is wrong: …": a line of an answer that begins anew. */
static bool has_label(str line)
{
    size_t colon = str_find_char(str_until(line, LABEL_MAX), ':');
    return colon != STR_NONE && colon > 0 && str_find_char(str_until(line, colon), '.') == STR_NONE;
}

/* Most lines begin with another letter, and need no look at their whole text. */
static bool may_be_answer(str text)
{
    bool may = false;
    for (size_t i = 0; text.len && !may && i < sizeof answer_labels / sizeof *answer_labels; i++)
        may = ascii_lower(text.ptr[0]) == answer_labels[i].ptr[0];
    return may;
}

/* Whether a text begins with one letter that names an option: "B", "B)", "B. …", "B (…)", "B - …".
 * "A queue" is prose, and "B, C" and "A/B" name two. */
static bool stands_alone(str text)
{
    if (text.len == 0 || !ascii_is_alpha(text.ptr[0]))
        return false;
    str rest = str_from(text, 1), behind = str_trim_left(rest);
    if (rest.len == 0 || rest.ptr[0] == ')' || rest.ptr[0] == '.' || rest.ptr[0] == ':')
        return true;
    return behind.len < rest.len &&
           (behind.ptr[0] == '(' || behind.ptr[0] == '-' || str_starts(behind, S("\u2013")) ||
            str_starts(behind, S("\u2014")));
}

/* Whether a line begins with a label such as "Correct:"; letter gets the option behind it, 0
 * where none is there. */
static bool answer_letter(str line, char *letter)
{
    size_t colon = str_find_char(str_until(line, LABEL_MAX), ':'), i = 0;
    str label = colon == STR_NONE ? S("") : str_trim(str_until(line, colon));
    while (i < sizeof answer_labels / sizeof *answer_labels &&
           !str_eq_nocase(label, answer_labels[i]))
        i++;
    if (i == sizeof answer_labels / sizeof *answer_labels)
        return false;
    str rest = str_trim(str_from(line, colon + 1));
    *letter = 0;
    if (stands_alone(rest))
        *letter = (char)(ascii_lower(rest.ptr[0]) - 'a' + 'A');
    return true;
}

/* ---- parts of a paragraph ------------------------------------------------------------------- */

static bool is_break(const struct event *e)
{
    return e->what == EVENT_TEXT && (e->type == MD_TEXT_SOFTBR || e->type == MD_TEXT_BR);
}

/* The first event behind the next break that is in no span; `to` where there is none. */
static size_t next_line(const struct tape *t, size_t at, size_t to)
{
    for (size_t depth = 0; at < to; at++) {
        const struct event *e = &t->events.at[at];
        depth += e->what == EVENT_ENTER_SPAN;
        depth -= e->what == EVENT_LEAVE_SPAN;
        if (depth == 0 && is_break(e))
            return at + 1;
    }
    return to;
}

/* The text that a line begins with, in a span or not. */
static str line_begin(const struct tape *t, size_t at, size_t to)
{
    while (at < to && t->events.at[at].what == EVENT_ENTER_SPAN)
        at++;
    const struct event *e = &t->events.at[at];
    return at < to && e->what == EVENT_TEXT && e->type == MD_TEXT_NORMAL ? str_trim_left(e->text)
                                                                         : S("");
}

/* Whether lines of the paragraph are options A and B, one behind the other. */
static bool has_options(const struct tape *t, size_t from, size_t to)
{
    bool after_a = false;
    for (size_t at = from; at < to; at = next_line(t, at, to)) {
        char letter = option_letter(line_begin(t, at, to));
        if (after_a && letter == 'B')
            return true;
        after_a = letter == 'A' || (after_a && letter == 0);
    }
    return false;
}

struct reading {
    struct tape *tape;
    const struct rawhtml *html;
    struct prompts *out;
    size_t first; /* its first part */
    char option;  /* the last one; 0 before A */
    bool answered;
    bool again; /* a second question begins: the paragraph stays as it is */
};

static void add_part(struct reading *r, size_t event, enum part_kind kind, char letter)
{
    vec_push(r->tape->scratch, &r->out->parts) = (struct prompt_part){event, kind, letter};
}

/* A line before the options. "Q1) …" begins a question anew: what stands before it introduces it.
 */
static void question_read(struct reading *r, size_t at, size_t end)
{
    if (choice_is_question(line_begin(r->tape, at, end)))
        r->out->parts.n = r->first;
    if (r->out->parts.n == r->first)
        add_part(r, at, PART_QUESTION, 0);
}

/* What a line begins; text that begins nothing goes on with what is there. */
static void line_read(struct reading *r, size_t at, size_t end)
{
    str begin = line_begin(r->tape, at, end);
    char letter = option_letter(begin);
    char expected = r->option ? (char)(r->option + 1) : 'A';
    if (!r->answered && letter == expected && letter <= 'Z') {
        add_part(r, at, PART_OPTION, letter);
        r->option = letter;
        return;
    }
    if (r->option == 0) {
        question_read(r, at, end);
        return;
    }
    r->again |= letter == 'A' || choice_is_question(begin);
    str line = inline_plain(r->tape, r->html, at, end);
    bool says = answer_letter(line, &letter);
    if (!r->answered && !says)
        return;
    if (!r->answered || has_label(line))
        add_part(r, at, PART_ANSWER, r->answered ? 0 : letter);
    r->answered = true;
}

/* Each part is to become an element of its own. */
static bool parts_are_closed(const struct reading *r, size_t to)
{
    for (size_t i = r->first; i < r->out->parts.n; i++) {
        size_t end = i + 1 < r->out->parts.n ? r->out->parts.at[i + 1].event : to;
        if (!inline_is_closed(r->tape, r->html, r->out->parts.at[i].event, end) ||
            inline_has_control(r->tape, r->html, r->out->parts.at[i].event, end))
            return false;
    }
    return true;
}

bool choice_read(struct tape *tape, const struct rawhtml *html, size_t *from, size_t to,
                 struct prompts *out)
{
    struct reading r = {.tape = tape, .html = html, .out = out, .first = out->parts.n};
    if (!has_options(tape, *from, to))
        return false;
    for (size_t at = *from, next; at < to; at = next) {
        next = next_line(tape, at, to);
        line_read(&r, at, next);
    }
    size_t first = r.option ? out->parts.at[r.first].event : *from;
    if (r.option < 'B' || r.again || !parts_are_closed(&r, to) ||
        !inline_is_closed(tape, html, *from, first)) {
        out->parts.n = r.first;
        return false;
    }
    *from = first;
    return true;
}

/* ---- the right option ----------------------------------------------------------------------- */

/* Letters that stand apart from their options. */
struct found {
    size_t event;
    char letter;
};

struct answers {
    struct tape *tape;
    const struct rawhtml *html;
    unsigned number;            /* of the question that the line before names; 0 for none */
    char named[NUMBER_MAX + 1]; /* the letter of the question with this number */
    vec(struct found) others;   /* in the order of the tape */
    size_t next;                /* the first of them that is behind the choice in hand */
    vec(size_t) headings;       /* their events */
    size_t next_heading;        /* as next */
};

static void answer_add(struct answers *a, size_t event, char letter)
{
    if (a->number == 0)
        vec_push(a->tape->scratch, &a->others) = (struct found){event, letter};
    else if (a->named[a->number] == 0)
        a->named[a->number] = letter;
    else if (a->named[a->number] != letter)
        a->named[a->number] = DISPUTED;
}

/* A line of its own: "Q4)", or "Correct: B". */
static void own_line_read(struct answers *a, size_t from, bool is_paragraph)
{
    size_t to = next_line(a->tape, from, inline_end(a->tape, from));
    char letter = 0;
    str text = line_begin(a->tape, from, to), rest = text;
    unsigned number = choice_number(&rest);
    if (number && rest.len == 0)
        a->number = number;
    else if (may_be_answer(text) &&
             answer_letter(inline_plain(a->tape, a->html, from, to), &letter) && letter)
        answer_add(a, from, letter);
    else if (is_paragraph)
        a->number = 0;
}

static void answers_collect(struct answers *a, const struct prompts *prompts)
{
    size_t next = 0;
    for (size_t i = 0; i < a->tape->events.n; i++) {
        const struct event *e = &a->tape->events.at[i];
        while (next < prompts->spots.n && prompts->spots.at[next].to <= i)
            next++;
        bool in_choice = next < prompts->spots.n && prompts->spots.at[next].event <= i &&
                         prompts->spots.at[next].kind == PROMPT_CHOICE;
        if (in_choice)
            a->number = 0;
        if (e->what != EVENT_ENTER_BLOCK || in_choice)
            continue;
        if (e->type == MD_BLOCK_H) {
            a->number = 0;
            vec_push(a->tape->scratch, &a->headings) = i;
        } else if (e->type == MD_BLOCK_P || e->type == MD_BLOCK_LI) {
            own_line_read(a, i + 1, e->type == MD_BLOCK_P);
        }
    }
}

/* The letter for a question of this number; of one without, the first between it and the next, and
 * before the next heading: what stands below that is about something else. */
static char answer_for(struct answers *a, unsigned number, size_t from, size_t until)
{
    if (number && a->named[number])
        return a->named[number];
    while (a->next < a->others.n && a->others.at[a->next].event < from)
        a->next++;
    while (a->next_heading < a->headings.n && a->headings.at[a->next_heading] < from)
        a->next_heading++;
    if (a->next_heading < a->headings.n && a->headings.at[a->next_heading] < until)
        until = a->headings.at[a->next_heading];
    bool there = a->next < a->others.n && a->others.at[a->next].event < until;
    return there ? a->others.at[a->next].letter : 0;
}

/* What the lines of a choice say: the number of its question, its last option, its answer. */
struct said {
    unsigned number;
    char last, answer;
};

static struct said what_is_said(const struct tape *t, const struct prompts *p, size_t *part,
                                size_t to)
{
    struct said said = {0};
    for (; *part < p->parts.n && p->parts.at[*part].event < to; ++*part) {
        const struct prompt_part *x = &p->parts.at[*part];
        str text = line_begin(t, x->event, to);
        if (x->kind == PART_QUESTION)
            said.number = choice_number(&text);
        else if (x->kind == PART_OPTION)
            said.last = x->letter;
        else if (x->letter)
            said.answer = x->letter;
    }
    return said;
}

/* The first choice from spot i on. */
static size_t choice_from(const struct prompts *p, size_t i)
{
    while (i < p->spots.n && p->spots.at[i].kind != PROMPT_CHOICE)
        i++;
    return i;
}

void choices_find_answers(struct tape *tape, const struct rawhtml *html, struct prompts *out)
{
    size_t part = 0, first = choice_from(out, 0);
    if (first == out->spots.n)
        return;
    struct answers *a = arena_new(tape->scratch, struct answers);
    a->tape = tape;
    a->html = html;
    answers_collect(a, out);
    for (size_t i = first, next; i < out->spots.n; i = next) {
        struct prompt_spot *spot = &out->spots.at[i];
        next = choice_from(out, i + 1);
        size_t until = next < out->spots.n ? out->spots.at[next].event : tape->events.n;
        struct said said = what_is_said(tape, out, &part, spot->to);
        char letter = said.answer;
        if (!letter)
            letter = answer_for(a, said.number, spot->to, until);
        if (!letter && i == first && next == out->spots.n && a->others.n == 1)
            letter = a->others.at[0].letter;
        spot->answer = letter <= said.last ? letter : 0;
    }
}
