#include "data/nav.h"

#include "data/config.h"

struct reader {
    struct arena *arena;
    struct diags *diags;
    enum diag_code code;
    struct nav *nav;
    size_t seen; /* entries, with those that cannot be used: aliases can make many of few */
    size_t complaints;
};

static void report(struct reader *r, uint32_t line, uint32_t col, const char *what)
{
    r->complaints++;
    diag_add(r->diags, r->code, (struct place){r->nav->place.path, line, col}, "%s", what);
}

static bool is_line(const struct value *v)
{
    return v->kind != VALUE_NULL && config_is_line(value_text(v));
}

static void add(struct reader *r, str title, str path, uint32_t depth, const struct value *at)
{
    vec_push(r->arena, &r->nav->entries) =
        (struct nav_entry){title, path, depth, at->line, at->col};
}

static void read_list(struct reader *r, const struct value *list, uint32_t depth);

static void read_titled(struct reader *r, const struct value_field *field, uint32_t depth)
{
    const struct value *v = field->value;
    const struct value key = {.line = field->line, .col = field->col};
    str title = str_trim(field->key);
    if (!config_is_line(title)) {
        report(r, field->line, field->col, "the title of a nav entry must be one line of text");
    } else if (v->kind == VALUE_LIST) {
        add(r, title, S(""), depth, &key);
        read_list(r, v, depth + 1);
    } else if (is_line(v)) {
        add(r, title, value_text(v), depth, v);
    } else {
        report(r, field->line, field->col, "a nav entry leads to a path, or holds a list of more");
    }
}

static void read_entry(struct reader *r, const struct value *v, uint32_t depth)
{
    if (v->kind == VALUE_MAP && v->fields.n == 1)
        read_titled(r, &v->fields.at[0], depth);
    else if (is_line(v))
        add(r, S(""), value_text(v), depth, v);
    else
        report(r, v->line, v->col,
               "a nav entry is a path, \"Title: path\", or \"Title:\" and a list");
}

static void read_list(struct reader *r, const struct value *list, uint32_t depth)
{
    if (depth >= NAV_MOST_DEPTH) {
        report(r, list->line, list->col, "nav has more levels than kbsite can show");
        return;
    }
    for (size_t i = 0; i < list->items.n && r->seen <= NAV_MOST_ENTRIES; i++) {
        const struct value *v = list->items.at[i];
        if (r->seen++ == NAV_MOST_ENTRIES)
            report(r, v->line, v->col, "nav has more entries than kbsite can show");
        else
            read_entry(r, v, depth);
    }
}

size_t nav_read(struct arena *a, const struct value *v, enum diag_code code, struct diags *diags,
                struct nav *out)
{
    struct reader r = {a, diags, code, out, 0, 0};
    out->place.line = v->line;
    out->place.col = v->col;
    out->entries.n = 0;
    if (v->kind == VALUE_LIST)
        read_list(&r, v, 0);
    else if (v->kind != VALUE_NULL)
        report(&r, v->line, v->col, "nav must be a list of entries");
    return r.complaints;
}
