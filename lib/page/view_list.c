/* Notes and folders as entries of lists. */
#include "base/ascii.h"
#include "note/facts.h"
#include "page/view.h"

/* The address of the page that shows the notes with a value; NULL when there is none. */
static const struct value *group_href(const struct view *v, str field, str value)
{
    const struct page_context *c = v->context;
    const size_t *grouping = map_get(&c->fields, field);
    const size_t *group = map_get(&c->groups, view_group_key(v->a, field, value));
    if (!grouping || !group)
        return NULL;
    const struct group *g = &c->site->groupings.at[*grouping].groups.at[*group];
    return view_href(v, arena_join(v->a, c->manifest->grouping_urls[*grouping], g->slug, S("/")));
}

static void set_href(const struct view *v, struct value *map, const struct value *href)
{
    view_set(v, map, "href", href ? href : &value_null);
}

str view_named(const struct view *v, str prefix, str name)
{
    str word = words_for(v->context->words, prefix, name);
    return word.len ? word : view_readable(v->a, name);
}

str view_readable(struct arena *a, str name)
{
    char *text = (char *)arena_dup(a, name).ptr;
    for (size_t i = 0; i < name.len; i++)
        if (text[i] == '_' || text[i] == '-')
            text[i] = ' ';
    if (name.len && text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 'a' + 'A');
    return (str){text, name.len};
}

str view_field_title(const struct view *v, str field)
{
    const size_t *grouping = map_get(&v->context->fields, field);
    return grouping ? v->context->site->groupings.at[*grouping].title
                    : view_named(v, S("field_"), field);
}

static const struct value *make_fact(const struct view *v, str field, str value, str word)
{
    enum { FIELDS = 5 };
    struct value *one = value_map_sized(v->a, FIELDS);
    view_set_text(v, one, "name", field);
    view_set_text(v, one, "title", view_field_title(v, field));
    view_set_text(v, one, "value", value);
    view_set_text(v, one, "word", word);
    set_href(v, one, group_href(v, field, value));
    return one;
}

static str memo_key(const struct view *v, str first, str second, str third)
{
    size_t lengths[] = {first.len, second.len};
    str key = arena_join(v->a, (str){(const char *)lengths, sizeof lengths}, first, second);
    return arena_join(v->a, key, third, S(""));
}

static const struct value *recall(const struct view *v, str first, str second, str third)
{
    if (!v->memo)
        return NULL;
    struct arena_mark mark = arena_mark(v->a);
    const size_t *place = map_get(&v->memo->index, memo_key(v, first, second, third));
    arena_rewind(v->a, mark);
    return place ? v->memo->values.at[*place] : NULL;
}

static void remember(const struct view *v, str first, str second, str third,
                     const struct value *value)
{
    bool fresh;
    if (!v->memo)
        return;
    *map_put(v->a, &v->memo->index, memo_key(v, first, second, third), &fresh) = v->memo->values.n;
    vec_push(v->a, &v->memo->values) = value;
}

static void add_fact(const struct view *v, struct value *list, str field, str value, str word)
{
    const struct value *fact = recall(v, field, value, word);
    if (!fact) {
        fact = make_fact(v, field, value, word);
        remember(v, field, value, word, fact);
    }
    value_add(v->a, list, fact);
}

const struct value *view_fields(const struct view *v, const struct facts *facts, size_t most)
{
    struct value *list = value_list(v->a);
    const struct type_def *type = schema_type(v->context->site->schema, facts->type);
    for (size_t i = 0; i < facts->fields.n && list->items.n < most; i++) {
        const struct field_value *f = &facts->fields.at[i];
        const struct field_def *def = schema_field_named(type, f->field);
        bool apart = str_eq(f->field, S("tags")) || str_eq(f->field, S("type"));
        if (!apart && f->word.len && (!def || def->place == PLACE_FACTS))
            add_fact(v, list, f->field, f->value, f->word);
    }
    return list;
}

/* Yes and no in the site's language; other words as they are. */
static str shown_word(const struct view *v, const struct field_def *def, const struct value *value)
{
    bool yes;
    if (def->kind != FIELD_BOOL || !facts_truth(value, &yes))
        return value_text(value);
    return value_text(value_get(v->context->strings, yes ? S("yes") : S("no")));
}

