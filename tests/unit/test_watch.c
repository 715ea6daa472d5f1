#include "folder_kit.h"

#include "serve/watch.h"

enum { LONG = 10000, SHORT = 1 };

/* A watch that nothing stops, of the working directory. */
struct watch_kit {
    struct watch watch;
    int ends[2];
};

static void open_kit(struct watch_kit *k, unsigned poll)
{
    assert_int_equal(pipe(k->ends), 0);
    watch_open(&k->watch, poll, k->ends[0]);
}

static void set(struct watch_kit *k, const char *folder)
{
    struct watch_folder one = {str_of(folder), true, S("")};
    watch_set(&k->watch, &one, 1);
}

static void close_kit(struct watch_kit *k)
{
    watch_close(&k->watch);
    close(k->ends[0]);
    close(k->ends[1]);
}

static void put(const char *path)
{
    assert_int_equal(fs_write(path, S("text\n")), 0);
}

/* Whoever looked before the folders were watched must look once more. */
static void new_folders_are_a_change(void **state)
{
    struct folder_kit *kit = *state;
    struct watch_kit k;
    open_kit(&k, 0);
    set(&k, kit->path);
    assert_int_equal(watch_wait(&k.watch, SHORT), WATCH_CHANGE);
    assert_int_equal(watch_wait(&k.watch, SHORT), WATCH_TIMEOUT);
    set(&k, kit->path);
    assert_int_equal(watch_wait(&k.watch, SHORT), WATCH_TIMEOUT);
    mkdir("other", 0777);
    assert_int_equal(watch_wait(&k.watch, LONG), WATCH_CHANGE);
    set(&k, arena_join(&kit->arena, str_of(kit->path), S("/other"), S("")).ptr);
    assert_int_equal(watch_wait(&k.watch, SHORT), WATCH_CHANGE);
    assert_int_equal(watch_wait(&k.watch, SHORT), WATCH_TIMEOUT);
    close_kit(&k);
}

static void files_in_new_folders_are_seen(void **state)
{
    struct folder_kit *kit = *state;
    struct watch_kit k;
    open_kit(&k, 0);
    set(&k, kit->path);
    watch_wait(&k.watch, SHORT);
    mkdir("a", 0777);
    mkdir("a/b", 0777);
    assert_int_equal(watch_wait(&k.watch, LONG), WATCH_CHANGE);
    assert_int_equal(watch_wait(&k.watch, SHORT), WATCH_TIMEOUT);
    put("a/b/note.md");
    assert_int_equal(watch_wait(&k.watch, LONG), WATCH_CHANGE);
    close_kit(&k);
}

static void hidden_folders_are_not_watched(void **state)
{
    struct folder_kit *kit = *state;
    struct watch_kit k;
    mkdir(".hidden", 0777);
    open_kit(&k, 0);
    set(&k, kit->path);
    watch_wait(&k.watch, SHORT);
    put(".hidden/note.md");
    assert_int_equal(watch_wait(&k.watch, SHORT), WATCH_TIMEOUT);
    close_kit(&k);
}

static void is_stopped(void **state)
{
    struct folder_kit *kit = *state;
    struct watch_kit k;
    for (unsigned poll = 0; poll <= LONG; poll += LONG) {
        open_kit(&k, poll);
        set(&k, kit->path);
        assert_int_equal(write(k.ends[1], "", 1), 1);
        assert_int_equal(watch_wait(&k.watch, LONG), WATCH_STOP);
        assert_int_equal(watch_wait(&k.watch, LONG), WATCH_STOP);
        close_kit(&k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(new_folders_are_a_change, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(files_in_new_folders_are_seen, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(hidden_folders_are_not_watched, folder_open, folder_close),
        cmocka_unit_test_setup_teardown(is_stopped, folder_open, folder_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
