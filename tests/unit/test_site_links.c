#include "site_kit.h"

struct row {
    str from, target, want;
};

static str shown(struct kit *kit, const struct target *target)
{
    static const char *const kinds[] = {"missing", "note",     "folder",
                                        "file",    "external", "excluded"};
    str path = S("");
    if (target->kind == TARGET_NOTE)
        path = kit->site.nodes.at[target->index].note->path;
    if (target->kind == TARGET_FOLDER)
        path = kit->site.folders.at[target->index].path;
    if (target->kind == TARGET_FILE)
        path = kit->site.files.at[target->index].path;
    return arena_printf(&kit->arena, "%s%s%.*s%.*s%s%.*s", kinds[target->kind],
                        path.len > 0 ? " " : "", STR_ARG(path), STR_ARG(target->query),
                        target->fragment.len > 0 ? "#" : "", STR_ARG(target->fragment));
}

static void make_wiki(struct kit *kit)
{
    static const str notes[] = {
        S_INIT("index.md"),          S_INIT("a/foo.md"),      S_INIT("a/bar.md"),
        S_INIT("a/index.md"),        S_INIT("b/README.md"),   S_INIT("b/deep/x.md"),
        S_INIT("c/_index.md"),       S_INIT("c/y.markdown"),  S_INIT("d/z.md"),
        S_INIT("with space/n ö.md"), S_INIT("both/index.md"), S_INIT("both/README.md"),
        S_INIT("twin.md"),           S_INIT("twin/index.md"), S_INIT("v1.2.md"),
    };
    kit_open(kit);
    for (size_t i = 0; i < COUNT_OF(notes); i++)
        kit_note(kit, notes[i]);
    kit_file(kit, S("a/img/p.png"));
    kit_file(kit, S("tool.html"));
    kit_file(kit, S("only-files/x.bin"));
    kit_exclude(kit, S("drafts/secret.md"));
    kit_exclude(kit, S("private"));
    kit_exclude(kit, S("hidden/index.md"));
    kit_exclude(kit, S("d/index.md"));
    kit_heading(kit, S("a/bar.md"), S("Big Idea"), S("big-idea"), S(""));
    kit_heading(kit, S("a/bar.md"), S("\xF0\x9F\x93\x9A Sections"), S("-sections"), S("sections"));
    kit_heading(kit, S("a/bar.md"), S("Own name"), S("custom"), S(""));
    kit_heading(kit, S("a/bar.md"),
                S("\xC3\x9C"
                  "bung"),
                S("\xC3\xBC"
                  "bung"),
                S("ubung"));
    vec_push(&kit->arena, &kit_get(kit, S("a/bar.md"))->body.anchors) = S("Raw.Id");
}

