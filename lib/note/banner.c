/* The tier of a note, and the admonition of its lead that speaks of it: "!!! success "Gold Standard
 * Pattern"". Where the field and the admonition differ, the field counts. */
#include "base/ascii.h"
#include "note/facts.h"

static const str tiers[] = {S_INIT("gold"), S_INIT("silver"), S_INIT("bronze")};

static bool is_word_at(str text, size_t at, str word)
{
    bool starts = at == 0 || !ascii_is_alpha(text.ptr[at - 1]);
    bool ends = at + word.len == text.len || !ascii_is_alpha(text.ptr[at + word.len]);
    return starts && ends && str_eq_nocase(str_slice(text, at, at + word.len), word);
}

str facts_named_tier(str title)
{
    for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++)
        for (size_t at = 0; at + tiers[i].len <= title.len; at++)
            if (is_word_at(title, at, tiers[i]))
                return tiers[i];
    return S("");
}

static const struct field_value *tier_field(const struct facts *facts)
{
    for (size_t i = 0; i < facts->fields.n; i++) {
        const struct field_value *f = &facts->fields.at[i];
        if (str_eq(f->field, S("tier")) && facts_named_tier(f->value).len == f->value.len)
            return f;
    }
    return NULL;
}

void facts_read_banner(struct facts_job *job)
{
    const struct body *body = job->body;
    const struct field_value *field = tier_field(job->out);
    uint32_t i = 0;
    while (i < body->boxes.n && facts_named_tier(body->boxes.at[i].title).len == 0)
        i++;
    job->out->banner = i < body->boxes.n ? i : FACTS_NO_BANNER;
    job->out->tier = field ? facts_named_tier(field->value) : S("");
    if (i == body->boxes.n)
        return;
    const struct box *box = &body->boxes.at[i];
    str named = facts_named_tier(box->title);
    if (!field)
        job->out->tier = named;
    job->out->banner_differs = !str_eq(named, job->out->tier);
    if (job->out->banner_differs)
        diag_add(job->diags, DIAG_TIER_CONFLICT, (struct place){job->path, box->line, box->col},
                 "this banner says %.*s, the front matter says %.*s; the front matter counts",
                 STR_ARG(named), STR_ARG(field->value));
}
