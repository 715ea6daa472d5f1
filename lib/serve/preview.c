#include "serve/preview.h"

#include <stdlib.h>

#include "base/mem.h"

enum { MOST_MOVES = 1000 }; /* of one refresh: a folder that is renamed has many */

/* States */

static int read_text(const struct page_texts *self, uint32_t note, struct arena *a, str *html)
{
    const struct preview_state *s = (const struct preview_state *)self;
    return resident_html(s->resident, &s->build, note, a, html);
}

static struct preview_state *new_state(const struct preview *p)
{
    struct preview_state *s = mem_alloc(sizeof *s);
    *s = (struct preview_state){.texts = {read_text}, .resident = &p->resident, .holders = 1};
    return s;
}

static struct preview_state *hold(struct preview_state *s)
{
    atomic_fetch_add_explicit(&s->holders, 1, memory_order_relaxed);
    return s;
}

void preview_give(struct preview_state *s)
{
    if (!s || atomic_fetch_sub(&s->holders, 1) > 1)
        return;
    struct preview_state *base = s->base;
    build_close(&s->build);
    free(s);
    preview_give(base);
}

struct preview_state *preview_take(struct preview *p)
{
    pthread_mutex_lock(&p->lock);
    struct preview_state *s = hold(p->latest);
    pthread_mutex_unlock(&p->lock);
    return s;
}

const struct manifest *preview_manifest(const struct preview_state *s)
{
    return s->context.manifest;
}

/* Whether the site of the base can show these notes for a moment, though they are not what it was
 * made from: the same notes, and their links lead where they led. */
static bool can_show(const struct preview_state *base, const struct preview_state *s)
{
    const struct loaded *old = &base->build.loaded, *now = &s->build.loaded;
    if (old->notes.n != now->notes.n || !hash_eq(base->around, s->around))
        return false;
    for (size_t i = 0; i < now->notes.n; i++) {
        const struct note *a = old->notes.at[i], *b = now->notes.at[i];
        if (a == b)
            continue;
        bool same = str_eq(a->path, b->path) && a->body.links.n == b->body.links.n;
        for (size_t k = 0; same && k < a->body.links.n; k++)
            same = a->body.links.at[k].kind == b->body.links.at[k].kind &&
                   str_eq(a->body.links.at[k].target, b->body.links.at[k].target);
        if (!same)
            return false;
    }
    return true;
}

/* What RESOLVE says, with other notes. */
static void share(struct preview_state *s, struct preview_state *base)
{
    const struct diags *said = &base->build.diags;
    size_t n = base->build.site.nodes.n;
    s->base = hold(base);
    s->site = base->build.site;
    s->site.nodes.at = arena_array(&s->build.arena, struct node, n);
    for (size_t i = 0; i < n; i++) {
        s->site.nodes.at[i] = base->build.site.nodes.at[i];
        s->site.nodes.at[i].note = s->build.loaded.notes.at[i];
    }
    for (size_t i = base->build.resolved; i < said->list.n; i++)
        vec_push(&s->build.arena, &s->build.diags.list) = said->list.at[i];
    s->templates = base->templates;
    s->pages = base->pages;
    s->context = base->build.context;
    s->context.site = &s->site;
}

static void resolve(struct preview_state *s, const struct build_options *options)
{
    struct build *b = &s->build;
    build_resolve(b, options);
    s->templates = page_templates(b->project.theme);
    s->context = b->context;
    for (size_t i = 0; i < b->manifest.outputs.n; i++)
        pages_add(&b->arena, &s->pages, b->manifest.outputs.at[i].file, i);
}

/* After LOAD. */
static void finish(struct preview_state *s, const struct build_options *options,
                   struct preview_state *before, bool hurry)
{
    struct preview_state *base = before && before->base ? before->base : before;
    s->shape = resident_shape(&s->build, options);
    s->around = resident_around(&s->build);
    bool same = base && hash_eq(base->shape.shape, s->shape.shape) &&
                hash_eq(base->shape.spots, s->shape.spots);
    s->rough = !same && hurry && base && can_show(base, s);
    if (same || s->rough)
        share(s, base);
    else
        resolve(s, options);
    s->context.texts = &s->texts;
    diag_sort(&s->build.diags);
}

/* Moves */

static const struct node *node_of(const struct preview_state *s, str path)
{
    const struct site *site = s->context.site;
    for (size_t from = 0, to = site->nodes.n; from < to;) {
        size_t middle = from + (to - from) / 2;
        int order = str_cmp(site->nodes.at[middle].note->path, path);
        if (order == 0)
            return &site->nodes.at[middle];
        from = order < 0 ? middle + 1 : from;
        to = order < 0 ? to : middle;
    }
    return NULL;
}

/* A file is the same one when its bytes are, or the id that it gives itself. */
static bool is_same(const struct source *a, const struct source *b)
{
    if (hash_eq(a->entry.content, b->entry.content))
        return true;
    return a->note && b->note && a->note->facts.id.len &&
           str_eq(a->note->facts.id, b->note->facts.id);
}

