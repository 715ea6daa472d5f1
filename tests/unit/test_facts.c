/* Facts: what a note's front matter and text say about it. Whole notes go in, through note_load. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "note/note.h"
#include "schema_kit.h"

struct fixture {
    struct arena arena, scratch;
    struct schema schema;
};

static int set_up(void **state)
{
    struct fixture *f = test_calloc(1, sizeof *f);
    assert_true(schema_of_theme(&f->arena, &f->schema));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    arena_free(&f->arena);
    arena_free(&f->scratch);
    test_free(f);
    return 0;
}

static struct note_options options_of(bool hide_inbox)
{
    return (struct note_options){.max_bytes = 100000,
                                 .max_front_bytes = 10000,
                                 .max_output = 1 << 20,
                                 .max_nesting = 100,
                                 .hide_inbox = hide_inbox};
}

static struct note *load_at(struct fixture *f, const char *path, const char *type, const char *text,
                            bool hide_inbox)
{
    struct note_options options = options_of(hide_inbox);
    struct note *note =
        note_load(&f->scratch, &f->schema, str_of(path), str_of(type), str_of(text), &options);
    arena_reset(&f->scratch);
    return note;
}

static struct note *load(struct fixture *f, const char *text)
{
    return load_at(f, "a/some-note.md", "", text, false);
}

static void assert_str(str got, const char *wanted)
{
    if (!str_eq(got, str_of(wanted)))
        fail_msg("got \"%.*s\", wanted \"%s\"", STR_ARG(got), wanted);
}

static void expect_text(struct buf *got, const char *wanted)
{
    buf_add_char(got, '\0');
    assert_string_equal(got->ptr, wanted);
    buf_free(got);
}

/* "kind form target (reason)" for each reference, one a line. */
static void expect_references(struct fixture *f, const char *text, const char *wanted)
{
    static const char *forms[] = {"name", "link", "todo"};
    struct note *note = load(f, text);
    struct buf got = {0};
    for (size_t i = 0; i < note->facts.references.n; i++) {
        const struct reference *r = &note->facts.references.at[i];
        assert_true(r->form != REFERENCE_LINK || r->link < note->body.links.n);
        buf_addf(&got, "%u %.*s %s %.*s", r->spot.line, STR_ARG(edge_kind_name(r->kind)),
                 forms[r->form], STR_ARG(r->target));
        if (r->reason.len)
            buf_addf(&got, " (%.*s)", STR_ARG(r->reason));
        buf_add_char(&got, '\n');
    }
    note_free(note);
    expect_text(&got, wanted);
}

/* "code@line:col" for each complaint about fields, each behind a blank. */
static void expect_complaints(struct fixture *f, const char *text, const char *wanted)
{
    struct note *note = load(f, text);
    struct buf got = {0};
    for (size_t i = 0; i < note->diags.list.n; i++) {
        const struct diag *d = &note->diags.list.at[i];
        assert_str(d->place.path, "a/some-note.md");
        buf_addf(&got, " %.*s@%u:%u", STR_ARG(diag_name(d->code)), d->place.line, d->place.col);
    }
    note_free(note);
    expect_text(&got, wanted);
}

