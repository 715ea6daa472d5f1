#include "site_kit.h"

#include "site/paths.h"

/* "a>b" means that a.md needs b.md; separated by blanks. */
static void need_all(struct kit *kit, str needs)
{
    str one;
    while (str_cut(&needs, ' ', &one)) {
        str from =
            arena_join(&kit->arena, str_until(one, str_find_char(one, '>')), S(".md"), S(""));
        str to =
            arena_join(&kit->arena, str_from(one, str_find_char(one, '>') + 1), S(".md"), S(""));
        kit_get(kit, to);
        kit_refer(kit, from, EDGE_PREREQUISITE, to);
    }
}

static str cycles(struct kit *kit)
{
    str all = S("");
    for (size_t i = 0; i < kit->diags.list.n; i++)
        if (kit->diags.list.at[i].code == DIAG_EDGE_CYCLE)
            all = arena_join(
                &kit->arena, all, all.len > 0 ? S("; ") : S(""),
                str_from(kit->diags.list.at[i].message, sizeof "prerequisite cycle: " - 1));
    return all;
}

static str broken(struct kit *kit)
{
    str all = S("");
    for (size_t i = 0; i < kit->site.edges.n; i++) {
        const struct edge *e = &kit->site.edges.at[i];
        if (e->broken)
            all = arena_printf(&kit->arena, "%.*s%s%.*s>%.*s", STR_ARG(all), all.len > 0 ? " " : "",
                               STR_ARG(path_bare(kit->site.nodes.at[e->from].note->path)),
                               STR_ARG(path_bare(kit->site.nodes.at[e->to].note->path)));
    }
    return all;
}

static void check_order(const struct kit *kit)
{
    const struct site *site = &kit->site;
    for (uint32_t i = 0; i < site->nodes.n; i++) {
        const struct node *node = &site->nodes.at[i];
        uint32_t depth = 0;
        assert_int_equal(site->by_order[node->order], i);
        for (size_t k = 0; k < node->prerequisites.n; k++) {
            const struct node *needed = &site->nodes.at[node->prerequisites.at[k]];
            assert_true(needed->order < node->order);
            depth = needed->depth + 1 > depth ? needed->depth + 1 : depth;
        }
        assert_int_equal(node->depth, depth);
        for (size_t k = 1; k < node->unlocks.n; k++)
            assert_true(site->nodes.at[node->unlocks.at[k - 1]].order <
                        site->nodes.at[node->unlocks.at[k]].order);
    }
}

struct row {
    str needs, cycles, broken;
};

static void finds_and_breaks_cycles(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {S_INIT("a>b b>c a>c"), S_INIT(""), S_INIT("")},
        {S_INIT("a>b b>a"), S_INIT("a.md:101 → b.md:101 → a.md"), S_INIT("b>a")},
        {S_INIT("b>c c>a a>b"), S_INIT("a.md:101 → b.md:101 → c.md:101 → a.md"), S_INIT("c>a")},
        /* of several edges the one that closes the cycle */
        {S_INIT("a>x x>b a>b b>a"), S_INIT("a.md:102 → b.md:101 → a.md"), S_INIT("b>a")},
        /* two cycles that share a note, the shorter first */
        {S_INIT("a>b b>c c>a c>d d>c"),
         S_INIT("c.md:102 → d.md:101 → c.md; a.md:101 → b.md:101 → c.md:101 → a.md"),
         S_INIT("c>a d>c")},
        /* two cycles that share an edge: breaking that one would do, but which is wrong? */
        {S_INIT("a>b b>c c>a b>d d>a"),
         S_INIT("a.md:101 → b.md:101 → c.md:101 → a.md; a.md:101 → b.md:102 → d.md:101 → a.md"),
         S_INIT("c>a d>a")},
        /* apart from each other */
        {S_INIT("a>b b>a x>y y>x p>a"),
         S_INIT("a.md:101 → b.md:101 → a.md; x.md:101 → y.md:101 → x.md"), S_INIT("b>a y>x")},
        /* a cycle that another one hangs below */
        {S_INIT("a>b b>a b>c c>d d>c"),
         S_INIT("c.md:101 → d.md:101 → c.md; a.md:101 → b.md:101 → a.md"), S_INIT("b>a d>c")},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct kit kit;
        kit_open(&kit);
        need_all(&kit, rows[i].needs);
        kit_resolve(&kit);
        expect_str(cycles(&kit), rows[i].cycles, rows[i].needs);
        expect_str(broken(&kit), rows[i].broken, rows[i].needs);
        check_order(&kit);
        kit_close(&kit);
    }
}

static str chain_path(struct kit *kit, int i)
{
    return arena_printf(&kit->arena, "n%06d.md", i);
}

static void make_chain(struct kit *kit, int n)
{
    for (int i = 0; i < n; i++)
        kit_note(kit, chain_path(kit, i));
    for (int i = 0; i + 1 < n; i++) {
        struct note *note = kit->notes.at[i];
        vec_push(&kit->arena, &note->facts.references) = (struct reference){
            .kind = EDGE_PREREQUISITE, .target = kit->notes.at[i + 1]->path, .spot = {7, 1}};
    }
}

