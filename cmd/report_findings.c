#include "report_findings.h"

#include "base/utf8.h"
#include "data/json.h"
#include "report_line.h"

bool report_fails(const struct finding *f, const struct report_context *c)
{
    return !f->known && f->diag.level >= c->fail;
}

struct finding_counts report_count(const struct findings *f, const struct report_context *c)
{
    struct finding_counts counts = {0};
    for (size_t i = 0; i < f->list.n; i++) {
        const struct finding *one = &f->list.at[i];
        counts.known += one->known;
        counts.mendable += one->mendable;
        counts.failing += report_fails(one, c);
        if (!one->known)
            counts.fresh[one->diag.level]++;
    }
    return counts;
}

static size_t rank_of(const struct finding *f)
{
    return (size_t)(DIAG_ERROR - f->diag.level) + (f->known ? LEVEL_COUNT : 0);
}

const struct finding **report_worst_first(struct arena *a, const struct findings *f)
{
    enum { RANKS = 2 * LEVEL_COUNT };
    size_t next[RANKS + 1] = {0};
    for (size_t i = 0; i < f->list.n; i++)
        next[rank_of(&f->list.at[i]) + 1]++;
    for (size_t rank = 1; rank < RANKS; rank++)
        next[rank] += next[rank - 1];
    const struct finding **sorted = arena_array(a, const struct finding *, f->list.n);
    for (size_t i = 0; i < f->list.n; i++)
        sorted[next[rank_of(&f->list.at[i])]++] = &f->list.at[i];
    return sorted;
}

const char *report_plural(size_t n)
{
    return n == 1 ? "" : "s";
}

void report_counts(struct buf *out, const struct finding_counts *counts)
{
    const char *gap = "";
    for (int i = DIAG_ERROR; i >= DIAG_NOTE; i--) {
        size_t n = counts->fresh[i];
        if (!n)
            continue;
        buf_addf(out, "%s%zu %.*s%s", gap, n, STR_ARG(diag_level_name((enum diag_level)i)),
                 report_plural(n));
        gap = ", ";
    }
    if (counts->known)
        buf_addf(out, "%s%zu known", gap, counts->known);
    else if (!*gap)
        buf_add_lit(out, "no findings");
}

uint32_t report_column(const struct report_context *c, const struct place *place)
{
    enum { FARTHEST = 5000 }; /* thousands of findings may stand on one endless line */
    str line = line_at(c->lines, place);
    if (!place->col || place->col > FARTHEST || line.len == 0 || place->col > line.len + 1)
        return 0;
    uint32_t units = 1;
    str before = str_until(line, place->col - 1);
    for (size_t i = 0, len; i < before.len; i += len)
        units += utf8_at(before, i, &len) > 0xFFFF ? 2 : 1;
    return units;
}

static void add_summary(struct buf *out, const struct finding_counts *counts)
{
    report_counts(out, counts);
    if (counts->mendable)
        buf_addf(out, "; --fix mends %zu", counts->mendable);
    buf_add_char(out, '\n');
}

void report_findings_text(const struct findings *f, const struct report_context *c, struct buf *out)
{
    for (size_t i = 0; i < f->list.n; i++) {
        const struct finding *one = &f->list.at[i];
        if (one->diag.level < c->least || (one->known && c->least > DIAG_NOTE))
            continue;
        report_line(out, &one->diag, c->colour);
        buf_add(out, one->known ? S(" (known)\n") : S("\n"));
    }
    struct finding_counts counts = report_count(f, c);
    add_summary(out, &counts);
}

static const struct value *summary_of(struct arena *a, const struct finding_counts *counts)
{
    struct value *v = value_map(a);
    value_set(a, v, S("errors"), value_number(a, (long)counts->fresh[DIAG_ERROR]));
    value_set(a, v, S("warnings"), value_number(a, (long)counts->fresh[DIAG_WARNING]));
    value_set(a, v, S("notes"), value_number(a, (long)counts->fresh[DIAG_NOTE]));
    value_set(a, v, S("known"), value_number(a, (long)counts->known));
    value_set(a, v, S("mendable"), value_number(a, (long)counts->mendable));
    value_set(a, v, S("failing"), value_number(a, (long)counts->failing));
    return v;
}

static const struct value *finding_of(struct arena *a, const struct finding *f)
{
    char hex[HASH_HEX + 1];
    hash_hex(f->fingerprint, hex);
    struct value *v = report_fields(a, &f->diag);
    value_set(a, v, S("fingerprint"), value_string(a, arena_dup(a, str_of(hex))));
    value_set(a, v, S("known"), value_bool(f->known));
    value_set(a, v, S("mendable"), value_bool(f->mendable));
    return v;
}

void report_findings_json(const struct findings *f, const struct report_context *c, struct buf *out)
{
    struct arena a = {0};
    struct finding_counts counts = report_count(f, c);
    buf_add_lit(out, "{\"findings\":[");
    for (size_t i = 0; i < f->list.n; i++) {
        buf_add(out, i ? S(",\n") : S("\n"));
        json_value(out, finding_of(&a, &f->list.at[i]));
        arena_reset(&a);
    }
    buf_add_lit(out, "\n],\"summary\":");
    json_value(out, summary_of(&a, &counts));
    buf_add_lit(out, "}\n");
    arena_free(&a);
}
