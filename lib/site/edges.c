#include "site/edges.h"

#include <assert.h>
#include <stdlib.h>

#include "site/near.h"
#include "site/references.h"
#include "site/resolve.h"

/* The last edge to something, by kind: numbers of edges plus one. */
struct seen {
    uint32_t at[EDGE_KINDS];
};

struct weave {
    struct resolve *r;
    struct seen *notes;     /* by note */
    vec(struct seen) plans; /* by planned note */
    struct map plan_index;  /* folded name → planned note */
    uint32_t from;          /* the note in work, and its first edge */
    size_t first;
};

static struct edge *edges(const struct weave *w)
{
    return w->r->site->edges.at;
}

/* The edge of this kind that the note in work has to something already, NULL for none. */
static struct edge *known(const struct weave *w, const struct seen *seen, enum edge_kind kind)
{
    uint32_t number = seen->at[kind];
    return number > w->first ? &edges(w)[number - 1] : NULL;
}

/* The second one tells at most a reason that the first did not give. */
static void merge(struct weave *w, struct edge *first, const struct edge *second)
{
    if (first->reason.len == 0)
        first->reason = second->reason;
    if (first->sentence.len == 0)
        first->sentence = second->sentence;
    if (second->kind == EDGE_PREREQUISITE)
        diag_add(w->r->diags, DIAG_EDGE_DUPLICATE, resolve_place(w->r, w->from, second->spot),
                 "the same prerequisite is named in line %u", first->spot.line);
}

static void add_edge(struct weave *w, struct edge edge)
{
    struct seen *seen = edge.to != SITE_NONE ? &w->notes[edge.to] : &w->plans.at[edge.plan];
    struct edge *first = known(w, seen, edge.kind);
    if (first) {
        merge(w, first, &edge);
        return;
    }
    vec_push(w->r->arena, &w->r->site->edges) = edge;
    seen->at[edge.kind] = (uint32_t)w->r->site->edges.n;
}

static uint32_t plan_of(struct weave *w, str name)
{
    struct resolve *r = w->r;
    bool fresh;
    str folded = arena_dup(r->scratch, names_fold(r, name));
    size_t *value = map_put(r->scratch, &w->plan_index, folded, &fresh);
    if (fresh) {
        *value = r->site->planned.n;
        vec_push(r->arena, &r->site->planned) = (struct planned){.name = name};
        vec_push(r->scratch, &w->plans) = (struct seen){{0}};
    }
    return (uint32_t)*value;
}

static void add_reference(struct weave *w, const struct reference *reference)
{
    struct referent referent = reference_find(w->r, w->from, reference);
    struct edge edge = {.kind = reference->kind,
                        .from = w->from,
                        .to = SITE_NONE,
                        .plan = SITE_NONE,
                        .reason = reference->reason,
                        .spot = reference->spot};
    if (referent.kind == REFERENT_NONE)
        return;
    if (referent.kind == REFERENT_PLANNED)
        edge.plan = plan_of(w, referent.name);
    else
        edge.to = referent.note;
    if (edge.to != w->from)
        add_edge(w, edge);
    else if (edge.kind == EDGE_PREREQUISITE)
        diag_add(w->r->diags, DIAG_EDGE_SELF, resolve_place(w->r, w->from, edge.spot),
                 "the note names itself as its prerequisite");
}

static bool has_stronger(const struct weave *w, uint32_t to)
{
    for (unsigned kind = 0; kind < EDGE_KINDS; kind++)
        if (kind != EDGE_MENTION && known(w, &w->notes[to], (enum edge_kind)kind))
            return true;
    return false;
}

/* A plain link in the text. One that says more about the same note counts instead. */
static void add_mention(struct weave *w, const struct reference *reference)
{
    const struct node *node = &w->r->site->nodes.at[w->from];
    if (reference->link >= node->note->body.links.n)
        return;
    const struct link *link = &node->note->body.links.at[reference->link];
    const struct target *target = &node->targets[reference->link];
    if (target->kind != TARGET_NOTE || target->index == w->from || has_stronger(w, target->index))
        return;
    add_edge(w, (struct edge){.kind = EDGE_MENTION,
                              .from = w->from,
                              .to = target->index,
                              .plan = SITE_NONE,
                              .sentence = link->sentence,
                              .spot = {link->line, link->col}});
}

