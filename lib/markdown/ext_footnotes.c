/* Footnotes of Python-Markdown, and Pandoc's that are written where they are referred to:
 *
 *     A queue[^1] needs a bound^[or *two*].
 *
 *     [^1]: A line of things.
 *
 *         More of it, indented by four.
 *
 * The list of them stands behind the text, wherever they were written (footnotes.h). */
#include <stdalign.h>

#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"

enum { LONGEST_ID = 100 };

/* The length of "[^id]", 0 where the text begins with none. */
static size_t reference_length(str text)
{
    if (!str_starts(text, S("[^")))
        return 0;
    for (size_t i = 2; i < text.len && i <= LONGEST_ID + 2; i++) {
        char c = text.ptr[i];
        if (c == ']')
            return i > 2 ? i + 1 : 0;
        if (c == '[' || c == '\\' || ascii_is_space(c))
            return 0;
    }
    return 0;
}

static str id_of(str reference)
{
    return str_slice(reference, 2, reference.len - 1);
}

/* ---- definitions ---------------------------------------------------------------------------- */

static bool footnote_line(struct rewriter *w, const struct line *line)
{
    size_t n = reference_length(line->text);
    if (n == 0 || n >= line->text.len || line->text.ptr[n] != ':')
        return false;
    struct mark mark = {.ext = &ext_footnotes};
    mark.type = arena_dup(w->scratch, id_of(str_until(line->text, n)));
    if (!rewriter_open_lazy(w, line, mark))
        return false;
    w->out->footnotes = true;
    rewriter_read_rest(w, line, n + 1);
    return true;
}

/* ---- references ----------------------------------------------------------------------------- */

/* No more of the line than a reference may have: there may be as many as bytes on it. */
static str near_text(const struct tape *t, str text, size_t i)
{
    size_t at = tape_offset(t, text);
    if (at == STR_NONE)
        return str_from(text, i);
    return str_slice(t->lines->text, at + i, at + i + LONGEST_ID + 3);
}

static bool footnote_at(struct tape *t, str text, size_t i, size_t *end)
{
    if (text.ptr[i] == '^') {
        *end = i + 2;
        return i + 1 < text.len && text.ptr[i + 1] == '[';
    }
    if (i + 1 < text.len && text.ptr[i + 1] != '^')
        return false;
    size_t n = reference_length(near_text(t, text, i));
    *end = i + n;
    return n > 0;
}

static void footnote_put(struct tape *t, str construct)
{
    t->footnotes = true;
    if (construct.ptr[0] == '^') {
        tape_text(t, (MD_TEXTTYPE)TEXT_SIGN, construct);
        tape_ask_run(t, &ext_footnotes);
        return;
    }
    struct detail d = {.ext = &ext_footnotes, .info = id_of(construct)};
    tape_own(t, &d, S(""));
}

/* ---- notes in the text ---------------------------------------------------------------------- */

/* A bracket that is open, and one that was closed. */
struct bracket {
    size_t event, depth; /* of spans around it */
    bool is_note;
};

struct match {
    size_t from, to, at; /* the events of both brackets, and where in its text the second is */
};

struct matcher {
    struct tape *tape;
    vec(struct bracket) open;
    vec(struct match) matches; /* of notes, by their ends */
};

static bool is_opener(const struct event *e)
{
    return e->what == EVENT_TEXT && e->type == TEXT_SIGN && str_eq(e->text, S("^["));
}

static void open_bracket(struct matcher *m, size_t event, size_t depth, bool is_note)
{
    vec_push(m->tape->scratch, &m->open) = (struct bracket){event, depth, is_note};
}

static void close_bracket(struct matcher *m, size_t event, size_t at)
{
    if (m->open.n == 0)
        return;
    struct bracket b = m->open.at[--m->open.n];
    if (b.is_note)
        vec_push(m->tape->scratch, &m->matches) = (struct match){b.event, event, at};
}

/* Brackets in a text; those of a span end with it. */
static void match_text(struct matcher *m, size_t event, size_t depth)
{
    str text = m->tape->events.at[event].text;
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] != '[' && text.ptr[i] != ']') || tape_is_escaped(m->tape, text, i))
            continue;
        if (i == 0 && tape_is_escaped(m->tape, text, 0))
            continue;
        if (text.ptr[i] == '[')
            open_bracket(m, event, depth, false);
        else if (m->open.n && m->open.at[m->open.n - 1].depth == depth)
            close_bracket(m, event, i);
    }
}

