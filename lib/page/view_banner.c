/* The banner of a note with a tier: what the author wrote into an admonition, and the fields that
 * say more. */
#include "page/body.h"
#include "page/view.h"

/* Fields that the banner shows, so that the details need not. */
static const str shown[] = {
    S_INIT("tagline"),      S_INIT("modern_examples"),   S_INIT("production_checklist"),
    S_INIT("trade_offs"),   S_INIT("best_for"),          S_INIT("modern_alternatives"),
    S_INIT("alternatives"), S_INIT("deprecation_reason")};

enum { SAID_BYTES = 16 };

bool view_banner_shows(const struct facts *facts, str key)
{
    for (size_t i = 0; facts->tier.len && i < sizeof shown / sizeof *shown; i++)
        if (str_eq(shown[i], key))
            return true;
    return false;
}

/* A field's value as details show it, unless the admonition says the same already. */
static void set_field(const struct view *v, struct value *map, const struct note *note, str key)
{
    const struct facts *facts = &note->facts;
    const struct value *value = value_get(facts->front, key);
    str text = value_text(value);
    /* A short word may stand there by chance. */
    bool said = facts->banner != FACTS_NO_BANNER && text.len >= SAID_BYTES &&
                str_find(note->body.boxes.at[facts->banner].text, text) != STR_NONE;
    bool shows = value && !view_is_empty(value) && !said;
    value_set(v->a, map, key, shows ? view_detail(v, value) : &value_null);
}

/* What an example says beyond the columns of the table. */
static const struct value *other_rows(const struct view *v, const struct value *one,
                                      const char *const parts[], size_t n)
{
    struct value *rest = value_map(v->a);
    for (size_t i = 0; one->kind == VALUE_MAP && i < one->fields.n; i++) {
        const struct value_field *f = &one->fields.at[i];
        bool is_column = false;
        for (size_t k = 0; k < n && value_text(f->value).len; k++)
            is_column = is_column || str_eq(f->key, str_of(parts[k]));
        if (!is_column && !view_is_empty(f->value))
            value_set(v->a, rest, f->key, f->value);
    }
    return value_get(view_detail(v, rest), S("rows"));
}

/* The texts of a list, or the one of a scalar. */
static str joined(const struct view *v, const struct value *value)
{
    struct value_texts texts = value_texts(v->a, value);
    str all = S("");
    for (size_t i = 0; i < texts.n; i++)
        all = arena_join(v->a, all, all.len ? S(", ") : S(""), value_text(texts.at[i]));
    return all;
}

static const struct value *examples(const struct view *v, const struct value *front)
{
    static const char *const parts[] = {"company", "implementation", "scale"};
    const struct value *all = value_get(front, S("modern_examples"));
    struct value *list = value_list(v->a);
    for (size_t i = 0; all && all->kind == VALUE_LIST && i < all->items.n; i++) {
        const struct value *one = all->items.at[i];
        struct value *map = value_map(v->a);
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            view_set_text(v, map, parts[k], value_text(value_get(one, str_of(parts[k]))));
        if (one->kind != VALUE_MAP)
            view_set_text(v, map, "company", joined(v, one));
        view_set(v, map, "rows", other_rows(v, one, parts, sizeof parts / sizeof *parts));
        value_add(v->a, list, map);
    }
    return list;
}

const struct value *view_banner(const struct view *v, uint32_t number)
{
    const struct note *note = v->context->site->nodes.at[number].note;
    const struct facts *facts = &note->facts;
    struct value *map = value_map(v->a);
    if (facts->tier.len == 0)
        return &value_null;
    view_set_text(v, map, "tier", facts->tier);
    view_set(v, map, "title",
             value_get(v->context->strings, arena_join(v->a, S("tier_"), facts->tier, S(""))));
    view_set(v, map, "title_html", &value_null);
    view_set_text(v, map, "other_title", S(""));
    view_set(v, map, "body", &value_null);
    if (facts->banner != FACTS_NO_BANNER) {
        const struct box *box = &note->body.boxes.at[facts->banner];
        struct body_page page = view_body_page(v, number);
        bool titled = box->heading.to > box->heading.from;
        view_set_text(v, map, facts->banner_differs ? "other_title" : "title", box->title);
        if (titled && !facts->banner_differs)
            view_set(v, map, "title_html", body_value(v->a, &page, box->heading));
        view_set(v, map, "body", body_value(v->a, &page, box->inner));
    }
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        set_field(v, map, note, shown[i]);
    const struct value *list = examples(v, facts->front);
    view_set(v, map, "examples", list);
    view_set(v, map, "has_examples", value_bool(list->items.n));
    return map;
}
