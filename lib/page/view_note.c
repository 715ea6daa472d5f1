/* Everything that a page shows about one note. */
#include "base/escape.h"
#include "note/facts.h"
#include "page/body.h"
#include "page/embed.h"
#include "page/view.h"

/* A sentence that is nothing but a note's title says no more than the link. */
static bool is_title(const struct facts *facts, str sentence)
{
    while (sentence.len && sentence.ptr[sentence.len - 1] == '.')
        sentence.len--;
    return str_eq_nocase(sentence, facts->title);
}

static struct value *edge_view(const struct view *v, uint32_t other, const struct edge *e)
{
    const struct facts *cited =
        e->to == SITE_NONE ? NULL : &v->context->site->nodes.at[e->to].note->facts;
    str sentence = cited && is_title(cited, e->sentence) ? S("") : e->sentence;
    return view_mention(v, other, e->reason, sentence);
}

/* The note's own text shows this relation as a link already. */
static bool is_in_text(const struct node *node, const struct edge *e)
{
    return e->spot.line >= node->note->facts.body_line;
}

/* Adds an entry unless the note is listed already or is the page's own. */
static void add_once(const struct view *v, struct value *list, struct map *seen, uint32_t own,
                     uint32_t other, const struct edge *e)
{
    bool fresh = false;
    if (other == own || other == SITE_NONE)
        return;
    map_put(v->a, seen, v->context->site->nodes.at[other].note->path, &fresh);
    if (fresh)
        value_add(v->a, list, edge_view(v, other, e));
}

enum direction { OUT = 1, IN = 2 };

/* The notes that edges of a kind lead to, come from, or both. What the text lists itself is not
 * listed again, whichever of the two notes says it. */
static const struct value *edges_view(const struct view *v, uint32_t note, enum edge_kind kind,
                                      enum direction directions)
{
    const struct site *site = v->context->site;
    const struct node *node = &site->nodes.at[note];
    struct value *list = value_list(v->a);
    struct map seen = {0};
    bool fresh;
    for (size_t i = 0; i < node->out.n; i++) {
        const struct edge *e = &site->edges.at[node->out.at[i]];
        if (e->kind == kind && kind != EDGE_MENTION && e->to != SITE_NONE && is_in_text(node, e))
            map_put(v->a, &seen, site->nodes.at[e->to].note->path, &fresh);
    }
    for (size_t i = 0; (directions & OUT) && i < node->out.n; i++) {
        const struct edge *e = &site->edges.at[node->out.at[i]];
        if (e->kind == kind)
            add_once(v, list, &seen, note, e->to, e);
    }
    for (size_t i = 0; (directions & IN) && i < node->in.n; i++) {
        const struct edge *e = &site->edges.at[node->in.at[i]];
        if (e->kind == kind)
            add_once(v, list, &seen, note, e->from, e);
    }
    return list;
}

/* What the edge between two notes says; prerequisites are listed without it. */
static str reason_of(const struct site *site, uint32_t from, uint32_t to)
{
    const struct node *node = &site->nodes.at[from];
    for (size_t i = 0; i < node->out.n; i++) {
        const struct edge *e = &site->edges.at[node->out.at[i]];
        if (e->kind == EDGE_PREREQUISITE && e->to == to)
            return e->reason;
    }
    return S("");
}

static const struct value *prerequisites_view(const struct view *v, uint32_t note)
{
    const struct site *site = v->context->site;
    const struct node *node = &site->nodes.at[note];
    struct value *list = value_list(v->a);
    for (size_t i = 0; i < node->prerequisites.n; i++) {
        uint32_t to = node->prerequisites.at[i];
        value_add(v->a, list, view_mention(v, to, reason_of(site, note, to), S("")));
    }
    return list;
}

static const struct value *unlocks_view(const struct view *v, uint32_t note)
{
    const struct site *site = v->context->site;
    const struct node *node = &site->nodes.at[note];
    struct value *list = value_list(v->a);
    for (size_t i = 0; i < node->unlocks.n; i++) {
        uint32_t from = node->unlocks.at[i];
        value_add(v->a, list, view_mention(v, from, reason_of(site, from, note), S("")));
    }
    return list;
}

