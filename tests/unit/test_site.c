#include "site_kit.h"

static void notes_of(struct kit *kit, const char *const *paths, size_t n)
{
    kit_open(kit);
    for (size_t i = 0; i < n; i++) {
        str path = str_of(paths[i]);
        if (str_ends(path, S(".bin")) || str_ends(path, S(".html")) ||
            str_find_char(path, '.') == STR_NONE)
            kit_file(kit, path);
        else
            kit_note(kit, path);
    }
    kit_resolve(kit);
}

struct address_row {
    const char *paths[4]; /* without an extension, .bin and .html: a file */
    str wanted;           /* files of the notes in the order of their paths */
    size_t clashes;
};

static str all_files(struct kit *kit)
{
    str all = S("");
    for (size_t i = 0; i < kit->site.nodes.n; i++)
        all = arena_join(&kit->arena, all, i > 0 ? S(" ") : S(""), kit->site.nodes.at[i].file);
    return all;
}

static void addresses(void **state)
{
    (void)state;
    static const struct address_row rows[] = {
        {{"foo.md"}, S_INIT("foo/index.html"), 0},
        {{"index.md"}, S_INIT("index.html"), 0},
        {{"a/b/foo.markdown"}, S_INIT("a/b/foo/index.html"), 0},
        {{"a/README.md"}, S_INIT("a/index.html"), 0},
        {{"a/_index.md", "a/readme.md"}, S_INIT("a/_index/index.html a/index.html"), 0},
        {{"a/INDEX.MD"}, S_INIT("a/index.html"), 0},
        {{"a/README.md", "a/index.md"}, S_INIT("a/README/index.html a/index.html"), 0},
        /* the same name in another spelling is somebody's mistake */
        {{"a/index.md", "a/index.mdx"}, S_INIT("a/index.html a/index/index.html"), 1},
        {{"a/Index.md", "a/index.md"}, S_INIT("a/Index/index.html a/index.html"), 1},
        /* the folder's page keeps the address */
        {{"foo.md", "foo/index.md"}, S_INIT("foo.html foo/index.html"), 1},
        {{"foo.md", "foo/README.md"}, S_INIT("foo.html foo/index.html"), 1},
        {{"foo.md", "foo/x.md"}, S_INIT("foo/index.html foo/x/index.html"), 0},
        {{"foo.markdown", "foo.md"}, S_INIT("foo.html foo/index.html"), 1},
        {{"foo.markdown", "foo.md", "foo.mdx"}, S_INIT("foo.html foo/index.html foo-2.html"), 2},
        {{"foo.markdown", "foo.md", "foo/index.md"},
         S_INIT("foo-2.html foo.html foo/index.html"),
         2},
        /* no file of the site may be a folder as well */
        {{"foo.html.md", "foo.md", "foo/index.md"},
         S_INIT("foo.html/index.html foo-2.html foo/index.html"),
         1},
        {{"foo.html/x.md", "foo.md", "foo/index.md"},
         S_INIT("foo.html/x/index.html foo-2.html foo/index.html"),
         1},
        {{"Makefile", "Makefile.md"}, S_INIT("Makefile.html"), 1},
        {{"a/index.html/x.md", "a/index.md"},
         S_INIT("a/index.html/x/index.html a/index/index.html"),
         0},
        /* files that are copied: a note stands in their way, or goes out of it */
        {{"foo.md", "foo/index.html"}, S_INIT("foo/index.html"), 1},
        {{"foo.html", "foo.md", "foo/index.md"}, S_INIT("foo-2.html foo/index.html"), 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct kit kit;
        size_t n = 0;
        while (n < 4 && rows[i].paths[n])
            n++;
        notes_of(&kit, rows[i].paths, n);
        expect_str(all_files(&kit), rows[i].wanted, str_of(rows[i].paths[0]));
        expect(kit_count(&kit, DIAG_ADDRESS_CLASH) == rows[i].clashes, str_of(rows[i].paths[0]));
        kit_close(&kit);
    }
}

static void clash_messages(void **state)
{
    (void)state;
    static const char *const paths[] = {"foo.md", "foo/index.md", "bar.md", "bar/index.html",
                                        "keep.bin"};
    struct kit kit;
    notes_of(&kit, paths, COUNT_OF(paths));
    expect_str(kit_complaint(&kit, DIAG_ADDRESS_CLASH, S("foo.md"), 0),
               S("the page cannot be at \"foo/\" because of \"foo/index.md\"; it is at "
                 "\"foo.html\""),
               S("note"));
    expect_str(kit_complaint(&kit, DIAG_ADDRESS_CLASH, S("bar/index.html"), 0),
               S("the file is left out: the page of \"bar.md\" has its place"), S("file"));
    assert_int_equal(kit.site.files.n, 1);
    assert_true(str_eq(kit.site.files.at[0].path, S("keep.bin")));
    kit_close(&kit);
}

static void addresses_that_differ_in_case(void **state)
{
    (void)state;
    static const char *const paths[] = {"A/x.md",  "a/X.md", "b/p.bin",
                                        "B/P.bin", "c/y.md", "C/y.bin"};
    struct kit kit;
    notes_of(&kit, paths, COUNT_OF(paths));
    expect_str(kit_complaint(&kit, DIAG_ADDRESS_CASE, S("a/X.md"), 0),
               S("the address \"a/X/index.html\" differs only in case from that of \"A/x.md\""),
               S("notes"));
    assert_true(kit_complaint(&kit, DIAG_ADDRESS_CASE, S("a"), 0).len > 0);
    assert_true(kit_complaint(&kit, DIAG_ADDRESS_CASE, S("b/p.bin"), 0).len > 0);
    assert_int_equal(kit_count(&kit, DIAG_ADDRESS_CASE), 3);
    kit_close(&kit);
}

static void long_names(void **state)
{
    (void)state;
    struct kit kit;
    struct buf name = {0};
    kit_open(&kit);
    buf_add_repeat(&name, 'x', 239);
    buf_add_lit(&name, "\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6");
    str stem = arena_dup(&kit.arena, buf_str(&name)); /* 251 bytes: fits, but not with .html */
    kit_note(&kit, arena_join(&kit.arena, stem, S(".md"), S("")));
    kit_note(&kit, arena_join(&kit.arena, stem, S("/index.md"), S("")));
    kit_resolve(&kit);
    const struct node *node = &kit.site.nodes.at[0];
    assert_int_equal(node->file.len, 239 + sizeof ".html" - 1);
    assert_true(kit_complaint(&kit, DIAG_FILE_NAME, node->note->path, 0).len > 0);
    assert_int_equal(kit_count(&kit, DIAG_FILE_NAME), 1);
    buf_free(&name);
    kit_close(&kit);
}

static void folders(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("b/index.md"))->facts.title = S("All about B");
    kit_note(&kit, S("b/y.md"))->facts.title = S("apple");
    kit_note(&kit, S("b/x.md"))->facts.title = S("Zoo");
    kit_note(&kit, S("a-b/deep_er/n.md"));
    kit_note(&kit, S("guide.md"))->facts.title = S("The guide");
    kit_note(&kit, S("guide/one.md"));
    kit_file(&kit, S("img/x.png"));
    kit_resolve(&kit);
    const struct folder *root = &kit.site.folders.at[0], *b = kit_folder(&kit, S("b"));
    assert_int_equal(kit.site.folders.n, 5);
    assert_null(kit_folder(&kit, S("img")));
    expect_str(root->title, S("Wiki"), S("root"));
    expect_str(root->url, S(""), S("root"));
    assert_int_equal(root->parent, SITE_NONE);
    assert_int_equal(root->count, 6);
    assert_int_equal(root->notes.n, 0);
    assert_int_equal(root->folders.n, 3);
    assert_true(&kit.site.folders.at[root->folders.at[0]] == kit_folder(&kit, S("a-b")));
    assert_true(&kit.site.folders.at[root->folders.at[1]] == b);
    expect_str(b->title, S("All about B"), S("b"));
    expect_str(b->url, S("b/"), S("b"));
    assert_int_equal(b->count, 3);
    expect_str(kit_paths(&kit, b->notes.at, b->notes.n), S("b/y.md b/x.md"), S("b"));
    expect_str(kit_folder(&kit, S("a-b"))->title, S("A b"), S("a-b"));
    expect_str(kit_folder(&kit, S("a-b/deep_er"))->title, S("Deep er"), S("deep_er"));
    /* guide.md is the page of guide/ and stands in it */
    const struct folder *guide = kit_folder(&kit, S("guide"));
    assert_int_equal(guide->note, kit_number(&kit, S("guide.md")));
    assert_true(&kit.site.folders.at[kit_node(&kit, S("guide.md"))->folder] == guide);
    assert_int_equal(guide->count, 2);
    expect_str(guide->title, S("The guide"), S("guide"));
    kit_close(&kit);
}

