/* How long a note is, how much of it is code, and how much can be seen at a glance. */
#include "check/rules.h"
#include "check/shape.h"

static bool is_filled(str line)
{
    return str_trim(line).len > 0;
}

struct shares {
    uint32_t lines, code, visual, diagrams; /* lines that are not blank; diagrams themselves */
    struct spot first_code;
};

static void count_blocks(const struct rule_job *job, struct shares *out)
{
    for (size_t i = 0; i < job->source->blocks.n; i++) {
        const struct source_block *block = &job->source->blocks.at[i];
        uint32_t lines = 0;
        for (uint32_t line = block->line; line <= block->last; line++)
            lines += is_filled(source_line(job->source, line));
        if (shape_is_diagram(block)) {
            out->visual += lines;
            out->diagrams += is_filled(block->text);
        } else if (block->kind == SOURCE_CODE) {
            out->code += lines;
            if (out->first_code.line == 0)
                out->first_code = (struct spot){block->line, 1};
        } else if (block->kind == SOURCE_PARAGRAPH && shape_is_table(job->source, block))
            out->visual += lines;
    }
}

static void check_shares(struct rule_job *job, const struct shares *s)
{
    const struct contract *c = job->contract;
    uint32_t lines = s->lines ? s->lines : 1;
    uint32_t code = s->code * 100 / lines, visual = s->visual * 100 / lines;
    if (c->code_share && code > c->code_share)
        rule_report(job, DIAG_CODE_SHARE, s->first_code,
                    "%u %% of the lines are code; the contract allows %u %%", code, c->code_share);
    if (visual < c->visual_share)
        rule_report(job, DIAG_VISUAL_SHARE, rule_title_spot(job),
                    "%u %% of the lines are tables and diagrams; the contract advises %u %%",
                    visual, c->visual_share);
    if (s->diagrams < c->diagrams)
        rule_report(job, DIAG_DIAGRAMS_FEW, rule_title_spot(job),
                    "%u diagram%s; the contract asks for %u", s->diagrams,
                    s->diagrams == 1 ? "" : "s", c->diagrams);
}

static void check(struct rule_job *job)
{
    const struct contract *c = job->contract;
    const struct source_tree *source = job->source;
    struct shares shares = {0};
    if (c->lines && source->lines.n > c->lines)
        rule_report(job, DIAG_NOTE_LONG, (struct spot){c->lines + 1, 1},
                    "the note has %zu lines; the contract allows %u", source->lines.n, c->lines);
    if (rule_is_stub(job) || (!c->code_share && !c->visual_share && !c->diagrams))
        return;
    for (uint32_t line = source->body_line; line <= source->lines.n; line++)
        shares.lines += is_filled(source_line(source, line));
    count_blocks(job, &shares);
    check_shares(job, &shares);
}

const struct rule rule_limits = {"limits", check};
