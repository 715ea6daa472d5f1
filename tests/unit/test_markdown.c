#include "base/escape.h"
#include "expect.h"

#include <md4c.h>

#include "markdown_kit.h"

static void fill(void *context, const struct body *body, const struct slot *slot, struct buf *out)
{
    (void)context;
    if (slot->kind == SLOT_EMBED) {
        buf_addf(out, "{embed %.*s}", STR_ARG(body->links.at[slot->link].target));
        return;
    }
    if (slot->kind == SLOT_TITLE) {
        escape_html(out, body->links.at[slot->link].text);
        return;
    }
    if (slot->kind == SLOT_WORD) {
        buf_add_lit(out, "{word}");
        return;
    }
    if (slot->kind == SLOT_LINK)
        buf_add_char(out, ' ');
    buf_addf(out, "{%.*s}", STR_ARG(body->links.at[slot->link].target));
}

static str printed(struct note *n, struct range range)
{
    struct buf out = {0};
    body_print(&n->body, n->body.html, range, fill, NULL, &out);
    str copy = arena_dup(&n->scratch, buf_str(&out));
    buf_free(&out);
    return copy;
}

/* Positions */

/* Where a text first stands in a source. */
static struct place place_in(str source, str text)
{
    struct place place = {S("n.md"), 1, 1};
    size_t at = str_find(source, text);
    for (size_t i = 0; i < at; i++) {
        bool end = source.ptr[i] == '\n' ||
                   (source.ptr[i] == '\r' && !(i + 1 < source.len && source.ptr[i + 1] == '\n'));
        place.line += end;
        place.col = source.ptr[i] == '\n' || end ? 1 : place.col + 1;
    }
    return place;
}

/* In these notes each text of a link or heading occurs once, so its place is known. */
static const struct {
    str source;
    size_t links, headings;
} placed[] = {
    {S_INIT("[Lk1](a) and [Lk2](b)\n\nx [Lk3](c)\n"), 3, 0},
    {S_INIT("# Hd1\n\n##   Hd2 {#x}\n\nHd3\n===\n"), 0, 3},
    {S_INIT("> # Hd1\n> > [Lk1](a)\n\n- ## Hd2\n  - x [Lk2](b)\n"), 2, 2},
    {S_INIT("!!! note\n    [Lk1](a)\n\n    ## Hd1\n\n    - x\n      [Lk2](b)\n\n[Lk3](c)\n"), 3, 1},
    {S_INIT("!!! note \"A [Lk1](a) title\"\n\t[Lk2](b)\n\n\t!!! tip\n\t\t[Lk3](c)\n\t\t## Hd1\n"),
     3, 1},
    {S_INIT("!!! note \"Quoted \\\"[Lk1](a)\\\"\"\n    x\n"), 1, 0},
    {S_INIT("A line\r\nwith [Lk1](a)\r\n\r\n# Hd1 {#x}\r\n!!! note\r\n    [Lk2](b)\r\n"), 2, 1},
    {S_INIT("One\rtwo [Lk1](a)\r\r# Hd1\r"), 1, 1},
    {S_INIT("-\t[Lk1](a)\n\n\t!!! note\n\t\t- [Lk2](b)\n\n\tafter [Lk3](c)\n"), 3, 0},
    {S_INIT("1.  x\n    !!! note\n\n        [Lk1](a)\n\n    ## Hd1\n"), 1, 1},
    {S_INIT("| a | [Lk1](a) |\n|-|-|\n| x | `y` [Lk2](b) |\n## Hd1\n"), 2, 1},
    {S_INIT("Text\n| a | b |\n|---|---|\n| [Lk1](a) | x |\n\n[Lk2](b)\n"), 2, 0},
    {S_INIT("<div markdown>\n[Lk1](a)\n</div>\n\n<div>\n\n## Hd1\n\n</div>\n"), 1, 1},
    {S_INIT("<preface> [Lk1](a)\n<pre>\n\n</pre>\n[Lk2](b)\n"), 2, 0},
    {S_INIT("é [Lk1](ü) 日本 [Lk2](x \"t\")\n"), 2, 0},
    {S_INIT("[**Lk1** x](a) [`Lk2`](b) <https://Lk3.example>\n"), 3, 0},
    {S_INIT("see www.Lk1.example and x@lk2.example\n"), 2, 0},
    {S_INIT("[Lk1][r]\n\nx\n\n[r]: a\n"), 1, 0},
    {S_INIT("```\n[no](a)\n```\n[Lk1](a)\n\n    [no](a)\n\nx [Lk2](b)\n"), 2, 0},
    {S_INIT("- item\n      ```\n      x\n      ```\n  [Lk1](a)\n"), 1, 0},
    {S_INIT("# *Hd1* x\n\n## `Hd2`\n\n## &amp; no\n"), 0, 3},
    {S_INIT("<div>\n!!! note\n    [Lk1](a)\n</div>\n"), 1, 0},
};