static void empty_site(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_resolve(&kit);
    assert_int_equal(kit.site.folders.n, 1);
    assert_int_equal(kit.site.groupings.n, 0);
    assert_int_equal(kit.diags.list.n, 0);
    kit_close(&kit);
}

/* What a reference in deep/from.md leads to: a path, "planned NAME", or nothing. */
static str referred(struct kit *kit, const struct reference *reference)
{
    for (size_t i = 0; i < kit->site.edges.n; i++) {
        const struct edge *e = &kit->site.edges.at[i];
        if (e->spot.line != reference->spot.line)
            continue;
        if (e->to == SITE_NONE)
            return arena_join(&kit->arena, S("planned "), kit->site.planned.at[e->plan].name,
                              S(""));
        return kit->site.nodes.at[e->to].note->path;
    }
    return S("");
}

static void make_names(struct kit *kit)
{
    kit_open(kit);
    kit_note(kit, S("deep/from.md"));
    kit_note(kit, S("a/one.md"))->facts.id = S("first");
    kit_get(kit, S("a/one.md"))->facts.title = S("Number One");
    kit_note(kit, S("a/two.md"))->facts.title = S("first");
    vec_push(&kit->arena, &kit_get(kit, S("a/two.md"))->facts.aliases) = S("Zwei");
    vec_push(&kit->arena, &kit_get(kit, S("a/two.md"))->facts.aliases) = S("old/address");
    kit_note(kit, S("a/lambda.md"))->facts.title = S("AWS Lambda");
    kit_note(kit, S("b/lambda.md"))->facts.title = S("Lambda calculus");
    kit_note(kit, S("b/index.md"))->facts.title = S("Section B");
    kit_note(kit, S("deep/error-budget.md"))->facts.title = S("Error budgets");
    kit_note(kit, S("deep/near.md"))->facts.title = S("Near");
    kit_note(kit, S("top.md"))->facts.title = S("CI/CD");
    kit_exclude(kit, S("a/draft.md"));
}

