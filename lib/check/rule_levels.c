/* Levels: all of them, and none with most of the words. */
#include "check/rules.h"

enum { LEVELS = 5 };

struct levels {
    const struct section *at[LEVELS + 1];
    uint32_t words[LEVELS + 1], all;
};

/* A level's words are those of its section and of all sections below it. */
static void count(const struct rule_job *job, struct levels *levels)
{
    const struct body *body = &job->note->body;
    unsigned level = 0;
    uint8_t depth = 0;
    for (size_t i = 0; i < body->sections.n; i++) {
        const struct section *section = &body->sections.at[i];
        const struct heading *heading = &body->headings.at[section->heading];
        unsigned own = job->note->facts.sections.at[i].level;
        if (own && !levels->at[own]) {
            levels->at[own] = section;
            level = own;
            depth = heading->level;
        } else if (heading->level <= depth)
            level = 0;
        if (level) {
            levels->words[level] += section->words;
            levels->all += section->words;
        }
    }
}

static void check_present(struct rule_job *job, const struct levels *levels)
{
    struct spot spot = rule_title_spot(job);
    for (unsigned i = 1; i <= job->contract->levels; i++) {
        if (levels->at[i])
            spot = rule_section_spot(job, levels->at[i]);
        else
            rule_report(job, DIAG_LEVEL_MISSING, spot, "Level %u is missing%s", i,
                        i > 1 && levels->at[i - 1] ? " behind this one" : "");
    }
}

static void report_share(struct rule_job *job, const struct levels *levels, unsigned level,
                         const char *bound, uint32_t limit)
{
    rule_report(job, DIAG_LEVEL_SHARE, rule_section_spot(job, levels->at[level]),
                "Level %u has %u %% of the words of all levels; %s %u %% keeps them in balance",
                level, levels->words[level] * 100 / levels->all, bound, limit);
}

/* Where one has too much, the others have too little for that reason. */
static void check_shares(struct rule_job *job, const struct levels *levels)
{
    const struct contract *c = job->contract;
    bool much = false;
    if (!levels->all)
        return;
    for (unsigned i = 1; i <= c->levels && c->level_most; i++)
        if (levels->at[i] && levels->words[i] * 100 / levels->all > c->level_most) {
            report_share(job, levels, i, "at most", c->level_most);
            much = true;
        }
    for (unsigned i = 1; i <= c->levels && !much; i++)
        if (levels->at[i] && levels->words[i] * 100 / levels->all < c->level_least)
            report_share(job, levels, i, "at least", c->level_least);
}

static void check(struct rule_job *job)
{
    struct levels levels = {0};
    if (job->contract->levels == 0 || rule_is_stub(job))
        return;
    count(job, &levels);
    check_present(job, &levels);
    check_shares(job, &levels);
}

const struct rule rule_levels = {"levels", check};
