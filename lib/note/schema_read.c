#include <limits.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "data/yaml.h"
#include "note/contract.h"
#include "note/schema_check.h"
#include "note/type_reader.h"

static const struct kind_name {
    str name;
    enum field_kind kind;
} kind_names[] = {
    {S_INIT("word"), FIELD_WORD}, {S_INIT("text"), FIELD_TEXT}, {S_INIT("number"), FIELD_NUMBER},
    {S_INIT("bool"), FIELD_BOOL}, {S_INIT("date"), FIELD_DATE}, {S_INIT("names"), FIELD_NAMES},
    {S_INIT("data"), FIELD_DATA},
};
enum { FIELD_KIND_NAMES = sizeof kind_names / sizeof *kind_names };

static size_t field_count(const struct value *map)
{
    return map->kind == VALUE_MAP ? map->fields.n : 0;
}

static bool read_edge(struct type_reader *r, const struct value *v, enum edge_kind *edge)
{
    str names[EDGE_KINDS];
    for (int i = 0; i < EDGE_KINDS; i++)
        names[i] = edge_kind_name((enum edge_kind)i);
    str name = type_text(r, v, S(""));
    if (name.len == 0 || edge_kind_of(name, edge))
        return name.len > 0;
    type_unknown(r, type_place(r, v->line, v->col), "edge", name, names, EDGE_KINDS);
    return false;
}

/* Fields */

static void read_keys(struct type_reader *r, const struct value *v, struct field_def *field)
{
    struct value_texts texts = type_texts(r, v);
    bool named = false;
    for (size_t i = 0; i < texts.n; i++)
        named = named || str_eq(value_text(texts.at[i]), field->name);
    if (!named)
        vec_push(r->arena, &field->keys) = field->name;
    for (size_t i = 0; i < texts.n; i++)
        vec_push(r->arena, &field->keys) = value_text(texts.at[i]);
}

static void add_word(struct type_reader *r, struct field_def *field, str value,
                     const struct value *synonyms)
{
    struct field_word word = {.value = value};
    struct value_texts texts = type_texts(r, synonyms);
    for (size_t i = 0; i < texts.n; i++)
        vec_push(r->arena, &word.synonyms) = value_text(texts.at[i]);
    vec_push(r->arena, &field->words) = word;
}

/* A list of words, or a map from words to their synonyms. */
static void read_words(struct type_reader *r, const struct value *v, struct field_def *field)
{
    if (!type_absent(v) && v->kind == VALUE_MAP) {
        for (size_t i = 0; i < v->fields.n; i++)
            add_word(r, field, v->fields.at[i].key, v->fields.at[i].value);
        return;
    }
    struct value_texts texts = type_texts(r, v);
    for (size_t i = 0; i < texts.n; i++)
        add_word(r, field, value_text(texts.at[i]), NULL);
}

static void read_kind(struct type_reader *r, const struct value *v, struct field_def *field)
{
    str names[FIELD_KIND_NAMES];
    str name = type_text(r, v, S("word"));
    for (size_t i = 0; i < FIELD_KIND_NAMES; i++) {
        names[i] = kind_names[i].name;
        if (str_eq(name, names[i])) {
            field->kind = kind_names[i].kind;
            return;
        }
    }
    type_unknown(r, type_place(r, v->line, v->col), "kind of field", name, names, FIELD_KIND_NAMES);
}

static void read_place(struct type_reader *r, const struct value *v, struct field_def *field)
{
    static const str places[] = {
        [PLACE_DETAILS] = S_INIT("details"), [PLACE_FACTS] = S_INIT("facts")};
    enum { PLACES = sizeof places / sizeof *places };
    /* Words group notes, which is worth knowing before one reads. */
    bool early = field->kind == FIELD_WORD;
    str name = type_text(r, v, places[early ? PLACE_FACTS : PLACE_DETAILS]);
    for (int i = 0; i < PLACES; i++) {
        if (str_eq(name, places[i])) {
            field->place = (enum field_place)i;
            return;
        }
    }
    type_unknown(r, type_place(r, v->line, v->col), "place", name, places, PLACES);
}