struct name_row {
    str name, want;
    enum diag_code code; /* of its one complaint; DIAG_CODE_COUNT: none */
};

static void names(void **state)
{
    (void)state;
    static const struct name_row rows[] = {
        {S_INIT("first"), S_INIT("a/one.md"), DIAG_CODE_COUNT},
        {S_INIT(" FIRST "), S_INIT("a/one.md"), DIAG_CODE_COUNT},
        {S_INIT("number  one"), S_INIT("a/one.md"), DIAG_CODE_COUNT},
        {S_INIT("zwei"), S_INIT("a/two.md"), DIAG_CODE_COUNT},
        {S_INIT("two"), S_INIT("a/two.md"), DIAG_CODE_COUNT},
        {S_INIT("top"), S_INIT("top.md"), DIAG_CODE_COUNT},
        {S_INIT("error budget"), S_INIT("deep/error-budget.md"), DIAG_CODE_COUNT},
        {S_INIT("[[Error budgets#Why|that]]"), S_INIT("deep/error-budget.md"), DIAG_CODE_COUNT},
        {S_INIT("[that](near.md#x)"), S_INIT("deep/near.md"), DIAG_CODE_COUNT},
        {S_INIT("near.md"), S_INIT("deep/near.md"), DIAG_CODE_COUNT},
        {S_INIT("near.md#why"), S_INIT("deep/near.md"), DIAG_CODE_COUNT},
        {S_INIT("a/two"), S_INIT("a/two.md"), DIAG_CODE_COUNT},
        {S_INIT("a/two.md"), S_INIT("a/two.md"), DIAG_CODE_COUNT},
        {S_INIT("/a/two.md"), S_INIT("a/two.md"), DIAG_CODE_COUNT},
        {S_INIT("../a/two.md"), S_INIT("a/two.md"), DIAG_CODE_COUNT},
        {S_INIT("../../../a/two.md"), S_INIT("a/two.md"), DIAG_CODE_COUNT},
        {S_INIT("b/"), S_INIT("b/index.md"), DIAG_CODE_COUNT},
        {S_INIT("ci/cd"), S_INIT("top.md"), DIAG_CODE_COUNT},
        {S_INIT("b"), S_INIT("b/index.md"), DIAG_CODE_COUNT},
        {S_INIT("lambda"), S_INIT("a/lambda.md"), DIAG_NAME_AMBIGUOUS},
        {S_INIT("a/draft.md"), S_INIT(""), DIAG_LINK_EXCLUDED},
        {S_INIT("a/nothing"), S_INIT(""), DIAG_LINK_MISSING},
        {S_INIT("nothing.md"), S_INIT(""), DIAG_LINK_MISSING},
        {S_INIT("old/address"), S_INIT(""), DIAG_LINK_MISSING},
        {S_INIT("Nothing/Nowhere"), S_INIT("planned Nothing/Nowhere"), DIAG_EDGE_PLANNED},
        {S_INIT("Kafka: basics"), S_INIT("planned Kafka: basics"), DIAG_EDGE_PLANNED},
        {S_INIT("https://example.org/x"), S_INIT(""), DIAG_CODE_COUNT},
        {S_INIT("  "), S_INIT(""), DIAG_CODE_COUNT},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct kit kit;
        make_names(&kit);
        struct reference reference =
            *kit_refer(&kit, S("deep/from.md"), EDGE_RELATED, rows[i].name);
        kit_resolve(&kit);
        expect_str(referred(&kit, &reference), rows[i].want, rows[i].name);
        expect(kit.diags.list.n == (rows[i].code == DIAG_CODE_COUNT ? 0 : 1), rows[i].name);
        expect(rows[i].code == DIAG_CODE_COUNT || kit_count(&kit, rows[i].code) == 1, rows[i].name);
        kit_close(&kit);
    }
}