static void long_chain(void **state)
{
    (void)state;
    enum { N = 10000 };
    struct kit kit;
    kit_open(&kit);
    make_chain(&kit, N);
    kit_resolve(&kit);
    assert_int_equal(kit.site.nodes.at[0].depth, N - 1);
    assert_int_equal(kit.site.nodes.at[N - 1].order, 0);
    assert_int_equal(kit.diags.list.n, 0);
    check_order(&kit);
    kit_close(&kit);
}

/* One cycle through all notes: too long to be named in full. */
static void long_cycle(void **state)
{
    (void)state;
    enum { N = 30000 };
    struct kit kit;
    kit_open(&kit);
    make_chain(&kit, N);
    vec_push(&kit.arena, &kit.notes.at[N - 1]->facts.references) = (struct reference){
        .kind = EDGE_PREREQUISITE, .target = kit.notes.at[0]->path, .spot = {9, 1}};
    kit_resolve(&kit);
    assert_int_equal(kit_count(&kit, DIAG_EDGE_CYCLE), 1);
    assert_true(str_find(cycles(&kit), S("… 29988 more → n000000.md")) != STR_NONE);
    assert_true(kit.site.edges.at[N - 1].broken);
    check_order(&kit);
    kit_close(&kit);
}

/* Every note needs every other one: more cycles than anybody could look at. */
static void one_big_knot(void **state)
{
    (void)state;
    enum { N = 300 };
    struct kit kit;
    kit_open(&kit);
    for (int i = 0; i < N; i++)
        kit_note(&kit, chain_path(&kit, i));
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++)
            if (i != k)
                kit_refer(&kit, kit.notes.at[i]->path, EDGE_PREREQUISITE, kit.notes.at[k]->path);
    kit_resolve(&kit);
    assert_true(kit_count(&kit, DIAG_EDGE_CYCLE) >= 1);
    assert_true(kit_count(&kit, DIAG_EDGE_CYCLE) <= 20);
    check_order(&kit);
    kit_close(&kit);
}

static void ties_go_by_weight_then_title(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("a.md"))->facts.title = S("Zebra");
    kit_note(&kit, S("b.md"))->facts.title = S("apple");
    kit_note(&kit, S("c.md"))->facts.title = S("Banana");
    kit_note(&kit, S("d.md"))->facts.importance = 100;
    kit_note(&kit, S("e.md"))->facts.importance = 0;
    need_all(&kit, S("d>c"));
    kit_resolve(&kit);
    assert_true(str_eq(kit_paths(&kit, kit.site.by_order, 5), S("e.md b.md c.md d.md a.md")));
    check_order(&kit);
    kit_close(&kit);
}

static void neighbours_are_of_the_same_folder(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("f/index.md"));
    kit_note(&kit, S("other.md"));
    need_all(&kit, S("f/a>f/b f/b>other f/c>f/a"));
    kit_resolve(&kit);
    assert_int_equal(kit_node(&kit, S("f/b.md"))->previous, SITE_NONE);
    assert_int_equal(kit_node(&kit, S("f/b.md"))->next, kit_number(&kit, S("f/a.md")));
    assert_int_equal(kit_node(&kit, S("f/a.md"))->previous, kit_number(&kit, S("f/b.md")));
    assert_int_equal(kit_node(&kit, S("f/a.md"))->next, kit_number(&kit, S("f/c.md")));
    assert_int_equal(kit_node(&kit, S("f/c.md"))->next, SITE_NONE);
    assert_int_equal(kit_node(&kit, S("f/index.md"))->next, SITE_NONE);
    assert_int_equal(kit_node(&kit, S("f/index.md"))->previous, SITE_NONE);
    assert_int_equal(kit_node(&kit, S("other.md"))->next, SITE_NONE);
    kit_close(&kit);
}

static void unlocks_leave_broken_edges_out(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    need_all(&kit, S("a>b b>a c>a d>c"));
    kit_resolve(&kit);
    const struct node *a = kit_node(&kit, S("a.md")), *b = kit_node(&kit, S("b.md"));
    assert_true(str_eq(kit_paths(&kit, a->unlocks.at, a->unlocks.n), S("c.md")));
    assert_true(str_eq(kit_paths(&kit, b->unlocks.at, b->unlocks.n), S("a.md")));
    assert_int_equal(b->prerequisites.n, 0);
    assert_int_equal(kit_node(&kit, S("d.md"))->depth, 3);
    kit_close(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_and_breaks_cycles),
        cmocka_unit_test(long_chain),
        cmocka_unit_test(long_cycle),
        cmocka_unit_test(one_big_knot),
        cmocka_unit_test(ties_go_by_weight_then_title),
        cmocka_unit_test(neighbours_are_of_the_same_folder),
        cmocka_unit_test(unlocks_leave_broken_edges_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