/* Adds the links of a table to the wiki and compares where they lead. */
static void check_rows(const struct row *rows, size_t n)
{
    struct kit kit;
    make_wiki(&kit);
    uint32_t *places = arena_array(&kit.arena, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        places[i] = kit_link(&kit, rows[i].from, rows[i].target);
    kit_resolve(&kit);
    for (size_t i = 0; i < n; i++)
        expect_str(shown(&kit, &kit_node(&kit, rows[i].from)->targets[places[i]]), rows[i].want,
                   rows[i].target);
    kit_close(&kit);
}

#define R(from, target, want)                                                                      \
    {                                                                                              \
        S_INIT(from), S_INIT(target), S_INIT(want)                                                 \
    }

static void source_paths(void **state)
{
    (void)state;
    static const struct row rows[] = {
        R("a/foo.md", "bar.md", "note a/bar.md"),
        R("a/foo.md", "./bar.md", "note a/bar.md"),
        R("a/foo.md", " bar.md ", "note a/bar.md"),
        R("a/foo.md", "../d/z.md", "note d/z.md"),
        R("a/foo.md", "../d/../d/./z.md", "note d/z.md"),
        R("a/foo.md", "/d/z.md", "note d/z.md"),
        R("a/foo.md", "img/p.png", "file a/img/p.png"),
        R("b/deep/x.md", "../../tool.html", "file tool.html"),
        R("d/z.md", "../with%20space/n%20%C3%B6.md", "note with space/n \xC3\xB6.md"),
        R("d/z.md", "../with space/n \xC3\xB6.md", "note with space/n \xC3\xB6.md"),
        R("d/z.md", "../c/y.markdown", "note c/y.markdown"),
        R("a/foo.md", "bar.md?x=1", "note a/bar.md?x=1"),
        R("a/foo.md", "Bar.md", "missing"),
        R("a/foo.md", "bar.mdx", "missing"),
    };
    check_rows(rows, COUNT_OF(rows));
}

static void lenient_paths(void **state)
{
    (void)state;
    static const struct row rows[] = {
        R("a/foo.md", "bar", "note a/bar.md"),
        R("a/foo.md", "bar/", "note a/bar.md"),
        R("a/foo.md", "../b", "note b/README.md"),
        R("a/foo.md", "../b/", "note b/README.md"),
        R("a/foo.md", "../c/", "note c/_index.md"),
        R("a/foo.md", "../c/y", "note c/y.markdown"),
        R("a/foo.md", "/both/", "note both/index.md"),
        R("a/foo.md", "/both/README", "note both/README.md"),
        R("a/foo.md", "/twin/", "note twin.md"),
        R("a/foo.md", "/twin/index.md", "note twin/index.md"),
        R("a/foo.md", "/v1.2", "note v1.2.md"),
        R("a/foo.md", ".", "note a/index.md"),
        R("a/foo.md", "/", "note index.md"),
        R("a/foo.md", "bar.html", "note a/bar.md"),
        R("a/foo.md", "../b/index.html", "note b/README.md"),
        R("a/foo.md", "../d/index.html", "folder d"),
    };
    check_rows(rows, COUNT_OF(rows));
}

/* Adds wikilinks and compares where they lead. */
static void check_wikilinks(const struct row *rows, size_t n)
{
    struct kit kit;
    make_wiki(&kit);
    kit_get(&kit, S("a/foo.md"))->facts.id = S("foo-id");
    kit_get(&kit, S("b/deep/x.md"))->facts.title = S("Deep thought");
    vec_push(&kit.arena, &kit_get(&kit, S("d/z.md"))->facts.aliases) = S("Last one");
    kit_note(&kit, S("e/same.md"));
    kit_note(&kit, S("f/same.md"));
    uint32_t *places = arena_array(&kit.arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        places[i] = kit_link(&kit, rows[i].from, rows[i].target);
        kit_get(&kit, rows[i].from)->body.links.at[places[i]].kind = LINK_WIKI;
    }
    kit_resolve(&kit);
    for (size_t i = 0; i < n; i++)
        expect_str(shown(&kit, &kit_node(&kit, rows[i].from)->targets[places[i]]), rows[i].want,
                   rows[i].target);
    assert_int_equal(kit_count(&kit, DIAG_NAME_AMBIGUOUS), 1);
    expect_str(kit_complaint(&kit, DIAG_LINK_MISSING, S("a/bar.md"), 0),
               S("no note is called \"Last ome\"; did you mean \"Last one\"?"), S("the nearest"));
    kit_close(&kit);
}

static void wikilinks(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* paths */
        R("a/foo.md", "bar", "note a/bar.md"),
        R("a/foo.md", "bar.md", "note a/bar.md"),
        R("a/foo.md", "../d/z", "note d/z.md"),
        R("b/deep/x.md", "a/bar", "note a/bar.md"),
        R("a/foo.md", "deep/x", "note b/deep/x.md"),
        R("a/foo.md", "img/p.png", "file a/img/p.png"),
        R("d/z.md", "p.png", "file a/img/p.png"),
        R("d/z.md", "P.PNG", "file a/img/p.png"),
        R("a/foo.md", "../b/deep/", "folder b/deep"),
        R("a/foo.md", "../../x", "missing"),
        R("a/foo.md", "secret", "missing"),
        R("drafts/a.md", "secret", "excluded"),
        /* names */
        R("b/deep/x.md", "foo-id", "note a/foo.md"),
        R("b/deep/x.md", "Foo-ID", "note a/foo.md"),
        R("a/foo.md", "deep thought", "note b/deep/x.md"),
        R("a/foo.md", "Last one", "note d/z.md"),
        R("a/foo.md", "z", "note d/z.md"),
        R("a/foo.md", "same", "note e/same.md"),
        R("f/same.md", "same", "note f/same.md"),
        R("a/bar.md", "Last ome", "missing"),
        R("a/foo.md", "https://example.org/x", "external"),
        R("a/foo.md", "Kafka: basics", "missing"),
        /* fragments */
        R("a/foo.md", "bar#Big Idea", "note a/bar.md#big-idea"),
        R("a/foo.md", "bar#big-idea", "note a/bar.md#big-idea"),
        R("a/foo.md", "bar#Top#Own name", "note a/bar.md#custom"),
        R("a/foo.md", "bar#Nothing", "note a/bar.md"),
        R("a/bar.md", "#Big Idea", "note a/bar.md#big-idea"),
        R("a/bar.md", "#Raw.Id", "note a/bar.md#Raw.Id"),
    };
    check_wikilinks(rows, COUNT_OF(rows));
}

