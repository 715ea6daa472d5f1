/* What can be asked: found, placed, and with ids that survive what an author changes. */
#include "expect.h"

#include "markdown_kit.h"

static const struct prompt *only_prompt(struct note *n, const char *text)
{
    read_note(n, str_of(text));
    if (n->body.prompts.n != 1)
        fail_msg("%zu prompts in: %s", n->body.prompts.n, text);
    return &n->body.prompts.at[0];
}

/* Each row: two texts whose first prompts have the same id, or not. */
static const struct {
    const char *one, *other;
    bool same;
} id_rows[] = {
    {"- [ ] a b\n", "- [x] A  *b*\n", true},
    {"- [ ] a\n", "- [ ] b\n", false},
    {"- [ ] a\n", "1. [ ] a\n", true},
    {"- Q: Why?\n  - A: So.\n", "7) **Q3:** why?\n   - **A:** Otherwise.\n", true},
    {"- Q: Why?\n  - A: So.\n", "- [ ] Why?\n", false},
    {"Q1) Why?\nA) a\nB) b\nCorrect: A\n", "Q9) Why?\nA) x\nB) y\nC) z\nCorrect: C\n", true},
    {"Q1) Why?\nA) a\nB) b\nCorrect: A\n", "**2. Why?**\na) a\nb) b\n", true},
    {"Q1) Why?\nA) a\nB) b\nCorrect: A\n", "Q1) Who?\nA) a\nB) b\nCorrect: A\n", false},
    {"Why?\n\nA) a\nB) b\n", "Q1) Why?\nA) a\nB) b\n", true},
};

static void ids_name_what_is_asked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof id_rows / sizeof *id_rows; i++) {
        struct note one = {0}, other = {0};
        str a = only_prompt(&one, id_rows[i].one)->id;
        str b = only_prompt(&other, id_rows[i].other)->id;
        if (str_eq(a, b) != id_rows[i].same)
            fail_msg("row %zu: %.*s and %.*s", i, STR_ARG(a), STR_ARG(b));
        free_note(&one);
        free_note(&other);
    }
}

static bool has_id(const struct note *n, str id)
{
    for (size_t i = 0; i < n->body.prompts.n; i++)
        if (str_eq(n->body.prompts.at[i].id, id))
            return true;
    return false;
}

static void ids_survive_a_new_order(void **state)
{
    (void)state;
    struct note one = {0}, other = {0};
    read_note(&one, S("- [ ] a\n- [ ] b\n- [ ] b\n- Q: c\n  - A: d\n"));
    read_note(&other, S("- Q: c\n  - A: e\n- [ ] new\n- [x] b\n- [ ] a\n- [ ] b\n"));
    assert_int_equal(one.body.prompts.n, 4);
    assert_int_equal(other.body.prompts.n, 5);
    for (size_t i = 0; i < one.body.prompts.n; i++)
        assert_true(has_id(&other, one.body.prompts.at[i].id));
    free_note(&one);
    free_note(&other);
}

static str range_of(const struct note *n, struct range range)
{
    return str_slice(n->body.html, range.from, range.to);
}

static void expect_text(str got, const char *wanted)
{
    if (!str_eq(got, str_of(wanted)))
        fail_msg("got \"%.*s\", wanted \"%s\"", STR_ARG(got), wanted);
}

static void knows_parts_and_places(void **state)
{
    (void)state;
    struct note n = {0};
    read_note(&n, S("- [x] *lead*\n\n## One\n\n1) **Q:** Why `x`?\n   - A: So.\n\n## Two\n\n"
                    "Q1) Which?\nA) a\nB) b\nCorrect: B\nWhy: c\n"));
    assert_int_equal(n.body.prompts.n, 3);
    const struct prompt *check = &n.body.prompts.at[0], *question = &n.body.prompts.at[1],
                        *choice = &n.body.prompts.at[2];
    assert_int_equal(check->kind, PROMPT_CHECK);
    assert_true(check->done);
    assert_true(check->section == BODY_LEAD);
    assert_int_equal(check->line, 1);
    expect_text(check->text, "lead");
    expect_text(range_of(&n, check->asked), " <em>lead</em>" + 1);
    assert_int_equal(question->kind, PROMPT_QUESTION);
    assert_int_equal(question->section, 0);
    assert_int_equal(question->line, 5);
    expect_text(question->text, "Why x?");
    expect_text(range_of(&n, question->asked), "<strong>Q:</strong> Why <code>x</code>?");
    expect_text(range_of(&n, question->answers), "<ul>\n<li>A: So.</li>\n</ul>\n");
    assert_int_equal(choice->kind, PROMPT_CHOICE);
    assert_int_equal(choice->section, 1);
    assert_int_equal(choice->line, 10);
    assert_int_equal(choice->answer, 'B');
    expect_text(choice->text, "Which?");
    expect_text(range_of(&n, choice->answers), "<p>Correct: B</p>\n<p>Why: c</p>\n");
    free_note(&n);
}