static void check_place(str source, str text, uint32_t line, uint32_t col)
{
    /* a link's or heading's text begins with the word that is looked for, or with markup */
    size_t at = str_find(text, S("Hd")), n = 0;
    at = at == STR_NONE ? str_find(text, S("k")) - 1 : at;
    str word = str_slice(text, at, at + 3);
    struct place place = place_in(source, word);
    for (n = 0; n < at; n++)
        place.col--;
    expect(line == place.line && col == place.col, source);
}

static void knows_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(placed); i++) {
        struct note n = {0};
        str source = placed[i].source;
        read_note(&n, source);
        expect(n.body.links.n == placed[i].links, source);
        expect(n.body.headings.n == placed[i].headings, source);
        for (size_t k = 0; k < n.body.links.n; k++) {
            const struct link *l = &n.body.links.at[k];
            check_place(source, l->text, l->line, l->col);
        }
        for (size_t k = 0; k < n.body.headings.n; k++) {
            const struct heading *h = &n.body.headings.at[k];
            if (str_starts(h->text, S("Hd")))
                check_place(source, h->text, h->line, h->col);
        }
        free_note(&n);
    }
}

/* Links without a text of their own, and what stands further down in the file. */
static void knows_other_places(void **state)
{
    (void)state;
    static const struct {
        str source;
        size_t link;
        uint32_t line, col;
    } rows[] = {
        {S_INIT("x ![](a.png)\n"), 0, 1, 7},
        {S_INIT("x [](a.md)\n"), 0, 1, 6},
        {S_INIT("x\n[![alt](a.png)](b.md)\n"), 0, 2, 4},
        {S_INIT("x\n[![alt](a.png)](b.md)\n"), 1, 2, 4},
        {S_INIT("x <a href=\"a.md\">y</a>\n"), 0, 1, 3},
        {S_INIT("<p>\n  <img src=\"a.png\">\n</p>\n"), 0, 2, 3},
        {S_INIT("- <div>\n    <b>x</b> <a\n    href=\"a.md\">y</a></div>\n"), 0, 2, 14},
        {S_INIT("!!! note\n    <a href=\"a.md\">y</a>\n"), 0, 2, 5},
        {S_INIT("[one\ntwo](a.md)\n"), 0, 1, 2},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct note n = {.options.first_line = 11};
        read_note(&n, rows[i].source);
        assert_true(n.body.links.n > rows[i].link);
        const struct link *l = &n.body.links.at[rows[i].link];
        expect(l->line == rows[i].line + 10 && l->col == rows[i].col, rows[i].source);
        free_note(&n);
    }
}

