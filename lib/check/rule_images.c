/* Images without alternative text: who cannot see them is told nothing. */
#include "check/rules.h"
#include "markdown/html_tokens.h"

static bool has_alt(const struct html_token *token)
{
    struct html_attribute attribute;
    str rest = html_attributes_of(token);
    while (html_attribute_next(&rest, &attribute))
        if (str_eq_nocase(attribute.name, S("alt")) ||
            (str_eq_nocase(attribute.name, S("aria-hidden")) &&
             str_eq_nocase(attribute.value, S("true"))))
            return true;
    return false;
}

/* <img alt=""> says that a picture is an ornament; without alt, nobody thought of it. */
static void check_html(struct rule_job *job, const struct source_block *block)
{
    struct html_cursor cursor = {.rest = block->text};
    struct html_token token;
    struct source_spot at = {block->line, 1};
    if (str_find(block->text, S("<img")) == STR_NONE)
        return;
    while (html_next(&cursor, &token)) {
        if (token.kind != HTML_OPEN || !str_eq_nocase(token.name, S("img")))
            continue;
        bool found = source_find(job->source, S("<img"), block->last, &at);
        if (!has_alt(&token) && found)
            rule_report(job, DIAG_IMAGE_ALT, (struct spot){at.line, at.col},
                        "this image has no alt; alt=\"\" is for ornaments");
        at.col++;
    }
}

static void check(struct rule_job *job)
{
    const struct body *body = &job->note->body;
    for (size_t i = 0; i < body->links.n; i++) {
        const struct link *link = &body->links.at[i];
        if (link->kind == LINK_IMAGE && str_trim(link->text).len == 0)
            rule_report(job, DIAG_IMAGE_ALT, (struct spot){link->line, link->col},
                        "this image has no alternative text; it goes between the brackets");
    }
    for (size_t i = 0; i < job->source->blocks.n; i++)
        if (job->source->blocks.at[i].kind != SOURCE_CODE)
            check_html(job, &job->source->blocks.at[i]);
}

const struct rule rule_images = {"images", check};
