#include "site_kit.h"

/* Lines count up with the entries, from 1. An empty path makes a section. */
static void entry(struct kit *kit, uint32_t depth, str title, str path)
{
    struct nav *nav = &kit->config.nav;
    uint32_t line = (uint32_t)nav->entries.n + 1;
    nav->place = (struct place){S("kbsite.yml"), 1, 1};
    vec_push(&kit->arena, &nav->entries) = (struct nav_entry){title, path, depth, line, 1};
}

static void add_shown(struct kit *kit, uint32_t i, struct buf *out)
{
    const struct nav_item *item = &kit->site.nav.at[i];
    const struct link link = {.target = item->address};
    buf_add(out, item->title);
    if (item->leads == SITE_NONE)
        buf_add_lit(out, "!");
    else if (item->leads != i)
        buf_addf(out, ">%u", (unsigned)item->leads);
    if (item->target.kind != TARGET_MISSING) {
        buf_add_lit(out, "=");
        site_add_href(&kit->site, S(""), &item->target, &link, out);
    }
}

/* Resolves, and compares the navigation: "title=address", sections with what is in them in
 * brackets, ">n" where entry n opens a section, "!" where none does. */
static void expect_nav(struct kit *kit, str want)
{
    struct buf out = {0};
    uint32_t open[NAV_MOST_DEPTH + 1], depth = 0;
    kit_resolve(kit);
    for (uint32_t i = 0; i < kit->site.nav.n; i++) {
        const struct nav_item *item = &kit->site.nav.at[i];
        while (depth > 0 && open[depth - 1] <= i) {
            buf_add_lit(&out, "]");
            depth--;
        }
        if (out.len > 0 && out.ptr[out.len - 1] != '[')
            buf_add_lit(&out, " ");
        add_shown(kit, i, &out);
        if (item->is_section) {
            buf_add_lit(&out, "[");
            open[depth++] = item->end;
        }
    }
    buf_add_repeat(&out, ']', depth);
    expect_str(buf_str(&out), want, want);
    buf_free(&out);
}

static void without_one(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("index.md"));
    kit_note(&kit, S("a/x.md"));
    expect_nav(&kit, S(""));
    assert_int_equal(kit.diags.list.n, 0);
    assert_int_equal(kit_node(&kit, S("a/x.md"))->nav, SITE_NONE);
    assert_int_equal(kit_folder(&kit, S("a"))->unlisted, 1);
    assert_int_equal(kit_folder(&kit, S(""))->unlisted, 1);
    kit_close(&kit);
}

static void entries_lead_somewhere(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("index.md"));
    kit_note(&kit, S("a/x.md"))->facts.title = S("An X");
    kit_note(&kit, S("b/y.md"));
    kit_file(&kit, S("c/plan.pdf"));
    entry(&kit, 0, S("Home"), S("index.md"));
    entry(&kit, 0, S(""), S("a/x.md"));
    entry(&kit, 0, S("Part"), S("./a/x.md#part"));
    entry(&kit, 0, S("Asked"), S("a/x?q=1"));
    entry(&kit, 0, S(""), S("b/"));
    entry(&kit, 0, S(""), S("c/plan.pdf"));
    entry(&kit, 0, S("Out"), S("https://example.org/?a=b c"));
    entry(&kit, 0, S(""), S("mailto:x@example.org"));
    expect_nav(&kit,
               S("Home=./ An X=a/x/ Part=a/x/#part Asked=a/x/?q=1 B=b/ c/plan.pdf=c/plan.pdf "
                 "Out=https://example.org/?a=b%20c mailto:x@example.org=mailto:x@example.org"));
    assert_int_equal(kit_node(&kit, S("a/x.md"))->nav, 1);
    assert_int_equal(kit_folder(&kit, S("b"))->nav, 4);
    assert_int_equal(kit_folder(&kit, S("a"))->unlisted, 0);
    assert_int_equal(kit_folder(&kit, S("b"))->unlisted, 1);
    assert_int_equal(kit_count(&kit, DIAG_NAV_MISSING), 0);
    expect_str(kit_complaint(&kit, DIAG_NAV_OMITTED, S("kbsite.yml"), 1),
               S("1 of 3 notes are not in the navigation; they follow behind it, under their "
                 "folders"),
               S("omitted"));
    kit_close(&kit);
}

