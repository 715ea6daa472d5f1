/* Spans between signs, by the rules of PyMdown Extensions:
 *
 *     ==marked==   ^^inserted^^   ~~deleted~~   x^2^   H~2~O
 *
 * Other spans may stand inside. Between single signs is no blank, and double ones stand at words'
 * ends, so that `a==b`, `~/x ~/y` and `2^10 and 2^12` are text. What has no partner in its block,
 * or would cross another span, is text as well. */
#include "base/ascii.h"
#include "markdown/exts.h"

struct kind {
    char sign;
    uint8_t length;
    uint8_t span;
    bool at_words; /* no letter or digit outside */
};

enum { KINDS = 5 };

static const struct kind kinds[KINDS] = {
    {'=', 2, SPAN_MARK, true},    {'^', 2, SPAN_INS, true},  {'^', 1, SPAN_SUP, false},
    {'~', 2, MD_SPAN_DEL, false}, {'~', 1, SPAN_SUB, false},
};

static size_t kind_of(str sign)
{
    size_t k = 0;
    while (k < KINDS && (kinds[k].sign != sign.ptr[0] || kinds[k].length != sign.len))
        k++;
    return k;
}

/* The bytes around a sign, which stands in the rewritten text; NULs are behind it. */
struct around {
    char before, after;
};

static struct around around_of(const struct tape *t, str sign)
{
    bool first = sign.ptr == t->lines->text.ptr;
    return (struct around){first ? '\n' : sign.ptr[-1], sign.ptr[sign.len]};
}

static bool is_gap(char c)
{
    return c == '\0' || ascii_is_space(c);
}

/* "[^1]" is no sign, and single ones in "~/x" are none either. */
static bool may_open(const struct kind *kind, struct around a)
{
    if (is_gap(a.after) || (kind->at_words && ascii_is_alnum(a.before)))
        return false;
    return kind->length == 2 || (a.before != '[' && a.after != '/');
}

static bool may_close(const struct kind *kind, struct around a)
{
    return !is_gap(a.before) && !(kind->at_words && ascii_is_alnum(a.after));
}

static bool at(struct tape *t, str text, size_t i, size_t *end)
{
    size_t n = i, from = tape_offset(t, text);
    if (from == STR_NONE || (from + i > 0 && (text.ptr + i)[-1] == text.ptr[i]))
        return false; /* not its first byte */
    while (n < text.len && text.ptr[n] == text.ptr[i])
        n++;
    str sign = str_slice(text, i, n);
    size_t k = kind_of(sign);
    struct around a = around_of(t, sign);
    *end = n;
    return k < KINDS && (may_open(&kinds[k], a) || may_close(&kinds[k], a));
}

static void put(struct tape *t, str construct)
{
    tape_text(t, (MD_TEXTTYPE)TEXT_SIGN, construct);
    tape_ask_run(t, &ext_signs);
}

/* ---- pairs ---------------------------------------------------------------------------------- */

/* Signs are events; those that have not found a partner yet stand on the pile of their kind. */
struct pairing {
    struct tape *t;
    vec(uint32_t) piles[KINDS];
    vec(uint32_t) spans; /* that are open */
    size_t blank;        /* the last event before this one that holds one, and the last that … */
    size_t other;        /* … holds something else than letters and digits; both plus one */
};

/* Drops the signs at and behind an event. */
static void drop(struct pairing *p, size_t from)
{
    for (size_t k = 0; k < KINDS; k++)
        while (p->piles[k].n && p->piles[k].at[p->piles[k].n - 1] >= from)
            p->piles[k].n--;
}

/* What stands between single signs is one word. Where another goes on behind it, as in "a~1~b", it
 * is letters and digits, and one is before it: "~$5/~$6" and "2^10+2^12" are none. */
static bool holds_word(const struct pairing *p, size_t open, struct around a)
{
    static const char ends[] = ".,;:!?)]}\"'*_-|<&";
    str sign = p->t->events.at[open].text;
    char before = around_of(p->t, sign).before;
    bool ended = is_gap(a.after) || (unsigned char)a.after >= 0x80 || strchr(ends, a.after);
    if (p->blank > open)
        return false;
    return ended || (p->other <= open && (ascii_is_alnum(before) || before == ')'));
}

/* The sign that this one ends a span with, or STR_NONE. */
static size_t partner(struct pairing *p, size_t k, struct around a)
{
    size_t n = p->piles[k].n, span = p->spans.n ? p->spans.at[p->spans.n - 1] : 0;
    size_t open = n ? p->piles[k].at[n - 1] : STR_NONE;
    if (open == STR_NONE || open < span || !may_close(&kinds[k], a))
        return STR_NONE;
    return kinds[k].length == 2 || holds_word(p, open, a) ? open : STR_NONE;
}

static void pair(struct pairing *p, size_t i)
{
    struct event *e = p->t->events.at;
    str sign = e[i].text;
    size_t k = kind_of(sign);
    struct around a = around_of(p->t, sign);
    size_t open = partner(p, k, a);
    e[i].type = MD_TEXT_NORMAL;
    if (open != STR_NONE) {
        e[open] = (struct event){.what = EVENT_ENTER_SPAN, .type = kinds[k].span};
        e[i] = (struct event){.what = EVENT_LEAVE_SPAN, .type = kinds[k].span};
        drop(p, open);
    } else if (may_open(&kinds[k], a)) {
        vec_push(p->t->scratch, &p->piles[k]) = (uint32_t)i;
    }
}

static void look_at(struct pairing *p, size_t i)
{
    const struct event *e = &p->t->events.at[i];
    if (e->type == MD_TEXT_SOFTBR || e->type == MD_TEXT_BR)
        p->blank = i + 1;
    for (size_t c = 0; c < e->text.len; c++) {
        if (ascii_is_space(e->text.ptr[c]))
            p->blank = i + 1;
        if (!ascii_is_alnum(e->text.ptr[c]))
            p->other = i + 1;
    }
}

static void run(struct tape *t, size_t first)
{
    struct pairing p = {.t = t};
    for (size_t i = first; i < t->events.n; i++) {
        const struct event *e = &t->events.at[i];
        if (e->what == EVENT_TEXT && e->type == TEXT_SIGN)
            pair(&p, i);
        else if (e->what == EVENT_TEXT || e->what == EVENT_OWN)
            look_at(&p, i);
        else if (e->what == EVENT_ENTER_SPAN)
            vec_push(t->scratch, &p.spans) = (uint32_t)i;
        else if (e->what == EVENT_LEAVE_SPAN && p.spans.n)
            drop(&p, p.spans.at[--p.spans.n]);
    }
}

const struct ext ext_signs = {
    .name = "signs", .in_links = true, .starts = "=^~", .at = at, .put = put, .run = run};
