#include "site/site.h"

#include <assert.h>
#include <stdlib.h>

#include "site/address.h"
#include "site/cycles.h"
#include "site/edges.h"
#include "site/embeds.h"
#include "site/groups.h"
#include "site/links.h"
#include "site/navigation.h"
#include "site/order.h"
#include "site/resolve.h"

static void make_nodes(struct resolve *r)
{
    size_t n = r->input->note_count;
    assert(n < SITE_NONE && r->input->file_count < SITE_NONE - n);
    r->site->nodes.at = arena_array(r->arena, struct node, n);
    r->site->nodes.n = r->site->nodes.cap = n;
    for (size_t i = 0; i < n; i++)
        r->site->nodes.at[i].note = r->input->notes[i];
}

static void rank_titles(struct resolve *r)
{
    uint32_t n = resolve_count(r);
    struct near_entry *entries = arena_array(r->scratch, struct near_entry, n);
    r->by_title = arena_array(r->scratch, uint32_t, n);
    r->title_rank = arena_array(r->scratch, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        str key = names_fold(r, resolve_note(r, i)->facts.title);
        entries[i] = (struct near_entry){arena_dup(r->scratch, key), i};
    }
    near_sort(entries, n);
    for (uint32_t i = 0; i < n; i++) {
        r->by_title[i] = entries[i].index;
        r->title_rank[entries[i].index] = i;
    }
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void rank_weights(struct resolve *r)
{
    enum { MOST = 100 };
    uint32_t n = resolve_count(r);
    uint64_t *keys = arena_array(r->scratch, uint64_t, n);
    r->site->by_weight = arena_array(r->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        long importance = resolve_note(r, i)->facts.importance;
        uint64_t lack = importance < 0      ? MOST + 1
                        : importance > MOST ? 0
                                            : MOST - (uint64_t)importance;
        keys[i] = lack << 32 | r->title_rank[i];
    }
    if (n > 0)
        qsort(keys, n, sizeof *keys, by_number);
    for (uint32_t i = 0; i < n; i++)
        r->site->by_weight[i] = r->by_title[(uint32_t)keys[i]];
}

static void date_nodes(struct resolve *r)
{
    for (uint32_t i = 0; i < r->site->nodes.n; i++) {
        const struct facts *facts = &resolve_note(r, i)->facts;
        str changed = r->input->changed ? r->input->changed[i] : S("");
        str dates[] = {facts->updated, changed, facts->created};
        size_t first = 0;
        while (first < 2 && dates[first].len == 0)
            first++;
        r->site->nodes.at[i].updated = dates[first];
    }
}

static int by_date(const void *a, const void *b)
{
    const struct near_entry *x = a, *y = b;
    int order = str_cmp(y->key, x->key);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

static void sort_recent(struct resolve *r)
{
    struct site *site = r->site;
    struct near_entry *dated = arena_array(r->scratch, struct near_entry, site->nodes.n);
    for (uint32_t i = 0; i < site->nodes.n; i++) {
        str date = site->nodes.at[i].updated;
        if (date.len > 0)
            dated[site->recent_count++] = (struct near_entry){date, i};
    }
    if (site->recent_count > 0)
        qsort(dated, site->recent_count, sizeof *dated, by_date);
    site->by_recent = arena_array(r->arena, uint32_t, site->recent_count);
    for (uint32_t i = 0; i < site->recent_count; i++)
        site->by_recent[i] = dated[i].index;
}

void site_resolve(struct arena *a, const struct site_input *input, struct diags *diags,
                  struct site *out)
{
    struct arena scratch = {0};
    struct resolve r = {
        .arena = a, .scratch = &scratch, .diags = diags, .input = input, .site = out};
    *out = (struct site){.config = input->config, .schema = input->schema};
    make_nodes(&r);
    rank_titles(&r);
    rank_weights(&r);
    vault_make_folders(&r);
    address_assign(&r);
    vault_fill_folders(&r);
    vault_index(&r);
    navigation_make(&r);
    names_index(&r);
    links_resolve(&r);
    embeds_decide(&r);
    edges_make(&r);
    cycles_break(&r);
    order_make(&r);
    groups_make(&r);
    date_nodes(&r);
    sort_recent(&r);
    buf_free(&r.key);
    arena_free(&scratch);
}
