/* Runs the examples in tests/spec/mustache/, and the specification's own where they are.
 *
 *   run_mustache FOLDER [FOLDER-OF-THE-SPECIFICATION]
 *
 * The second folder may also come from KBSITE_MUSTACHE_SPEC. BLESS=1 in the environment writes what
 * templates render to, and what they are blamed for, into our own files. The form of these:
 *
 *   === what the case shows
 *   --- template | data | partial NAME | expected | messages
 *   lines
 *
 * Data is YAML. In the other parts \t, \r, \s and \\ stand for a tab, a carriage return, a blank
 * and a backslash, and a backslash at the end of a line takes the line's end away. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "data/yaml.h"
#include "theme/mustache.h"

enum { MAX_FILE = 4 << 20 };

struct tally {
    unsigned passed, failed;
};

struct part {
    str kind, name, body; /* "partial", "nav", its lines */
};

struct example {
    struct arena *arena;
    str title;
    vec(struct part) parts;
};

struct outcome {
    struct buf text, messages;
};

/* What a letter behind a backslash stands for; '\0' when the backslash stands for itself. */
static char escaped(char letter)
{
    switch (letter) {
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 's':
        return ' ';
    case '\\':
        return '\\';
    default:
        return '\0';
    }
}

static str decode(struct arena *a, str body)
{
    struct buf out = {0};
    for (size_t i = 0; i < body.len; i++) {
        char next = body.ptr[i] == '\\' && i + 1 < body.len ? body.ptr[i + 1] : '\0';
        if (next == '\n') {
            i++;
        } else if (escaped(next)) {
            buf_add_char(&out, escaped(next));
            i++;
        } else {
            buf_add_char(&out, body.ptr[i]);
        }
    }
    str text = arena_dup(a, buf_str(&out));
    buf_free(&out);
    return text;
}

static void encode(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i], next = i + 1 < text.len ? text.ptr[i + 1] : '\0';
        if (c == '\t' || c == '\r' || c == '\\' || (c == ' ' && (next == '\n' || next == '\r'))) {
            buf_add_char(out, '\\');
            c = c == '\t' ? 't' : c == '\r' ? 'r' : c == ' ' ? 's' : '\\';
        }
        buf_add_char(out, c);
    }
    /* A blank line at the end would be taken for the one between two cases. */
    if (text.len &&
        (text.ptr[text.len - 1] != '\n' || str_eq(text, S("\n")) || str_ends(text, S("\n\n"))))
        buf_add_lit(out, "\\\n");
}

static const struct part *part_of(const struct example *e, str kind)
{
    for (size_t i = 0; i < e->parts.n; i++)
        if (str_eq(e->parts.at[i].kind, kind))
            return &e->parts.at[i];
    return NULL;
}

static str text_of(const struct example *e, str kind)
{
    const struct part *part = part_of(e, kind);
    return part ? decode(e->arena, part->body) : S("");
}

/* Renders a template with partials, all of which may be faulty. */
static void render(const struct mustache *m, const struct mustache_set *set,
                   const struct value *view, struct diags *d, struct outcome *out)
{
    mustache_check(set, d);
    diag_sort(d);
    if (m && mustache_render(set, m, view, NULL, &out->text) == MUSTACHE_CUT)
        buf_add_lit(&out->messages, "a limit cut the text off\n");
    for (size_t i = 0; i < d->list.n; i++) {
        const struct diag *one = &d->list.at[i];
        buf_addf(&out->messages, "%.*s:%u:%u: %.*s [%.*s]\n", STR_ARG(one->place.path),
                 one->place.line, one->place.col, STR_ARG(one->message),
                 STR_ARG(diag_name(one->code)));
    }
}

static bool add_template(struct arena *a, struct mustache_set *set, str name, str text,
                         struct diags *d)
{
    const struct mustache *m = mustache_compile(a, name, text, d);
    if (m)
        mustache_set_add(a, set, name, m);
    return m != NULL;
}

