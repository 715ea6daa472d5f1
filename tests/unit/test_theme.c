#include "expect.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "theme/embedded.h"
#include "theme/theme.h"

/* Two theme folders, "mine" before "base", in a temporary one. */
struct fixture {
    struct arena arena;
    struct diags diags;
    char root[64];
    const char *folders[2];
};

static const char *below(struct fixture *f, const char *path)
{
    return arena_printf(&f->arena, "%s/%s", f->root, path).ptr;
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->diags.arena = &f->arena;
    snprintf(f->root, sizeof f->root, "/tmp/kbsite-theme-XXXXXX");
    assert_non_null(mkdtemp(f->root));
    f->folders[0] = below(f, "mine");
    f->folders[1] = below(f, "base");
    for (int i = 0; i < 2; i++)
        assert_int_equal(fs_make_folders(f->folders[i]), 0);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    struct fs_tree tree = {0};
    fs_walk(&f->arena, f->root, NULL, NULL, &tree);
    for (size_t i = 0; i < tree.entries.n; i++) {
        const char *path = below(f, tree.entries.at[i].path.ptr);
        fs_remove_file(path);
        fs_remove_empty_folders(f->root, arena_printf(&f->arena, "%s/..", path).ptr);
    }
    for (int i = 0; i < 2; i++)
        rmdir(f->folders[i]);
    rmdir(f->root);
    arena_free(&f->arena);
    free(f);
    return 0;
}

static void put(struct fixture *f, const char *path, str bytes)
{
    assert_int_equal(fs_write(below(f, path), bytes), 0);
}

static const struct theme *open_both(struct fixture *f)
{
    f->diags.list.n = 0;
    const struct theme *t = theme_open(&f->arena, S("default"), f->folders, 2, &f->diags);
    assert_non_null(t);
    return t;
}

static void expect_rendered(const struct theme *t, const struct mustache *m, const char *want)
{
    struct buf out = {0};
    assert_non_null(m);
    mustache_render(theme_templates(t), m, &value_null, NULL, &out);
    expect_str(buf_str(&out), str_of(want), S("rendered"));
    buf_free(&out);
}

static void the_default_theme_is_there_without_folders(void **state)
{
    struct fixture *f = *state;
    const struct theme *t = theme_open(&f->arena, S("default"), NULL, 0, &f->diags);
    assert_non_null(t);
    for (size_t i = 0; i < f->diags.list.n; i++)
        print_error("%.*s:%u: %.*s\n", STR_ARG(f->diags.list.at[i].place.path),
                    f->diags.list.at[i].place.line, STR_ARG(f->diags.list.at[i].message));
    assert_int_equal(f->diags.list.n, 0);
    assert_int_equal(theme_paths(t, S("")).n, embedded_theme_count);
    for (size_t i = 0; i < embedded_theme_count; i++) {
        const struct embedded_file *e = &embedded_theme[i];
        str bytes = {0};
        expect(theme_file(t, str_of(e->path), &bytes, NULL), str_of(e->path));
        expect(bytes.ptr == e->bytes && bytes.len == e->size, str_of(e->path));
    }
}

static void other_shipped_themes_have_looks_alone(void **state)
{
    struct fixture *f = *state;
    const struct theme *t = theme_open(&f->arena, S("plain"), f->folders, 2, &f->diags);
    assert_non_null(t);
    assert_int_equal(f->diags.list.n, 0);
    assert_true(theme_is_shipped(S("plain")) && theme_is_shipped(S("default")));
    assert_false(theme_is_shipped(S("./plain")) || theme_is_shipped(S("")));
    assert_int_equal(theme_rank(t, S("layouts/note.mustache"), 0), 2);
    assert_int_equal(theme_rank(t, S("types/note.yml"), 0), 3);
    assert_false(theme_version(t, S("layouts/note.mustache"), 1, NULL, NULL));
    assert_false(theme_file(t, S("assets/kbsite.css"), NULL, NULL));
    assert_false(theme_asks_for(t, S("vendor")));
    put(f, "base/partials/zz.mustache", S("{{#site}}{{vendor.x}}{{/site}}"));
    t = theme_open(&f->arena, S("plain"), f->folders, 2, &f->diags);
    assert_true(theme_asks_for(t, S("vendor")));
}

