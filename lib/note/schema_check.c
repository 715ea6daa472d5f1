#include "note/schema_check.h"

#include "base/nearest.h"

static bool has_section(const struct type_def *type, str kind)
{
    for (size_t i = 0; i < type->sections.n; i++)
        if (str_eq(type->sections.at[i].kind, kind))
            return true;
    return false;
}

static bool is_kind(const struct type_def *type, str kind)
{
    return has_section(type, kind) || (kind.len == 7 && str_starts(kind, S("level-")) &&
                                       kind.ptr[6] >= '1' && kind.ptr[6] <= '5');
}

/* A project may replace the base type, which the contracts of the theme's types build on: what they
 * ask for and nobody has is dropped. What is almost something else is a mistake. */
static bool check_name(str name, const str *known, size_t n, str path, struct diags *diags)
{
    size_t near = nearest(name, known, n);
    if (near == STR_NONE)
        return true;
    diag_add(diags, DIAG_TYPE_SYNTAX, (struct place){path, 0, 0},
             "the contract names \"%.*s\", which this type does not know; did you mean \"%.*s\"?",
             STR_ARG(name), STR_ARG(known[near]));
    return false;
}

enum { MOST_NAMES = 512 };

static bool check_kind(const struct type_def *type, str kind, str path, struct diags *diags)
{
    str known[MOST_NAMES];
    size_t n = 0;
    if (is_kind(type, kind))
        return true;
    for (; n < type->sections.n && n < MOST_NAMES; n++)
        known[n] = type->sections.at[n].kind;
    return check_name(kind, known, n, path, diags);
}

static bool check_field_name(const struct type_def *type, str name, str path, struct diags *diags)
{
    str known[MOST_NAMES];
    size_t n = 0;
    if (schema_field_named(type, name))
        return true;
    for (; n < type->fields.n && n < MOST_NAMES; n++)
        known[n] = type->fields.at[n].name;
    return check_name(name, known, n, path, diags);
}

static bool check_part(const struct type_def *type, const struct contract_part *part, str path,
                       struct diags *diags)
{
    bool sound = true;
    for (size_t i = 0; i < part->sections.n; i++)
        sound = check_kind(type, part->sections.at[i], path, diags) && sound;
    for (size_t i = 0; i < part->fields.n; i++)
        sound = check_field_name(type, part->fields.at[i], path, diags) && sound;
    return sound;
}

static bool check_wants(const struct type_def *type, const struct contract_wants *wants, str path,
                        struct diags *diags)
{
    bool sound = true;
    for (size_t i = 0; i < wants->fields.n; i++)
        sound = check_field_name(type, wants->fields.at[i].name, path, diags) && sound;
    for (size_t i = 0; i < wants->parts.n; i++)
        sound = check_part(type, &wants->parts.at[i], path, diags) && sound;
    return sound;
}

static bool check_contract(const struct type_def *type, const struct contract *c, str path,
                           struct diags *diags)
{
    bool sound = true;
    for (size_t i = 0; i < c->sections.n; i++)
        sound = check_kind(type, c->sections.at[i], path, diags) && sound;
    for (size_t i = 0; i < c->if_sections.n; i++)
        sound = check_kind(type, c->if_sections.at[i], path, diags) && sound;
    for (size_t i = 0; i < c->if_fields.n; i++)
        sound = check_field_name(type, c->if_fields.at[i], path, diags) && sound;
    for (size_t i = 0; i < c->early.n; i++)
        sound = check_kind(type, c->early.at[i].kind, path, diags) && sound;
    sound = check_wants(type, &c->wants, path, diags) && sound;
    for (size_t i = 0; i < c->tiers.n; i++)
        sound = check_wants(type, &c->tiers.at[i].wants, path, diags) && sound;
    return sound;
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

static bool check_like(const struct schema *schema, const struct type_def *type, str like, str path,
                       struct diags *diags)
{
    struct place place = {path, 0, 0};
    bool known = like.len == 0 || schema_has_type(schema, like);
    bool own = like.len && known && schema_type(schema, like) == type;
    if (!known)
        diag_add(diags, DIAG_TYPE_SYNTAX, place,
                 "the contract is to be that of \"%.*s\", which is no type", STR_ARG(like));
    if (own)
        diag_add(diags, DIAG_TYPE_SYNTAX, place,
                 "the contract is to be that of \"%.*s\", which is this type itself",
                 STR_ARG(like));
    return known && !own;
}

static bool check_contracts(const struct schema *schema, const struct type_def *type, str path,
                            struct diags *diags)
{
    bool sound = true;
    for (size_t i = 0; i < type->contracts.list.n; i++) {
        const struct contract *c = &type->contracts.list.at[i];
        sound = check_like(schema, type, c->like, path, diags) && sound;
        sound = check_contract(type, c, path, diags) && sound;
    }
    return sound;
}

bool schema_check(const struct schema *schema, const struct type_def *type, str path,
                  struct diags *diags)
{
    bool sound = check_shape(type, path, diags);
    return check_contracts(schema, type, path, diags) && sound;
}
