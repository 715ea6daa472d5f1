/* Images without alternative text: who cannot see them is told nothing. */
#include "check/rules.h"

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
    struct source_html html = {0};
    struct source_cursor cursor = {0};
    struct html_token token;
    while (source_html_next(job->source, block, &html, &token)) {
        if (token.kind != HTML_OPEN || !str_eq_nocase(token.name, S("img")) || has_alt(&token))
            continue;
        struct source_spot at = source_place(job->source, block, token.text, &cursor);
        rule_report(job, DIAG_IMAGE_ALT, (struct spot){at.line, at.col},
                    "this image has no alt; alt=\"\" is for ornaments");
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
        check_html(job, &job->source->blocks.at[i]);
}

const struct rule rule_images = {"images", check};
