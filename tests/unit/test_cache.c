/* What is kept of the notes of earlier builds, and of what stands in an output folder. */
#include "folder_kit.h"

#include <string.h>

#include "build/cache.h"
#include "build/snapshot.h"
#include "schema_kit.h"

static const struct hash program = {1, 2}, other_program = {3, 4};

struct notes {
    struct arena arena, scratch;
    struct schema schema;
};

static struct note *load(struct notes *n, const char *path, const char *text)
{
    struct note_options options = {
        .max_bytes = 1 << 20, .max_front_bytes = 10000, .max_output = 1 << 24, .max_nesting = 100};
    if (n->schema.types.n == 0)
        assert_true(schema_of_theme(&n->arena, &n->schema));
    struct note *note =
        note_load(&n->scratch, &n->schema, str_of(path), S(""), str_of(text), &options);
    arena_reset(&n->scratch);
    return note;
}

static void close_notes(struct notes *n)
{
    arena_free(&n->arena);
    arena_free(&n->scratch);
}

/* Opens the cache, adds notes of this text and saves. */
static void fill(struct notes *n, const char *const *paths, size_t count, const char *text)
{
    struct cache c;
    struct cache_entry entries[8];
    struct buf scratch = {0};
    cache_open(&c, S("state"), program, true);
    for (size_t i = 0; i < count; i++) {
        struct note *note = load(n, paths[i], text);
        entries[i] = (struct cache_entry){.path = str_of(paths[i]),
                                          .stamp = {i + 1, 2, 3, 4},
                                          .context = {5, 6},
                                          .content = hash_of(str_of(text))};
        cache_add(&c, note, &scratch, &entries[i]);
        note_free(note);
    }
    assert_int_equal(cache_save(&c, program, entries, count), 0);
    cache_close(&c);
    buf_free(&scratch);
}

static const char *const two[] = {"a.md", "b/c.md"};

static int set_up(void **state)
{
    return folder_open(state) || mkdir("state", 0777) ? -1 : 0;
}

static void test_round(void **state)
{
    (void)state;
    struct notes n = {0};
    struct buf scratch = {0};
    struct cache c;
    str html;
    fill(&n, two, 2, "# Title\n\nText.\n");
    cache_open(&c, S("state"), program, false);
    assert_int_equal(c.entries.n, 2);
    const struct cache_entry *e = cache_find(&c, S("b/c.md"));
    assert_non_null(e);
    assert_int_equal(e->stamp.size, 2);
    struct note *note = cache_note(&c, e, &scratch);
    assert_non_null(note);
    assert_int_equal(note->body.html.len, 0);
    assert_true(cache_html(&c, e, &note->body, &n.arena, &html));
    expect_str(html, S("<p>Text.</p>\nTitle"), S("html"));
    expect_str(note->facts.title, S("Title"), S("title"));
    expect_str(note->path, S("b/c.md"), S("path"));
    note_free(note);
    assert_null(cache_find(&c, S("c.md")));
    cache_close(&c);
    buf_free(&scratch);
    close_notes(&n);
}

static size_t entries_after(struct hash of)
{
    struct cache c;
    cache_open(&c, S("state"), of, false);
    size_t found = c.entries.n;
    cache_close(&c);
    return found;
}

/* Each byte of the index, and each length of both files: an empty cache, never an error. */
static void test_damaged(void **state)
{
    (void)state;
    struct notes n = {0};
    struct buf index = {0}, store = {0};
    fill(&n, two, 2, "# Title\n");
    assert_int_equal(fs_read("state/cache", 1 << 20, &index), 0);
    assert_int_equal(fs_read("state/notes", 1 << 20, &store), 0);
    for (size_t i = 0; i < index.len; i++) {
        fs_write("state/notes", buf_str(&store));
        index.ptr[i] ^= 4;
        fs_write("state/cache", buf_str(&index));
        assert_int_equal(entries_after(program), 0);
        index.ptr[i] ^= 4;
        fs_write("state/cache", str_until(buf_str(&index), i));
        assert_int_equal(entries_after(program), 0);
    }
    fs_write("state/cache", buf_str(&index));
    for (size_t i = 0; i < store.len; i++) {
        fs_write("state/notes", str_until(buf_str(&store), i));
        fs_write("state/cache", buf_str(&index));
        assert_int_equal(entries_after(program), 0);
    }
    fs_write("state/notes", buf_str(&store));
    assert_int_equal(entries_after(program), 2);
    assert_int_equal(entries_after(other_program), 0);
    buf_free(&index);
    buf_free(&store);
    close_notes(&n);
}

