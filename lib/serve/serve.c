#include "serve/serve.h"

#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "serve/watch.h"

enum {
    TICK = 5000,      /* milliseconds between signs of life to browsers */
    PAUSE = 150,      /* the same without a change, after which there is time for what is rough */
    MOST_FOLDERS = 4, /* that are watched, some with all that is in them */
};

struct serving {
    const struct serve_options *options;
    struct preview preview;
    struct http http;
    struct watch watch;
    struct arena said_arena;
    struct diags said; /* at the last start or change */
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void keep_said(struct serving *s, const struct diags *diags)
{
    arena_reset(&s->said_arena);
    s->said = (struct diags){.arena = &s->said_arena};
    diag_append(&s->said, diags);
}

/* Dates of notes are those of commits: where the repository has its own files, if there is one. */
static bool find_repository(str content, struct arena *a, str *path)
{
    for (str at = content; at.len > 1; at = fs_folder_of(at)) {
        *path = arena_join(a, at, S("/.git"), S(""));
        if (fs_is_own_folder(path->ptr))
            return true;
    }
    return false;
}

/* Where the files are that a site is made from. What is included can be anywhere in the project. */
static void watch_files(struct serving *s)
{
    const struct build *b = &s->preview.latest->build;
    const struct project *p = &b->project;
    struct watch_folder folders[MOST_FOLDERS] = {{p->folder, true, p->output}};
    size_t n = 1;
    str rest, repository;
    struct arena scratch = {0};
    if (!project_below(p->folder, p->content, &rest))
        folders[n++] = (struct watch_folder){p->content, true, p->output};
    if (p->theme_folder.len && !project_below(p->folder, p->theme_folder, &rest))
        folders[n++] = (struct watch_folder){p->theme_folder, true, S("")};
    if (find_repository(p->content, &scratch, &repository))
        folders[n++] = (struct watch_folder){repository, false, S("")};
    watch_set(&s->watch, folders, n);
    arena_free(&scratch);
}

static void tell_start(struct serving *s, double begin)
{
    const struct build *b = &s->preview.latest->build;
    const char *bind = s->options->http.bind;
    bool is_six = str_find_char(str_of(bind), ':') != STR_NONE;
    struct arena a = {0};
    struct serve_start start = {
        .url = arena_printf(&a, is_six ? "http://[%s]:%u%.*s" : "http://%s:%u%.*s", bind,
                            s->http.port, STR_ARG(b->project.config.site_path)),
        .notes = b->loaded.notes.n,
        .seconds = now() - begin,
        .diags = &b->diags,
    };
    s->options->listener.started(s->options->listener.context, &start);
    keep_said(s, &b->diags);
    arena_free(&a);
}

/* False when nothing is new. A rough state is shown to browsers only; what there is to say about it
 * comes with the whole one. */
static bool follow(struct serving *s, bool hurry)
{
    double begin = now();
    if (!preview_refresh(&s->preview, hurry))
        return false;
    const struct build *b = &s->preview.latest->build;
    bool broken = s->preview.broken.list.n > 0;
    state_tell(&s->http.state, &s->preview);
    hub_tell(&s->http.hub);
    if (s->preview.latest->rough && !broken)
        return true;
    mem_trim(); /* of the state before, nobody is in a hurry any more */
    struct serve_change change = {
        .broken = broken,
        .notes = b->loaded.notes.n,
        .seconds = now() - begin,
        .diags = broken ? &s->preview.broken : &b->diags,
        .before = &s->said,
    };
    s->options->listener.changed(s->options->listener.context, &change);
    keep_said(s, change.diags);
    watch_files(s);
    return true;
}

/* Where there is no newer site, a rough state cannot become a whole one. */
static bool can_be_whole(const struct serving *s)
{
    return s->preview.latest->rough && s->preview.broken.list.n == 0;
}

/* Until it is stopped. A rough state becomes a whole one as soon as nothing changes for a moment.
 */
static void go_on(struct serving *s)
{
    double tick = now();
    for (;;) {
        enum watch_event event = watch_wait(&s->watch, can_be_whole(s) ? PAUSE : TICK);
        if (event == WATCH_STOP)
            return;
        bool was_rough = can_be_whole(s);
        bool is_new = event == WATCH_CHANGE && follow(s, true);
        if (was_rough && !is_new)
            follow(s, false);
        if ((now() - tick) * 1000 < TICK)
            continue;
        hub_tick(&s->http.hub);
        tick = now();
    }
}

void serve_run(const struct serve_options *options, struct serve_result *result)
{
    struct serving *s = mem_alloc(sizeof *s);
    double begin = now();
    *s = (struct serving){.options = options, .watch.events = -1};
    *result = (struct serve_result){.outcome = SERVE_PROJECT};
    result->diags.arena = &result->arena;
    if (preview_open(&s->preview, &options->build)) {
        watch_open(&s->watch, options->poll, options->stop);
        watch_files(s);
        result->error = http_open(&s->http, &s->preview, &options->http);
        result->outcome = result->error ? SERVE_PORT : SERVE_DONE;
        if (!result->error) {
            tell_start(s, begin);
            go_on(s);
        }
        http_close(&s->http);
        watch_close(&s->watch);
    } else {
        diag_append(&result->diags, &s->preview.broken);
    }
    preview_close(&s->preview);
    arena_free(&s->said_arena);
    free(s);
}
