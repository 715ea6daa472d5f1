#include "page/entries.h"

#include "base/pool.h"
#include "page/view.h"

enum { ENTRY_FIELDS = 10 };

/* A copy with the tokens that it is filtered by. */
static const struct value *with_values(const struct view *v, const struct value *entry, str values)
{
    struct value *copy = view_copy(v, entry);
    view_set_text(v, copy, "values", values);
    value_seal(v->a, copy);
    return copy;
}

static const struct value *entry_of(const struct view *v, uint32_t note)
{
    const struct node *node = &v->context->site->nodes.at[note];
    const struct facts *facts = &node->note->facts;
    struct value *entry = value_map_sized(v->a, ENTRY_FIELDS);
    view_set_text(v, entry, "title", facts->title);
    view_set(v, entry, "href", view_href(v, node->url));
    view_set_text(v, entry, "description", facts->description);
    view_set(v, entry, "type", view_type(v, facts->type));
    view_set(v, entry, "fields", view_fields(v, facts, VIEW_MOST_VALUES));
    view_set_text(v, entry, "updated", node->updated);
    view_set_count(v, entry, "minutes", facts->minutes);
    view_set(v, entry, "importance",
             facts->importance >= 0 ? value_number(v->a, facts->importance) : &value_null);
    view_set_text(v, entry, "values", S(""));
    value_seal(v->a, entry);
    return entry;
}

static void make(void *context, size_t i, unsigned worker)
{
    struct page_context *c = context;
    struct view v = {.context = c, .a = &c->arenas[worker], .memo = &c->memos[worker]};
    c->entries[i] = entry_of(&v, (uint32_t)i);
    c->listed[i] = with_values(&v, c->entries[i], view_values(&v, (uint32_t)i));
}

void entries_open(struct page_context *context, struct arena *a, unsigned threads)
{
    size_t n = context->site->nodes.n;
    context->entries = arena_array(a, const struct value *, n);
    context->listed = arena_array(a, const struct value *, n);
    context->arenas = arena_array(a, struct arena, threads);
    context->memos = arena_array(a, struct view_memo, threads);
    context->arena_count = threads;
    pool_each(threads, n, make, context);
}
