/* Emphasis, links and images, and the spans of extensions. */
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "markdown/emitter.h"
#include "markdown/safe.h"

enum { SHOWN_ADDRESS = 200 }; /* bytes of one that stands in place of a text */

/* An address as CommonMark's reference implementations write it. */
static void emit_plain_address(struct emitter *e, str address)
{
    static const char kept[] = "-_.+!*'(),%#@?=;:/,+&$~";
    for (size_t i = 0; i < address.len; i++) {
        char c = address.ptr[i];
        if (ascii_is_alnum(c) || (c && strchr(kept, c)))
            emit_escaped(e, str_slice(address, i, i + 1));
        else
            buf_addf(&e->to->html, "%%%02X", (unsigned)(unsigned char)c);
    }
}

void emit_attribute(struct emitter *e, str name, str value)
{
    if (value.len == 0)
        return;
    emit_literal(e, " ");
    emit_lit(e, name);
    emit_literal(e, "=\"");
    emit_escaped(e, value);
    emit_literal(e, "\"");
}

/* Where a link leads is the slots' to say, and `markdown` is no attribute of HTML. */
static bool is_left_out(str name)
{
    static const str names[] = {S_INIT("href"), S_INIT("src"), S_INIT("alt"), S_INIT("markdown")};
    bool is = false;
    for (size_t i = 0; i < sizeof names / sizeof *names && !is; i++)
        is = str_eq_nocase(name, names[i]);
    return is;
}

static void emit_rest(struct emitter *e, const struct attributes *a)
{
    for (size_t i = 0; i < a->rest.n; i++) {
        const struct attribute *r = &a->rest.at[i];
        if (is_left_out(r->name) || (e->outliner.safe && !safe_attribute(r->name, r->value)))
            continue;
        if (r->value.len) {
            emit_attribute(e, r->name, r->value);
            continue;
        }
        emit_literal(e, " ");
        emit_lit(e, r->name);
        emit_lit(e, r->has_value ? S("=\"\"") : S(""));
    }
}

void emit_attributes(struct emitter *e, const struct attributes *a, str class)
{
    emit_attribute(e, S("id"), a->id);
    if (class.len && a->classes.len)
        class = arena_join(e->scratch, class, S(" "), a->classes);
    emit_attribute(e, S("class"), class.len ? class : a->classes);
    emit_rest(e, a);
}

static void emit_link_title(struct emitter *e, const struct detail *d)
{
    if (d->title.len == 0)
        return;
    emit_literal(e, " title=\"");
    emit_escaped(e, d->title);
    emit_literal(e, "\"");
}

/* The classes and the relation are written with those of ours, where the link's target is known. */
static void emit_link_attributes(struct emitter *e, const struct detail *d, uint32_t link)
{
    struct attributes rest = d->attributes;
    struct link *l = &e->body->links.at[link];
    l->classes = arena_dup(e->keep, rest.classes);
    rest.classes = S("");
    for (size_t i = 0; i < rest.rest.n; i++) {
        if (str_eq_nocase(rest.rest.at[i].name, S("rel"))) {
            l->rel = arena_dup(e->keep, rest.rest.at[i].value);
            rest.rest.at[i] = rest.rest.at[--rest.rest.n];
            break;
        }
    }
    emit_attributes(e, &rest, S(""));
}

static void enter_link(struct emitter *e, const struct detail *d)
{
    uint32_t link = outliner_link(&e->outliner, d->link, d->href);
    vec_push(e->scratch, &e->links) = link;
    if (d->link == LINK_WIKI && d->at != STR_NONE) /* its text may be ours */
        e->at = (uint32_t)d->at;
    emit_literal(e, "<a");
    if (e->plain) {
        emit_literal(e, " href=\"");
        emit_plain_address(e, d->href);
        emit_literal(e, "\"");
    } else {
        emit_slot(e, SLOT_LINK, link);
        emit_link_attributes(e, d, link);
    }
    emit_link_title(e, d);
    emit_literal(e, ">");
}

/* An image from elsewhere is a request to a host that the note has chosen, which learns who reads
 * and when. On a safe site it is a link, except in a link of the author's, which stays one. */
static bool is_shown(const struct emitter *e, const struct detail *d)
{
    return !e->outliner.safe || safe_source(d->href);
}

static void enter_hidden_image(struct emitter *e, const struct detail *d, uint32_t link)
{
    if (e->links.n > 1)
        return;
    emit_literal(e, "<a");
    emit_slot(e, SLOT_LINK, link);
    emit_link_title(e, d);
    emit_literal(e, ">");
}

static void leave_hidden_image(struct emitter *e, const struct detail *d, uint32_t link)
{
    const struct link_spot *text = &e->outliner.spots.at[link];
    if (text->from == text->to)
        emit_escaped(e, utf8_until(d->href, SHOWN_ADDRESS));
    if (e->links.n == 0)
        emit_literal(e, "</a>");
}

static bool is_text(const struct event *e)
{
    return e->what == EVENT_TEXT && e->type == MD_TEXT_NORMAL;
}

/* ![alt|300](x.png): the size that the last text of an image ends with. A bar with a backslash is a
 * text of its own. */
