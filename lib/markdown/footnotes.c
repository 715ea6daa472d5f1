#include "markdown/footnotes.h"

#include "markdown/exts.h"

struct finder {
    struct tape *tape;
    struct footnotes *out;
    struct map names;     /* of definitions → index of their note */
    vec(uint32_t) inside; /* of open quotes and notes the note that they are, or FOOTNOTE_NONE */
    uint32_t first, last; /* references in the text itself */
    struct diags *diags;
    struct heading_ids *ids;
};

bool footnotes_begins(const struct tape *tape, size_t event)
{
    const struct mark *mark = heading_quote_mark(tape, event);
    return mark && mark->ext == &ext_footnotes;
}

str footnotes_id(struct arena *a, const struct footnote *note)
{
    return arena_join(a, S("fn:"), note->name, S(""));
}

str footnotes_reference_id(struct arena *a, const struct footnote *note, uint32_t nth)
{
    if (nth == 1)
        return arena_join(a, S("fnref:"), note->name, S(""));
    return arena_printf(a, "fnref%u:%.*s", (unsigned)nth, STR_ARG(note->name));
}

/* ---- finding -------------------------------------------------------------------------------- */

static struct place place_of(const struct tape *t, str text)
{
    size_t at = tape_offset(t, text);
    return lines_place(t->lines, t->options->path, at == STR_NONE ? 0 : (uint32_t)at);
}

static uint32_t around(const struct finder *f)
{
    for (size_t i = f->inside.n; i > 0; i--)
        if (f->inside.at[i - 1] != FOOTNOTE_NONE)
            return f->inside.at[i - 1];
    return FOOTNOTE_NONE;
}

static void add_reference(struct finder *f, size_t event, uint32_t note)
{
    struct tape *t = f->tape;
    struct footnotes *out = f->out;
    uint32_t in = around(f), index = (uint32_t)out->references.n;
    uint32_t *first = in == FOOTNOTE_NONE ? &f->first : &out->notes.at[in].first_reference;
    uint32_t *last = in == FOOTNOTE_NONE ? &f->last : &out->notes.at[in].last_reference;
    tape_detail(t, event)->index = index;
    vec_push(t->scratch, &out->references) =
        (struct footnote_reference){.note = note, .next = FOOTNOTE_NONE, .event = event};
    if (*last == FOOTNOTE_NONE)
        *first = index;
    else
        out->references.at[*last].next = index;
    *last = index;
}

static uint32_t add_note(struct finder *f, str name, struct place place)
{
    vec_push(f->tape->scratch, &f->out->notes) = (struct footnote){.name = name,
                                                                   .place = place,
                                                                   .first_reference = FOOTNOTE_NONE,
                                                                   .last_reference = FOOTNOTE_NONE,
                                                                   .defined = name.len > 0};
    return (uint32_t)f->out->notes.n - 1;
}

static uint32_t add_definition(struct finder *f, size_t event)
{
    struct tape *t = f->tape;
    const struct mark *mark = heading_quote_mark(t, event);
    struct place place = lines_place(t->lines, t->options->path, mark->out);
    uint32_t note = add_note(f, mark->type, place);
    bool fresh;
    size_t *index = map_put(t->scratch, &f->names, mark->type, &fresh);
    if (fresh)
        *index = note;
    else
        diag_add(f->diags, DIAG_FOOTNOTE_DUPLICATE, place,
                 "the footnote \"%.*s\" is written twice; references lead to the first",
                 STR_ARG(mark->type));
    return note;
}

/* An inline note is a reference, too. */
static uint32_t add_inline(struct finder *f, size_t event)
{
    uint32_t note = add_note(f, S(""), (struct place){0});
    add_reference(f, event, note);
    return note;
}

static void find(struct finder *f)
{
    struct tape *t = f->tape;
    for (size_t i = 0; i < t->events.n; i++) {
        const struct event *e = &t->events.at[i];
        bool quote = e->what <= EVENT_LEAVE_BLOCK && e->type == MD_BLOCK_QUOTE;
        bool note =
            (e->what == EVENT_ENTER_SPAN || e->what == EVENT_LEAVE_SPAN) && e->type == SPAN_NOTE;
        if (e->what == EVENT_OWN && t->details.at[e->detail].ext == &ext_footnotes) {
            add_reference(f, i, FOOTNOTE_NONE);
        } else if (quote && e->what == EVENT_ENTER_BLOCK) {
            uint32_t in = footnotes_begins(t, i) ? add_definition(f, i) : FOOTNOTE_NONE;
            vec_push(t->scratch, &f->inside) = in;
        } else if (note && e->what == EVENT_ENTER_SPAN) {
            uint32_t in = add_inline(f, i);
            vec_push(t->scratch, &f->inside) = in;
        } else if (quote || note) {
            f->inside.n--;
        }
    }
}

