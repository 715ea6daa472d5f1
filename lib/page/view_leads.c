/* Front matter that says what a section of the text would say: the essential question, when to use
 * something and when not. A note without such a section shows the field in its place. */
#include "page/view.h"

static bool has_section(const struct note *note, str kind)
{
    for (size_t i = 0; i < note->facts.sections.n; i++)
        if (str_eq(note->facts.sections.at[i].kind, kind))
            return true;
    return false;
}

/* The field that stands in for a section, NULL when the key is none. */
static const struct field_def *lead_of(const struct view *v, const struct note *note,
                                       const struct value_field *f)
{
    const struct type_def *type = schema_type(v->context->site->schema, note->facts.type);
    const struct field_def *def = schema_field(type, f->key, value_text(f->value));
    bool leads = def && def->section.len && !view_is_empty(f->value);
    return leads && !has_section(note, def->section) ? def : NULL;
}

bool view_leads_show(const struct view *v, const struct note *note, const struct value_field *f)
{
    return lead_of(v, note, f) != NULL;
}

const struct value *view_leads(const struct view *v, const struct note *note)
{
    const struct value *front = note->facts.front;
    struct value *list = value_list(v->a);
    for (size_t i = 0; front->kind == VALUE_MAP && i < front->fields.n; i++) {
        const struct value_field *f = &front->fields.at[i];
        const struct field_def *def = lead_of(v, note, f);
        if (!def)
            continue;
        struct value *map = value_map(v->a);
        view_set_text(v, map, "kind", def->section);
        view_set_text(v, map, "title", view_field_title(v, def->name));
        view_set(v, map, "value", view_detail(v, f->value));
        value_add(v->a, list, map);
    }
    return list;
}
