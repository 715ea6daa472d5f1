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

static void check_shares(struct rule_job *job, const struct levels *levels)
{
    const struct contract *c = job->contract;
    for (unsigned i = 1; i <= c->levels && levels->all; i++) {
        uint32_t share = levels->words[i] * 100 / levels->all;
        if (!levels->at[i])
            continue;
        struct spot spot = rule_section_spot(job, levels->at[i]);
        if (share < c->level_least)
            rule_report(
                job, DIAG_LEVEL_SHARE, spot,
                "Level %u has %u %% of the words of all levels; at least %u %% keeps them in "
                "balance",
                i, share, c->level_least);
        else if (c->level_most && share > c->level_most)
            rule_report(
                job, DIAG_LEVEL_SHARE, spot,
                "Level %u has %u %% of the words of all levels; at most %u %% keeps them in "
                "balance",
                i, share, c->level_most);
    }
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
