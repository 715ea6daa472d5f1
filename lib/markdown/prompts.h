/* Prompts on the tape: what a reader can be asked, found before anything is emitted, since an
 * answer may stand further down than its question.
 *
 *     - [ ] I can define it.             a task: a check the reader makes
 *
 *     1) **Q:** May it abort?            a question: a list item, and an item below it that answers
 *        - **A:** No.
 *
 *     Q1) What do you know?              a choice: one paragraph for CommonMark, of which each line
 *     A) Nothing                         is a part. The right letter may also stand behind it,
 * before B) It failed                       the next heading or choice; in a list that follows a
 * line Correct: A                         "Q1)" anywhere in the note; or, where the note has but
 * one choice and one such letter, anywhere.
 *
 * The id of a prompt names its kind and the words of what is asked, so it survives a new order, a
 * new number and every edit of the answer. It is unique in its note. */
#ifndef KBSITE_MARKDOWN_PROMPTS_H
#define KBSITE_MARKDOWN_PROMPTS_H

#include "markdown/rawhtml.h"
#include "markdown/tape.h"

/* A prompt and where it is on the tape. */
struct prompt_spot {
    enum prompt_kind kind;
    size_t event;    /* that enters its list item, or the paragraph that is a choice */
    size_t from, to; /* the events of what is asked (of a choice: all of it) */
    bool splits;     /* of a choice: text of its paragraph stands before it */
    str text;        /* what is asked, plain, on one line, without label and number */
    str id;
    char answer; /* of a choice: 'A' …; 0 when nothing tells */
};

/* What a line of a choice is. */
enum part_kind { PART_QUESTION, PART_OPTION, PART_ANSWER };

struct prompt_part {
    size_t event; /* the first of the line */
    enum part_kind kind;
    char letter; /* of an option, upper case */
};

struct prompts {
    vec(struct prompt_spot) spots; /* in the order of the tape */
    vec(struct prompt_part) parts; /* of the choices, in the order of the tape */
};

/* All in the tape's scratch arena. Nothing is found where the tape's options are plain. */
void prompts_read(struct tape *tape, const struct rawhtml *html, struct prompts *out);

/* Whether a text begins with a label of a question ("Q:", "Pregunta 2:") or of an answer. */
bool prompt_is_question(str text);
bool prompt_is_answer(str text);

/* choices.c: the parts of the paragraph from event `*from` to `to` if it is a choice, added to out;
 * false, with nothing added, if it is none. What only introduces the question is no part: *from
 * goes behind it. */
bool choice_read(struct tape *tape, const struct rawhtml *html, size_t *from, size_t to,
                 struct prompts *out);

/* choices.c: the number of a text that begins with one ("Q4) …", "4. …"), which is cut off; 0
 * without one. */
unsigned choice_number(str *text);

/* choices.c: whether a line begins with "Q4)". */
bool choice_is_question(str line);

/* choices.c: the right letters of choices that do not say their own. */
void choices_find_answers(struct tape *tape, const struct rawhtml *html, struct prompts *out);

#endif
