#include "site/embeds.h"

#include "site/resolve.h"

enum {
    MOST_DEPTH = 5,
    MOST_BYTES = 256 << 10, /* of HTML that a page shows of other notes */
    FIXED_BYTES = 256       /* around each of them */
};

enum state { STATE_NEW, STATE_OPEN, STATE_DONE };

/* What is known of a note when all that it embeds is decided. */
struct extent {
    enum state state;
    unsigned depth; /* of embeds in it */
    size_t bytes;   /* with what it embeds */
};

/* A note that is being looked at, and its link that comes next. */
struct step {
    uint32_t note;
    uint32_t link;
};

struct deciding {
    struct resolve *r;
    struct extent *extents; /* by note */
    vec(struct step) path;
};

static void open_note(struct deciding *d, uint32_t note)
{
    d->extents[note] =
        (struct extent){STATE_OPEN, 0, FIXED_BYTES + resolve_note(d->r, note)->body.length};
    vec_push(d->r->scratch, &d->path) = (struct step){note, 0};
}

static void refuse(struct deciding *d, const struct step *step, const char *why)
{
    const struct link *link = &resolve_note(d->r, step->note)->body.links.at[step->link];
    diag_add(d->r->diags, DIAG_EMBED_REFUSED,
             resolve_place(d->r, step->note, (struct spot){link->line, link->col}),
             "\"%.*s\" is linked, not embedded: %s", STR_ARG(link->target), why);
}

/* The note of the step embeds another, which is decided. */
static void decide(struct deciding *d, const struct step *step, struct target *target)
{
    struct extent *outer = &d->extents[step->note];
    const struct extent *inner = &d->extents[target->index];
    size_t own = FIXED_BYTES + resolve_note(d->r, step->note)->body.length;
    if (inner->state == STATE_OPEN) {
        refuse(d, step, "it would stand in itself");
    } else if (inner->depth + 1 > MOST_DEPTH) {
        refuse(d, step, "too many notes stand in each other");
    } else if (outer->bytes - own + inner->bytes > MOST_BYTES) {
        refuse(d, step, "the page would show too much of other notes");
    } else {
        target->embedded = true;
        outer->bytes += inner->bytes;
        outer->depth = inner->depth + 1 > outer->depth ? inner->depth + 1 : outer->depth;
    }
}

/* The next link of the innermost note; its own embeds come before it. */
static void step_on(struct deciding *d)
{
    struct step *step = &d->path.at[d->path.n - 1];
    const struct body *body = &resolve_note(d->r, step->note)->body;
    if (step->link == body->links.n) {
        d->extents[step->note].state = STATE_DONE;
        d->path.n--;
        return;
    }
    struct target *target = &d->r->site->nodes.at[step->note].targets[step->link];
    bool embeds = body->links.at[step->link].kind == LINK_EMBED && target->kind == TARGET_NOTE;
    if (embeds && d->extents[target->index].state == STATE_NEW) {
        open_note(d, target->index);
        return;
    }
    if (embeds)
        decide(d, step, target);
    step->link++;
}

void embeds_decide(struct resolve *r)
{
    struct deciding d = {.r = r};
    d.extents = arena_array(r->scratch, struct extent, resolve_count(r));
    for (uint32_t i = 0; i < resolve_count(r); i++) {
        if (d.extents[i].state == STATE_NEW)
            open_note(&d, i);
        while (d.path.n > 0)
            step_on(&d);
    }
}
