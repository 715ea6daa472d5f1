/* The sections of a contract: that they are there, in their order, and early enough. */
#include "check/rules.h"

/* A field can stand in for a section, unless the contract asks for both. */
static bool stands_in(const struct rule_job *job, str kind)
{
    const struct contract_wants *wants = &job->contract->wants;
    for (size_t i = 0; i < job->type->fields.n; i++) {
        const struct field_def *field = &job->type->fields.at[i];
        if (!str_eq(field->section, kind) || rule_field_count(job, field->name) == 0)
            continue;
        for (size_t j = 0; j < wants->fields.n; j++)
            if (str_eq(wants->fields.at[j].name, field->name))
                return false;
        return true;
    }
    return false;
}

/* A kind as a title would say it: the first pattern of it. */
static str shown(struct rule_job *job, str kind)
{
    struct buf out = {.arena = job->scratch};
    str pattern = kind;
    for (size_t i = 0; i < job->type->sections.n; i++) {
        const struct section_def *def = &job->type->sections.at[i];
        if (str_eq(def->kind, kind) && def->patterns.n) {
            pattern = def->patterns.at[0];
            break;
        }
    }
    for (size_t i = 0; i < pattern.len; i++)
        if (pattern.ptr[i] != '*')
            buf_add_char(&out, pattern.ptr[i]);
    if (out.len && out.ptr[0] >= 'a' && out.ptr[0] <= 'z')
        out.ptr[0] = (char)(out.ptr[0] - 'a' + 'A');
    return str_trim(buf_kept(&out));
}

static void report_missing(struct rule_job *job, str kind, const struct section *before)
{
    struct spot spot = before ? rule_section_spot(job, before) : rule_title_spot(job);
    rule_report(job, DIAG_SECTION_MISSING, spot, "no section \"%.*s\"%s", STR_ARG(shown(job, kind)),
                before ? " follows this one" : "");
}

static bool is_level(str kind)
{
    return str_starts(kind, S("level-"));
}

static size_t number_of(const struct rule_job *job, const struct section *section)
{
    return (size_t)(section - job->note->body.sections.at);
}

/* A kind may stand in a note more than once; one of them in its place is enough. That place ends
 * where all of a kind that follows in the contract would be passed. */
static const struct section *find_in_place(const struct rule_job *job, size_t i,
                                           const struct section *last)
{
    const struct contract *c = job->contract;
    size_t from = number_of(job, last);
    const struct section *found = rule_section_from(job, c->sections.at[i], from);
    for (size_t j = i + 1; found && j < c->sections.n; j++)
        if (rule_section_from(job, c->sections.at[j], from) &&
            !rule_section_from(job, c->sections.at[j], number_of(job, found)))
            return NULL;
    return found;
}

static void check_order(struct rule_job *job)
{
    const struct contract *c = job->contract;
    const struct section *last = NULL;
    str last_kind = S("");
    for (size_t i = 0; i < c->sections.n; i++) {
        str kind = c->sections.at[i];
        const struct section *section = rule_section(job, kind);
        if (!section && !is_level(kind) && !stands_in(job, kind) && rule_knows_section(job, kind))
            report_missing(job, kind, last);
        if (section && last && section < last) {
            const struct section *other = find_in_place(job, i, last);
            section = other ? other : section;
        }
        if (section && last && section < last)
            rule_report(job, DIAG_SECTION_ORDER, rule_section_spot(job, section),
                        "\"%.*s\" is to stand behind \"%.*s\"", STR_ARG(shown(job, kind)),
                        STR_ARG(shown(job, last_kind)));
        if (section && (!last || section > last)) {
            last = section;
            last_kind = kind;
        }
    }
}

static void check_early(struct rule_job *job)
{
    for (size_t i = 0; i < job->contract->early.n; i++) {
        const struct contract_early *early = &job->contract->early.at[i];
        const struct section *section = rule_section(job, early->kind);
        struct spot spot = section ? rule_section_spot(job, section) : (struct spot){0, 0};
        if (early->line && spot.line > early->line)
            rule_report(job, DIAG_SECTION_LATE, spot, "\"%.*s\" is to begin in the first %u lines",
                        STR_ARG(shown(job, early->kind)), early->line);
    }
}

static void check(struct rule_job *job)
{
    if (rule_is_stub(job))
        return;
    check_order(job);
    check_early(job);
}

const struct rule rule_sections = {"sections", check};