static void read_many(struct type_reader *r, const struct value *v, struct field_def *field)
{
    if (type_absent(v))
        return;
    field->many = v->kind == VALUE_BOOL && v->truth;
    if (v->kind != VALUE_BOOL || field->kind != FIELD_TEXT)
        type_wrong(r, v, "\"many\" is true or false, of a field of kind \"text\"");
}

static void check_field(struct type_reader *r, const struct value *def,
                        const struct field_def *field, bool has_edge)
{
    if (field->kind == FIELD_NAMES && !has_edge)
        type_wrong(r, def, "a field of kind \"names\" needs an edge");
    if (field->kind != FIELD_NAMES && has_edge)
        type_wrong(r, def, "only a field of kind \"names\" has an edge");
    if (field->kind != FIELD_WORD && field->words.n)
        type_wrong(r, def, "only a field of kind \"word\" has words");
}

static void read_field(struct type_reader *r, const struct value_field *source,
                       struct type_def *type)
{
    static const str known[] = {S_INIT("keys"),  S_INIT("kind"),    S_INIT("words"),
                                S_INIT("edge"),  S_INIT("low"),     S_INIT("high"),
                                S_INIT("place"), S_INIT("section"), S_INIT("many")};
    struct field_def field = {.name = source->key};
    const struct value *def = type_map(
        r, source->value, "expected keys, kind, words, edge, low, high, place, section or many");
    if (def->kind == VALUE_MAP)
        type_keys(r, def, known, sizeof known / sizeof *known);
    read_keys(r, value_get(def, S("keys")), &field);
    read_kind(r, value_get(def, S("kind")), &field);
    read_words(r, value_get(def, S("words")), &field);
    field.low = type_number(r, value_get(def, S("low")), LONG_MIN);
    field.high = type_number(r, value_get(def, S("high")), LONG_MAX);
    read_place(r, value_get(def, S("place")), &field);
    read_many(r, value_get(def, S("many")), &field);
    field.section = type_text(r, value_get(def, S("section")), S(""));
    check_field(r, source->value, &field, read_edge(r, value_get(def, S("edge")), &field.edge));
    vec_push(r->arena, &type->fields) = field;
}

/* Sections */

static str folded_pattern(struct type_reader *r, str title)
{
    struct buf folded = {0};
    utf8_add_folded(&folded, title);
    str out = arena_dup(r->arena, buf_str(&folded));
    buf_free(&folded);
    return out;
}

static void read_section(struct type_reader *r, const struct value_field *source,
                         struct type_def *type)
{
    static const str known[] = {S_INIT("titles"), S_INIT("edge")};
    struct section_def section = {.kind = source->key};
    const struct value *def = source->value, *titles = def;
    if (def->kind == VALUE_MAP) {
        type_keys(r, def, known, sizeof known / sizeof *known);
        titles = value_get(def, S("titles"));
        section.has_edge = read_edge(r, value_get(def, S("edge")), &section.edge);
    }
    struct value_texts texts = type_texts(r, titles);
    for (size_t i = 0; i < texts.n; i++)
        vec_push(r->arena, &section.patterns) = folded_pattern(r, value_text(texts.at[i]));
    vec_push(r->arena, &type->sections) = section;
}

/* Types */

