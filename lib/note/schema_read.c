#include <limits.h>

#include "base/ascii.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "data/yaml.h"
#include "note/schema.h"

struct reader {
    struct arena *arena;
    struct diags *diags;
    str path; /* of the type file that is read */
    bool sound;
};

static const struct kind_name {
    str name;
    enum field_kind kind;
} kind_names[] = {
    {S_INIT("word"), FIELD_WORD}, {S_INIT("text"), FIELD_TEXT}, {S_INIT("number"), FIELD_NUMBER},
    {S_INIT("bool"), FIELD_BOOL}, {S_INIT("date"), FIELD_DATE}, {S_INIT("names"), FIELD_NAMES},
    {S_INIT("data"), FIELD_DATA},
};
enum { FIELD_KIND_NAMES = sizeof kind_names / sizeof *kind_names };

static struct place place_of(const struct reader *r, uint32_t line, uint32_t col)
{
    return (struct place){r->path, line, col};
}

static void wrong(struct reader *r, const struct value *v, const char *what)
{
    r->sound = false;
    diag_add(r->diags, DIAG_TYPE_SYNTAX, place_of(r, v->line, v->col), "%s", what);
}

/* Says that a word is none of the known ones, and which one is nearest. */
static void unknown(struct reader *r, struct place place, const char *what, str word,
                    const str *known, size_t n)
{
    size_t near = nearest(word, known, n);
    str hint = near == STR_NONE ? S("") : known[near];
    r->sound = false;
    diag_add(r->diags, DIAG_TYPE_SYNTAX, place, "unknown %s \"%.*s\"%s%.*s%s", what, STR_ARG(word),
             hint.len ? "; did you mean \"" : "", STR_ARG(hint), hint.len ? "\"?" : "");
}

static void check_keys(struct reader *r, const struct value *map, const str *known, size_t n)
{
    for (size_t i = 0; i < map->fields.n; i++) {
        const struct value_field *f = &map->fields.at[i];
        bool found = false;
        for (size_t j = 0; j < n && !found; j++)
            found = str_eq(f->key, known[j]);
        if (!found)
            unknown(r, place_of(r, f->line, f->col), "key", f->key, known, n);
    }
}

/* Scalars and lists. v may be NULL or null: nothing is said then. */

static bool is_absent(const struct value *v)
{
    return !v || v->kind == VALUE_NULL;
}

static str read_text(struct reader *r, const struct value *v, str otherwise)
{
    if (is_absent(v))
        return otherwise;
    str text = value_text(v);
    if (text.len == 0)
        wrong(r, v, "expected a text");
    return text.len ? text : otherwise;
}

static long read_number(struct reader *r, const struct value *v, long otherwise)
{
    long n = otherwise;
    if (!is_absent(v) && !str_to_long(value_text(v), &n))
        wrong(r, v, "expected a whole number");
    return n;
}

/* A text or a list of texts. */
static struct value_texts read_texts(struct reader *r, const struct value *v)
{
    struct value_texts texts = {0};
    if (is_absent(v))
        return texts;
    texts = value_texts(r->arena, v);
    if (texts.n != (v->kind == VALUE_LIST ? v->items.n : 1))
        wrong(r, v, "expected a text or a list of texts");
    return texts;
}

static const struct value *read_map(struct reader *r, const struct value *v, const char *what)
{
    if (is_absent(v))
        return &value_null;
    if (v->kind != VALUE_MAP)
        wrong(r, v, what);
    return v->kind == VALUE_MAP ? v : &value_null;
}

static size_t field_count(const struct value *map)
{
    return map->kind == VALUE_MAP ? map->fields.n : 0;
}

static bool read_edge(struct reader *r, const struct value *v, enum edge_kind *edge)
{
    str names[EDGE_KINDS];
    for (int i = 0; i < EDGE_KINDS; i++)
        names[i] = edge_kind_name((enum edge_kind)i);
    str name = read_text(r, v, S(""));
    if (name.len == 0 || edge_kind_of(name, edge))
        return name.len > 0;
    unknown(r, place_of(r, v->line, v->col), "edge", name, names, EDGE_KINDS);
    return false;
}

/* Fields */

static void read_keys(struct reader *r, const struct value *v, struct field_def *field)
{
    struct value_texts texts = read_texts(r, v);
    bool named = false;
    for (size_t i = 0; i < texts.n; i++)
        named = named || str_eq(value_text(texts.at[i]), field->name);
    if (!named)
        vec_push(r->arena, &field->keys) = field->name;
    for (size_t i = 0; i < texts.n; i++)
        vec_push(r->arena, &field->keys) = value_text(texts.at[i]);
}

