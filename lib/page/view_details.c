/* Front matter that has no place of its own on the page, as rows that read well. */
#include "base/ascii.h"
#include "base/buf.h"
#include "data/json.h"
#include "note/facts.h"
#include "page/view.h"

enum { MAX_DEPTH = 6 }; /* nested deeper, a value is shown as JSON */

/* Whether a reading time is all that the text says: "25", "25 min", "~25 minutes", "1.5 hours". */
static bool is_minutes(const struct facts *facts, str text)
{
    size_t at = str_starts(text, S("~")), digits;
    long n = 0;
    for (digits = at; at < text.len && (ascii_is_digit(text.ptr[at]) || text.ptr[at] == '.'); at++)
        ;
    str unit = str_trim(str_from(text, at));
    bool hours = str_starts(unit, S("h"));
    bool known = unit.len == 0 || hours || str_starts(unit, S("m"));
    if (!known || str_find_char(unit, ' ') != STR_NONE)
        return false;
    return hours || (str_to_long(str_slice(text, digits, at), &n) && n == (long)facts->minutes);
}

/* A title that only the window's bar would show, because a heading stands on the page. */
static bool is_title_shown(const struct note *note, str text)
{
    for (size_t i = 0; i < note->body.headings.n; i++) {
        const struct heading *h = &note->body.headings.at[i];
        if (h->is_title && h->text.len)
            return str_eq(h->text, text);
    }
    return str_eq(text, note->facts.title);
}

/* Whether all of a value is scalar: lists of maps and lists say more than their first text. */
static bool is_plain(const struct value *value)
{
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->items.n; i++)
        if (value->items.at[i]->kind == VALUE_MAP || value->items.at[i]->kind == VALUE_LIST)
            return false;
    return value->kind != VALUE_MAP;
}

/* Whether the page says the same elsewhere. Several keys can hold one field (description, tagline);
 * only the one that was used is shown there. */
static bool is_fact(const struct facts *facts, str field, str text)
{
    if (str_eq(field, S("title")))
        return str_eq(text, facts->title);
    if (str_eq(field, S("description")))
        return str_eq(text, facts->description);
    if (str_eq(field, S("created")))
        return str_eq(text, facts->created);
    if (str_eq(field, S("updated")))
        return str_eq(text, facts->updated);
    if (str_eq(field, S("importance")))
        return facts->importance >= 0;
    if (str_eq(field, S("minutes")))
        return is_minutes(facts, text);
    if (str_eq(field, S("draft")))
        return str_eq_nocase(text, S("true")) || str_eq_nocase(text, S("false"));
    return str_eq(field, S("id")) || str_eq(field, S("type")) || str_eq(field, S("aliases"));
}

static const struct value *first_of(const struct value *value)
{
    return value->kind == VALUE_LIST && value->items.n ? value->items.at[0] : value;
}

/* The declared field that a key holds, or NULL. */
static const struct field_def *field_of(const struct view *v, const struct facts *facts,
                                        const struct value_field *f)
{
    const struct type_def *type = schema_type(v->context->site->schema, facts->type);
    return schema_field(type, f->key, value_text(first_of(f->value)));
}

/* Whether the value stands among the facts: of several keys of a field, one does. */
static bool is_mark(const struct view *v, const struct facts *facts, const struct field_def *def,
                    const struct value *value)
{
    const struct type_def *type = schema_type(v->context->site->schema, facts->type);
    str text = value_text(facts_field(type, facts->front, def->name));
    return text.len && str_eq(text, value_text(value));
}

