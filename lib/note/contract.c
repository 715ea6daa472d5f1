#include "note/contract.h"

#include "note/type_reader.h"

enum { MOST = 1000000, WHOLE = 100 };

static uint32_t read_limit(struct type_reader *r, const struct value *v, long most)
{
    long n = type_number(r, v, 0);
    if (n >= 0 && n <= most)
        return (uint32_t)n;
    type_wrong(r, v, arena_printf(r->arena, "expected a number from 0 to %ld", most).ptr);
    return 0;
}

static bool read_switch(struct type_reader *r, const struct value *v)
{
    if (type_absent(v) || v->kind == VALUE_BOOL)
        return v && v->truth;
    type_wrong(r, v, "expected true or false");
    return false;
}

#define READ_NAMES(r, v, out)                                                                      \
    do {                                                                                           \
        struct value_texts read_ = type_texts((r), (v));                                           \
        for (size_t i_ = 0; i_ < read_.n; i_++)                                                    \
            vec_push((r)->arena, (out)) = value_text(read_.at[i_]);                                \
    } while (0)

/* A list of names, or a map from names to how many values they have at least. */
static void read_fields(struct type_reader *r, const struct value *v, struct contract_wants *out)
{
    if (!type_absent(v) && v->kind == VALUE_MAP) {
        for (size_t i = 0; i < v->fields.n; i++)
            vec_push(r->arena, &out->fields) = (struct contract_field){
                v->fields.at[i].key, read_limit(r, v->fields.at[i].value, MOST)};
        return;
    }
    struct value_texts names = type_texts(r, v);
    for (size_t i = 0; i < names.n; i++)
        vec_push(r->arena, &out->fields) = (struct contract_field){value_text(names.at[i]), 1};
}

static void read_part(struct type_reader *r, const struct value_field *source,
                      struct contract_wants *out)
{
    static const str known[] = {S_INIT("sections"), S_INIT("classes"), S_INIT("boxes"),
                                S_INIT("fields"), S_INIT("diagrams")};
    struct contract_part part = {.name = source->key};
    const struct value *def =
        type_map(r, source->value, "expected sections, classes, boxes, fields or diagrams");
    if (def->kind == VALUE_MAP)
        type_keys(r, def, known, sizeof known / sizeof *known);
    READ_NAMES(r, value_get(def, S("sections")), &part.sections);
    READ_NAMES(r, value_get(def, S("classes")), &part.classes);
    READ_NAMES(r, value_get(def, S("boxes")), &part.boxes);
    READ_NAMES(r, value_get(def, S("fields")), &part.fields);
    READ_NAMES(r, value_get(def, S("diagrams")), &part.diagrams);
    vec_push(r->arena, &out->parts) = part;
}

static void read_parts(struct type_reader *r, const struct value *v, struct contract_wants *out)
{
    const struct value *parts = type_map(r, v, "expected the names of parts");
    for (size_t i = 0; parts->kind == VALUE_MAP && i < parts->fields.n; i++)
        read_part(r, &parts->fields.at[i], out);
}

static void read_tiers(struct type_reader *r, const struct value *v, struct contract *out)
{
    static const str known[] = {S_INIT("fields"), S_INIT("parts")};
    const struct value *tiers = type_map(r, v, "expected the names of tiers");
    for (size_t i = 0; tiers->kind == VALUE_MAP && i < tiers->fields.n; i++) {
        struct contract_tier tier = {.tier = tiers->fields.at[i].key};
        const struct value *def =
            type_map(r, tiers->fields.at[i].value, "expected fields and parts");
        if (def->kind == VALUE_MAP)
            type_keys(r, def, known, sizeof known / sizeof *known);
        read_fields(r, value_get(def, S("fields")), &tier.wants);
        read_parts(r, value_get(def, S("parts")), &tier.wants);
        vec_push(r->arena, &out->tiers) = tier;
    }
}