static void addresses(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* a/foo.md is a/foo/, so ../bar/ is a/bar/ */
        R("a/foo.md", "../bar/", "note a/bar.md"),
        R("a/foo.md", "../../b/deep/x/", "note b/deep/x.md"),
        R("d/z.md", "../../a/img/p.png", "file a/img/p.png"),
        /* a browser is not given sources */
        R("a/foo.md", "../bar.md", "missing"),
        /* an index lives in its folder already */
        R("a/index.md", "../bar/", "missing"),
        R("a/index.md", "../d/z/", "note d/z.md"),
        /* source before address: a/ has an index, / has one too */
        R("a/foo.md", "./", "note a/index.md"),
        R("a/foo.md", "../", "note index.md"),
        /* a page may leave its folder's address, not the site */
        R("twin.md", "../d/z/", "note d/z.md"),
        R("index.md", "../d/z/", "missing"),
        R("a/foo.md", "../../../d/z.md", "missing"),
        R("a/foo.md", "/../d/z.md", "missing"),
    };
    check_rows(rows, COUNT_OF(rows));
}

static void other_targets(void **state)
{
    (void)state;
    static const struct row rows[] = {
        R("a/foo.md", "https://example.org/#x", "external"),
        R("a/foo.md", "mailto:me@example.org", "external"),
        R("a/foo.md", "//example.org/x.md", "external"),
        R("a/foo.md", "1:x", "missing"),
        R("a/foo.md", "", "missing"),
        R("a/foo.md", "#", "note a/foo.md"),
        R("a/foo.md", "#top", "note a/foo.md#top"),
        R("a/foo.md", "?q", "note a/foo.md?q"),
        R("a/foo.md", "../d/", "folder d"),
        R("a/foo.md", "../b/deep", "folder b/deep"),
        R("a/foo.md", "../d/#x", "folder d"),
        R("a/foo.md", "../only-files/", "missing"),
        R("a/foo.md", "../d/index.md", "excluded"),
        R("a/foo.md", "../drafts/secret.md", "excluded"),
        R("a/foo.md", "../drafts/secret", "excluded"),
        R("a/foo.md", "../drafts/secret/", "excluded"),
        R("a/foo.md", "../drafts/secret/more", "missing"),
        R("a/foo.md", "../drafts/other.md", "missing"),
        R("a/foo.md", "../private/any/thing.png", "excluded"),
        R("a/foo.md", "../hidden/", "excluded"),
        R("a/foo.md", "../hidden/other.md", "missing"),
        R("a/foo.md", "%", "missing"),
        R("a/foo.md", "%00", "missing"),
        R("a/foo.md", "..", "note index.md"),
    };
    check_rows(rows, COUNT_OF(rows));
}