static void take_size(struct emitter *e, size_t image)
{
    struct event *last = &e->tape->events.at[tape_end(e->tape, image) - 1], *bar = last - 1;
    str width, height, size = last->text;
    size_t at = is_text(last) ? str_rfind_char(size, '|') : STR_NONE;
    bool apart = is_text(last) && at == STR_NONE && is_text(bar) && str_eq(bar->text, S("|"));
    if (at != STR_NONE)
        size = str_from(size, at + 1);
    if ((at == STR_NONE && !apart) || !embed_size(size, &width, &height))
        return;
    last->text = str_until(last->text, apart ? 0 : at);
    if (apart)
        bar->text.len = 0;
    embed_set_size(e->tape, tape_detail(e->tape, image), width, height);
}

static void enter_image(struct emitter *e, const struct detail *d)
{
    uint32_t link = outliner_link(&e->outliner, d->link ? d->link : LINK_IMAGE, d->href);
    vec_push(e->scratch, &e->links) = link;
    if (!e->plain)
        take_size(e, e->event);
    if (!is_shown(e, d)) {
        enter_hidden_image(e, d, link);
        return;
    }
    emit_literal(e, "<img src=\"");
    if (e->plain)
        emit_plain_address(e, d->href);
    else
        emit_slot(e, SLOT_URL, link);
    emit_literal(e, "\" alt=\"");
}

static void end_link(struct emitter *e, const struct detail *d)
{
    uint32_t at = d->at == STR_NONE ? e->at : (uint32_t)d->at;
    outliner_end_link(&e->outliner, e->links.at[--e->links.n], emit_place(e, at));
}

static void leave_image(struct emitter *e, const struct detail *d)
{
    uint32_t link = e->links.at[e->links.n - 1];
    end_link(e, d);
    if (!is_shown(e, d)) {
        leave_hidden_image(e, d, link);
        return;
    }
    emit_literal(e, "\"");
    emit_link_title(e, d);
    emit_attributes(e, &d->attributes, S(""));
    emit_lit(e, e->plain ? S(" />") : S(">"));
}

static str own_span_name(unsigned type)
{
    static const str names[] = {S_INIT("mark"), S_INIT("ins"), S_INIT("sub"), S_INIT("sup"),
                                S_INIT("kbd")};
    return type >= SPAN_MARK && type < SPAN_OWN_END ? names[type - SPAN_MARK] : S("span");
}

static str span_name(MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_EM:
        return S("em");
    case MD_SPAN_STRONG:
        return S("strong");
    case MD_SPAN_CODE:
        return S("code");
    case MD_SPAN_DEL:
        return S("del");
    default:
        return own_span_name((unsigned)type);
    }
}

static void mark_emphasis(struct emitter *e, MD_SPANTYPE type, bool begins)
{
    if (type == MD_SPAN_STRONG)
        outliner_strong(&e->outliner, begins);
    else if (type == MD_SPAN_EM)
        outliner_emphasis(&e->outliner, begins);
}

/* The class of a span of code that names its language, whose text is then shorter. */
static str code_class(struct emitter *e, const struct event *event)
{
    const struct event *text = event + 1;
    if (event->type != MD_SPAN_CODE || text->what != EVENT_TEXT || text->type != MD_TEXT_CODE)
        return S("");
    str code = text->text, language = emit_code_language(e, &code);
    if (language.len == 0)
        return S("");
    e->code_text = code;
    return arena_join(e->scratch, S("language-"), language, S(""));
}

void emit_span(struct emitter *e, const struct event *event)
{
    const struct detail *d = &e->tape->details.at[event->detail];
    if (event->type == MD_SPAN_IMG && e->images++ == 0)
        enter_image(e, d);
    if (e->images)
        return;
    if (event->type == MD_SPAN_A) {
        enter_link(e, d);
        return;
    }
    if (event->type == SPAN_EMBED) {
        emit_embed(e, d);
        return;
    }
    if (event->type == SPAN_NOTE) {
        emit_inline_note(e, event);
        return;
    }
    mark_emphasis(e, (MD_SPANTYPE)event->type, true);
    emit_literal(e, "<");
    emit_lit(e, span_name((MD_SPANTYPE)event->type));
    emit_attributes(e, &d->attributes, code_class(e, event));
    emit_literal(e, ">");
}

void emit_span_end(struct emitter *e, const struct event *event)
{
    if (event->type == MD_SPAN_IMG && --e->images == 0) {
        leave_image(e, &e->tape->details.at[event->detail]);
        return;
    }
    if (e->images)
        return;
    if (event->type == MD_SPAN_A) {
        end_link(e, &e->tape->details.at[event->detail]);
        emit_literal(e, "</a>");
        return;
    }
    if (event->type == SPAN_EMBED) {
        end_link(e, &e->tape->details.at[event->detail]);
        return;
    }
    if (event->type == SPAN_NOTE) {
        emit_inline_note_end(e);
        return;
    }
    mark_emphasis(e, (MD_SPANTYPE)event->type, false);
    emit_literal(e, "</");
    emit_lit(e, span_name((MD_SPANTYPE)event->type));
    emit_literal(e, ">");
}
