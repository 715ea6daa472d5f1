#include "check/selection.h"

#include "base/nearest.h"

void selection_defaults(struct selection *out)
{
    *out = (struct selection){.fail_on = DIAG_ERROR};
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        out->levels[i] = (signed char)diag_level((enum diag_code)i);
}

bool selection_fail_on(struct selection *s, str level)
{
    s->never_fails = str_eq(level, S("never"));
    return s->never_fails || diag_find_level(level, &s->fail_on);
}

/* Flags */

static bool find_all(str codes, bool wanted[DIAG_CODE_COUNT], str *bad)
{
    str name;
    while (str_cut(&codes, ',', &name)) {
        enum diag_code code;
        name = str_trim(name);
        if (name.len && !diag_find(name, &code)) {
            *bad = name;
            return false;
        }
        if (name.len)
            wanted[code] = true;
    }
    return true;
}

bool selection_off(struct selection *s, str codes, str *bad)
{
    bool named[DIAG_CODE_COUNT] = {false};
    if (!find_all(codes, named, bad))
        return false;
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        if (named[i])
            s->levels[i] = SELECTION_OFF;
    return true;
}

bool selection_only(struct selection *s, str codes, str *bad)
{
    bool named[DIAG_CODE_COUNT] = {false};
    if (!find_all(codes, named, bad))
        return false;
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        if (!named[i])
            s->levels[i] = SELECTION_OFF;
        else if (s->levels[i] == SELECTION_OFF)
            s->levels[i] = (signed char)diag_level((enum diag_code)i);
    return true;
}

/* Configuration */

struct reader {
    struct selection *selection;
    str path;
    struct diags *diags;
    bool fine;
};

static void wrong(struct reader *r, const struct value *v, const char *wanted)
{
    r->fine = false;
    diag_add(r->diags, DIAG_CONFIG_VALUE, (struct place){r->path, v->line, v->col}, "check.%s",
             wanted);
}

static bool read_code(struct reader *r, str name, struct place place, enum diag_code *code)
{
    bool found = diag_find(name, code);
    if (!found)
        diag_add_unknown(r->diags, DIAG_CONFIG_VALUE, place, name);
    r->fine = r->fine && found;
    return found;
}

static void read_off(struct reader *r, const struct value *v)
{
    size_t n = v->kind == VALUE_LIST ? v->items.n : 1;
    for (size_t i = 0; i < n; i++) {
        const struct value *one = v->kind == VALUE_LIST ? v->items.at[i] : v;
        enum diag_code code;
        if (read_code(r, value_text(one), (struct place){r->path, one->line, one->col}, &code))
            r->selection->levels[code] = SELECTION_OFF;
    }
}

static void read_level(struct reader *r, const struct value_field *field)
{
    enum diag_code code;
    enum diag_level level;
    if (!read_code(r, field->key, (struct place){r->path, field->line, field->col}, &code))
        return;
    if (diag_find_level(value_text(field->value), &level))
        r->selection->levels[code] = (signed char)level;
    else
        wrong(r, field->value, "levels must be note, warning or error");
}

static void read_levels(struct reader *r, const struct value *v)
{
    if (v->kind != VALUE_MAP)
        wrong(r, v, "levels must be fields of the form \"code: level\"");
    for (size_t i = 0; v->kind == VALUE_MAP && i < v->fields.n; i++)
        read_level(r, &v->fields.at[i]);
}

static void read_field(struct reader *r, const struct value_field *field)
{
    static const str known[] = {S_INIT("off"), S_INIT("levels"), S_INIT("fail_on")};
    size_t near = nearest(field->key, known, sizeof known / sizeof *known);
    if (str_eq(field->key, known[0]))
        read_off(r, field->value);
    else if (str_eq(field->key, known[1]))
        read_levels(r, field->value);
    else if (str_eq(field->key, known[2])) {
        if (!selection_fail_on(r->selection, value_text(field->value)))
            wrong(r, field->value, "fail_on must be note, warning, error or never");
    } else {
        str hint = near == STR_NONE ? S("") : known[near];
        r->fine = false;
        diag_add(r->diags, DIAG_CONFIG_KEY, (struct place){r->path, field->line, field->col},
                 "unknown key \"%.*s\"%s%.*s%s", STR_ARG(str_until(field->key, 100)),
                 hint.len ? "; did you mean \"" : "", STR_ARG(hint), hint.len ? "\"?" : "");
    }
}

bool selection_read(struct selection *s, const struct value *v, str path, struct diags *diags)
{
    struct reader r = {s, path, diags, true};
    for (size_t i = 0; v && i < v->fields.n; i++)
        if (v->fields.at[i].value->kind != VALUE_NULL)
            read_field(&r, &v->fields.at[i]);
    return r.fine;
}

static bool is_fundamental(enum diag_code code)
{
    return code == DIAG_CONFIG_SYNTAX || code == DIAG_CONFIG_KEY || code == DIAG_CONFIG_VALUE ||
           code == DIAG_TYPE_SYNTAX || code == DIAG_TEMPLATE_SYNTAX || code == DIAG_THEME_MISSING;
}

bool selection_apply(const struct selection *s, struct diag *diag)
{
    int level = s->levels[diag->code];
    if (is_fundamental(diag->code))
        return true;
    if (level == SELECTION_OFF)
        return false;
    diag->level = (enum diag_level)level;
    return true;
}
