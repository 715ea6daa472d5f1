#include "markdown/heading_ids.h"

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
    return mark && mark->kind != MARK_END ? mark : NULL;
}

const struct mark *heading_title_mark(const struct tape *t, size_t i)
{
    const struct mark *mark = i > MARK_AHEAD ? mark_at(t, i - MARK_AHEAD) : NULL;
    return mark && mark->has_title ? mark : NULL;
}

static str plain_text(struct tape *t, size_t first, size_t last)
{
    struct buf text = {0};
    unsigned images = 0;
    for (size_t i = first; i < last; i++) {
        const struct event *e = &t->events.at[i];
        if (e->type == MD_SPAN_IMG && e->what == EVENT_ENTER_SPAN)
            images++;
        else if (e->type == MD_SPAN_IMG && e->what == EVENT_LEAVE_SPAN)
            images--;
        if (e->what != EVENT_TEXT || e->type == MD_TEXT_HTML || images)
            continue;
        if (e->type == MD_TEXT_ENTITY)
            buf_add(&text, tape_entity(t, e->text));
        else
            buf_add(&text, e->text);
    }
    str copy = arena_dup(t->scratch, str_trim(buf_str(&text)));
    buf_free(&text);
    return copy;
}

static struct place place_of(const struct tape *t, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        const struct event *e = &t->events.at[i];
        size_t out = e->what == EVENT_TEXT ? tape_offset(t, e->text) : STR_NONE;
        if (out != STR_NONE)
            return lines_place(t->lines, t->options->path, (uint32_t)out);
    }
    return (struct place){t->options->path, 0, 0};
}

static const struct attributes *attributes_of(const struct tape *t, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        const struct event *e = &t->events.at[i];
        size_t out = e->what == EVENT_TEXT ? tape_offset(t, e->text) : STR_NONE;
        const struct attributes *a =
            out == STR_NONE ? NULL : lines_attributes(t->lines, (uint32_t)out);
        if (a)
            return a;
    }
    return NULL;
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

static void reserve_html(struct tape *t, const struct rawhtml *html, struct diags *diags,
                         struct heading_ids *ids)
{
    for (size_t r = 0; r < html->runs.n; r++) {
        const struct html_run *run = &html->runs.at[r];
        for (uint32_t p = run->first; p < run->first + run->count; p++) {
            const struct html_piece *piece = &html->pieces.at[p];
            if (piece->token.kind != HTML_OPEN || piece->fate != FATE_KEEP)
                continue;
            struct html_attribute a;
            bool is_anchor = str_eq_nocase(piece->token.name, S("a"));
            for (str rest = html_attributes_of(&piece->token); html_attribute_next(&rest, &a);) {
                bool id = str_eq_nocase(a.name, S("id"));
                if (a.value.len == 0 || !(id || (is_anchor && str_eq_nocase(a.name, S("name")))))
                    continue;
                if (!reserve(t, ids, a.value, p + 1) && id)
                    duplicate_id(diags, rawhtml_place(html, t, run, piece), a.value);
            }
        }
    }
}

static void collect(struct tape *t, struct diags *diags, struct heading_ids *ids)
{
    for (size_t i = 0; i < t->events.n; i++) {
        const struct event *e = &t->events.at[i];
        if (e->what != EVENT_ENTER_BLOCK || e->type != MD_BLOCK_H || heading_title_mark(t, i))
            continue;
        size_t end = tape_end(t, i);
        const struct attributes *a = attributes_of(t, i, end);
        struct heading_id h = {
            .event = i, .text = plain_text(t, i, end), .place = place_of(t, i, end)};
        if (a) {
            h.classes = a->classes;
            if (a->id.len && reserve(t, ids, a->id, 0))
                h.id = a->id;
            else if (a->id.len)
                duplicate_id(diags, (struct place){h.place.path, a->line, a->col}, a->id);
        }
        vec_push(t->scratch, &ids->headings) = h;
    }
}

/* slug, slug-1, slug-2, …: the first that is free. */
static str unique(struct tape *t, struct heading_ids *ids, struct map *counts, str slug)
{
    bool fresh;
    size_t *count = map_put(t->scratch, counts, slug, &fresh);
    str id = slug;
    while (!reserve(t, ids, id, 0))
        id = arena_printf(t->scratch, "%.*s-%zu", STR_ARG(slug), ++*count);
    return id;
}

static void give_ids(struct tape *t, struct heading_ids *ids)
{
    struct map counts = {0};
    struct buf slug = {0};
    for (size_t i = 0; i < ids->headings.n; i++) {
        struct heading_id *h = &ids->headings.at[i];
        if (h->id.len)
            continue;
        buf_clear(&slug);
        slug_github(&slug, h->text);
        if (slug.len == 0)
            buf_add_lit(&slug, "section");
        h->id = unique(t, ids, &counts, arena_dup(t->scratch, buf_str(&slug)));
    }
    buf_free(&slug);
}

/* Python-Markdown numbers its ids with '_1', '_2', …, explicit ones being taken from the start. */
static void give_extra_ids(struct tape *t, struct heading_ids *ids)
{
    struct map counts = {0};
    struct buf slug = {0};
    for (size_t i = 0; i < ids->headings.n; i++) {
        struct heading_id *h = &ids->headings.at[i];
        bool fresh;
        buf_clear(&slug);
        slug_mkdocs(&slug, h->text);
        str id = arena_dup(t->scratch, buf_str(&slug));
        size_t *count = map_put(t->scratch, &counts, id, &fresh);
        if (!fresh || id.len == 0)
            id = arena_printf(t->scratch, "%.*s_%zu", STR_ARG(id), ++*count);
        if (!str_eq(id, h->id) && reserve(t, ids, id, 0))
            h->extra_id = id;
    }
    buf_free(&slug);
}

void heading_ids_read(struct tape *tape, const struct rawhtml *html, struct diags *diags,
                      struct heading_ids *out)
{
    *out = (struct heading_ids){0};
    if (tape->options->plain)
        return;
    reserve_html(tape, html, diags, out);
    collect(tape, diags, out);
    give_ids(tape, out);
    give_extra_ids(tape, out);
}
