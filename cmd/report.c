#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data/json.h"
#include "report_line.h"

bool report_has_colour(int handle)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(handle) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

static void print_one(const struct diag *d, bool colour)
{
    struct buf line = {0};
    report_line(&line, d, colour);
    buf_add_char(&line, '\n');
    fwrite(line.ptr, 1, line.len, stderr);
    buf_free(&line);
}

void report_text(const struct diags *diags, const struct report_options *options)
{
    enum diag_level least = options->quiet     ? DIAG_ERROR
                            : options->verbose ? DIAG_NOTE
                                               : DIAG_WARNING;
    bool colour = report_has_colour(STDERR_FILENO);
    for (size_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].level >= least)
            print_one(&diags->list.at[i], colour);
}

void report_json(const struct diags *diags, const struct value *summary)
{
    struct arena a = {0};
    struct buf out = {0};
    buf_add_lit(&out, "{\"diagnostics\":[");
    for (size_t i = 0; i < diags->list.n; i++) {
        buf_add(&out, i ? S(",\n") : S("\n"));
        json_value(&out, report_fields(&a, &diags->list.at[i]));
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
