/* What of a template was not filled in. One complaint a line: the first gap, and how many more. */
#include "check/placeholder.h"
#include "check/rules.h"

struct gaps {
    uint32_t line, col, more; /* line 0: none yet */
    str first;
    bool is_template; /* the note has gaps that are surely some */
};

/* Without the signs for code and links. */
static str shown(struct rule_job *job, str text)
{
    struct buf out = {.arena = job->scratch};
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == SOURCE_CODE_SPAN)
            buf_add(&out, S("…"));
        else if (text.ptr[i] != SOURCE_LINK)
            buf_add_char(&out, text.ptr[i]);
    }
    return buf_kept(&out);
}

static void flush(struct rule_job *job, struct gaps *gaps)
{
    if (gaps->line == 0)
        return;
    struct spot spot = {gaps->line, gaps->col};
    str first = shown(job, gaps->first);
    if (gaps->more)
        rule_report(job, DIAG_PLACEHOLDER, spot, "%.*s and %u more are to be filled in",
                    STR_ARG(first), gaps->more);
    else
        rule_report(job, DIAG_PLACEHOLDER, spot, "%.*s is to be filled in", STR_ARG(first));
    gaps->line = gaps->more = 0;
}

static void add(struct rule_job *job, struct gaps *gaps, struct source_spot at, str what)
{
    vec_push(job->edits->arena, &job->gaps->list) = (struct spot){at.line, at.col};
    if (gaps->line == at.line) {
        gaps->more++;
        return;
    }
    flush(job, gaps);
    *gaps = (struct gaps){at.line, at.col, 0, what, gaps->is_template};
}

/* Text */

static void check_text(struct rule_job *job, const struct source_block *block, struct gaps *gaps)
{
    struct source_cursor cursor = {0};
    struct placeholder one;
    size_t from = 0;
    while (placeholder_next(block->text, &from, &one))
        if (one.whole || gaps->is_template)
            add(job, gaps, source_place(job->source, block, one.text, &cursor), one.text);
}

static void check_gap(struct rule_job *job, const struct source_block *block, struct gaps *gaps)
{
    struct source_cursor cursor = {0};
    str text = str_trim(block->text), dots = S("…");
    if (block->kind != SOURCE_PARAGRAPH || !placeholder_is_gap(text))
        return;
    dots = str_from(text, text.len - (str_ends(text, S("...")) ? 3 : dots.len));
    add(job, gaps, source_place(job->source, block, dots, &cursor), dots);
}

static void check_fence(struct rule_job *job, const struct source_block *block, struct gaps *gaps)
{
    struct source_spot at = {block->line, 1};
    if (!str_starts(block->info, S("<")) || !str_ends(block->info, S(">")))
        return;
    source_find(job->source, block->info, block->last, &at);
    add(job, gaps, at, block->info);
}

/* A list item that is nothing but <two words> is an HTML block for CommonMark. */
static void check_html(struct rule_job *job, const struct source_block *block, struct gaps *gaps)
{
    struct source_cursor cursor = {0};
    struct placeholder one;
    size_t end = 0;
    if (placeholder_next(block->text, &end, &one) && end == one.text.len)
        add(job, gaps, source_place(job->source, block, one.text, &cursor), one.text);
}

static bool has_whole(const struct rule_job *job)
{
    for (size_t i = 0; i < job->source->blocks.n; i++) {
        const struct source_block *block = &job->source->blocks.at[i];
        bool is_text = block->kind == SOURCE_PARAGRAPH || block->kind == SOURCE_HEADING;
        struct placeholder one;
        size_t from = 0;
        while (is_text && placeholder_next(block->text, &from, &one))
            if (one.whole)
                return true;
    }
    return false;
}

static void check_blocks(struct rule_job *job)
{
    struct gaps gaps = {.is_template = job->gaps->list.n > 0 || has_whole(job)};
    for (size_t i = 0; i < job->source->blocks.n; i++) {
        const struct source_block *block = &job->source->blocks.at[i];
        if (block->kind == SOURCE_CODE)
            check_fence(job, block, &gaps);
        else if (block->kind == SOURCE_HTML)
            check_html(job, block, &gaps);
        else {
            check_text(job, block, &gaps);
            check_gap(job, block, &gaps);
        }
    }
    flush(job, &gaps);
}

/* Front matter */

static bool has_words(str text, size_t least)
{
    size_t words = 0;
    str word;
    while (str_cut(&text, ' ', &word))
        words += word.len > 0;
    return words >= least;
}

/* "[Pattern Name]" without quotes is a list of one text for YAML. "[Ops]" may be meant as a list,
 * and is then of the wrong kind; where a list may be due, it takes a sentence to tell. */
static bool is_bracketed(const struct rule_job *job, const struct value_field *field)
{
    const struct value *v = field->value;
    const struct field_def *def = schema_field(job->type, field->key, S(""));
    if (v->kind != VALUE_LIST || v->items.n != 1 || v->line != field->line ||
        v->items.at[0]->kind != VALUE_STRING)
        return false;
    str text = value_text(v->items.at[0]);
    if (!def || def->kind == FIELD_NAMES)
        return false;
    if (def->kind == FIELD_TEXT && !def->many)
        return has_words(text, 2);
    return def->kind == FIELD_DATA && has_words(text, 3);
}

static void check_value(struct rule_job *job, const struct value *v, struct gaps *gaps);

static void check_map(struct rule_job *job, const struct value *map, struct gaps *gaps)
{
    for (size_t i = 0; i < map->fields.n; i++) {
        const struct value_field *field = &map->fields.at[i];
        if (is_bracketed(job, field)) {
            str text =
                arena_join(job->scratch, S("["), value_text(field->value->items.at[0]), S("]"));
            add(job, gaps, (struct source_spot){field->value->line, field->value->col}, text);
        } else
            check_value(job, field->value, gaps);
    }
}

/* Depth is bounded by the reader of YAML. */
static void check_value(struct rule_job *job, const struct value *v, struct gaps *gaps)
{
    if (v->kind == VALUE_MAP)
        check_map(job, v, gaps);
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->items.n; i++)
        check_value(job, v->items.at[i], gaps);
    if (placeholder_is_value(value_text(v)))
        add(job, gaps, (struct source_spot){v->line, v->col}, value_text(v));
}

static void check(struct rule_job *job)
{
    struct gaps gaps = {0};
    check_value(job, job->note->facts.front, &gaps);
    flush(job, &gaps);
    check_blocks(job);
}

const struct rule rule_placeholders = {"placeholders", check};
