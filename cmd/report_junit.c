#include "report_junit.h"

#include "base/escape.h"
#include "base/map.h"
#include "base/utf8.h"
#include "report_line.h"

/* Characters that XML 1.0 has no form for, not even an escaped one. */
static bool is_in_xml(int32_t c)
{
    return (c >= 0x20 && c != 0xFFFE && c != 0xFFFF) || c == '\t' || c == '\n' || c == '\r';
}

static void add_xml(struct buf *out, str text)
{
    for (size_t i = 0, len; i < text.len; i += len) {
        int32_t c = utf8_at(text, i, &len);
        if (c == UTF8_INVALID)
            buf_add_lit(out, "\xEF\xBF\xBD");
        else if (c == '\t' || c == '\n' || c == '\r')
            buf_add_char(out, ' '); /* as in attributes, where they do not last anyway */
        else if (is_in_xml(c))
            escape_html(out, str_slice(text, i, i + len));
    }
}

static void add_attribute(struct buf *out, const char *name, str text)
{
    buf_addf(out, " %s=\"", name);
    add_xml(out, text);
    buf_add_char(out, '"');
}

static str suite_name(str path)
{
    return path.len ? path : S("(the whole site)");
}

/* CODE: MESSAGE, with a number where the same was said before in the suite. */
static void add_name(struct arena *a, struct map *names, const struct diag *d, struct buf *out)
{
    bool fresh;
    str name = arena_join(a, diag_name(d->code), S(": "), d->message);
    size_t before = (*map_put(a, names, name, &fresh))++;
    if (before)
        name = arena_printf(a, "%.*s (%zu)", STR_ARG(name), before + 1);
    add_attribute(out, "name", name);
}

static void add_place(struct buf *out, const struct place *place)
{
    add_attribute(out, "classname", suite_name(place->path));
    if (place->path.len)
        add_attribute(out, "file", place->path);
    if (place->path.len && place->line)
        buf_addf(out, " line=\"%u\"", place->line);
}

static void add_outcome(const struct finding *f, const struct report_context *c, struct buf *out)
{
    struct buf line = {0};
    report_line(&line, &f->diag, false);
    if (report_fails(f, c)) {
        buf_add_lit(out, "<failure");
        add_attribute(out, "type", diag_name(f->diag.code));
        add_attribute(out, "message", f->diag.message);
        buf_add_char(out, '>');
        add_xml(out, buf_str(&line));
        buf_add_lit(out, "</failure>");
    } else if (f->known) {
        buf_add_lit(out, "<skipped message=\"the baseline knows it\"/>");
    } else {
        buf_add_lit(out, "<system-out>");
        add_xml(out, buf_str(&line));
        buf_add_lit(out, "</system-out>");
    }
    buf_free(&line);
}

static void add_suite(const struct findings *part, const struct report_context *c, struct buf *out)
{
    struct arena a = {0};
    struct map names = {0};
    struct finding_counts counts = report_count(part, c);
    buf_add_lit(out, "<testsuite");
    add_attribute(out, "name", suite_name(part->list.at[0].diag.place.path));
    buf_addf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\">\n", part->list.n,
             counts.failing, counts.known);
    for (size_t i = 0; i < part->list.n; i++) {
        const struct finding *f = &part->list.at[i];
        buf_add_lit(out, "<testcase");
        add_name(&a, &names, &f->diag, out);
        add_place(out, &f->diag.place);
        buf_add_char(out, '>');
        add_outcome(f, c, out);
        buf_add_lit(out, "</testcase>\n");
    }
    buf_add_lit(out, "</testsuite>\n");
    arena_free(&a);
}

/* How many findings from number `from` on are of one file. */
static size_t of_one_file(const struct findings *f, size_t from)
{
    size_t to = from + 1;
    while (to < f->list.n &&
           str_eq(f->list.at[to].diag.place.path, f->list.at[from].diag.place.path))
        to++;
    return to - from;
}

void report_junit(const struct findings *f, const struct report_context *c, struct buf *out)
{
    struct finding_counts counts = report_count(f, c);
    buf_add_lit(out,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"kbsite check\"");
    buf_addf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n", f->list.n ? f->list.n : 1,
             counts.failing);
    for (size_t i = 0, n; i < f->list.n; i += n) {
        n = of_one_file(f, i);
        struct findings part = {.list = {.at = f->list.at + i, .n = n}};
        add_suite(&part, c, out);
    }
    if (f->list.n == 0)
        buf_add_lit(out, "<testsuite name=\"kbsite check\" tests=\"1\" failures=\"0\" errors=\"0\" "
                         "skipped=\"0\">\n<testcase name=\"no findings\" "
                         "classname=\"kbsite check\"/>\n</testsuite>\n");
    buf_add_lit(out, "</testsuites>\n");
}
