/* What was to be deleted: the instructions of a template, and the end of an older front matter. */
#include "check/rules.h"
#include "markdown/line_kind.h"

static size_t offset_of(const struct rule_job *job, uint32_t line)
{
    const struct source_tree *source = job->source;
    if (line > source->lines.n)
        return source->text.len;
    return (size_t)(source->lines.at[line - 1].ptr - source->text.ptr);
}

static void cut_lines(struct rule_job *job, enum diag_code code, struct spot spot, uint32_t last)
{
    edits_add(job->edits, (struct edit){offset_of(job, spot.line), offset_of(job, last + 1), S(""),
                                        code, spot.line, spot.col});
}

/* Instructions */

static bool begins_instructions(str line)
{
    return str_find(line, S("TEMPLATE INSTRUCTIONS")) != STR_NONE &&
           str_starts(str_trim(line), S("<!--")) && str_find(line, S("END")) == STR_NONE;
}

static bool ends_instructions(str line)
{
    return str_starts(str_trim(line), S("<!--")) &&
           str_find(line, S("END TEMPLATE INSTRUCTIONS")) != STR_NONE;
}

static void check_instructions(struct rule_job *job)
{
    const struct source_tree *source = job->source;
    struct spot begin = {0};
    for (uint32_t line = source->body_line; line <= source->lines.n; line++) {
        if (begin.line == 0 && begins_instructions(source_line(source, line))) {
            begin = (struct spot){line, 1};
            rule_report(job, DIAG_TEMPLATE_LEFT, begin,
                        "the instructions of the template are still here; they are not published");
        } else if (begin.line && ends_instructions(source_line(source, line))) {
            cut_lines(job, DIAG_TEMPLATE_LEFT, begin, line);
            begin.line = 0;
            return;
        }
    }
}

static void check_sections(struct rule_job *job)
{
    const struct section *section = rule_section(job, S("template-instructions"));
    struct spot spot = section ? rule_section_spot(job, section) : (struct spot){0};
    for (uint32_t line = job->source->body_line; line <= spot.line; line++)
        if (begins_instructions(source_line(job->source, line)))
            return;
    if (section)
        rule_report(job, DIAG_TEMPLATE_LEFT, spot,
                    "the instructions of the template are still here; they are not published");
}

/* Front matter */

static bool is_key_line(str line)
{
    size_t n = 0;
    while (n < line.len && ((line.ptr[n] >= 'a' && line.ptr[n] <= 'z') || line.ptr[n] == '_'))
        n++;
    return n > 1 && n < line.len && line.ptr[n] == ':' &&
           (n + 1 == line.len || line.ptr[n + 1] == ' ');
}

static bool has_key(const struct rule_job *job, str line)
{
    return is_key_line(line) &&
           schema_field(job->type, str_until(line, str_find_char(line, ':')), S(""));
}

/* How many lines of a heading are fields; 0 where the line below it is none of dashes, since only
 * dashes end a front matter. */
static uint32_t fields_over_dashes(const struct rule_job *job, const struct source_block *heading)
{
    uint32_t fields = 0;
    for (uint32_t number = heading->line; number <= heading->last; number++) {
        str line = source_line(job->source, number);
        if (number > heading->line && line_is_underline(str_trim(line)))
            return str_starts(str_trim(line), S("-")) ? fields : 0;
        fields += has_key(job, line);
    }
    return 0;
}

/* One line such as "date: tomorrow" may be meant as a heading, unless it stands where a front
 * matter was left behind: above all text. */
static void check_ghosts(struct rule_job *job)
{
    bool above_text = true;
    for (size_t i = 0; i < job->source->blocks.n; i++) {
        const struct source_block *block = &job->source->blocks.at[i];
        uint32_t fields = block->setext ? fields_over_dashes(job, block) : 0;
        above_text = above_text && block->kind == SOURCE_HEADING;
        if (fields > 1 || (fields == 1 && above_text))
            rule_report(job, DIAG_FRONT_GHOST, (struct spot){block->line, 1},
                        "these lines are the end of a front matter block, and became a heading");
    }
}

static void check(struct rule_job *job)
{
    check_instructions(job);
    check_sections(job);
    check_ghosts(job);
}

const struct rule rule_leftovers = {"leftovers", check};