static void folders_shadow_file_by_file(void **state)
{
    struct fixture *f = *state;
    str bytes, shown;
    put(f, "base/assets/one.css", S("base one"));
    put(f, "base/assets/two.css", S("base two"));
    put(f, "mine/assets/one.css", S("mine one"));
    put(f, "mine/assets/.hidden", S("x"));
    put(f, "mine/.git/config", S("x"));
    const struct theme *t = open_both(f);
    assert_true(theme_file(t, S("assets/one.css"), &bytes, &shown));
    expect_str(bytes, S("mine one"), S("bytes"));
    expect_str(shown, str_of(below(f, "mine/assets/one.css")), S("shown"));
    assert_true(theme_file(t, S("assets/two.css"), &bytes, &shown));
    expect_str(bytes, S("base two"), S("bytes"));
    assert_true(theme_file(t, S("assets/two.css"), NULL, NULL));
    assert_false(theme_file(t, S("assets/.hidden"), &bytes, &shown));
    assert_false(theme_file(t, S(".git/config"), &bytes, &shown));
    assert_false(theme_file(t, S("assets"), &bytes, &shown));
}

static void paths_are_merged_in_order_of_bytes(void **state)
{
    struct fixture *f = *state;
    static const str want[] = {S_INIT("zz/B.yml"), S_INIT("zz/a/x.yml"), S_INIT("zz/a.yml"),
                               S_INIT("zz/b.yml")};
    put(f, "base/zz/b.yml", S("1"));
    put(f, "base/zz/a.yml", S("1"));
    put(f, "mine/zz/a.yml", S("2"));
    put(f, "mine/zz/B.yml", S("2"));
    put(f, "mine/zz/a/x.yml", S("2"));
    put(f, "mine/zzz/x.yml", S("2"));
    const struct theme *t = open_both(f);
    struct theme_paths paths = theme_paths(t, S("zz/"));
    assert_int_equal(paths.n, COUNT_OF(want));
    for (size_t i = 0; i < paths.n; i++)
        assert_true(i == 0 || str_cmp(paths.at[i - 1], paths.at[i]) < 0);
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        size_t k = 0;
        while (k < paths.n && !str_eq(paths.at[k], want[i]))
            k++;
        expect(k < paths.n, want[i]);
    }
    assert_int_equal(theme_paths(t, S("none/")).n, 0);
}

static void templates_find_partials_then_layouts(void **state)
{
    struct fixture *f = *state;
    put(f, "mine/layouts/note.mustache", S("{{<frame}}{{$main}}note{{/main}}{{/frame}}"));
    put(f, "mine/layouts/frame.mustache", S("[{{$main}}{{/main}}{{>box}}{{>nav/item}}]"));
    put(f, "mine/partials/box.mustache", S("-partial-"));
    put(f, "mine/layouts/box.mustache", S("layout box {{>layouts/frame}}"));
    put(f, "base/partials/nav/item.mustache", S("item"));
    put(f, "base/partials/readme.txt", S("{{#not}} a template"));
    const struct theme *t = open_both(f);
    expect_rendered(t, theme_layout(t, S("note")), "[note-partial-item]");
    expect_rendered(t, theme_layout(t, S("box")), "layout box [-partial-item]");
    assert_ptr_equal(theme_layout(t, S("no such layout")), theme_layout(t, S("note")));
    assert_null(theme_layout_exact(t, S("no such layout")));
    assert_null(theme_layout_exact(t, S("nav/item")));
    assert_true(theme_has_partial(t, S("box")));
    assert_true(theme_has_partial(t, S("nav/item")));
    assert_false(theme_has_partial(t, S("frame")));
    assert_false(theme_has_partial(t, S("readme")));
}

static void a_broken_template_gives_way_to_the_one_it_shadows(void **state)
{
    struct fixture *f = *state;
    put(f, "mine/layouts/mine-only.mustache", S("x\n{{#a}}"));
    put(f, "mine/partials/zz-part.mustache", S("x\n {{/a}}"));
    put(f, "base/partials/zz-part.mustache", S("base"));
    put(f, "mine/layouts/note.mustache", S("{{>zz-part}}"));
    const struct theme *t = open_both(f);
    diag_sort(&f->diags);
    assert_int_equal(f->diags.list.n, 2);
    const struct diag *d = f->diags.list.at;
    expect(d[0].code == DIAG_TEMPLATE_SYNTAX && d[0].place.line == 2, S("layout"));
    expect_str(d[0].place.path, str_of(below(f, "mine/layouts/mine-only.mustache")), S("path"));
    expect(d[1].code == DIAG_TEMPLATE_SYNTAX && d[1].place.col == 2, S("partial"));
    assert_null(theme_layout_exact(t, S("mine-only")));
    expect_rendered(t, theme_layout(t, S("note")), "base");
}

