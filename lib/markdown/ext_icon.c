/* Icons and emoji by name, between colons:
 *
 *     :material-home:  :octicons-alert-16:  :fontawesome-solid-user:  :simple-github:
 *     :rocket:
 *
 * An icon becomes inline SVG in the colour of the text around it, so only those that are used reach
 * a page. It says nothing to readers who cannot see it: in notes words stand beside it. One that
 * does not exist shows its words, and so do those past a limit: a short name may be a large
 * picture. What is no name of an emoji is text. */
#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"
#include "markdown/glyphs.h"
#include "theme/web.h"

enum {
    MOST_NAME = 80,
    MOST_BYTES = 1 << 20, /* of all pictures of a note */
    MOST_GUESSES = 20     /* names that are looked for in a note */
};

static const str sets[] = {S_INIT("material-"), S_INIT("octicons-"), S_INIT("fontawesome-"),
                           S_INIT("simple-")};

/* The name of the icon without its set; false where it names none. */
static bool is_icon(str name, str *own)
{
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (str_starts(name, sets[i])) {
            *own = str_from(name, sets[i].len);
            return own->len > 0;
        }
    return false;
}

static str name_at(str text)
{
    size_t n = 1;
    while (n < text.len && n <= MOST_NAME &&
           (ascii_is_alnum(text.ptr[n]) || text.ptr[n] == '-' || text.ptr[n] == '_' ||
            text.ptr[n] == '+'))
        n++;
    return n > 1 && n < text.len && text.ptr[n] == ':' ? str_slice(text, 1, n) : S("");
}

/* Whether the colon before the text ended another: several may stand in a row. */
static bool is_behind_icon(const struct tape *t, size_t i)
{
    const struct event *last = &t->events.at[t->events.n - 1];
    return i == 0 && last->what == EVENT_OWN && t->details.at[last->detail].ext == &ext_icon;
}

/* "a:b:" and "10:30:45" hold no names. */
static bool icon_at(struct tape *t, str text, size_t i, size_t *end)
{
    char before = tape_byte_before(t, text, i);
    str name = name_at(tape_rest_of_line(t, text, i)), own;
    if (name.len == 0 || ascii_is_alnum(before) || (before == ':' && !is_behind_icon(t, i)))
        return false;
    *end = i + name.len + 2;
    return is_icon(name, &own) || glyphs_emoji(name, &own);
}

static str words_of(struct arena *a, str name)
{
    str words = arena_dup(a, name);
    for (size_t i = 0; i < words.len; i++)
        if (words.ptr[i] == '-')
            ((char *)words.ptr)[i] = ' ';
    return words;
}

static void icon_put(struct tape *t, str icon)
{
    str name = str_slice(icon, 1, icon.len - 1), own, emoji;
    struct glyph glyph;
    if (!is_icon(name, &own)) {
        if (glyphs_emoji(name, &emoji))
            tape_own(t, &(struct detail){.ext = &ext_icon, .at = STR_NONE}, emoji);
        return;
    }
    struct detail d = {.ext = &ext_icon, .at = tape_offset(t, icon), .title = name};
    if (!glyphs_icon(name, &glyph)) {
        t->icon_missing = true;
    } else if ((t->icon_bytes += glyph.inner.len) <= MOST_BYTES) {
        d.lang = glyph.view_box;
        d.info = glyph.inner;
    } else {
        d.title = S("");
    }
    d.href = words_of(t->scratch, own);
    tape_own(t, &d, S("")); /* a heading's id must not depend on which icons there are */
}

static void emit_emoji(struct emitter *e, const struct event *event)
{
    const struct attributes *a = &e->tape->details.at[event->detail].attributes;
    if (a->classes.len == 0) {
        emit_escaped(e, event->text);
        return;
    }
    emit_literal(e, "<span");
    emit_attribute(e, S("class"), a->classes);
    emit_literal(e, ">");
    emit_escaped(e, event->text);
    emit_literal(e, "</span>");
}

static void icon_emit(struct emitter *e, const struct event *event)
{
    const struct detail *d = &e->tape->details.at[event->detail];
    if (event->text.len) {
        emit_emoji(e, event);
        return;
    }
    if (d->info.len == 0) {
        emit_escaped(e, d->href);
        return;
    }
    emit_literal(e, "<span class=\"icon");
    if (d->attributes.classes.len) {
        emit_literal(e, " ");
        emit_escaped(e, d->attributes.classes);
    }
    emit_literal(e, "\"><svg viewBox=\"");
    emit_lit(e, d->lang);
    emit_literal(e, "\" aria-hidden=\"true\" focusable=\"false\">");
    emit_lit(e, d->info);
    emit_literal(e, "</svg></span>");
}

static void report(const struct tape *t, struct diags *diags, const struct detail *d,
                   bool may_guess)
{
    str name = d->title, own;
    is_icon(name, &own);
    str meant = may_guess ? glyphs_nearest(name, name.len - own.len) : S("");
    struct place place =
        lines_place(t->lines, t->options->path, d->at == STR_NONE ? 0 : (uint32_t)d->at);
    if (meant.len)
        diag_add(diags, DIAG_ICON_MISSING, place,
                 "there is no icon \":%.*s:\"; its words are shown; did you mean \":%.*s:\"?",
                 STR_ARG(name), STR_ARG(meant));
    else
        diag_add(diags, DIAG_ICON_MISSING, place,
                 "there is no icon \":%.*s:\"; its words are shown", STR_ARG(name));
}

void icons_report(const struct tape *t, struct diags *diags)
{
    unsigned reported = 0;
    for (size_t i = 0; i < t->events.n && t->icon_missing && web_icons().len; i++) {
        const struct event *e = &t->events.at[i];
        const struct detail *d = &t->details.at[e->detail];
        if (e->what == EVENT_OWN && d->ext == &ext_icon && d->info.len == 0 && d->title.len)
            report(t, diags, d, reported++ < MOST_GUESSES);
    }
}

const struct ext ext_icon = {
    .name = "icon",
    .in_links = true,
    .starts = ":",
    .at = icon_at,
    .put = icon_put,
    .emit = icon_emit,
};
