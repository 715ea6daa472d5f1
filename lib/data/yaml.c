#include "data/yaml.h"

#include <assert.h>
#include <yaml.h>

#include "base/ascii.h"
#include "base/map.h"
#include "base/mem.h"
#include "data/yaml_plain.h"

/* A list or map that is still open. */
struct frame {
    struct value *node;
    size_t begin; /* its first byte */
    size_t first; /* its first part in reader.parts */
    bool has_key; /* of a map: the next value belongs to `key` */
    struct value_field key;
    const yaml_char_t *anchor; /* in the scratch arena; mostly NULL */
};

struct reader {
    struct arena *arena;
    struct arena scratch; /* gone when the parse is done */
    str text;
    struct yaml_options limits;
    struct yaml_doc *out;
    yaml_parser_t parser;
    bool sound; /* no problem yet but duplicate keys */

    /* One point of the text, as libyaml counts (code points) and as we do (bytes). */
    size_t index, offset;
    vec(size_t) lines; /* where each begins */

    vec(struct frame) frames;
    vec(struct value_field) parts; /* of all open lists and maps; lists use only the value */

    struct map anchors; /* name → anchored */
    vec(const struct value *) anchored;
};

struct position {
    uint32_t line, col;
};

/* Positions */

static void find_lines(struct reader *r)
{
    str rest = r->text, line;
    while (str_line(&rest, &line)) {
        size_t next = r->text.len - rest.len;
        bool ended = line.ptr + line.len < r->text.ptr + next;
        if (ended)
            vec_push(&r->scratch, &r->lines) = next;
    }
}