static void partials_that_do_not_exist_are_reported(void **state)
{
    struct fixture *f = *state;
    put(f, "mine/partials/zz-header.mustache", S("x"));
    put(f, "mine/layouts/note.mustache", S("a\n {{>zz-haeder}}"));
    open_both(f);
    assert_int_equal(f->diags.list.n, 1);
    const struct diag *d = f->diags.list.at;
    expect(d->code == DIAG_TEMPLATE_PARTIAL && d->place.line == 2 && d->place.col == 2, S("place"));
    expect_str(d->place.path, str_of(below(f, "mine/layouts/note.mustache")), S("path"));
    expect(str_find(d->message, S("\"zz-header\"")) != STR_NONE, d->message);
}

static void a_folder_that_does_not_exist_is_an_error(void **state)
{
    struct fixture *f = *state;
    const char *folders[] = {f->folders[0], below(f, "none"), below(f, "file")};
    put(f, "file", S("no folder"));
    assert_null(theme_open(&f->arena, S("default"), folders, 3, &f->diags));
    assert_int_equal(f->diags.list.n, 2);
    for (size_t i = 0; i < 2; i++) {
        expect(f->diags.list.at[i].code == DIAG_THEME_MISSING, S("code"));
        expect_str(f->diags.list.at[i].place.path, str_of(folders[i + 1]), S("path"));
    }
}

static void files_that_cannot_be_used_are_reported_and_left_out(void **state)
{
    struct fixture *f = *state;
    put(f, "outside", S("secret"));
    assert_int_equal(symlink("../outside", below(f, "mine/out")), 0);
    assert_int_equal(symlink(".", below(f, "mine/loop")), 0);
    assert_int_equal(symlink("nothing", below(f, "mine/dangling")), 0);
    const struct theme *t = open_both(f);
    diag_sort(&f->diags);
    assert_int_equal(f->diags.list.n, 3);
    expect(f->diags.list.at[0].code == DIAG_FILE_UNREADABLE, S("dangling"));
    expect(f->diags.list.at[1].code == DIAG_SYMLINK_LOOP, S("loop"));
    expect(f->diags.list.at[2].code == DIAG_SYMLINK_OUTSIDE, S("out"));
    assert_false(theme_file(t, S("out"), NULL, NULL));
    assert_false(theme_file(t, S("dangling"), NULL, NULL));
}

static void templates_are_read_as_utf8(void **state)
{
    struct fixture *f = *state;
    put(f, "mine/layouts/note.mustache",
        S("\xEF\xBB\xBF"
          "ä\nb\xFF{{! }}"));
    put(f, "mine/layouts/bom.mustache", S("\xEF\xBB\xBF{{#t}}\n{{/t}}\nx"));
    const struct theme *t = open_both(f);
    assert_int_equal(f->diags.list.n, 1);
    expect(f->diags.list.at[0].code == DIAG_UTF8_INVALID, S("code"));
    expect(f->diags.list.at[0].place.line == 2 && f->diags.list.at[0].place.col == 2, S("place"));
    expect_rendered(t, theme_layout(t, S("note")), "ä\nb\xEF\xBF\xBD");
    expect_rendered(t, theme_layout(t, S("bom")), "x");
}

static void the_hash_names_all_files(void **state)
{
    struct fixture *f = *state;
    put(f, "base/types/zz.yml", S("a: 1"));
    struct hash first = theme_hash(open_both(f), S(""));
    assert_true(hash_eq(first, theme_hash(open_both(f), S(""))));
    put(f, "base/types/zz.yml", S("a: 2"));
    struct hash second = theme_hash(open_both(f), S(""));
    assert_false(hash_eq(first, second));
    put(f, "mine/types/zy.yml", S(""));
    assert_false(hash_eq(second, theme_hash(open_both(f), S(""))));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_default_theme_is_there_without_folders),
        TEST(other_shipped_themes_have_looks_alone),
        TEST(folders_shadow_file_by_file),
        TEST(paths_are_merged_in_order_of_bytes),
        TEST(templates_find_partials_then_layouts),
        TEST(a_broken_template_gives_way_to_the_one_it_shadows),
        TEST(partials_that_do_not_exist_are_reported),
        TEST(a_folder_that_does_not_exist_is_an_error),
        TEST(files_that_cannot_be_used_are_reported_and_left_out),
        TEST(templates_are_read_as_utf8),
        TEST(the_hash_names_all_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
