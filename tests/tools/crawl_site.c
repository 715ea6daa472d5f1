/* Prints what is wrong with a static site, one finding each line:
 *
 *     PATH:LINE:COL: LEVEL: MESSAGE [CODE]
 *
 * Usage: crawl_site FOLDER [SITE_URL], a folder of any site; with --base /PATH/ before them, as it
 * is below a path of an unknown host. crawl_site --project PROJECT [SITE_URL] crawls what a build
 * of a project would write. Exits with 1 when there is something, with 2 when it cannot tell. */
#include <stdio.h>
#include <stdlib.h>

#include "base/pool.h"
#include "verify/crawl_site.h"

static void print(const struct diags *found)
{
    for (size_t i = 0; i < found->list.n; i++) {
        const struct diag *d = &found->list.at[i];
        printf("%.*s:", STR_ARG(d->place.path));
        if (d->place.line)
            printf("%u:%u:", d->place.line, d->place.col);
        printf(" %.*s: %.*s [%.*s]\n", STR_ARG(diag_level_name(d->level)), STR_ARG(d->message),
               STR_ARG(diag_name(d->code)));
    }
}

static int crawl_project(char **args)
{
    struct build_options options = {
        .project = {.folder = str_of(args[0]), .site_url = str_of(args[1])}};
    struct build build;
    bool fine = build_open(&build, &options) && build_load(&build, &options);
    struct diags found = {.arena = &build.arena};
    if (fine) {
        build_resolve(&build, &options);
        fine = crawl_build(&build, &options, &found);
        print(&found);
    }
    if (!fine)
        print(&build.diags);
    build_close(&build);
    return !fine ? 2 : found.list.n > 0;
}

static int crawl(char **args, str base)
{
    struct arena a = {0};
    struct diags found = {.arena = &a};
    struct crawl_options options = {
        .shown = str_of(args[0]), .site_url = str_of(args[1]), .base = base};
    int error = crawl_folder(&a, args[0], pool_processors(), &options, &found);
    print(&found);
    size_t n = found.list.n;
    arena_free(&a);
    return error ? 2 : n > 0;
}

int main(int argc, char **argv)
{
    bool project = argc > 2 && str_eq(str_of(argv[1]), S("--project"));
    bool base = argc > 3 && str_eq(str_of(argv[1]), S("--base"));
    if (argc < 2)
        return 2;
    return project ? crawl_project(argv + 2)
                   : crawl(argv + (base ? 3 : 1), base ? str_of(argv[2]) : S(""));
}
