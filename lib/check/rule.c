#include <stdarg.h>

#include "check/rules.h"
#include "note/facts.h"

void rule_report(struct rule_job *job, enum diag_code code, struct spot spot, const char *format,
                 ...)
{
    struct buf message = {0};
    va_list args;
    va_start(args, format);
    buf_addv(&message, format, args);
    va_end(args);
    diag_add(job->diags, code, (struct place){job->note->path, spot.line, spot.col}, "%.*s",
             STR_ARG(buf_str(&message)));
    buf_free(&message);
}

struct spot rule_title_spot(const struct rule_job *job)
{
    const struct body *body = &job->note->body;
    for (size_t i = 0; i < body->headings.n; i++)
        if (body->headings.at[i].is_title)
            return (struct spot){body->headings.at[i].line, body->headings.at[i].col};
    return (struct spot){job->source->body_line, 1};
}

bool rule_is_stub(const struct rule_job *job)
{
    const struct field_value *completeness = note_field(job->note, S("completeness"));
    return completeness && str_eq(completeness->value, S("stub"));
}

/* Sections */

static bool is_level(str kind, unsigned level)
{
    return level && kind.len == 7 && str_starts(kind, S("level-")) &&
           kind.ptr[6] == (char)('0' + level);
}

/* How long the separator is that stands here; 0 for none. */
static size_t separator_at(str title, size_t at)
{
    static const str separators[] = {S_INIT("/"), S_INIT("("), S_INIT(","), S_INIT(" and "),
                                     S_INIT(" & ")};
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (separators[i].ptr[0] == title.ptr[at] && str_starts(str_from(title, at), separators[i]))
            return separators[i].len;
    return 0;
}

static bool is_of_kind(const struct rule_job *job, str title, str kind)
{
    if (str_ends(title, S(")")) && str_find_char(title, '(') == STR_NONE)
        title.len--;
    const struct section_def *def = schema_section(job->site->schema, job->type, str_trim(title));
    return def && str_eq(def->kind, kind);
}

/* One of several things that a title names is of the kind. */
static bool names_kind(const struct rule_job *job, str title, str kind)
{
    enum { MOST_NAMES = 6 };
    unsigned names = 0;
    for (size_t at = 0; at < title.len && names < MOST_NAMES; at++) {
        size_t length = separator_at(title, at);
        if (length == 0)
            continue;
        names++;
        if (is_of_kind(job, str_from(title, at + length), kind))
            return true;
    }
    return false;
}

const struct section *rule_section_from(const struct rule_job *job, str kind, size_t from)
{
    const struct facts *facts = &job->note->facts;
    for (size_t i = from; i < facts->sections.n; i++) {
        const struct section_fact *fact = &facts->sections.at[i];
        if (str_eq(fact->kind, kind) || is_level(kind, fact->level))
            return &job->note->body.sections.at[i];
    }
    for (size_t i = from; i < facts->sections.n; i++)
        if (names_kind(job, facts->sections.at[i].title, kind))
            return &job->note->body.sections.at[i];
    return NULL;
}

const struct section *rule_section(const struct rule_job *job, str kind)
{
    return rule_section_from(job, kind, 0);
}

struct spot rule_section_spot(const struct rule_job *job, const struct section *section)
{
    const struct heading *heading = &job->note->body.headings.at[section->heading];
    return (struct spot){heading->line, heading->col};
}

/* Fields */

static size_t count_parts(str text, char sep)
{
    size_t n = 0;
    for (str part; str_cut(&text, sep, &part);)
        n += str_trim(part).len > 0;
    return n;
}

static size_t count_names(str text)
{
    size_t n = 0;
    for (str name; facts_cut_name(&text, &name);)
        n += str_trim(name).len > 0;
    return n;
}

/* Some fields hold several values in a text; the loader of facts takes it apart in the same way. */
static size_t count_text(const struct field_def *def, str text)
{
    if (str_eq(def->name, S("tags")))
        return count_parts(text, facts_tag_separator(text));
    if (str_eq(def->name, S("aliases")))
        return count_parts(text, ',');
    return def->kind == FIELD_NAMES ? count_names(text) : str_trim(text).len > 0;
}

static size_t count_of(const struct field_def *def, const struct value *v)
{
    if (!def || !v || v->kind == VALUE_NULL)
        return 0;
    if (v->kind == VALUE_LIST)
        return v->items.n;
    return v->kind == VALUE_MAP ? v->fields.n : count_text(def, value_text(v));
}

static bool has_title(const struct rule_job *job)
{
    for (size_t i = 0; i < job->note->body.headings.n; i++)
        if (job->note->body.headings.at[i].is_title)
            return true;
    return false;
}

/* A banner says the tier, and a heading the title. */
size_t rule_field_count(const struct rule_job *job, str field)
{
    size_t n = count_of(schema_field_named(job->type, field),
                        facts_field(job->type, job->note->facts.front, field));
    bool elsewhere = (str_eq(field, S("tier")) && job->note->facts.tier.len > 0) ||
                     (str_eq(field, S("title")) && has_title(job));
    return n || !elsewhere ? n : 1;
}

bool rule_knows_field(const struct rule_job *job, str field)
{
    return schema_field_named(job->type, field) != NULL;
}

bool rule_knows_section(const struct rule_job *job, str kind)
{
    for (size_t i = 0; i < job->type->sections.n; i++)
        if (str_eq(job->type->sections.at[i].kind, kind))
            return true;
    return str_starts(kind, S("level-"));
}