static void match(struct matcher *m, size_t first)
{
    size_t depth = 0;
    for (size_t i = first; i < m->tape->events.n; i++) {
        const struct event *e = &m->tape->events.at[i];
        if (e->what == EVENT_ENTER_SPAN)
            depth++;
        else if (e->what == EVENT_LEAVE_SPAN)
            depth--;
        else if (is_opener(e))
            open_bracket(m, i, depth, true);
        else if (e->what == EVENT_TEXT && e->type == MD_TEXT_NORMAL)
            match_text(m, i, depth);
        while (m->open.n && m->open.at[m->open.n - 1].depth > depth)
            m->open.n--;
    }
}

static struct event note_event(enum event_what what, uint32_t detail)
{
    return (struct event){.what = (uint8_t)what, .type = SPAN_NOTE, .detail = detail};
}

/* The details of the openers that were matched, by their event. */
static uint32_t *details_of(struct matcher *m, size_t first)
{
    struct tape *t = m->tape;
    uint32_t *details =
        arena_alloc_array(t->scratch, t->events.n - first, sizeof *details, alignof(uint32_t));
    for (size_t i = 0; i < m->matches.n; i++) {
        details[m->matches.at[i].from - first] = (uint32_t)t->details.n;
        vec_push(t->scratch, &t->details) = (struct detail){.at = STR_NONE};
    }
    return details;
}

/* Writes the run again, with a span for each note. */
static void put_notes(struct matcher *m, size_t first)
{
    struct tape *t = m->tape;
    uint32_t *details = details_of(m, first);
    size_t count = t->events.n - first, next = 0;
    struct event *run = arena_alloc_array(t->scratch, count, sizeof *run, alignof(struct event));
    for (size_t i = 0; i < count; i++)
        run[i] = t->events.at[first + i];
    t->events.n = first;
    for (size_t i = 0; i < count; i++) {
        str rest = run[i].text;
        if (details[i]) {
            vec_push(t->scratch, &t->events) = note_event(EVENT_ENTER_SPAN, details[i]);
            continue;
        }
        for (; next < m->matches.n && m->matches.at[next].to == first + i; next++) {
            const struct match *end = &m->matches.at[next];
            size_t at = end->at - (size_t)(rest.ptr - run[i].text.ptr);
            if (at > 0)
                tape_text(t, MD_TEXT_NORMAL, str_until(rest, at));
            vec_push(t->scratch, &t->events) =
                note_event(EVENT_LEAVE_SPAN, details[end->from - first]);
            rest = str_from(rest, at + 1);
        }
        if (run[i].what != EVENT_TEXT || rest.len) {
            vec_push(t->scratch, &t->events) = run[i];
            t->events.at[t->events.n - 1].text = rest;
        }
    }
}

static void footnote_run(struct tape *t, size_t first)
{
    struct matcher m = {.tape = t};
    if (t->open.n && t->open.at[t->open.n - 1] >= first)
        return; /* md4c 0.4.8 has lost the end of a span */
    match(&m, first);
    if (m.matches.n)
        put_notes(&m, first);
}

/* ---- HTML ----------------------------------------------------------------------------------- */

static void footnote_emit(struct emitter *e, const struct event *event)
{
    const struct detail *d = &e->tape->details.at[event->detail];
    if (!emit_footnote_reference(e, d->index)) {
        emit_literal(e, "[^");
        emit_escaped(e, d->info);
        emit_literal(e, "]");
    }
}

static void enter(struct emitter *e, const struct mark *mark)
{
    (void)mark;
    emit_footnote(e);
}

static void leave(struct emitter *e, const struct mark *mark)
{
    (void)mark;
    emit_footnote_end(e);
}

const struct ext ext_footnotes = {.name = "footnotes",
                                  .begins = "[",
                                  .line = footnote_line,
                                  .starts = "[^",
                                  .at = footnote_at,
                                  .put = footnote_put,
                                  .run = footnote_run,
                                  .emit = footnote_emit,
                                  .enter = enter,
                                  .leave = leave};