const struct value *view_marks(const struct view *v, const struct facts *facts)
{
    struct value *list = value_list(v->a);
    const struct type_def *type = schema_type(v->context->site->schema, facts->type);
    for (size_t i = 0; i < type->fields.n; i++) {
        const struct field_def *def = &type->fields.at[i];
        bool is_first = schema_field_named(type, def->name) == def;
        if (def->kind == FIELD_WORD || def->place != PLACE_FACTS || !is_first)
            continue;
        const struct value *value = facts_field(type, facts->front, def->name);
        if (value_text(value).len)
            add_fact(v, list, def->name, value_text(value), shown_word(v, def, value));
    }
    return list;
}

static const struct value *make_type(const struct view *v, str type)
{
    const struct type_def *def = schema_type(v->context->site->schema, type);
    struct value *map = value_map(v->a);
    bool declared = def && str_eq(def->name, type) && def->title.len;
    view_set_text(v, map, "name", type);
    view_set_text(v, map, "title", declared ? def->title : view_named(v, S("type_"), type));
    view_set(v, map, "is_base", value_bool(def == v->context->site->schema->base && declared));
    set_href(v, map, group_href(v, S("type"), type));
    return map;
}

const struct value *view_type(const struct view *v, str type)
{
    const struct value *value = recall(v, S("type"), type, S(""));
    if (!value) {
        value = make_type(v, type);
        remember(v, S("type"), type, S(""), value);
    }
    return value;
}

const struct value *view_tags(const struct view *v, const struct facts *facts)
{
    struct value *list = value_list(v->a);
    for (size_t i = 0; i < facts->tags.n; i++) {
        struct value *tag = value_map(v->a);
        view_set_text(v, tag, "title", facts->tags.at[i]);
        set_href(v, tag, group_href(v, S("tags"), facts->tags.at[i]));
        value_add(v->a, list, tag);
    }
    return list;
}

struct value *view_note_list(const struct view *v, const uint32_t *notes, size_t n)
{
    enum { LEAST = 3 }; /* notes that are worth tools */
    struct value *map = value_map(v->a), *entries = value_list(v->a);
    bool weights = false, dates = false;
    for (size_t i = 0; i < n; i++) {
        const struct node *node = &v->context->site->nodes.at[notes[i]];
        value_add(v->a, entries, v->context->listed[notes[i]]);
        weights |= node->note->facts.importance >= 0;
        dates |= node->updated.len > 0;
    }
    const struct value *filters = view_filters(v, notes, n);
    view_set(v, map, "notes", entries);
    view_set_count(v, map, "count", n);
    bool choice = weights || dates || filters->items.n > 0;
    view_set(v, map, "has_tools", value_bool(n >= LEAST && choice));
    view_set(v, map, "has_importance", value_bool(weights));
    view_set(v, map, "has_dates", value_bool(dates));
    view_set(v, map, "filters", filters);
    view_set(v, map, "has_filters", value_bool(filters->items.n));
    return map;
}

struct value *view_folder_entry(const struct view *v, uint32_t folder)
{
    const struct folder *f = &v->context->site->folders.at[folder];
    struct value *entry = value_map(v->a);
    str description = S("");
    if (f->note != SITE_NONE)
        description = v->context->site->nodes.at[f->note].note->facts.description;
    view_set_text(v, entry, "title", f->title);
    view_set(v, entry, "href", view_href(v, v->context->manifest->folder_urls[folder]));
    view_set_text(v, entry, "description", description);
    view_set_count(v, entry, "count", f->count);
    return entry;
}

const struct value *view_children(const struct view *v, uint32_t folder)
{
    const struct folder *f = &v->context->site->folders.at[folder];
    struct value *map = value_map(v->a), *folders = value_list(v->a), *notes = value_list(v->a);
    for (size_t i = 0; i < f->folders.n; i++)
        value_add(v->a, folders, view_folder_entry(v, f->folders.at[i]));
    for (size_t i = 0; i < f->notes.n; i++)
        value_add(v->a, notes, view_note_entry(v, f->notes.at[i]));
    view_set(v, map, "folders", folders);
    view_set(v, map, "notes", notes);
    view_set(v, map, "has_folders", value_bool(folders->items.n));
    view_set(v, map, "has_notes", value_bool(notes->items.n));
    return map;
}

struct value *view_mention(const struct view *v, uint32_t note, str reason, str sentence)
{
    const struct value *entry = view_note_entry(v, note);
    struct value *map = value_map(v->a);
    view_set(v, map, "title", value_get(entry, S("title")));
    view_set(v, map, "href", value_get(entry, S("href")));
    view_set_text(v, map, "reason", reason);
    view_set_text(v, map, "sentence", sentence);
    return map;
}
