#include "page/embed.h"

#include "base/escape.h"
#include "markdown/html_tokens.h"

bool embed_is_hidden(const struct site *site, const struct section_fact *fact)
{
    bool hide_inbox = site->config->inbox == CONFIG_INBOX_HIDE;
    return str_eq(fact->kind, S("template-instructions")) ||
           (hide_inbox && str_eq(fact->kind, S("inbox")));
}

static const struct heading *heading_at(const struct body *body, size_t section)
{
    return &body->headings.at[body->sections.at[section].heading];
}

/* The section behind this one that does not stand in it. */
static size_t behind(const struct body *body, size_t section)
{
    size_t i = section + 1;
    while (i < body->sections.n && heading_at(body, i)->level > heading_at(body, section)->level)
        i++;
    return i;
}

static void add(struct embed_parts *parts, const struct heading *heading, struct range html)
{
    parts->at[parts->n++] = (struct embed_part){heading, html};
}

static void add_sections(struct embed_parts *parts, const struct site *site, uint32_t note,
                         struct range sections)
{
    const struct note *n = site->nodes.at[note].note;
    for (size_t i = sections.from; i < sections.to;) {
        if (embed_is_hidden(site, &n->facts.sections.at[i])) {
            i = behind(&n->body, i);
            continue;
        }
        add(parts, heading_at(&n->body, i), n->body.sections.at[i].own);
        i++;
    }
}

static void add_block(struct embed_parts *parts, const struct body *body, str id)
{
    for (size_t i = 0; i < body->blocks.n; i++) {
        if (str_eq(body->blocks.at[i].id, id)) {
            add(parts, NULL, body->blocks.at[i].html);
            return;
        }
    }
}

static void add_section(struct embed_parts *parts, const struct site *site, uint32_t note, str id)
{
    const struct body *body = &site->nodes.at[note].note->body;
    for (size_t i = 0; i < body->sections.n; i++) {
        if (str_eq(heading_at(body, i)->id, id)) {
            add_sections(parts, site, note, (struct range){(uint32_t)i, (uint32_t)behind(body, i)});
            return;
        }
    }
}

struct embed_parts embed_parts(struct arena *a, const struct site *site, uint32_t note,
                               str fragment)
{
    const struct body *body = &site->nodes.at[note].note->body;
    struct embed_parts parts = {.at = arena_array(a, struct embed_part, body->sections.n + 1)};
    if (str_starts(fragment, S("^"))) {
        add_block(&parts, body, fragment);
    } else if (fragment.len) {
        add_section(&parts, site, note, fragment);
    } else {
        add(&parts, NULL, body->lead);
        add_sections(&parts, site, note, (struct range){0, (uint32_t)body->sections.n});
    }
    return parts;
}

uint32_t embed_features(const struct site *site, uint32_t note)
{
    const struct node *node = &site->nodes.at[note];
    uint32_t features = node->note->body.features;
    for (size_t i = 0; i < node->note->body.links.n; i++)
        if (node->targets[i].embedded)
            features |= embed_features(site, node->targets[i].index);
    return features;
}

/* ---- without ids ---------------------------------------------------------------------------- */

/* The name of a choice's buttons makes one of them go out when another is chosen. */
static bool names(str tag, str attribute)
{
    static const str all[] = {S_INIT("id"), S_INIT("name"), S_INIT("for"),
                              S_INIT("aria-labelledby"), S_INIT("aria-describedby")};
    if (str_eq_nocase(tag, S("input")) && str_eq_nocase(attribute, S("name")))
        return false;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (str_eq_nocase(attribute, all[i]))
            return true;
    return false;
}

static void add_tag(const struct html_token *tag, str page, struct buf *out)
{
    struct html_attribute a;
    buf_add_char(out, '<');
    buf_add(out, tag->name);
    for (str rest = html_attributes_of(tag); html_attribute_next(&rest, &a);) {
        if (names(tag->name, a.name))
            continue;
        buf_add_char(out, ' ');
        buf_add(out, a.name);
        if (!a.has_value)
            continue;
        buf_add_lit(out, "=\"");
        if (str_eq_nocase(a.name, S("href")) && str_starts(a.value, S("#")))
            buf_add(out, page);
        buf_add(out, a.value);
        buf_add_char(out, '"');
    }
    buf_add(out, tag->self_closing ? S("/>") : S(">"));
}

void embed_add(str html, str page, struct buf *out)
{
    struct html_cursor cursor = {.rest = html};
    struct html_token token;
    while (html_next(&cursor, &token)) {
        if (token.kind == HTML_OPEN)
            add_tag(&token, page, out);
        else
            buf_add(out, token.text);
    }
}
