#include "expect.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "markdown/sentence.h"

enum { MAX = 60 };

struct row {
    str text, link, want;
};

/* The first occurrence of the link's text is the link. */
static str around(struct arena *a, str text, str link, size_t max)
{
    size_t from = str_find(text, link);
    return sentence_around(a, text, from, from + link.len, max);
}

static void finds_the_sentence(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("One. See Link here. Three."), S_INIT("Link"), S_INIT("See Link here.")},
        {S_INIT("See Link"), S_INIT("Link"), S_INIT("See Link")},
        {S_INIT("The link. Two."), S_INIT("The link"), S_INIT("The link.")},
        {S_INIT("One! Is Link so? Yes."), S_INIT("Link"), S_INIT("Is Link so?")},
        {S_INIT("One.\nSee Link\n  over  lines. Three."), S_INIT("Link"),
         S_INIT("See Link over lines.")},
        /* what ends no sentence */
        {S_INIT("Limits, e.g. Link, help."), S_INIT("Link"), S_INIT("Limits, e.g. Link, help.")},
        {S_INIT("A vs. B with Link. Two."), S_INIT("Link"), S_INIT("A vs. B with Link.")},
        {S_INIT("See Fig. 3 and Link. Two."), S_INIT("Link"), S_INIT("See Fig. 3 and Link.")},
        {S_INIT("Is it? No. Link is."), S_INIT("Link"), S_INIT("Link is.")},
        {S_INIT("Queues, caches etc. and Link. Two."), S_INIT("Link"),
         S_INIT("Queues, caches etc. and Link.")},
        {S_INIT("Version 2.0 of a.b has Link."), S_INIT("Link"),
         S_INIT("Version 2.0 of a.b has Link.")},
        {S_INIT("J. Dean on Link."), S_INIT("Link"), S_INIT("J. Dean on Link.")},
        /* what follows a full stop belongs to it */
        {S_INIT("He said \"no.\" Then Link."), S_INIT("Link"), S_INIT("Then Link.")},
        {S_INIT("(One.) Then Link."), S_INIT("Link"), S_INIT("Then Link.")},
        {S_INIT("He said “no.” Then Link."), S_INIT("Link"), S_INIT("Then Link.")},
        {S_INIT("(See Smith et al.) Then Link."), S_INIT("Link"), S_INIT("Then Link.")},
        /* scripts without blanks */
        {S_INIT("第一句。见Link这里。第三句。"), S_INIT("Link"), S_INIT("见Link这里。")},
        {S_INIT("真的？看Link！好。"), S_INIT("Link"), S_INIT("看Link！")},
        /* links that end or begin a sentence */
        {S_INIT("One. Link is. Two."), S_INIT("Link"), S_INIT("Link is.")},
        {S_INIT("One. This is Link. Two."), S_INIT("Link."), S_INIT("This is Link.")},
        {S_INIT("  Link  "), S_INIT("Link"), S_INIT("Link")},
    };
    struct arena a = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect_str(around(&a, rows[i].text, rows[i].link, 300), rows[i].want, rows[i].text);
    arena_free(&a);
}

static void cuts_at_words(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT(
             "alpha beta gamma delta epsilon zeta eta theta X iota kappa lambda mu nu xi omicron"),
         S_INIT("X"), S_INIT("…epsilon zeta eta theta X iota kappa lambda mu nu xi…")},
        {S_INIT("Short start, X, then many more words than there is room for in sixty bytes of it"),
         S_INIT("X"), S_INIT("Short start, X, then many more words than…")},
        {S_INIT("Here are many more words than there is room for in sixty bytes, and then X."),
         S_INIT("X"), S_INIT("…in sixty bytes, and then X.")},
    };
    struct arena a = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect_str(around(&a, rows[i].text, rows[i].link, MAX), rows[i].want, rows[i].text);
    arena_free(&a);
}

/* Whatever the text, the sentence is short, whole UTF-8 and holds the link's beginning. */
static void survives_long_texts(void **state)
{
    (void)state;
    static const str units[] = {S_INIT("a"),    S_INIT("word "), S_INIT("é"),
                                S_INIT("日本"), S_INIT(". "),    S_INIT("\n")};
    struct arena a = {0};
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        struct buf text = {0};
        for (int n = 0; n < 20000; n++)
            buf_add(&text, units[i]);
        size_t at = text.len;
        buf_add_lit(&text, "LINK");
        for (int n = 0; n < 20000; n++)
            buf_add(&text, units[i]);
        str got = sentence_around(&a, buf_str(&text), at, at + 4, 100);
        expect(got.len <= 100 + 2 * sizeof "…", units[i]);
        expect(utf8_check(got) == STR_NONE, units[i]);
        expect(str_find(got, S("LINK")) != STR_NONE, units[i]);
        /* a link longer than the room */
        got = sentence_around(&a, buf_str(&text), 0, at, 100);
        expect(got.len <= 100 + 2 * sizeof "…" && utf8_check(got) == STR_NONE, units[i]);
        buf_free(&text);
    }
    arena_free(&a);
}

static void survives_odd_ranges(void **state)
{
    (void)state;
    struct arena a = {0};
    expect_str(sentence_around(&a, S(""), 0, 0, 100), S(""), S("nothing"));
    expect_str(sentence_around(&a, S("One. Two."), 3, 99, 100), S("One. Two."), S("past the end"));
    expect_str(sentence_around(&a, S("One."), 99, 99, 100), S(""), S("behind it"));
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_sentence),
        cmocka_unit_test(cuts_at_words),
        cmocka_unit_test(survives_long_texts),
        cmocka_unit_test(survives_odd_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