static void read_early(struct type_reader *r, const struct value *v, struct contract *out)
{
    const struct value *early = type_map(r, v, "expected kinds of sections with a line each");
    for (size_t i = 0; early->kind == VALUE_MAP && i < early->fields.n; i++)
        vec_push(r->arena, &out->early) = (struct contract_early){
            early->fields.at[i].key, read_limit(r, early->fields.at[i].value, MOST)};
}

static void read_level_share(struct type_reader *r, const struct value *v, struct contract *out)
{
    static const str known[] = {S_INIT("least"), S_INIT("most")};
    const struct value *share = type_map(r, v, "expected least and most");
    if (share->kind != VALUE_MAP)
        return;
    type_keys(r, share, known, sizeof known / sizeof *known);
    out->level_least = read_limit(r, value_get(share, S("least")), WHOLE);
    out->level_most = read_limit(r, value_get(share, S("most")), WHOLE);
    if (out->level_most && out->level_least > out->level_most)
        type_wrong(r, share, "least is more than most: no level can have such a share");
}

static void read_condition(struct type_reader *r, const struct value *v, struct contract *out)
{
    static const str known[] = {S_INIT("fields"), S_INIT("sections")};
    const struct value *def = type_map(r, v, "expected fields and sections");
    if (def->kind == VALUE_MAP)
        type_keys(r, def, known, sizeof known / sizeof *known);
    READ_NAMES(r, value_get(def, S("fields")), &out->if_fields);
    READ_NAMES(r, value_get(def, S("sections")), &out->if_sections);
}

static void read_contract(struct type_reader *r, const struct value *v, struct contract *out)
{
    static const str known[] = {S_INIT("lines"),    S_INIT("code_share"),  S_INIT("visual_share"),
                                S_INIT("diagrams"), S_INIT("questions"),   S_INIT("checks"),
                                S_INIT("levels"),   S_INIT("level_share"), S_INIT("fields"),
                                S_INIT("sections"), S_INIT("early"),       S_INIT("parts"),
                                S_INIT("tiers"),    S_INIT("if"),          S_INIT("banner")};
    if (v->kind == VALUE_STRING) {
        out->like = value_text(v);
        return;
    }
    const struct value *def = type_map(r, v, "expected the parts of a contract, or a type");
    if (def->kind != VALUE_MAP)
        return;
    type_keys(r, def, known, sizeof known / sizeof *known);
    read_condition(r, value_get(def, S("if")), out);
    out->lines = read_limit(r, value_get(def, S("lines")), MOST);
    out->code_share = read_limit(r, value_get(def, S("code_share")), WHOLE);
    out->visual_share = read_limit(r, value_get(def, S("visual_share")), WHOLE);
    out->diagrams = read_limit(r, value_get(def, S("diagrams")), MOST);
    out->questions = read_limit(r, value_get(def, S("questions")), MOST);
    out->checks = read_limit(r, value_get(def, S("checks")), MOST);
    out->levels = read_limit(r, value_get(def, S("levels")), 5);
    read_level_share(r, value_get(def, S("level_share")), out);
    out->banner = read_switch(r, value_get(def, S("banner")));
    READ_NAMES(r, value_get(def, S("sections")), &out->sections);
    read_early(r, value_get(def, S("early")), out);
    read_fields(r, value_get(def, S("fields")), &out->wants);
    read_parts(r, value_get(def, S("parts")), &out->wants);
    read_tiers(r, value_get(def, S("tiers")), out);
}

void contracts_read(struct type_reader *r, const struct value *v, struct contracts *out)
{
    bool many = v && v->kind == VALUE_LIST;
    for (size_t i = 0; !type_absent(v) && i < (many ? v->items.n : 1); i++) {
        struct contract one = {0};
        read_contract(r, many ? v->items.at[i] : v, &one);
        vec_push(r->arena, &out->list) = one;
    }
}
