/* A note's text behind one byte of options. What must hold of every body and outline is checked:
 * ranges, slots, balanced HTML, valid UTF-8, positions inside the note; of safe ones, that there is
 * nothing in them but what kbsite writes. */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "markdown/html_tokens.h"
#include "markdown/markdown.h"

enum {
    PLAIN = 1,
    HAS_TITLE = 2,
    AUTOLINKS = 4,
    SHALLOW = 8,
    SMALL = 16,
    SAFE = 32,
    MAX_DEPTH = 2048
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool in(struct range range, size_t size)
{
    return range.from <= range.to && range.to <= size;
}

/* Balanced HTML */

struct checker {
    str open[MAX_DEPTH];
    size_t n;
    unsigned foreign;
};

static void check_tag(struct checker *c, const struct html_token *t)
{
    unsigned flags = html_element_flags(t->name);
    if (t->kind == HTML_CLOSE) {
        require(c->n > 0 && str_eq(c->open[c->n - 1], t->name));
        c->n--;
        c->foreign -= (flags & ELEMENT_FOREIGN) != 0;
        return;
    }
    require(!t->self_closing || c->foreign > 0);
    if (t->self_closing || flags & ELEMENT_VOID)
        return;
    require(c->n < MAX_DEPTH);
    c->open[c->n++] = t->name;
    c->foreign += (flags & ELEMENT_FOREIGN) != 0;
}

static void check_balance(str html)
{
    static struct checker c;
    struct html_cursor cursor = {.rest = html};
    struct html_token t;
    c.n = c.foreign = 0;
    while (html_next(&cursor, &t)) {
        if (t.kind == HTML_OPEN || t.kind == HTML_CLOSE)
            check_tag(&c, &t);
        else if (t.kind != HTML_RAW_TEXT)
            require(t.kind == HTML_TEXT && str_find_char(t.text, '<') == STR_NONE);
    }
    require(c.n == 0);
}

/* Safe HTML: what kbsite writes, and the elements that authors may. A list of its own, so that what
 * is added to the other is noticed. */

static bool is_listed(const char *list, str name)
{
    for (str rest = str_of(list), one; str_cut(&rest, ' ', &one);)
        if (str_eq_nocase(one, name))
            return true;
    return false;
}

/* As a browser would begin to read it. */
static void check_address(str address, bool is_source)
{
    char begin[12] = {0};
    size_t n = 0;
    for (size_t i = 0; i < address.len && n < sizeof begin; i++)
        if ((unsigned char)address.ptr[i] >= (n > 0 ? ' ' : ' ' + 1))
            begin[n++] = address.ptr[i] == '\\' ? '/' : ascii_lower(address.ptr[i]);
    str read = {begin, n};
    require(!str_starts(read, S("javascript:")) && !str_starts(read, S("vbscript:")));
    require(!str_starts(read, S("data:")) && !str_starts(read, S("blob:")));
    require(!is_source || !(str_starts(read, S("//")) || str_starts(read, S("http:")) ||
                            str_starts(read, S("https:"))));
}

static void check_attribute(const struct html_attribute *a)
{
    static const char names[] =
        "class id href src alt title start type checked disabled open name value role aria-label "
        "aria-describedby data-prompt data-answer data-open data-line width height lang dir "
        "loading align target "
        "viewBox aria-hidden focusable d fill fill-rule clip-rule cx cy r x y rx transform";
    require(is_listed(names, a->name));
    if (str_eq(a->name, S("href")) || str_eq(a->name, S("src")))
        check_address(a->value, str_eq(a->name, S("src")));
    if (str_eq(a->name, S("class")))
        for (str rest = a->value, one; str_cut(&rest, ' ', &one);)
            require(!str_starts(one, S("kb-")));
}

static void check_safe(str html)
{
    static const char elements[] =
        "a p div h1 h2 h3 h4 h5 h6 ul ol li pre code blockquote hr br table thead tbody tr th td "
        "img em strong del mark ins sub sup kbd span section details summary input label fieldset "
        "legend dl dt dd abbr figure figcaption svg path g circle rect b i u s small samp var q "
        "cite dfn bdi ruby rt rp wbr";
    struct html_cursor cursor = {.rest = html};
    struct html_token t;
    struct html_attribute a;
    while (html_next(&cursor, &t)) {
        if (t.kind != HTML_OPEN)
            continue;
        require(is_listed(elements, t.name));
        for (str rest = html_attributes_of(&t); html_attribute_next(&rest, &a);)
            check_attribute(&a);
    }
}

/* Body */

static void fill(void *context, const struct body *body, const struct slot *slot, struct buf *out)
{
    size_t *filled = context;
    ++*filled;
    require(slot->kind == SLOT_WORD || slot->link < body->links.n);
    if (slot->kind == SLOT_WORD) {
        buf_add_lit(out, "x");
        return;
    }
    const struct link *link = &body->links.at[slot->link];
    if (link->refused) {
        buf_add(out, slot->kind == SLOT_LINK ? S(" class=\"missing\"") : S(""));
        return;
    }
    buf_add(out, slot->kind == SLOT_LINK ? S(" href=\"") : S(""));
    bool is_name = link->kind == LINK_WIKI && str_find(link->target, S("://")) == STR_NONE;
    escape_html(out, is_name ? S("x") : link->target);
    buf_add(out, slot->kind == SLOT_LINK ? S("\"") : S(""));
}

static void check_range(const struct body *body, struct range range, size_t *filled, uint8_t flags)
{
    struct buf out = {0};
    require(in(range, body->html.len));
    body_print(body, body->html, range, fill, filled, &out);
    require(utf8_check(buf_str(&out)) == STR_NONE);
    if (!(flags & PLAIN))
        check_balance(buf_str(&out));
    if (flags & SAFE && !(flags & PLAIN))
        check_safe(buf_str(&out));
    buf_free(&out);
}

static void check_sections(const struct body *body, size_t *filled, uint8_t flags)
{
    uint32_t at = body->lead.to;
    require(body->lead.from == 0);
    check_range(body, body->lead, filled, flags);
    for (size_t i = 0; i < body->sections.n; i++) {
        const struct section *s = &body->sections.at[i];
        require(s->heading < body->headings.n && body->headings.at[s->heading].is_section);
        require(s->own.from == at);
        at = s->own.to;
        check_range(body, s->own, filled, flags);
    }
}

static void check_headings(const struct body *body, size_t *filled, uint8_t flags)
{
    unsigned titles = 0;
    for (size_t i = 0; i < body->headings.n; i++) {
        const struct heading *h = &body->headings.at[i];
        size_t apart = 0;
        require(h->level >= 1 && h->level <= 6 && !(h->is_title && h->is_section));
        require(flags & PLAIN || (h->id.len > 0 && (h->level == 1) == h->is_title));
        titles += h->is_title;
        check_range(body, h->html, &apart, flags);
        *filled += h->is_title || h->is_section ? apart : 0;
        for (size_t k = 0; k < i && i < 50 && !(flags & PLAIN); k++)
            require(!str_eq(body->headings.at[k].id, h->id));
    }
    require(titles <= 1);
}

static void check_prompts(const struct body *body, uint8_t flags)
{
    size_t filled = 0;
    require(!(flags & PLAIN) || body->prompts.n == 0);
    for (size_t i = 0; i < body->prompts.n; i++) {
        const struct prompt *p = &body->prompts.at[i];
        require(p->asked.from <= p->asked.to && p->answers.from <= p->answers.to);
        require(p->section == BODY_LEAD || p->section < body->sections.n);
        require(p->answer == 0 || (p->answer >= 'A' && p->answer <= 'Z'));
        check_range(body, p->answers, &filled, flags);
        for (size_t k = 0; k < i && i < 50; k++)
            require(!str_eq(body->prompts.at[k].id, p->id));
    }
}

static void check_body(const struct body *body, uint8_t flags)
{
    size_t filled = 0;
    check_prompts(body, flags);
    check_sections(body, &filled, flags);
    check_range(body, body->footnotes, &filled, flags);
    check_headings(body, &filled, flags);
    require(filled == body->slots.n);
    for (size_t i = 1; i < body->slots.n; i++)
        require(body->slots.at[i - 1].at <= body->slots.at[i].at);
    for (size_t i = 1; i < body->anchors.n; i++)
        require(str_cmp(body->anchors.at[i - 1], body->anchors.at[i]) < 0);
}

/* Outline and positions */

static void check_outline(const struct body *body, const struct outline *o)
{
    uint32_t text = 0, link = 0;
    for (size_t i = 0; i < o->blocks.n; i++) {
        const struct block *b = &o->blocks.at[i];
        require(in(b->text, o->plain.len) && in(b->links, body->links.n));
        require(b->text.from >= text && b->links.from >= link);
        require(b->strong.from >= b->text.from && b->strong.to <= b->text.to);
        require(b->section == OUTLINE_NONE || b->section < body->sections.n);
        require(b->item == OUTLINE_NONE || b->item < o->items.n);
        text = b->text.to;
        link = b->links.to;
    }
    for (size_t i = 0; i < o->items.n; i++) {
        const struct item *item = &o->items.at[i];
        require(in(item->blocks, o->blocks.n));
        require(item->parent == OUTLINE_NONE || item->parent < i);
    }
}

static void check_positions(const struct body *body, const struct diags *diags, str text)
{
    uint32_t lines = 0;
    for (str line; str_line(&text, &line);)
        lines++;
    for (size_t i = 0; i < body->links.n; i++)
        require(body->links.at[i].line <= lines);
    for (size_t i = 0; i < body->headings.n; i++)
        require(body->headings.at[i].line <= lines);
    for (size_t i = 0; i < diags->list.n; i++)
        require(diags->list.at[i].place.line <= lines);
}

static void check(str text, uint8_t flags)
{
    struct arena keep = {0}, scratch = {0};
    struct diags diags = {.arena = &scratch};
    struct markdown_options options = {.path = S("n.md"),
                                       .first_line = 1,
                                       .max_output = flags & SMALL ? 2000 : 1 << 20,
                                       .max_nesting = flags & SHALLOW ? 4 : 50,
                                       .has_title = flags & HAS_TITLE,
                                       .plain = flags & PLAIN,
                                       .safe = flags & SAFE,
                                       .autolinks = flags & AUTOLINKS};
    struct markdown_job job = {&keep, &scratch, text, &options, &diags};
    struct body body;
    struct outline outline;
    markdown_read(&job, &body, &outline);
    check_body(&body, flags);
    check_outline(&body, &outline);
    check_positions(&body, &diags, text);
    /* The marks that extensions put into the text must never show. */
    if (str_find(text, S("kb")) == STR_NONE)
        require(str_find(body.html, S("?kb?&gt;")) == STR_NONE);
    arena_free(&keep);
    arena_free(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf text = {0};
    if (size == 0)
        return 0;
    utf8_add_valid(&text, (str){(const char *)data + 1, size - 1});
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\0')
            text.ptr[i] = ' ';
    check(buf_str(&text), data[0]);
    buf_free(&text);
    return 0;
}
