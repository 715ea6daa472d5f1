#include "markdown/rawhtml.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "markdown/safe.h"

enum { MAX_OPEN = 512 };

/* ---- runs and pieces ------------------------------------------------------------------------ */

static bool is_run(const struct event *e)
{
    return e->what == EVENT_TEXT && e->type == MD_TEXT_HTML;
}

static void add_part(struct tape *t, struct rawhtml *out, struct buf *text, str source)
{
    vec_push(t->scratch, &out->parts) = (struct html_part){(uint32_t)text->len, source};
    buf_add(text, source);
}

static void cut_run(struct tape *t, struct rawhtml *out, struct html_run *run)
{
    struct html_cursor cursor = {.rest = run->text};
    struct html_piece piece = {0};
    run->first = (uint32_t)out->pieces.n;
    while (html_next(&cursor, &piece.token))
        vec_push(t->scratch, &out->pieces) = piece;
    run->count = (uint32_t)out->pieces.n - run->first;
}

/* Joins neighbouring HTML events into one each and takes the others out of the tape. */
static void join_runs(struct tape *t, struct rawhtml *out)
{
    size_t kept = 0;
    struct buf text = {0};
    while (kept < t->events.n && !is_run(&t->events.at[kept]))
        kept++;
    for (size_t i = kept; i < t->events.n;) {
        struct event e = t->events.at[i];
        if (!is_run(&e)) {
            t->events.at[kept++] = e;
            i++;
            continue;
        }
        struct html_run run = {.event = (uint32_t)kept, .part = (uint32_t)out->parts.n};
        buf_clear(&text);
        for (; i < t->events.n && is_run(&t->events.at[i]); i++)
            add_part(t, out, &text, t->events.at[i].text);
        run.part_count = (uint32_t)out->parts.n - run.part;
        run.text = run.part_count == 1 ? e.text : arena_dup(t->scratch, buf_str(&text));
        cut_run(t, out, &run);
        e.text = run.text;
        e.detail = (uint32_t)out->runs.n;
        vec_push(t->scratch, &out->runs) = run;
        t->events.at[kept++] = e;
    }
    t->events.n = kept;
    buf_free(&text);
}

