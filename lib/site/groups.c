#include "site/groups.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "markdown/slug.h"
#include "site/paths.h"
#include "site/resolve.h"

enum { LONGEST_SLUG = 200 };
#define UNDECLARED UINT32_MAX

static const str always[] = {S_INIT("tags"),       S_INIT("status"), S_INIT("completeness"),
                             S_INIT("difficulty"), S_INIT("type"),   S_INIT("tier"),
                             S_INIT("category")};

/* A group in the making. */
struct heap {
    str value;        /* as first written, by path */
    str key;          /* folded */
    str title, order; /* as shown, and that folded */
    uint32_t rank;    /* among the declared values */
    uint32_t count;
    uint32_t last; /* the note that was put on it last; then its own number before sorting */
};

struct sorting {
    struct resolve *r;
    str field;
    struct map declared; /* folded value → rank */
    struct map index;    /* folded value → heaps */
    struct map words;    /* value as written → heaps, one more; 0: it says nothing */
    vec(struct heap) heaps;
    vec(str) values;       /* of the note in work */
    uint32_t *first;       /* of each note, and one behind the last: its first member */
    vec(uint32_t) members; /* heaps, by note */
};

static str folded(struct sorting *s, str value)
{
    return arena_dup(s->r->scratch, names_fold(s->r, value));
}

static void add_value(struct sorting *s, str value)
{
    vec_push(s->r->scratch, &s->values) = value;
}

/* Whether the note's type declares words for the field: what its key holds besides belongs to
 * another one (status: stub is a completeness). */
static bool is_word(const struct sorting *s, const struct note *note)
{
    const struct schema *schema = s->r->input->schema;
    const struct type_def *type = schema ? schema_type(schema, note->facts.type) : NULL;
    const struct field_def *field = type ? schema_field_named(type, s->field) : NULL;
    return field && field->kind == FIELD_WORD;
}

/* What the note says outside its declared fields. */
static void read_front(struct sorting *s, const struct note *note)
{
    struct value_texts texts = value_texts(s->r->scratch, value_get(note->facts.front, s->field));
    for (size_t i = 0; i < texts.n; i++)
        add_value(s, value_text(texts.at[i]));
}

static void read_values(struct sorting *s, const struct note *note)
{
    const struct facts *facts = &note->facts;
    s->values.n = 0;
    if (str_eq(s->field, S("type"))) {
        add_value(s, facts->type);
    } else if (str_eq(s->field, S("tags"))) {
        for (size_t i = 0; i < facts->tags.n; i++)
            add_value(s, facts->tags.at[i]);
    } else {
        for (size_t i = 0; i < facts->fields.n; i++)
            if (str_eq(facts->fields.at[i].field, s->field))
                add_value(s, facts->fields.at[i].value);
        if (s->values.n == 0 && !is_word(s, note))
            read_front(s, note);
    }
}

/* One more than the number of the heap; 0 for a value that says nothing. */
static size_t find_heap(struct sorting *s, str value)
{
    bool fresh;
    str key = folded(s, value);
    if (key.len == 0)
        return 0;
    size_t *place = map_put(s->r->scratch, &s->index, key, &fresh);
    if (fresh) {
        const size_t *rank = map_get(&s->declared, key);
        *place = s->heaps.n;
        vec_push(s->r->scratch, &s->heaps) =
            (struct heap){.value = str_trim(value),
                          .key = key,
                          .rank = rank ? (uint32_t)*rank : UNDECLARED,
                          .last = SITE_NONE};
    }
    return *place + 1;
}

/* The same few words are said by many notes. */
static size_t heap_of(struct sorting *s, str value)
{
    bool fresh;
    size_t *heap = map_put(s->r->scratch, &s->words, value, &fresh);
    if (fresh)
        *heap = find_heap(s, value);
    return *heap;
}

static void declare_words(struct sorting *s, const struct field_def *field)
{
    bool fresh;
    if (!str_eq(field->name, s->field))
        return;
    for (size_t i = 0; i < field->words.n; i++) {
        size_t rank = s->declared.n;
        size_t *value =
            map_put(s->r->scratch, &s->declared, folded(s, field->words.at[i].value), &fresh);
        if (fresh)
            *value = rank;
    }
}

static void declare(struct sorting *s)
{
    const struct schema *schema = s->r->input->schema;
    for (size_t i = 0; schema && i < schema->types.n; i++)
        for (size_t k = 0; k < schema->types.at[i].fields.n; k++)
            declare_words(s, &schema->types.at[i].fields.at[k]);
}

static int by_rank(const void *a, const void *b)
{
    const struct heap *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    int order = str_cmp(x->order, y->order);
    return order ? order : str_cmp(x->key, y->key);
}

/* What the language calls something; empty where it says nothing. */
static str word_for(const struct sorting *s, str prefix, str name)
{
    const struct words *words = s->r->input->words;
    return words ? words_for(words, prefix, name) : S("");
}

static str type_title(const struct sorting *s, str value)
{
    const struct schema *schema = s->r->input->schema;
    for (size_t i = 0; schema && i < schema->types.n; i++) {
        const struct type_def *type = &schema->types.at[i];
        if (str_eq(type->name, value) && (type->plural.len > 0 || type->title.len > 0))
            return type->plural.len > 0 ? type->plural : type->title;
    }
    str word = word_for(s, S("types_"), value);
    return word.len ? word : path_title(s->r->arena, value);
}