static struct position position_of(const struct reader *r, size_t offset)
{
    size_t low = 0, high = r->lines.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (r->lines.at[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return (struct position){(uint32_t)(low + r->limits.first_line),
                             (uint32_t)(offset - r->lines.at[low] + 1)};
}

static bool continues(str s, size_t at)
{
    return at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
}

/* libyaml's own lines and columns do not serve: it counts code points, and takes U+0085, U+2028
 * and U+2029 for line ends. Marks come almost in order, so one moving point makes this linear. */
static size_t offset_of(struct reader *r, yaml_mark_t mark)
{
    while (r->index < mark.index && r->offset < r->text.len) {
        r->offset++;
        while (continues(r->text, r->offset))
            r->offset++;
        r->index++;
    }
    while (r->index > mark.index) {
        r->offset--;
        while (continues(r->text, r->offset))
            r->offset--;
        r->index--;
    }
    return r->offset;
}

/* Problems */

/* All but duplicate keys. */
static void add_problem(struct reader *r, enum yaml_problem_kind kind, size_t offset, str message)
{
    struct position at = position_of(r, offset);
    r->sound = false;
    if (r->out->problems.n < YAML_MOST_PROBLEMS)
        vec_push(r->arena, &r->out->problems) =
            (struct yaml_problem){kind, at.line, at.col, message};
}

/* What people most often get wrong, said in terms of what they wrote. */
static const struct advice {
    const char *problem;
    str advice;
} advices[] = {
    {"mapping values are not allowed in this context",
     S_INIT("\": \" inside an unquoted value; put the value in quotes")},
    {"found character that cannot start any token",
     S_INIT("a value cannot begin with this character; put it in quotes")},
    {"did not find expected key",
     S_INIT("this belongs to no field: a value in quotes or brackets ended before it, or the "
            "indentation does not fit; put the whole value in quotes")},
    {"could not find expected ':'", S_INIT("this line is no field (key: value)")},
    {"did not find expected alphabetic or numeric character",
     S_INIT("a value cannot begin with \"*\" or \"&\"; put it in quotes")},
    {"did not find expected comment or line break",
     S_INIT("text after \"|\" or \">\" must begin on the next line; put the value in quotes")},
    {"did not find expected '-' indicator",
     S_INIT("this belongs to no item of the list above it; check the indentation")},
    {"block sequence entries are not allowed in this context",
     S_INIT("a list item cannot stand here; begin the list on a line of its own")},
    {"did not find expected ',' or ']'", S_INIT("expected \",\" or \"]\"")},
    {"did not find expected ',' or '}'", S_INIT("expected \",\" or \"}\"")},
    {"found unknown escape character",
     S_INIT("unknown escape after \"\\\"; use single quotes or \"\\\\\"")},
    {"did not find expected node content",
     S_INIT("a value cannot begin with this character; put it in quotes")},
    {"found unknown directive name",
     S_INIT("a line cannot begin with \"%\"; put the text in quotes")},
    {"did not find expected <document start>", S_INIT("text after the end of the document")},
};

static str advice_for(const char *problem, const char *fallback)
{
    str said = str_of(problem ? problem : fallback);
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
        if (str_eq(said, str_of(advices[i].problem)))
            return advices[i].advice;
    return said;
}

static bool is_indented_by_tab(const struct reader *r, size_t offset)
{
    if (offset >= r->text.len || r->text.ptr[offset] != '\t')
        return false;
    str before = str_until(r->text, offset);
    while (before.len && ascii_is_blank(before.ptr[before.len - 1]))
        before.len--;
    return before.len == 0 || before.ptr[before.len - 1] == '\n' ||
           before.ptr[before.len - 1] == '\r';
}

static void report_open_quote(struct reader *r, size_t begin, size_t end)
{
    struct position until = position_of(r, end);
    add_problem(r, YAML_PROBLEM_SYNTAX, begin,
                arena_printf(r->arena, "a quote begins here and is not closed (read to line %u)",
                             (unsigned)until.line));
}

/* Of these, the beginning is where the author has something to change. */
static bool is_told_at_its_beginning(str context)
{
    static const str contexts[] = {
        S_INIT("while scanning a simple key"), S_INIT("while scanning an anchor"),
        S_INIT("while scanning an alias"),     S_INIT("while scanning a block scalar"),
        S_INIT("while scanning a directive"),
    };
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
        if (str_eq(context, contexts[i]))
            return true;
    return false;
}

/* Scanner and parser errors have marks. The context is where the thing that failed began. */
static void report_marked(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    str context = str_of(p->context);
    bool begin = is_told_at_its_beginning(context);
    size_t at = offset_of(r, begin ? p->context_mark : p->problem_mark);
    str message = advice_for(p->problem, "not valid YAML");
    if (str_eq(context, S("while scanning a quoted scalar")) &&
        str_starts(message, S("found unexpected"))) {
        report_open_quote(r, offset_of(r, p->context_mark), at);
        return;
    }
    if (is_indented_by_tab(r, at))
        message = S("a tab cannot indent YAML; use spaces");
    if (str_starts(context, S("while parsing a flow "))) {
        struct position open = position_of(r, offset_of(r, p->context_mark));
        message = arena_printf(r->arena, "%.*s (the bracket opened at %u:%u)", STR_ARG(message),
                               (unsigned)open.line, (unsigned)open.col);
    }
    add_problem(r, YAML_PROBLEM_SYNTAX, at, arena_dup(r->arena, message));
}

static void report_parser(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_MEMORY_ERROR)
        mem_exhausted(r->text.len);
    if (p->error != YAML_READER_ERROR) {
        report_marked(r);
        return;
    }
    size_t at = p->problem_offset < r->text.len ? p->problem_offset : r->text.len;
    add_problem(r, YAML_PROBLEM_SYNTAX, at, arena_dup(r->arena, advice_for(p->problem, "")));
}

/* Scalars */

static size_t digits(str s, size_t at)
{
    while (at < s.len && ascii_is_digit(s.ptr[at]))
        at++;
    return at;
}

bool yaml_is_number(str s)
{
    size_t at = s.len && s.ptr[0] == '-', end = digits(s, at);
    if (end == at || (s.ptr[at] == '0' && end > at + 1))
        return false;
    if (end < s.len && s.ptr[end] == '.') {
        at = end + 1;
        end = digits(s, at);
        if (end == at)
            return false;
    }
    if (end < s.len && ascii_lower(s.ptr[end]) == 'e') {
        at = end + 1;
        at += at < s.len && (s.ptr[at] == '+' || s.ptr[at] == '-');
        end = digits(s, at);
        if (end == at)
            return false;
    }
    return end == s.len;
}

static const struct word {
    str text;
    enum value_kind kind;
    bool truth;
} words[] = {
    {S_INIT(""), VALUE_NULL, false},      {S_INIT("~"), VALUE_NULL, false},
    {S_INIT("null"), VALUE_NULL, false},  {S_INIT("Null"), VALUE_NULL, false},
    {S_INIT("NULL"), VALUE_NULL, false},  {S_INIT("true"), VALUE_BOOL, true},
    {S_INIT("True"), VALUE_BOOL, true},   {S_INIT("TRUE"), VALUE_BOOL, true},
    {S_INIT("false"), VALUE_BOOL, false}, {S_INIT("False"), VALUE_BOOL, false},
    {S_INIT("FALSE"), VALUE_BOOL, false},
};

static void set_plain_kind(struct value *v)
{
    v->kind = yaml_is_number(v->text) ? VALUE_NUMBER : VALUE_STRING;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq(v->text, words[i].text)) {
            v->kind = words[i].kind;
            v->truth = words[i].truth;
        }
    }
}