static void add_word(struct reader *r, struct field_def *field, str value,
                     const struct value *synonyms)
{
    struct field_word word = {.value = value};
    struct value_texts texts = read_texts(r, synonyms);
    for (size_t i = 0; i < texts.n; i++)
        vec_push(r->arena, &word.synonyms) = value_text(texts.at[i]);
    vec_push(r->arena, &field->words) = word;
}

/* A list of words, or a map from words to their synonyms. */
static void read_words(struct reader *r, const struct value *v, struct field_def *field)
{
    if (!is_absent(v) && v->kind == VALUE_MAP) {
        for (size_t i = 0; i < v->fields.n; i++)
            add_word(r, field, v->fields.at[i].key, v->fields.at[i].value);
        return;
    }
    struct value_texts texts = read_texts(r, v);
    for (size_t i = 0; i < texts.n; i++)
        add_word(r, field, value_text(texts.at[i]), NULL);
}

static void read_kind(struct reader *r, const struct value *v, struct field_def *field)
{
    str names[FIELD_KIND_NAMES];
    str name = read_text(r, v, S("word"));
    for (size_t i = 0; i < FIELD_KIND_NAMES; i++) {
        names[i] = kind_names[i].name;
        if (str_eq(name, names[i])) {
            field->kind = kind_names[i].kind;
            return;
        }
    }
    unknown(r, place_of(r, v->line, v->col), "kind of field", name, names, FIELD_KIND_NAMES);
}

static void read_place(struct reader *r, const struct value *v, struct field_def *field)
{
    static const str places[] = {
        [PLACE_DETAILS] = S_INIT("details"), [PLACE_FACTS] = S_INIT("facts")};
    enum { PLACES = sizeof places / sizeof *places };
    /* Words group notes, which is worth knowing before one reads. */
    bool early = field->kind == FIELD_WORD;
    str name = read_text(r, v, places[early ? PLACE_FACTS : PLACE_DETAILS]);
    for (int i = 0; i < PLACES; i++) {
        if (str_eq(name, places[i])) {
            field->place = (enum field_place)i;
            return;
        }
    }
    unknown(r, place_of(r, v->line, v->col), "place", name, places, PLACES);
}

static void check_field(struct reader *r, const struct value *def, const struct field_def *field,
                        bool has_edge)
{
    if (field->kind == FIELD_NAMES && !has_edge)
        wrong(r, def, "a field of kind \"names\" needs an edge");
    if (field->kind != FIELD_NAMES && has_edge)
        wrong(r, def, "only a field of kind \"names\" has an edge");
    if (field->kind != FIELD_WORD && field->words.n)
        wrong(r, def, "only a field of kind \"word\" has words");
}

static void read_field(struct reader *r, const struct value_field *source, struct type_def *type)
{
    static const str known[] = {S_INIT("keys"), S_INIT("kind"), S_INIT("words"), S_INIT("edge"),
                                S_INIT("low"),  S_INIT("high"), S_INIT("place"), S_INIT("section")};
    struct field_def field = {.name = source->key};
    const struct value *def =
        read_map(r, source->value, "expected keys, kind, words, edge, low, high, place or section");
    if (def->kind == VALUE_MAP)
        check_keys(r, def, known, sizeof known / sizeof *known);
    read_keys(r, value_get(def, S("keys")), &field);
    read_kind(r, value_get(def, S("kind")), &field);
    read_words(r, value_get(def, S("words")), &field);
    field.low = read_number(r, value_get(def, S("low")), LONG_MIN);
    field.high = read_number(r, value_get(def, S("high")), LONG_MAX);
    read_place(r, value_get(def, S("place")), &field);
    field.section = read_text(r, value_get(def, S("section")), S(""));
    check_field(r, source->value, &field, read_edge(r, value_get(def, S("edge")), &field.edge));
    vec_push(r->arena, &type->fields) = field;
}

/* Sections */

static str folded_pattern(struct reader *r, str title)
{
    struct buf folded = {0};
    utf8_add_folded(&folded, title);
    str out = arena_dup(r->arena, buf_str(&folded));
    buf_free(&folded);
    return out;
}

