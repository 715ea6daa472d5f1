#include <limits.h>

#include "base/ascii.h"
#include "base/nearest.h"
#include "note/facts.h"

enum { MOST_TAGS = 500 };

/* Keys */

static const struct value *get(const struct value *map, str key)
{
    for (size_t i = 0; map && map->kind == VALUE_MAP && i < map->fields.n; i++)
        if (schema_key_eq(map->fields.at[i].key, key))
            return map->fields.at[i].value;
    return NULL;
}

/* "date.created" is the key "created" in the map "date". */
static const struct value *get_nested(const struct value *front, str key)
{
    size_t dot = str_find_char(key, '.');
    const struct value *v = dot == STR_NONE
                                ? get(front, key)
                                : get(get(front, str_until(key, dot)), str_from(key, dot + 1));
    return v && v->kind != VALUE_NULL ? v : NULL;
}

const struct value *facts_field(const struct type_def *type, const struct value *front, str name)
{
    const struct field_def *def = schema_field_named(type, name);
    for (size_t i = 0; def && i < def->keys.n; i++) {
        const struct value *v = get_nested(front, def->keys.at[i]);
        if (v)
            return v;
    }
    return NULL;
}

/* What a complaint shows of a value: its text, or the first one in a list. */
static str shown(struct facts_job *job, const struct value *v)
{
    struct value_texts texts = value_texts(job->scratch, v);
    return texts.n ? value_text(texts.at[0]) : S("");
}

static void complain(struct facts_job *job, enum diag_code code, const struct value *v,
                     const char *what, str field)
{
    diag_add(job->diags, code, (struct place){job->path, v->line, v->col}, "%.*s: \"%.*s\" %s",
             STR_ARG(field), STR_ARG(shown(job, v)), what);
}

/* Words */

struct known_words {
    str at[64];
    size_t n;
};

/* The words of all fields that a key may hold: the author meant one of these. */
static struct known_words known_words(const struct type_def *type, str key)
{
    struct known_words known = {0};
    for (size_t i = 0; i < type->fields.n; i++) {
        const struct field_def *def = &type->fields.at[i];
        bool holds = def->kind == FIELD_WORD && schema_has_key(def, key);
        for (size_t j = 0; holds && j < def->words.n; j++)
            if (known.n < sizeof known.at / sizeof *known.at)
                known.at[known.n++] = def->words.at[j].value;
    }
    return known;
}

static str near_word(const struct known_words *known, str word)
{
    size_t near = nearest(word, known->at, known->n);
    return near == STR_NONE ? S("") : known->at[near];
}

str facts_near_word(const struct type_def *type, str key, str word)
{
    struct known_words known = known_words(type, key);
    return near_word(&known, word);
}

static void complain_of_word(struct facts_job *job, str key, const struct value *v)
{
    struct known_words known = known_words(job->type, key);
    struct buf list = {0};
    for (size_t i = 0; i < known.n; i++) {
        buf_add(&list, i ? S(", ") : S(""));
        buf_add(&list, known.at[i]);
    }
    str hint = near_word(&known, value_text(v));
    diag_add(job->diags, DIAG_FIELD_VALUE, (struct place){job->path, v->line, v->col},
             "%.*s: \"%.*s\" is none of %.*s%s%.*s%s", STR_ARG(key), STR_ARG(value_text(v)),
             STR_ARG(buf_str(&list)), hint.len ? "; did you mean \"" : "", STR_ARG(hint),
             hint.len ? "\"?" : "");
    buf_free(&list);
}

static void add_field_value(struct facts_job *job, str field, str value, str word,
                            const struct value *v)
{
    for (size_t i = 0; i < job->out->fields.n; i++)
        if (str_eq(job->out->fields.at[i].field, field) &&
            str_eq(job->out->fields.at[i].value, value))
            return;
    if (job->out->fields.n < MOST_TAGS)
        vec_push(job->keep, &job->out->fields) =
            (struct field_value){field, value, word, {v->line, v->col}};
}

static void add_word(struct facts_job *job, str key, const struct value *v)
{
    const struct field_def *def = schema_field(job->type, key, value_text(v));
    if (!def || def->kind != FIELD_WORD)
        return;
    if (!schema_has_word(def, value_text(v)))
        complain_of_word(job, key, v);
    add_field_value(job, def->name, schema_word(def, value_text(v)), value_text(v), v);
}

/* Tags and aliases: several in one string, too */