/* The planned notes that this one names: as prerequisites, or in any other way. */
static const struct value *planned_view(const struct view *v, uint32_t note, bool prerequisites)
{
    const struct site *site = v->context->site;
    const struct node *node = &site->nodes.at[note];
    struct value *list = value_list(v->a);
    str url;
    if (!manifest_base(v->context->manifest, S("planned/"), &url))
        return list;
    str base = value_text(view_url(v->a, url));
    for (size_t i = 0; i < node->out.n; i++) {
        const struct edge *e = &site->edges.at[node->out.at[i]];
        if (e->plan == SITE_NONE || (e->kind == EDGE_PREREQUISITE) != prerequisites)
            continue;
        struct value *map = value_map(v->a);
        view_set_text(v, map, "title", site->planned.at[e->plan].name);
        str href = arena_join(v->a, base, S("#"), v->context->planned_ids[e->plan]);
        view_set(v, map, "href", value_address(v->a, href));
        view_set_text(v, map, "reason", e->reason);
        value_add(v->a, list, map);
    }
    return list;
}

static const struct value *aliases_view(const struct view *v, const struct facts *facts)
{
    struct value *list = value_list(v->a);
    for (size_t i = 0; i < facts->aliases.n; i++)
        if (str_find_char(facts->aliases.at[i], '/') == STR_NONE)
            value_add(v->a, list, value_string(v->a, facts->aliases.at[i]));
    return list;
}

static const struct value *neighbour_view(const struct view *v, uint32_t other)
{
    return other == SITE_NONE ? &value_null : view_mention(v, other, S(""), S(""));
}

/* What stands before the first section, around the admonition that becomes the banner. */
static void set_lead(const struct view *v, struct value *map, const struct body_page *page,
                     const struct note *note)
{
    struct range before = note->body.lead, after = note->body.lead;
    if (note->facts.banner == FACTS_NO_BANNER) {
        before.to = before.from;
    } else {
        before.to = note->body.boxes.at[note->facts.banner].html.from;
        after.from = note->body.boxes.at[note->facts.banner].html.to;
    }
    view_set(v, map, "before_banner", body_value(v->a, page, before));
    view_set(v, map, "after_banner", body_value(v->a, page, after));
    view_set(v, map, "lead", body_value(v->a, page, note->body.lead));
    struct range footnotes = note->body.footnotes; /* of embedded notes there may be others */
    view_set(v, map, "footnotes",
             footnotes.from < footnotes.to ? body_value(v->a, page, footnotes) : &value_null);
}

/* The heading that the page shows on top, else the plain title. */
static void set_title(const struct view *v, struct value *map, uint32_t note)
{
    const struct note *n = v->context->site->nodes.at[note].note;
    struct body_page page = view_body_page(v, note);
    const struct heading *title = NULL;
    for (size_t i = 0; i < n->body.headings.n && !title; i++)
        if (n->body.headings.at[i].is_title && n->body.headings.at[i].text.len)
            title = &n->body.headings.at[i];
    view_set_text(v, map, "title", n->facts.title);
    view_set(v, map, "title_html", title ? body_value(v->a, &page, title->html) : &value_null);
    view_set_text(v, map, "title_id", title ? title->id : S(""));
    view_set_text(v, map, "title_extra_id", title ? title->extra_id : S(""));
    view_set_text(v, map, "title_classes", title ? title->classes : S(""));
    set_lead(v, map, &page, n);
    view_set(v, map, "banner", view_banner(v, note));
}

static const struct value *edit_href(const struct view *v, str path)
{
    str pattern = v->context->site->config->edit_url;
    size_t at = str_find(pattern, S("{path}"));
    struct buf out = {0};
    if (at == STR_NONE)
        return &value_null;
    buf_add(&out, str_until(pattern, at));
    escape_url_path(&out, path);
    buf_add(&out, str_from(pattern, at + (sizeof "{path}" - 1)));
    const struct value *href = value_string(v->a, arena_dup(v->a, buf_str(&out)));
    buf_free(&out);
    return href;
}

/* A list and, as mustache asks a list only entry by entry, whether there is anything in it. */
static void set_list(const struct view *v, struct value *map, const char *key,
                     const struct value *list)
{
    view_set(v, map, key, list);
    str has = arena_join(v->a, S("has_"), str_of(key), S(""));
    value_set(v->a, map, has, value_bool(list->items.n));
}

/* The description that the author gives in the front matter; empty where the text gives it, or a
 * banner shows it. */
static str summary_of(const struct view *v, const struct facts *facts)
{
    const struct type_def *type = schema_type(v->context->site->schema, facts->type);
    const struct value *said = facts_field(type, facts->front, S("description"));
    str tagline = value_text(value_get(facts->front, S("tagline")));
    bool in_banner = facts->tier.len && tagline.len && str_eq(value_text(said), tagline);
    return said && !view_is_empty(said) && !in_banner ? facts->description : S("");
}

/* An entry has the first of very many, a note's own page all of them. */
static const struct value *all_fields(const struct view *v, const struct facts *facts,
                                      const struct value *entry)
{
    if (facts->fields.n <= VIEW_MOST_VALUES)
        return value_get(entry, S("fields"));
    return view_fields(v, facts, SIZE_MAX);
}

