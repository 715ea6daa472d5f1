#include "markdown/heading_ids.h"

#include "markdown/attributes.h"
#include "markdown/inline.h"
#include "markdown/safe.h"
#include "markdown/slug.h"

enum {
    MARK_AHEAD = 2 /* events from a quote's first to its mark, and from the mark to its title */
};

static const struct mark *mark_at(const struct tape *t, size_t i)
{
    if (i >= t->events.n || t->events.at[i].what != EVENT_MARK)
        return NULL;
    return &t->lines->marks.at[t->events.at[i].detail];
}

const struct mark *heading_quote_mark(const struct tape *t, size_t i)
{
    const struct mark *mark = mark_at(t, i + MARK_AHEAD);
    return mark && mark->ext ? mark : NULL;
}

const struct mark *heading_title_mark(const struct tape *t, size_t i)
{
    const struct mark *mark = i > MARK_AHEAD ? mark_at(t, i - MARK_AHEAD) : NULL;
    return mark && mark->has_title ? mark : NULL;
}

/* Takes the attribute list off a heading's last text, which md4c leaves whole unless a character
 * of it is escaped. A heading that is nothing else stays as it is. */
static bool cut_attributes(struct tape *t, size_t first, size_t last, struct attributes *out,
                           struct place *place)
{
    struct event *e = &t->events.at[last - 1];
    size_t at = e->what == EVENT_TEXT ? tape_offset(t, e->text) : STR_NONE;
    str rest;
    if (at == STR_NONE || e->type != MD_TEXT_NORMAL ||
        !attributes_cut(t->scratch, e->text, &rest, out))
        return false;
    size_t brace = str_rfind_char(e->text, '{');
    bool escaped = brace == 0 && at > 0 && t->lines->text.ptr[at - 1] == '\\';
    if (escaped || (rest.len == 0 && last == first + 2))
        return false;
    *place = lines_place(t->lines, t->options->path, (uint32_t)(at + brace));
    e->text = rest;
    return true;
}

static bool reserve(struct tape *t, struct heading_ids *ids, str id, size_t owner)
{
    bool fresh;
    size_t *value = map_put(t->scratch, &ids->used, id, &fresh);
    if (fresh)
        *value = owner;
    return fresh;
}

static void duplicate_id(struct diags *diags, struct place place, str id)
{
    diag_add(diags, DIAG_HTML_DUPLICATE_ID, place, "the id \"%.*s\" is given twice in this note",
             STR_ARG(id));
}

/* Ids of one tag. A name counts as one on <a> only, and may be the same as the tag's id. */
static void reserve_tag(struct tape *t, const struct rawhtml *html, struct diags *diags,
                        struct heading_ids *ids, uint32_t run, uint32_t index)
{
    const struct html_piece *piece = &html->pieces.at[index];
    bool is_anchor = str_eq_nocase(piece->token.name, S("a"));
    struct html_attribute a;
    for (str rest = html_attributes_of(&piece->token); html_attribute_next(&rest, &a);) {
        bool id = str_eq_nocase(a.name, S("id"));
        if (a.value.len == 0 || !(id || (is_anchor && str_eq_nocase(a.name, S("name")))))
            continue;
        if (!reserve(t, ids, a.value, index + 1) && id &&
            *map_get(&ids->used, a.value) != index + 1)
            duplicate_id(diags, rawhtml_place(html, t, &html->runs.at[run], piece), a.value);
    }
}

static void reserve_html(struct tape *t, const struct rawhtml *html, struct diags *diags,
                         struct heading_ids *ids)
{
    for (uint32_t r = 0; r < html->runs.n; r++) {
        const struct html_run *run = &html->runs.at[r];
        for (uint32_t p = run->first; p < run->first + run->count; p++)
            if (html->pieces.at[p].token.kind == HTML_OPEN && html->pieces.at[p].fate == FATE_KEEP)
                reserve_tag(t, html, diags, ids, r, p);
    }
}

/* Where a list stands: it is a part of the text, as are its names. */
static struct place list_place(const struct tape *t, const struct attributes *list)
{
    str name = list->id.len ? list->id : list->rest.n ? list->rest.at[0].name : list->classes;
    size_t at = tape_offset(t, name);
    if (at == STR_NONE)
        return (struct place){t->options->path, 0, 0};
    return lines_place(t->lines, t->options->path, (uint32_t)at);
}

/* Takes out of a list what a safe site does not take; of what is refused the last is said. */
static void keep_safe(struct diags *diags, struct place at, struct attributes *list)
{
    str refused = S("");
    size_t kept = 0;
    if (!safe_attribute(S("id"), list->id))
        refused = list->id;
    list->id = refused.len ? S("") : list->id;
    if (!safe_attribute(S("class"), list->classes)) {
        refused = list->classes;
        list->classes = S("");
    }
    for (size_t i = 0; i < list->rest.n; i++) {
        const struct attribute *a = &list->rest.at[i];
        if (safe_attribute(a->name, a->value))
            list->rest.at[kept++] = *a;
        else
            refused = a->name;
    }
    list->rest.n = kept;
    if (refused.len)
        diag_add(diags, DIAG_HTML_UNSAFE, at, "\"%.*s\" is left out: a safe site does not take it",
                 STR_ARG(refused));
}