struct hint_row {
    str name;
    enum diag_code code;
    str want;
};

static void name_messages(void **state)
{
    (void)state;
    static const struct hint_row rows[] = {
        {S_INIT("lambda"), DIAG_NAME_AMBIGUOUS,
         S_INIT("\"lambda\" may be \"a/lambda.md\" or \"b/lambda.md\"; the first was taken")},
        {S_INIT("Section"), DIAG_EDGE_PLANNED,
         S_INIT("no note is called \"Section\"; did you mean \"Section B\"?")},
        {S_INIT("Lambda calculs"), DIAG_EDGE_PLANNED,
         S_INIT("no note is called \"Lambda calculs\"; did you mean \"Lambda calculus\"?")},
        {S_INIT("Quorum"), DIAG_EDGE_PLANNED,
         S_INIT("no note is called \"Quorum\" yet; it is listed as planned")},
        {S_INIT("../b/two.md"), DIAG_LINK_MISSING,
         S_INIT("no note \"../b/two.md\"; did you mean \"../a/two.md\"?")},
    };
    struct kit kit;
    make_names(&kit);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        kit_refer(&kit, S("deep/from.md"), EDGE_PREREQUISITE, rows[i].name);
    kit_resolve(&kit);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect_str(kit_complaint(&kit, rows[i].code, S("deep/from.md"), (uint32_t)i + 101),
                   rows[i].want, rows[i].name);
    kit_close(&kit);
}