struct place rawhtml_place(const struct rawhtml *html, const struct tape *tape,
                           const struct html_run *run, const struct html_piece *piece)
{
    size_t at = (size_t)(piece->token.text.ptr - run->text.ptr);
    uint32_t low = run->part, high = run->part + run->part_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (html->parts.at[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    const struct html_part *part = &html->parts.at[low];
    size_t out = tape_offset(tape, part->source);
    if (out == STR_NONE && part > &html->parts.at[run->part])
        out = tape_offset(tape, part[-1].source);
    if (out == STR_NONE)
        return (struct place){tape->options->path, 0, 0};
    return lines_place(tape->lines, tape->options->path, (uint32_t)(out + at - part->at));
}

/* ---- matching ------------------------------------------------------------------------------- */

struct open_element {
    uint32_t piece, run;
    bool in_text; /* not in an HTML block */
};

struct matcher {
    struct tape *tape;
    struct diags *diags;
    struct rawhtml *html;
    struct open_element open[MAX_OPEN];
    size_t n;
    vec(size_t) barriers; /* how many were open when each block or span began */
    uint32_t run;
    unsigned foreign; /* svg and math elements around */
    size_t raw;       /* how many are open with the raw text element that is, 0: none is */
    bool in_text;
    bool refused;    /* something that is not safe, which has been said */
    unsigned images; /* around: their HTML is no part of their alt text */
};

static struct html_piece *piece_of(struct matcher *m, size_t i)
{
    return &m->html->pieces.at[m->open[i].piece];
}

static unsigned flags_of(const struct html_piece *p)
{
    return html_element_flags(p->token.name);
}

static void complain(struct matcher *m, enum diag_code code, uint32_t run,
                     const struct html_piece *p, const char *what)
{
    struct place place = rawhtml_place(m->html, m->tape, &m->html->runs.at[run], p);
    str shown = utf8_until(p->token.text, 40);
    diag_add(m->diags, code, place, "%.*s%s %s", STR_ARG(shown),
             shown.len < p->token.text.len ? "…" : "", what);
}

/* Gives up on the innermost open element. True when it stays and must be closed. */
static bool give_up(struct matcher *m)
{
    struct open_element *e = &m->open[--m->n];
    m->raw = m->n < m->raw ? 0 : m->raw;
    struct html_piece *p = &m->html->pieces.at[e->piece];
    unsigned flags = flags_of(p);
    if (flags & ELEMENT_FOREIGN)
        m->foreign--;
    if (flags & ELEMENT_OPTIONAL_END)
        return true;
    bool is_anchor =
        str_eq_nocase(p->token.name, S("a")) && str_find(p->token.text, S("href")) == STR_NONE;
    if (is_anchor || p->token.self_closing) {
        p->closes_itself = true;
        return false;
    }
    bool hides = flags & ELEMENT_RAW_TEXT; /* all that follows */
    bool escape = hides || (!p->foreign && !(flags & ELEMENT_FOREIGN) &&
                            (e->in_text || !(flags & ELEMENT_KNOWN)));
    if (escape && !(flags & ELEMENT_KNOWN))
        complain(m, DIAG_HTML_UNKNOWN_TAG, e->run, p, "is no HTML; it is shown as text");
    else
        complain(m, DIAG_HTML_UNCLOSED, e->run, p,
                 escape ? "is never closed; it is shown as text" : "is never closed");
    if (escape)
        p->fate = FATE_ESCAPE;
    return !escape;
}

static uint32_t unwind(struct matcher *m, size_t down_to)
{
    uint32_t closed = 0;
    while (m->n > down_to)
        closed += give_up(m);
    return closed;
}

static size_t barrier(const struct matcher *m)
{
    return m->barriers.n ? m->barriers.at[m->barriers.n - 1] : 0;
}

/* Whether an element with these flags may stand in a note. */
static bool is_html(unsigned flags)
{
    return flags & ELEMENT_KNOWN && !(flags & ELEMENT_FORBIDDEN);
}

static bool is_custom_element(str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_alnum(name.ptr[i]) && name.ptr[i] != '-')
            return false;
        else if (ascii_lower(name.ptr[i]) != name.ptr[i])
            return false;
    return str_find_char(name, '-') != STR_NONE;
}

/* On a safe site. Once is enough for a note that was written for other sites. */
static void refuse(struct matcher *m, struct html_piece *p)
{
    p->fate = FATE_ESCAPE;
    if (!m->refused)
        complain(m, DIAG_HTML_UNSAFE, m->run, p,
                 "is shown as text, as is all of this note's HTML that is not safe");
    m->refused = true;
}

/* A block begins: no <p> around it can stay one. */
static void hold_block(struct matcher *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (str_eq_nocase(piece_of(m, i)->token.name, S("p")))
            piece_of(m, i)->division = true;
}

static void open_element(struct matcher *m, uint32_t index)
{
    struct html_piece *p = &m->html->pieces.at[index];
    unsigned flags = flags_of(p);
    p->foreign = m->foreign > 0;
    if (!p->foreign && !is_html(flags) && !is_custom_element(p->token.name)) {
        p->fate = FATE_ESCAPE;
        if (!m->refused) /* it may be in a picture that was */
            complain(m, DIAG_HTML_UNKNOWN_TAG, m->run, p, "is no HTML; it is shown as text");
        return;
    }
    if (m->tape->options->safe && !safe_tag(&p->token)) {
        refuse(m, p);
        return;
    }
    size_t keep = m->n;
    while (keep > barrier(m) && html_ends_by_start(flags_of(piece_of(m, keep - 1)), flags))
        keep--;
    p->close_first = unwind(m, keep);
    if (flags & ELEMENT_BLOCK)
        hold_block(m);
    if (flags & ELEMENT_VOID)
        return;
    if (p->token.self_closing) {
        p->closes_itself = true;
        return;
    }
    if (m->n == MAX_OPEN) {
        p->fate = FATE_ESCAPE;
        complain(m, DIAG_HTML_UNCLOSED, m->run, p, "is in too many elements; it is shown as text");
        return;
    }
    if (flags & ELEMENT_FOREIGN)
        m->foreign++;
    m->open[m->n++] = (struct open_element){index, m->run, m->in_text};
    if (flags & ELEMENT_RAW_TEXT)
        m->raw = m->n;
}

static void close_element(struct matcher *m, uint32_t index)
{
    struct html_piece *p = &m->html->pieces.at[index];
    size_t at = m->n;
    while (at > barrier(m) && !str_eq_nocase(piece_of(m, at - 1)->token.name, p->token.name))
        at--;
    if (at == barrier(m)) {
        p->fate = FATE_ESCAPE;
        bool known = is_html(flags_of(p));
        if (m->refused)
            return; /* what it closes may be among that */
        complain(m, known ? DIAG_HTML_STRAY_CLOSE : DIAG_HTML_UNKNOWN_TAG, m->run, p,
                 known ? "closes nothing; it is shown as text" : "is no HTML; it is shown as text");
        return;
    }
    p->close_first = unwind(m, at);
    struct html_piece *opener = piece_of(m, at - 1);
    if (flags_of(opener) & ELEMENT_FOREIGN)
        m->foreign--;
    opener->matched = p->matched = true;
    opener->match = index;
    p->match = m->open[at - 1].piece;
    m->n = at - 1;
    m->raw = m->n < m->raw ? 0 : m->raw;
}

/* In raw text there is no markup but its end. */
static bool ends_raw_text(struct matcher *m, const struct html_piece *p)
{
    return p->token.kind == HTML_CLOSE &&
           str_eq_nocase(p->token.name, piece_of(m, m->raw - 1)->token.name);
}

static void match_piece(struct matcher *m, uint32_t index)
{
    struct html_piece *p = &m->html->pieces.at[index];
    if (m->images) {
        p->fate = FATE_DROP;
        return;
    }
    if (m->raw && !ends_raw_text(m, p)) {
        p->fate =
            p->token.kind == HTML_TEXT || p->token.kind == HTML_RAW_TEXT ? FATE_KEEP : FATE_ESCAPE;
        return;
    }
    switch (p->token.kind) {
    case HTML_OPEN:
        open_element(m, index);
        break;
    case HTML_CLOSE:
        close_element(m, index);
        break;
    case HTML_COMMENT:
        p->fate = p->token.complete ? FATE_DROP : FATE_ESCAPE;
        if (!p->token.complete)
            complain(m, DIAG_HTML_UNCLOSED, m->run, p, "is never closed; it is shown as text");
        break;
    case HTML_OTHER:
        /* Our own marks, and declarations that no browser shows. */
        p->fate = FATE_DROP;
        break;
    default:
        break;
    }
}

static void add_closing(struct matcher *m, size_t event, uint32_t count)
{
    if (count)
        vec_push(m->tape->scratch, &m->html->closings) =
            (struct html_closing){(uint32_t)event, count};
}

/* As for browsers, SVG and MathML end where a block of HTML begins. */
static void leave_foreign(struct matcher *m, size_t event)
{
    size_t at = barrier(m);
    while (at < m->n && !(flags_of(piece_of(m, at)) & ELEMENT_FOREIGN))
        at++;
    add_closing(m, event, unwind(m, at));
}

static bool is_barrier(const struct event *e)
{
    bool block = e->what == EVENT_ENTER_BLOCK || e->what == EVENT_LEAVE_BLOCK;
    return e->what < EVENT_TEXT &&
           !(block && (e->type == MD_BLOCK_DOC || e->type == MD_BLOCK_HTML));
}

static void match_event(struct matcher *m, size_t i)
{
    const struct event *e = &m->tape->events.at[i];
    bool enters = e->what == EVENT_ENTER_BLOCK || e->what == EVENT_ENTER_SPAN;
    if (e->what == EVENT_TEXT) {
        if (is_run(e)) {
            m->run = e->detail;
            const struct html_run *run = &m->html->runs.at[m->run];
            for (uint32_t p = run->first; p < run->first + run->count; p++)
                match_piece(m, p);
        }
        return;
    }
    if ((e->what <= EVENT_LEAVE_BLOCK) && e->type == MD_BLOCK_HTML)
        m->in_text = !enters;
    if ((e->what == EVENT_ENTER_SPAN || e->what == EVENT_LEAVE_SPAN) && e->type == MD_SPAN_IMG)
        m->images += enters ? 1U : (unsigned)-1;
    if (!is_barrier(e))
        return;
    if (enters) {
        if (e->what == EVENT_ENTER_BLOCK) {
            leave_foreign(m, i);
            hold_block(m);
        }
        vec_push(m->tape->scratch, &m->barriers) = m->n;
    } else {
        add_closing(m, i, unwind(m, barrier(m)));
        m->barriers.n--;
    }
}

/* What is still open at the end of the note was opened at its top level. It is closed before the
 * next heading there that no other element holds, else at the end: one forgotten </div> must not
 * swallow all sections that follow. */
struct late {
    uint32_t open, depth;
};

static void close_late(struct matcher *m)
{
    struct tape *t = m->tape;
    size_t next = 0; /* the first of m->open that the walk has not come to */
    size_t waiting = 0, depth = 0, held = 0;
    for (size_t i = 0; i < t->events.n; i++) {
        const struct event *e = &t->events.at[i];
        bool block = e->what == EVENT_ENTER_BLOCK || e->what == EVENT_LEAVE_BLOCK;
        if (block && e->type == MD_BLOCK_H && e->what == EVENT_ENTER_BLOCK && depth == 0 &&
            waiting > 0 && held == 0) {
            add_closing(m, i, (uint32_t)waiting);
            waiting = 0;
        }
        if (is_barrier(e))
            depth += e->what == EVENT_ENTER_BLOCK || e->what == EVENT_ENTER_SPAN ? 1 : (size_t)-1;
        if (!is_run(e) || depth > 0)
            continue;
        const struct html_run *run = &m->html->runs.at[e->detail];
        for (uint32_t p = run->first; p < run->first + run->count; p++) {
            const struct html_piece *piece = &m->html->pieces.at[p];
            if (next < m->n && m->open[next].piece == p) {
                next++;
                waiting++;
                held = 0;
            } else if (piece->matched && waiting > 0) {
                held += piece->token.kind == HTML_OPEN ? 1 : (size_t)-1;
            }
        }
    }
    if (waiting)
        add_closing(m, t->events.n - 1, (uint32_t)waiting);
}

static int by_event(const void *left, const void *right)
{
    const struct html_closing *a = left, *b = right;
    return (a->event > b->event) - (a->event < b->event);
}

/* Which of the elements still open stay: the others were escaped and need no end. */
static void settle_open(struct matcher *m)
{
    struct open_element kept[MAX_OPEN];
    size_t n = 0, all = m->n;
    for (size_t i = all; i > 0; i--) {
        struct open_element e = m->open[i - 1];
        m->n = i;
        if (give_up(m))
            kept[n++] = e;
    }
    for (size_t i = 0; i < n; i++)
        m->open[i] = kept[n - 1 - i];
    m->n = n;
}

void rawhtml_read(struct tape *tape, struct diags *diags, struct rawhtml *out)
{
    *out = (struct rawhtml){0};
    join_runs(tape, out);
    if (tape->options->plain || out->runs.n == 0)
        return;
    struct matcher *m = arena_new(tape->scratch, struct matcher);
    *m = (struct matcher){.tape = tape, .diags = diags, .html = out, .in_text = true};
    for (size_t i = 0; i < tape->events.n; i++)
        match_event(m, i);
    settle_open(m);
    if (m->n)
        close_late(m);
    if (out->closings.n)
        qsort(out->closings.at, out->closings.n, sizeof *out->closings.at, by_event);
}