struct sources {
    const struct source *at[MOST_MOVES];
    size_t n;
};

/* Those of `all` whose paths `others` does not have; both are in order. */
static void only_in(const struct loaded *all, const struct loaded *others, struct sources *out)
{
    for (size_t i = 0, k = 0; i < all->source_count && out->n < MOST_MOVES; i++) {
        str path = all->sources[i].entry.path;
        int order = 1;
        while (k < others->source_count &&
               (order = str_cmp(others->sources[k].entry.path, path)) < 0)
            k++;
        if (k == others->source_count || order > 0)
            out->at[out->n++] = &all->sources[i];
    }
}

static void find_moves(struct preview *p, const struct preview_state *before,
                       const struct preview_state *now)
{
    struct sources gone = {.n = 0}, fresh = {.n = 0};
    only_in(&before->build.loaded, &now->build.loaded, &gone);
    if (gone.n)
        only_in(&now->build.loaded, &before->build.loaded, &fresh);
    for (size_t i = 0; i < gone.n; i++)
        for (size_t k = 0; k < fresh.n; k++) {
            if (!is_same(gone.at[i], fresh.at[k]))
                continue;
            const struct node *from = node_of(before, gone.at[i]->entry.path);
            const struct node *to = node_of(now, fresh.at[k]->entry.path);
            if (!from || !to)
                continue;
            vec_push(&p->arena, &p->moves) = (struct preview_move){arena_dup(&p->arena, from->url),
                                                                   arena_dup(&p->arena, to->url)};
            break;
        }
}

/* Opening and refreshing */

static bool says_the_same(const struct diags *a, const struct diags *b)
{
    bool same = a->list.n == b->list.n;
    for (size_t i = 0; same && i < a->list.n; i++)
        same = a->list.at[i].code == b->list.at[i].code &&
               a->list.at[i].place.line == b->list.at[i].place.line &&
               str_eq(a->list.at[i].message, b->list.at[i].message);
    return same;
}

/* Keeps what a state that is none has to say. */
static bool is_broken_anew(struct preview *p, struct preview_state *failed)
{
    bool fresh = !says_the_same(&p->broken, &failed->build.diags);
    if (!fresh)
        return false;
    arena_reset(&p->arena);
    p->moves.n = p->moves.cap = 0;
    p->broken = (struct diags){.arena = &p->arena};
    diag_append(&p->broken, &failed->build.diags);
    diag_sort(&p->broken);
    return true;
}

static void replace(struct preview *p, struct preview_state *next)
{
    struct preview_state *before = p->latest;
    pthread_mutex_lock(&p->lock);
    p->latest = next;
    pthread_mutex_unlock(&p->lock);
    preview_give(before);
}

bool preview_open(struct preview *p, const struct build_options *options)
{
    *p = (struct preview){.options = *options, .resident.cache.handle = -1};
    pthread_mutex_init(&p->lock, NULL);
    struct preview_state *s = new_state(p);
    if (!build_open(&s->build, options) || !resident_begin(&p->resident, &s->build, options)) {
        is_broken_anew(p, s);
        preview_give(s);
        return false;
    }
    s->name = resident_key(&s->build, options);
    finish(s, options, NULL, false);
    p->latest = s;
    return true;
}

void preview_close(struct preview *p)
{
    preview_give(p->latest);
    resident_close(&p->resident);
    arena_free(&p->arena);
    pthread_mutex_destroy(&p->lock);
}

bool preview_refresh(struct preview *p, bool hurry)
{
    struct preview_state *before = p->latest, *next = new_state(p);
    if (!build_open(&next->build, &p->options) ||
        !resident_again(&p->resident, &next->build, &p->options, &before->build.loaded)) {
        bool fresh = is_broken_anew(p, next);
        preview_give(next);
        return fresh;
    }
    bool was_broken = p->broken.list.n > 0;
    arena_reset(&p->arena);
    p->broken = (struct diags){.arena = &p->arena};
    p->moves.at = NULL;
    p->moves.n = p->moves.cap = 0;
    next->name = resident_key(&next->build, &p->options);
    if (hash_eq(next->name, before->name) && (hurry || !before->rough)) {
        preview_give(next);
        return was_broken;
    }
    finish(next, &p->options, before, hurry);
    find_moves(p, before, next);
    replace(p, next);
    return true;
}

/* Pages */

int preview_print(const struct preview_state *s, const struct output *o, struct hash known,
                  struct arena *scratch, struct buf *out, struct hash *name)
{
    struct page page;
    size_t from = out->len;
    page_open(&s->context, o, scratch, &page);
    if (page.view) {
        *name = hash_mix(page_hash(&page), s->templates);
        if (hash_eq(*name, known))
            return 0;
    }
    int error = page_print(&s->context, o, &page, scratch, out);
    if (page.view || error)
        return error;
    *name = hash_of(str_from(buf_str(out), from));
    if (hash_eq(*name, known))
        out->len = from;
    return 0;
}