static void read_shape(struct type_reader *r, const struct value *v, struct type_def *type)
{
    static const str known[] = {S_INIT("sections"), S_INIT("least")};
    if (type_absent(v))
        return;
    const struct value *shape = type_map(r, v, "expected sections and least");
    if (shape->kind != VALUE_MAP)
        return;
    type_keys(r, shape, known, sizeof known / sizeof *known);
    struct value_texts kinds = type_texts(r, value_get(shape, S("sections")));
    for (size_t i = 0; i < kinds.n; i++)
        vec_push(r->arena, &type->shape) = value_text(kinds.at[i]);
    long least = type_number(r, value_get(shape, S("least")), (long)kinds.n);
    if (least < 1 || (size_t)least > kinds.n)
        type_wrong(r, v, "\"least\" must be from 1 to the number of sections");
    else
        type->shape_least = (size_t)least;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static str title_of(struct type_reader *r, str name)
{
    struct buf title = {0};
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        buf_add_char(&title, c == '-' || c == '_' ? ' ' : i ? c : upper(c));
    }
    str out = arena_dup(r->arena, buf_str(&title));
    buf_free(&title);
    return out;
}

static str folded_type(struct arena *a, str name)
{
    struct buf folded = {0};
    schema_fold_type(&folded, name);
    str out = arena_dup(a, buf_str(&folded));
    buf_free(&folded);
    return out;
}

static void read_synonyms(struct type_reader *r, const struct value *v, struct type_def *type)
{
    struct value_texts texts = type_texts(r, v);
    for (size_t i = 0; i < texts.n; i++)
        vec_push(r->arena, &type->synonyms) = folded_type(r->arena, value_text(texts.at[i]));
}

static void read_type(struct type_reader *r, const struct value *root, struct type_def *type)
{
    static const str known[] = {S_INIT("title"),    S_INIT("plural"),  S_INIT("layout"),
                                S_INIT("synonyms"), S_INIT("fields"),  S_INIT("sections"),
                                S_INIT("shape"),    S_INIT("contract")};
    if (root->kind == VALUE_MAP)
        type_keys(r, root, known, sizeof known / sizeof *known);
    type->title = type_text(r, value_get(root, S("title")), title_of(r, type->name));
    type->says_title = value_text(value_get(root, S("title"))).len > 0;
    type->says_plural = value_text(value_get(root, S("plural"))).len > 0;
    type->plural = type_text(r, value_get(root, S("plural")),
                             arena_join(r->arena, type->title, S("s"), S("")));
    type->layout = type_text(r, value_get(root, S("layout")), type->name);
    read_synonyms(r, value_get(root, S("synonyms")), type);
    const struct value *fields =
        type_map(r, value_get(root, S("fields")), "expected the names of fields");
    for (size_t i = 0; i < field_count(fields); i++)
        read_field(r, &fields->fields.at[i], type);
    const struct value *sections =
        type_map(r, value_get(root, S("sections")), "expected the kinds of sections");
    for (size_t i = 0; i < field_count(sections); i++)
        read_section(r, &sections->fields.at[i], type);
    read_shape(r, value_get(root, S("shape")), type);
    contracts_read(r, value_get(root, S("contract")), &type->contracts);
}

/* Later sources replace earlier ones of the same name. */
static struct type_def *type_named(struct arena *a, struct schema *schema, str name)
{
    bool fresh;
    size_t *at = map_put(a, &schema->index, name, &fresh);
    if (fresh) {
        *at = schema->types.n;
        vec_push(a, &schema->types) = (struct type_def){0};
    }
    struct type_def *type = &schema->types.at[*at];
    *type = (struct type_def){.name = name};
    return type;
}

static bool read_source(struct arena *a, const struct schema_source *source, struct diags *diags,
                        struct schema *out)
{
    static const enum diag_code codes[YAML_PROBLEM_KINDS] = {DIAG_TYPE_SYNTAX, DIAG_TYPE_SYNTAX,
                                                             DIAG_TYPE_SYNTAX, DIAG_TYPE_SYNTAX};
    struct type_reader r = {a, diags, source->path, true};
    struct yaml_doc doc;
    bool sound = yaml_parse(a, source->text, NULL, &doc);
    yaml_report(&doc, codes, source->path, diags);
    const struct value *root = sound ? doc.root : &value_null;
    if (root->kind != VALUE_MAP && root->kind != VALUE_NULL) {
        type_wrong(&r, root, "expected title, fields, sections and other parts of a type");
        root = &value_null;
    }
    read_type(&r, root, type_named(a, out, arena_dup(a, source->name)));
    return r.sound && sound && doc.problems.n == 0;
}

