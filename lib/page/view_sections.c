/* A note's sections as a tree, each with its content as a handle. */
#include "page/body.h"
#include "page/embed.h"
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

static uint8_t level_of(const struct body *body, size_t section)
{
    return body->headings.at[body->sections.at[section].heading].level;
}

static bool is_kind(const struct note *note, size_t i, const char *kind)
{
    return i < note->facts.sections.n && str_eq(note->facts.sections.at[i].kind, str_of(kind));
}

/* The sections on the same level behind and before a section, in the section around both; the
 * number of sections where there is none. */
static size_t sibling_after(const struct body *body, size_t i)
{
    size_t at = i + 1;
    while (at < body->sections.n && level_of(body, at) > level_of(body, i))
        at++;
    return at < body->sections.n && level_of(body, at) == level_of(body, i) ? at : body->sections.n;
}

static size_t sibling_before(const struct body *body, size_t i)
{
    size_t at = i;
    while (at > 0 && level_of(body, at - 1) > level_of(body, i))
        at--;
    return at > 0 && level_of(body, at - 1) == level_of(body, i) ? at - 1 : body->sections.n;
}

/* When to use something and when not stand side by side where the one follows the other. */
static void set_pair(const struct view *v, struct value *map, const struct note *note, size_t i)
{
    const char *use = "when-to-use", *avoid = "when-not-to-use";
    bool begins = is_kind(note, i, use) && is_kind(note, sibling_after(&note->body, i), avoid);
    bool ends = is_kind(note, i, avoid) && is_kind(note, sibling_before(&note->body, i), use);
    view_set(v, map, "begins_pair", value_bool(begins));
    view_set(v, map, "ends_pair", value_bool(ends));
}

/* The first prompt of a section or of one behind it: they come in the order of the text, and
 * BODY_LEAD plus one is 0. */
static size_t first_prompt(const struct body *body, uint32_t section)
{
    size_t low = 0, high = body->prompts.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (body->prompts.at[middle].section + 1 <= section)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What the reader can tick in the section itself, and how much of that the author has. */
static void set_checks(const struct view *v, struct value *map, const struct body *body, size_t i)
{
    size_t n = 0, done = 0, choices = 0, k = first_prompt(body, (uint32_t)i);
    for (; k < body->prompts.n && body->prompts.at[k].section == i; k++) {
        const struct prompt *prompt = &body->prompts.at[k];
        n += prompt->kind == PROMPT_CHECK;
        done += prompt->kind == PROMPT_CHECK && prompt->done;
        choices += prompt->kind == PROMPT_CHOICE && prompt->answer;
    }
    view_set_count(v, map, "check_count", n);
    view_set_count(v, map, "done_count", done);
    view_set_count(v, map, "choice_count", choices);
    view_set(v, map, "has_checks", value_bool(n > 1));
    view_set(v, map, "has_choices", value_bool(choices > 1));
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
    set_checks(v, map, &note->body, i);
    set_pair(v, map, note, i);
    return map;
}

/* What has just been collected goes to the end of the page, folded. */
static bool is_late(const struct section_fact *fact)
{
    return str_eq(fact->kind, S("inbox"));
}

/* The first section from i on that is published: one that is not hides all that is in it. */
static size_t next_shown(const struct view *v, const struct note *note, size_t i)
{
    const struct body *body = &note->body;
    while (i < body->sections.n && embed_is_hidden(v->context->site, &note->facts.sections.at[i])) {
        uint8_t level = level_of(body, i++);
        while (i < body->sections.n && level_of(body, i) > level)
            i++;
    }
    return i;
}

const struct value *view_sections(const struct view *v, uint32_t number)
{
    const struct note *note = v->context->site->nodes.at[number].note;
    struct body_page page = view_body_page(v, number);
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

const struct value *view_levels(const struct view *v, uint32_t number)
{
    const struct note *note = v->context->site->nodes.at[number].note;
    struct value *list = value_list(v->a);
    size_t n = note->body.sections.n;
    for (size_t i = next_shown(v, note, 0); i < n; i = next_shown(v, note, i + 1)) {
        const struct section_fact *fact = &note->facts.sections.at[i];
        const struct heading *heading = &note->body.headings.at[note->body.sections.at[i].heading];
        if (fact->level == 0)
            continue;
        struct value *map = value_map(v->a);
        str name = schema_level_name(heading->text);
        view_set(v, map, "level", value_number(v->a, fact->level));
        view_set_text(v, map, "name", name.len ? name : fact->title);
        view_set_text(v, map, "title", fact->title);
        view_set_text(v, map, "id", heading->id);
        view_set(v, map, "minutes", value_number(v->a, fact->minutes));
        value_add(v->a, list, map);
    }
    return list;
}