/* ---- numbers -------------------------------------------------------------------------------- */

static void number(struct finder *f, uint32_t note)
{
    struct footnotes *out = f->out;
    if (out->notes.at[note].number)
        return;
    vec_push(f->tape->scratch, &out->order) = note;
    out->notes.at[note].number = (uint32_t)out->order.n;
}

/* References of the text from the first on: to which notes they lead. */
static void follow(struct finder *f, uint32_t first)
{
    struct tape *t = f->tape;
    for (uint32_t i = first; i != FOOTNOTE_NONE; i = f->out->references.at[i].next) {
        struct footnote_reference *r = &f->out->references.at[i];
        str id = t->details.at[t->events.at[r->event].detail].info;
        const size_t *named = r->note == FOOTNOTE_NONE ? map_get(&f->names, id) : NULL;
        if (named)
            r->note = (uint32_t)*named;
        if (r->note == FOOTNOTE_NONE) {
            diag_add(f->diags, DIAG_FOOTNOTE_MISSING, place_of(t, id),
                     "there is no footnote \"%.*s\"; the reference is shown as written",
                     STR_ARG(id));
            t->events.at[r->event].text = (str){id.ptr - 2, id.len + 3}; /* as it is read */
            continue;
        }
        r->nth = ++f->out->notes.at[r->note].references;
        number(f, r->note);
    }
}

static void number_all(struct finder *f)
{
    struct footnotes *out = f->out;
    size_t followed = 0;
    follow(f, f->first);
    for (uint32_t i = 0; i <= out->notes.n; i++) {
        while (followed < out->order.n)
            follow(f, out->notes.at[out->order.at[followed++]].first_reference);
        if (i == out->notes.n || out->notes.at[i].number)
            continue;
        const struct footnote *note = &out->notes.at[i];
        const size_t *named = map_get(&f->names, note->name);
        if (named && *named == i)
            diag_add(f->diags, DIAG_FOOTNOTE_UNUSED, note->place,
                     "nothing refers to the footnote \"%.*s\"", STR_ARG(note->name));
        number(f, i);
    }
}

/* ---- ids ------------------------------------------------------------------------------------ */

static bool reserve(struct finder *f, str id)
{
    bool fresh;
    size_t *owner = map_put(f->tape->scratch, &f->ids->used, id, &fresh);
    if (fresh)
        *owner = 0;
    return fresh;
}

/* Notes without a name of their own get one by their number. */
static void give_names(struct finder *f)
{
    struct arena *a = f->tape->scratch;
    for (size_t i = 0; i < f->out->notes.n; i++) {
        struct footnote *note = &f->out->notes.at[i];
        if (note->defined && reserve(f, footnotes_id(a, note)))
            continue;
        str own = note->name;
        do {
            note->name = arena_printf(a, "%.*s:%u", STR_ARG(own), (unsigned)note->number);
            own = note->name;
        } while (!reserve(f, footnotes_id(a, note)));
    }
    for (size_t i = 0; i < f->out->references.n; i++) {
        const struct footnote_reference *r = &f->out->references.at[i];
        if (r->note != FOOTNOTE_NONE)
            reserve(f, footnotes_reference_id(a, &f->out->notes.at[r->note], r->nth));
    }
}

void footnotes_read(struct tape *tape, struct diags *diags, struct heading_ids *ids,
                    struct footnotes *out)
{
    struct finder f = {.tape = tape,
                       .out = out,
                       .first = FOOTNOTE_NONE,
                       .last = FOOTNOTE_NONE,
                       .diags = diags,
                       .ids = ids};
    *out = (struct footnotes){0};
    if (!tape->footnotes && !tape->lines->footnotes)
        return;
    find(&f);
    number_all(&f);
    give_names(&f);
}
