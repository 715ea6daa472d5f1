/* Questions: enough of them, and each with an answer. */
#include "check/rules.h"
#include "markdown/prompts.h"

static uint32_t count(const struct rule_job *job, enum prompt_kind kind)
{
    uint32_t n = 0;
    for (size_t i = 0; i < job->note->body.prompts.n; i++) {
        const struct prompt *prompt = &job->note->body.prompts.at[i];
        n += prompt->kind == kind && (kind != PROMPT_CHOICE || prompt->answer);
    }
    return n;
}

/* The lines of the section in which each question is to have an answer. Elsewhere people ask
 * without one: interviewers, and reviews. */
struct lines_of {
    uint32_t from, to;
};

static struct lines_of trap_lines(struct rule_job *job)
{
    const struct body *body = &job->note->body;
    const struct section *section = rule_section(job, S("trap-questions"));
    struct lines_of lines = {1, 0};
    if (!section)
        return lines;
    size_t i = (size_t)(section - body->sections.at);
    uint8_t level = body->headings.at[section->heading].level;
    lines = (struct lines_of){rule_section_spot(job, section).line, UINT32_MAX};
    for (i++; i < body->sections.n; i++)
        if (body->headings.at[body->sections.at[i].heading].level <= level) {
            lines.to = rule_section_spot(job, &body->sections.at[i]).line;
            break;
        }
    return lines;
}

static bool is_in(struct lines_of lines, const struct source_block *block)
{
    return block->line > lines.from && block->line < lines.to;
}

static bool asks(const struct source_block *block)
{
    return block->kind == SOURCE_PARAGRAPH && block->item && prompt_is_question(block->text);
}

static bool has_answer_line(str text)
{
    str line;
    while (str_line(&text, &line))
        if (prompt_is_answer(line))
            return true;
    return false;
}

/* A hint or code may stand between a question and its answer, if all of it is in one list item. */
static bool answers(const struct source_tree *source, size_t i)
{
    size_t end = source->item_ends.at[source->blocks.at[i].item - 1];
    if (has_answer_line(source->blocks.at[i].text))
        return true;
    for (size_t next = i + 1; next < end; next++) {
        if (source->blocks.at[next].kind == SOURCE_CODE)
            continue;
        if (prompt_is_answer(source->blocks.at[next].text))
            return true;
        if (asks(&source->blocks.at[next]))
            return false;
    }
    return false;
}

/* Questions in list items, wherever they stand. They are prompts only where the answer is the first
 * item of a list, but an answer that cannot be folded is one, too. */
static uint32_t count_answered(const struct rule_job *job)
{
    uint32_t n = 0;
    for (size_t i = 0; i < job->source->blocks.n; i++)
        n += asks(&job->source->blocks.at[i]) && answers(job->source, i);
    uint32_t prompts = count(job, PROMPT_QUESTION);
    return n > prompts ? n : prompts;
}

static bool is_numbered_q(str text)
{
    size_t digits = 1;
    while (digits < text.len && ascii_is_digit(text.ptr[digits]))
        digits++;
    return str_starts(text, S("Q")) && digits > 1 && digits < text.len && text.ptr[digits] == '.';
}

/* "### Q1: …?" with an answer below it: no prompt, but a question all the same. */
static bool is_asking_heading(const struct source_tree *source, size_t i)
{
    const struct source_block *block = &source->blocks.at[i];
    return block->kind == SOURCE_HEADING &&
           (prompt_is_question(block->text) || is_numbered_q(block->text)) &&
           i + 1 < source->blocks.n && source->blocks.at[i + 1].kind != SOURCE_HEADING;
}

static uint32_t count_headings(const struct source_tree *source)
{
    uint32_t n = 0;
    for (size_t i = 0; i < source->blocks.n; i++)
        n += is_asking_heading(source, i);
    return n;
}

static void report_unanswered(struct rule_job *job, size_t i)
{
    const struct source_tree *source = job->source;
    bool outside = i + 1 < source->blocks.n && source->blocks.at[i + 1].kind != SOURCE_CODE &&
                   prompt_is_answer(source->blocks.at[i + 1].text);
    struct spot spot = {source->blocks.at[i].line, 1};
    if (outside)
        rule_report(job, DIAG_QUESTION_UNANSWERED, spot,
                    "the answer below this question does not belong to it; indent it as far as the "
                    "question's words");
    else
        rule_report(job, DIAG_QUESTION_UNANSWERED, spot,
                    "this question has no answer; it is \"A: …\" in a list below it");
}

static void check_answers(struct rule_job *job)
{
    const struct source_tree *source = job->source;
    struct lines_of lines = trap_lines(job);
    for (size_t i = 0; i < source->blocks.n; i++)
        if (is_in(lines, &source->blocks.at[i]) && asks(&source->blocks.at[i]) &&
            !answers(source, i))
            report_unanswered(job, i);
}

/* Where the whole section is missing, that is said of the section. */
static bool is_missing(struct rule_job *job, str kind)
{
    for (size_t i = 0; i < job->contract->sections.n; i++)
        if (str_eq(job->contract->sections.at[i], kind))
            return !rule_section(job, kind);
    return false;
}

static struct spot spot_of(struct rule_job *job, str kind)
{
    const struct section *section = rule_section(job, kind);
    return section ? rule_section_spot(job, section) : rule_title_spot(job);
}

static void check(struct rule_job *job)
{
    const struct contract *c = job->contract;
    check_answers(job);
    if (rule_is_stub(job))
        return;
    uint32_t questions =
        count_answered(job) + count(job, PROMPT_CHOICE) + count_headings(job->source);
    uint32_t checks = count(job, PROMPT_CHECK);
    if (questions < c->questions && !is_missing(job, S("trap-questions")))
        rule_report(job, DIAG_QUESTIONS_FEW, spot_of(job, S("trap-questions")),
                    "%u question%s with an answer; the contract asks for %u", questions,
                    questions == 1 ? "" : "s", c->questions);
    if (checks < c->checks && !is_missing(job, S("self-check")))
        rule_report(job, DIAG_CHECKS_FEW, spot_of(job, S("self-check")),
                    "%u thing%s to tick; the contract asks for %u", checks, checks == 1 ? "" : "s",
                    c->checks);
}

const struct rule rule_questions = {"questions", check};
