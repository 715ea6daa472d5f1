#include "site_kit.h"

#include "site/study.h"

static void set(struct kit *kit, const char *path, const char *status, long importance)
{
    struct note *note = kit_get(kit, str_of(path));
    note->facts.importance = importance;
    if (*status)
        vec_push(&kit->arena, &note->facts.fields) = (struct field_value){
            .field = S("status"), .value = str_of(status), .word = str_of(status)};
}

static void need(struct kit *kit, const char *from, const char *to)
{
    kit_refer(kit, str_of(from), EDGE_PREREQUISITE, str_of(to));
}

static void expect_part(struct kit *kit, const struct study *study, enum study_part part,
                        const char *paths)
{
    str found = kit_paths(kit, study->parts[part].at, study->parts[part].n);
    expect_str(found, str_of(paths), S("part of the board"));
}

static void board_by_status_and_readiness(void **state)
{
    (void)state;
    struct kit kit;
    struct study study;
    kit_open(&kit);
    set(&kit, "base.md", "mastered", 50);
    set(&kit, "free.md", "", -1);
    set(&kit, "top.md", "", 90);
    need(&kit, "top.md", "base.md");
    set(&kit, "begun.md", "learning", 70);
    need(&kit, "begun.md", "base.md");
    set(&kit, "blocked.md", "practicing", 99);
    need(&kit, "blocked.md", "begun.md");
    need(&kit, "blocked.md", "base.md");
    set(&kit, "old.md", "stale", 10);
    set(&kit, "older.md", "stale", 20);
    set(&kit, "own-word.md", "published", 71);
    set(&kit, "over-old.md", "", 95);
    need(&kit, "over-old.md", "old.md");
    set(&kit, "crown.md", "mastered", 60);
    need(&kit, "crown.md", "free.md");
    kit_resolve(&kit);
    study_make(&kit.arena, &kit.site, &study);
    expect_part(&kit, &study, STUDY_NEXT, "top.md own-word.md begun.md free.md");
    expect_part(&kit, &study, STUDY_PROGRESS, "blocked.md begun.md");
    expect_part(&kit, &study, STUDY_STALE, "older.md old.md");
    expect_part(&kit, &study, STUDY_LATER, "over-old.md");
    expect_part(&kit, &study, STUDY_MASTERED, "crown.md base.md");
    assert_int_equal(study.count, 10);
    kit_close(&kit);
}

/* The heaviest of them is needed last, and still comes last. */
static void later_is_in_learning_order(void **state)
{
    (void)state;
    struct kit kit;
    struct study study;
    kit_open(&kit);
    set(&kit, "a.md", "", 90);
    set(&kit, "b.md", "", 50);
    set(&kit, "c.md", "", 10);
    set(&kit, "d.md", "", 1);
    need(&kit, "a.md", "b.md");
    need(&kit, "b.md", "c.md");
    need(&kit, "c.md", "d.md");
    kit_resolve(&kit);
    study_make(&kit.arena, &kit.site, &study);
    expect_part(&kit, &study, STUDY_NEXT, "d.md");
    expect_part(&kit, &study, STUDY_LATER, "c.md b.md a.md");
    kit_close(&kit);
}

static void what_holds_nothing_up(void **state)
{
    (void)state;
    struct kit kit;
    struct study study;
    kit_open(&kit);
    set(&kit, "wants-planned.md", "", 3);
    need(&kit, "wants-planned.md", "Not written");
    set(&kit, "x.md", "", 2);
    set(&kit, "y.md", "", 1);
    need(&kit, "x.md", "y.md");
    need(&kit, "y.md", "x.md");
    kit_resolve(&kit);
    study_make(&kit.arena, &kit.site, &study);
    assert_int_equal(kit_count(&kit, DIAG_EDGE_CYCLE), 1);
    expect_part(&kit, &study, STUDY_NEXT, "wants-planned.md y.md");
    expect_part(&kit, &study, STUDY_LATER, "x.md");
    kit_close(&kit);
}

static void overviews(void **state)
{
    (void)state;
    struct kit kit;
    struct study study;
    kit_open(&kit);
    kit_note(&kit, S("index.md"));
    kit_note(&kit, S("a/index.md"));
    kit_note(&kit, S("a/note.md"));
    set(&kit, "b/index.md", "", 5);
    set(&kit, "c/index.md", "learning", -1);
    kit_note(&kit, S("d/index.md"));
    need(&kit, "d/note.md", "d/index.md");
    kit_note(&kit, S("e/index.md"));
    need(&kit, "e/index.md", "a/note.md");
    kit_resolve(&kit);
    study_make(&kit.arena, &kit.site, &study);
    expect_part(&kit, &study, STUDY_NEXT, "b/index.md a/note.md c/index.md d/index.md");
    expect_part(&kit, &study, STUDY_PROGRESS, "c/index.md");
    expect_part(&kit, &study, STUDY_LATER, "d/note.md e/index.md");
    assert_int_equal(study.count, 6);
    kit_close(&kit);
}

static void nothing_to_learn(void **state)
{
    (void)state;
    struct kit kit;
    struct study study;
    kit_open(&kit);
    kit_resolve(&kit);
    study_make(&kit.arena, &kit.site, &study);
    assert_int_equal(study.count, 0);
    kit_close(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(board_by_status_and_readiness),
        cmocka_unit_test(later_is_in_learning_order),
        cmocka_unit_test(what_holds_nothing_up),
        cmocka_unit_test(overviews),
        cmocka_unit_test(nothing_to_learn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
