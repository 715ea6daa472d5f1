#include "site/study.h"

static str status(const struct site *site, uint32_t note)
{
    const struct field_value *field = note_field(site->nodes.at[note].note, S("status"));
    return field ? field->value : S("");
}

bool study_is_mastered(const struct site *site, uint32_t note)
{
    return str_eq(status(site, note), S("mastered"));
}

static bool is_ready(const struct site *site, uint32_t note)
{
    const struct node *node = &site->nodes.at[note];
    for (size_t i = 0; i < node->prerequisites.n; i++)
        if (!study_is_mastered(site, node->prerequisites.at[i]))
            return false;
    return true;
}

/* An overview of its folder and no more. */
static bool is_overview(const struct site *site, uint32_t note)
{
    const struct node *node = &site->nodes.at[note];
    return site->folders.at[node->folder].note == note && status(site, note).len == 0 &&
           node->note->facts.importance < 0 && node->prerequisites.n == 0 && node->unlocks.n == 0;
}

/* What the status says; for a note without one, whether it is within reach. */
static enum study_part part_of(const struct site *site, uint32_t note)
{
    str s = status(site, note);
    if (str_eq(s, S("mastered")))
        return STUDY_MASTERED;
    if (str_eq(s, S("stale")))
        return STUDY_STALE;
    if (str_eq(s, S("learning")) || str_eq(s, S("practicing")))
        return STUDY_PROGRESS;
    return is_ready(site, note) ? STUDY_NEXT : STUDY_LATER;
}

static void add(struct study *study, enum study_part part, uint32_t note)
{
    study->parts[part].at[study->parts[part].n++] = note;
}

void study_make(struct arena *a, const struct site *site, struct study *out)
{
    *out = (struct study){0};
    for (size_t i = 0; i < STUDY_PARTS; i++)
        out->parts[i].at = arena_array(a, uint32_t, site->nodes.n);
    for (size_t i = 0; i < site->nodes.n; i++) {
        uint32_t heavy = site->by_weight[i], early = site->by_order[i];
        enum study_part part = part_of(site, heavy);
        if (part_of(site, early) == STUDY_LATER)
            add(out, STUDY_LATER, early);
        if (is_overview(site, heavy))
            continue;
        out->count++;
        if (part != STUDY_LATER)
            add(out, part, heavy);
        if (part == STUDY_PROGRESS && is_ready(site, heavy))
            add(out, STUDY_NEXT, heavy);
    }
}