static str without_hashes(str tag)
{
    while (str_starts(tag, S("#")))
        tag = str_from(tag, 1);
    return str_trim(tag);
}

static void add_tag(struct facts_job *job, const struct value *v, str tag)
{
    tag = without_hashes(str_trim(tag));
    size_t before = job->out->fields.n;
    if (tag.len == 0)
        return;
    add_field_value(job, S("tags"), tag, tag, v);
    if (job->out->fields.n > before)
        vec_push(job->keep, &job->out->tags) = tag;
}

char facts_tag_separator(str text)
{
    return str_find_char(text, ',') == STR_NONE ? ' ' : ',';
}

static void add_tags(struct facts_job *job, const struct value *v)
{
    struct value_texts texts = value_texts(job->scratch, v);
    for (size_t i = 0; i < texts.n; i++) {
        str rest = value_text(texts.at[i]), one;
        bool many = v->kind != VALUE_LIST;
        char sep = facts_tag_separator(rest);
        while (many && str_cut(&rest, sep, &one))
            add_tag(job, texts.at[i], one);
        if (!many)
            add_tag(job, texts.at[i], rest);
    }
}

static void add_alias(struct facts_job *job, str alias)
{
    bool fresh;
    alias = str_trim(alias);
    map_put(job->scratch, &job->aliases, alias, &fresh);
    if (fresh && alias.len && job->out->aliases.n < MOST_TAGS)
        vec_push(job->keep, &job->out->aliases) = alias;
}

static void add_aliases(struct facts_job *job, const struct value *v)
{
    struct value_texts texts = value_texts(job->scratch, v);
    for (size_t i = 0; i < texts.n; i++) {
        str rest = value_text(texts.at[i]), one;
        if (v->kind == VALUE_LIST)
            add_alias(job, rest);
        else
            while (str_cut(&rest, ',', &one))
                add_alias(job, one);
    }
}

/* Numbers, switches and dates */

static bool is_hours(str unit)
{
    static const str words[] = {S_INIT("h"), S_INIT("hr"), S_INIT("hrs"), S_INIT("hour"),
                                S_INIT("hours")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(unit, words[i]))
            return true;
    return false;
}

/* The number that a text begins with, in minutes for "1.5 hours"; -1 for none. */
static long leading_number(str text)
{
    size_t digits = 0;
    text = str_starts(text, S("~")) ? str_trim(str_from(text, 1)) : text;
    while (digits < text.len && ascii_is_digit(text.ptr[digits]))
        digits++;
    long n;
    if (!str_to_long(str_until(text, digits), &n) || n > 1000000)
        return -1;
    str rest = str_from(text, digits);
    long tenths = 0;
    if (rest.len > 1 && rest.ptr[0] == '.' && ascii_is_digit(rest.ptr[1])) {
        tenths = rest.ptr[1] - '0';
        rest = str_from(rest, 1);
        while (rest.len && ascii_is_digit(rest.ptr[0]))
            rest = str_from(rest, 1);
    }
    return is_hours(str_trim(rest)) ? n * 60 + tenths * 6 : n;
}

static bool in_range(const struct field_def *def, long n)
{
    return n >= 0 && n >= def->low && n <= def->high;
}

static long number_field(const struct facts_job *job, str name)
{
    const struct field_def *def = schema_field_named(job->type, name);
    const struct value *v = facts_field(job->type, job->out->front, name);
    long n = v ? leading_number(value_text(v)) : -1;
    return def && in_range(def, n) ? n : -1;
}

bool facts_truth(const struct value *v, bool *truth)
{
    static const str yes[] = {S_INIT("true"), S_INIT("yes"), S_INIT("on"), S_INIT("1")};
    static const str no[] = {S_INIT("false"), S_INIT("no"), S_INIT("off"), S_INIT("0")};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        *truth = str_eq_nocase(value_text(v), yes[i]);
        if (*truth || str_eq_nocase(value_text(v), no[i]))
            return true;
    }
    return false;
}

static bool number_at(str s, size_t from, size_t to, long low, long high)
{
    long n;
    for (size_t i = from; i < to; i++)
        if (i >= s.len || !ascii_is_digit(s.ptr[i]))
            return false;
    return str_to_long(str_slice(s, from, to), &n) && n >= low && n <= high;
}