static void run_example(const struct example *e, struct outcome *out)
{
    struct diags d = {.arena = e->arena};
    struct mustache_set set = {0};
    struct yaml_doc data = {0};
    const struct part *yaml = part_of(e, S("data"));
    if (!yaml_parse(e->arena, yaml ? yaml->body : S("{}"), NULL, &data))
        buf_add_lit(&out->messages, "the data is not valid YAML\n");
    for (size_t i = 0; i < e->parts.n; i++)
        if (str_eq(e->parts.at[i].kind, S("partial")))
            add_template(e->arena, &set, e->parts.at[i].name, decode(e->arena, e->parts.at[i].body),
                         &d);
    add_template(e->arena, &set, S("template"), text_of(e, S("template")), &d);
    render(mustache_set_get(&set, S("template")), &set, data.root ? data.root : &value_null, &d,
           out);
}

static void show(const char *what, str text)
{
    struct buf out = {0};
    encode(&out, text);
    printf("--- %s\n%.*s", what, STR_ARG(buf_str(&out)));
    buf_free(&out);
}

static void judge(const struct example *e, const struct outcome *out, struct tally *tally)
{
    str text = text_of(e, S("expected")), messages = text_of(e, S("messages"));
    if (str_eq(text, buf_str(&out->text)) && str_eq(messages, buf_str(&out->messages))) {
        tally->passed++;
        return;
    }
    tally->failed++;
    printf("FAILED: %.*s\n", STR_ARG(e->title));
    show("template", text_of(e, S("template")));
    show("expected", text);
    show("messages", messages);
    show("rendered", buf_str(&out->text));
    show("messages", buf_str(&out->messages));
}

/* Adds the example's source with its outcome in the place of what was expected. */
static void bless(const struct example *e, const struct outcome *out, struct buf *to)
{
    buf_addf(to, "=== %.*s\n", STR_ARG(e->title));
    for (size_t i = 0; i < e->parts.n; i++) {
        const struct part *part = &e->parts.at[i];
        if (str_eq(part->kind, S("expected")) || str_eq(part->kind, S("messages")))
            continue;
        buf_addf(to, "--- %.*s%s%.*s\n%.*s", STR_ARG(part->kind), part->name.len ? " " : "",
                 STR_ARG(part->name), STR_ARG(part->body));
    }
    if (out->text.len || !out->messages.len) {
        buf_add_lit(to, "--- expected\n");
        encode(to, buf_str(&out->text));
    }
    if (out->messages.len) {
        buf_add_lit(to, "--- messages\n");
        encode(to, buf_str(&out->messages));
    }
    buf_add_lit(to, "\n");
}

static void finish_example(struct example *e, struct buf *blessed, struct tally *tally)
{
    struct outcome out = {0};
    if (e->title.len == 0)
        return;
    run_example(e, &out);
    judge(e, &out, tally);
    bless(e, &out, blessed);
    buf_free(&out.text);
    buf_free(&out.messages);
}

static void add_part(struct example *e, str line)
{
    struct part part = {.name = str_from(line, 4)};
    if (!str_cut(&part.name, ' ', &part.kind))
        part.kind = S("");
    vec_push(e->arena, &e->parts) = part;
}

/* One blank line before the next case is no part of this one. */
static void end_body(struct example *e, bool last_of_case)
{
    if (e->parts.n == 0)
        return;
    str *body = &e->parts.at[e->parts.n - 1].body;
    if (last_of_case && (str_eq(*body, S("\n")) || str_ends(*body, S("\n\n"))))
        body->len--;
}

static void run_text(str text, struct buf *blessed, struct tally *tally)
{
    struct arena arena = {0};
    struct example e = {.arena = &arena};
    while (text.len) {
        size_t nl = str_find_char(text, '\n');
        str line = str_until(text, nl == STR_NONE ? text.len : nl + 1);
        text = str_from(text, line.len);
        if (str_starts(line, S("=== "))) {
            end_body(&e, true);
            finish_example(&e, blessed, tally);
            e = (struct example){.arena = &arena, .title = str_trim(str_from(line, 4))};
        } else if (str_starts(line, S("--- "))) {
            end_body(&e, false);
            add_part(&e, str_trim(line));
        } else if (e.parts.n) {
            str *body = &e.parts.at[e.parts.n - 1].body;
            *body = (str){body->ptr ? body->ptr : line.ptr, body->len + line.len};
        } else if (e.title.len == 0) {
            buf_add(blessed, line);
        }
    }
    end_body(&e, true);
    finish_example(&e, blessed, tally);
    arena_free(&arena);
}