static void what_is_missing_is_left_out(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("deep/timeouts.md"));
    kit_exclude(&kit, S("draft.md"));
    entry(&kit, 0, S("One"), S(""));
    entry(&kit, 1, S("Two"), S(""));
    entry(&kit, 2, S("Typo"), S("deep/timeout.md"));
    entry(&kit, 2, S("Nothing"), S("x/quite-different.md"));
    entry(&kit, 0, S("Draft"), S("draft.md"));
    entry(&kit, 0, S("Up"), S("../x.md"));
    entry(&kit, 0, S("Part"), S("#part"));
    expect_nav(&kit, S("Part=#part"));
    expect_str(kit_complaint(&kit, DIAG_NAV_MISSING, S("kbsite.yml"), 3),
               S("no file \"deep/timeout.md\"; did you mean \"deep/timeouts.md\"?"), S("typo"));
    expect_str(kit_complaint(&kit, DIAG_NAV_MISSING, S("kbsite.yml"), 4),
               S("no file \"x/quite-different.md\""), S("nothing"));
    expect_str(kit_complaint(&kit, DIAG_NAV_MISSING, S("kbsite.yml"), 5),
               S("\"draft.md\" is a draft or is left out of the site"), S("draft"));
    expect_str(kit_complaint(&kit, DIAG_NAV_MISSING, S("kbsite.yml"), 6),
               S("\"../x.md\" leads out of the content folder"), S("up"));
    kit_close(&kit);
}

static void sections_have_a_link(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("a/index.md"));
    kit_note(&kit, S("a/x.md"));
    kit_note(&kit, S("b/index.md"));
    kit_note(&kit, S("b/y.md"));
    entry(&kit, 0, S("Own"), S(""));
    entry(&kit, 1, S(""), S("a/index.md"));
    entry(&kit, 1, S("X"), S("a/x.md"));
    entry(&kit, 0, S("First"), S(""));
    entry(&kit, 1, S("Inner"), S(""));
    entry(&kit, 2, S("X again"), S("a/x.md"));
    entry(&kit, 2, S("Overview"), S("b/index.md"));
    entry(&kit, 0, S("Out"), S(""));
    entry(&kit, 1, S("There"), S("https://example.org/"));
    entry(&kit, 0, S("Alone"), S(""));
    entry(&kit, 1, S(""), S("b/index.md"));
    expect_nav(&kit, S("Own=a/[X=a/x/] First>5[Inner>5[X again=a/x/ Overview=b/]] "
                       "Out![There=https://example.org/] Alone!=b/[]"));
    kit_close(&kit);
}

static void neighbours_follow_it(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    static const str paths[] = {S_INIT("a/1.md"), S_INIT("a/2.md"),     S_INIT("a/3.md"),
                                S_INIT("a/4.md"), S_INIT("b/index.md"), S_INIT("index.md")};
    for (size_t i = 0; i < COUNT_OF(paths); i++)
        kit_note(&kit, paths[i]);
    entry(&kit, 0, S(""), S("index.md"));
    entry(&kit, 0, S("S"), S(""));
    entry(&kit, 1, S(""), S("b/index.md"));
    entry(&kit, 1, S(""), S("a/3.md"));
    entry(&kit, 1, S(""), S("b/index.md"));
    entry(&kit, 0, S(""), S("a/1.md"));
    kit_resolve(&kit);
    static const uint32_t next[] = {SITE_NONE, 3, 0, SITE_NONE, 2, 4};
    static const uint32_t previous[] = {2, SITE_NONE, 4, 1, 5, SITE_NONE};
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        expect(kit.site.nodes.at[i].next == next[i], paths[i]);
        expect(kit.site.nodes.at[i].previous == previous[i], paths[i]);
    }
    kit_close(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_one),
        cmocka_unit_test(entries_lead_somewhere),
        cmocka_unit_test(what_is_missing_is_left_out),
        cmocka_unit_test(sections_have_a_link),
        cmocka_unit_test(neighbours_follow_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