/* A byte of a note that rots on the disk is told when the note is asked for. */
static void test_rotten_note(void **state)
{
    (void)state;
    struct notes n = {0};
    struct buf store = {0}, scratch = {0};
    struct cache c;
    str html;
    fill(&n, two, 1, "# Title\n\nSome text.\n");
    assert_int_equal(fs_read("state/notes", 1 << 20, &store), 0);
    for (size_t i = 8; i < store.len; i++) {
        store.ptr[i] ^= 1;
        fs_write("state/notes", buf_str(&store));
        store.ptr[i] ^= 1;
        cache_open(&c, S("state"), program, false);
        assert_int_equal(c.entries.n, 1);
        const struct cache_entry *e = &c.entries.at[0];
        struct note *note = cache_note(&c, e, &scratch);
        assert_true((note != NULL) == (i >= e->at + e->len));
        assert_true(!note || !cache_html(&c, e, &note->body, &n.arena, &html));
        note_free(note);
        cache_close(&c);
    }
    buf_free(&store);
    buf_free(&scratch);
    close_notes(&n);
}

/* What no index names any more makes the store begin anew, once it is the larger part. */
static void test_garbage(void **state)
{
    (void)state;
    enum { ROUNDS = 60, NOTE = 100000 };
    struct notes n = {0};
    struct buf scratch = {0};
    uint64_t largest = 0;
    bool began_anew = false;
    char *text = malloc(NOTE + 1);
    memset(text, 'x', NOTE);
    text[NOTE] = '\0';
    fill(&n, two, 1, text);
    for (size_t i = 0; i < ROUNDS; i++) {
        struct cache c;
        struct note *note = load(&n, "a.md", text);
        cache_open(&c, S("state"), program, false);
        began_anew |= c.entries.n == 0;
        struct cache_entry e = {.path = S("a.md")};
        cache_add(&c, note, &scratch, &e);
        assert_int_equal(cache_save(&c, program, &e, 1), 0);
        largest = c.end > largest ? c.end : largest;
        cache_close(&c);
        note_free(note);
    }
    assert_true(began_anew);
    assert_true(largest < (uint64_t)ROUNDS / 2 * NOTE);
    free(text);
    buf_free(&scratch);
    close_notes(&n);
}

/* A store that cannot be written is reported when the cache is saved, and leaves none behind. */
static void test_unwritable(void **state)
{
    (void)state;
    struct notes n = {0};
    struct buf scratch = {0};
    struct cache c;
    struct cache_entry e = {.path = S("a.md")};
    assert_int_equal(mkdir("state/notes", 0777), 0);
    cache_open(&c, S("state"), program, false);
    struct note *note = load(&n, "a.md", "# T\n");
    cache_add(&c, note, &scratch, &e);
    assert_int_not_equal(cache_save(&c, program, &e, 1), 0);
    cache_close(&c);
    assert_false(fs_is_file("state/cache"));
    note_free(note);
    buf_free(&scratch);
    close_notes(&n);
    assert_int_equal(rmdir("state/notes"), 0);
}

static void test_snapshot(void **state)
{
    (void)state;
    struct arena a = {0};
    struct snapshot_file file = {.file = S("a/index.html"), .key = {1, 2}, .stamp = {3, 4, 5, 6}};
    struct snapshot s = {.site = {7, 8}, .notes = 3, .files = &file, .file_count = 1}, back;
    struct buf bytes = {0};
    s.diags.arena = &a;
    diag_add(&s.diags, DIAG_LINK_MISSING, (struct place){S("n.md"), 4, 5}, "gone");
    assert_int_equal(snapshot_write(&a, S("state"), S("site"), program, &s), 0);
    assert_true(snapshot_read(&a, S("state"), S("site"), program, &back));
    assert_true(hash_eq(back.site, s.site) && back.notes == 3 && back.file_count == 1);
    expect_str(back.files[0].file, file.file, S("file"));
    assert_true(fs_stamp_eq(&back.files[0].stamp, &file.stamp));
    assert_int_equal(back.diags.list.n, 1);
    expect_str(back.diags.list.at[0].message, S("gone"), S("message"));
    assert_false(snapshot_read(&a, S("state"), S("site"), other_program, &back));
    assert_false(snapshot_read(&a, S("state"), S("elsewhere"), program, &back));
    assert_int_equal(back.file_count, 0);
    buf_free(&bytes);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round, set_up, folder_close),
        cmocka_unit_test_setup_teardown(test_damaged, set_up, folder_close),
        cmocka_unit_test_setup_teardown(test_rotten_note, set_up, folder_close),
        cmocka_unit_test_setup_teardown(test_garbage, set_up, folder_close),
        cmocka_unit_test_setup_teardown(test_unwritable, set_up, folder_close),
        cmocka_unit_test_setup_teardown(test_snapshot, set_up, folder_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
