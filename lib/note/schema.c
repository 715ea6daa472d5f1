#include "note/schema.h"

#include "base/ascii.h"
#include "base/utf8.h"

static const str edge_names[EDGE_KINDS] = {
    [EDGE_PREREQUISITE] = S_INIT("prerequisite"), [EDGE_RELATED] = S_INIT("related"),
    [EDGE_COMPARE] = S_INIT("compare"),           [EDGE_NEXT] = S_INIT("next"),
    [EDGE_MENTION] = S_INIT("mention"),
};

str edge_kind_name(enum edge_kind kind)
{
    return edge_names[kind];
}

bool edge_kind_of(str name, enum edge_kind *kind)
{
    for (int i = 0; i < EDGE_KINDS; i++) {
        if (str_eq(name, edge_names[i])) {
            *kind = (enum edge_kind)i;
            return true;
        }
    }
    return false;
}

/* Types */

void schema_fold_type(struct buf *out, str name)
{
    size_t from = out->len;
    utf8_add_folded(out, name);
    for (size_t i = from; i < out->len; i++)
        if (out->ptr[i] == ' ' || out->ptr[i] == '_')
            out->ptr[i] = '-';
}

static const struct type_def *find_type(const struct schema *schema, str name)
{
    const size_t *at = map_get(&schema->index, name);
    if (!at) {
        struct buf folded = {0};
        schema_fold_type(&folded, name);
        at = map_get(&schema->index, buf_str(&folded));
        buf_free(&folded);
    }
    return at ? &schema->types.at[*at] : NULL;
}

const struct type_def *schema_type(const struct schema *schema, str name)
{
    const struct type_def *type = find_type(schema, name);
    return type ? type : schema->base;
}

bool schema_has_type(const struct schema *schema, str name)
{
    return find_type(schema, name) != NULL;
}

/* Sections */

/* '*' stands for any text; going back only to the last one keeps this from exploding. */
static bool matches(str pattern, str text)
{
    size_t p = 0, t = 0, star = STR_NONE, after = 0;
    while (t < text.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            after = t;
        } else if (p < pattern.len && pattern.ptr[p] == text.ptr[t]) {
            p++;
            t++;
        } else if (star != STR_NONE) {
            p = star + 1;
            t = ++after;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

uint32_t schema_letters(str folded)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] >= 'a' && folded.ptr[i] <= 'z')
            letters |= 1U << (folded.ptr[i] - 'a');
    return letters;
}

/* The first section before `found` that has a pattern which begins with a byte and matches. */
static size_t find_wildcard(const struct type_def *type, char first,
                            const struct section_title *title, size_t found)
{
    const struct title_patterns *list = &type->wildcards[(unsigned char)first];
    for (size_t i = 0; i < list->all.n && list->all.at[i].section < found; i++) {
        const struct title_pattern *p = &list->all.at[i];
        if ((p->letters & ~title->letters) == 0 && matches(p->pattern, title->folded))
            return p->section;
    }
    return found;
}

/* Among the sections that the type itself declares. */
static const struct section_def *own_section(const struct type_def *type,
                                             const struct section_title *title)
{
    if (title->folded.len == 0)
        return NULL;
    const size_t *exact = map_get(&type->titles, title->folded);
    size_t found = exact ? *exact : STR_NONE;
    found = find_wildcard(type, title->folded.ptr[0], title, found);
    found = find_wildcard(type, '*', title, found);
    return found == STR_NONE ? NULL : &type->sections.at[found];
}

static struct section_title title_of(const struct schema *schema, str title, struct buf *folded)
{
    enum { LONGEST_TITLE = 400 };
    struct section_title out = {0};
    if (title.len > LONGEST_TITLE)
        return out;
    out.level = schema_level(title);
    schema_fold_title(folded, title);
    out.folded = buf_str(folded);
    out.letters = schema_letters(out.folded);
    out.base = own_section(schema->base, &out);
    return out;
}

struct section_title schema_title(struct arena *a, const struct schema *schema, str title)
{
    struct buf folded = {.arena = a};
    struct section_title out = title_of(schema, title, &folded);
    out.folded = buf_kept(&folded);
    return out;
}

const struct section_def *schema_section_titled(const struct type_def *type,
                                                const struct section_title *title)
{
    static const struct section_def level = {.kind = S_INIT("level")};
    if (title->level)
        return &level;
    const struct section_def *own = type->is_base ? NULL : own_section(type, title);
    return own ? own : title->base;
}

const struct section_def *schema_section(const struct schema *schema, const struct type_def *type,
                                         str title)
{
    struct buf folded = {0};
    struct section_title read = title_of(schema, title, &folded);
    const struct section_def *found = schema_section_titled(type, &read);
    buf_free(&folded);
    return found;
}

/* Fields and words */

static char key_char(char c)
{
    return c == '-' || c == ' ' ? '_' : ascii_lower(c);
}

bool schema_key_eq(str a, str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (key_char(a.ptr[i]) != key_char(b.ptr[i]))
            return false;
    return true;
}

const struct field_def *schema_field_named(const struct type_def *type, str name)
{
    for (size_t i = 0; i < type->fields.n; i++)
        if (str_eq(type->fields.at[i].name, name))
            return &type->fields.at[i];
    return NULL;
}

static const struct field_word *find_word(const struct field_def *field, str word)
{
    word = str_trim(word);
    for (size_t i = 0; i < field->words.n; i++) {
        const struct field_word *one = &field->words.at[i];
        if (schema_key_eq(one->value, word))
            return one;
        for (size_t j = 0; j < one->synonyms.n; j++)
            if (schema_key_eq(one->synonyms.at[j], word))
                return one;
    }
    return NULL;
}

bool schema_has_word(const struct field_def *field, str word)
{
    return field->words.n == 0 || find_word(field, word);
}

str schema_word(const struct field_def *field, str word)
{
    const struct field_word *found = find_word(field, word);
    return found ? found->value : word;
}

bool schema_has_key(const struct field_def *field, str key)
{
    for (size_t i = 0; i < field->keys.n; i++)
        if (field->keys.at[i].len == key.len && schema_key_eq(field->keys.at[i], key))
            return true;
    return false;
}

const struct field_def *schema_field(const struct type_def *type, str key, str value)
{
    const struct field_def *first = NULL;
    for (size_t i = 0; i < type->fields.n; i++) {
        const struct field_def *field = &type->fields.at[i];
        if (!schema_has_key(field, key))
            continue;
        if (find_word(field, value))
            return field;
        if (!first || schema_key_eq(field->name, key))
            first = field;
    }
    return first;
}
