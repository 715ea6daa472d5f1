/* A note's sections as a tree, each with its content as a handle. */
#include "page/body.h"
#include "page/view.h"

enum { HEADING_LEVELS = 6 };

static const struct value *partial_of(const struct view *v, str kind)
{
    str name = arena_join(v->a, S("section-"), kind, S(""));
    return value_string(v->a, theme_has_partial(v->context->theme, name) ? name : S("section"));
}

static struct value *section_view(const struct view *v, const struct body_page *page, size_t i)
{
    const struct note *note = v->context->site->nodes.at[page->note].note;
    const struct section *section = &note->body.sections.at[i];
    const struct heading *heading = &note->body.headings.at[section->heading];
    const struct section_fact *fact = &note->facts.sections.at[i];
    struct value *map = value_map(v->a);
    view_set_text(v, map, "kind", fact->kind);
    view_set(v, map, "is_level", value_bool(fact->level > 0));
    view_set(v, map, "level", value_number(v->a, fact->level));
    view_set(v, map, "heading_level", value_number(v->a, heading->level < 2 ? 2 : heading->level));
    view_set_text(v, map, "id", heading->id);
    view_set_text(v, map, "extra_id", heading->extra_id);
    view_set_text(v, map, "classes", heading->classes);
    view_set_text(v, map, "title", fact->title.len ? fact->title : heading->text);
    view_set(v, map, "html", body_value(v->a, page, heading->html));
    view_set(v, map, "has_minutes", value_bool(fact->minutes > 0));
    view_set(v, map, "minutes", value_number(v->a, fact->minutes));
    view_set(v, map, "content", body_value(v->a, page, section->own));
    view_set(v, map, "partial", partial_of(v, fact->kind));
    return map;
}

/* What has just been collected goes to the end of the page, folded. */
static bool is_late(const struct section_fact *fact)
{
    return str_eq(fact->kind, S("inbox"));
}

static bool has_inner(const struct body *body, size_t i)
{
    return i + 1 < body->sections.n && body->headings.at[body->sections.at[i + 1].heading].level >
                                           body->headings.at[body->sections.at[i].heading].level;
}

const struct value *view_sections(const struct view *v, uint32_t note)
{
    const struct body *body = &v->context->site->nodes.at[note].note->body;
    struct body_page page = {v->context->site, note, v->output->url};
    struct value *open[HEADING_LEVELS + 1]; /* the lists that sections inside go to */
    uint8_t levels[HEADING_LEVELS + 1] = {0};
    const struct section_fact *facts = v->context->site->nodes.at[note].note->facts.sections.at;
    struct value *late = value_list(v->a);
    size_t depth = 0;
    open[0] = value_list(v->a);
    for (size_t i = 0; i < body->sections.n; i++) {
        uint8_t level = body->headings.at[body->sections.at[i].heading].level;
        struct value *map = section_view(v, &page, i), *inner = value_list(v->a);
        while (depth > 0 && levels[depth] >= level)
            depth--;
        value_add(v->a, depth == 0 && is_late(&facts[i]) ? late : open[depth], map);
        depth++; /* levels grow on the way in, so there are at most six */
        open[depth] = inner;
        levels[depth] = level;
        view_set(v, map, "sections", inner);
        view_set(v, map, "has_sections", value_bool(has_inner(body, i)));
    }
    for (size_t i = 0; i < late->items.n; i++)
        value_add(v->a, open[0], late->items.at[i]);
    return open[0];
}