static void set_facts(const struct view *v, struct value *map, const struct node *node)
{
    const struct note *note = node->note;
    const struct facts *facts = &note->facts;
    view_set_text(v, map, "path", note->path);
    view_set_text(v, map, "id", facts->id);
    view_set_text(v, map, "key", facts->id.len ? facts->id : note->path);
    const struct value *entry = view_note_entry(v, (uint32_t)(node - v->context->site->nodes.at));
    view_set(v, map, "type", value_get(entry, S("type")));
    view_set(v, map, "fields", all_fields(v, facts, entry));
    view_set(v, map, "marks", view_marks(v, facts));
    set_list(v, map, "leads", view_leads(v, note));
    set_list(v, map, "tags", view_tags(v, facts));
    view_set_text(v, map, "description", facts->description);
    view_set_text(v, map, "summary", summary_of(v, facts));
    view_set_text(v, map, "created", facts->created);
    bool again = facts->updated.len == 0 && str_eq(node->updated, facts->created);
    view_set_text(v, map, "updated", again ? S("") : node->updated);
    view_set_count(v, map, "minutes", facts->minutes);
    view_set(v, map, "has_prompts", value_bool(note->body.prompts.n));
    view_set(v, map, "importance",
             facts->importance >= 0 ? value_number(v->a, facts->importance) : &value_null);
    view_set(v, map, "draft", value_bool(facts->draft));
    set_list(v, map, "aliases", aliases_view(v, facts));
    set_list(v, map, "details", view_details(v, note));
    view_set(v, map, "edit_href", edit_href(v, note->path));
    view_set(v, map, "front", facts->front);
}

static size_t count(const struct value *map, const char *key)
{
    return value_get(map, str_of(key))->items.n;
}

/* What the text needs scripts for. */
static void set_features(const struct view *v, struct value *map, uint32_t features)
{
    static const char *const keys[FEATURES] = {[FEATURE_ANNOTATIONS] = "has_annotations",
                                               [FEATURE_CODE] = "has_code",
                                               [FEATURE_DIAGRAMS] = "has_diagrams",
                                               [FEATURE_FOOTNOTES] = "has_footnotes",
                                               [FEATURE_MATH] = "has_math",
                                               [FEATURE_TABS] = "has_tabs"};
    for (uint32_t i = 0; i < FEATURES; i++)
        view_set(v, map, keys[i], value_bool(features & 1U << i));
}

/* What templates would have to count for. */
static void set_flags(const struct view *v, struct value *map, uint32_t note)
{
    const struct node *node = &v->context->site->nodes.at[note];
    bool needs = count(map, "prerequisites") + count(map, "planned_prerequisites") > 0;
    view_set(v, map, "has_needs", value_bool(needs));
    size_t relations = count(map, "next") + count(map, "unlocks") + count(map, "related") +
                       count(map, "compare") + count(map, "backlinks") +
                       count(map, "other_planned");
    view_set(v, map, "has_relations", value_bool(relations));
    view_set(v, map, "has_toc", value_bool(node->note->body.sections.n > 1));
    view_set(v, map, "has_neighbours",
             value_bool(node->previous != SITE_NONE || node->next != SITE_NONE));
}

const struct value *view_note(const struct view *v, uint32_t note)
{
    const struct node *node = &v->context->site->nodes.at[note];
    struct value *map = value_map(v->a);
    set_title(v, map, note);
    set_facts(v, map, node);
    set_features(v, map, embed_features(v->context->site, note));
    set_list(v, map, "sections", view_sections(v, note));
    const struct value *levels = view_levels(v, note);
    view_set(v, map, "levels", levels);
    view_set(v, map, "has_levels", value_bool(levels->items.n > 1));
    set_list(v, map, "prerequisites", prerequisites_view(v, note));
    set_list(v, map, "planned_prerequisites", planned_view(v, note, true));
    set_list(v, map, "other_planned", planned_view(v, note, false));
    set_list(v, map, "unlocks", unlocks_view(v, note));
    set_list(v, map, "related", edges_view(v, note, EDGE_RELATED, OUT | IN));
    set_list(v, map, "compare", edges_view(v, note, EDGE_COMPARE, OUT | IN));
    set_list(v, map, "next", edges_view(v, note, EDGE_NEXT, OUT));
    set_list(v, map, "backlinks", edges_view(v, note, EDGE_MENTION, IN));
    set_flags(v, map, note);
    view_set(v, map, "previous_note", neighbour_view(v, node->previous));
    view_set(v, map, "next_note", neighbour_view(v, node->next));
    return map;
}