/* An attribute list: an id that is taken goes. */
static void reserve_given(struct tape *t, struct diags *diags, struct heading_ids *ids,
                          struct attributes *given)
{
    struct place at = list_place(t, given);
    if (t->options->safe)
        keep_safe(diags, at, given);
    if (given->id.len == 0 || reserve(t, ids, given->id, 0))
        return;
    duplicate_id(diags, at, given->id);
    given->id = S("");
}

static struct heading_id heading_at(struct tape *t, const struct rawhtml *html, struct diags *diags,
                                    struct heading_ids *ids, size_t i)
{
    struct attributes given = {0};
    struct place at = {0};
    size_t end = tape_end(t, i);
    if (cut_attributes(t, i, end, &given, &at) && t->options->safe)
        keep_safe(diags, at, &given);
    struct heading_id h = {.event = i,
                           .text = inline_plain(t, html, i, end),
                           .classes = given.classes,
                           .place = inline_place(t, i, end)};
    if (given.id.len && reserve(t, ids, given.id, 0))
        h.id = given.id;
    else if (given.id.len)
        duplicate_id(diags, at, given.id);
    return h;
}

static bool may_be_given(const struct event *e)
{
    return e->detail != NO_DETAIL &&
           (e->what == EVENT_ENTER_BLOCK || e->what == EVENT_ENTER_SPAN || e->what == EVENT_OWN);
}

/* Whether an attribute list has something to be looked at. */
static bool concerns(const struct tape *t, const struct attributes *list)
{
    return list->id.len || (t->options->safe && (list->classes.len || list->rest.n));
}

static void collect(struct tape *t, const struct rawhtml *html, struct diags *diags,
                    struct heading_ids *ids)
{
    for (size_t i = 0; i < t->events.n; i++) {
        const struct event *e = &t->events.at[i];
        if (e->what == EVENT_ENTER_BLOCK && e->type == MD_BLOCK_H && !heading_title_mark(t, i)) {
            struct heading_id h = heading_at(t, html, diags, ids, i);
            vec_push(t->scratch, &ids->headings) = h;
        } else if (may_be_given(e) && concerns(t, &t->details.at[e->detail].attributes)) {
            reserve_given(t, diags, ids, &t->details.at[e->detail].attributes);
        }
    }
}

/* slug, slug-1, slug-2, …: the first that is free. */
static str unique(struct tape *t, struct heading_ids *ids, struct map *counts, str slug)
{
    bool fresh;
    if (reserve(t, ids, slug, 0))
        return slug;
    size_t *count = map_put(t->scratch, counts, slug, &fresh);
    str id;
    do
        id = arena_printf(t->scratch, "%.*s-%zu", STR_ARG(slug), ++*count);
    while (!reserve(t, ids, id, 0));
    return id;
}

static void give_ids(struct tape *t, struct heading_ids *ids)
{
    struct map counts = {0};
    for (size_t i = 0; i < ids->headings.n; i++) {
        struct heading_id *h = &ids->headings.at[i];
        struct buf slug = {.arena = t->scratch};
        if (h->id.len)
            continue;
        slug_github(&slug, h->text);
        if (slug.len == 0)
            buf_add_lit(&slug, "section");
        h->id = unique(t, ids, &counts, buf_kept(&slug));
    }
}

/* Python-Markdown numbers its ids with '_1', '_2', …, explicit ones being taken from the start. */
static void give_extra_ids(struct tape *t, struct heading_ids *ids)
{
    struct map counts = {0};
    for (size_t i = 0; i < ids->headings.n; i++) {
        struct heading_id *h = &ids->headings.at[i];
        struct buf slug = {.arena = t->scratch};
        bool fresh;
        slug_mkdocs(&slug, h->text);
        str id = buf_kept(&slug);
        size_t *count = map_put(t->scratch, &counts, id, &fresh);
        if (!fresh || id.len == 0)
            id = arena_printf(t->scratch, "%.*s_%zu", STR_ARG(id), ++*count);
        if (!str_eq(id, h->id) && reserve(t, ids, id, 0))
            h->extra_id = id;
    }
}

void heading_ids_read(struct tape *tape, const struct rawhtml *html, struct diags *diags,
                      struct heading_ids *out)
{
    if (tape->options->plain)
        return;
    reserve_html(tape, html, diags, out);
    collect(tape, html, diags, out);
    give_ids(tape, out);
    give_extra_ids(tape, out);
}