static void fragments(void **state)
{
    (void)state;
    static const struct row rows[] = {
        R("a/foo.md", "bar.md#big-idea", "note a/bar.md#big-idea"),
        R("a/foo.md", "bar.md#Big-Idea", "note a/bar.md#big-idea"),
        R("a/foo.md", "bar.md#big_idea", "note a/bar.md#big-idea"),
        R("a/foo.md", "bar.md#-sections", "note a/bar.md#-sections"),
        R("a/foo.md", "bar.md#sections", "note a/bar.md#-sections"),
        R("a/foo.md", "bar.md#custom", "note a/bar.md#custom"),
        R("a/foo.md", "bar.md#own-name", "note a/bar.md#custom"),
        R("a/foo.md", "bar.md#%C3%BCbung",
          "note a/bar.md#\xC3\xBC"
          "bung"),
        R("a/foo.md", "bar.md#ubung",
          "note a/bar.md#\xC3\xBC"
          "bung"),
        R("a/foo.md", "bar.md#Raw.Id", "note a/bar.md#Raw.Id"),
        R("a/foo.md", "bar.md#raw.id", "note a/bar.md#Raw.Id"),
        R("a/foo.md", "bar.md#", "note a/bar.md"),
        R("a/foo.md", "bar.md#nothing", "note a/bar.md"),
        R("a/foo.md", "bar.md#:~:text=idea", "note a/bar.md#:~:text=idea"),
        R("a/bar.md", "#big-idea", "note a/bar.md#big-idea"),
        R("a/bar.md", "#big-idaa", "note a/bar.md"),
        R("a/foo.md", "../tool.html#a%20b", "file tool.html#a%20b"),
    };
    check_rows(rows, COUNT_OF(rows));
}

/* More ids than are looked through one by one: found in the same way. */
static void many_fragments(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    for (int i = 0; i < 200; i++)
        kit_heading(&kit, S("n.md"), S("x"), arena_printf(&kit.arena, "id-%d", i),
                    arena_printf(&kit.arena, "extra-%d", i));
    kit_link(&kit, S("n.md"), S("#id-150"));
    kit_link(&kit, S("n.md"), S("#extra-199"));
    kit_link(&kit, S("n.md"), S("#ID_7"));
    kit_link(&kit, S("n.md"), S("#id-200"));
    kit_resolve(&kit);
    const struct target *targets = kit_node(&kit, S("n.md"))->targets;
    assert_true(str_eq(targets[0].fragment, S("id-150")));
    assert_true(str_eq(targets[1].fragment, S("id-199")));
    assert_true(str_eq(targets[2].fragment, S("id-7")));
    assert_int_equal(targets[3].fragment.len, 0);
    assert_int_equal(kit_count(&kit, DIAG_LINK_ANCHOR), 1);
    kit_close(&kit);
}

struct message {
    enum diag_code code;
    str from, target, want;
};

