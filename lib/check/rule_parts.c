/* The parts of a contract, which stand in a note in one form or another. */
#include "check/parts.h"
#include "check/shape.h"
#include "note/facts.h"

static bool has_class(const struct rule_job *job, str name)
{
    for (size_t i = 0; i < job->source->blocks.n; i++) {
        const struct source_block *block = &job->source->blocks.at[i];
        if (block->kind != SOURCE_CODE && block->kind != SOURCE_HEADING &&
            shape_has_class(block, name))
            return true;
    }
    return false;
}

static bool has_diagram(const struct rule_job *job, str kind)
{
    for (size_t i = 0; i < job->source->blocks.n; i++)
        if (shape_is_diagram(&job->source->blocks.at[i]) &&
            str_eq(shape_diagram_kind(&job->source->blocks.at[i]), kind))
            return true;
    return false;
}

static bool has_box(const struct rule_job *job, str type)
{
    for (size_t i = 0; i < job->source->lines.n; i++)
        if (str_eq_nocase(shape_box(job->source->lines.at[i]), type))
            return true;
    return false;
}

static bool has_part(struct rule_job *job, const struct contract_part *part)
{
    bool found = false;
    for (size_t i = 0; i < part->sections.n && !found; i++)
        found = rule_section(job, part->sections.at[i]) != NULL;
    for (size_t i = 0; i < part->fields.n && !found; i++)
        found = rule_field_count(job, part->fields.at[i]) > 0;
    for (size_t i = 0; i < part->classes.n && !found; i++)
        found = has_class(job, part->classes.at[i]);
    for (size_t i = 0; i < part->boxes.n && !found; i++)
        found = has_box(job, part->boxes.at[i]);
    for (size_t i = 0; i < part->diagrams.n && !found; i++)
        found = has_diagram(job, part->diagrams.at[i]);
    return found;
}

/* Some form of it can stand in a note of this type. */
static bool is_known(const struct rule_job *job, const struct contract_part *part)
{
    bool known = part->classes.n || part->boxes.n || part->diagrams.n;
    for (size_t i = 0; i < part->sections.n && !known; i++)
        known = rule_knows_section(job, part->sections.at[i]);
    for (size_t i = 0; i < part->fields.n && !known; i++)
        known = rule_knows_field(job, part->fields.at[i]);
    return known;
}

struct names {
    const str *at;
    size_t n;
};

static void add_forms(struct buf *out, const char *form, struct names names)
{
    for (size_t i = 0; i < names.n; i++)
        buf_addf(out, "%s%s \"%.*s\"", out->len ? ", " : "", form, STR_ARG(names.at[i]));
}

static str forms_of(struct rule_job *job, const struct contract_part *part)
{
    struct buf out = {.arena = job->scratch};
    add_forms(&out, "a section", (struct names){part->sections.at, part->sections.n});
    add_forms(&out, "an element of class", (struct names){part->classes.at, part->classes.n});
    add_forms(&out, "a box", (struct names){part->boxes.at, part->boxes.n});
    add_forms(&out, "a diagram", (struct names){part->diagrams.at, part->diagrams.n});
    add_forms(&out, "the field", (struct names){part->fields.at, part->fields.n});
    return buf_kept(&out);
}

void parts_check(struct rule_job *job, const struct contract_wants *wants, str whose)
{
    for (size_t i = 0; i < wants->parts.n; i++) {
        const struct contract_part *part = &wants->parts.at[i];
        if (is_known(job, part) && !has_part(job, part))
            rule_report(job, DIAG_PART_MISSING, rule_title_spot(job), "%.*sno %.*s: it can be %.*s",
                        STR_ARG(whose), STR_ARG(part->name), STR_ARG(forms_of(job, part)));
    }
}

static void check(struct rule_job *job)
{
    if (!rule_is_stub(job))
        parts_check(job, &job->contract->wants, S(""));
}

const struct rule rule_parts = {"parts", check};
