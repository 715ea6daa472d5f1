#include "page/kinds.h"
#include "page/view.h"

static void list(struct listing *l)
{
    const struct site *site = l->site;
    for (size_t i = 0; i < site->nodes.n; i++) {
        const struct node *node = &site->nodes.at[i];
        listing_add(l, (struct output){
                           .file = node->file,
                           .url = node->url,
                           .kind = &kind_note,
                           .index = (uint32_t)i,
                           .listed = redirect_address(node->note).len == 0,
                           .updated = node->updated,
                       });
    }
}

/* Layouts that are made for other pages; "index" is a type in many wikis. */
static bool is_reserved(str layout)
{
    static const str names[] = {
        S_INIT("base"),    S_INIT("section"), S_INIT("home"),  S_INIT("index"), S_INIT("group"),
        S_INIT("planned"), S_INIT("recent"),  S_INIT("study"), S_INIT("404"),   S_INIT("redirect")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(layout, names[i]))
            return true;
    return false;
}

/* The layout that the note asks for, its type's, one of the type's name, or the common one. */
static str layout_of(const struct view *v, const struct facts *facts)
{
    const struct type_def *type = schema_type(v->context->site->schema, facts->type);
    const str names[] = {value_text(value_get(facts->front, S("layout"))), facts->type,
                         type ? type->layout : S("")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].len && !is_reserved(names[i]) &&
            theme_layout_exact(v->context->theme, names[i]))
            return names[i];
    return S("note");
}

/* A note also shows what is in the folder that it stands for, whether it is the folder's index or
 * only has its address (a.md beside a/). */
static const struct value *children_of(const struct view *v)
{
    const size_t *folder = map_get(&v->context->folders, v->output->url);
    return folder ? view_children(v, (uint32_t)*folder) : &value_null;
}

/* The author's first page shows the study board below the text once there is something on it. */
static const struct value *study_of(const struct view *v)
{
    enum { STUDY = 5, LEVEL = 3 };
    if (v->output->url.len)
        return &value_null;
    const struct value *study = view_study(v, STUDY, LEVEL);
    return value_is_true(value_get(study, S("has_begun"))) ? study : &value_null;
}

static const struct value *view(const struct view *v, str *layout)
{
    const struct node *node = &v->context->site->nodes.at[v->output->index];
    const struct facts *facts = &node->note->facts;
    struct value *map = view_page(v, facts->title, facts->description, node->folder);
    redirect_view(v, map);
    view_set(v, map, "note", view_note(v, v->output->index));
    view_set(v, map, "children", children_of(v));
    view_set(v, map, "study", study_of(v));
    *layout = layout_of(v, facts);
    return map;
}

const struct page_kind kind_note = {.name = "note", .shows_text = true, .list = list, .view = view};