static void messages(void **state)
{
    (void)state;
    static const struct message rows[] = {
        {DIAG_LINK_MISSING, S_INIT("a/foo.md"), S_INIT("z.md#x"),
         S_INIT("no file \"z.md\"; did you mean \"../d/z.md\"?")},
        {DIAG_LINK_MISSING, S_INIT("a/foo.md"), S_INIT("Bar.md"),
         S_INIT("no file \"Bar.md\"; did you mean \"bar.md\"?")},
        {DIAG_LINK_MISSING, S_INIT("d/z.md"), S_INIT("../b/dep/x.html"),
         S_INIT("no file \"../b/dep/x.html\"; did you mean \"../b/deep/x.md\"?")},
        {DIAG_LINK_MISSING, S_INIT("d/z.md"), S_INIT("../q/both/index.md"),
         S_INIT("no file \"../q/both/index.md\"; did you mean \"../both/index.md\"?")},
        {DIAG_LINK_MISSING, S_INIT("d/z.md"), S_INIT("../a/p.png"),
         S_INIT("no file \"../a/p.png\"; did you mean \"../a/img/p.png\"?")},
        {DIAG_LINK_MISSING, S_INIT("d/z.md"), S_INIT("../tiwn.md"),
         S_INIT("no file \"../tiwn.md\"; did you mean \"../twin.md\"?")},
        {DIAG_LINK_MISSING, S_INIT("d/z.md"), S_INIT("nothing-like-it.md"),
         S_INIT("no file \"nothing-like-it.md\"")},
        {DIAG_LINK_MISSING, S_INIT("d/z.md"), S_INIT("../../../twin.md"),
         S_INIT("\"../../../twin.md\" leads out of the content folder; did you mean "
                "\"../twin.md\"?")},
        {DIAG_LINK_MISSING, S_INIT("d/z.md"), S_INIT(""), S_INIT("the link has no target")},
        {DIAG_LINK_EXCLUDED, S_INIT("d/z.md"), S_INIT("../drafts/secret.md#x"),
         S_INIT("\"../drafts/secret.md\" is a draft or is left out of the site")},
        {DIAG_LINK_ANCHOR, S_INIT("d/z.md"), S_INIT("../a/bar.md#big-idaa"),
         S_INIT("no heading of \"a/bar.md\" has the id \"big-idaa\"; did you mean \"#big-idea\"?")},
        {DIAG_LINK_ANCHOR, S_INIT("a/bar.md"), S_INIT("#quite-another"),
         S_INIT("no heading of this note has the id \"quite-another\"")},
        {DIAG_LINK_ANCHOR, S_INIT("a/bar.md"), S_INIT("../d/#x"),
         S_INIT("\"#x\" leads to a folder, whose page has no such place")},
    };
    struct kit kit;
    make_wiki(&kit);
    uint32_t lines[COUNT_OF(rows)];
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        lines[i] = kit_link(&kit, rows[i].from, rows[i].target) + 1;
    kit_resolve(&kit);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect_str(kit_complaint(&kit, rows[i].code, rows[i].from, lines[i]), rows[i].want,
                   rows[i].target);
    kit_close(&kit);
}

static void relative_addresses(void **state)
{
    (void)state;
    static const struct row rows[] = {
        R("", "", "./"),
        R("", "a/", "a/"),
        R("", "a/foo.html", "a/foo.html"),
        R("a/", "", "../"),
        R("a/b/", "", "../../"),
        R("a/b/", "a/b/", "./"),
        R("a/b/", "a/c/", "../c/"),
        R("a/b/", "a/", "../"),
        R("a/b/", "a/b/c/", "c/"),
        R("a/b/", "a/bc/", "../bc/"),
        R("a/bc/", "a/b/", "../b/"),
        R("a/foo.html", "a/", "./"),
        R("a/foo.html", "a/foo.html", "foo.html"),
        R("a/foo.html", "a/bar/", "bar/"),
        R("foo.html", "", "./"),
        R("404.html", "a/b/", "a/b/"),
        R("a/b/", "x y/\xC3\xB6?#%/", "../../x%20y/%C3%B6%3F%23%25/"),
        R("", "a:b/", "./a:b/"),
        R("x/", "a:b/", "../a:b/"),
    };
    struct config config = {.offline = false};
    struct site site = {.config = &config};
    struct buf out = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buf_clear(&out);
        site_add_relative(&site, rows[i].from, rows[i].target, &out);
        expect_str(buf_str(&out), rows[i].want, rows[i].target);
    }
    buf_free(&out);
}

