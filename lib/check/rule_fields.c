/* Front matter against the fields of the note's type. */
#include "base/ascii.h"
#include "base/nearest.h"
#include "check/placeholder.h"
#include "check/rules.h"
#include "note/facts.h"

enum { MOST_KEYS = 256, SHORTEST_KEY = 4, SHORTEST_MENDED = 6 };

struct keys {
    str at[MOST_KEYS];
    size_t n;
};

static void add_keys(struct keys *keys, const struct field_def *field)
{
    for (size_t i = 0; i < field->keys.n && keys->n < MOST_KEYS; i++)
        if (str_find_char(field->keys.at[i], '.') == STR_NONE)
            keys->at[keys->n++] = field->keys.at[i];
}

/* What fingers do to a word that the head knows: two letters swapped, one doubled, or one left out
 * between others. A letter more or less at the end makes another form of the word ("update"), and
 * another letter another word ("required"). */
static bool is_slip(str key, str meant)
{
    size_t i = 0;
    while (i < key.len && i < meant.len && ascii_lower(key.ptr[i]) == ascii_lower(meant.ptr[i]))
        i++;
    if (key.len == meant.len)
        return i + 1 < key.len && str_eq_nocase(str_from(key, i + 2), str_from(meant, i + 2)) &&
               ascii_lower(key.ptr[i]) == ascii_lower(meant.ptr[i + 1]) &&
               ascii_lower(key.ptr[i + 1]) == ascii_lower(meant.ptr[i]);
    if (key.len + 1 == meant.len)
        return i > 0 && i < key.len && str_eq_nocase(str_from(key, i), str_from(meant, i + 1));
    return key.len == meant.len + 1 && i > 0 &&
           ascii_lower(key.ptr[i]) == ascii_lower(key.ptr[i - 1]) &&
           str_eq_nocase(str_from(key, i + 1), str_from(meant, i));
}

static bool fits_word(const struct rule_job *job, const struct field_def *def, str key,
                      const struct value *v)
{
    struct value_texts texts = value_texts(job->scratch, v);
    for (size_t i = 0; i < texts.n; i++)
        if (!schema_has_word(def, value_text(texts.at[i])) &&
            facts_near_word(job->type, key, value_text(texts.at[i])).len == 0)
            return false;
    return texts.n > 0;
}

static bool fits(const struct rule_job *job, const struct field_def *def, str key,
                 const struct value *v)
{
    bool truth, one = v->kind != VALUE_LIST && v->kind != VALUE_MAP;
    str text = value_text(v);
    switch (def->kind) {
    case FIELD_WORD:
        return v->kind != VALUE_MAP && fits_word(job, def, key, v);
    case FIELD_TEXT:
        return one || (def->many && v->kind == VALUE_LIST);
    case FIELD_NUMBER:
        return one && text.len && ascii_is_digit(text.ptr[text.ptr[0] == '~' && text.len > 1]);
    case FIELD_BOOL:
        return one && facts_truth(v, &truth);
    case FIELD_DATE:
        return one && facts_date(text).len;
    case FIELD_NAMES:
        return v->kind != VALUE_BOOL;
    default:
        return true;
    }
}

/* Another field is as near. */
static bool is_ambiguous(const struct field_def *def, str key, const struct keys *known)
{
    for (size_t i = 0; i < known->n; i++)
        if (nearest_distance(key, known->at[i], 1) <= 1 && !schema_has_key(def, known->at[i]))
            return true;
    return false;
}

/* A key with nothing behind it is there, too: a second one of it would be wrong. */
static bool has_key_of(const struct value *front, const struct field_def *def)
{
    for (size_t i = 0; i < front->fields.n; i++)
        if (schema_has_key(def, front->fields.at[i].key))
            return true;
    return false;
}

static void mend_key(struct rule_job *job, const struct value_field *field, str meant)
{
    size_t from = (size_t)(source_line(job->source, field->line).ptr - job->source->text.ptr) +
                  field->col - 1;
    if (str_eq(str_slice(job->source->text, from, from + field->key.len), field->key))
        edits_add(job->edits, (struct edit){from, from + field->key.len, meant, DIAG_FIELD_UNKNOWN,
                                            field->line, field->col});
}

static bool is_meant(const struct field_def *field, const struct keys *meant)
{
    for (size_t i = 0; i < meant->n; i++)
        if (schema_has_key(field, meant->at[i]))
            return true;
    return false;
}

/* Names only; a wiki has many fields of its own, and those are fine. */
static void check_unknown(struct rule_job *job, const struct value_field *field,
                          const struct keys *known, struct keys *meant_keys)
{
    size_t near =
        field->key.len < SHORTEST_KEY ? STR_NONE : nearest(field->key, known->at, known->n);
    if (near == STR_NONE || known->at[near].len < SHORTEST_KEY ||
        nearest_distance(field->key, known->at[near], 2) > (field->key.len < 8 ? 1 : 2))
        return;
    str meant = known->at[near];
    const struct field_def *def = schema_field(job->type, meant, value_text(field->value));
    if (!def || is_meant(def, meant_keys) || rule_field_count(job, def->name))
        return;
    if (meant_keys->n < MOST_KEYS)
        meant_keys->at[meant_keys->n++] = meant;
    rule_report(job, DIAG_FIELD_UNKNOWN, (struct spot){field->line, field->col},
                "no field is called \"%.*s\"; did you mean \"%.*s\"?", STR_ARG(field->key),
                STR_ARG(meant));
    if (field->key.len >= SHORTEST_MENDED && is_slip(field->key, meant) &&
        fits(job, def, meant, field->value) && !is_ambiguous(def, field->key, known) &&
        !has_key_of(job->note->facts.front, def))
        mend_key(job, field, meant);
}

