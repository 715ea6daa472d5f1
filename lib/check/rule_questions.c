/* Questions: enough of them, and each with an answer. */
#include "check/rules.h"

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

static bool asks(const struct source_block *block, struct lines_of lines)
{
    return block->line > lines.from && block->line < lines.to && block->kind == SOURCE_PARAGRAPH &&
           block->in_item && str_starts(block->text, S("Q:"));
}

static bool answers(const struct source_tree *source, size_t i)
{
    if (str_find(source->blocks.at[i].text, S("\nA:")) != STR_NONE)
        return true;
    return i + 1 < source->blocks.n && (str_starts(source->blocks.at[i + 1].text, S("A:")) ||
                                        str_starts(source->blocks.at[i + 1].text, S("Answer")));
}

/* "### Q1: …?" with an answer below it: no prompt, but a question all the same. */
static bool is_asking_heading(const struct source_tree *source, size_t i)
{
    const struct source_block *block = &source->blocks.at[i];
    size_t digits = 1;
    if (block->kind != SOURCE_HEADING || !str_starts(block->text, S("Q")))
        return false;
    while (digits < block->text.len && ascii_is_digit(block->text.ptr[digits]))
        digits++;
    char after = digits < block->text.len ? block->text.ptr[digits] : ' ';
    return (after == ':' || after == '.') && i + 1 < source->blocks.n &&
           source->blocks.at[i + 1].kind != SOURCE_HEADING;
}

static uint32_t count_headings(const struct source_tree *source)
{
    uint32_t n = 0;
    for (size_t i = 0; i < source->blocks.n; i++)
        n += is_asking_heading(source, i);
    return n;
}

static void check_answers(struct rule_job *job)
{
    const struct source_tree *source = job->source;
    struct lines_of lines = trap_lines(job);
    for (size_t i = 0; i < source->blocks.n; i++)
        if (asks(&source->blocks.at[i], lines) && !answers(source, i))
            rule_report(job, DIAG_QUESTION_UNANSWERED, (struct spot){source->blocks.at[i].line, 1},
                        "this question has no answer; it is \"A: …\" in a list below it");
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
        count(job, PROMPT_QUESTION) + count(job, PROMPT_CHOICE) + count_headings(job->source);
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
