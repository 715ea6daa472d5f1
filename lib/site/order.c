#include "site/order.h"

#include <assert.h>

#include "site/resolve.h"

/* Notes that can come next, the weightiest first: a binary heap of places in by_weight. */
struct ready {
    uint32_t *at;
    uint32_t n;
};

static void swap(uint32_t *a, uint32_t *b)
{
    uint32_t kept = *a;
    *a = *b;
    *b = kept;
}

static void ready_push(struct ready *ready, uint32_t place)
{
    uint32_t i = ready->n++;
    ready->at[i] = place;
    for (; i > 0 && ready->at[(i - 1) / 2] > ready->at[i]; i = (i - 1) / 2)
        swap(&ready->at[(i - 1) / 2], &ready->at[i]);
}

static uint32_t ready_pop(struct ready *ready)
{
    uint32_t least = ready->at[0];
    ready->at[0] = ready->at[--ready->n];
    for (uint32_t i = 0;;) {
        uint32_t child = 2 * i + 1;
        if (child + 1 < ready->n && ready->at[child + 1] < ready->at[child])
            child++;
        if (child >= ready->n || ready->at[i] <= ready->at[child])
            return least;
        swap(&ready->at[i], &ready->at[child]);
        i = child;
    }
}

static bool is_prerequisite(const struct edge *edge)
{
    return edge->kind == EDGE_PREREQUISITE && edge->to != SITE_NONE && !edge->broken;
}

static void list_prerequisites(struct resolve *r)
{
    struct site *site = r->site;
    for (size_t i = 0; i < site->edges.n; i++) {
        const struct edge *edge = &site->edges.at[i];
        if (!is_prerequisite(edge))
            continue;
        site->nodes.at[edge->from].prerequisites.cap++;
        site->nodes.at[edge->to].unlocks.cap++;
    }
    for (size_t i = 0; i < site->nodes.n; i++) {
        struct node *node = &site->nodes.at[i];
        node->prerequisites.at = arena_array(r->arena, uint32_t, node->prerequisites.cap);
        node->unlocks.at = arena_array(r->arena, uint32_t, node->unlocks.cap);
    }
    for (size_t i = 0; i < site->edges.n; i++) {
        const struct edge *edge = &site->edges.at[i];
        if (!is_prerequisite(edge))
            continue;
        struct node *from = &site->nodes.at[edge->from], *to = &site->nodes.at[edge->to];
        from->prerequisites.at[from->prerequisites.n++] = edge->to;
        to->unlocks.at[to->unlocks.n++] = edge->from;
    }
}

/* Kahn's algorithm; of the notes that can come next, the one by weight. */
static void sort_notes(struct resolve *r)
{
    struct site *site = r->site;
    uint32_t n = resolve_count(r), done = 0;
    uint32_t *missing = arena_array(r->scratch, uint32_t, n);
    uint32_t *place = arena_array(r->scratch, uint32_t, n);
    struct ready ready = {.at = arena_array(r->scratch, uint32_t, n)};
    site->by_order = arena_array(r->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        place[r->site->by_weight[i]] = i;
    for (uint32_t i = 0; i < n; i++) {
        missing[i] = (uint32_t)site->nodes.at[i].prerequisites.n;
        if (missing[i] == 0)
            ready_push(&ready, place[i]);
    }
    while (ready.n > 0) {
        uint32_t note = r->site->by_weight[ready_pop(&ready)];
        struct node *node = &site->nodes.at[note];
        node->order = done;
        site->by_order[done++] = note;
        for (size_t i = 0; i < node->unlocks.n; i++) {
            struct node *next = &site->nodes.at[node->unlocks.at[i]];
            if (next->depth <= node->depth)
                next->depth = node->depth + 1;
            if (--missing[node->unlocks.at[i]] == 0)
                ready_push(&ready, place[node->unlocks.at[i]]);
        }
    }
    assert(done == n);
}

/* By order: filled again while going through the notes in order. */
static void sort_unlocks(struct resolve *r)
{
    struct site *site = r->site;
    for (size_t i = 0; i < site->nodes.n; i++)
        site->nodes.at[i].unlocks.n = 0;
    for (size_t i = 0; i < site->nodes.n; i++) {
        const struct node *node = &site->nodes.at[site->by_order[i]];
        for (size_t k = 0; k < node->prerequisites.n; k++) {
            struct node *needed = &site->nodes.at[node->prerequisites.at[k]];
            needed->unlocks.at[needed->unlocks.n++] = site->by_order[i];
        }
    }
}

/* Puts a note behind the last one of its row. */
static void chain(struct site *site, uint32_t *last, uint32_t note)
{
    site->nodes.at[note].previous = *last;
    if (*last != SITE_NONE)
        site->nodes.at[*last].next = note;
    *last = note;
}

static void chain_navigation(struct site *site)
{
    uint32_t last = SITE_NONE;
    for (uint32_t i = 0; i < site->nav.n; i++) {
        const struct target *target = &site->nav.at[i].target;
        if (target->kind == TARGET_NOTE && site->nodes.at[target->index].nav == i)
            chain(site, &last, target->index);
    }
}

/* A folder's own page is about the others and stands in no row of its own. */
static void chain_neighbours(struct resolve *r)
{
    struct site *site = r->site;
    uint32_t *last = arena_array(r->scratch, uint32_t, site->folders.n);
    for (size_t i = 0; i < site->folders.n; i++)
        last[i] = SITE_NONE;
    for (size_t i = 0; i < site->nodes.n; i++)
        site->nodes.at[i].previous = site->nodes.at[i].next = SITE_NONE;
    chain_navigation(site);
    for (size_t i = 0; i < site->nodes.n; i++) {
        uint32_t note = site->by_order[i], folder = site->nodes.at[note].folder;
        if (site->nodes.at[note].nav == SITE_NONE && site->folders.at[folder].note != note)
            chain(site, &last[folder], note);
    }
}

void order_make(struct resolve *r)
{
    list_prerequisites(r);
    sort_notes(r);
    sort_unlocks(r);
    chain_neighbours(r);
}
