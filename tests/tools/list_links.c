/* Prints what a project's links resolve to, one line each:
 *
 *     FILE  LINE  link|image|html  TARGET  note|folder|file|external|excluded|missing  PATH
 *
 * parted by tabs; TARGET as the author meant it, PATH below the content folder. Usage:
 * list_links PROJECT, the folder that kbsite.yml is in. */
#include <stdio.h>
#include <stdlib.h>

#include "build/build.h"

static const char *const link_kinds[] = {
    [LINK_ANCHOR] = "link", [LINK_IMAGE] = "image", [LINK_HTML] = "html"};

static const char *const target_kinds[] = {
    [TARGET_MISSING] = "missing", [TARGET_NOTE] = "note",         [TARGET_FOLDER] = "folder",
    [TARGET_FILE] = "file",       [TARGET_EXTERNAL] = "external", [TARGET_EXCLUDED] = "excluded"};

static str path_of(const struct site *site, const struct target *target)
{
    switch (target->kind) {
    case TARGET_NOTE:
        return site->nodes.at[target->index].note->path;
    case TARGET_FOLDER:
        return site->folders.at[target->index].path;
    case TARGET_FILE:
        return site->files.at[target->index].path;
    default:
        return S("");
    }
}

/* Line ends and tabs would break the table. */
static void print_field(str s)
{
    for (size_t i = 0; i < s.len; i++)
        putchar(s.ptr[i] == '\t' || s.ptr[i] == '\n' || s.ptr[i] == '\r' ? ' ' : s.ptr[i]);
}

static void print_links(const struct site *site)
{
    for (size_t i = 0; i < site->nodes.n; i++) {
        const struct node *node = &site->nodes.at[i];
        for (size_t k = 0; k < node->note->body.links.n; k++) {
            const struct link *link = &node->note->body.links.at[k];
            if (link->kind == LINK_WIKI || link->kind == LINK_EMBED)
                continue; /* the census resolves them by rules of its own */
            print_field(node->note->path);
            printf("\t%u\t%s\t", link->line, link_kinds[link->kind]);
            print_field(link->target);
            printf("\t%s\t", target_kinds[node->targets[k].kind]);
            print_field(path_of(site, &node->targets[k]));
            putchar('\n');
        }
    }
}

int main(int argc, char **argv)
{
    struct build_options options = {.project.folder = str_of(argc > 1 ? argv[1] : ".")};
    struct build build;
    bool fine = build_open(&build, &options) && build_load(&build, &options);
    if (fine) {
        build_resolve(&build, &options);
        print_links(&build.site);
    }
    build_close(&build);
    return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
