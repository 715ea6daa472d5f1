#include "examples.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/escape.h"
#include "markdown/html_tokens.h"

static const char fence[] = "````````````````````````````````";

/* Characters that nobody sees, and how examples show them. */
static const struct {
    char c;
    str shown;
} hidden[] = {{'\t', S_INIT("→")}, {'\r', S_INIT("␍")}};

static str with_hidden(struct arena *a, str s)
{
    struct buf out = {0};
    while (s.len) {
        size_t i = 0;
        while (i < sizeof hidden / sizeof *hidden && !str_starts(s, hidden[i].shown))
            i++;
        bool found = i < sizeof hidden / sizeof *hidden;
        buf_add_char(&out, found ? hidden[i].c : s.ptr[0]);
        s = str_from(s, found ? hidden[i].shown.len : 1);
    }
    str copy = arena_dup(a, buf_str(&out));
    buf_free(&out);
    return copy;
}

void examples_show(struct buf *out, str s)
{
    for (size_t i = 0; i < s.len; i++) {
        size_t h = 0;
        while (h < sizeof hidden / sizeof *hidden && hidden[h].c != s.ptr[i])
            h++;
        if (h < sizeof hidden / sizeof *hidden)
            buf_add(out, hidden[h].shown);
        else
            buf_add_char(out, s.ptr[i]);
    }
}

static void read_parts(struct arena *a, str text, str *rest, struct example *e)
{
    unsigned part = 0;
    const char *from = rest->ptr;
    for (str line; str_line(rest, &line);) {
        bool end = str_eq(line, str_of(fence)), dot = str_eq(line, S("."));
        if (!end && !(dot && part + 1 < EXAMPLE_PARTS))
            continue;
        e->parts[part++] = with_hidden(a, (str){from, (size_t)(line.ptr - from)});
        from = rest->ptr;
        if (part <= 2)
            e->after = (size_t)(line.ptr - text.ptr);
        if (end)
            return;
    }
}

void examples_read(struct arena *a, str text, struct examples *out)
{
    str rest = text, section = S("");
    for (str line; str_line(&rest, &line);) {
        if (line.len > 2 && line.ptr[0] == '#') {
            section = str_trim(str_from(line, 2));
        } else if (str_starts(line, str_of(fence)) && str_find(line, S("example")) != STR_NONE) {
            struct example e = {.number = (unsigned)out->list.n + 1, .section = section};
            e.tags = str_trim(str_from(line, str_find(line, S("example")) + 7));
            read_parts(a, text, &rest, &e);
            vec_push(a, &out->list) = e;
        }
    }
}

static void fill(void *context, const struct body *body, const struct slot *slot, struct buf *out)
{
    (void)context;
    if (slot->kind == SLOT_EMBED) {
        buf_addf(out, "{embed %.*s}", STR_ARG(body->links.at[slot->link].target));
        return;
    }
    if (slot->kind == SLOT_TITLE) {
        escape_html(out, body->links.at[slot->link].text);
        return;
    }
    if (slot->kind == SLOT_WORD) {
        buf_add_lit(out, "{word}");
        return;
    }
    if (slot->kind == SLOT_LINK && body->links.at[slot->link].refused) {
        buf_add_lit(out, " class=\"missing\"");
        return;
    }
    if (slot->kind == SLOT_LINK)
        buf_add_lit(out, " href=\"");
    escape_html(out, body->links.at[slot->link].target);
    if (slot->kind == SLOT_LINK)
        buf_add_char(out, '"');
    if (slot->kind == SLOT_LINK && body->links.at[slot->link].classes.len)
        buf_addf(out, " class=\"%.*s\"", STR_ARG(body->links.at[slot->link].classes));
}

static void render_heading(const struct body *body, const struct heading *h, struct buf *out)
{
    buf_addf(out, "<h%d id=\"%.*s\"", h->level, STR_ARG(h->id));
    if (h->classes.len)
        buf_addf(out, " class=\"%.*s\"", STR_ARG(h->classes));
    buf_add_char(out, '>');
    body_print(body, body->html, h->html, fill, NULL, out);
    buf_addf(out, "</h%d>\n", h->level);
}

void examples_render(const struct body *body, struct buf *out)
{
    for (size_t i = 0; i < body->headings.n; i++)
        if (body->headings.at[i].is_title)
            render_heading(body, &body->headings.at[i], out);
    body_print(body, body->html, body->lead, fill, NULL, out);
    for (size_t i = 0; i < body->sections.n; i++) {
        buf_add_lit(out, "<section>\n");
        render_heading(body, &body->headings.at[body->sections.at[i].heading], out);
        body_print(body, body->html, body->sections.at[i].own, fill, NULL, out);
        buf_add_lit(out, "</section>\n");
    }
    if (body->footnotes.to == body->footnotes.from)
        return;
    buf_add_lit(out, "<footnotes>\n");
    body_print(body, body->html, body->footnotes, fill, NULL, out);
    buf_add_lit(out, "</footnotes>\n");
}

static bool is_block(str name)
{
    return html_element_flags(name) & ELEMENT_BLOCK || str_eq(name, S("br"));
}

static void add_text(struct buf *out, str text, bool *at_block, bool pre)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (pre || !ascii_is_space(c))
            buf_add_char(out, c);
        else if (!*at_block && out->len && out->ptr[out->len - 1] != ' ')
            buf_add_char(out, ' ');
        if (!ascii_is_space(c))
            *at_block = false;
    }
}

static int by_name(const void *left, const void *right)
{
    return str_cmp(((const struct html_attribute *)left)->name,
                   ((const struct html_attribute *)right)->name);
}

/* An open tag with its attributes in the order of their names. */
static void add_open_tag(struct buf *out, const struct html_token *t)
{
    struct html_attribute all[16];
    size_t n = 0;
    for (str rest = html_attributes_of(t); n < 16 && html_attribute_next(&rest, &all[n]);)
        n++;
    qsort(all, n, sizeof *all, by_name);
    buf_addf(out, "<%.*s", STR_ARG(t->name));
    for (size_t i = 0; i < n; i++)
        buf_addf(out, all[i].has_value ? " %.*s=\"%.*s\"" : " %.*s", STR_ARG(all[i].name),
                 STR_ARG(all[i].value));
    buf_add_char(out, '>');
}

static void add_tag(struct buf *out, const struct html_token *t)
{
    if (is_block(t->name))
        while (out->len && out->ptr[out->len - 1] == ' ')
            out->len--;
    if (t->kind == HTML_OPEN)
        add_open_tag(out, t);
    else
        buf_add(out, t->text);
}

str examples_normal(struct arena *a, str html)
{
    struct buf out = {0};
    struct html_cursor cursor = {.rest = html};
    struct html_token t;
    bool at_block = true;
    unsigned pre = 0;
    while (html_next(&cursor, &t)) {
        if (t.kind != HTML_OPEN && t.kind != HTML_CLOSE) {
            add_text(&out, t.text, &at_block, pre > 0);
            continue;
        }
        add_tag(&out, &t);
        at_block = is_block(t.name);
        if (str_eq(t.name, S("pre")))
            pre += t.kind == HTML_OPEN ? 1U : (unsigned)-1;
    }
    str copy = arena_dup(a, str_trim(buf_str(&out)));
    buf_free(&out);
    return copy;
}