static bool is_shown(const struct view *v, const struct note *note, const struct value_field *f)
{
    const struct facts *facts = &note->facts;
    const struct value *first = first_of(f->value);
    const struct field_def *def = field_of(v, facts, f);
    if (view_leads_show(v, note, f))
        return true;
    /* Names of notes are shown as links; a map under such a key is none. */
    if (!def || !is_plain(f->value))
        return false;
    bool many = f->value->kind == VALUE_LIST && f->value->items.n > 1;
    if (many && (str_eq(def->name, S("type")) || str_eq(def->name, S("id"))))
        return false;
    if (str_eq(def->name, S("title")) && !many)
        return is_title_shown(note, value_text(first));
    if (def->kind == FIELD_WORD || def->kind == FIELD_NAMES)
        return def->kind == FIELD_NAMES || def->place == PLACE_FACTS;
    return def->place == PLACE_FACTS ? is_mark(v, facts, def, f->value)
                                     : is_fact(facts, def->name, value_text(first));
}

static const struct value *detail_value(const struct view *v, const struct value *value,
                                        unsigned depth);

static struct value *empty_detail(const struct view *v)
{
    struct value *map = value_map(v->a);
    view_set_text(v, map, "text", S(""));
    view_set(v, map, "items", value_list(v->a));
    view_set(v, map, "rows", value_list(v->a));
    view_set(v, map, "has_items", &value_false);
    view_set(v, map, "has_rows", &value_false);
    return map;
}

static const struct value *json_detail(const struct view *v, const struct value *value)
{
    struct value *map = empty_detail(v);
    struct buf out = {0};
    json_value(&out, value);
    view_set_text(v, map, "text", arena_dup(v->a, buf_str(&out)));
    buf_free(&out);
    return map;
}

/* What the language calls the author's key, else the field that the key holds. */
static str row_title(const struct view *v, const struct facts *facts, const struct value_field *f)
{
    const struct field_def *def = field_of(v, facts, f);
    str word = words_for(v->context->words, S("field_"), f->key);
    if (word.len == 0 && def)
        word = words_for(v->context->words, S("field_"), def->name);
    return word.len ? word : view_readable(v->a, f->key);
}

static const struct value *row(const struct view *v, const struct value_field *f, str title,
                               unsigned depth)
{
    struct value *map = value_map(v->a);
    view_set_text(v, map, "key", f->key);
    view_set_text(v, map, "title", title);
    view_set(v, map, "value", detail_value(v, f->value, depth));
    return map;
}

static const struct value *detail_value(const struct view *v, const struct value *value,
                                        unsigned depth)
{
    struct value *map = empty_detail(v), *list = value_list(v->a);
    if (depth == MAX_DEPTH)
        return json_detail(v, value);
    if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->items.n; i++)
            value_add(v->a, list, detail_value(v, value->items.at[i], depth + 1));
        view_set(v, map, "items", list);
        view_set(v, map, "has_items", value_bool(list->items.n));
    } else if (value->kind == VALUE_MAP) {
        for (size_t i = 0; i < value->fields.n; i++) {
            const struct value_field *f = &value->fields.at[i];
            value_add(v->a, list, row(v, f, view_named(v, S("field_"), f->key), depth + 1));
        }
        view_set(v, map, "rows", list);
        view_set(v, map, "has_rows", value_bool(list->items.n));
    } else {
        view_set_text(v, map, "text", value->text);
    }
    return map;
}

const struct value *view_detail(const struct view *v, const struct value *value)
{
    return detail_value(v, value, 0);
}

/* Nothing to show: null, an empty text, list or map. False is something to show. */
bool view_is_empty(const struct value *value)
{
    switch (value->kind) {
    case VALUE_NULL:
        return true;
    case VALUE_STRING:
        return str_trim(value->text).len == 0;
    case VALUE_LIST:
        return value->items.n == 0;
    case VALUE_MAP:
        return value->fields.n == 0;
    default:
        return false;
    }
}

const struct value *view_details(const struct view *v, const struct note *note)
{
    struct value *list = value_list(v->a);
    const struct value *front = note->facts.front;
    for (size_t i = 0; front && front->kind == VALUE_MAP && i < front->fields.n; i++) {
        const struct value_field *f = &front->fields.at[i];
        if (!is_shown(v, note, f) && !view_is_empty(f->value) &&
            !view_banner_shows(&note->facts, f->key))
            value_add(v->a, list, row(v, f, row_title(v, &note->facts, f), 0));
    }
    return list;
}
