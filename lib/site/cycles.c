#include "site/cycles.h"

#include <stdlib.h>

#include "site/resolve.h"

/* Steps along edges that one site may spend on looking for shortest cycles. */
enum { STEPS = 16 << 20 };
/* Notes of a cycle that a message names, and cycles of one knot that are reported. Nobody sees how
 * more of them are broken, so that is done in one pass. */
enum { NAMED = 12, REPORTED = 20 };

/* Notes that all need each other, by path. */
struct knot {
    uint32_t *notes;
    uint32_t n;
    uint32_t reported; /* cycles of the knot that it was part of */
};

struct frame {
    uint32_t note, at; /* the next of its edges */
};

struct cycles {
    struct resolve *r;
    vec(struct knot) knots;  /* to be dealt with */
    uint32_t *start, *needs; /* prerequisite edges of note i: needs[start[i]] to start[i + 1] */
    uint32_t *member;        /* the knot in work has its number here */
    uint32_t *first;         /* and here, where a note may be the first of a cycle */
    uint32_t stamp;          /* of the knot in work; of one search in `visited` */
    uint32_t *visited;
    uint32_t *number, *low; /* of a depth-first walk */
    bool *on_path;
    uint32_t *stack; /* of notes */
    struct frame *frames;
    uint32_t *came; /* the edge that a search came by */
    uint32_t *queue, *distance;
    size_t steps; /* left */
};

static struct edge *edge_at(const struct cycles *c, uint32_t edge)
{
    return &c->r->site->edges.at[edge];
}

/* The note behind an edge that may be followed inside the knot in work, else SITE_NONE. */
static uint32_t along(const struct cycles *c, uint32_t edge)
{
    const struct edge *e = edge_at(c, edge);
    return e->broken || c->member[e->to] != c->member[e->from] ? SITE_NONE : e->to;
}

