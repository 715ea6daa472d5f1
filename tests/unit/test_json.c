#include "expect.h"

#include "data/json.h"

static void strings(void **state)
{
    (void)state;
    static const struct {
        str s, want;
    } rows[] = {
        {S_INIT(""), S_INIT("\"\"")},
        {S_INIT("plain \xC3\xA4 \xF0\x9F\x98\x80"), S_INIT("\"plain \xC3\xA4 \xF0\x9F\x98\x80\"")},
        {S_INIT("a\"b\\c"), S_INIT("\"a\\\"b\\\\c\"")},
        {S_INIT("\n\r\t"), S_INIT("\"\\n\\r\\t\"")},
        {S_INIT("\0\x01\x1F\x7F"), S_INIT("\"\\u0000\\u0001\\u001f\\u007f\"")},
        {S_INIT("</script>"), S_INIT("\"<\\/script>\"")},
        {S_INIT("<!-- <script>"), S_INIT("\"\\u003c!-- <script>\"")},
        {S_INIT("a/b < c"), S_INIT("\"a/b < c\"")},
        {S_INIT("<<//"), S_INIT("\"<<\\//\"")},
        {S_INIT("<"), S_INIT("\"<\"")},
        {S_INIT("\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xA7"), S_INIT("\"\\u2028\\u2029\xE2\x80\xA7\"")},
        {S_INIT("\xE2\x80"), S_INIT("\"\xE2\x80\"")}, /* cut off: as it is, nothing read behind */
    };
    struct buf b = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buf_clear(&b);
        json_string(&b, rows[i].s);
        expect_str(buf_str(&b), rows[i].want, rows[i].s);
    }
    buf_free(&b);
}

static void print_quote(const struct value_printed *self, struct buf *out)
{
    (void)self;
    buf_add_lit(out, "<p>\"</p>");
}

static void trees(void **state)
{
    (void)state;
    static const struct value_printed printed = {print_quote, {0, 0}};
    struct arena a = {0};
    struct value *map = value_map(&a), *list = value_list(&a);
    const struct value spelled = {.kind = VALUE_NUMBER, .text = S("1.50e3")};
    const struct value shouted = {.kind = VALUE_BOOL, .truth = true, .text = S("TRUE")};
    const struct value tilde = {.kind = VALUE_NULL, .text = S("~")};
    value_add(&a, list, &spelled);
    value_add(&a, list, &shouted);
    value_add(&a, list, &tilde);
    value_add(&a, list, value_bool(false));
    value_add(&a, list, value_list(&a));
    value_add(&a, list, value_map(&a));
    value_set(&a, map, S("z"), list);
    value_set(&a, map, S("a\""), value_string(&a, S("x")));
    value_set(&a, map, S("body"), value_printed(&a, &printed));
    value_set(&a, map, S("to"), value_address(&a, S("a/b/")));
    struct buf b = {0};
    json_value(&b, map);
    expect_str(buf_str(&b),
               S("{\"z\":[1.50e3,true,null,false,[],{}],\"a\\\"\":\"x\","
                 "\"body\":\"<p>\\\"<\\/p>\",\"to\":\"a/b/\"}"),
               S("tree"));
    buf_free(&b);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings),
        cmocka_unit_test(trees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
