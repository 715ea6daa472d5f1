#include "serve/state.h"

#include "data/json.h"

enum {
    MOST_MOVES = 10000,    /* that are remembered */
    MOST_STEPS = 16,       /* of one page */
    MOST_SAID = 100,       /* complaints about one page */
    MOST_SOURCE = 4 << 20, /* of a file whose line is shown */
    MOST_LINE = 200        /* of that line */
};

void state_open(struct state *s)
{
    *s = (struct state){.broken.arena = &s->arena};
    pthread_mutex_init(&s->lock, NULL);
}

void state_close(struct state *s)
{
    pthread_mutex_destroy(&s->lock);
    arena_free(&s->arena);
    arena_free(&s->moved);
}

static void remember(struct state *s, const struct preview_move *move)
{
    bool fresh;
    if (s->places.n >= MOST_MOVES) {
        arena_reset(&s->moved);
        s->moves = (struct map){0};
        s->places.at = NULL;
        s->places.n = s->places.cap = 0;
    }
    size_t *place = map_put(&s->moved, &s->moves, arena_dup(&s->moved, move->from), &fresh);
    *place = s->places.n;
    vec_push(&s->moved, &s->places) = arena_dup(&s->moved, move->to);
}

void state_tell(struct state *s, const struct preview *p)
{
    pthread_mutex_lock(&s->lock);
    arena_reset(&s->arena);
    s->broken = (struct diags){.arena = &s->arena};
    diag_append(&s->broken, &p->broken);
    for (size_t i = 0; i < p->moves.n; i++)
        remember(s, &p->moves.at[i]);
    pthread_mutex_unlock(&s->lock);
}

/* The line that a complaint is about; empty where it cannot be had. */
static str source_line(struct arena *a, const struct place *place)
{
    struct buf bytes = {0};
    str line = S(""), found = S("");
    if (place->line && fs_read(arena_dup(a, place->path).ptr, MOST_SOURCE, &bytes) == 0) {
        str rest = buf_str(&bytes);
        uint32_t n = 0;
        while (n < place->line && str_line(&rest, &line))
            n++;
        if (n == place->line)
            found = arena_dup(a, str_until(line, MOST_LINE));
    }
    buf_free(&bytes);
    return found;
}

static const struct value *view_of(struct arena *a, const struct diag *d)
{
    struct value *v = value_map(a);
    value_set(a, v, S("path"), value_string(a, d->place.path));
    value_set(a, v, S("line"), value_number(a, d->place.line));
    value_set(a, v, S("col"), value_number(a, d->place.col));
    value_set(a, v, S("level"), value_string(a, diag_level_name(d->level)));
    value_set(a, v, S("code"), value_string(a, diag_name(d->code)));
    value_set(a, v, S("message"), value_string(a, d->message));
    value_set(a, v, S("source"), value_string(a, source_line(a, &d->place)));
    return v;
}

/* The file that a page shows, as diagnostics name it; empty where it shows none. */
static str file_of(struct arena *a, const struct preview_state *site, str address)
{
    const struct manifest *m = preview_manifest(site);
    struct pages_found found = pages_find(&site->pages, a, address);
    if (found.answer != PAGES_FILE || !m->outputs.at[found.file].kind ||
        !m->outputs.at[found.file].kind->shows_text)
        return S("");
    str path = site->context.site->nodes.at[m->outputs.at[found.file].index].note->path;
    str folder = site->build.project.content_shown;
    return str_eq(folder, S(".")) ? path : arena_join(a, folder, S("/"), path);
}

static void add_diags(struct arena *a, struct value *list, const struct diags *diags, str file)
{
    size_t said = 0;
    for (size_t i = 0; i < diags->list.n && said < MOST_SAID; i++) {
        const struct diag *d = &diags->list.at[i];
        if ((file.len && !str_eq(d->place.path, file)) || d->level < DIAG_WARNING)
            continue;
        value_add(a, list, view_of(a, d));
        said++;
    }
}

/* Where a page is now, over all its moves; null where it did not move, or not to anywhere. */
static const struct value *place_of(struct arena *a, const struct state *s,
                                    const struct preview_state *site, str address)
{
    const size_t *i = map_get(&s->moves, address);
    for (int steps = 0; i && steps < MOST_STEPS; steps++) {
        str place = s->places.at[*i];
        if (pages_find(&site->pages, a, place).answer == PAGES_FILE)
            return value_string(a, arena_dup(a, place));
        i = map_get(&s->moves, place);
    }
    return &value_null;
}

static const struct value *name_of(struct arena *a, struct hash h)
{
    char *hex = arena_alloc(a, HASH_HEX + 1, 1);
    hash_hex(h, hex);
    return value_string(a, (str){hex, HASH_HEX});
}

/* Names the files of a theme that pages name but do not show: with them a page changes though its
 * own bytes do not. */
static const struct value *name_of_assets(struct arena *a, const struct theme *theme, str end)
{
    struct theme_paths paths = theme_paths(theme, S("assets/"));
    struct hash h = {0};
    for (size_t i = 0; i < paths.n; i++) {
        str bytes;
        if (str_ends(paths.at[i], end) && theme_file(theme, paths.at[i], &bytes, NULL))
            h = hash_mix_str(hash_mix_str(h, paths.at[i]), bytes);
    }
    return name_of(a, h);
}

void state_add(struct state *s, const struct preview_state *site, str address, struct buf *out)
{
    struct arena a = {0};
    struct value *v = value_map(&a), *list = value_list(&a);
    str file = file_of(&a, site, address);
    const struct theme *theme = site->build.project.theme;
    pthread_mutex_lock(&s->lock);
    bool broken = s->broken.list.n > 0;
    value_set(&a, v, S("broken"), value_bool(broken));
    value_set(&a, v, S("moved"), place_of(&a, s, site, address));
    if (broken)
        add_diags(&a, list, &s->broken, S(""));
    pthread_mutex_unlock(&s->lock);
    if (!broken && file.len)
        add_diags(&a, list, &site->build.diags, file);
    value_set(&a, v, S("styles"), name_of_assets(&a, theme, S(".css")));
    value_set(&a, v, S("scripts"), name_of_assets(&a, theme, S(".js")));
    value_set(&a, v, S("files"), name_of(&a, site->build.loaded.others));
    value_set(&a, v, S("diagnostics"), list);
    json_value(out, v);
    arena_free(&a);
}