/* What the base type gives every other one */

static const struct section_def *section_of_kind(const struct type_def *type, str kind)
{
    for (size_t i = 0; i < type->sections.n; i++)
        if (str_eq(type->sections.at[i].kind, kind))
            return &type->sections.at[i];
    return NULL;
}

static void inherit(struct arena *a, struct type_def *type, const struct type_def *base)
{
    for (size_t i = 0; i < type->sections.n; i++) {
        struct section_def *own = &type->sections.at[i];
        const struct section_def *same = section_of_kind(base, own->kind);
        if (same && !own->has_edge) {
            own->has_edge = same->has_edge;
            own->edge = same->edge;
        }
    }
    for (size_t i = 0; i < base->fields.n; i++)
        if (!schema_field_named(type, base->fields.at[i].name))
            vec_push(a, &type->fields) = base->fields.at[i];
    for (size_t i = 0; i < base->sections.n; i++)
        vec_push(a, &type->sections) = base->sections.at[i];
}

/* Of most patterns a look-up tells whether they match. */
static void index_titles(struct arena *a, struct type_def *type)
{
    for (size_t i = 0; i < type->sections.n; i++) {
        const struct section_def *section = &type->sections.at[i];
        for (size_t j = 0; j < section->patterns.n; j++) {
            str pattern = section->patterns.at[j];
            bool fresh = false;
            if (str_find_char(pattern, '*') != STR_NONE)
                vec_push(a, &type->wildcards[(unsigned char)pattern.ptr[0]].all) =
                    (struct title_pattern){pattern, schema_letters(pattern), i};
            else {
                size_t *first = map_put(a, &type->titles, pattern, &fresh);
                *first = fresh ? i : *first;
            }
        }
    }
}

static void index_type(struct arena *a, struct schema *schema, str name, size_t type)
{
    bool fresh;
    size_t *at = map_put(a, &schema->index, name, &fresh);
    if (fresh)
        *at = type;
}

/* Names before synonyms: a synonym never hides a type. */
static void index_folded(struct arena *a, struct schema *schema)
{
    for (size_t i = 0; i < schema->types.n; i++)
        index_type(a, schema, folded_type(a, schema->types.at[i].name), i);
    for (size_t i = 0; i < schema->types.n; i++)
        for (size_t j = 0; j < schema->types.at[i].synonyms.n; j++)
            index_type(a, schema, schema->types.at[i].synonyms.at[j], i);
}

bool schema_read(struct arena *a, const struct schema_source *sources, size_t n,
                 struct diags *diags, struct schema *out)
{
    bool sound = true;
    *out = (struct schema){0};
    for (size_t i = 0; i < n; i++)
        sound = read_source(a, &sources[i], diags, out) && sound;
    if (!map_get(&out->index, S("note"))) {
        diag_add(diags, DIAG_TYPE_SYNTAX, (struct place){S("types/note.yml"), 0, 0},
                 "the base type \"note\" is missing");
        type_named(a, out, S("note"))->title = S("Note");
        sound = false;
    }
    struct type_def *base = &out->types.at[*map_get(&out->index, S("note"))];
    base->is_base = true;
    for (size_t i = 0; i < out->types.n; i++)
        index_titles(a, &out->types.at[i]);
    for (size_t i = 0; i < out->types.n; i++)
        if (&out->types.at[i] != base)
            inherit(a, &out->types.at[i], base);
    for (size_t i = 0; i < n; i++)
        sound =
            schema_check(out, schema_type(out, sources[i].name), sources[i].path, diags) && sound;
    index_folded(a, out);
    out->base = base;
    return sound;
}
