/* Notes as bytes: nothing is lost, hostile bytes lead nowhere, and the shape of a note names what
 * others see of it. */
#include "expect.h"

#include "note/note_pack.h"
#include "schema_kit.h"

static const char rich[] =
    "---\ntype: pattern\ntitle: Retry\nid: retry\naliases: [again, /old/]\ntags: [x, y]\n"
    "status: learning\ndifficulty: hard\nimportance: 70\nprerequisites:\n  - timeouts\n"
    "custom: {deep: [1, two, ~]}\nexcellence_tier: gold\n---\n\n# Retry\n\n"
    "!!! success \"Gold standard\"\n    Well *tried*.\n\n"
    "Text with a [link](other.md#part \"t\"), <a href=\"raw.html\">raw</a> and ![pic](p.png).\n\n"
    "## Level 1: Intuition (5 min) {#own .cls}\n\nMore words, see [again](b.md).\n\n"
    "## Trap questions\n\n1) **Q:** Why?\n   - **A:** Because.\n\n- [x] done\n- [ ] open\n\n"
    "## Related\n\n- [Other](other.md) — the reason\n- (TODO) Later\n";

struct fixture {
    struct arena arena, scratch;
    struct schema schema;
};

static int set_up(void **state)
{
    static struct fixture f;
    f = (struct fixture){0};
    *state = &f;
    return schema_of_theme(&f.arena, &f.schema) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    arena_free(&f->arena);
    arena_free(&f->scratch);
    return 0;
}

static struct note *load(struct fixture *f, str text)
{
    struct note_options options = {
        .max_bytes = 100000, .max_front_bytes = 10000, .max_output = 1 << 20, .max_nesting = 100};
    struct note *note = note_load(&f->scratch, &f->schema, S("a/n.md"), S(""), text, &options);
    arena_reset(&f->scratch);
    return note;
}

static void test_round(void **state)
{
    struct fixture *f = *state;
    struct note *note = load(f, str_of(rich));
    struct buf once = {0}, twice = {0};
    note_pack(note, &once);
    struct note *again = note_unpack(S("a/n.md"), buf_str(&once));
    assert_non_null(again);
    note_pack(again, &twice);
    expect_str(buf_str(&twice), buf_str(&once), S("packed again"));
    expect_str(again->path, note->path, S("path"));
    expect_str(again->facts.title, S("Retry"), S("title"));
    assert_int_equal(again->body.html.len, 0);
    assert_int_equal(again->body.length, note->body.html.len);
    assert_true(hash_eq(again->body.html_hash, hash_of(note->body.html)));
    assert_int_equal(again->body.slots.n, note->body.slots.n);
    assert_int_equal(again->body.prompts.n, 3);
    assert_true(again->facts.banner == note->facts.banner && again->facts.banner == 0);
    assert_true(hash_eq(again->body.hash, note->body.hash));
    note_free(again);
    note_free(note);
    buf_free(&once);
    buf_free(&twice);
}

/* Walks to wherever the parts of a note lead. */
static size_t follow(const struct note *note)
{
    const struct body *b = &note->body;
    size_t sum = 0;
    for (size_t i = 0; i < b->sections.n; i++)
        sum += b->headings.at[b->sections.at[i].heading].level +
               (b->length - b->sections.at[i].own.to);
    for (size_t i = 0; i < b->slots.n; i++)
        if (b->slots.at[i].kind != SLOT_WORD)
            sum += b->links.at[b->slots.at[i].link].target.len + b->slots.at[i].at;
    for (size_t i = 0; i < b->prompts.n; i++)
        sum += b->prompts.at[i].asked.to + b->prompts.at[i].text.len;
    return sum;
}

static void test_hostile(void **state)
{
    struct fixture *f = *state;
    struct note *note = load(f, str_of(rich));
    struct buf bytes = {0};
    size_t read = 0, sum = 0;
    note_pack(note, &bytes);
    for (size_t i = 0; i < bytes.len; i++)
        assert_null(note_unpack(S("n.md"), str_until(buf_str(&bytes), i)));
    for (size_t i = 0; i < bytes.len; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            bytes.ptr[i] = (char)(bytes.ptr[i] ^ (1 << bit));
            struct note *again = note_unpack(S("n.md"), buf_str(&bytes));
            read += again != NULL;
            sum += again ? follow(again) : 0;
            note_free(again);
            bytes.ptr[i] = (char)(bytes.ptr[i] ^ (1 << bit));
        }
    }
    assert_true(read > 0 && sum > 0); /* most bytes are text */
    note_free(note);
    buf_free(&bytes);
}

static struct note_shape shape(struct fixture *f, str text)
{
    struct buf scratch = {0};
    struct note *note = load(f, text);
    struct note_shape s = note_shape(note, &scratch);
    note_free(note);
    buf_free(&scratch);
    return s;
}

static void test_shape(void **state)
{
    static const struct {
        const char *text;
        bool shape, spots; /* as the first one's */
    } cases[] = {
        {"# T\n\nFirst words.\n\n## A\n\nText, see [x](x.md).\n\n## B\n\nEnd.\n", true, true},
        {"# T\n\nFirst words.\n\n## A\n\nText, see [x](x.md).\n\n## B\n\nEnd, **really**.\n", true,
         true},
        {"# T\n\nFirst words.\n\nMore.\n\n## A\n\nText, see [x](x.md).\n\n## B\n\nEnd.\n", true,
         false},
        {"# U\n\nFirst words.\n\n## A\n\nText, see [x](x.md).\n\n## B\n\nEnd.\n", false, true},
        {"# T\n\nOther words.\n\n## A\n\nText, see [x](x.md).\n\n## B\n\nEnd.\n", false, true},
        {"# T\n\nFirst words.\n\n## A\n\nWords, see [x](x.md).\n\n## B\n\nEnd.\n", false, false},
        {"# T\n\nFirst words.\n\n## A\n\nText, see [x](y.md).\n\n## B\n\nEnd.\n", false, true},
        {"# T\n\nFirst words.\n\n## A\n\nText, see [x](x.md).\n\n## C\n\nEnd.\n", false, true},
    };
    struct fixture *f = *state;
    struct note_shape first = shape(f, str_of(cases[0].text));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct note_shape s = shape(f, str_of(cases[i].text));
        expect(hash_eq(s.shape, first.shape) == cases[i].shape, str_of(cases[i].text));
        expect(hash_eq(s.spots, first.spots) == cases[i].spots, str_of(cases[i].text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_shape),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
