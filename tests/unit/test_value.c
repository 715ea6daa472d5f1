#include "expect.h"

#include <limits.h>

#include "data/value.h"

static void print_word(const struct value_printed *self, struct buf *out)
{
    (void)self;
    buf_add_lit(out, "word");
}

static const struct value_printed word = {print_word, {1, 2}};
static const struct value_printed same_word = {print_word, {1, 2}};
static const struct value_printed other_word = {print_word, {1, 3}};

/* A map with one value of each kind, its texts in memory of its own. */
static struct value *sample(struct arena *a)
{
    struct value *map = value_map(a), *list = value_list(a), *inner = value_map(a);
    value_set(a, inner, arena_dup(a, S("deep")), value_string(a, arena_dup(a, S("down"))));
    value_add(a, list, value_number(a, 7));
    value_add(a, list, &value_null);
    value_add(a, list, inner);
    value_set(a, map, arena_dup(a, S("list")), list);
    value_set(a, map, arena_dup(a, S("yes")), value_bool(true));
    value_set(a, map, arena_dup(a, S("text")), value_string(a, arena_dup(a, S("words"))));
    value_set(a, map, arena_dup(a, S("printed")), value_printed(a, &word));
    return map;
}

static void sets_and_gets(void **state)
{
    (void)state;
    struct arena a = {0};
    struct value *map = value_map(&a);
    assert_null(value_get(map, S("a")));
    for (long i = 0; i < 100; i++)
        value_set(&a, map, arena_printf(&a, "k%ld", i), value_number(&a, i));
    value_set(&a, map, S("k3"), value_string(&a, S("new")));
    assert_int_equal(map->fields.n, 100);
    expect_str(map->fields.at[3].key, S("k3"), S("its place stays"));
    expect_str(value_text(value_get(map, S("k3"))), S("new"), S("k3"));
    expect_str(value_text(value_get(map, S("k99"))), S("99"), S("k99"));
    assert_null(value_get(map, S("k")));
    assert_null(value_get(NULL, S("k")));
    assert_null(value_get(&value_true, S("k")));
    assert_null(value_get(value_list(&a), S("k")));
    arena_free(&a);
}

static void text_of_scalars_only(void **state)
{
    (void)state;
    struct arena a = {0};
    expect_str(value_text(value_string(&a, S(" a b\n"))), S("a b"), S("string"));
    expect_str(value_text(value_number(&a, -12)), S("-12"), S("number"));
    expect_str(value_text(value_bool(false)), S("false"), S("bool"));
    const struct value tilde = {.kind = VALUE_NULL, .text = S("~")};
    expect_str(value_text(&tilde), S(""), S("null"));
    expect_str(value_text(NULL), S(""), S("nothing"));
    expect_str(value_text(sample(&a)), S(""), S("map"));
    expect_str(value_text(value_get(sample(&a), S("list"))), S(""), S("list"));
    expect_str(value_text(value_printed(&a, &word)), S(""), S("printed"));
    arena_free(&a);
}

static void texts_of_a_list_or_a_scalar(void **state)
{
    (void)state;
    struct arena a = {0};
    struct value *list = value_list(&a);
    value_add(&a, list, value_string(&a, S("a")));
    value_add(&a, list, value_string(&a, S(" ")));
    value_add(&a, list, &value_null);
    value_add(&a, list, sample(&a));
    value_add(&a, list, value_number(&a, 1));
    struct value_texts texts = value_texts(&a, list);
    assert_int_equal(texts.n, 2);
    assert_ptr_equal(texts.at[0], list->items.at[0]);
    assert_ptr_equal(texts.at[1], list->items.at[4]);
    texts = value_texts(&a, &value_true);
    assert_int_equal(texts.n, 1);
    assert_ptr_equal(texts.at[0], &value_true);
    assert_int_equal(value_texts(&a, &value_null).n, 0);
    assert_int_equal(value_texts(&a, NULL).n, 0);
    assert_int_equal(value_texts(&a, sample(&a)).n, 0);
    assert_int_equal(value_texts(&a, value_list(&a)).n, 0);
    arena_free(&a);
}

static void knows_what_is_true(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_false(value_is_true(NULL));
    assert_false(value_is_true(&value_null));
    assert_false(value_is_true(&value_false));
    assert_false(value_is_true(value_string(&a, S(""))));
    assert_false(value_is_true(value_list(&a)));
    assert_true(value_is_true(&value_true));
    assert_true(value_is_true(value_string(&a, S("false"))));
    assert_true(value_is_true(value_number(&a, 0)));
    assert_true(value_is_true(value_map(&a)));
    assert_true(value_is_true(value_printed(&a, &word)));
    arena_free(&a);
}

static bool same_hash(const struct value *a, const struct value *b)
{
    return hash_eq(value_hash(a), value_hash(b));
}

