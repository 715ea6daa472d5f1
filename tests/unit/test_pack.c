/* Data as bytes and back: base/pack.h, base/pack_file.h, value_pack.c. */
#include "folder_kit.h"

#include <string.h>

#include "base/pack_file.h"
#include "data/yaml.h"

struct thing {
    uint64_t large;
    int64_t sign;
    uint32_t number;
    uint8_t small;
    bool truth;
    struct hash hash;
    str text;
    vec(str) list;
};

static void each_str(struct pack *p, void *element)
{
    pack_str(p, element);
}

static void pack_thing(struct pack *p, struct thing *t)
{
    pack_u64(p, &t->large);
    pack_i64(p, &t->sign);
    pack_u32(p, &t->number);
    pack_u8(p, &t->small);
    pack_bool(p, &t->truth);
    pack_hash(p, &t->hash);
    pack_str(p, &t->text);
    pack_vec(p, &t->list, each_str);
}

/* Constant, as what is packed may be: writing must not write to it. */
static str items[] = {S_INIT("a"), S_INIT(""), S_INIT("c")};
static const struct thing sample = {.large = UINT64_MAX,
                                    .sign = INT64_MIN,
                                    .number = 300,
                                    .small = 255,
                                    .truth = true,
                                    .hash = {1, 2},
                                    .text = S_INIT("one\0two"),
                                    .list = {items, 3, 3}};

static void write_sample(struct buf *out)
{
    struct pack p = {.out = out};
    pack_thing(&p, (struct thing *)&sample);
    assert_false(p.failed);
}

static bool read_thing(struct arena *a, str bytes, struct thing *t)
{
    struct pack p = {.bytes = bytes, .arena = a};
    *t = (struct thing){0};
    pack_thing(&p, t);
    return !p.failed && p.bytes.len == 0;
}

static void test_round(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf out = {0};
    struct thing t;
    write_sample(&out);
    assert_true(read_thing(&a, buf_str(&out), &t));
    assert_true(t.large == UINT64_MAX && t.sign == INT64_MIN && t.number == 300);
    assert_true(t.small == 255 && t.truth && t.hash.lo == 1 && t.hash.hi == 2);
    expect_str(t.text, sample.text, S("text"));
    assert_int_equal(t.text.ptr[t.text.len], '\0');
    assert_int_equal(t.list.n, 3);
    expect_str(t.list.at[2], S("c"), S("list"));
    buf_free(&out);
    arena_free(&a);
}

static void test_numbers(void **state)
{
    (void)state;
    static const int64_t numbers[] = {0, 1, -1, 63, -64, 64, 8191, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct buf out = {0};
        struct pack to = {.out = &out};
        int64_t n = numbers[i], again = 7;
        pack_i64(&to, &n);
        struct pack from = {.bytes = buf_str(&out)};
        pack_i64(&from, &again);
        assert_true(again == n && !from.failed && from.bytes.len == 0);
        buf_free(&out);
    }
}

/* Every beginning of the bytes, and every byte changed: told, or read as something else. */
static void test_hostile(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf out = {0};
    struct thing t;
    write_sample(&out);
    for (size_t i = 0; i < out.len; i++)
        assert_false(read_thing(&a, str_until(buf_str(&out), i), &t));
    for (size_t i = 0; i < out.len; i++) {
        char was = out.ptr[i];
        out.ptr[i] = (char)(was ^ 0xFF);
        read_thing(&a, buf_str(&out), &t);
        assert_true(t.list.n <= out.len);
        out.ptr[i] = was;
    }
    buf_free(&out);
    arena_free(&a);
}

/* A count that the bytes could not fill makes no memory. */
static void test_count(void **state)
{
    (void)state;
    struct arena a = {0};
    struct pack p = {.bytes = S("\xFF\xFF\xFF\xFF\x7F rest"), .arena = &a};
    vec(str) list = {0};
    pack_vec(&p, &list, each_str);
    assert_true(p.failed && list.n == 0);
    assert_true(a.bytes < 10000);
    arena_free(&a);
}

static void test_value(void **state)
{
    (void)state;
    struct arena a = {0};
    struct yaml_doc doc;
    struct buf out = {0};
    str text = S("a: {b: [1, two, ~, true], c: {}}\nd: \"x y\"\n");
    assert_true(yaml_parse(&a, text, &(struct yaml_options){0}, &doc));
    struct pack to = {.out = &out}, from = {.arena = &a};
    pack_value(&to, &doc.root);
    from.bytes = buf_str(&out);
    const struct value *again = NULL;
    pack_value(&from, &again);
    assert_false(from.failed);
    assert_true(hash_eq(value_hash(again), value_hash(doc.root)));
    const struct value *b = value_get(value_get(again, S("a")), S("b"));
    assert_int_equal(b->items.n, 4);
    assert_int_equal(b->items.at[1]->line, 1);
    assert_int_equal(b->items.at[1]->col, 12);
    buf_free(&out);
    arena_free(&a);
}

/* Lists in lists without end: refused at a depth, without recursion past it. */
static void test_value_depth(void **state)
{
    (void)state;
    enum { DEPTH = 100000, HEAD = 5 };
    struct arena a = {0};
    struct buf out = {0};
    for (size_t i = 0; i < DEPTH; i++) {
        static const char list[HEAD] = {VALUE_LIST, 0, 0, 0, 1}; /* kind, truth, line, col, count */
        buf_add(&out, (str){list, HEAD});
    }
    struct pack p = {.bytes = buf_str(&out), .arena = &a};
    const struct value *v = NULL;
    pack_value(&p, &v);
    assert_true(p.failed);
    buf_free(&out);
    arena_free(&a);
}

static void test_file(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf out = {0};
    str bytes;
    buf_add_lit(&out, "some bytes");
    assert_int_equal(pack_file_write("f", &out), 0);
    assert_true(pack_file_read(&a, "f", 1000, &bytes));
    expect_str(bytes, S("some bytes"), S("file"));
    assert_false(pack_file_read(&a, "f", 5, &bytes));
    assert_false(pack_file_read(&a, "none", 1000, &bytes));
    for (size_t i = 0; i < out.len; i++) {
        out.ptr[i] ^= 1;
        assert_int_equal(fs_write("g", buf_str(&out)), 0);
        assert_false(pack_file_read(&a, "g", 1000, &bytes));
        out.ptr[i] ^= 1;
        assert_int_equal(fs_write("g", str_until(buf_str(&out), i)), 0);
        assert_false(pack_file_read(&a, "g", 1000, &bytes));
    }
    buf_free(&out);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_count),
        cmocka_unit_test(test_value),
        cmocka_unit_test(test_value_depth),
        cmocka_unit_test_setup_teardown(test_file, folder_open, folder_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
