#include "report_markdown.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "report_line.h"

enum { MOST_BYTES_OF_TEXT = 400 };

/* Text in a cell of a table: nothing in it is Markdown or HTML. */
static void add_text(struct buf *out, str text)
{
    str shown = utf8_until(text, MOST_BYTES_OF_TEXT);
    for (size_t i = 0; i < shown.len; i++) {
        char c = shown.ptr[i];
        if ((unsigned char)c < ' ' || c == 0x7F) {
            buf_add_char(out, ' ');
            continue;
        }
        if (strchr("\\`*_[]~|$:@#", c))
            buf_add_char(out, '\\');
        escape_html(out, (str){&c, 1});
    }
    if (shown.len < text.len)
        buf_add_lit(out, "…");
}

struct count {
    enum diag_code code;
    size_t n;
};

/* The most frequent first. */
static int compare(const void *left, const void *right)
{
    const struct count *a = left, *b = right;
    int order = (a->n < b->n) - (a->n > b->n);
    return order ? order : (a->code > b->code) - (a->code < b->code);
}

static void add_levels(const struct finding_counts *counts, struct buf *out)
{
    buf_add_lit(out, "| Level | Findings |\n|---|---:|\n");
    for (int i = DIAG_ERROR; i >= DIAG_NOTE; i--)
        if (counts->fresh[i])
            buf_addf(out, "| %.*s | %zu |\n", STR_ARG(diag_level_name((enum diag_level)i)),
                     counts->fresh[i]);
    if (counts->known)
        buf_addf(out, "| known | %zu |\n", counts->known);
    buf_add_char(out, '\n');
}

static void add_codes(const struct finding *const *fresh, size_t n, struct buf *out)
{
    struct count counts[DIAG_CODE_COUNT];
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        counts[i] = (struct count){.code = (enum diag_code)i};
    for (size_t i = 0; i < n; i++)
        counts[fresh[i]->diag.code].n++;
    qsort(counts, DIAG_CODE_COUNT, sizeof *counts, compare);
    buf_add_lit(out, "| Code | Findings | |\n|---|---:|---|\n");
    for (int i = 0; i < DIAG_CODE_COUNT && counts[i].n; i++) {
        buf_addf(out, "| %.*s | %zu | ", STR_ARG(diag_name(counts[i].code)), counts[i].n);
        add_text(out, diag_meaning(counts[i].code));
        buf_add_lit(out, " |\n");
    }
    buf_add_char(out, '\n');
}

static void add_worst(const struct finding *const *fresh, size_t n, struct buf *out)
{
    size_t shown = n < MARKDOWN_MOST_FINDINGS ? n : MARKDOWN_MOST_FINDINGS;
    struct buf place = {0};
    buf_add_lit(out, "| Place | Level | Finding | Code |\n|---|---|---|---|\n");
    for (size_t i = 0; i < shown; i++) {
        const struct diag *d = &fresh[i]->diag;
        buf_clear(&place);
        report_place(&place, &d->place);
        buf_add_lit(out, "| ");
        add_text(out, buf_str(&place));
        buf_addf(out, " | %.*s | ", STR_ARG(diag_level_name(d->level)));
        add_text(out, d->message);
        buf_addf(out, " | %.*s |\n", STR_ARG(diag_name(d->code)));
    }
    buf_free(&place);
    if (shown < n)
        buf_addf(out, "\n%zu more are not shown here.\n", n - shown);
}

void report_summary_markdown(const struct findings *f, const struct report_context *c,
                             struct buf *out)
{
    struct arena a = {0};
    struct finding_counts counts = report_count(f, c);
    const struct finding **worst = report_worst_first(&a, f);
    size_t fresh = f->list.n - counts.known;
    buf_add_lit(out, "### kbsite check: ");
    report_counts(out, &counts);
    buf_add_lit(out, "\n\n");
    if (f->list.n)
        add_levels(&counts, out);
    if (fresh) {
        add_codes(worst, fresh, out);
        add_worst(worst, fresh, out);
    }
    arena_free(&a);
}