/* A site that is read from disk. */
static void offline_ways(void **state)
{
    static const struct {
        str from, target, want;
    } rows[] = {
        {S_INIT(""), S_INIT(""), S_INIT("index.html")},
        {S_INIT("a/b/"), S_INIT(""), S_INIT("../../index.html")},
        {S_INIT("a/b/"), S_INIT("a/b/"), S_INIT("index.html")},
        {S_INIT("a/b/"), S_INIT("a/c/#d/"), S_INIT("../c/index.html#d/")},
        {S_INIT("a/b/"), S_INIT("c.html"), S_INIT("../../c.html")},
        {S_INIT(""), S_INIT("a:b/"), S_INIT("./a:b/index.html")},
        {S_INIT("a/"), S_INIT("i.png"), S_INIT("../i.png")},
    };
    struct config config = {.offline = true};
    struct site site = {.config = &config};
    struct buf out = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buf_clear(&out);
        site_add_relative_encoded(&site, rows[i].from, rows[i].target, &out);
        expect_str(buf_str(&out), rows[i].want, rows[i].target);
    }
    buf_free(&out);
}

static void hrefs(void **state)
{
    (void)state;
    static const struct row rows[] = {
        R("a/foo.md", "bar.md", "../bar/"),
        R("a/foo.md", "bar.md?x=1&y#sections", "../bar/?x=1&y#-sections"),
        R("a/foo.md", "bar.md#nothing", "../bar/"),
        R("a/bar.md",
          "#\xC3\xBC"
          "bung",
          "#%C3%BCbung"),
        R("a/bar.md", "#", "./"),
        R("a/bar.md", "?q=1", "?q=1"),
        R("a/foo.md", "../twin.md", "../../twin.html"),
        R("a/foo.md", "../twin/index.md", "../../twin/"),
        R("twin.md", "twin.md", "twin.html"),
        R("twin.md", "a/bar.md", "a/bar/"),
        R("a/foo.md", "img/p.png?a b#c d", "../img/p.png?a%20b#c%20d"),
        R("a/foo.md", "../d/", "../../d/"),
        R("a/foo.md", "https://e.org/%20 \"\xC3\xB6", "https://e.org/%20%20%22%C3%B6"),
        R("a/foo.md", "nowhere.md", ""),
    };
    struct kit kit;
    struct buf out = {0};
    make_wiki(&kit);
    uint32_t places[COUNT_OF(rows)];
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        places[i] = kit_link(&kit, rows[i].from, rows[i].target);
    kit_resolve(&kit);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct node *node = kit_node(&kit, rows[i].from);
        buf_clear(&out);
        site_add_href(&kit.site, node->url, &node->targets[places[i]],
                      &node->note->body.links.at[places[i]], &out);
        expect_str(buf_str(&out), rows[i].want, rows[i].target);
    }
    buf_free(&out);
    kit_close(&kit);
}

/* Thousands of broken links among thousands of notes with much the same names. */
static void many_broken_links(void **state)
{
    (void)state;
    enum { NOTES = 20000, LINKS = 20000 };
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("start.md"));
    for (int i = 0; i < NOTES; i++)
        kit_note(&kit, arena_printf(&kit.arena, "f%d/note-%05d.md", i % 50, i));
    struct note *start = kit.notes.at[0];
    for (int i = 0; i < LINKS; i++)
        vec_push(&kit.arena, &start->body.links) =
            (struct link){.target = arena_printf(&kit.arena, "f/nota-%05d.md", i), .line = 1};
    kit_resolve(&kit);
    assert_int_equal(kit_count(&kit, DIAG_LINK_MISSING), LINKS);
    kit_close(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(source_paths),
        cmocka_unit_test(lenient_paths),
        cmocka_unit_test(wikilinks),
        cmocka_unit_test(addresses),
        cmocka_unit_test(other_targets),
        cmocka_unit_test(fragments),
        cmocka_unit_test(many_fragments),
        cmocka_unit_test(messages),
        cmocka_unit_test(relative_addresses),
        cmocka_unit_test(offline_ways),
        cmocka_unit_test(hrefs),
        cmocka_unit_test(many_broken_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