static void read_section(struct reader *r, const struct value_field *source, struct type_def *type)
{
    static const str known[] = {S_INIT("titles"), S_INIT("edge")};
    struct section_def section = {.kind = source->key};
    const struct value *def = source->value, *titles = def;
    if (def->kind == VALUE_MAP) {
        check_keys(r, def, known, sizeof known / sizeof *known);
        titles = value_get(def, S("titles"));
        section.has_edge = read_edge(r, value_get(def, S("edge")), &section.edge);
    }
    struct value_texts texts = read_texts(r, titles);
    for (size_t i = 0; i < texts.n; i++)
        vec_push(r->arena, &section.patterns) = folded_pattern(r, value_text(texts.at[i]));
    vec_push(r->arena, &type->sections) = section;
}

/* Types */

static void read_shape(struct reader *r, const struct value *v, struct type_def *type)
{
    static const str known[] = {S_INIT("sections"), S_INIT("least")};
    if (is_absent(v))
        return;
    const struct value *shape = read_map(r, v, "expected sections and least");
    if (shape->kind != VALUE_MAP)
        return;
    check_keys(r, shape, known, sizeof known / sizeof *known);
    struct value_texts kinds = read_texts(r, value_get(shape, S("sections")));
    for (size_t i = 0; i < kinds.n; i++)
        vec_push(r->arena, &type->shape) = value_text(kinds.at[i]);
    long least = read_number(r, value_get(shape, S("least")), (long)kinds.n);
    if (least < 1 || (size_t)least > kinds.n)
        wrong(r, v, "\"least\" must be from 1 to the number of sections");
    else
        type->shape_least = (size_t)least;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static str title_of(struct reader *r, str name)
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

static void read_synonyms(struct reader *r, const struct value *v, struct type_def *type)
{
    struct value_texts texts = read_texts(r, v);
    for (size_t i = 0; i < texts.n; i++)
        vec_push(r->arena, &type->synonyms) = folded_type(r->arena, value_text(texts.at[i]));
}

static void read_type(struct reader *r, const struct value *root, struct type_def *type)
{
    static const str known[] = {S_INIT("title"),    S_INIT("plural"), S_INIT("layout"),
                                S_INIT("synonyms"), S_INIT("fields"), S_INIT("sections"),
                                S_INIT("shape")};
    if (root->kind == VALUE_MAP)
        check_keys(r, root, known, sizeof known / sizeof *known);
    type->title = read_text(r, value_get(root, S("title")), title_of(r, type->name));
    type->says_title = value_text(value_get(root, S("title"))).len > 0;
    type->says_plural = value_text(value_get(root, S("plural"))).len > 0;
    type->plural = read_text(r, value_get(root, S("plural")),
                             arena_join(r->arena, type->title, S("s"), S("")));
    type->layout = read_text(r, value_get(root, S("layout")), type->name);
    read_synonyms(r, value_get(root, S("synonyms")), type);
    const struct value *fields =
        read_map(r, value_get(root, S("fields")), "expected the names of fields");
    for (size_t i = 0; i < field_count(fields); i++)
        read_field(r, &fields->fields.at[i], type);
    const struct value *sections =
        read_map(r, value_get(root, S("sections")), "expected the kinds of sections");
    for (size_t i = 0; i < field_count(sections); i++)
        read_section(r, &sections->fields.at[i], type);
    read_shape(r, value_get(root, S("shape")), type);
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
    struct reader r = {a, diags, source->path, true};
    struct yaml_doc doc;
    bool sound = yaml_parse(a, source->text, NULL, &doc);
    yaml_report(&doc, codes, source->path, diags);
    const struct value *root = sound ? doc.root : &value_null;
    if (root->kind != VALUE_MAP && root->kind != VALUE_NULL) {
        wrong(&r, root, "expected title, fields, sections and other parts of a type");
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

static bool is_kind(const struct type_def *type, str kind)
{
    return section_of_kind(type, kind) || (kind.len == 7 && str_starts(kind, S("level-")) &&
                                           kind.ptr[6] >= '1' && kind.ptr[6] <= '5');
}

static bool check_shape(const struct type_def *type, str path, struct diags *diags)
{
    bool sound = true;
    for (size_t i = 0; i < type->shape.n; i++) {
        if (is_kind(type, type->shape.at[i]))
            continue;
        sound = false;
        diag_add(diags, DIAG_TYPE_SYNTAX, (struct place){path, 0, 0},
                 "the shape names \"%.*s\", which is no kind of section that this type knows",
                 STR_ARG(type->shape.at[i]));
    }
    return sound;
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
        sound = check_shape(schema_type(out, sources[i].name), sources[i].path, diags) && sound;
    index_folded(a, out);
    out->base = base;
    return sound;
}
