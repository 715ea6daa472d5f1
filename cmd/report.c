#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data/json.h"

static bool has_colour(void)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDERR_FILENO) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

static const char *colour_of(enum diag_level level)
{
    return level == DIAG_ERROR ? "\033[1;31m" : level == DIAG_WARNING ? "\033[1;33m" : "\033[1;36m";
}

static void add_place(struct buf *out, const struct place *place)
{
    if (place->path.len)
        buf_addf(out, "%.*s:", STR_ARG(place->path));
    if (place->line)
        buf_addf(out, "%u:", place->line);
    if (place->line && place->col)
        buf_addf(out, "%u:", place->col);
    if (out->len)
        buf_add_char(out, ' ');
}

static void print_one(const struct diag *d, bool colour)
{
    struct buf line = {0};
    enum diag_level level = d->level;
    add_place(&line, &d->place);
    buf_addf(&line, "%s%.*s:%s %.*s [%.*s]\n", colour ? colour_of(level) : "",
             STR_ARG(diag_level_name(level)), colour ? "\033[0m" : "", STR_ARG(d->message),
             STR_ARG(diag_name(d->code)));
    fwrite(line.ptr, 1, line.len, stderr);
    buf_free(&line);
}

void report_text(const struct diags *diags, const struct report_options *options)
{
    enum diag_level least = options->quiet     ? DIAG_ERROR
                            : options->verbose ? DIAG_NOTE
                                               : DIAG_WARNING;
    bool colour = has_colour();
    for (size_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].level >= least)
            print_one(&diags->list.at[i], colour);
}

static const struct value *json_of(struct arena *a, const struct diag *d)
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

void report_json(const struct diags *diags, const struct value *summary)
{
    struct arena a = {0};
    struct buf out = {0};
    buf_add_lit(&out, "{\"diagnostics\":[");
    for (size_t i = 0; i < diags->list.n; i++) {
        buf_add(&out, i ? S(",\n") : S("\n"));
        json_value(&out, json_of(&a, &diags->list.at[i]));
    }
    buf_add_lit(&out, "\n],\"summary\":");
    json_value(&out, summary);
    buf_add_lit(&out, "}\n");
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
    arena_free(&a);
}

static void show(void *context, enum progress_stage stage, size_t done, size_t total)
{
    struct report_progress *p = context;
    if (stage == PROGRESS_WAIT) {
        p->shown = true;
        fputs("\r\033[Kwaiting for another build of this project", stderr);
        return;
    }
    size_t percent = total ? done * 100 / total : 100;
    if (p->shown && percent == p->percent)
        return;
    p->shown = true;
    p->percent = percent;
    fprintf(stderr, "\r\033[K%s %zu%%", stage == PROGRESS_LOAD ? "reading" : "writing", percent);
    fflush(stderr);
}

struct progress report_progress_open(struct report_progress *p, const struct report_options *o)
{
    const char *term = getenv("TERM");
    *p = (struct report_progress){.on = isatty(STDERR_FILENO) && !o->quiet && term &&
                                        strcmp(term, "dumb") != 0};
    return (struct progress){.report = p->on ? show : NULL, .context = p};
}

void report_progress_close(struct report_progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
}