static struct value *node_at(struct reader *r, enum value_kind kind, size_t offset)
{
    struct position at = position_of(r, offset);
    struct value *v = arena_new(r->arena, struct value);
    v->kind = kind;
    v->line = at.line;
    v->col = at.col;
    return v;
}

static struct value *scalar_at(struct reader *r, size_t offset, str text)
{
    struct value *v = node_at(r, VALUE_STRING, offset);
    v->text = arena_dup(r->arena, text);
    return v;
}

/* Building the tree */

/* The text of a list or map that stands as a key, such as the {x} of {{x}}, as the author wrote it.
 */
static str key_text(struct reader *r, const struct value *node, size_t begin, size_t end)
{
    if (node->kind != VALUE_LIST && node->kind != VALUE_MAP)
        return node->text;
    add_problem(r, YAML_PROBLEM_SYNTAX, begin,
                S("a list or map stands where a key should; if it is text, put it in quotes"));
    return arena_dup(r->arena, str_trim(str_slice(r->text, begin, end)));
}

static void add_anchor(struct reader *r, const yaml_char_t *name, const struct value *node)
{
    bool fresh;
    if (!name)
        return;
    str key = arena_dup(&r->scratch, str_of((const char *)name));
    *map_put(&r->scratch, &r->anchors, key, &fresh) = r->anchored.n;
    vec_push(&r->scratch, &r->anchored) = node;
}

/* Puts a finished node, written from begin to end, where it belongs. */
static void place_node(struct reader *r, const struct value *node, size_t begin, size_t end)
{
    if (r->frames.n == 0) {
        r->out->root = node;
        return;
    }
    struct frame *f = &r->frames.at[r->frames.n - 1];
    if (f->node->kind == VALUE_MAP && !f->has_key) {
        f->key = (struct value_field){
            .key = key_text(r, node, begin, end), .line = node->line, .col = node->col};
        f->has_key = true;
        return;
    }
    f->key.value = node;
    f->has_key = false;
    vec_push(&r->scratch, &r->parts) = f->key;
}

static void report_duplicate(struct reader *r, const struct value_field *old,
                             const struct value_field *fresh)
{
    /* A place is left: a text that is not sound has a problem that says so. */
    enum { SHOWN = 60, MOST = YAML_MOST_PROBLEMS - 1 };
    size_t cut = fresh->key.len < SHOWN ? fresh->key.len : SHOWN;
    while (cut > 0 && continues(fresh->key, cut))
        cut--;
    str key = str_until(fresh->key, cut);
    if (r->out->problems.n < MOST)
        vec_push(r->arena, &r->out->problems) = (struct yaml_problem){
            YAML_PROBLEM_DUPLICATE, fresh->line, fresh->col,
            arena_printf(r->arena, "\"%.*s\" already stands in line %u; this one counts",
                         STR_ARG(key), (unsigned)old->line)};
}

/* Moves the fields into the map, each key once: at the first one's place, with the last one's
 * value. */
static void close_map(struct reader *r, struct value *map, const struct value_field *parts,
                      size_t n)
{
    struct map seen = {0};
    map->fields.at = arena_array(r->arena, struct value_field, n);
    map->fields.cap = n;
    for (size_t i = 0; i < n; i++) {
        bool fresh;
        size_t *slot = map_put(&r->scratch, &seen, parts[i].key, &fresh);
        if (fresh)
            *slot = map->fields.n++;
        else
            report_duplicate(r, &map->fields.at[*slot], &parts[i]);
        map->fields.at[*slot] = parts[i];
    }
    value_index(r->arena, map);
}