static void equal_ids(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    struct value *front = value_map(&kit.arena);
    value_set(&kit.arena, front, S("ID"), value_string(&kit.arena, S("Same")));
    front->fields.at[0].line = 3;
    front->fields.at[0].col = 1;
    kit_note(&kit, S("a.md"))->facts.id = S("Same");
    kit_get(&kit, S("a.md"))->facts.front = front;
    kit_note(&kit, S("b.md"))->facts.id = S("same");
    kit_get(&kit, S("b.md"))->facts.front = front;
    kit_resolve(&kit);
    expect_str(kit_complaint(&kit, DIAG_ID_DUPLICATE, S("b.md"), 3),
               S("the id \"same\" belongs to \"a.md\" already (line 3)"), S("ids"));
    assert_int_equal(kit.diags.list.n, 1);
    kit_close(&kit);
}

static void edges(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("a.md"));
    kit_note(&kit, S("b.md"));
    kit_note(&kit, S("c.md"));
    kit_link(&kit, S("a.md"), S("b.md"));       /* line 1: a prerequisite below */
    kit_link(&kit, S("a.md"), S("c.md"));       /* line 2: a mention */
    kit_link(&kit, S("a.md"), S("c.md#x"));     /* line 3: the same again */
    kit_link(&kit, S("a.md"), S("a.md"));       /* line 4: itself */
    kit_link(&kit, S("a.md"), S("missing.md")); /* line 5 */
    kit_refer(&kit, S("a.md"), EDGE_RELATED, S("c.md"))->form = REFERENCE_TODO;
    kit_refer(&kit, S("a.md"), EDGE_RELATED, S("a.md"));
    kit_refer(&kit, S("a.md"), EDGE_PREREQUISITE, S("a.md"));
    struct reference *link = kit_refer(&kit, S("a.md"), EDGE_PREREQUISITE, S(""));
    link->form = REFERENCE_LINK;
    link->link = 0;
    link->spot.line = 1;
    kit_refer(&kit, S("a.md"), EDGE_PREREQUISITE, S("b.md"))->reason = S("why");
    link = kit_refer(&kit, S("a.md"), EDGE_COMPARE, S(""));
    link->form = REFERENCE_LINK;
    link->link = 4;
    kit_refer(&kit, S("c.md"), EDGE_NEXT, S("a.md"));
    kit_link(&kit, S("b.md"), S("a.md"));
    kit_resolve(&kit);
    const struct site *site = &kit.site;
    assert_int_equal(site->edges.n, 4);
    assert_int_equal(site->edges.at[0].kind, EDGE_PREREQUISITE);
    assert_int_equal(site->edges.at[0].to, 1);
    assert_true(str_eq(site->edges.at[0].reason, S("why")));
    assert_int_equal(site->edges.at[1].kind, EDGE_RELATED);
    assert_int_equal(site->edges.at[1].to, 2);
    assert_int_equal(site->edges.at[2].kind, EDGE_MENTION);
    assert_true(str_eq(site->edges.at[2].sentence, S("It cites.")));
    assert_int_equal(site->edges.at[3].kind, EDGE_NEXT);
    assert_int_equal(site->nodes.at[0].in.n, 2);
    assert_int_equal(site->nodes.at[0].in.at[1], 3);
    assert_int_equal(site->nodes.at[0].out.n, 2);
    assert_int_equal(kit_count(&kit, DIAG_EDGE_SELF), 1);
    assert_int_equal(kit_count(&kit, DIAG_EDGE_DUPLICATE), 1);
    assert_int_equal(kit_count(&kit, DIAG_EDGE_PLANNED), 0);
    kit_close(&kit);
}

static void edges_of_one_place_keep_their_order(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("b.md"));
    kit_note(&kit, S("c.md"));
    kit_refer(&kit, S("a.md"), EDGE_PREREQUISITE, S("c.md"))->spot.line = 2;
    kit_refer(&kit, S("a.md"), EDGE_PREREQUISITE, S("b.md"))->spot.line = 2;
    kit_resolve(&kit);
    assert_int_equal(kit.site.nodes.at[0].prerequisites.n, 2);
    assert_int_equal(kit.site.nodes.at[0].prerequisites.at[0], 2);
    assert_int_equal(kit.site.nodes.at[0].prerequisites.at[1], 1);
    kit_close(&kit);
}

