/* Tiers: what a note owes to the one that it claims, and its banner. */
#include "check/parts.h"
#include "note/facts.h"

static void check_fields(struct rule_job *job, const struct contract_tier *tier)
{
    for (size_t i = 0; i < tier->wants.fields.n; i++) {
        const struct contract_field *field = &tier->wants.fields.at[i];
        size_t n = rule_field_count(job, field->name);
        const struct value *v = facts_field(job->type, job->note->facts.front, field->name);
        struct spot spot = v && v->line ? (struct spot){v->line, v->col} : (struct spot){1, 1};
        if (!rule_knows_field(job, field->name))
            continue;
        if (n == 0)
            rule_report(job, DIAG_TIER_FIELD, spot, "a %.*s note has the field \"%.*s\"",
                        STR_ARG(tier->tier), STR_ARG(field->name));
        else if (n < field->least)
            rule_report(job, DIAG_TIER_FIELD, spot,
                        "\"%.*s\" holds %zu; a %.*s note has at least %u", STR_ARG(field->name), n,
                        STR_ARG(tier->tier), field->least);
    }
}

static void check_banner(struct rule_job *job)
{
    const struct body *body = &job->note->body;
    const struct box *first = NULL;
    for (size_t i = 0; i < body->boxes.n; i++) {
        const struct box *box = &body->boxes.at[i];
        if (facts_named_tier(box->title).len == 0)
            continue;
        if (first)
            rule_report(job, DIAG_TIER_BANNER, (struct spot){box->line, box->col},
                        "a second banner; the first one is in line %u", first->line);
        else
            first = box;
    }
    if (!first)
        rule_report(job, DIAG_TIER_BANNER, rule_title_spot(job),
                    "no banner says that this note is %.*s", STR_ARG(job->note->facts.tier));
}

static void check(struct rule_job *job)
{
    const struct contract *c = job->contract;
    if (rule_is_stub(job))
        return;
    if (c->banner && (job->note->facts.tier.len || job->note->facts.banner != FACTS_NO_BANNER))
        check_banner(job);
    for (size_t i = 0; i < c->tiers.n; i++) {
        const struct contract_tier *tier = &c->tiers.at[i];
        if (!str_eq(tier->tier, job->note->facts.tier))
            continue;
        str whose = arena_join(job->scratch, S("a "), tier->tier, S(" note, and "));
        check_fields(job, tier);
        parts_check(job, &tier->wants, whose);
    }
}

const struct rule rule_tier = {"tier", check};
