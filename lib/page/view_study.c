/* The study board. */
#include "page/view.h"
#include "site/study.h"

static const char *const names[STUDY_PARTS] = {
    [STUDY_NEXT] = "next",   [STUDY_PROGRESS] = "progress", [STUDY_STALE] = "stale",
    [STUDY_LATER] = "later", [STUDY_MASTERED] = "mastered",
};

static str word(const struct view *v, const char *name, const char *end)
{
    str key = arena_join(v->a, S("study_"), str_of(name), str_of(end));
    return value_text(value_get(v->context->strings, key));
}

/* The prerequisites that are still to be mastered. */
static const struct value *missing(const struct view *v, const struct node *node)
{
    struct value *list = value_list(v->a);
    for (size_t i = 0; i < node->prerequisites.n; i++)
        if (!study_is_mastered(v->context->site, node->prerequisites.at[i]))
            value_add(v->a, list, view_mention(v, node->prerequisites.at[i], S(""), S("")));
    return list;
}

/* On a board only what helps to choose; the rest stands on the index pages. */
static const struct value *chosen_fields(const struct view *v, const struct value *fields)
{
    struct value *list = value_list(v->a);
    for (size_t i = 0; i < fields->items.n; i++) {
        str name = value_text(value_get(fields->items.at[i], S("name")));
        if (str_eq(name, S("status")) || str_eq(name, S("difficulty")))
            value_add(v->a, list, fields->items.at[i]);
    }
    return list;
}

static const struct value *study_entry(const struct view *v, uint32_t note, enum study_part part)
{
    const struct node *node = &v->context->site->nodes.at[note];
    struct value *entry = view_copy(v, view_note_entry(v, note));
    bool waits = part == STUDY_LATER || part == STUDY_PROGRESS;
    const struct value *needs = waits ? missing(v, node) : value_list(v->a);
    view_set(v, entry, "fields", chosen_fields(v, value_get(entry, S("fields"))));
    view_set(v, entry, "missing", needs);
    view_set(v, entry, "has_missing", value_bool(needs->items.n));
    view_set_count(v, entry, "unlocks_count", node->unlocks.n);
    view_set(v, entry, "has_unlocks", value_bool(part == STUDY_NEXT && node->unlocks.n));
    return entry;
}

static const struct value *part_view(const struct view *v, const struct study *study,
                                     enum study_part part, size_t most)
{
    size_t n = study->parts[part].n, shown = n < most ? n : most;
    struct value *map = value_map(v->a), *notes = value_list(v->a);
    str id = arena_join(v->a, S("kb:study-"), str_of(names[part]), S(""));
    for (size_t i = 0; i < shown; i++)
        value_add(v->a, notes, study_entry(v, study->parts[part].at[i], part));
    view_set_text(v, map, "name", str_of(names[part]));
    view_set_text(v, map, "id", id);
    view_set_text(v, map, "title", word(v, names[part], ""));
    view_set_text(v, map, "text", word(v, names[part], "_text"));
    view_set(v, map, "notes", notes);
    view_set_count(v, map, "count", n);
    view_set_count(v, map, "more_count", n - shown);
    view_set(v, map, "has_more", value_bool(n > shown));
    return map;
}

/* Notes that are to be written, the most wanted first. */
static void set_planned(const struct view *v, struct value *map, size_t most)
{
    enum { MOST_PLANNED = 20 }; /* they have a page of their own */
    const struct site *site = v->context->site;
    struct value *list = value_list(v->a);
    str base = S("");
    if (manifest_base(v->context->manifest, S("planned/"), &base))
        base = value_text(view_url(v->a, base));
    for (size_t i = 0; i < site->planned.n && i < most && i < MOST_PLANNED; i++) {
        struct value *one = value_map(v->a);
        view_set_text(v, one, "title", site->planned.at[i].name);
        str href = arena_join(v->a, base, S("#"), v->context->planned_ids[i]);
        view_set(v, one, "href", value_address(v->a, href));
        view_set_count(v, one, "count", site->planned.at[i].edges.n);
        value_add(v->a, list, one);
    }
    view_set(v, map, "planned", list);
    view_set(v, map, "has_planned", value_bool(list->items.n));
    view_set_count(v, map, "planned_count", site->planned.n);
    view_set_count(v, map, "planned_more_count", site->planned.n - list->items.n);
    view_set(v, map, "has_planned_more", value_bool(site->planned.n > list->items.n));
}

const struct value *view_study(const struct view *v, size_t most, size_t heading_level)
{
    struct study study;
    struct value *map = value_map(v->a), *parts = value_list(v->a);
    str url = S("");
    study_make(v->a, v->context->site, &study);
    manifest_base(v->context->manifest, S("study/"), &url);
    for (int i = 0; i < STUDY_PARTS; i++)
        if (study.parts[i].n > 0)
            value_add(v->a, parts, part_view(v, &study, (enum study_part)i, most));
    size_t begun =
        study.parts[STUDY_PROGRESS].n + study.parts[STUDY_STALE].n + study.parts[STUDY_MASTERED].n;
    view_set(v, map, "href", view_href(v, url));
    view_set(v, map, "heading_level", value_number(v->a, (long)heading_level));
    view_set_count(v, map, "count", study.count);
    view_set_count(v, map, "mastered_count", study.parts[STUDY_MASTERED].n);
    view_set(v, map, "has_begun", value_bool(begun));
    view_set(v, map, "parts", parts);
    set_planned(v, map, most);
    return map;
}