static void one_mention_for_each_note(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("b.md"));
    kit_link(&kit, S("a.md"), S("b.md"));
    kit_link(&kit, S("a.md"), S("b.md"));
    struct link *links = kit_get(&kit, S("a.md"))->body.links.at;
    links[0].sentence = S("");
    links[1].sentence = S("Second.");
    kit_resolve(&kit);
    assert_int_equal(kit.site.edges.n, 1);
    assert_int_equal(kit.site.edges.at[0].spot.line, 1);
    assert_true(str_eq(kit.site.edges.at[0].sentence, S("Second.")));
    kit_close(&kit);
}

static void planned_notes_by_demand(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_refer(&kit, S("a.md"), EDGE_PREREQUISITE, S("Zeta"));
    kit_refer(&kit, S("a.md"), EDGE_RELATED, S("Raft Protocol"));
    kit_refer(&kit, S("b.md"), EDGE_PREREQUISITE, S("raft  protocol"));
    kit_refer(&kit, S("b.md"), EDGE_RELATED, S("alpha/beta"))->form = REFERENCE_TODO;
    kit_resolve(&kit);
    const struct site *site = &kit.site;
    assert_int_equal(site->planned.n, 3);
    expect_str(site->planned.at[0].name, S("Raft Protocol"), S("most wanted"));
    expect_str(site->planned.at[1].name, S("Zeta"), S("then by name"));
    expect_str(site->planned.at[2].name, S("alpha/beta"), S("then by name"));
    assert_int_equal(site->planned.at[0].edges.n, 2);
    for (uint32_t i = 0; i < site->planned.n; i++)
        for (size_t k = 0; k < site->planned.at[i].edges.n; k++)
            assert_int_equal(site->edges.at[site->planned.at[i].edges.at[k]].plan, i);
    assert_int_equal(site->nodes.at[0].prerequisites.n, 0);
    assert_int_equal(kit_count(&kit, DIAG_EDGE_PLANNED), 4);
    kit_close(&kit);
}

static void add_field(struct kit *kit, str path, str field, str value)
{
    vec_push(&kit->arena, &kit_get(kit, path)->facts.fields) =
        (struct field_value){.field = field, .value = value, .word = value};
}

static void declare_difficulty(struct kit *kit)
{
    struct type_def type = {.name = S("concept"), .title = S("Concept"), .plural = S("Concepts")};
    struct field_def field = {.name = S("difficulty")};
    vec_push(&kit->arena, &field.words) = (struct field_word){.value = S("easy")};
    vec_push(&kit->arena, &field.words) = (struct field_word){.value = S("medium")};
    vec_push(&kit->arena, &field.words) = (struct field_word){.value = S("hard")};
    vec_push(&kit->arena, &type.fields) = field;
    vec_push(&kit->arena, &kit->schema.types) = type;
}

/* "title=slug: notes; …" */
static str shown_groups(struct kit *kit, str field)
{
    str all = S("");
    for (size_t i = 0; i < kit->site.groupings.n; i++) {
        const struct grouping *g = &kit->site.groupings.at[i];
        for (size_t k = 0; str_eq(g->field, field) && k < g->groups.n; k++) {
            const struct group *group = &g->groups.at[k];
            all = arena_printf(&kit->arena, "%.*s%s%.*s=%.*s: %.*s", STR_ARG(all), k ? "; " : "",
                               STR_ARG(group->title), STR_ARG(group->slug),
                               STR_ARG(kit_paths(kit, group->notes.at, group->notes.n)));
        }
    }
    return all;
}

