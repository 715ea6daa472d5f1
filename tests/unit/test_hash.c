#include "expect.h"

#include "base/hash.h"

/* The published values of XXH3 for no bytes: cache keys must not change with the library. */
static void is_the_hash_it_says(void **state)
{
    (void)state;
    char hex[HASH_HEX + 1];
    hash_hex(hash_of(S("")), hex);
    assert_string_equal(hex, "99aa06d3014798d86001c324468d497f");
    assert_true(hash64_of(S("")) == 0x2d06800538d394c2u);
    assert_true(hash_eq(hash_of(S("")), hash_of((str){NULL, 0})));
    assert_true(hash64_of(S("")) == hash64_of((str){NULL, 0}));
}

static void depends_on_every_byte(void **state)
{
    (void)state;
    char text[300] = {0};
    for (size_t len = 1; len <= sizeof text; len += 23) {
        struct hash before = hash_of((str){text, len});
        text[len - 1] = 1;
        assert_false(hash_eq(before, hash_of((str){text, len})));
        text[len - 1] = 0;
        assert_true(hash_eq(before, hash_of((str){text, len})));
        assert_false(hash_eq(before, hash_of((str){text, len - 1})));
    }
}

static void equality_takes_both_halves(void **state)
{
    (void)state;
    assert_true(hash_eq((struct hash){1, 2}, (struct hash){1, 2}));
    assert_false(hash_eq((struct hash){1, 2}, (struct hash){1, 3}));
    assert_false(hash_eq((struct hash){1, 2}, (struct hash){0, 2}));
}

static void mixing_keeps_the_order(void **state)
{
    (void)state;
    struct hash a = hash_of(S("a")), b = hash_of(S("b"));
    assert_false(hash_eq(hash_mix(a, b), hash_mix(b, a)));
    assert_true(hash_eq(hash_mix(a, b), hash_mix_str(a, S("b"))));
    assert_false(hash_eq(hash_mix_str(hash_mix_str(a, S("x")), S("yz")),
                         hash_mix_str(hash_mix_str(a, S("xy")), S("z"))));
    assert_false(hash_eq(hash_mix_str(a, S("")), a));
}

static void hex_has_fixed_width(void **state)
{
    (void)state;
    char hex[HASH_HEX + 1];
    hash_hex((struct hash){0xAB, 0x1}, hex);
    assert_string_equal(hex, "000000000000000100000000000000ab");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_the_hash_it_says),        cmocka_unit_test(depends_on_every_byte),
        cmocka_unit_test(equality_takes_both_halves), cmocka_unit_test(mixing_keeps_the_order),
        cmocka_unit_test(hex_has_fixed_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