/* An edge and its place among those of the note as they were found. */
struct placed {
    struct edge edge;
    size_t place;
};

static int by_spot(const void *a, const void *b)
{
    const struct placed *p = a, *q = b;
    const struct spot *x = &p->edge.spot, *y = &q->edge.spot;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->col != y->col)
        return x->col < y->col ? -1 : 1;
    return (p->place > q->place) - (p->place < q->place);
}

/* Mentions were found last; what counts is the order of the text. */
static void sort_edges(const struct weave *w, size_t n)
{
    struct arena_mark mark = arena_mark(w->r->scratch);
    struct placed *placed = arena_array(w->r->scratch, struct placed, n);
    for (size_t i = 0; i < n; i++)
        placed[i] = (struct placed){edges(w)[w->first + i], i};
    qsort(placed, n, sizeof *placed, by_spot);
    for (size_t i = 0; i < n; i++)
        edges(w)[w->first + i] = placed[i].edge;
    arena_rewind(w->r->scratch, mark);
}

static void add_note(struct weave *w)
{
    const struct note *note = resolve_note(w->r, w->from);
    w->first = w->r->site->edges.n;
    for (size_t i = 0; i < note->facts.references.n; i++)
        if (note->facts.references.at[i].kind != EDGE_MENTION)
            add_reference(w, &note->facts.references.at[i]);
    for (size_t i = 0; i < note->facts.references.n; i++)
        if (note->facts.references.at[i].kind == EDGE_MENTION)
            add_mention(w, &note->facts.references.at[i]);
    size_t n = w->r->site->edges.n - w->first;
    if (n > 1)
        sort_edges(w, n);
}

/* Gives each node the lists of its edges, cut from one array. */
static void link_nodes(struct resolve *r)
{
    struct site *site = r->site;
    size_t n = site->edges.n;
    uint32_t *out = arena_array(r->arena, uint32_t, n), *in = arena_array(r->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        site->nodes.at[site->edges.at[i].from].out.cap++;
        if (site->edges.at[i].to != SITE_NONE)
            site->nodes.at[site->edges.at[i].to].in.cap++;
    }
    for (size_t i = 0; i < site->nodes.n; i++) {
        struct node *node = &site->nodes.at[i];
        node->out.at = out;
        node->in.at = in;
        out += node->out.cap;
        in += node->in.cap;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct node *from = &site->nodes.at[site->edges.at[i].from];
        from->out.at[from->out.n++] = i;
        if (site->edges.at[i].to == SITE_NONE)
            continue;
        struct node *to = &site->nodes.at[site->edges.at[i].to];
        to->in.at[to->in.n++] = i;
    }
}

static int by_demand(const void *a, const void *b)
{
    const struct planned *x = a, *y = b;
    if (x->edges.n != y->edges.n)
        return x->edges.n > y->edges.n ? -1 : 1;
    return str_cmp(x->name, y->name);
}

/* Collects who needs each planned note and puts the most wanted first. */
static void sort_planned(struct weave *w)
{
    struct resolve *r = w->r;
    struct site *site = r->site;
    for (uint32_t i = 0; i < site->edges.n; i++)
        if (site->edges.at[i].plan != SITE_NONE)
            vec_push(r->arena, &site->planned.at[site->edges.at[i].plan].edges) = i;
    if (site->planned.n > 0)
        qsort(site->planned.at, site->planned.n, sizeof(struct planned), by_demand);
    for (uint32_t i = 0; i < site->planned.n; i++)
        for (size_t k = 0; k < site->planned.at[i].edges.n; k++)
            site->edges.at[site->planned.at[i].edges.at[k]].plan = i;
}

void edges_make(struct resolve *r)
{
    struct weave w = {.r = r};
    w.notes = arena_array(r->scratch, struct seen, resolve_count(r));
    for (w.from = 0; w.from < resolve_count(r); w.from++)
        add_note(&w);
    assert(r->site->edges.n < SITE_NONE);
    sort_planned(&w);
    link_nodes(r);
}