/* Notes of one group may say its value in many words, so the language's word stands for all. */
static str group_title(const struct sorting *s, str value)
{
    if (str_eq(s->field, S("type")))
        return type_title(s, value);
    str word = word_for(s, arena_join(s->r->scratch, S("value_"), s->field, S("_")), value);
    return word.len ? word : value;
}

static str grouping_title(const struct sorting *s)
{
    str word = word_for(s, S("field_"), s->field);
    return word.len ? word : path_title(s->r->arena, s->field);
}

static void cut(struct buf *text, size_t longest)
{
    if (text->len <= longest)
        return;
    while (longest > 0 && ((unsigned char)text->ptr[longest] & 0xC0) == 0x80)
        longest--;
    text->len = longest;
}

/* "c++" and "c#" are both "c": the second one is "c-2". Values of taken count the next try. */
static str unique_slug(struct sorting *s, struct map *taken, str value)
{
    struct buf slug = {0};
    bool fresh;
    slug_github(&slug, value);
    cut(&slug, LONGEST_SLUG);
    if (slug.len == 0)
        buf_add_lit(&slug, "value");
    str base = arena_dup(s->r->arena, buf_str(&slug)), result = base;
    buf_free(&slug);
    size_t tries = *map_put(s->r->scratch, taken, base, &fresh);
    if (fresh)
        return base;
    for (tries = tries ? tries : 1; !fresh;) {
        result = arena_printf(s->r->arena, "%.*s-%zu", STR_ARG(base), ++tries);
        map_put(s->r->scratch, taken, result, &fresh);
    }
    *map_put(s->r->scratch, taken, base, &fresh) = tries;
    return result;
}

/* Returns which group each heap became. */
static uint32_t *make_groups(struct sorting *s, struct grouping *out)
{
    struct map taken = {0};
    uint32_t *places = arena_array(s->r->scratch, uint32_t, s->heaps.n);
    for (size_t i = 0; i < s->heaps.n; i++) {
        s->heaps.at[i].title = group_title(s, s->heaps.at[i].value);
        s->heaps.at[i].order = folded(s, s->heaps.at[i].title);
        s->heaps.at[i].last = (uint32_t)i;
    }
    if (s->heaps.n > 0)
        qsort(s->heaps.at, s->heaps.n, sizeof(struct heap), by_rank);
    out->groups.at = arena_array(s->r->arena, struct group, s->heaps.n);
    out->groups.n = out->groups.cap = s->heaps.n;
    for (size_t i = 0; i < s->heaps.n; i++) {
        struct heap *heap = &s->heaps.at[i];
        struct group *group = &out->groups.at[i];
        places[heap->last] = (uint32_t)i;
        out->declared |= heap->rank != UNDECLARED;
        group->value = heap->value;
        group->title = heap->title;
        group->slug = unique_slug(s, &taken, heap->value);
        group->notes.at = arena_array(s->r->arena, uint32_t, heap->count);
        group->notes.cap = heap->count;
    }
    return places;
}

/* Finds the heaps that a note is on. */
static void sort_note(struct sorting *s, uint32_t note)
{
    s->first[note] = (uint32_t)s->members.n;
    read_values(s, resolve_note(s->r, note));
    for (size_t i = 0; i < s->values.n; i++) {
        size_t place = heap_of(s, s->values.at[i]);
        if (!place || s->heaps.at[place - 1].last == note)
            continue;
        s->heaps.at[place - 1].last = note;
        s->heaps.at[place - 1].count++;
        vec_push(s->r->scratch, &s->members) = (uint32_t)(place - 1);
    }
}

static void fill_groups(const struct sorting *s, const uint32_t *places, struct grouping *out)
{
    for (uint32_t i = 0; i < resolve_count(s->r); i++) {
        uint32_t note = s->r->site->by_weight[i];
        for (uint32_t k = s->first[note]; k < s->first[note + 1]; k++) {
            struct group *group = &out->groups.at[places[s->members.at[k]]];
            group->notes.at[group->notes.n++] = note;
        }
    }
}

static void add_grouping(struct resolve *r, str field)
{
    struct sorting s = {.r = r, .field = field};
    struct arena_mark mark = arena_mark(r->scratch);
    s.first = arena_array(r->scratch, uint32_t, (size_t)resolve_count(r) + 1);
    declare(&s);
    for (uint32_t i = 0; i < resolve_count(r); i++)
        sort_note(&s, i);
    s.first[resolve_count(r)] = (uint32_t)s.members.n;
    if (s.heaps.n > 0) {
        struct grouping grouping = {.field = field, .title = grouping_title(&s)};
        const uint32_t *places = make_groups(&s, &grouping);
        fill_groups(&s, places, &grouping);
        vec_push(r->arena, &r->site->groupings) = grouping;
    }
    arena_rewind(r->scratch, mark);
}

static bool is_made(const struct resolve *r, str field)
{
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (str_eq(always[i], field))
            return true;
    for (size_t i = 0; i < r->site->groupings.n; i++)
        if (str_eq(r->site->groupings.at[i].field, field))
            return true;
    return false;
}

void groups_make(struct resolve *r)
{
    const struct config_names *indexes = &r->site->config->indexes;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        add_grouping(r, always[i]);
    for (size_t i = 0; i < indexes->n; i++)
        if (!is_made(r, indexes->at[i]))
            add_grouping(r, indexes->at[i]);
}
