#include "note/front.h"

#include <assert.h>

#include "base/buf.h"
#include "base/map.h"
#include "data/yaml.h"
#include "note/front_lines.h"

/* Each field is parsed alone at most this often; what comes after is kept as written. It bounds the
 * cost of hostile blocks. */
enum { MOST_PARSES = 300 };

struct reader {
    struct arena *keep, *scratch;
    const struct front_options *options;
    struct diags *diags;
    unsigned parses, reported;
    struct value *map;
    struct map seen; /* key → index into map->fields */
};

static const enum diag_code codes[YAML_PROBLEM_KINDS] = {
    [YAML_PROBLEM_SYNTAX] = DIAG_FRONT_SYNTAX,
    [YAML_PROBLEM_DUPLICATE] = DIAG_FRONT_DUPLICATE,
    [YAML_PROBLEM_ANCHOR] = DIAG_FRONT_ANCHOR,
    [YAML_PROBLEM_LIMIT] = DIAG_FRONT_LIMIT,
};

static struct yaml_options yaml_options(const struct reader *r, uint32_t first_line)
{
    return (struct yaml_options){.first_line = first_line,
                                 .max_bytes = r->options->max_bytes,
                                 .max_depth = r->options->max_depth};
}

static void report(struct reader *r, const struct yaml_doc *doc)
{
    if (r->reported < YAML_MOST_PROBLEMS)
        yaml_report(doc, codes, r->options->path, r->diags);
    r->reported += (unsigned)doc->problems.n;
}

/* Values as the author wrote them */

static str without_quotes(str s)
{
    bool quoted =
        s.len >= 2 && (s.ptr[0] == '"' || s.ptr[0] == '\'') && s.ptr[s.len - 1] == s.ptr[0];
    return quoted ? str_slice(s, 1, s.len - 1) : s;
}

/* The lines of text, each trimmed, blank ones at the ends left out. */
static const struct value *raw_value(struct reader *r, str head, str more, uint32_t line,
                                     uint32_t col)
{
    struct buf text = {0};
    buf_add(&text, head);
    for (str one; str_line(&more, &one);) {
        buf_add_char(&text, '\n');
        buf_add(&text, str_trim(one));
    }
    struct value *v = arena_new(r->keep, struct value);
    *v = (struct value){.kind = VALUE_STRING, .line = line, .col = col};
    v->text = arena_dup(r->keep, without_quotes(str_trim(buf_str(&text))));
    buf_free(&text);
    return v;
}

static bool is_block_mark(str head)
{
    return head.len && head.len <= 3 && (head.ptr[0] == '|' || head.ptr[0] == '>');
}

/* Parses one field or list item alone; NULL when that fails. */
static const struct value *parse_alone(struct reader *r, str text, uint32_t line, bool complain)
{
    if (r->parses >= MOST_PARSES)
        return NULL;
    r->parses++;
    struct yaml_options options = yaml_options(r, line);
    struct yaml_doc doc;
    bool sound = yaml_parse(r->scratch, text, &options, &doc);
    if (complain)
        report(r, &doc);
    return sound ? doc.root : NULL;
}

static const struct value *recover_item(struct reader *r, const struct front_item *item)
{
    const struct value *v = parse_alone(r, item->all, item->line, false);
    if (v && v->kind == VALUE_LIST && v->items.n == 1)
        return value_copy(r->keep, v->items.at[0]);
    return raw_value(r, S(""), item->text, item->line, item->col);
}

/* What a field that is no YAML holds: a list where its lines are items, else its text. */
static const struct value *recover_value(struct reader *r, const struct front_chunk *chunk)
{
    str head = is_block_mark(chunk->head) ? S("") : chunk->head;
    struct front_items items = front_split_items(r->scratch, chunk->more, chunk->line + 1);
    if (head.len || items.list.n == 0)
        return raw_value(r, head, chunk->more, chunk->line, chunk->col);
    struct value *list = value_list(r->keep);
    list->line = items.list.at[0].line;
    list->col = 1;
    for (size_t i = 0; i < items.list.n; i++)
        value_add(r->keep, list, recover_item(r, &items.list.at[i]));
    return list;
}

/* Fields one by one */