/* Replaces a value that stands in one piece on its line. */
static void mend_value(struct rule_job *job, enum diag_code code, const struct value *v, str with)
{
    str text = value_text(v), line = source_line(job->source, v->line);
    size_t quote =
        v->col <= line.len && (line.ptr[v->col - 1] == '"' || line.ptr[v->col - 1] == '\'');
    size_t from = (size_t)(line.ptr - job->source->text.ptr) + v->col - 1 + quote;
    if (with.len && str_eq(str_slice(job->source->text, from, from + text.len), text))
        edits_add(job->edits, (struct edit){from, from + text.len, with, code, v->line, v->col});
}

/* What LOAD complains of, and what was meant where that is certain. */
static void mend_words(struct rule_job *job, const struct value_field *field)
{
    struct value_texts texts = value_texts(job->scratch, field->value);
    for (size_t i = 0; i < texts.n; i++) {
        str word = value_text(texts.at[i]);
        const struct field_def *def = schema_field(job->type, field->key, word);
        if (def && def->kind == FIELD_WORD && !schema_has_word(def, word))
            mend_value(job, DIAG_FIELD_VALUE, texts.at[i],
                       facts_near_word(job->type, field->key, word));
    }
}

/* 2026/11/26 and 2026.11.26 are dates with other signs; 2026/13/45 is none with any. */
static void mend_date(struct rule_job *job, const struct value *v)
{
    str text = value_text(v);
    char sign = text.len == 10 ? text.ptr[4] : ' ';
    if ((sign != '/' && sign != '.') || text.ptr[7] != sign)
        return;
    for (size_t i = 0; i < text.len; i++)
        if (i != 4 && i != 7 && !ascii_is_digit(text.ptr[i]))
            return;
    str date = arena_printf(job->scratch, "%.4s-%.2s-%.2s", text.ptr, text.ptr + 5, text.ptr + 8);
    if (facts_date(date).len)
        mend_value(job, DIAG_FIELD_DATE, v, date);
}

static void check_kind(struct rule_job *job, const struct value_field *field,
                       const struct field_def *def)
{
    const struct value *v = field->value;
    bool several = v->kind == VALUE_LIST || v->kind == VALUE_MAP;
    if (def->kind == FIELD_TEXT && !def->many && several)
        rule_report(job, DIAG_FIELD_KIND, (struct spot){v->line, v->col},
                    "%.*s: a %s, where one text is due; put the whole value in quotes",
                    STR_ARG(field->key), v->kind == VALUE_LIST ? "list" : "map");
    else if (def->kind == FIELD_WORD && v->kind == VALUE_MAP)
        rule_report(job, DIAG_FIELD_KIND, (struct spot){v->line, v->col},
                    "%.*s: a map, where words are due", STR_ARG(field->key));
}

/* What is there under a wrong name has been complained about. */
static void check_missing(struct rule_job *job, const struct keys *meant)
{
    const struct contract_wants *wants = &job->contract->wants;
    bool has_front = job->note->facts.front->kind == VALUE_MAP;
    if (rule_is_stub(job))
        return;
    struct spot spot = has_front ? (struct spot){1, 1} : rule_title_spot(job);
    for (size_t i = 0; i < wants->fields.n; i++) {
        const struct contract_field *field = &wants->fields.at[i];
        size_t n = rule_field_count(job, field->name);
        const struct field_def *def = schema_field_named(job->type, field->name);
        if (!def || is_meant(def, meant))
            continue;
        if (n == 0)
            rule_report(job, DIAG_FIELD_MISSING, spot, "the field \"%.*s\" is missing",
                        STR_ARG(field->name));
        else if (n < field->least)
            rule_report(job, DIAG_FIELD_MISSING, spot, "\"%.*s\" holds %zu of at least %u",
                        STR_ARG(field->name), n, field->least);
    }
}

static void check(struct rule_job *job)
{
    const struct value *front = job->note->facts.front;
    struct keys known = {0}, meant = {0};
    for (size_t i = 0; i < job->type->fields.n; i++)
        add_keys(&known, &job->type->fields.at[i]);
    for (size_t i = 0; front->kind == VALUE_MAP && i < front->fields.n; i++) {
        const struct value_field *field = &front->fields.at[i];
        const struct field_def *def = schema_field(job->type, field->key, value_text(field->value));
        if (def && def->kind == FIELD_DATE)
            mend_date(job, field->value);
        if (def && def->kind == FIELD_WORD)
            mend_words(job, field);
        if (def)
            check_kind(job, field, def);
        else
            check_unknown(job, field, &known, &meant);
    }
    check_missing(job, &meant);
}

const struct rule rule_fields = {"fields", check};