/* Each row: a text, and the right letters of its choices; '-' where nothing tells. */
static const struct {
    const char *text, *letters;
} answer_rows[] = {
    {"A) a\nB) b\nCorrect: b\n", "B"},
    {"A) a\nB) b\nCorrect answer: A.\n", "A"},
    {"A) a\nB) b\n**Answer:** B) b\n", "B"},
    {"A) a\nB) b\nRespuesta correcta: A\n", "A"},
    {"A) a\nB) b\nCorrect: Both\n", "-"},
    {"A) a\nB) b\nCorrect: C\n", "-"},
    {"A) a\nB) b\n\nCorrect: B\n", "B"},
    {"A) a\nB) b\n\n- Correct: B\n\nA) a\nB) b\n\n- Correct: A\n", "BA"},
    {"A) a\nB) b\n\nA) a\nB) b\n\n- Correct: A\n", "-A"},
    {"Q1) x\nA) a\nB) b\n\nQ2) x\nA) a\nB) b\n\nQ2)\n- Correct: A\n\nQ1)\n- Correct: B\n", "BA"},
    {"Q1) x\nA) a\nB) b\n\nQ2)\n- Correct: A\n", "-"},
    {"- Correct: B\n\nA) a\nB) b\n", "B"},
    {"- Correct: B\n- Correct: A\n\nA) a\nB) b\n", "-"},
    {"Q1)\n\n# H\n\nCorrect: B\n\nA) a\nB) b\n", "B"},
    {"A) a\nB) b\nAnswer: A queue, of course\n", "-"},
    {"A) a\nB) b\nAnswer: A (see above)\n", "A"},
    {"A) a\nB) b\nC) c\nCorrect: B, C\n", "-"},
    {"A) a\nB) b\nCorrect: A/B\n", "-"},
    {"A) a\nB) b\n\n## H\n\nCorrect: A\n\nA) a\nB) b\n", "--"},
    {"A) a\nB) b\n\n**Answer**:\na) because\n\nA) a\nB) b\n", "--"},
    {"Q1) x\nA) a\nB) b\n\nQ1)\n- Correct: A\n\nQ1) y\nA) a\nB) b\n\nQ1)\n- Correct: B\n", "--"},
    {"## Key\n\nQ1)\n\n- Correct: B\n\nWhich?\nA) x\nB) y\n\nCorrect: A\n", "A"},
    {"Q1) x\nA) a\nB) b\nQ2) y\nA) a\nB) b\n", ""},
    {"Q9999) x\nA) a\nB) b\n\nQ9999)\n- Correct: B\n", "B"},
    {"Q10000) x\nA) a\nB) b\n\nQ10000)\n- Correct: B\n", "B"},
    {"Q99989) x\nA) a\nB) b\n\nQ99989)\n- Correct: B\n\nA) a\nB) b\n", "B-"},
};

static void answers_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof answer_rows / sizeof *answer_rows; i++) {
        struct note n = {0};
        struct buf letters = {0};
        read_note(&n, str_of(answer_rows[i].text));
        for (size_t k = 0; k < n.body.prompts.n; k++) {
            char answer = n.body.prompts.at[k].answer;
            buf_add_char(&letters, answer ? answer : '-');
        }
        if (!str_eq(buf_str(&letters), str_of(answer_rows[i].letters)))
            fail_msg("%s: got %.*s, wanted %s", answer_rows[i].text, STR_ARG(buf_str(&letters)),
                     answer_rows[i].letters);
        buf_free(&letters);
        free_note(&n);
    }
}

static void words_count_for_sections(void **state)
{
    (void)state;
    struct note n = {0};
    read_note(&n, S("a b\n\n## One\n\nc d e\n\n    code\n    code\n\n### Two\n\n- f\n- g\n"));
    assert_int_equal(n.body.sections.n, 2);
    assert_int_equal(n.body.sections.at[0].words, 4); /* with the heading's */
    assert_int_equal(n.body.sections.at[0].code_lines, 2);
    assert_int_equal(n.body.sections.at[1].words, 3);
    free_note(&n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_name_what_is_asked),   cmocka_unit_test(ids_survive_a_new_order),
        cmocka_unit_test(knows_parts_and_places),   cmocka_unit_test(answers_are_found),
        cmocka_unit_test(words_count_for_sections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
