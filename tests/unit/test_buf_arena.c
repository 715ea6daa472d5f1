#include "expect.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"

/* The same sequence on every machine. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void buf_grows_and_keeps(void **state)
{
    (void)state;
    struct buf b = {0};
    expect_str(buf_str(&b), S(""), S("empty"));
    buf_add(&b, (str){NULL, 0});
    buf_add_lit(&b, "ab");
    buf_add_char(&b, '\0');
    buf_add_repeat(&b, 'x', 3);
    buf_add_repeat(&b, 'y', 0);
    buf_addf(&b, "%d-%s", 42, "z");
    buf_addf(&b, "%s", "");
    expect_str(buf_str(&b), S("ab\0xxx42-z"), S("pieces"));
    buf_clear(&b);
    assert_int_equal(b.len, 0);
    for (int i = 0; i < 10000; i++)
        buf_addf(&b, "%04d", i);
    assert_int_equal(b.len, 40000);
    expect_str(str_slice(buf_str(&b), 39992, 40000), S("99989999"), S("the end"));
    expect_str(str_until(buf_str(&b), 8), S("00000001"), S("the beginning"));
    buf_free(&b);
    assert_null(b.ptr);
    assert_int_equal(b.cap, 0);
}

static void buf_is_kept_in_an_arena(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf first = {.arena = &a}, second = {.arena = &a}, none = {.arena = &a};
    for (int i = 0; i < 5000; i++) {
        buf_addf(&first, "%d", i % 10);
        if (i % 7 == 0)
            buf_add_lit(&second, "xy");
    }
    str one = buf_kept(&first), two = buf_kept(&second), empty = buf_kept(&none);
    char *next = arena_alloc(&a, 1, 1);
    memset(next, 'z', 1);
    assert_int_equal(one.len, 5000);
    assert_int_equal(two.len, 1430);
    expect_str(str_from(one, 4990), S("0123456789"), S("the end"));
    expect_str(str_until(two, 4), S("xyxy"), S("the beginning"));
    assert_int_equal(one.ptr[one.len] | two.ptr[two.len] | empty.ptr[0], '\0');
    assert_ptr_equal(next, empty.ptr + 1); /* what it did not need is free again */
    arena_free(&a);
}

static void buf_room_is_writable(void **state)
{
    (void)state;
    struct buf b = {0};
    for (size_t n = 1; n < 600; n += 37) {
        char *end = buf_room(&b, n);
        memset(end, 'r', n);
        b.len += n;
    }
    for (size_t i = 0; i < b.len; i++)
        assert_int_equal(b.ptr[i], 'r');
    buf_free(&b);
}

static void arena_gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct arena a = {0};
    uint32_t seed = 1;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 2000; i++) {
            size_t size = next_random(&seed) % 300, align = (size_t)1 << next_random(&seed) % 5;
            unsigned char *p = arena_alloc(&a, size, align);
            assert_int_equal((uintptr_t)p % align, 0);
            for (size_t k = 0; k < size; k++)
                assert_int_equal(p[k], 0);
            memset(p, 0xEE, size); /* what an overlap would show */
        }
        arena_reset(&a);
    }
    long *big = arena_array(&a, long, 1 << 20);
    assert_int_equal(big[(1 << 20) - 1], 0);
    arena_free(&a);
    assert_int_equal(a.bytes, 0);
    assert_null(a.head);
}

static void arena_blocks_do_not_overlap(void **state)
{
    (void)state;
    struct arena a = {0};
    unsigned char *blocks[500];
    for (size_t i = 0; i < COUNT_OF(blocks); i++) {
        blocks[i] = arena_alloc(&a, i, 1);
        memset(blocks[i], (int)(i & 255), i);
    }
    for (size_t i = 0; i < COUNT_OF(blocks); i++)
        for (size_t k = 0; k < i; k++)
            assert_int_equal(blocks[i][k], i & 255);
    arena_free(&a);
}

static void arena_grows_blocks(void **state)
{
    (void)state;
    struct arena a = {0};
    char *p = arena_alloc(&a, 4, 1);
    memcpy(p, "abcd", 4);
    char *q = arena_grow(&a, p, 4, 8, 1);
    assert_ptr_equal(p, q); /* it was the last */
    char *other = arena_alloc(&a, 1, 1);
    *other = '!';
    memcpy(q, "abcdefgh", 8);
    char *r = arena_grow(&a, q, 8, 100000, 1);
    assert_memory_equal(r, "abcdefgh", 8);
    assert_int_equal(*other, '!');
    assert_non_null(arena_grow(&a, NULL, 0, 16, 8));
    arena_free(&a);
}

