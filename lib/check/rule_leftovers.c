/* What was to be deleted: the instructions of a template, and the end of an older front matter. */
#include "check/comments.h"
#include "check/rules.h"
#include "markdown/line_kind.h"

/* Instructions */

enum marker { MARKS_NOTHING, MARKS_BEGIN, MARKS_END };

static enum marker marker_of(const struct rule_job *job, const struct comment *comment)
{
    str text = str_slice(job->source->text, comment->from, comment->to);
    if (str_find(text, S("TEMPLATE INSTRUCTIONS")) == STR_NONE)
        return MARKS_NOTHING;
    bool ends = str_find(text, S("END TEMPLATE INSTRUCTIONS")) != STR_NONE ||
                str_starts(str_trim_left(str_from(text, 4)), S("END"));
    return ends ? MARKS_END : MARKS_BEGIN;
}

/* What stands before a byte of the file on its line, and from it on. */
static str line_before(const struct source_tree *source, size_t at)
{
    struct source_spot spot = source_spot(source, at);
    return str_until(source_line(source, spot.line), spot.col - 1);
}

static str line_from(const struct source_tree *source, size_t at)
{
    struct source_spot spot = source_spot(source, at);
    return str_from(source_line(source, spot.line), spot.col - 1);
}

/* Whether a text that ends on the line before would go on behind what is cut. */
static bool is_joined(const struct source_tree *source, const struct comment *begin,
                      const struct comment *end)
{
    uint32_t before = source_spot(source, begin->from).line - 1,
             behind = source_spot(source, end->to - 1).line + 1;
    str line = str_trim(source_line(source, before));
    return before >= source->body_line && line.len > 0 && line.ptr[0] != '#' &&
           str_trim(source_line(source, behind)).len > 0;
}

/* What stands on the lines of the two comments may be text of the note or a sign of the block that
 * they are in, unless the comments hold all of it. What follows the second one stays. */
static bool is_clean(const struct source_tree *source, const struct comment *begin,
                     const struct comment *end)
{
    bool one_line = source_spot(source, begin->to).line == source_spot(source, end->from).line;
    return begin->complete && end->complete && !is_joined(source, begin, end) &&
           str_trim(line_before(source, begin->from)).len == 0 &&
           (one_line || (str_trim(line_from(source, begin->to)).len == 0 &&
                         str_trim(line_before(source, end->from)).len == 0));
}

static void cut(struct rule_job *job, const struct comment *begin, const struct comment *end)
{
    const struct source_tree *source = job->source;
    struct source_spot first = source_spot(source, begin->from),
                       last = source_spot(source, end->to);
    str behind = line_from(source, end->to);
    size_t from = begin->from, to = end->to + (behind.len - str_trim_left(behind).len);
    if (str_trim(behind).len == 0) {
        from = source_offset(source, (struct source_spot){first.line, 1});
        to = source_offset(source, (struct source_spot){last.line + 1, 1});
    }
    edits_add(job->edits,
              (struct edit){from, to, S(""), DIAG_TEMPLATE_LEFT, first.line, first.col});
}

static void report_instructions(struct rule_job *job, struct spot spot)
{
    rule_report(job, DIAG_TEMPLATE_LEFT, spot,
                "the instructions of the template are still here; they are not published");
}

/* The line of the first comment that begins instructions, 0 without one. Where a second one begins
 * before the first one ended, nobody knows which end belongs to which. */
static uint32_t check_instructions(struct rule_job *job)
{
    const struct comment *begin = NULL;
    struct comments comments;
    uint32_t first = 0;
    bool nested = false;
    comments_read(job->scratch, job->source, &comments);
    for (size_t i = 0; i < comments.list.n; i++) {
        const struct comment *one = &comments.list.at[i];
        enum marker marker = marker_of(job, one);
        if (marker == MARKS_BEGIN) {
            struct source_spot spot = source_spot(job->source, one->from);
            report_instructions(job, (struct spot){spot.line, spot.col});
            first = first ? first : spot.line;
            nested = begin != NULL;
            begin = one;
        } else if (marker == MARKS_END && begin) {
            if (!nested && is_clean(job->source, begin, one))
                cut(job, begin, one);
            begin = NULL;
        }
    }
    return first;
}

static void check_sections(struct rule_job *job, uint32_t begun)
{
    const struct section *section = rule_section(job, S("template-instructions"));
    struct spot spot = section ? rule_section_spot(job, section) : (struct spot){0};
    if (section && (begun == 0 || begun > spot.line))
        report_instructions(job, spot);
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
    check_sections(job, check_instructions(job));
    check_ghosts(job);
}

const struct rule rule_leftovers = {"leftovers", check};
