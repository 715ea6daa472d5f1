#include "report_github.h"

/* GitHub's own escaping, of @actions/core: percent and line ends in messages, in properties what
 * ends one besides. */
static void add_escaped(struct buf *out, str text, bool property)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            buf_addf(out, "%%%02X", (unsigned)c);
        else
            buf_add_char(out, c);
    }
}

static void add_annotation(const struct diag *d, const struct report_context *c, struct buf *out)
{
    static const char *const commands[] = {"notice", "warning", "error"};
    const struct place *place = &d->place;
    uint32_t col = report_column(c, place);
    buf_addf(out, "::%s ", commands[d->level]);
    if (place->path.len) {
        buf_add_lit(out, "file=");
        add_escaped(out, place->path, true);
        buf_add_char(out, ',');
    }
    if (place->path.len && place->line)
        buf_addf(out, "line=%u,", place->line);
    if (place->path.len && col)
        buf_addf(out, "col=%u,", col);
    buf_add_lit(out, "title=");
    add_escaped(out, diag_name(d->code), true);
    buf_add_lit(out, "::");
    add_escaped(out, d->message, false);
    buf_add_char(out, '\n');
}

void report_github(const struct findings *f, const struct report_context *c, struct buf *out)
{
    struct arena a = {0};
    struct finding_counts counts = report_count(f, c);
    const struct finding **worst = report_worst_first(&a, f);
    size_t shown[LEVEL_COUNT] = {0}, fresh = f->list.n - counts.known, more = fresh;
    for (size_t i = 0; i < fresh; i++) {
        const struct diag *d = &worst[i]->diag;
        if (shown[d->level]++ >= GITHUB_MOST_OF_LEVEL)
            continue;
        add_annotation(d, c, out);
        more--;
    }
    buf_add_lit(out, "kbsite check: ");
    report_counts(out, &counts);
    if (more)
        buf_addf(out, "; %zu without an annotation: see the job's summary or run kbsite check",
                 more);
    buf_add_char(out, '\n');
    arena_free(&a);
}
