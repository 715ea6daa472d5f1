#include "site/fragments.h"

#include "base/escape.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "markdown/slug.h"
#include "site/resolve.h"

/* Up to so many ids a note's are looked through one by one. */
enum { FEW_IDS = 24 };
/* Comparisons that one site may spend on suggestions, and headings of one note that take part. */
enum { COMPARISONS = 8 << 20, SUGGESTED_AMONG = 4096 };

/* The ids of a note: values are numbers of headings, or of anchors behind them. */
struct ids {
    struct map exact, loose;
    bool has_exact, has_loose;
};

struct fragments {
    struct resolve *r;
    struct ids **notes; /* NULL until needed */
    struct buf decoded, loose;
    size_t budget;
};

struct fragments *fragments_open(struct resolve *r)
{
    struct fragments *f = arena_new(r->scratch, struct fragments);
    f->r = r;
    f->notes = arena_array(r->scratch, struct ids *, resolve_count(r));
    f->budget = COMPARISONS;
    return f;
}

void fragments_close(struct fragments *f)
{
    buf_free(&f->decoded);
    buf_free(&f->loose);
}

static const struct body *body_of(const struct fragments *f, uint32_t note)
{
    return &resolve_note(f->r, note)->body;
}

static str id_at(const struct body *body, size_t i)
{
    size_t headings = body->headings.n;
    return i < headings ? body->headings.at[i].id : body->anchors.at[i - headings];
}

/* Letters and digits in folded case, everything between them as one '-'. */
static str loosen(struct fragments *f, str id)
{
    struct buf folded = {0};
    utf8_add_folded(&folded, id);
    buf_clear(&f->loose);
    size_t len;
    bool gap = false;
    for (size_t i = 0; i < folded.len; i += len) {
        int32_t c = utf8_at(buf_str(&folded), i, &len);
        if (!utf8_is_letter_or_digit(c) && !utf8_is_mark(c)) {
            gap = true;
            continue;
        }
        if (gap && f->loose.len > 0)
            buf_add_char(&f->loose, '-');
        gap = false;
        utf8_add(&f->loose, c);
    }
    buf_free(&folded);
    return buf_str(&f->loose);
}

/* The first of equals stays. */
static void put(struct fragments *f, struct map *map, str key, size_t value)
{
    bool fresh;
    if (key.len == 0)
        return;
    size_t *slot = map_put(f->r->scratch, map, key, &fresh);
    if (fresh)
        *slot = value;
}

static void put_loose(struct fragments *f, struct ids *ids, str id, size_t value)
{
    if (id.len > 0)
        put(f, &ids->loose, arena_dup(f->r->scratch, loosen(f, id)), value);
}

static void index_exact(struct fragments *f, const struct body *body, struct ids *ids)
{
    for (size_t i = 0; i < body->headings.n; i++)
        put(f, &ids->exact, body->headings.at[i].id, i);
    for (size_t i = 0; i < body->headings.n; i++)
        put(f, &ids->exact, body->headings.at[i].extra_id, i);
    for (size_t i = 0; i < body->anchors.n; i++)
        put(f, &ids->exact, body->anchors.at[i], body->headings.n + i);
}

static void index_loose(struct fragments *f, const struct body *body, struct ids *ids)
{
    struct buf slug = {0};
    for (size_t i = 0; i < body->headings.n; i++) {
        put_loose(f, ids, body->headings.at[i].id, i);
        put_loose(f, ids, body->headings.at[i].extra_id, i);
    }
    for (size_t i = 0; i < body->anchors.n; i++)
        put_loose(f, ids, body->anchors.at[i], body->headings.n + i);
    for (size_t i = 0; i < body->headings.n; i++) {
        buf_clear(&slug);
        slug_github(&slug, body->headings.at[i].text);
        put_loose(f, ids, buf_str(&slug), i);
    }
    buf_free(&slug);
}

static struct ids *ids_of(struct fragments *f, uint32_t note)
{
    if (!f->notes[note])
        f->notes[note] = arena_new(f->r->scratch, struct ids);
    return f->notes[note];
}

