/* Prints findings of all shapes as a report: for tests of the reports.
 *
 *     list_findings FORMAT [none | many]
 *
 * FORMAT is text, verbose, json, sarif, junit, github, markdown or baseline. "none" has no
 * findings, "many" more than any report shows. */
#include <stdio.h>
#include <stdlib.h>

#include "check/baseline.h"
#include "report_findings.h"
#include "report_github.h"
#include "report_junit.h"
#include "report_markdown.h"
#include "report_sarif.h"

enum { MANY = SARIF_MOST_RESULTS + 7 };

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const struct finding shapes[] = {
    {.diag = {DIAG_SITE_URL_MISSING, DIAG_NOTE, {{0}, 0, 0}, S_INIT("no site_url")}},
    {.diag =
         {DIAG_NAV_MISSING, DIAG_WARNING, {S_INIT("/etc/kbsite.yml"), 2, 5}, S_INIT("no file")}},
    {.diag = {DIAG_FILE_NAME,
              DIAG_WARNING,
              {S_INIT("a:b/c%d, e\n<&\"'`|.md"), 0, 0},
              S_INIT("a name of \"quotes\", 'more', <tags> & | `bars`")}},
    {.diag = {DIAG_LINK_MISSING,
              DIAG_ERROR,
              {S_INIT("notes/a b.md"), 1, 5},
              S_INIT("no file \"x\"; see [this](7) and {0}")},
     .mendable = true},
    {.diag = {DIAG_LINK_MISSING,
              DIAG_ERROR,
              {S_INIT("notes/a b.md"), 1, 5},
              S_INIT("no file \"x\"; see [this](7) and {0}")}},
    {.diag = {DIAG_LINK_MISSING,
              DIAG_WARNING,
              {S_INIT("notes/a b.md"), 2, 12},
              S_INIT("lowered by the user: 100%\r\n::error::no command")}},
    {.diag = {DIAG_EDGE_CYCLE,
              DIAG_ERROR,
              {S_INIT("notes/a b.md"), 2, 900},
              S_INIT("a \xE2\x86\x92 b, past its line")}},
    {.diag = {DIAG_LINK_ANCHOR,
              DIAG_WARNING,
              {S_INIT("notes/\xC3\xA9\xF0\x9F\x8E\xB2.md"), 1, 1},
              S_INIT("control \x01\x1B[31m, unfit \xEF\xBF\xBF \xF0\x9F\x8E\xB2")}},
};

static str line_of(void *context, str path, uint32_t line)
{
    (void)context;
    (void)path;
    return line == 1   ? S("See [x](x) and [y](y).")
           : line == 2 ? S("\xC3\xA9 \xF0\x9F\x8E\xB2 \xE2\x82\xAC [z](z)")
                       : S("");
}

static void make_many(struct findings *f)
{
    for (uint32_t i = 0; i < MANY; i++) {
        enum diag_code code = i % 100 == 99 ? DIAG_LINK_MISSING
                              : i % 100 < 2 ? DIAG_EDGE_DUPLICATE
                                            : DIAG_LINK_ANCHOR;
        vec_push(f->arena, &f->list) = (struct finding){
            .diag = {code, diag_level(code), {S("notes/a.md"), i + 1, 1}, S("one of many")}};
    }
}

static const struct fingerprint_roots here = {S_INIT("."), S_INIT("site")};

/* The first fingerprint of two equal findings is what the baseline knows. */
static void make_shapes(struct findings *f, const struct line_source *lines)
{
    struct baseline b = {.arena = f->arena};
    struct diags diags = {.arena = f->arena};
    struct findings known = {.arena = f->arena};
    struct buf bytes = {0};
    for (size_t i = 0; i < COUNT_OF(shapes); i++)
        vec_push(f->arena, &f->list) = shapes[i];
    fingerprint_findings(f, lines, &here);
    vec_push(f->arena, &known.list) = f->list.at[3];
    baseline_write(&known, &bytes);
    baseline_read(&b, S("known"), buf_str(&bytes), &diags);
    baseline_mark(&b, f);
    buf_free(&bytes);
}

static bool print_report(str format, const struct findings *f, struct report_context *c,
                         struct buf *out)
{
    static const struct {
        str name;
        void (*report)(const struct findings *, const struct report_context *, struct buf *);
    } formats[] = {
        {S_INIT("text"), report_findings_text},
        {S_INIT("verbose"), report_findings_text},
        {S_INIT("json"), report_findings_json},
        {S_INIT("sarif"), report_sarif},
        {S_INIT("junit"), report_junit},
        {S_INIT("github"), report_github},
        {S_INIT("markdown"), report_summary_markdown},
    };
    if (str_eq(format, S("verbose")))
        c->least = DIAG_NOTE;
    if (str_eq(format, S("baseline"))) {
        baseline_write(f, out);
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (str_eq(format, formats[i].name)) {
            formats[i].report(f, c, out);
            return true;
        }
    return false;
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct findings f = {.arena = &a};
    struct buf out = {0};
    struct line_source lines = {line_of, NULL};
    struct report_context c = {.fail = DIAG_ERROR,
                               .least = DIAG_WARNING,
                               .baseline = true,
                               .home = S("kbsite.yml"),
                               .lines = &lines};
    str which = str_of(argc > 2 ? argv[2] : "");
    if (str_eq(which, S("many")))
        make_many(&f);
    else if (!str_eq(which, S("none")))
        make_shapes(&f, &lines);
    bool fine = argc > 1 && print_report(str_of(argv[1]), &f, &c, &out);
    fwrite(out.ptr ? out.ptr : "", 1, out.len, stdout);
    buf_free(&out);
    arena_free(&a);
    return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