static void arena_rewinds(void **state)
{
    (void)state;
    struct arena a = {0};
    struct arena_mark start = arena_mark(&a);
    str kept = arena_dup(&a, S("kept"));
    struct arena_mark mark = arena_mark(&a);
    size_t bytes = a.bytes;
    for (int i = 0; i < 100; i++)
        memset(arena_alloc(&a, 1000, 8), 1, 1000);
    assert_true(a.bytes > bytes);
    arena_rewind(&a, mark);
    assert_int_equal(a.bytes, bytes);
    expect_str(kept, S("kept"), S("before the mark"));
    assert_int_equal(*(char *)arena_alloc(&a, 1, 1), 0);
    arena_rewind(&a, start);
    assert_int_equal(a.bytes, 0);
    arena_reset(&a); /* of an empty one */
    arena_free(&a);
}

static void arena_makes_strings(void **state)
{
    (void)state;
    struct arena a = {0};
    str s = arena_dup(&a, S("a\0b"));
    expect_str(s, S("a\0b"), S("dup"));
    assert_int_equal(s.ptr[3], '\0');
    assert_string_equal(arena_dup(&a, (str){NULL, 0}).ptr, "");
    s = arena_printf(&a, "%s/%03d", "notes", 7);
    expect_str(s, S("notes/007"), S("printf"));
    assert_int_equal(s.ptr[s.len], '\0');
    expect_str(arena_printf(&a, "%s", ""), S(""), S("empty printf"));
    expect_str(arena_join(&a, S("a"), S(""), S("bc")), S("abc"), S("join"));
    expect_str(arena_join(&a, S(""), (str){NULL, 0}, S("")), S(""), S("join of nothing"));
    arena_free(&a);
}

static void vec_keeps_order_while_others_allocate(void **state)
{
    (void)state;
    struct arena a = {0};
    vec(uint32_t) numbers = {0};
    vec(str) texts = {0};
    for (uint32_t i = 0; i < 5000; i++) {
        vec_push(&a, &numbers) = i * 3;
        if (i % 7 == 0)
            vec_push(&a, &texts) = arena_printf(&a, "%u", (unsigned)i);
    }
    assert_int_equal(numbers.n, 5000);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(numbers.at[i], i * 3);
    for (size_t i = 0; i < texts.n; i++)
        expect_str(texts.at[i], arena_printf(&a, "%zu", i * 7), S("texts"));
    arena_free(&a);
}

/* Against an array that is searched from end to end. */
static void map_agrees_with_a_list(void **state)
{
    (void)state;
    enum { NAMES = 700, STEPS = 6000 };
    struct arena a = {0};
    struct map m = {0};
    str keys[NAMES];
    size_t values[NAMES], n = 0;
    uint32_t seed = 7;
    assert_null(map_get(&m, S("x")));
    for (int step = 0; step < STEPS; step++) {
        str key = arena_printf(&a, "k%u", (unsigned)(next_random(&seed) % NAMES));
        size_t i = 0;
        while (i < n && !str_eq(keys[i], key))
            i++;
        const size_t *found = map_get(&m, key);
        expect((found != NULL) == (i < n), key);
        if (found)
            expect(*found == values[i], key);
        bool fresh;
        size_t *slot = map_put(&a, &m, key, &fresh);
        expect(fresh == (i == n), key);
        if (fresh) {
            expect(*slot == 0, key);
            keys[n++] = key;
        }
        values[i] = *slot = (size_t)step + 1;
        assert_int_equal(m.n, n);
    }
    for (size_t i = 0; i < n; i++)
        assert_int_equal(*map_get(&m, keys[i]), values[i]);
    arena_free(&a);
}

static void map_takes_any_key(void **state)
{
    (void)state;
    struct arena a = {0};
    struct map m = {0};
    static const str keys[] = {{NULL, 0}, S_INIT("\0"), S_INIT("\0\0"), S_INIT("a"), S_INIT("a\0")};
    bool fresh;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        *map_put(&a, &m, keys[i], &fresh) = i;
        assert_true(fresh);
    }
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        assert_int_equal(*map_get(&m, keys[i]), i);
    map_put(&a, &m, S(""), &fresh);
    assert_false(fresh); /* the empty string, whatever its pointer */
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buf_grows_and_keeps),
        cmocka_unit_test(buf_is_kept_in_an_arena),
        cmocka_unit_test(buf_room_is_writable),
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(arena_blocks_do_not_overlap),
        cmocka_unit_test(arena_grows_blocks),
        cmocka_unit_test(arena_rewinds),
        cmocka_unit_test(arena_makes_strings),
        cmocka_unit_test(vec_keeps_order_while_others_allocate),
        cmocka_unit_test(map_agrees_with_a_list),
        cmocka_unit_test(map_takes_any_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
