/* A note's text read, for tests of lib/markdown. Include expect.h first. */
#ifndef KBSITE_TESTS_UNIT_MARKDOWN_KIT_H
#define KBSITE_TESTS_UNIT_MARKDOWN_KIT_H

#include "markdown/markdown.h"

struct note {
    struct arena keep, scratch;
    struct diags diags;
    struct markdown_options options;
    struct body body;
    struct outline outline;
};

static inline void read_note(struct note *n, str text)
{
    n->diags = (struct diags){.arena = &n->scratch};
    if (n->options.max_output == 0)
        n->options.max_output = 1 << 22;
    if (n->options.max_nesting == 0)
        n->options.max_nesting = 100;
    n->options.path = S("n.md");
    if (n->options.first_line == 0)
        n->options.first_line = 1;
    struct markdown_job job = {&n->keep, &n->scratch, text, &n->options, &n->diags};
    markdown_read(&job, &n->body, &n->outline);
}

static inline void free_note(struct note *n)
{
    arena_free(&n->keep);
    arena_free(&n->scratch);
}

#endif
