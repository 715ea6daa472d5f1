#include "check/check.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/pool.h"
#include "base/utf8.h"
#include "check/encodings.h"
#include "check/relations.h"
#include "note/facts.h"

struct worker {
    struct arena *kept;
    struct arena scratch;
    struct buf bytes;
};

struct checking {
    const struct site *site;
    const struct check_options *options;
    struct encodings encodings;
    struct worker *workers;
    struct checked *out;
};

/* Contracts */

static const struct contract no_contract;

static bool has_field(const struct note *note, const struct type_def *type, str field)
{
    if (str_eq(field, S("tier")) && note->facts.tier.len)
        return true;
    return facts_field(type, note->facts.front, field) != NULL;
}

static bool has_section(const struct note *note, str kind)
{
    for (size_t i = 0; i < note->facts.sections.n; i++) {
        const struct section_fact *fact = &note->facts.sections.at[i];
        bool level = fact->level && str_starts(kind, S("level-")) && kind.len == 7 &&
                     kind.ptr[6] == (char)('0' + fact->level);
        if (level || str_eq(fact->kind, kind))
            return true;
    }
    return false;
}

static bool is_meant(const struct contract *c, const struct note *note, const struct type_def *type)
{
    for (size_t i = 0; i < c->if_fields.n; i++)
        if (has_field(note, type, c->if_fields.at[i]))
            return true;
    for (size_t i = 0; i < c->if_sections.n; i++)
        if (has_section(note, c->if_sections.at[i]))
            return true;
    return c->if_fields.n == 0 && c->if_sections.n == 0;
}

static const struct contract *first_meant(const struct contracts *contracts,
                                          const struct note *note, const struct type_def *type)
{
    for (size_t i = 0; i < contracts->list.n; i++)
        if (is_meant(&contracts->list.at[i], note, type))
            return &contracts->list.at[i];
    return &no_contract;
}

const struct contract *check_contract(const struct schema *schema, const struct note *note,
                                      const struct type_def *type)
{
    const struct contract *c = first_meant(&type->contracts, note, type);
    if (c->like.len == 0)
        return c;
    const struct type_def *other = schema_type(schema, c->like);
    c = first_meant(&other->contracts, note, other);
    return c->like.len ? &no_contract : c;
}

/* Notes */

static void read_source(struct checking *c, struct worker *w, const struct note *note,
                        struct source_tree *out)
{
    const struct config_limits *limits = &c->site->config->limits;
    struct source_options options = {
        .body_line = note->facts.body_line,
        .max_nesting = (unsigned)limits->nesting,
        .max_bytes = limits->note_bytes,
        .max_output = limits->output_bytes,
    };
    str path = arena_join(&w->scratch, c->options->content, S("/"), note->path);
    buf_clear(&w->bytes);
    if (fs_read(arena_dup(&w->scratch, path).ptr, limits->note_bytes, &w->bytes) != 0)
        buf_clear(&w->bytes);
    source_read(&w->scratch, buf_str(&w->bytes), &options, out);
}

static int by_line_and_col(const void *left, const void *right)
{
    const struct spot *a = left, *b = right;
    int order = (a->line > b->line) - (a->line < b->line);
    return order ? order : (a->col > b->col) - (a->col < b->col);
}

static void run_rules(struct checking *c, struct worker *w, uint32_t index,
                      const struct source_tree *source, struct checked_note *out)
{
    const struct note *note = c->site->nodes.at[index].note;
    const struct type_def *type = schema_type(c->site->schema, note->facts.type);
    struct rule_job job = {
        .scratch = &w->scratch,
        .site = c->site,
        .encodings = &c->encodings,
        .index = index,
        .note = note,
        .type = type,
        .contract = check_contract(c->site->schema, note, type),
        .source = source,
        .diags = &out->diags,
        .edits = &out->edits,
        .gaps = &out->gaps,
    };
    for (size_t i = 0; rules[i]; i++)
        rules[i]->check(&job);
    if (out->gaps.list.n) /* check_is_settled searches them */
        qsort(out->gaps.list.at, out->gaps.list.n, sizeof *out->gaps.list.at, by_line_and_col);
    silences_read(w->kept, source, note->path, &out->diags, &out->silences);
}

static void check_note(void *context, size_t i, unsigned worker)
{
    struct checking *c = context;
    struct worker *w = &c->workers[worker];
    struct checked_note *out = &c->out->notes[i];
    struct source_tree source;
    *out = (struct checked_note){.diags = {.arena = w->kept}, .edits = {.arena = w->kept}};
    read_source(c, w, c->site->nodes.at[i].note, &source);
    out->bytes = hash_of(buf_str(&w->bytes));
    /* A file that changed since LOAD, or that is gone, is for the next run. */
    if (source.lines.n >= c->site->nodes.at[i].note->facts.body_line || source.lines.n == 0)
        run_rules(c, w, (uint32_t)i, &source, out);
    if (utf8_check(buf_str(&w->bytes)) != STR_NONE)
        out->edits.list.n = 0;
    arena_reset(&w->scratch);
}

void check_notes(struct arena *a, const struct site *site, const struct check_options *options,
                 struct checked *out)
{
    struct checking c = {.site = site, .options = options, .out = out};
    unsigned threads = options->threads ? options->threads : 1;
    *out = (struct checked){
        .notes = arena_array(a, struct checked_note, site->nodes.n),
        .n = site->nodes.n,
        .diags = {.arena = a},
        .arenas = arena_array(a, struct arena, threads),
        .arena_count = threads,
    };
    encodings_open(&c.encodings);
    c.workers = arena_array(a, struct worker, threads);
    for (unsigned i = 0; i < threads; i++)
        c.workers[i] = (struct worker){.kept = &out->arenas[i]};
    pool_each(threads, site->nodes.n, check_note, &c);
    for (unsigned i = 0; i < threads; i++) {
        arena_free(&c.workers[i].scratch);
        buf_free(&c.workers[i].bytes);
    }
    for (size_t i = 0; i < out->n; i++)
        diag_append(&out->diags, &out->notes[i].diags);
    relations_check(a, site, &out->diags);
}

void check_free(struct checked *c)
{
    for (unsigned i = 0; i < c->arena_count; i++)
        arena_free(&c->arenas[i]);
}

static bool is_of_value(enum diag_code code)
{
    return code == DIAG_HTML_UNKNOWN_TAG || code == DIAG_FIELD_VALUE || code == DIAG_FIELD_DATE ||
           code == DIAG_FIELD_KIND;
}

bool check_is_settled(const struct checked_note *note, const struct diag *diag)
{
    if (silences_have(&note->silences, diag->place.line, diag->code))
        return true;
    struct spot spot = {diag->place.line, diag->place.col};
    return is_of_value(diag->code) && note->gaps.list.n &&
           bsearch(&spot, note->gaps.list.at, note->gaps.list.n, sizeof spot, by_line_and_col);
}
