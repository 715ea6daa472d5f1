/* Whether each name in the tags of a set is one that a view can have. */
#include <stdlib.h>

#include "base/nearest.h"
#include "theme/mustache_program.h"

enum { SHOWN_BYTES = 60 };

/* What a name may be besides a known key, by the sections around its tag: nothing, a word,
 * anything. Each allows all that those before it do. */
enum scope { SCOPE_KEYS, SCOPE_WORDS, SCOPE_ANY };

/* What a section adds to the scopes around it holds for the templates and overrides that are
 * rendered in it, too: they see its values. So scopes are found first, and names checked then. */
struct check {
    const struct mustache_set *set;
    const struct mustache_keys *keys;
    struct diags *diags; /* NULL while scopes are found */
    struct arena scratch;
    const size_t *same; /* mustache_set_same */
    size_t *templates;  /* the widest scope of each that it is rendered in */
    struct map blocks;  /* the same for the overrides of a block, by its name */
    bool grew;
    struct mustache_spot complaint; /* the last one */
};

/* A walk through a template. Sections nest, so how far the widest scopes reach is all to know. */
struct reach {
    size_t words, any; /* the steps before these */
};

static void extend(struct reach *reach, enum scope scope, size_t to)
{
    if (scope == SCOPE_WORDS && to > reach->words)
        reach->words = to;
    if (scope == SCOPE_ANY && to > reach->any)
        reach->any = to;
}

static enum scope scope_at(const struct reach *reach, size_t at)
{
    return at < reach->any ? SCOPE_ANY : at < reach->words ? SCOPE_WORDS : SCOPE_KEYS;
}

static void widen(struct check *c, size_t *scope, enum scope to)
{
    if (*scope >= to)
        return;
    *scope = to;
    c->grew = true;
}

static int compare(const void *wanted, const void *key)
{
    return str_cmp(*(const str *)wanted, *(const str *)key);
}

static bool is_known(const struct mustache_keys *keys, str name)
{
    return bsearch(&name, keys->known, keys->n, sizeof name, compare) != NULL;
}

/* A look at the parts of a name, one after the other. */
struct parts {
    uint32_t seen;            /* parts that can be */
    bool open;                /* the last of them leads into free data */
    const struct value *word; /* it leads to words: the map of them, or one; NULL elsewhere */
};

/* A key goes before a word of the same name: what is rendered in several places may mean either. */
static struct parts follow(const struct check *c, const struct mustache_step *step,
                           enum scope scope)
{
    const struct mustache_keys *keys = c->keys;
    struct parts p = {.open = scope == SCOPE_ANY};
    for (; p.seen < step->path_len && !p.open; p.seen++) {
        str part = step->path[p.seen].name;
        bool known = !p.word && is_known(keys, part);
        if (p.seen == 0 && scope == SCOPE_WORDS && !known)
            p.word = keys->words;
        if (!known && !value_get(p.word, part))
            return p;
        p.open = known && str_eq(part, keys->open_key);
        if (known)
            p.word = str_eq(part, keys->words_key) ? keys->words : NULL;
        else
            p.word = value_get(p.word, part);
    }
    return p;
}

/* What a section allows in it. A word that is no text, but holds others, is the author's own. */
static enum scope scope_in(const struct check *c, const struct parts *p)
{
    if (p->open)
        return SCOPE_ANY;
    if (!p->word)
        return SCOPE_KEYS;
    if (p->word == c->keys->words)
        return SCOPE_WORDS;
    bool holds = p->word->kind == VALUE_MAP || p->word->kind == VALUE_LIST;
    return holds ? SCOPE_ANY : SCOPE_KEYS;
}

static const str *names_in(struct arena *a, const struct value *words)
{
    str *names = arena_array(a, str, words->fields.n);
    for (size_t i = 0; i < words->fields.n; i++)
        names[i] = words->fields.at[i].key;
    return names;
}