static void titles(void **state)
{
    static const struct {
        const char *path, *text, *title;
    } cases[] = {
        {"a/b.md", "---\ntitle: Front\n---\n# Heading\n", "Front"},
        {"a/b.md", "---\ntitle: Law 2: Order\n---\n", "Law 2: Order"},
        {"a/b.md", "---\ntitle: [Pattern Name]\n---\n", "Pattern Name"},
        {"a/b.md", "---\ntitle: 42\n---\n", "42"},
        {"a/b.md", "---\ntitle: \"\"\n---\n# A *strong* `word`\n", "A strong word"},
        {"a/b.md", "text\n\n# Late\n", "Late"},
        {"a/rate-limiting_basics.md", "text\n", "Rate limiting basics"},
        {"a/iOS-basics.md", "text\n", "iOS basics"},
        {"a/Help and - support.md", "", "Help and - support"},
        {"a/my-topic/index.md", "", "My topic"},
        {"my-topic/README.md", "", "My topic"},
        {"index.md", "", "Home"},
        {"a/---.md", "", "---"},
        {"a/.md", "", ".md"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct note *note = load_at(*state, cases[i].path, "", cases[i].text, false);
        assert_str(note->facts.title, cases[i].title);
        note_free(note);
    }
}

static void types(void **state)
{
    static const char deep[] = "# T\n## Mental Model\n## Internals & Architecture\n"
                               "## Failure Modes & Blast Radius\n## Change Safety\n";
    static const char levels[] = "# T\n## Level 1: a\n## \U0001F680 Level 2\n## Level 3\n"
                                 "## Level 4 (20 min)\n## Level 5\n";
    static const struct {
        const char *folder, *text, *type;
    } cases[] = {
        {"", "text", "note"},
        {"concept", "text", "concept"},
        {"concept", "---\ntype: skill\n---\n", "skill"},
        {"", "---\ntype: case-study\n---\n", "case"},
        {"", "---\ntype: Case_Study\n---\n", "case"},
        {"", "---\ntype: DEEP dive\n---\n", "deep-dive"},
        {"", "---\ntype: learning-path\n---\n", "learning-path"},
        {"concept", "---\ntype: <concept|case>\n---\n", "concept"},
        {"", deep, "deep-dive"},
        {"concept", deep, "concept"},
        {"", "## Mental Model\n## Internals\n## Change Safety\n", "note"},
        {"", levels, "pattern"},
        {"", "## Level 1\n## Level 2\n## Level 3\n## Level 4\n", "note"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct note *note = load_at(*state, "n.md", cases[i].folder, cases[i].text, false);
        assert_str(note->facts.type, cases[i].type);
        note_free(note);
    }
}

static void descriptions(void **state)
{
    static const struct {
        const char *text, *description;
    } cases[] = {
        {"---\ndescription: Said\n  twice\n---\nText.\n", "Said twice"},
        {"---\ntagline: Short\n---\nText.\n", "Short"},
        {"Text.\n\n## TL;DR (BLUF)\n- First *item*.\n- Second.\n", "First item."},
        {"# T\n\nFirst\nparagraph.\n\nNext.\n", "First paragraph."},
        {"# T\n\n**Prerequisites**: [a](b.md)\n\nFirst.\n", "First."},
        {"# T\n\n**One-line summary**: It is so.\n", "It is so."},
        {"# T\n\n- item\n\n> quoted\n\nFirst.\n", "First."},
        {"# T\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct note *note = load(*state, cases[i].text);
        assert_str(note->facts.description, cases[i].description);
        note_free(note);
    }
}

static void long_descriptions_end_at_a_word(void **state)
{
    struct buf text = {0};
    for (int i = 0; i < 100; i++)
        buf_add_lit(&text, "w\u00F6rd, ");
    buf_add_char(&text, '\0');
    struct note *note = load(*state, text.ptr);
    str got = note->facts.description;
    assert_true(str_ends(got, S("w\u00F6rd\u2026")));
    assert_true(got.len > 190 && got.len < 250);
    note_free(note);
    buf_free(&text);
}

static void scalars(void **state)
{
    struct note *note = load(*state, "---\nid: timeouts\nimportance: 95\ndraft: yes\n"
                                     "created_at: 2024-02-29\nlast-updated: 2025-01-02T10:00:00Z\n"
                                     "reading_time: 25 min\n---\n");
    assert_str(note->facts.id, "timeouts");
    assert_int_equal(note->facts.importance, 95);
    assert_true(note->facts.draft);
    assert_str(note->facts.created, "2024-02-29");
    assert_str(note->facts.updated, "2025-01-02");
    assert_int_equal(note->facts.minutes, 25);
    assert_int_equal(note->facts.body_line, 9);
    note_free(note);
    note = load(*state, "---\nid: <slug>   # to be filled in\n---\n");
    assert_str(note->facts.id, "");
    note_free(note);
    note = load(*state, "");
    assert_str(note->facts.id, "");
    assert_int_equal(note->facts.importance, -1);
    assert_false(note->facts.draft);
    assert_str(note->facts.created, "");
    assert_int_equal(note->facts.minutes, 1);
    assert_ptr_equal(note->facts.front, &value_null);
    assert_int_equal(note->facts.body_line, 1);
    note_free(note);
    note = load(*state, "---\ndate:\n  created: 2024-03\n  updated: 2025\n---\n");
    assert_str(note->facts.created, "2024-03");
    assert_str(note->facts.updated, "2025");
    assert_int_equal(note->diags.list.n, 0);
    note_free(note);
}

static void reading_times(void **state)
{
    static const struct {
        const char *text;
        unsigned minutes;
    } cases[] = {
        {"25", 25},       {"~8 min", 8},     {"400+ min", 400}, {"90 min (6 blocks)", 90},
        {"2 hours", 120}, {"1.5 hours", 90}, {"1.25h", 72},     {"3 hrs", 180},
        {"2.5 min", 2},   {"[X] min", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[100];
        snprintf(text, sizeof text, "---\nreading_time: %s\n---\n", cases[i].text);
        struct note *note = load(*state, text);
        assert_int_equal(note->facts.minutes, cases[i].minutes);
        note_free(note);
    }
}

static void reading_time_comes_from_the_words(void **state)
{
    struct buf text = {0};
    for (int i = 0; i < 401; i++)
        buf_add_lit(&text, "word ");
    buf_add_char(&text, '\0');
    struct note *note = load(*state, text.ptr);
    assert_int_equal(note->facts.minutes, 3);
    note_free(note);
    buf_free(&text);
}

static void names_and_tags(void **state)
{
    struct note *note = load(*state, "---\naliases: [a, /old/path/, a]\nalias: b, c d\n"
                                     "tags: ['#x', y z, x]\n---\n");
    assert_int_equal(note->facts.aliases.n, 4);
    assert_str(note->facts.aliases.at[1], "/old/path/");
    assert_str(note->facts.aliases.at[3], "c d");
    assert_int_equal(note->facts.tags.n, 2);
    assert_str(note->facts.tags.at[0], "x");
    assert_str(note->facts.tags.at[1], "y z");
    note_free(note);
    note = load(*state, "---\ntags: '#one two #three'\n---\n");
    assert_int_equal(note->facts.tags.n, 3);
    assert_str(note->facts.tags.at[2], "three");
    note_free(note);
    note = load(*state, "---\ntags: one two, three\naliases:\n---\n");
    assert_int_equal(note->facts.tags.n, 2);
    assert_str(note->facts.tags.at[0], "one two");
    assert_int_equal(note->facts.aliases.n, 0);
    note_free(note);
}

static void words(void **state)
{
    struct note *note = load(*state, "---\ndifficulty: Intermediate\nstatus: complete\n"
                                     "category: [a, b]\ntier: gold\n---\n");
    assert_str(note_field(note, S("difficulty"))->value, "medium");
    assert_str(note_field(note, S("difficulty"))->word, "Intermediate");
    assert_int_equal(note_field(note, S("difficulty"))->spot.line, 2);
    assert_int_equal(note_field(note, S("difficulty"))->spot.col, 13);
    assert_str(note_field(note, S("completeness"))->value, "complete");
    assert_null(note_field(note, S("status")));
    assert_str(note_field(note, S("category"))->value, "a");
    assert_int_equal(note->facts.fields.n, 5);
    assert_int_equal(note->diags.list.n, 0);
    note_free(note);
    note = load(*state, "---\ntype: pattern\nstatus: recommended\n---\n");
    assert_str(note_field(note, S("pattern_status"))->value, "recommended");
    note_free(note);
    note = load(*state, "---\ntype: pattern\nstatus: unheard of\n---\n");
    assert_str(note_field(note, S("status"))->value, "unheard of");
    assert_null(note_field(note, S("pattern_status")));
    note_free(note);
}

static void complaints(void **state)
{
    static const struct {
        const char *text, *complaints;
    } cases[] = {
        {"---\nstatus: learnin\n---\n", " field-value@2:9"},
        {"---\nstatus: [stub|partial|complete]\n---\n", " field-value@2:10"},
        {"---\nimportance: 101\n---\n", " field-value@2:13"},
        {"---\nimportance: <0-100>\n---\n", " field-value@2:13"},
        {"---\ndraft: maybe\n---\n", " field-value@2:8"},
        {"---\ntype: <a|b>\n---\n", " field-value@2:7"},
        {"---\ncreated: 2024-02-30\n---\n", " field-date@2:10"},
        {"---\nupdated: 2024-13\n---\n", " field-date@2:10"},
        {"---\ndate: YYYY-MM-DD\n---\n", " field-date@2:7"},
        {"---\ndate: 2024-01-01x\n---\n", " field-date@2:7"},
        {"---\ndate: [2024]\n---\n", " field-date@2:7"},
        {"---\ndate: 3 May\n---\n", " field-date@2:7"},
        {"---\ndate:\nstatus:\nimportance: ~\n---\n", ""},
        {"---\nunheard: [of]\n---\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_complaints(*state, cases[i].text, cases[i].complaints);
    struct note *note = load(*state, "---\nstatus: learnin\n---\n");
    assert_str(note->diags.list.at[0].message,
               "status: \"learnin\" is none of learning, practicing, mastered, stale, stub, "
               "partial, complete; did you mean \"learning\"?");
    assert_str(note_field(note, S("status"))->value, "learnin");
    note_free(note);
}

static void front_matter_gives_references(void **state)
{
    expect_references(*state,
                      "---\nprerequisites:\n- queues\n- Little's law\n- None\n- '[[a/b|B]]'\n"
                      "- {id: c, reason: because}\n- d: it helps\n- \"[E](e.md)\"\n"
                      "- {number: 1, aspect: x}\n- https://example.org/x\n---\n",
                      "3 prerequisite name queues\n4 prerequisite name Little's law\n"
                      "6 prerequisite name a/b\n7 prerequisite name c (because)\n"
                      "8 prerequisite name d (it helps)\n9 prerequisite name e.md\n");
    expect_references(*state, "---\nprerequisites: None\n---\n", "");
    expect_references(*state, "---\nprerequisites: []\nrelated:\n---\n", "");
    expect_references(*state, "---\nprerequisites: a, b (c, d)\n---\n",
                      "2 prerequisite name a\n2 prerequisite name b (c, d)\n");
    expect_references(*state, "---\nrelated_laws: [[a|b]]\nrelated: {x: why, y: }\n---\n",
                      "2 related name a\n3 related name x (why)\n3 related name y\n");
    expect_references(*state,
                      "---\nrelated_laws:\n  primary:\n  - {number: 1}\n  - name: a\n"
                      "compare_with: [b]\nnext: c#part\n---\n",
                      "5 related name a\n6 compare name b\n7 next name c#part\n");
    /* What else is in the map of a note is about that note. */
    expect_references(*state,
                      "---\nrelated:\n- title: A\n  note: it helps\n- id: b\n  tags: [x, y]\n"
                      "- note: c\n  why: it matters\n---\n",
                      "3 related name A (it helps)\n5 related name b\n"
                      "7 related name c (it matters)\n");
    expect_references(*state,
                      "---\nprerequisites: [\"[A](a%20b.md)\", \"[B](<c d.md>)\", "
                      "\"[C](e.md#f 'T')\", '[D](g.md \"T\")', '[E](%00.md)']\n---\n",
                      "2 prerequisite name a b.md\n2 prerequisite name c d.md\n"
                      "2 prerequisite name e.md\n2 prerequisite name g.md\n"
                      "2 prerequisite name %00.md\n");
    expect_references(*state, "---\nprerequisites: (TODO) Later, [[x]]\nnext: 'TODO: y'\n---\n",
                      "2 prerequisite todo Later\n2 prerequisite name x\n3 next todo y\n");
    /* The author's order, where the places are the same, too. */
    expect_references(*state, "---\nprerequisites: c, a, b\n---\n",
                      "2 prerequisite name c\n2 prerequisite name a\n2 prerequisite name b\n");
}

static void reasons_are_cut_between_characters(void **state)
{
    struct buf text = {0};
    buf_add_lit(&text, "---\nrelated:\n- id: a\n  reason: x");
    for (int i = 0; i < 2000; i++)
        buf_add_lit(&text, "\u00F6");
    buf_add(&text, (str){"\n---\n", sizeof "\n---\n"});
    struct note *note = load(*state, text.ptr);
    str reason = note->facts.references.at[0].reason;
    assert_int_equal(utf8_check(reason), STR_NONE);
    assert_int_equal(reason.len, 1 + 999 * 2 + 3);
    note_free(note);
    buf_free(&text);
}

static void lists_give_references(void **state)
{
    expect_references(
        *state,
        "# T\n## Links\n### Prerequisites\n- [A](a.md)\n- [B](b.md) \u2014 why, see [C](c.md)\n"
        "- Both [D](d.md) and [E](e.md).\n- (TODO) New note \u2014 later\n- (TODO) <some topic>\n"
        "- (TODO) [F](f.md)\n- N/A\n- ...\n- [X](https://example.org)\n- [Y](#links)\n"
        "- kubectl access\n- Experience with running large systems\n- Docker basics.\n"
        "- [[wiki note|x]]\n"
        "### Related topics\n- [G](g.md): a reason\n- [H](h.md)-based\n- plain\n"
        "### Compare with\n- [I](i.md) - one is slow\n"
        "## Other\nSee [J](j.md) and <https://example.org>.\n",
        "4 prerequisite link a.md\n5 prerequisite link b.md (why, see C)\n5 mention link c.md\n"
        "6 prerequisite link d.md\n6 prerequisite link e.md\n"
        "7 prerequisite todo New note (later)\n8 prerequisite todo some topic\n"
        "9 prerequisite todo F\n14 prerequisite name kubectl access\n"
        "17 prerequisite name wiki note\n19 related link g.md (a reason)\n20 related link h.md\n"
        "23 compare link i.md (one is slow)\n25 mention link j.md\n");
    /* As for links: the reason is for all wikilinks, and those behind the dash only explain. */
    expect_references(*state,
                      "# T\n## Prerequisites\n- [[logs#Why]] and [[disks]] - why, [[tapes]]\n"
                      "- (TODO) [[drums]]\n- [[#Why]] and [[https://example.org]]\n",
                      "3 prerequisite name logs (why, tapes)\n"
                      "3 prerequisite name disks (why, tapes)\n3 mention link tapes\n"
                      "4 prerequisite todo drums\n");
}

static void marks_of_missing_notes(void **state)
{
    expect_references(*state,
                      "# T\n## Prerequisites\n- (TODO): A \u2014 why\n- TODO - B\n- TODO: C\n"
                      "- **(TODO)** D\n- E (TODO)\n- [TODO] F\n",
                      "3 prerequisite todo A (why)\n4 prerequisite todo B\n"
                      "5 prerequisite todo C\n6 prerequisite todo D\n7 prerequisite todo E\n"
                      "8 prerequisite todo F\n");
}

static void subsections_inherit(void **state)
{
    expect_references(*state,
                      "# T\n## Prerequisites\n### Must\n- [A](a.md)\n### Exercises\n- [B](b.md)\n"
                      "## Free\n- [C](c.md)\n",
                      "4 prerequisite link a.md\n6 mention link b.md\n8 mention link c.md\n");
    expect_references(*state, "# T\n## Prerequisites\n- Group\n  - [A](a.md)\n1. [B](b.md)\n",
                      "4 prerequisite link a.md\n5 prerequisite link b.md\n");
}

static void bold_labels_give_references(void **state)
{
    expect_references(*state,
                      "# T\n**Prerequisites**: [A](a.md), [B](b.md)\n\n**Related:** [C](c.md)\n\n"
                      "**Prerequisites**: TCP/IP, DNS\n\n**See also**: [[d]] and [[e|E]]\n\n"
                      "**Note**: [F](f.md), [[g|G]]\n",
                      "2 prerequisite link a.md\n2 prerequisite link b.md\n"
                      "4 related link c.md\n8 related name d\n8 related name e\n"
                      "10 mention link f.md\n10 mention link g\n");
    expect_references(
        *state, "# T\n**Prerequisites:**\n- [A](a.md)\n  - [B](b.md)\n\ntext\n\n- [C](c.md)\n",
        "3 prerequisite link a.md\n4 prerequisite link b.md\n8 mention link c.md\n");
    expect_references(*state,
                      "# T\n- **Related topics**\n  - [A](a.md)\n- **Prerequisites**: [B](b.md)\n",
                      "3 related link a.md\n4 prerequisite link b.md\n");
}

static void next_lines_give_references(void **state)
{
    expect_references(*state, "# T\n\n*Next: [A](a.md) \u2014 goes on | [B](b.md)*\n",
                      "3 next link a.md (goes on | B)\n3 mention link b.md\n");
    expect_references(*state, "# T\n\n*Next: Explore [A](a.md) \u2192*\n\n*Next Review: 2025*\n",
                      "3 next link a.md\n");
}

static void mentions_are_internal_links(void **state)
{
    expect_references(*state,
                      "[a](b.md) [c](#d) [e](mailto:x@y.z) [f](//host/x) ![i](i.png) [g](h/#i) "
                      "[j](k%20l.md)\n",
                      "1 mention link b.md\n1 mention link h/#i\n1 mention link k%20l.md\n");
}

static void inbox_can_be_hidden(void **state)
{
    static const char text[] = "# T\n[a](a.md)\n\n## Notes / Inbox (optional)\n- [b](b.md)\n\n"
                               "### Sub\n[c](c.md)\n\n## More\n[d](d.md)\n";
    struct note *shown = load_at(*state, "n.md", "", text, false);
    struct note *hidden = load_at(*state, "n.md", "", text, true);
    assert_int_equal(shown->facts.references.n, 4);
    assert_int_equal(hidden->facts.references.n, 2);
    assert_str(hidden->facts.references.at[1].target, "d.md");
    assert_str(hidden->facts.sections.at[0].kind, "inbox");
    note_free(shown);
    note_free(hidden);
}

static void sections(void **state)
{
    struct note *note = load(*state, "# T\n## \U0001F3AF Level 2: Core (10 min) {#core}\n## TL;DR\n"
                                     "### Other\n");
    assert_int_equal(note->facts.sections.n, note->body.sections.n);
    assert_int_equal(note->facts.sections.n, 3);
    assert_str(note->facts.sections.at[0].kind, "level");
    assert_int_equal(note->facts.sections.at[0].level, 2);
    assert_int_equal(note->facts.sections.at[0].minutes, 10);
    assert_str(note->facts.sections.at[0].title, "\U0001F3AF Level 2: Core");
    assert_str(note->facts.sections.at[1].kind, "tldr");
    assert_str(note->facts.sections.at[2].kind, "plain");
    note_free(note);
}

static void bad_bytes_are_replaced(void **state)
{
    struct fixture *f = *state;
    static const char bytes[] = "---\ntitle: A\xFF\n---\nB\0C\n\n\xC3(\n";
    struct note_options options = options_of(false);
    struct note *note = note_load(&f->scratch, &f->schema, S("n.md"), S(""),
                                  (str){bytes, sizeof bytes - 1}, &options);
    arena_reset(&f->scratch);
    assert_str(note->facts.title, "A\uFFFD");
    assert_int_equal(note->diags.list.n, 2);
    const struct diag *d = note->diags.list.at;
    assert_int_equal(d[0].code, DIAG_UTF8_INVALID);
    assert_int_equal(d[0].place.line, 2);
    assert_int_equal(d[0].place.col, 9);
    assert_true(str_find(d[0].message, S("2 bytes")) != STR_NONE);
    assert_int_equal(d[1].code, DIAG_NUL_BYTE);
    assert_int_equal(d[1].place.line, 4);
    assert_int_equal(d[1].place.col, 2);
    assert_true(str_find(note->body.html, S("B\uFFFDC")) != STR_NONE);
    note_free(note);
}

static void line_ends_and_marks_are_read(void **state)
{
    struct note *note =
        load(*state, "\xEF\xBB\xBF---\r\ntitle: A\r\n---\r\n## Prerequisites\r\n- [B](b.md)\r\n");
    assert_str(note->facts.title, "A");
    assert_int_equal(note->facts.references.n, 1);
    assert_int_equal(note->facts.references.at[0].spot.line, 5);
    assert_int_equal(note->diags.list.n, 0);
    note_free(note);
}

static void large_notes_are_shown_as_source(void **state)
{
    struct fixture *f = *state;
    struct note_options options = options_of(false);
    options.max_bytes = 40;
    str bytes = S("---\nid: i\n---\n# A & title\n\ntext \u00E4\u00E4\u00E4\u00E4\u00E4\u00E4");
    struct note *note = note_load(&f->scratch, &f->schema, S("n.md"), S(""), bytes, &options);
    arena_reset(&f->scratch);
    assert_str(note->facts.title, "A & title");
    assert_str(note->facts.id, "i");
    assert_str(note->body.html, "<pre># A &amp; title\n\ntext \u00E4\u00E4\u00E4\u00E4</pre>\n");
    assert_int_equal(note->body.lead.to, note->body.html.len);
    assert_int_equal(note->diags.list.n, 1);
    assert_int_equal(note->diags.list.at[0].code, DIAG_NOTE_TOO_LARGE);
    note_free(note);
    options.max_bytes = bytes.len;
    note = note_load(&f->scratch, &f->schema, S("n.md"), S(""), bytes, &options);
    assert_int_equal(note->diags.list.n, 0);
    note_free(note);
}

static void stems(void **state)
{
    (void)state;
    assert_str(note_stem(S("a/b.c.md")), "b.c");
    assert_str(note_stem(S("b")), "b");
    assert_str(note_stem(S("a.b/c")), "c");
    assert_str(note_stem(S(".md")), ".md");
    note_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles),
        cmocka_unit_test(types),
        cmocka_unit_test(descriptions),
        cmocka_unit_test(long_descriptions_end_at_a_word),
        cmocka_unit_test(scalars),
        cmocka_unit_test(reading_times),
        cmocka_unit_test(reading_time_comes_from_the_words),
        cmocka_unit_test(names_and_tags),
        cmocka_unit_test(words),
        cmocka_unit_test(complaints),
        cmocka_unit_test(front_matter_gives_references),
        cmocka_unit_test(reasons_are_cut_between_characters),
        cmocka_unit_test(lists_give_references),
        cmocka_unit_test(marks_of_missing_notes),
        cmocka_unit_test(subsections_inherit),
        cmocka_unit_test(bold_labels_give_references),
        cmocka_unit_test(next_lines_give_references),
        cmocka_unit_test(mentions_are_internal_links),
        cmocka_unit_test(inbox_can_be_hidden),
        cmocka_unit_test(sections),
        cmocka_unit_test(bad_bytes_are_replaced),
        cmocka_unit_test(line_ends_and_marks_are_read),
        cmocka_unit_test(large_notes_are_shown_as_source),
        cmocka_unit_test(stems),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