static void close_list(struct reader *r, struct value *list, const struct value_field *parts,
                       size_t n)
{
    list->items.at = arena_array(r->arena, const struct value *, n);
    list->items.cap = list->items.n = n;
    for (size_t i = 0; i < n; i++)
        list->items.at[i] = parts[i].value;
}

static void close_frame(struct reader *r, size_t end)
{
    assert(r->frames.n > 0);
    struct frame f = r->frames.at[--r->frames.n];
    const struct value_field *parts = r->parts.at ? r->parts.at + f.first : NULL;
    size_t n = r->parts.n - f.first;
    if (f.node->kind == VALUE_MAP)
        close_map(r, f.node, parts, n);
    else
        close_list(r, f.node, parts, n);
    r->parts.n = f.first;
    add_anchor(r, f.anchor, f.node);
    place_node(r, f.node, f.begin, end);
}

static bool open_frame(struct reader *r, enum value_kind kind, const yaml_char_t *anchor,
                       size_t begin)
{
    if (r->frames.n == r->limits.max_depth) {
        add_problem(r, YAML_PROBLEM_LIMIT, begin,
                    arena_printf(r->arena, "nested deeper than %u levels", r->limits.max_depth));
        return false;
    }
    struct frame f = {.node = node_at(r, kind, begin), .begin = begin, .first = r->parts.n};
    if (anchor)
        f.anchor = (const yaml_char_t *)arena_dup(&r->scratch, str_of((const char *)anchor)).ptr;
    vec_push(&r->scratch, &r->frames) = f;
    return true;
}

/* A tag of YAML's own only says the kind; any other stands for something that a program makes. */
static void set_kind(const struct reader *r, struct value *v, const yaml_event_t *event)
{
    str tag = str_of((const char *)event->data.scalar.tag);
    bool core = str_starts(tag, S("tag:yaml.org,2002:")) && str_find_char(tag, '/') == STR_NONE;
    if (r->limits.foreign && tag.len && !core)
        v->kind = VALUE_NULL;
    else if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !str_ends(tag, S(":str")))
        set_plain_kind(v);
}

static void add_scalar(struct reader *r, const yaml_event_t *event)
{
    size_t begin = offset_of(r, event->start_mark);
    struct value *v = scalar_at(
        r, begin, (str){(const char *)event->data.scalar.value, event->data.scalar.length});
    set_kind(r, v, event);
    add_anchor(r, event->data.scalar.anchor, v);
    place_node(r, v, begin, begin);
}

/* Events */

/* An anchor or alias ends the reading; a tag is a problem, because what follows would lose it. */
static bool check_properties(struct reader *r, const yaml_event_t *event, const yaml_char_t *anchor,
                             const yaml_char_t *tag)
{
    if (r->limits.foreign)
        return true;
    if (anchor) {
        add_problem(r, YAML_PROBLEM_ANCHOR, offset_of(r, event->start_mark),
                    S("anchors (&) and aliases (*) are not used; if it is text, put it in quotes"));
        return false;
    }
    if (tag)
        add_problem(r, YAML_PROBLEM_SYNTAX, offset_of(r, event->start_mark),
                    S("tags (!) are not used; if it is text, put it in quotes"));
    return true;
}

static bool add_alias(struct reader *r, const yaml_event_t *event)
{
    const yaml_char_t *name = event->data.alias.anchor;
    if (!r->limits.foreign)
        return check_properties(r, event, name, NULL);
    size_t begin = offset_of(r, event->start_mark);
    const size_t *found = map_get(&r->anchors, str_of((const char *)name));
    if (!found) {
        add_problem(r, YAML_PROBLEM_ANCHOR, begin, S("an alias (*) of nothing that stands before"));
        return false;
    }
    place_node(r, r->anchored.at[*found], begin, offset_of(r, event->end_mark));
    return true;
}