static void collect_edges(struct cycles *c)
{
    const struct site *site = c->r->site;
    uint32_t n = 0;
    c->start = arena_array(c->r->scratch, uint32_t, site->nodes.n + 1);
    c->needs = arena_array(c->r->scratch, uint32_t, site->edges.n);
    for (uint32_t i = 0; i < site->nodes.n; i++) {
        c->start[i] = n;
        for (size_t k = 0; k < site->nodes.at[i].out.n; k++) {
            const struct edge *e = &site->edges.at[site->nodes.at[i].out.at[k]];
            if (e->kind == EDGE_PREREQUISITE && e->to != SITE_NONE)
                c->needs[n++] = site->nodes.at[i].out.at[k];
        }
    }
    c->start[site->nodes.n] = n;
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void keep_knot(struct cycles *c, const uint32_t *notes, uint32_t n, uint32_t reported)
{
    struct knot knot = {.n = n, .reported = reported};
    knot.notes = arena_array(c->r->scratch, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        knot.notes[i] = notes[i];
    qsort(knot.notes, n, sizeof *knot.notes, by_value);
    vec_push(c->r->scratch, &c->knots) = knot;
}

/* Tarjan's algorithm with a stack of its own: chains of notes may be as long as they like. */
struct walk {
    uint32_t next;   /* number */
    uint32_t depth;  /* of frames */
    uint32_t height; /* of the stack of notes */
    uint32_t reported;
};

static void enter(struct cycles *c, struct walk *w, uint32_t note)
{
    c->number[note] = c->low[note] = ++w->next;
    c->stack[w->height++] = note;
    c->on_path[note] = true;
    c->frames[w->depth++] = (struct frame){note, c->start[note]};
}

static void leave(struct cycles *c, struct walk *w)
{
    uint32_t note = c->frames[--w->depth].note, top = w->height;
    if (w->depth > 0) {
        uint32_t above = c->frames[w->depth - 1].note;
        if (c->low[note] < c->low[above])
            c->low[above] = c->low[note];
    }
    if (c->low[note] != c->number[note])
        return;
    do
        c->on_path[c->stack[--w->height]] = false;
    while (c->stack[w->height] != note);
    if (top - w->height > 1)
        keep_knot(c, &c->stack[w->height], top - w->height, w->reported);
}

static void walk_from(struct cycles *c, struct walk *w, uint32_t note)
{
    enter(c, w, note);
    while (w->depth > 0) {
        struct frame *frame = &c->frames[w->depth - 1];
        if (frame->at == c->start[frame->note + 1]) {
            leave(c, w);
            continue;
        }
        uint32_t to = along(c, c->needs[frame->at++]);
        if (to == SITE_NONE)
            continue;
        if (c->number[to] == 0)
            enter(c, w, to);
        else if (c->on_path[to] && c->number[to] < c->low[frame->note])
            c->low[frame->note] = c->number[to];
    }
}

/* Adds the knots among these notes, which must be all with their value of `member`. */
static void find_knots(struct cycles *c, const uint32_t *notes, uint32_t n, uint32_t reported)
{
    struct walk w = {.reported = reported};
    for (uint32_t i = 0; i < n; i++)
        c->number[notes[i]] = 0;
    for (uint32_t i = 0; i < n; i++)
        if (c->number[notes[i]] == 0)
            walk_from(c, &w, notes[i]);
}

/* A cycle: edges, from the note that is first by path. */
struct cycle {
    uint32_t *edges;
    uint32_t n;
};

static bool spend(struct cycles *c)
{
    if (c->steps == 0)
        return false;
    c->steps--;
    return true;
}

/* Writes down the way that a search took from start to the note that `last` leaves. */
static void trace(const struct cycles *c, uint32_t start, uint32_t last, struct cycle *out)
{
    uint32_t note = edge_at(c, last)->from;
    uint32_t at = out->n = c->distance[note] + 1;
    out->edges[--at] = last;
    while (note != start) {
        out->edges[--at] = c->came[note];
        note = edge_at(c, c->came[note])->from;
    }
}

/* Looks breadth first for a cycle of fewer than `limit` edges whose first note by path is start.
 * False when the steps are used up. */
static bool search_from(struct cycles *c, uint32_t start, uint32_t limit, struct cycle *out)
{
    uint32_t head = 0, tail = 0;
    c->stamp++;
    c->queue[tail++] = start;
    c->visited[start] = c->stamp;
    c->distance[start] = 0;
    while (head < tail) {
        uint32_t note = c->queue[head++];
        if (c->distance[note] + 1 >= limit)
            return true;
        for (uint32_t i = c->start[note]; i < c->start[note + 1]; i++) {
            uint32_t to = along(c, c->needs[i]);
            if (!spend(c))
                return false;
            if (to == start) {
                trace(c, start, c->needs[i], out);
                return true;
            }
            if (to == SITE_NONE || to < start || c->visited[to] == c->stamp)
                continue;
            c->visited[to] = c->stamp;
            c->distance[to] = c->distance[note] + 1;
            c->came[to] = c->needs[i];
            c->queue[tail++] = to;
        }
    }
    return true;
}

/* False when there was no time to make sure. */
static bool shortest_cycle(struct cycles *c, const struct knot *knot, struct cycle *out)
{
    out->n = knot->n + 1;
    for (uint32_t i = 0; i < knot->n && out->n > 2; i++) {
        uint32_t note = knot->notes[i];
        if (c->first[note] == c->member[note] && !search_from(c, note, out->n, out))
            return false;
    }
    return true;
}

static void report(const struct cycles *c, const struct cycle *cycle)
{
    struct buf text = {0};
    for (uint32_t i = 0; i < cycle->n; i++) {
        const struct edge *e = edge_at(c, cycle->edges[i]);
        if (i == NAMED && cycle->n > NAMED + 1) {
            buf_addf(&text, "… %u more → ", cycle->n - NAMED);
            break;
        }
        buf_addf(&text, "%.*s:%u → ", STR_ARG(resolve_note(c->r, e->from)->path), e->spot.line);
    }
    const struct edge *first = edge_at(c, cycle->edges[0]);
    diag_add(c->r->diags, DIAG_EDGE_CYCLE, resolve_place(c->r, first->from, first->spot),
             "prerequisite cycle: %.*s%.*s", STR_ARG(buf_str(&text)),
             STR_ARG(resolve_note(c->r, first->from)->path));
    buf_free(&text);
}

/* The last in the order of edges. */
static void break_cycle(const struct cycles *c, const struct cycle *cycle)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < cycle->n; i++)
        if (cycle->edges[i] > last)
            last = cycle->edges[i];
    edge_at(c, last)->broken = true;
}