static long days_in(long year, long month)
{
    static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

str facts_date(str text)
{
    long year = 0, month = 0;
    if (!number_at(text, 0, 4, 0, 9999))
        return S("");
    if (text.len == 4)
        return text;
    if (text.ptr[4] != '-' || !number_at(text, 5, 7, 1, 12))
        return S("");
    if (text.len == 7)
        return text;
    str_to_long(str_until(text, 4), &year);
    str_to_long(str_slice(text, 5, 7), &month);
    if (text.ptr[7] != '-' || !number_at(text, 8, 10, 1, days_in(year, month)))
        return S("");
    bool ends = text.len == 10 || text.ptr[10] == 'T' || text.ptr[10] == 't' ||
                ascii_is_blank(text.ptr[10]);
    return ends ? str_until(text, 10) : S("");
}

static str date_field(const struct facts_job *job, str name)
{
    const struct field_def *def = schema_field_named(job->type, name);
    for (size_t i = 0; def && i < def->keys.n; i++) {
        str date = facts_date(value_text(get_nested(job->out->front, def->keys.at[i])));
        if (date.len)
            return date;
    }
    return S("");
}

/* Every field once, in the author's order */

static void check_date(struct facts_job *job, str key, const struct value *v)
{
    bool scalar = v->kind != VALUE_LIST && v->kind != VALUE_MAP;
    if (v->kind == VALUE_LIST || (scalar && value_text(v).len && !facts_date(value_text(v)).len))
        complain(job, DIAG_FIELD_DATE, v, "is no date (YYYY-MM-DD, YYYY-MM or YYYY)", key);
}

static void check_number(struct facts_job *job, const struct field_def *def, str key,
                         const struct value *v)
{
    if (in_range(def, leading_number(value_text(v))))
        return;
    str range = def->high == LONG_MAX ? S("")
                                      : arena_printf(job->scratch, " from %ld to %ld",
                                                     def->low < 0 ? 0 : def->low, def->high);
    diag_add(job->diags, DIAG_FIELD_VALUE, (struct place){job->path, v->line, v->col},
             "%.*s: \"%.*s\" is no number%.*s", STR_ARG(key), STR_ARG(shown(job, v)),
             STR_ARG(range));
}

static void check_bool(struct facts_job *job, str key, const struct value *v)
{
    bool truth;
    if (!facts_truth(v, &truth))
        complain(job, DIAG_FIELD_VALUE, v, "is neither true nor false", key);
}

static void read_words(struct facts_job *job, const struct value_field *field)
{
    struct value_texts texts = value_texts(job->scratch, field->value);
    for (size_t i = 0; i < texts.n; i++)
        add_word(job, field->key, texts.at[i]);
}

static void read_field(struct facts_job *job, const struct value_field *field)
{
    const struct value *v = field->value;
    const struct field_def *def = schema_field(job->type, field->key, value_text(v));
    if (!def || v->kind == VALUE_NULL)
        return;
    if (str_eq(def->name, S("tags")))
        add_tags(job, v);
    else if (str_eq(def->name, S("aliases")))
        add_aliases(job, v);
    else if (def->kind == FIELD_WORD)
        read_words(job, field);
    else if (def->kind == FIELD_NUMBER)
        check_number(job, def, field->key, v);
    else if (def->kind == FIELD_BOOL)
        check_bool(job, field->key, v);
    else if (def->kind == FIELD_DATE)
        check_date(job, field->key, v);
    else if (def->kind == FIELD_NAMES)
        facts_read_names(job, v, def->edge);
}

/* Templates have "<slug>" or "[id]" where the id goes; each copy of them would have the same. */
static str explicit_id(str id)
{
    bool placeholder = (str_starts(id, S("<")) && str_ends(id, S(">"))) ||
                       (str_starts(id, S("[")) && str_ends(id, S("]")));
    return placeholder ? S("") : id;
}

void facts_read_fields(struct facts_job *job)
{
    struct facts *out = job->out;
    const struct value *draft = facts_field(job->type, out->front, S("draft"));
    out->id = explicit_id(value_text(facts_field(job->type, out->front, S("id"))));
    if (draft)
        facts_truth(draft, &out->draft);
    out->importance = number_field(job, S("importance"));
    out->created = date_field(job, S("created"));
    out->updated = date_field(job, S("updated"));
    long minutes = number_field(job, S("minutes"));
    out->minutes = minutes > 0 ? (uint32_t)minutes : 0;
    for (size_t i = 0; out->front->kind == VALUE_MAP && i < out->front->fields.n; i++)
        read_field(job, &out->front->fields.at[i]);
}
