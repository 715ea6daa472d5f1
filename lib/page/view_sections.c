/* A note's sections as a tree, each with its content as a handle. */
#include "page/body.h"
#include "page/view.h"

enum { HEADING_LEVELS = 6 };

static const struct value *partial_of(const struct view *v, str kind)
{
    str name = arena_join(v->a, S("section-"), kind, S(""));
    return value_string(v->a, theme_has_partial(v->context->theme, name) ? name : S("section"));
}

/* A heading may hold nothing but a picture; its entry in the contents must still say something. */
static str title_of(const struct section_fact *fact, const struct heading *heading)
{
    return fact->title.len ? fact->title : heading->text.len ? heading->text : heading->id;
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
    view_set_text(v, map, "title", title_of(fact, heading));
    view_set(v, map, "html", body_value(v->a, page, heading->html));
    view_set(v, map, "has_minutes", value_bool(fact->minutes > 0));
    view_set(v, map, "minutes", value_number(v->a, fact->minutes));
    view_set(v, map, "content", body_value(v->a, page, section->own));
    view_set(v, map, "partial", partial_of(v, fact->kind));
    return map;
}

static uint8_t level_of(const struct body *body, size_t section)
{
    return body->headings.at[body->sections.at[section].heading].level;
}

/* What has just been collected goes to the end of the page, folded. */
static bool is_late(const struct section_fact *fact)
{
    return str_eq(fact->kind, S("inbox"));
}

/* What stands only for the author's sake is not published. */
static bool is_hidden(const struct view *v, const struct section_fact *fact)
{
    bool hide_inbox = v->context->site->config->inbox == CONFIG_INBOX_HIDE;
    return str_eq(fact->kind, S("template-instructions")) || (hide_inbox && is_late(fact));
}

/* The first section from i on that is published: one that is not hides all that is in it. */
static size_t next_shown(const struct view *v, const struct note *note, size_t i)
{
    const struct body *body = &note->body;
    while (i < body->sections.n && is_hidden(v, &note->facts.sections.at[i])) {
        uint8_t level = level_of(body, i++);
        while (i < body->sections.n && level_of(body, i) > level)
            i++;
    }
    return i;
}

const struct value *view_sections(const struct view *v, uint32_t number)
{
    const struct note *note = v->context->site->nodes.at[number].note;
    struct body_page page = {v->context->site, number, v->output->url};
    struct value *open[HEADING_LEVELS + 1]; /* the lists that sections inside go to */
    uint8_t levels[HEADING_LEVELS + 1] = {0};
    struct value *late = value_list(v->a);
    size_t depth = 0, n = note->body.sections.n;
    open[0] = value_list(v->a);
    for (size_t i = next_shown(v, note, 0), next; i < n; i = next) {
        uint8_t level = level_of(&note->body, i);
        struct value *map = section_view(v, &page, i), *inner = value_list(v->a);
        next = next_shown(v, note, i + 1);
        while (depth > 0 && levels[depth] >= level)
            depth--;
        bool is_last = depth == 0 && is_late(&note->facts.sections.at[i]);
        value_add(v->a, is_last ? late : open[depth], map);
        depth++; /* levels grow on the way in, so there are at most six */
        open[depth] = inner;
        levels[depth] = level;
        view_set(v, map, "sections", inner);
        view_set(v, map, "has_sections",
                 value_bool(next < n && level_of(&note->body, next) > level));
    }
    for (size_t i = 0; i < late->items.n; i++)
        value_add(v->a, open[0], late->items.at[i]);
    return open[0];
}
