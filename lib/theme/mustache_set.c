#include "base/nearest.h"
#include "theme/mustache_program.h"

/* Raised when the same templates and view would render to other bytes than before. */
enum { ENGINE_VERSION = 1, SHOWN_BYTES = 60 };

void mustache_set_add(struct arena *a, struct mustache_set *set, str name,
                      const struct mustache *template)
{
    bool fresh;
    size_t *i = map_put(a, &set->index, name, &fresh);
    if (fresh) {
        *i = set->names.n;
        vec_push(a, &set->names) = name;
        vec_push(a, &set->templates) = template;
    } else {
        set->templates.at[*i] = template;
    }
}

const struct mustache *mustache_set_get(const struct mustache_set *set, str name)
{
    const size_t *i = map_get(&set->index, name);
    return i ? set->templates.at[*i] : NULL;
}

struct hash mustache_set_hash(const struct mustache_set *set)
{
    struct hash hash = {ENGINE_VERSION, set->names.n};
    for (size_t i = 0; i < set->names.n; i++) {
        hash = hash_mix_str(hash, set->names.at[i]);
        hash = hash_mix_str(hash, set->templates.at[i]->text);
    }
    return hash;
}

static bool names_static(const struct mustache_step *step)
{
    return (step->op == MUSTACHE_PARTIAL || step->op == MUSTACHE_PARENT) && !step->path;
}

size_t *mustache_set_same(struct arena *a, const struct mustache_set *set)
{
    size_t n = set->templates.n, *same = arena_array(a, size_t, n);
    for (size_t i = 0; i < n; i++)
        while (set->templates.at[same[i]] != set->templates.at[i])
            same[i]++;
    return same;
}

enum colour { UNSEEN, OPEN, DONE };

/* A template on the way from the first one, and the step that leads on. */
struct stop {
    size_t template, step;
};

struct walk {
    const struct mustache_set *set;
    struct diags *diags;
    struct arena scratch;
    const size_t *same; /* mustache_set_same */
    unsigned char *colour;
    struct stop *way;
    size_t n;
    struct mustache_spot complaint; /* the last one */
};

static struct place place_of(struct walk *w, const struct mustache *t,
                             const struct mustache_step *step)
{
    return mustache_place_near(&w->complaint, t->name, t->text, step->offset);
}

static void report_missing(struct walk *w, const struct mustache *t,
                           const struct mustache_step *step)
{
    const struct mustache_set *set = w->set;
    str name = str_until(step->text, SHOWN_BYTES);
    struct place place = place_of(w, t, step);
    size_t near = nearest(step->text, set->names.at, set->names.n);
    if (near == STR_NONE)
        diag_add(w->diags, DIAG_TEMPLATE_PARTIAL, place, "no partial is called \"%.*s\"",
                 STR_ARG(name));
    else
        diag_add(w->diags, DIAG_TEMPLATE_PARTIAL, place,
                 "no partial is called \"%.*s\"; did you mean \"%.*s\"?", STR_ARG(name),
                 STR_ARG(set->names.at[near]));
}

/* The next step from `at` on that includes a template under no condition; n if there is none. */
static size_t next_include(const struct mustache *t, size_t at)
{
    while (at < t->n && !names_static(&t->steps[at])) {
        const struct mustache_step *step = &t->steps[at];
        bool skips = step->op == MUSTACHE_SECTION || step->op == MUSTACHE_INVERTED ||
                     step->op == MUSTACHE_BLOCK || step->op == MUSTACHE_PARENT;
        at = skips && step->jump > at ? step->jump : at + 1;
    }
    return at;
}

static size_t behind_include(const struct mustache *t, size_t at)
{
    return t->steps[at].op == MUSTACHE_PARENT ? t->steps[at].jump : at + 1;
}

static void report_circle(struct walk *w, size_t back_to)
{
    struct buf names = {0};
    size_t first = w->n;
    while (w->way[--first].template != back_to)
        ;
    for (size_t i = first; i < w->n; i++)
        buf_addf(&names, "%.*s > ", STR_ARG(w->set->names.at[w->way[i].template]));
    str back = w->set->names.at[back_to];
    const struct mustache *t = w->set->templates.at[w->way[w->n - 1].template];
    diag_add(w->diags, DIAG_TEMPLATE_LIMIT, place_of(w, t, &t->steps[w->way[w->n - 1].step]),
             "\"%.*s\" includes itself without end: %.*s%.*s", STR_ARG(back),
             STR_ARG(buf_str(&names)), STR_ARG(back));
    buf_free(&names);
}

static void enter(struct walk *w, size_t template)
{
    w->colour[template] = OPEN;
    w->way[w->n++] = (struct stop){template, 0};
}

/* Depth first along the includes; one that leads to an open template closes a circle. */
static void walk_from(struct walk *w, size_t start)
{
    enter(w, start);
    while (w->n) {
        struct stop *top = &w->way[w->n - 1];
        const struct mustache *t = w->set->templates.at[top->template];
        top->step = next_include(t, top->step);
        if (top->step == t->n) {
            w->colour[top->template] = DONE;
            w->n--;
            continue;
        }
        const size_t *found = map_get(&w->set->index, t->steps[top->step].text);
        size_t target = found ? w->same[*found] : 0;
        if (found && w->colour[target] == OPEN)
            report_circle(w, target);
        top->step = behind_include(t, top->step);
        if (found && w->colour[target] == UNSEEN)
            enter(w, target);
    }
}

void mustache_check(const struct mustache_set *set, struct diags *d)
{
    struct walk w = {.set = set, .diags = d};
    size_t n = set->templates.n;
    w.same = mustache_set_same(&w.scratch, set);
    w.colour = arena_array(&w.scratch, unsigned char, n);
    w.way = arena_array(&w.scratch, struct stop, n);
    for (size_t i = 0; i < n; i++) {
        const struct mustache *t = set->templates.at[i];
        for (size_t k = 0; k < t->n && w.same[i] == i; k++)
            if (names_static(&t->steps[k]) && !map_get(&set->index, t->steps[k].text))
                report_missing(&w, t, &t->steps[k]);
        if (w.same[i] == i && w.colour[i] == UNSEEN)
            walk_from(&w, i);
    }
    arena_free(&w.scratch);
}