static void places_diagnostics(void **state)
{
    (void)state;
    static const struct {
        str source;
        enum diag_code code;
        uint32_t line, col;
    } rows[] = {
        {S_INIT("x\n\n!!! note\n  y\n"), DIAG_ADMONITION_BODY, 4, 3},
        {S_INIT("x <Topic> y\n"), DIAG_HTML_UNKNOWN_TAG, 1, 3},
        {S_INIT("!!! note\n    x </b>\n"), DIAG_HTML_STRAY_CLOSE, 2, 7},
        {S_INIT("- a\n\n  <div>\n"), DIAG_HTML_UNCLOSED, 3, 3},
        {S_INIT("# A {#x}\n\n# B {#x}\n"), DIAG_HTML_DUPLICATE_ID, 3, 5},
        {S_INIT("<b id=\"x\">a</b>\n<b id=\"x\">c</b>\n"), DIAG_HTML_DUPLICATE_ID, 2, 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct note n = {0};
        read_note(&n, rows[i].source);
        assert_int_equal(n.diags.list.n, 1);
        const struct diag *d = &n.diags.list.at[0];
        expect(d->code == rows[i].code, rows[i].source);
        expect(d->place.line == rows[i].line && d->place.col == rows[i].col, rows[i].source);
        free_note(&n);
    }
}

/* md4c promises nothing about the pointers that it gives, but positions need them: they lead into
 * the buffer, except for line ends and blanks of its own. */

struct span {
    const char *from, *to;
    size_t texts;
};

static int ignore_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    (void)type, (void)detail, (void)user;
    return 0;
}

static int ignore_span(MD_SPANTYPE type, void *detail, void *user)
{
    (void)type, (void)detail, (void)user;
    return 0;
}

static int check_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    struct span *all = user;
    bool inside = text >= all->from && text + size <= all->to;
    bool made = type == MD_TEXT_BR || type == MD_TEXT_SOFTBR || type == MD_TEXT_CODE ||
                type == MD_TEXT_HTML;
    all->texts++;
    assert_true(inside || made);
    assert_true(inside || str_trim((str){text, size}).len == 0);
    return 0;
}

static void md4c_points_into_the_text(void **state)
{
    (void)state;
    static const char source[] =
        "# A *b* `c` {#x}\n\ntext  \nhard\\\nbreak &amp; &#65; \\* <b>html</b> <http://x.y>\n"
        "[a\nb](c \"d\") ![e](f) [g][h] ~~i~~\n\n[h]: j\n\n> - k\n>   l\n\n\tm\n\t\tn\n\n"
        "```x\ny\n\n  z\n```\n\n| o | `p` |\n|---|---|\n| q | r\\|s |\n\n<div>\n\n  t\n</div>\n"
        "\n- [x] u\n   1) v\n\nW\n===\n\n`x\n y`\n";
    const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
        .enter_block = ignore_block,
        .leave_block = ignore_block,
        .enter_span = ignore_span,
        .leave_span = ignore_span,
        .text = check_text,
    };
    struct span all = {source, source + sizeof source - 1, 0};
    assert_int_equal(md_parse(source, (MD_SIZE)(sizeof source - 1), &parser, &all), 0);
    assert_true(all.texts > 50);
}

/* Body */

static void prints_ranges(void **state)
{
    (void)state;
    struct note n = {.options.has_title = true};
    read_note(&n, S("lead [a](x)\n\n# T [b](y)\n\n## One\n\n[c](z) ![d](w)\n\n## Two [e](v)\n"));
    struct body *b = &n.body;
    assert_int_equal(b->slots.n, 5);
    assert_int_equal(b->sections.n, 2);
    assert_int_equal(b->headings.n, 3);
    expect_str(printed(&n, b->lead), S("<p>lead <a {x}>a</a></p>\n"), S("lead"));
    expect_str(printed(&n, b->headings.at[0].html), S("T <a {y}>b</a>"), S("title"));
    expect_str(printed(&n, b->headings.at[1].html), S("One"), S("One"));
    expect_str(printed(&n, b->headings.at[2].html), S("Two <a {v}>e</a>"), S("Two"));
    expect_str(printed(&n, b->sections.at[0].own),
               S("<p><a {z}>c</a> <img src=\"{w}\" alt=\"d\"></p>\n"), S("section"));
    expect_str(printed(&n, b->sections.at[1].own), S(""), S("empty section"));
    /* any part: a slot belongs to the range that begins at it */
    const struct slot *slot = &b->slots.at[0];
    expect_str(printed(&n, (struct range){slot->at, slot->at + 1}), S(" {x}>"), S("from a slot"));
    expect_str(printed(&n, (struct range){slot->at - 1, slot->at}), S("a"), S("to a slot"));
    expect_str(printed(&n, (struct range){5, 5}), S(""), S("nothing"));
    struct range slots = body_slots(b, b->sections.at[0].own);
    assert_int_equal(slots.from, 1);
    assert_int_equal(slots.to, 3);
    free_note(&n);
}

