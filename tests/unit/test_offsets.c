/* md4c takes some offsets for the number of a block type (see markdown/offsets.h): a list must be
 * read alike wherever in the note it stands. */
#include <md4c.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "markdown/lines.h"

enum { ALL_OFFSETS = 512 };

struct seen {
    int items, codes, paragraphs, rules, headings;
};

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct seen *seen = user;
    (void)detail;
    seen->items += type == MD_BLOCK_LI;
    seen->codes += type == MD_BLOCK_CODE;
    seen->paragraphs += type == MD_BLOCK_P;
    seen->rules += type == MD_BLOCK_HR;
    seen->headings += type == MD_BLOCK_H;
    return 0;
}

static int ignore_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    (void)type;
    (void)detail;
    (void)user;
    return 0;
}

static int ignore_span(MD_SPANTYPE type, void *detail, void *user)
{
    (void)type;
    (void)detail;
    (void)user;
    return 0;
}

static int ignore_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    (void)type;
    (void)text;
    (void)size;
    (void)user;
    return 0;
}

static struct seen parse(struct arena *scratch, str text)
{
    const MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_TASKLISTS,
                              .enter_block = enter_block,
                              .leave_block = ignore_block,
                              .enter_span = ignore_span,
                              .leave_span = ignore_span,
                              .text = ignore_text};
    const struct markdown_options options = {.first_line = 1, .max_nesting = 100};
    struct diags diags = {.arena = scratch};
    struct lines lines;
    struct seen seen = {0};
    lines_read(scratch, text, &options, &diags, &lines);
    assert_int_equal(md_parse(lines.text.ptr, (MD_SIZE)lines.text.len, &parser, &seen), 0);
    return seen;
}

static void lists_are_read_alike_at_any_offset(void **state)
{
    static const struct {
        const char *text;
        struct seen seen; /* with the paragraph before it */
    } cases[] = {
        {"- a\n\n  ---\n\n  b\n\n  c\n", {1, 0, 4, 1, 0}},
        {"- a\n  - b\n\n    ***\n\n    c\n- d\n", {3, 0, 3, 1, 0}},
        {"1. a\n\n   ## h\n\n   b\n\n   c\n", {1, 0, 4, 0, 1}},
        {"- a\n\n  ```\n  x\n  ```\n\n  b\n\n  c\n", {1, 1, 4, 0, 0}},
        {"- a\n\n  ```\n  x\n\n  y\n  ```\n\n\n  b\n", {1, 1, 3, 0, 0}},
        {"- a\n\n\n  b\n\n\n  c\n", {1, 0, 4, 0, 0}},
        {"- [ ] a\n\n\n  b\n", {1, 0, 3, 0, 0}},
        {"- a\n\n  h\n  ===\n\n  b\n", {1, 0, 3, 0, 1}},
        {"- a\n\n  ---\n\n  ---\n\n  ---\n\n  b\n", {1, 0, 3, 3, 0}},
        {"!!! note\n    - a\n\n      ---\n\n      b\n\n", {1, 0, 3, 1, 0}},
    };
    struct arena scratch = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t before = 1; before <= ALL_OFFSETS; before++) {
            struct buf text = {0};
            buf_add_repeat(&text, 'x', before);
            buf_add_lit(&text, "\n\n");
            buf_add(&text, str_of(cases[i].text));
            struct seen seen = parse(&scratch, buf_str(&text));
            if (memcmp(&seen, &cases[i].seen, sizeof seen) != 0)
                fail_msg("behind %zu bytes: %d items, %d codes, %d paragraphs, %d rules, "
                         "%d headings of\n%s",
                         before, seen.items, seen.codes, seen.paragraphs, seen.rules, seen.headings,
                         cases[i].text);
            buf_free(&text);
            arena_reset(&scratch);
        }
    arena_free(&scratch);
}

static void positions_lead_to_the_source(void **state)
{
    struct arena scratch = {0};
    (void)state;
    for (size_t before = 1; before <= ALL_OFFSETS; before++) {
        const struct markdown_options options = {.first_line = 1, .max_nesting = 100};
        struct diags diags = {.arena = &scratch};
        struct lines lines;
        struct buf text = {0};
        buf_add_repeat(&text, 'x', before);
        buf_add_lit(&text, "\n\n- a\n\n  ---\n\n  bcd\n");
        lines_read(&scratch, buf_str(&text), &options, &diags, &lines);
        struct place place = lines_place(&lines, S(""), (uint32_t)str_find(lines.text, S("cd")));
        assert_int_equal(place.line, 7);
        assert_int_equal(place.col, 4);
        place = lines_place(&lines, S(""), (uint32_t)str_find(lines.text, S("---")));
        assert_int_equal(place.line, 5);
        assert_int_equal(place.col, 3);
        buf_free(&text);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_read_alike_at_any_offset),
        cmocka_unit_test(positions_lead_to_the_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