/* False when reading has to stop here. */
static bool take_event(struct reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return add_alias(r, event);
    case YAML_SCALAR_EVENT:
        if (!check_properties(r, event, event->data.scalar.anchor, event->data.scalar.tag))
            return false;
        add_scalar(r, event);
        return true;
    case YAML_SEQUENCE_START_EVENT:
        return check_properties(r, event, event->data.sequence_start.anchor,
                                event->data.sequence_start.tag) &&
               open_frame(r, VALUE_LIST, event->data.sequence_start.anchor,
                          offset_of(r, event->start_mark));
    case YAML_MAPPING_START_EVENT:
        return check_properties(r, event, event->data.mapping_start.anchor,
                                event->data.mapping_start.tag) &&
               open_frame(r, VALUE_MAP, event->data.mapping_start.anchor,
                          offset_of(r, event->start_mark));
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_frame(r, offset_of(r, event->end_mark));
        return true;
    case YAML_DOCUMENT_START_EVENT:
        if (!r->out->root)
            return true;
        add_problem(r, YAML_PROBLEM_SYNTAX, offset_of(r, event->start_mark),
                    S("a second document begins here; only the first is read"));
        return false;
    case YAML_STREAM_END_EVENT:
        return false;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
}

static void read_events(struct reader *r)
{
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event)) {
            report_parser(r);
            return;
        }
        more = take_event(r, &event);
        yaml_event_delete(&event);
    }
}

/* Texts of the plainest form */

static void take_token(struct reader *r, const struct yaml_token *token)
{
    size_t at = (size_t)(token->from - r->text.ptr);
    if (token->kind == YAML_LIST) {
        open_frame(r, VALUE_LIST, NULL, at);
    } else if (token->kind == YAML_LIST_END) {
        close_frame(r, at);
    } else {
        struct value *v = scalar_at(r, at, token->text);
        if (token->kind == YAML_PLAIN)
            set_plain_kind(v);
        place_node(r, v, at, at);
    }
}

static bool read_plain(struct reader *r)
{
    yaml_tokens tokens;
    if (r->limits.max_depth < YAML_PLAIN_DEPTH || !yaml_plain_read(&r->scratch, r->text, &tokens))
        return false;
    open_frame(r, VALUE_MAP, NULL, (size_t)(tokens.at[0].from - r->text.ptr));
    for (size_t i = 0; i < tokens.n; i++)
        take_token(r, &tokens.at[i]);
    close_frame(r, r->text.len);
    return true;
}

static void read_text(struct reader *r)
{
    vec_push(&r->scratch, &r->lines) = 0;
    if (r->text.len > r->limits.max_bytes) {
        add_problem(r, YAML_PROBLEM_LIMIT, 0,
                    arena_printf(r->arena, "this is larger than the limit of %zu bytes",
                                 r->limits.max_bytes));
        return;
    }
    find_lines(r);
    if (read_plain(r))
        return;
    if (!yaml_parser_initialize(&r->parser))
        mem_exhausted(sizeof r->parser);
    /* Said outright, because it would otherwise read UTF-16 where the first bytes look like it. */
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)r->text.ptr, r->text.len);
    read_events(r);
    if (!r->out->root && r->sound)
        r->out->root = node_at(r, VALUE_NULL, 0);
    yaml_parser_delete(&r->parser);
}

bool yaml_parse(struct arena *a, str text, const struct yaml_options *options, struct yaml_doc *out)
{
    struct reader r = {.arena = a, .text = text, .out = out, .sound = true};
    if (options)
        r.limits = *options;
    if (!r.limits.first_line)
        r.limits.first_line = 1;
    if (!r.limits.max_bytes)
        r.limits.max_bytes = YAML_DEFAULT_BYTES;
    if (!r.limits.max_depth)
        r.limits.max_depth = YAML_DEFAULT_DEPTH;
    if (str_starts(text, S("\xEF\xBB\xBF")))
        r.text = str_from(text, 3);
    if (!r.text.ptr)
        r.text = S("");
    *out = (struct yaml_doc){0};
    read_text(&r);
    arena_free(&r.scratch);
    return r.sound;
}

void yaml_report(const struct yaml_doc *doc, const enum diag_code codes[YAML_PROBLEM_KINDS],
                 str path, struct diags *diags)
{
    for (size_t i = 0; i < doc->problems.n; i++) {
        const struct yaml_problem *p = &doc->problems.at[i];
        diag_add(diags, codes[p->kind], (struct place){path, p->line, p->col}, "%.*s",
                 STR_ARG(p->message));
    }
}
