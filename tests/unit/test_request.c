#include "expect.h"

#include "serve/request.h"

static void reads_paths(void **state)
{
    static const struct {
        str url;
        const char *path; /* NULL: it cannot be read */
    } rows[] = {
        {S_INIT("/"), "/"},           {S_INIT("/a/b.html"), "/a/b.html"},
        {S_INIT("/%61%2Fb"), "/a/b"}, {S_INIT("/%C3%A4"), "/\xC3\xA4"},
        {S_INIT("/a+b"), "/a+b"},     {S_INIT("/%252e"), "/%2e"},
        {S_INIT("/%"), NULL},         {S_INIT("/%4"), NULL},
        {S_INIT("/%zz"), NULL},       {S_INIT("/a%00b"), NULL},
        {S_INIT("a"), NULL},          {S_INIT(""), NULL},
        {S_INIT("*"), NULL},
    };
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str path = S("");
        bool fine = request_path(&a, rows[i].url, &path);
        expect(fine == (rows[i].path != NULL), rows[i].url);
        if (fine)
            expect_str(path, str_of(rows[i].path), rows[i].url);
    }
    arena_free(&a);
}

static void knows_its_own_names(void **state)
{
    static const str names[] = {S_INIT("box"), S_INIT("box.local"), S_INIT("")};
    static const str own[] = {
        S_INIT("localhost"),   S_INIT("LocalHost:8000"), S_INIT("127.0.0.1:1"),
        S_INIT("[::1]"),       S_INIT("[fe80::1]:8000"), S_INIT("10.0.0.1"),
        S_INIT("a.localhost"), S_INIT("Box:8000"),       S_INIT("box.local")};
    static const str others[] = {S_INIT(""),
                                 S_INIT("example.org"),
                                 S_INIT("localhost.example.org"),
                                 S_INIT("127.0.0.1.example.org"),
                                 S_INIT("notlocalhost"),
                                 S_INIT("boxes"),
                                 S_INIT("[::1].example.org"),
                                 S_INIT("a b"),
                                 S_INIT(":8000")};
    (void)state;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        expect(request_is_for_us(own[i], names, 3), own[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        expect(!request_is_for_us(others[i], names, 3), others[i]);
}

static void compares_tags(void **state)
{
    struct hash name = {0x0123456789abcdef, 0xfedcba9876543210}, read;
    char tag[REQUEST_TAG + 1];
    struct arena a = {0};
    (void)state;
    request_tag(name, tag);
    expect_str(str_of(tag), S("\"fedcba98765432100123456789abcdef\""), S("the tag"));
    assert_true(request_has_tag(str_of(tag), name));
    assert_true(request_has_tag(arena_join(&a, S("\"x\", W/"), str_of(tag), S("")), name));
    assert_true(request_has_tag(S("*"), name));
    assert_false(request_has_tag(S("\"x\""), name));
    assert_false(request_has_tag(S(""), name));
    assert_false(request_has_tag((str){NULL, 0}, name));
    assert_true(request_tag_of(arena_join(&a, S("\"x\", "), str_of(tag), S("")), &read));
    assert_true(hash_eq(read, name));
    assert_false(request_tag_of(S("\"zedcba98765432100123456789abcdef\""), &read));
    arena_free(&a);
}

static void reads_ranges(void **state)
{
    static const struct {
        str header;
        enum request_range range;
        uint64_t from, to;
    } rows[] = {
        {S_INIT("bytes=0-0"), RANGE_PART, 0, 0},
        {S_INIT("bytes=2-4"), RANGE_PART, 2, 4},
        {S_INIT("bytes=2-"), RANGE_PART, 2, 9},
        {S_INIT("bytes=2-99"), RANGE_PART, 2, 9},
        {S_INIT("bytes=-3"), RANGE_PART, 7, 9},
        {S_INIT("bytes=-99"), RANGE_PART, 0, 9},
        {S_INIT(" bytes=1-2 "), RANGE_PART, 1, 2},
        {S_INIT("bytes=0-99999999999999999999999"), RANGE_PART, 0, 9},
        {S_INIT("bytes=10-"), RANGE_NONE, 0, 0},
        {S_INIT("bytes=99999999999999999999999-"), RANGE_NONE, 0, 0},
        {S_INIT("bytes=-0"), RANGE_NONE, 0, 0},
        {S_INIT("bytes=4-2"), RANGE_ALL, 0, 0},
        {S_INIT("bytes=1-2,4-5"), RANGE_ALL, 0, 0},
        {S_INIT("bytes=-"), RANGE_ALL, 0, 0},
        {S_INIT("bytes=x-2"), RANGE_ALL, 0, 0},
        {S_INIT("bytes=1-x"), RANGE_ALL, 0, 0},
        {S_INIT("lines=1-2"), RANGE_ALL, 0, 0},
        {S_INIT(""), RANGE_ALL, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t from = 0, to = 0;
        enum request_range range = request_range(rows[i].header, 10, &from, &to);
        expect(range == rows[i].range, rows[i].header);
        if (range == RANGE_PART)
            expect(from == rows[i].from && to == rows[i].to, rows[i].header);
    }
    uint64_t from, to;
    assert_int_equal(request_range(S("bytes=0-"), 0, &from, &to), RANGE_NONE);
}

static void knows_types(void **state)
{
    (void)state;
    expect_str(str_of(request_type(S("a/INDEX.HTML"))), S("text/html; charset=utf-8"), S("html"));
    expect_str(str_of(request_type(S("x.unknown"))), S("application/octet-stream"), S("none"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_paths),   cmocka_unit_test(knows_its_own_names),
        cmocka_unit_test(compares_tags), cmocka_unit_test(reads_ranges),
        cmocka_unit_test(knows_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