static void groups(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    declare_difficulty(&kit);
    static const str tags[] = {S_INIT("Kafka"), S_INIT("kafka"), S_INIT("c++"), S_INIT("c#"),
                               S_INIT("\xF0\x9F\x8E\xAF")};
    for (size_t i = 0; i < COUNT_OF(tags); i++)
        vec_push(&kit.arena, &kit_get(&kit, S("b.md"))->facts.tags) = tags[i];
    vec_push(&kit.arena, &kit_get(&kit, S("a.md"))->facts.tags) = S("kafka");
    kit_get(&kit, S("b.md"))->facts.importance = 50;
    kit_get(&kit, S("a.md"))->facts.type = S("concept");
    kit_get(&kit, S("c.md"))->facts.type = S("war-story");
    add_field(&kit, S("a.md"), S("difficulty"), S("hard"));
    add_field(&kit, S("b.md"), S("difficulty"), S("easy"));
    add_field(&kit, S("c.md"), S("difficulty"), S("brutal"));
    struct value *front = value_map(&kit.arena), *list = value_list(&kit.arena);
    value_add(&kit.arena, list, value_string(&kit.arena, S("ops")));
    value_add(&kit.arena, list, value_string(&kit.arena, S("dev")));
    value_set(&kit.arena, front, S("team"), list);
    kit_get(&kit, S("c.md"))->facts.front = front;
    str indexes[] = {S("team"), S("tags"), S("team"), S("nobody-has-it")};
    kit.config.indexes = (struct config_names){indexes, COUNT_OF(indexes), COUNT_OF(indexes)};
    kit_resolve(&kit);
    expect_str(shown_groups(&kit, S("tags")),
               S("c#=c: b.md; c++=c-2: b.md; kafka=kafka: b.md a.md; "
                 "\xF0\x9F\x8E\xAF=value: b.md"),
               S("tags"));
    expect_str(shown_groups(&kit, S("difficulty")),
               S("easy=easy: b.md; hard=hard: a.md; brutal=brutal: c.md"), S("difficulty"));
    expect_str(shown_groups(&kit, S("type")),
               S("Concepts=concept: a.md; Note=note: b.md; War story=war-story: c.md"), S("type"));
    expect_str(shown_groups(&kit, S("team")), S("dev=dev: c.md; ops=ops: c.md"), S("team"));
    assert_int_equal(kit.site.groupings.n, 4);
    expect_str(kit.site.groupings.at[0].title, S("Tags"), S("tags"));
    kit_close(&kit);
}

/* A key's words may belong to several fields: status: stub is no status. */
static void words_of_other_fields(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    declare_difficulty(&kit);
    kit.schema.base = kit.schema.types.at;
    struct value *front = value_map(&kit.arena);
    value_set(&kit.arena, front, S("difficulty"), value_string(&kit.arena, S("finished")));
    value_set(&kit.arena, front, S("category"), value_string(&kit.arena, S("ops")));
    kit_note(&kit, S("a.md"))->facts.front = front;
    add_field(&kit, S("b.md"), S("difficulty"), S("easy"));
    kit_resolve(&kit);
    expect_str(shown_groups(&kit, S("difficulty")), S("easy=easy: b.md"), S("difficulty"));
    expect_str(shown_groups(&kit, S("category")), S("ops=ops: a.md"), S("category"));
    kit_close(&kit);
}

static void recent(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit);
    kit_note(&kit, S("a.md"))->facts.created = S("2024-01-02");
    kit_note(&kit, S("b.md"))->facts.created = S("2025-01-01");
    kit_get(&kit, S("b.md"))->facts.updated = S("2023-05");
    kit_note(&kit, S("c.md"))->facts.updated = S("2024-01-02");
    kit_note(&kit, S("d.md"));
    kit_note(&kit, S("e.md"))->facts.updated = S("2025");
    kit_resolve(&kit);
    expect_str(kit_paths(&kit, kit.site.by_recent, kit.site.recent_count), S("e.md a.md c.md b.md"),
               S("recent"));
    kit_close(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses),
        cmocka_unit_test(clash_messages),
        cmocka_unit_test(addresses_that_differ_in_case),
        cmocka_unit_test(long_names),
        cmocka_unit_test(folders),
        cmocka_unit_test(empty_site),
        cmocka_unit_test(names),
        cmocka_unit_test(name_messages),
        cmocka_unit_test(equal_ids),
        cmocka_unit_test(edges),
        cmocka_unit_test(edges_of_one_place_keep_their_order),
        cmocka_unit_test(one_mention_for_each_note),
        cmocka_unit_test(planned_notes_by_demand),
        cmocka_unit_test(groups),
        cmocka_unit_test(words_of_other_fields),
        cmocka_unit_test(recent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
