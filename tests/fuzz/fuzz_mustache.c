/* A template, a partial "p" and a view in YAML, with a line "%%" between them; a fixed view where
 * there is none. */
#include <stdlib.h>

#include "data/yaml.h"
#include "theme/mustache.h"

enum { MAX_STEPS = 20000, MAX_OUTPUT = 1 << 18 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static str take(str *rest)
{
    size_t at = str_find(*rest, S("\n%%\n"));
    str part = str_until(*rest, at);
    *rest = str_from(*rest, at == STR_NONE ? rest->len : at + 4);
    return part;
}

static void print(const struct value_printed *self, struct buf *out)
{
    (void)self;
    buf_add_lit(out, "<p>\n&</p>");
}

static const struct value *fixed_view(struct arena *a)
{
    static const struct value_printed printed = {.print = print};
    struct value *view = value_map(a), *list = value_list(a);
    value_add(a, list, value_string(a, S("p")));
    value_add(a, list, view);
    value_add(a, list, value_printed(a, &printed));
    value_set(a, view, S("a"), value_string(a, S("<a>\n")));
    value_set(a, view, S("l"), list);
    value_set(a, view, S("m"), view);
    value_set(a, view, S("b"), value_printed(a, &printed));
    return view;
}

static const struct value *view_of(struct arena *a, str yaml)
{
    struct yaml_doc doc = {0};
    if (yaml.len && yaml_parse(a, yaml, NULL, &doc) && doc.root)
        return doc.root;
    return fixed_view(a);
}

static const struct mustache *compile(struct mustache_set *set, str name, str text, struct diags *d)
{
    size_t before = d->list.n;
    const struct mustache *m = mustache_compile(d->arena, name, text, d);
    require(d->list.n == before + (m ? 0 : 1));
    if (m)
        mustache_set_add(d->arena, set, name, m);
    else
        require(d->list.at[before].place.line >= 1 && d->list.at[before].place.col >= 1);
    return m;
}

/* Some names are known, so that templates of the corpus go all ways through the check. */
static void check_keys(const struct mustache_set *set, const struct value *view, struct diags *d)
{
    static const str known[] = {S_INIT("a"), S_INIT("b"), S_INIT("l"), S_INIT("m")};
    const struct mustache_keys keys = {known, sizeof known / sizeof *known, S("m"), S("l"), view};
    size_t before = d->list.n;
    mustache_check_keys(set, &keys, d);
    for (size_t i = before; i < d->list.n; i++)
        require(d->list.at[i].code == DIAG_TEMPLATE_KEY && d->list.at[i].place.col >= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct diags d = {.arena = &a};
    struct mustache_set set = {.max_steps = MAX_STEPS, .max_output = MAX_OUTPUT};
    struct buf once = {0}, twice = {0};
    str rest = {(const char *)data, size};
    const struct mustache *m = compile(&set, S("t"), take(&rest), &d);
    compile(&set, S("p"), take(&rest), &d);
    mustache_check(&set, &d);
    const struct value *view = view_of(&a, rest);
    check_keys(&set, view, &d);
    if (m) {
        enum mustache_end end = mustache_render(&set, m, view, NULL, &once);
        require(end == mustache_render(&set, m, view, NULL, &twice));
        require(str_eq(buf_str(&once), buf_str(&twice)));
    }
    buf_free(&once);
    buf_free(&twice);
    arena_free(&a);
    return 0;
}
