#include <stdio.h>

#include "command.h"
#include "options.h"
#include "report.h"
#include "verify/verify.h"

static int run(int argc, char **argv)
{
    struct verified v;
    struct verify_options o = {0};
    struct report_options r = {.verbose = true};
    if (argc > 1)
        o.build.project.folder = str_of(argv[argc - 1]);
    verify(&v, &o);
    struct diags d = {.arena = &v.build.arena};
    for (size_t i = 0; i < v.findings.list.n; i++)
        vec_push(d.arena, &d.list) = v.findings.list.at[i].diag;
    report_text(&d, &r);
    verify_close(&v);
    return 0;
}

const struct command cmd_check = {
    .name = "check", .summary = "prove that notes and site are sound", .help = "", .run = run};