static void put_field(struct reader *r, struct value_field field)
{
    bool fresh;
    size_t *at = map_put(r->scratch, &r->seen, field.key, &fresh);
    if (fresh) {
        *at = r->map->fields.n;
        vec_push(r->keep, &r->map->fields) = field;
        return;
    }
    struct value_field *old = &r->map->fields.at[*at];
    if (r->reported++ < YAML_MOST_PROBLEMS)
        diag_add(r->diags, DIAG_FRONT_DUPLICATE,
                 (struct place){r->options->path, field.line, field.col},
                 "\"%.*s\" already stands in line %u; this one counts", STR_ARG(field.key),
                 (unsigned)old->line);
    *old = field;
}

static void recover_field(struct reader *r, const struct front_chunk *chunk)
{
    struct arena_mark mark = arena_mark(r->scratch);
    struct value_field field = {
        .key = arena_dup(r->keep, chunk->key), .line = chunk->line, .col = 1};
    const struct value *alone = parse_alone(r, chunk->all, chunk->line, true);
    if (alone && alone->kind == VALUE_MAP && alone->fields.n == 1)
        field.value = value_copy(r->keep, alone->fields.at[0].value);
    else
        field.value = recover_value(r, chunk);
    arena_rewind(r->scratch, mark);
    put_field(r, field);
}

static const struct value *recover(struct reader *r, str yaml, const struct yaml_doc *doc)
{
    struct front_chunks chunks = front_split(r->scratch, yaml, 2);
    r->map = value_map(r->keep);
    r->map->line = 2;
    r->map->col = 1;
    for (size_t i = 0; i < chunks.list.n; i++)
        recover_field(r, &chunks.list.at[i]);
    /* Each field may be fine alone, or the block too large for us to have tried. */
    if (r->reported == 0)
        report(r, doc);
    value_index(r->keep, r->map);
    return r->map;
}

/* The whole block */

/* A block that holds no fields is two thematic breaks with text between them. */
static void keep_as_text(struct reader *r, const struct front_block *block, str source,
                         struct front *out)
{
    *out = (struct front){&value_null, source, 1};
    str first = block->yaml, line;
    if (str_line(&first, &line) && str_trim(line).len)
        diag_add(
            r->diags, DIAG_FRONT_NOT_MAP, (struct place){r->options->path, 2, 1},
            "the block between the --- lines holds no fields (key: value); it is shown as text");
}

static void report_unclosed(struct reader *r, const struct front_block *block)
{
    diag_add(r->diags, DIAG_FRONT_UNCLOSED, (struct place){r->options->path, 1, 1},
             "the front matter that begins here is not closed by a --- line; it was taken to end "
             "before line %u",
             (unsigned)block->text_line);
}

static bool is_sound(struct reader *r, str yaml)
{
    struct arena_mark mark = arena_mark(r->scratch);
    struct yaml_options options = yaml_options(r, 2);
    struct yaml_doc doc;
    bool sound = yaml_parse(r->scratch, yaml, &options, &doc) && doc.root->kind == VALUE_MAP;
    arena_rewind(r->scratch, mark);
    return sound;
}

static void read_block(struct reader *r, struct front_block *block, str source, struct front *out)
{
    struct yaml_options options = yaml_options(r, 2);
    struct yaml_doc doc;
    bool sound = yaml_parse(r->keep, block->yaml, &options, &doc);
    if (!sound && block->closed) {
        struct front_block shorter = front_find_shorter(block, source);
        if (shorter.found && is_sound(r, shorter.yaml)) {
            *block = shorter;
            sound = yaml_parse(r->keep, block->yaml, &options, &doc);
        }
    }
    bool fields = sound ? doc.root->kind == VALUE_MAP || doc.root->kind == VALUE_NULL
                        : front_begins_with_field(block->yaml);
    if (!fields) {
        keep_as_text(r, block, source, out);
        return;
    }
    if (!block->closed)
        report_unclosed(r, block);
    *out = (struct front){sound ? doc.root : &value_null, block->text, block->text_line};
    if (sound)
        report(r, &doc);
    else
        out->map = recover(r, block->yaml, &doc);
    if (out->map->kind == VALUE_NULL)
        out->map = &value_null;
}

void front_read(struct arena *keep, struct arena *scratch, str source,
                const struct front_options *options, struct diags *diags, struct front *out)
{
    struct reader r = {.keep = keep, .scratch = scratch, .options = options, .diags = diags};
    assert(keep != scratch);
    if (str_starts(source, S("\xEF\xBB\xBF")))
        source = str_from(source, 3);
    struct front_block block = front_find(source);
    if (block.found)
        read_block(&r, &block, source, out);
    else
        *out = (struct front){&value_null, block.text, block.text_line};
    assert(out->map->kind == VALUE_MAP || out->map == &value_null);
}