/* Breaks every edge that leads back in a walk by path: one pass, whatever the knot looks like. */
static void break_all(struct cycles *c, const struct knot *knot)
{
    for (uint32_t i = 0; i < knot->n; i++)
        c->number[knot->notes[i]] = 0;
    for (uint32_t i = 0; i < knot->n; i++) {
        struct walk w = {0};
        if (c->number[knot->notes[i]] == 0)
            enter(c, &w, knot->notes[i]);
        while (w.depth > 0) {
            struct frame *frame = &c->frames[w.depth - 1];
            if (frame->at == c->start[frame->note + 1]) {
                c->on_path[frame->note] = false;
                w.depth--;
                continue;
            }
            uint32_t edge = c->needs[frame->at++], to = along(c, edge);
            if (to == SITE_NONE)
                continue;
            if (c->number[to] == 0)
                enter(c, &w, to);
            else if (c->on_path[to])
                edge_at(c, edge)->broken = true;
        }
    }
}

/* The first note of a knot is in a cycle whose other notes all come after it. */
static void untangle(struct cycles *c, const struct knot *knot, struct cycle *cycle)
{
    if (knot->reported == 0) {
        c->steps = SIZE_MAX;
        search_from(c, knot->notes[0], knot->n + 1, cycle);
        c->steps = 0;
        report(c, cycle);
    }
    break_all(c, knot);
}

/* A cycle comes back to its first note from a later one. */
static void mark(struct cycles *c, const struct knot *knot)
{
    uint32_t inside = ++c->stamp;
    for (uint32_t i = 0; i < knot->n; i++)
        c->member[knot->notes[i]] = inside;
    for (uint32_t i = 0; i < knot->n; i++) {
        uint32_t note = knot->notes[i];
        for (uint32_t k = c->start[note]; k < c->start[note + 1]; k++) {
            uint32_t to = along(c, c->needs[k]);
            spend(c);
            if (to <= note)
                c->first[to] = inside;
        }
    }
}

static void untie(struct cycles *c, struct knot knot, struct cycle *cycle)
{
    mark(c, &knot);
    if (knot.reported == REPORTED || !shortest_cycle(c, &knot, cycle)) {
        untangle(c, &knot, cycle);
        return;
    }
    report(c, cycle);
    break_cycle(c, cycle);
    find_knots(c, knot.notes, knot.n, knot.reported + 1);
}

void cycles_break(struct resolve *r)
{
    struct cycles c = {.r = r, .steps = STEPS};
    uint32_t n = resolve_count(r);
    struct arena *a = r->scratch;
    struct cycle cycle = {.edges = arena_array(a, uint32_t, n + 1)};
    uint32_t *all = arena_array(a, uint32_t, n);
    c.member = arena_array(a, uint32_t, n);
    c.first = arena_array(a, uint32_t, n);
    c.visited = arena_array(a, uint32_t, n);
    c.number = arena_array(a, uint32_t, n);
    c.low = arena_array(a, uint32_t, n);
    c.on_path = arena_array(a, bool, n);
    c.stack = arena_array(a, uint32_t, n);
    c.frames = arena_array(a, struct frame, n);
    c.came = arena_array(a, uint32_t, n);
    c.queue = arena_array(a, uint32_t, n);
    c.distance = arena_array(a, uint32_t, n);
    collect_edges(&c);
    for (uint32_t i = 0; i < n; i++)
        all[i] = i;
    find_knots(&c, all, n, 0);
    for (size_t i = 0; i < c.knots.n; i++)
        untie(&c, c.knots.at[i], &cycle);
}
