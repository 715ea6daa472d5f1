/* The keys of views, in three places that must agree: the views of real sites, the list that tags
 * are checked against (lib/page/keys.c), and the README of the default theme. */
#include "folder_kit.h"

#include "build/build.h"
#include "page/keys.h"
#include "page/view.h"

enum {
    MOST_DEPTH = 60,        /* of a view; each folder of the navigation takes three */
    MOST_VALUES = 20000000, /* of all views of a site */
    MOST_README = 1 << 20,
};

struct found {
    struct arena arena;
    struct map keys;  /* key → how often it holds something: an empty list hides keys */
    struct map kinds; /* of pages */
    size_t values;
};

static size_t *put(struct found *f, struct map *map, str key)
{
    bool fresh;
    if (!map_get(map, key))
        key = arena_dup(&f->arena, key); /* a view goes when its page is done */
    return map_put(&f->arena, map, key, &fresh);
}

static bool holds_something(const struct value *v)
{
    return v->kind == VALUE_LIST ? v->items.n > 0 : v->kind != VALUE_NULL;
}

static void walk(struct found *f, const struct value *v, unsigned depth)
{
    assert_true(depth < MOST_DEPTH);
    assert_true(f->values++ < MOST_VALUES);
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->items.n; i++)
        walk(f, v->items.at[i], depth + 1);
    for (size_t i = 0; v->kind == VALUE_MAP && i < v->fields.n; i++) {
        const struct value_field *field = &v->fields.at[i];
        *put(f, &f->keys, field->key) += holds_something(field->value);
        if (!str_eq(field->key, PAGE_KEY_OPEN) && !str_eq(field->key, PAGE_KEY_WORDS))
            walk(f, field->value, depth + 1);
    }
}

static void walk_views(struct found *f, const struct build *b)
{
    struct arena scratch = {0};
    for (size_t i = 0; i < b->manifest.outputs.n; i++) {
        const struct output *o = &b->manifest.outputs.at[i];
        if (!o->kind || !o->kind->view)
            continue;
        struct view view = {.context = &b->context, .output = o, .a = &scratch};
        str layout = S("");
        ++*put(f, &f->kinds, str_of(o->kind->name));
        walk(f, o->kind->view(&view, &layout), 0);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
}

static void walk_site(struct found *f, str folder)
{
    struct build b;
    struct build_options options = {.project = {.folder = folder}};
    bool ok = build_open(&b, &options) && build_load(&b, &options);
    expect(ok, folder);
    build_resolve(&b, &options);
    walk_views(f, &b);
    build_close(&b);
}

static str source(struct found *f, const char *path)
{
    const char *root = getenv("KBSITE_SOURCE");
    assert_non_null(root);
    return arena_join(&f->arena, str_of(root), S("/"), str_of(path));
}

/* What the example has not got: a home page, a navigation, addresses, what only some notes have. */
static void put_kitchen(void)
{
    put_file("kitchen/kbsite.yml",
             "title: Kitchen\nlanguage: es\nsafe: true\nsite_url: https://example.org\n"
             "edit_url: https://example.org/edit/{path}\n"
             "nav: [bread.md, {Soups: [soup.md]}]\n");
    put_file("kitchen/bread.md", "---\nupdated: 2024-05-06\ntier: bronze\ntagline: Filling\n"
                                 "alternatives: [Rice]\nnext: Soup\n---\n# Bread\n");
    put_file("kitchen/soup.md", "# Soup\n");
}

/* All keys are named before the test fails: who changes views changes several. */
static size_t blame(bool holds, str key, const char *what)
{
    if (!holds)
        print_error("\"%.*s\" %s\n", STR_ARG(key), what);
    return !holds;
}

static void walk_sites(struct found *f)
{
    *f = (struct found){0};
    put_kitchen();
    walk_site(f, source(f, "content-example"));
    walk_site(f, S("kitchen"));
}

static void the_sites_have_all_sorts_of_pages(void **state)
{
    (void)state;
    struct found f;
    walk_sites(&f);
    for (size_t i = 0; page_kinds[i]; i++)
        if (page_kinds[i]->view)
            expect(map_get(&f.kinds, str_of(page_kinds[i]->name)), str_of(page_kinds[i]->name));
    arena_free(&f.arena);
}

static void views_have_the_keys_of_the_list(void **state)
{
    (void)state;
    struct found f;
    struct map listed = {0};
    size_t bad = 0;
    walk_sites(&f);
    for (size_t i = 0; i < page_key_count; i++) {
        const size_t *held = map_get(&f.keys, page_keys[i]);
        bad += blame(held, page_keys[i], "is on no page");
        bad += blame(!held || *held, page_keys[i], "is empty on all pages of these sites");
        put(&f, &listed, page_keys[i]);
    }
    for (size_t i = 0; i < f.keys.cap; i++)
        if (f.keys.slots[i].used)
            bad += blame(map_get(&listed, f.keys.slots[i].key), f.keys.slots[i].key,
                         "is missing in lib/page/keys.c");
    assert_int_equal(bad, 0);
    arena_free(&f.arena);
}

static void the_list_is_in_order(void **state)
{
    (void)state;
    for (size_t i = 1; i < page_key_count; i++)
        expect(str_cmp(page_keys[i - 1], page_keys[i]) < 0, page_keys[i]);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* The words of a text's code. */
static void read_code(struct found *f, str text, struct map *words)
{
    str part;
    for (bool code = false; str_cut(&text, '`', &part); code = !code) {
        while (code && part.len) {
            size_t n = 0;
            while (n < part.len && is_letter(part.ptr[n]))
                n++;
            if (n)
                put(f, words, str_until(part, n));
            part = str_from(part, n + 1);
        }
    }
}

/* The README says once for all what x_is_one and has_x are. */
static bool is_documented(const struct map *words, str key)
{
    str one = S("_is_one"), has = S("has_");
    if (str_ends(key, one))
        key.len -= one.len;
    if (map_get(words, key))
        return true;
    return str_starts(key, has) && map_get(words, str_from(key, has.len));
}

static void the_readme_has_the_keys_of_the_list(void **state)
{
    (void)state;
    struct found f = {0};
    struct map words = {0};
    struct buf text = {0};
    size_t bad = 0;
    str readme = source(&f, "themes/default/README.md");
    assert_int_equal(fs_read(readme.ptr, MOST_README, &text), 0);
    read_code(&f, buf_str(&text), &words);
    for (size_t i = 0; i < page_key_count; i++)
        bad += blame(is_documented(&words, page_keys[i]), page_keys[i],
                     "is missing in themes/default/README.md");
    assert_int_equal(bad, 0);
    buf_free(&text);
    arena_free(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_sites_have_all_sorts_of_pages, folder_open,
                                        folder_close),
        cmocka_unit_test_setup_teardown(views_have_the_keys_of_the_list, folder_open, folder_close),
        cmocka_unit_test(the_list_is_in_order),
        cmocka_unit_test(the_readme_has_the_keys_of_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