static void hash_tells_trees_apart(void **state)
{
    (void)state;
    struct arena a = {0};
    struct value *map = value_map(&a), *swapped = value_map(&a), *nested = value_list(&a);
    struct value *one = value_list(&a), *two = value_list(&a);
    value_set(&a, map, S("a"), &value_true);
    value_set(&a, map, S("b"), &value_false);
    value_set(&a, swapped, S("b"), &value_false);
    value_set(&a, swapped, S("a"), &value_true);
    value_add(&a, one, &value_true);
    value_add(&a, two, &value_true);
    value_add(&a, two, &value_true);
    value_add(&a, nested, one);
    const struct value *all[] = {
        &value_null,
        &value_true,
        &value_false,
        value_number(&a, 1),
        value_number(&a, 11),
        value_string(&a, S("1")),
        value_string(&a, S("")),
        value_string(&a, S("true")),
        value_address(&a, S("true")),
        value_list(&a),
        value_map(&a),
        one,
        two,
        nested,
        map,
        swapped,
        sample(&a),
        value_printed(&a, &word),
        value_printed(&a, &other_word),
    };
    for (size_t i = 0; i < COUNT_OF(all); i++)
        for (size_t k = 0; k < COUNT_OF(all); k++)
            assert_int_equal(same_hash(all[i], all[k]), i == k);
    arena_free(&a);
}

static void equal_trees_have_equal_hashes(void **state)
{
    (void)state;
    struct arena a = {0};
    struct value *first = sample(&a), *second = sample(&a);
    second->line = 9;
    second->fields.at[0].col = 4;
    assert_true(same_hash(first, second));
    assert_true(same_hash(value_printed(&a, &word), value_printed(&a, &same_word)));
    arena_free(&a);
}

/* Many keys, some of which only differ in the middle: found by the table as by looking through. */
static void large_maps_find_their_fields(void **state)
{
    (void)state;
    enum { KEYS = 300 };
    struct arena a = {0};
    struct value *map = value_map(&a);
    for (int round = 0; round < 2; round++)
        for (long i = 0; i < KEYS; i++) {
            str key = arena_printf(&a, "a long key %ld with a long end", i);
            value_set(&a, map, key, value_number(&a, i + round));
        }
    assert_int_equal(map->fields.n, KEYS);
    for (long i = 0; i < KEYS; i++) {
        str key = arena_printf(&a, "a long key %ld with a long end", i);
        expect_str(value_text(value_get(map, key)), arena_printf(&a, "%ld", i + 1), key);
    }
    assert_null(value_get(map, S("a long key 300 with a long end")));
    assert_null(value_get(map, S("")));
    arena_free(&a);
}

static void numbers_are_written(void **state)
{
    (void)state;
    static const long numbers[] = {0, 7, 10, -1, -120, LONG_MAX, LONG_MIN};
    struct arena a = {0};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        expect_str(value_number(&a, numbers[i])->text, arena_printf(&a, "%ld", numbers[i]),
                   S("number"));
    arena_free(&a);
}

/* A part that is sealed counts by its hash, and its hash is what it was. */
static void sealed_parts_keep_their_hash(void **state)
{
    (void)state;
    struct arena a = {0};
    struct value *part = sample(&a), *other = sample(&a), *one = value_list(&a);
    struct value *two = value_list(&a);
    struct hash before = value_hash(part);
    value_seal(&a, part);
    assert_true(hash_eq(value_hash(part), before));
    value_set(&a, other, S("more"), &value_null);
    value_seal(&a, other);
    value_add(&a, one, part);
    value_add(&a, two, other);
    assert_false(same_hash(one, two));
    assert_true(same_hash(part, value_copy(&a, part)));
    arena_free(&a);
}

static void copy_outlives_its_source(void **state)
{
    (void)state;
    struct arena a = {0}, b = {0};
    struct value *source = sample(&a);
    source->line = 3;
    source->fields.at[2].line = 5;
    struct hash hash = value_hash(source);
    const struct value *copy = value_copy(&b, source);
    arena_free(&a);
    assert_true(hash_eq(value_hash(copy), hash));
    assert_int_equal(copy->line, 3);
    assert_int_equal(copy->fields.at[2].line, 5);
    const struct value *inner = value_get(copy, S("list"))->items.at[2];
    expect_str(value_text(value_get(inner, S("deep"))), S("down"), S("deep"));
    value_set(&b, (struct value *)(uintptr_t)copy, S("more"), &value_null); /* and it can grow */
    assert_int_equal(copy->fields.n, 5);
    arena_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_and_gets),
        cmocka_unit_test(text_of_scalars_only),
        cmocka_unit_test(texts_of_a_list_or_a_scalar),
        cmocka_unit_test(knows_what_is_true),
        cmocka_unit_test(hash_tells_trees_apart),
        cmocka_unit_test(equal_trees_have_equal_hashes),
        cmocka_unit_test(large_maps_find_their_fields),
        cmocka_unit_test(numbers_are_written),
        cmocka_unit_test(sealed_parts_keep_their_hash),
        cmocka_unit_test(copy_outlives_its_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
