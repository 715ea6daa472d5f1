#include "report_line.h"

static const char *colour_of(enum diag_level level)
{
    return level == DIAG_ERROR ? "\033[1;31m" : level == DIAG_WARNING ? "\033[1;33m" : "\033[1;36m";
}

void report_place(struct buf *out, const struct place *place)
{
    buf_add(out, place->path);
    if (!place->line)
        return;
    buf_addf(out, place->path.len ? ":%u" : "%u", place->line);
    if (place->col)
        buf_addf(out, ":%u", place->col);
}

void report_line(struct buf *out, const struct diag *d, bool colour)
{
    size_t before = out->len;
    report_place(out, &d->place);
    if (out->len > before)
        buf_add_lit(out, ": ");
    buf_addf(out, "%s%.*s:%s %.*s [%.*s]", colour ? colour_of(d->level) : "",
             STR_ARG(diag_level_name(d->level)), colour ? "\033[0m" : "", STR_ARG(d->message),
             STR_ARG(diag_name(d->code)));
}

struct value *report_fields(struct arena *a, const struct diag *d)
{
    struct value *v = value_map(a);
    value_set(a, v, S("path"), value_string(a, d->place.path));
    value_set(a, v, S("line"), value_number(a, d->place.line));
    value_set(a, v, S("col"), value_number(a, d->place.col));
    value_set(a, v, S("level"), value_string(a, diag_level_name(d->level)));
    value_set(a, v, S("code"), value_string(a, diag_name(d->code)));
    value_set(a, v, S("message"), value_string(a, d->message));
    return v;
}