static size_t find_among_few(const struct body *body, str id)
{
    for (size_t i = 0; i < body->headings.n; i++)
        if (str_eq(body->headings.at[i].id, id))
            return i;
    for (size_t i = 0; i < body->headings.n; i++)
        if (str_eq(body->headings.at[i].extra_id, id))
            return i;
    for (size_t i = 0; i < body->anchors.n; i++)
        if (str_eq(body->anchors.at[i], id))
            return body->headings.n + i;
    return STR_NONE;
}

static size_t find_exact(struct fragments *f, uint32_t note, str id)
{
    const struct body *body = body_of(f, note);
    if (body->headings.n + body->anchors.n <= FEW_IDS)
        return find_among_few(body, id);
    struct ids *ids = ids_of(f, note);
    if (!ids->has_exact)
        index_exact(f, body, ids);
    ids->has_exact = true;
    const size_t *found = map_get(&ids->exact, id);
    return found ? *found : STR_NONE;
}

static size_t find_loose(struct fragments *f, uint32_t note, str id)
{
    struct ids *ids = ids_of(f, note);
    if (!ids->has_loose)
        index_loose(f, body_of(f, note), ids);
    ids->has_loose = true;
    str key = loosen(f, id);
    const size_t *found = key.len > 0 ? map_get(&ids->loose, key) : NULL;
    return found ? *found : STR_NONE;
}

/* The heading whose text a wikilink gives. */
static size_t find_text(struct fragments *f, uint32_t note, str text)
{
    struct buf slug = {0};
    slug_github(&slug, text);
    size_t found = find_exact(f, note, buf_str(&slug));
    buf_free(&slug);
    return found;
}

static str decode(struct fragments *f, str fragment)
{
    buf_clear(&f->decoded);
    unescape_url(&f->decoded, fragment);
    return buf_str(&f->decoded);
}

bool fragments_find(struct fragments *f, uint32_t note, str fragment, str *out)
{
    str id = decode(f, fragment);
    size_t found = find_exact(f, note, id);
    if (found == STR_NONE) {
        /* What browsers know by themselves: the top of the page, and text to look for. */
        if (str_eq_nocase(id, S("top")) || str_starts(id, S(":~:"))) {
            *out = fragment;
            return true;
        }
        found = find_loose(f, note, id);
    }
    if (found == STR_NONE)
        found = find_text(f, note, id);
    if (found == STR_NONE)
        return false;
    *out = id_at(body_of(f, note), found);
    return true;
}

static str suggest(struct fragments *f, uint32_t note, str id)
{
    const struct body *body = body_of(f, note);
    size_t n = body->headings.n < SUGGESTED_AMONG ? body->headings.n : SUGGESTED_AMONG;
    if (n == 0 || n > f->budget)
        return S("");
    f->budget -= n;
    struct arena_mark mark = arena_mark(f->r->scratch);
    str *ids = arena_array(f->r->scratch, str, n);
    for (size_t i = 0; i < n; i++)
        ids[i] = body->headings.at[i].id;
    size_t found = nearest(id, ids, n);
    str suggestion = found == STR_NONE ? S("") : ids[found];
    arena_rewind(f->r->scratch, mark);
    return suggestion;
}

void fragments_report(struct fragments *f, struct place place, uint32_t from, uint32_t to,
                      str fragment)
{
    str id = decode(f, fragment);
    str suggestion = suggest(f, to, id);
    str hint = suggestion.len > 0 ? S("; did you mean \"#") : S("");
    str end = suggestion.len > 0 ? S("\"?") : S("");
    if (from == to)
        diag_add(f->r->diags, DIAG_LINK_ANCHOR, place,
                 "no heading of this note has the id \"%.*s\"%.*s%.*s%.*s", STR_ARG(id),
                 STR_ARG(hint), STR_ARG(suggestion), STR_ARG(end));
    else
        diag_add(f->r->diags, DIAG_LINK_ANCHOR, place,
                 "no heading of \"%.*s\" has the id \"%.*s\"%.*s%.*s%.*s",
                 STR_ARG(resolve_note(f->r, to)->path), STR_ARG(id), STR_ARG(hint),
                 STR_ARG(suggestion), STR_ARG(end));
}
