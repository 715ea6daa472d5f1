#include "expect.h"

#include "../yaml_alike.h"

/* The same sequence on every machine. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static const str pieces[] = {
    S_INIT("a"),      S_INIT("b c"),      S_INIT("1"),          S_INIT("null"),
    S_INIT("True"),   S_INIT("1.5e3"),    S_INIT("~"),          S_INIT(" "),
    S_INIT("  "),     S_INIT(": "),       S_INIT(":"),          S_INIT("#"),
    S_INIT(" #"),     S_INIT("- "),       S_INIT("-"),          S_INIT("---"),
    S_INIT("..."),    S_INIT("["),        S_INIT("]"),          S_INIT("[]"),
    S_INIT("[a, b]"), S_INIT(","),        S_INIT(", "),         S_INIT("{"),
    S_INIT("}"),      S_INIT("\""),       S_INIT("'"),          S_INIT("\"a\""),
    S_INIT("'b'"),    S_INIT("\\"),       S_INIT("?"),          S_INIT("? "),
    S_INIT("*"),      S_INIT("&a"),       S_INIT("!"),          S_INIT("|"),
    S_INIT(">"),      S_INIT("%"),        S_INIT("@"),          S_INIT("`"),
    S_INIT("<<"),     S_INIT("="),        S_INIT("/x"),         S_INIT("(y)"),
    S_INIT("$"),      S_INIT("\t"),       S_INIT("\r"),         S_INIT("\x7f"),
    S_INIT("\x01"),   S_INIT("\xc3\xa9"), S_INIT("\xc2\x85"),   S_INIT("\u2028"),
    S_INIT("\u2014"), S_INIT("\ufeff"),   S_INIT("\uffff"),     S_INIT("\xff"),
    S_INIT("\xc2"),   S_INIT("\u00a0"),   S_INIT("\U0001F600"),
};

/* What a line of the form may be; pieces go into it at random. */
static const str lines[] = {
    S_INIT("a: "),        S_INIT("key: v"),          S_INIT("k2:"),
    S_INIT("- "),         S_INIT("  - v"),           S_INIT(""),
    S_INIT("t: \"x y\""), S_INIT("u: 'x'"),          S_INIT("l: [a, b]"),
    S_INIT("m_n-o: "),    S_INIT("tags: [\"a\", b"),
};

static void add_piece(struct buf *out, uint32_t *seed)
{
    buf_add(out, pieces[next_random(seed) % COUNT_OF(pieces)]);
}

static void make_text(struct buf *out, uint32_t *seed)
{
    buf_clear(out);
    for (uint32_t n = 1 + next_random(seed) % 4; n > 0; n--) {
        if (next_random(seed) % 16 == 0)
            add_piece(out, seed);
        buf_add(out, lines[next_random(seed) % COUNT_OF(lines)]);
        for (uint32_t more = next_random(seed) % 4; more > 0; more--)
            add_piece(out, seed);
        buf_add(out, next_random(seed) % 16 ? S("\n") : S("\r\n"));
    }
}

static void libyaml_reads_the_same(void **state)
{
    (void)state;
    enum { TEXTS = 100000, LEAST = TEXTS / 50 };
    struct arena a = {0};
    struct buf text = {0};
    uint32_t seed = 1;
    size_t taken = 0;
    for (size_t i = 0; i < TEXTS; i++) {
        yaml_tokens tokens;
        make_text(&text, &seed);
        if (yaml_plain_read(&a, buf_str(&text), &tokens)) {
            expect(yaml_is_alike(&a, buf_str(&text)), buf_str(&text));
            taken++;
        }
        arena_reset(&a);
    }
    assert_true(taken > LEAST);
    buf_free(&text);
    arena_free(&a);
}

/* Were they not, all would go on as before, but slower. */
static void front_matter_is_plain(void **state)
{
    (void)state;
    static const str texts[] = {
        S_INIT("title: \"Caf\u00e9 \u2014 a: b\"\ndate: 2024-01-02\ndraft: true\nempty:\nurl: "
               "https://x.org/a#b\n"),
        S_INIT("tags: [a, 'b c', \"d\"]\nnone: []\naliases:\n  - one\n  - \"two: 2\"\nrelated:\n"
               "- a/b.md\n- c\nid: x-1"),
        S_INIT("\nid: a\n\ntitle: b [c] {d} & e?\r\nid: twice\n"),
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct arena a = {0};
        yaml_tokens tokens;
        expect(yaml_plain_read(&a, texts[i], &tokens), texts[i]);
        expect(yaml_is_alike(&a, texts[i]), texts[i]);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libyaml_reads_the_same),
        cmocka_unit_test(front_matter_is_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