static void report(struct check *c, const struct mustache *t, const struct mustache_step *step,
                   const struct parts *p)
{
    str name = step->path[p->seen].name, meant = S("");
    const str *known = c->keys->known;
    size_t n = c->keys->n;
    if (p->word) {
        n = p->word->kind == VALUE_MAP ? p->word->fields.n : 0;
        known = n ? names_in(&c->scratch, p->word) : NULL;
    }
    struct place place = mustache_place_near(&c->complaint, t->name, t->text, step->offset);
    size_t near = nearest(name, known, n);
    if (near != STR_NONE)
        meant = known[near];
    diag_add(c->diags, DIAG_TEMPLATE_KEY, place, "%s \"%.*s\"%s%.*s%s",
             p->word ? "the theme has no word" : "no view has a key",
             STR_ARG(str_until(name, SHOWN_BYTES)), meant.len ? "; did you mean \"" : "",
             STR_ARG(meant), meant.len ? "\"?" : "");
}

/* The name in a tag, and what its section allows. */
static void check_name(struct check *c, const struct mustache *t, size_t at, struct reach *reach)
{
    const struct mustache_step *step = &t->steps[at];
    struct parts p = follow(c, step, scope_at(reach, at));
    bool unknown = p.seen < step->path_len && !p.open;
    if (unknown && c->diags)
        report(c, t, step, &p);
    if (!unknown && step->op == MUSTACHE_SECTION)
        extend(reach, scope_in(c, &p), step->jump);
}

/* The template that a tag includes is rendered in the scope of the tag. A name that the view gives
 * may be any template's. */
static void include(struct check *c, const struct mustache_step *step, enum scope scope)
{
    const size_t *found = step->path ? NULL : map_get(&c->set->index, step->text);
    if (found)
        widen(c, &c->templates[c->same[*found]], scope);
    for (size_t i = 0; step->path && i < c->set->templates.n; i++)
        widen(c, &c->templates[i], scope);
}

static size_t *block_scope(struct check *c, str name)
{
    bool fresh;
    return map_put(&c->scratch, &c->blocks, name, &fresh);
}

static void check_step(struct check *c, const struct mustache *t, size_t at, struct reach *reach)
{
    const struct mustache_step *step = &t->steps[at];
    if (step->path)
        check_name(c, t, at, reach);
    if (step->op == MUSTACHE_PARTIAL || step->op == MUSTACHE_PARENT)
        include(c, step, scope_at(reach, at));
    else if (step->op == MUSTACHE_BLOCK)
        widen(c, block_scope(c, step->text), scope_at(reach, at));
    else if (step->op == MUSTACHE_ARGUMENT)
        extend(reach, (enum scope) * block_scope(c, step->text), step->jump);
}

static void check_all(struct check *c)
{
    for (size_t i = 0; i < c->set->templates.n; i++) {
        const struct mustache *t = c->set->templates.at[i];
        struct reach reach = {0};
        extend(&reach, (enum scope)c->templates[i], t->n);
        for (size_t k = 0; k < t->n && c->same[i] == i; k++)
            check_step(c, t, k, &reach);
    }
}

void mustache_check_keys(const struct mustache_set *set, const struct mustache_keys *keys,
                         struct diags *d)
{
    struct check c = {.set = set, .keys = keys};
    c.same = mustache_set_same(&c.scratch, set);
    c.templates = arena_array(&c.scratch, size_t, set->templates.n);
    do {
        c.grew = false;
        check_all(&c);
    } while (c.grew);
    c.diags = d;
    check_all(&c);
    arena_free(&c.scratch);
}

bool mustache_asks_for(const struct mustache_set *set, str key)
{
    for (size_t i = 0; i < set->templates.n; i++) {
        const struct mustache *m = set->templates.at[i];
        for (size_t s = 0; s < m->n; s++)
            for (uint32_t part = 0; part < m->steps[s].path_len; part++)
                if (str_eq(m->steps[s].path[part].name, key))
                    return true;
    }
    return false;
}
