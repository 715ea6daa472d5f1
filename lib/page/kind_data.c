/* kb.json: the notes and how they relate, for other programs. */
#include "data/json.h"
#include "page/kinds.h"
#include "page/view.h"

static void list(struct listing *l)
{
    listing_add(l, (struct output){.file = listing_base(l, S("kb.json")), .kind = &kind_data});
}

static const struct value *texts(struct arena *a, const str *at, size_t n)
{
    struct value *v = value_list(a);
    for (size_t i = 0; i < n; i++)
        value_add(a, v, value_string(a, at[i]));
    return v;
}

/* A field with one value is that value, with several a list of them. */
static void set_field(struct arena *a, struct value *note, const struct field_value *f)
{
    const struct value *old = value_get(note, f->field);
    const struct value *value = value_string(a, f->value);
    if (!old) {
        value_set(a, note, f->field, value);
        return;
    }
    struct value *values = value_list(a);
    for (size_t i = 0; old->kind == VALUE_LIST && i < old->items.n; i++)
        value_add(a, values, old->items.at[i]);
    if (old->kind != VALUE_LIST)
        value_add(a, values, old);
    value_add(a, values, value);
    value_set(a, note, f->field, values);
}

static bool is_own_key(str key)
{
    static const str keys[] = {S_INIT("path"),        S_INIT("id"),        S_INIT("title"),
                               S_INIT("type"),        S_INIT("url"),       S_INIT("tags"),
                               S_INIT("aliases"),     S_INIT("created"),   S_INIT("updated"),
                               S_INIT("description"), S_INIT("minutes"),   S_INIT("depth"),
                               S_INIT("order"),       S_INIT("importance")};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq(key, keys[i]))
            return true;
    return false;
}

static void write_note(struct arena *a, const struct node *node, struct buf *out)
{
    const struct facts *f = &node->note->facts;
    struct value *v = value_map(a);
    value_set(a, v, S("path"), value_string(a, node->note->path));
    value_set(a, v, S("id"), value_string(a, f->id));
    value_set(a, v, S("title"), value_string(a, f->title));
    value_set(a, v, S("type"), value_string(a, f->type));
    value_set(a, v, S("url"), value_string(a, node->url));
    for (size_t i = 0; i < f->fields.n; i++)
        if (!is_own_key(f->fields.at[i].field))
            set_field(a, v, &f->fields.at[i]);
    value_set(a, v, S("tags"), texts(a, f->tags.at, f->tags.n));
    value_set(a, v, S("aliases"), texts(a, f->aliases.at, f->aliases.n));
    value_set(a, v, S("description"), value_string(a, f->description));
    value_set(a, v, S("created"), value_string(a, f->created));
    value_set(a, v, S("updated"), value_string(a, f->updated));
    value_set(a, v, S("minutes"), value_number(a, f->minutes));
    value_set(a, v, S("importance"),
              f->importance >= 0 ? value_number(a, f->importance) : &value_null);
    value_set(a, v, S("depth"), value_number(a, node->depth));
    value_set(a, v, S("order"), value_number(a, node->order));
    json_value(out, v);
}

static void write_edge(struct arena *a, const struct site *site, const struct edge *e,
                       struct buf *out)
{
    struct value *v = value_map(a);
    str to = e->to != SITE_NONE
                 ? site->nodes.at[e->to].note->path
                 : arena_join(a, S("planned:"), site->planned.at[e->plan].name, S(""));
    value_set(a, v, S("from"), value_string(a, site->nodes.at[e->from].note->path));
    value_set(a, v, S("to"), value_string(a, to));
    value_set(a, v, S("kind"), value_string(a, edge_kind_name(e->kind)));
    value_set(a, v, S("reason"), value_string(a, e->reason));
    value_set(a, v, S("line"), value_number(a, e->spot.line));
    if (e->broken)
        value_set(a, v, S("broken"), &value_true);
    json_value(out, v);
}

static void write(const struct view *v, struct buf *out)
{
    const struct site *site = v->context->site;
    buf_add_lit(out, "{\"notes\":[");
    for (size_t i = 0; i < site->nodes.n; i++) {
        struct arena_mark mark = arena_mark(v->a);
        buf_add(out, i ? S(",\n") : S("\n"));
        write_note(v->a, &site->nodes.at[i], out);
        arena_rewind(v->a, mark);
    }
    buf_add_lit(out, "\n],\"edges\":[");
    for (size_t i = 0, n = 0; i < site->edges.n; i++) {
        struct arena_mark mark = arena_mark(v->a);
        if (site->edges.at[i].to == SITE_NONE && site->edges.at[i].plan == SITE_NONE)
            continue;
        buf_add(out, n++ ? S(",\n") : S("\n"));
        write_edge(v->a, site, &site->edges.at[i], out);
        arena_rewind(v->a, mark);
    }
    buf_add_lit(out, "\n]}\n");
}

const struct page_kind kind_data = {
    .name = "data", .shows_spots = true, .list = list, .write = write};