static void run_file(const char *path, struct tally *tally)
{
    struct buf text = {0}, blessed = {0};
    if (fs_read(path, MAX_FILE, &text) != 0) {
        printf("FAILED: cannot read %s\n", path);
        tally->failed++;
    } else {
        run_text(buf_str(&text), &blessed, tally);
        const char *accept = getenv("BLESS");
        while (str_ends(buf_str(&blessed), S("\n\n")))
            blessed.len--;
        if (accept && strcmp(accept, "1") == 0)
            fs_write(path, buf_str(&blessed));
    }
    buf_free(&text);
    buf_free(&blessed);
}

static void run_official(struct arena *a, const struct value *test, struct tally *tally)
{
    struct diags d = {.arena = a};
    struct mustache_set set = {0};
    struct outcome out = {0};
    const struct value *partials = value_get(test, S("partials")), *view = NULL;
    for (size_t i = 0; partials && i < partials->fields.n; i++)
        add_template(a, &set, partials->fields.at[i].key, partials->fields.at[i].value->text, &d);
    const struct mustache *m =
        mustache_compile(a, S("template"), value_get(test, S("template"))->text, &d);
    view = value_get(test, S("data"));
    render(m, &set, view ? view : &value_null, &d, &out);
    str expected = value_get(test, S("expected"))->text,
        name = value_text(value_get(test, S("name")));
    bool compiled = diag_count(&d, DIAG_ERROR) == 0;
    bool passed = compiled && str_eq(expected, buf_str(&out.text));
    tally->passed += passed;
    tally->failed += !passed;
    if (!passed) {
        printf("FAILED: %.*s\n", STR_ARG(name));
        show("template", value_get(test, S("template"))->text);
        show("expected", expected);
        show("rendered", buf_str(&out.text));
        show("messages", buf_str(&out.messages));
    }
    buf_free(&out.text);
    buf_free(&out.messages);
}

static void run_official_file(const char *path, struct tally *tally)
{
    struct arena arena = {0};
    struct buf text = {0};
    struct yaml_doc doc = {0};
    struct yaml_options options = {.max_bytes = MAX_FILE};
    const struct value *tests = NULL;
    if (fs_read(path, MAX_FILE, &text) == 0 && yaml_parse(&arena, buf_str(&text), &options, &doc))
        tests = value_get(doc.root, S("tests"));
    if (!tests) {
        printf("FAILED: cannot read %s\n", path);
        tally->failed++;
    }
    for (size_t i = 0; tests && i < tests->items.n; i++)
        run_official(&arena, tests->items.at[i], tally);
    buf_free(&text);
    arena_free(&arena);
}

/* Runs a function on all files of a folder whose names end so. */
static unsigned each_file(const char *folder, str suffix, void (*run)(const char *, struct tally *),
                          struct tally *tally)
{
    struct arena arena = {0};
    struct fs_tree tree = {0};
    unsigned n = 0;
    fs_walk(&arena, folder, NULL, NULL, &tree);
    for (size_t i = 0; i < tree.entries.n; i++) {
        str path = tree.entries.at[i].path;
        if (!str_ends(path, suffix) || str_find(path, S("lambdas")) != STR_NONE)
            continue;
        run(arena_join(&arena, str_of(folder), S("/"), path).ptr, tally);
        n++;
    }
    arena_free(&arena);
    return n;
}

int main(int argc, char **argv)
{
    struct tally own = {0}, official = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: run_mustache FOLDER [FOLDER-OF-THE-SPECIFICATION]\n");
        return 2;
    }
    unsigned files = each_file(argv[1], S(".txt"), run_file, &own);
    printf("%u passed, %u failed\n", own.passed, own.failed);
    struct arena arena = {0};
    const char *spec = argc > 2 ? argv[2] : getenv("KBSITE_MUSTACHE_SPEC");
    if (!spec)
        spec = arena_printf(&arena, "%s/../../../../shared/spec/mustache", argv[1]).ptr;
    if (each_file(spec, S(".json"), run_official_file, &official))
        printf("specification: %u passed, %u failed\n", official.passed, official.failed);
    else
        printf("specification: skipped, no files in %s\n", spec);
    arena_free(&arena);
    return files == 0 || own.failed || official.failed;
}