static void hashes_what_shows(void **state)
{
    (void)state;
    static const struct {
        str a, b;
        bool same;
    } rows[] = {
        {S_INIT("text\n"), S_INIT("text\n\n"), true},
        {S_INIT("[a](x)\n"), S_INIT("[a](y)\n"), true}, /* the slot's text is the page's to hash */
        {S_INIT("text\n"), S_INIT("text.\n"), false},
        {S_INIT("[a](x) b\n"), S_INIT("a [b](x)\n"), false},
        {S_INIT("# A\n\nb\n"), S_INIT("b\n\n# A\n"), false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct note a = {0}, b = {0};
        read_note(&a, rows[i].a);
        read_note(&b, rows[i].b);
        expect(hash_eq(a.body.hash, b.body.hash) == rows[i].same, rows[i].a);
        free_note(&a);
        free_note(&b);
    }
}

static void lists_anchors(void **state)
{
    (void)state;
    struct note n = {.options.has_title = true};
    read_note(&n, S("# T\n\n## Cart & Session\n\n<a name=\"old\"></a>\n\n## B {#c}\n\n"
                    "<b id=\"z\">x</b> <z id=\"no\">\n"));
    static const str want[] = {
        S_INIT("b"), S_INIT("c"), S_INIT("cart--session"), S_INIT("cart-session"), S_INIT("old"),
        S_INIT("t"), S_INIT("z")};
    assert_int_equal(n.body.anchors.n, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++)
        expect_str(n.body.anchors.at[i], want[i], want[i]);
    expect_str(n.body.headings.at[1].extra_id, S("cart-session"), S("extra id"));
    expect_str(n.body.headings.at[2].extra_id, S("b"), S("extra id of an explicit one"));
    free_note(&n);
}

static void reads_links(void **state)
{
    (void)state;
    struct note n = {0};
    read_note(
        &n,
        S("One. See [the *A* `b`](x&amp;y \"t\") now. ![Alt *i*](i.png) <a href='h&lt;'>z</a>\n"));
    const struct link *l = n.body.links.at;
    assert_int_equal(n.body.links.n, 3);
    assert_true(l[0].kind == LINK_ANCHOR && l[1].kind == LINK_IMAGE && l[2].kind == LINK_HTML);
    expect_str(l[0].target, S("x&y"), S("target"));
    expect_str(l[0].text, S("the A b"), S("text"));
    expect_str(l[0].sentence, S("See the A b now."), S("sentence"));
    expect_str(l[1].target, S("i.png"), S("image"));
    expect_str(l[1].text, S("Alt i"), S("alt text"));
    expect_str(l[1].sentence, S(""), S("image"));
    expect_str(l[2].target, S("h<"), S("HTML"));
    expect_str(l[2].text, S(""), S("HTML"));
    free_note(&n);
}

/* Outline */

static str text_of(const struct note *n, struct range range)
{
    return str_slice(n->outline.plain, range.from, range.to);
}

static void outlines_blocks(void **state)
{
    (void)state;
    struct note n = {.options.has_title = true};
    read_note(&n,
              S("# T\n\n**Strong** text\n\n*All [em](x)*\n\n## S\n\n- a\n  - **b**: c\n- d\n\n"
                "| e | `f \\| g` |\n|---|---|\n\n```\nh\ni\n```\n\n> j\n\n!!! note \"k\"\n    l\n"
                "\n- m\n  ***\n  n <b>o</b> <T>\n"));
    static const struct {
        enum block_kind kind;
        str text, strong;
        size_t links;
        bool in_container, emphasised;
        int section, item;
    } want[] = {
        {BLOCK_HEADING, S_INIT("T"), S_INIT(""), 0, false, false, -1, -1},
        {BLOCK_PARAGRAPH, S_INIT("Strong text"), S_INIT("Strong"), 0, false, false, -1, -1},
        {BLOCK_PARAGRAPH, S_INIT("All em"), S_INIT(""), 1, false, true, -1, -1},
        {BLOCK_HEADING, S_INIT("S"), S_INIT(""), 0, false, false, 0, -1},
        {BLOCK_PARAGRAPH, S_INIT("a"), S_INIT(""), 0, false, false, 0, 0},
        {BLOCK_PARAGRAPH, S_INIT("b: c"), S_INIT("b"), 0, false, false, 0, 1},
        {BLOCK_PARAGRAPH, S_INIT("d"), S_INIT(""), 0, false, false, 0, 2},
        {BLOCK_CELL, S_INIT("e"), S_INIT(""), 0, false, false, 0, -1},
        {BLOCK_CELL, S_INIT("f | g"), S_INIT(""), 0, false, false, 0, -1},
        {BLOCK_CODE, S_INIT("h\ni\n"), S_INIT(""), 0, false, false, 0, -1},
        {BLOCK_PARAGRAPH, S_INIT("j"), S_INIT(""), 0, true, false, 0, -1},
        {BLOCK_HEADING, S_INIT("k"), S_INIT(""), 0, true, false, 0, -1},
        {BLOCK_PARAGRAPH, S_INIT("l"), S_INIT(""), 0, true, false, 0, -1},
        {BLOCK_PARAGRAPH, S_INIT("m"), S_INIT(""), 0, false, false, 0, 3},
        {BLOCK_PARAGRAPH, S_INIT("n o <T>"), S_INIT(""), 0, false, false, 0, 3},
    };
    assert_int_equal(n.outline.blocks.n, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const struct block *b = &n.outline.blocks.at[i];
        expect_str(text_of(&n, b->text), want[i].text, want[i].text);
        expect_str(text_of(&n, b->strong), want[i].strong, want[i].text);
        expect(b->kind == want[i].kind, want[i].text);
        expect(b->links.to - b->links.from == want[i].links, want[i].text);
        expect(b->in_container == want[i].in_container, want[i].text);
        expect(b->emphasised == want[i].emphasised, want[i].text);
        expect(b->section == (uint32_t)want[i].section, want[i].text);
        expect(b->item == (uint32_t)want[i].item, want[i].text);
    }
    assert_int_equal(n.body.code_lines, 2);
    assert_int_equal(n.body.words, 21);
    free_note(&n);
}

static void outlines_items(void **state)
{
    (void)state;
    struct note n = {0};
    read_note(&n, S("- [ ] a\n  1. [x] b\n\n     more\n- c\n\nText\n\n* d\n"));
    static const struct {
        int parent;
        uint32_t list, line, blocks;
        bool ordered;
        enum task_state task;
    } want[] = {
        {-1, 0, 1, 3, false, TASK_OPEN},
        {0, 1, 2, 2, true, TASK_DONE},
        {-1, 0, 5, 1, false, TASK_NONE},
        {-1, 2, 9, 1, false, TASK_NONE},
    };
    assert_int_equal(n.outline.items.n, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const struct item *item = &n.outline.items.at[i];
        assert_int_equal(item->parent, (uint32_t)want[i].parent);
        assert_int_equal(item->list, want[i].list);
        assert_int_equal(item->line, want[i].line);
        assert_int_equal(item->blocks.to - item->blocks.from, want[i].blocks);
        assert_int_equal(item->ordered, want[i].ordered);
        assert_int_equal(item->task, want[i].task);
    }
    free_note(&n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_places),       cmocka_unit_test(knows_other_places),
        cmocka_unit_test(places_diagnostics), cmocka_unit_test(md4c_points_into_the_text),
        cmocka_unit_test(prints_ranges),      cmocka_unit_test(hashes_what_shows),
        cmocka_unit_test(lists_anchors),      cmocka_unit_test(reads_links),
        cmocka_unit_test(outlines_blocks),    cmocka_unit_test(outlines_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
