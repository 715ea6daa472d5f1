#include "verify/crawl_parts.h"

#include <stdarg.h>

#include "base/utf8.h"
#include "verify/data_scan.h"

enum { MOST_HOPS = 10 }; /* of redirects, one after another */

static const uint64_t most_bytes = 1000000000; /* that GitHub Pages publishes */

/* OPEN */

static void add_draft(struct crawl *c, str text, size_t use)
{
    bool fresh;
    if (text.len > 0)
        *map_put(c->arena, &c->drafts, text, &fresh) |= use;
}

static str lowered(struct arena *a, str text)
{
    struct buf lower = {0};
    utf8_add_lower(&lower, text);
    str kept = arena_dup(a, buf_str(&lower));
    buf_free(&lower);
    return kept;
}

struct crawl *crawl_open(struct arena *a, const struct crawl_options *options)
{
    struct crawl *c = arena_new(a, struct crawl);
    c->arena = a;
    c->options = *options;
    c->site = address_site(a, options->site_url, options->base);
    c->files = arena_array(a, struct crawl_page, options->file_count);
    for (size_t i = 0; i < options->file_count; i++) {
        bool fresh;
        size_t *first = map_put(a, &c->lowered, lowered(a, options->files[i]), &fresh);
        if (fresh)
            *first = i;
        pages_add(a, &c->pages, options->files[i], i);
        c->files[i].redirect = CRAWL_NONE;
    }
    for (size_t i = 0; i < options->draft_count; i++) {
        add_draft(c, options->drafts[i].path, CRAWL_DRAFT_ADDRESS);
        add_draft(c, options->drafts[i].url, CRAWL_DRAFT_ADDRESS);
        add_draft(c, options->drafts[i].title, CRAWL_DRAFT_TITLE);
    }
    for (size_t i = 0; i < CRAWL_WORKERS; i++) {
        atomic_flag_clear(&c->workers[i].is_busy);
        c->workers[i].found.arena = &c->workers[i].kept;
    }
    return c;
}

/* ONE FILE */

/* There are as many as threads that are likely; with more of them, one waits for another's file. */
static struct crawl_worker *take_worker(struct crawl *c)
{
    size_t i = 0;
    while (atomic_flag_test_and_set_explicit(&c->workers[i].is_busy, memory_order_acquire))
        i = (i + 1) % CRAWL_WORKERS;
    return &c->workers[i];
}

struct place crawl_place(struct crawl_scan *s, size_t at)
{
    if (at < s->at) {
        s->at = s->line_start = 0;
        s->line = 1;
    }
    const char *text = s->bytes.ptr;
    for (const char *end; (end = memchr(text + s->at, '\n', at - s->at));) {
        s->at = s->line_start = (size_t)(end - text) + 1;
        s->line++;
    }
    s->at = at;
    return (struct place){.line = s->line, .col = (uint32_t)(at - s->line_start) + 1};
}

static str path_of(const struct crawl *c, struct arena *a, size_t file)
{
    str shown = c->options.shown;
    bool here = shown.len == 0 || str_eq(shown, S("."));
    return here ? c->options.files[file]
                : arena_join(a, shown, str_ends(shown, S("/")) ? S("") : S("/"),
                             c->options.files[file]);
}

void crawl_report(struct crawl_scan *s, enum diag_code code, size_t at, const char *format, ...)
{
    struct crawl_worker *w = s->worker;
    if (s->counts[code]++ >= CRAWL_MOST_FINDINGS)
        return;
    struct buf message = {0};
    va_list args;
    va_start(args, format);
    buf_addv(&message, format, args);
    va_end(args);
    struct place place = crawl_place(s, at);
    place.path = path_of(s->crawl, &w->scratch, s->file);
    diag_add(&w->found, code, place, "%.*s", STR_ARG(buf_str(&message)));
    buf_free(&message);
}

static void report_rest(struct crawl_scan *s)
{
    struct place place = {.path = path_of(s->crawl, &s->worker->scratch, s->file)};
    for (enum diag_code code = 0; code < DIAG_CODE_COUNT; code++)
        if (s->counts[code] > CRAWL_MOST_FINDINGS)
            diag_add(&s->worker->found, code, place, "%u more of these in this file",
                     (unsigned)(s->counts[code] - CRAWL_MOST_FINDINGS));
}

static bool is_css(str file)
{
    return str_ends_nocase(file, S(".css"));
}

bool crawl_reads(const struct crawl *c, size_t file)
{
    str name = c->options.files[file];
    return crawl_is_page(name) || is_css(name) || data_form_of(name) != DATA_NONE;
}

void crawl_size(struct crawl *c, size_t file, uint64_t size)
{
    (void)file;
    atomic_fetch_add_explicit(&c->size, size, memory_order_relaxed);
}

void crawl_file(struct crawl *c, size_t file, str bytes)
{
    str name = c->options.files[file];
    size_t slash = str_rfind_char(name, '/');
    crawl_size(c, file, bytes.len);
    if (bytes.len == 0 || !crawl_reads(c, file))
        return;
    struct crawl_worker *w = take_worker(c);
    struct crawl_scan s = {.crawl = c,
                           .worker = w,
                           .page = &c->files[file],
                           .file = (uint32_t)file,
                           .bytes = bytes,
                           .folder = str_until(name, slash == STR_NONE ? 0 : slash + 1),
                           .is_missing_page = str_eq(name, S("404.html")),
                           .line = 1};
    if (crawl_is_page(name))
        crawl_html(&s);
    else if (is_css(name))
        crawl_css(&s, bytes);
    else
        crawl_data(&s);
    report_rest(&s);
    arena_reset(&w->scratch);
    atomic_flag_clear_explicit(&w->is_busy, memory_order_release);
}

/* FINISH */

struct finish {
    struct crawl *crawl;
    struct diags found;
};

static struct place place_of(struct finish *f, size_t file)
{
    return (struct place){.path = path_of(f->crawl, f->crawl->arena, file)};
}

/* Links of one page stand together. */
static void judge_fragments(struct finish *f, const struct crawl_worker *w)
{
    uint32_t count = 0;
    for (size_t i = 0; i < w->fragments.n; i++) {
        const struct crawl_fragment *l = &w->fragments.at[i];
        const struct crawl_page *to = &f->crawl->files[l->to];
        struct place place = place_of(f, l->from);
        if (i > 0 && w->fragments.at[i - 1].from != l->from)
            count = 0;
        if (to->redirect == CRAWL_NONE && !crawl_has_fragment(to, l->fragment) &&
            count++ < CRAWL_MOST_FINDINGS) {
            place.line = l->line;
            place.col = l->col;
            diag_add(&f->found, DIAG_SITE_FRAGMENT, place,
                     "nothing in \"%.*s\" has the id \"%.*s\"",
                     STR_ARG(f->crawl->options.files[l->to]),
                     STR_ARG(utf8_until(l->fragment, CRAWL_MOST_FINDINGS)));
        }
        bool last = i + 1 == w->fragments.n || w->fragments.at[i + 1].from != l->from;
        if (last && count > CRAWL_MOST_FINDINGS)
            diag_add(&f->found, DIAG_SITE_FRAGMENT, place_of(f, l->from),
                     "%u more links to places in other pages that are not there",
                     (unsigned)(count - CRAWL_MOST_FINDINGS));
    }
}

static void judge_redirect(struct finish *f, uint32_t file)
{
    const struct crawl_page *files = f->crawl->files;
    uint32_t to = file;
    size_t hops = 0;
    while (files[to].redirect != CRAWL_NONE && hops <= MOST_HOPS) {
        to = files[to].redirect;
        hops++;
        if (to == file)
            break;
    }
    struct place place = place_of(f, file);
    place.line = files[file].line;
    place.col = files[file].col;
    if (hops > 0 && to == file)
        diag_add(&f->found, DIAG_SITE_REDIRECT, place, "readers are sent in a circle");
    else if (hops > MOST_HOPS)
        diag_add(&f->found, DIAG_SITE_REDIRECT, place,
                 "readers are sent on more than %d times, or without end", (int)MOST_HOPS);
}

static bool is_hidden(str file, char first, str *part)
{
    for (str rest = file; str_cut(&rest, '/', part);)
        if (part->len > 0 && part->ptr[0] == first)
            return true;
    return false;
}

/* Jekyll leaves out what begins with '_', unless it is told that it is not needed. */
static void judge_path(struct finish *f, size_t file)
{
    struct crawl *c = f->crawl;
    str name = c->options.files[file], part;
    bool without_jekyll = map_get(&c->pages.files, S(".nojekyll")) != NULL;
    size_t first = *map_get(&c->lowered, lowered(c->arena, name));
    if (first != file)
        diag_add(&f->found, DIAG_SITE_CASE, place_of(f, file),
                 "\"%.*s\" differs from it in upper and lower case only",
                 STR_ARG(c->options.files[first]));
    bool hidden = !str_eq(name, S(".nojekyll")) && is_hidden(name, '.', &part);
    if (hidden || (!without_jekyll && is_hidden(name, '_', &part)))
        diag_add(&f->found, DIAG_SITE_PATH, place_of(f, file),
                 "\"%.*s\" begins with '%c': GitHub Pages may leave it out", STR_ARG(part),
                 part.ptr[0]);
}

static void judge_drafts(struct finish *f)
{
    struct crawl *c = f->crawl;
    for (size_t i = 0; i < c->options.draft_count; i++) {
        const struct crawl_draft *draft = &c->options.drafts[i];
        uint32_t file = draft->url.len ? crawl_find(c, c->arena, draft->url) : CRAWL_NONE;
        if (file != CRAWL_NONE)
            diag_add(&f->found, DIAG_SITE_DRAFT, place_of(f, file),
                     "this is the page of \"%.*s\", a draft, which is not published",
                     STR_ARG(draft->path));
    }
}

static void judge_home(struct finish *f)
{
    if (!map_get(&f->crawl->pages.files, S("index.html")))
        diag_add(&f->found, DIAG_SITE_LINK, (struct place){.path = f->crawl->options.shown},
                 "there is no index.html: the site's own address leads to nothing");
}

static void free_worker(struct crawl_worker *w)
{
    arena_free(&w->kept);
    arena_free(&w->scratch);
    buf_free(&w->path);
    buf_free(&w->text);
    buf_free(&w->style);
}

void crawl_finish(struct crawl *c, struct diags *diags)
{
    struct finish f = {.crawl = c, .found = {.arena = c->arena}};
    for (size_t i = 0; i < CRAWL_WORKERS; i++) {
        diag_append(&f.found, &c->workers[i].found);
        judge_fragments(&f, &c->workers[i]);
    }
    for (size_t i = 0; i < c->options.file_count; i++) {
        judge_redirect(&f, (uint32_t)i);
        judge_path(&f, i);
    }
    judge_drafts(&f);
    judge_home(&f);
    if (c->size > most_bytes)
        diag_add(&f.found, DIAG_SITE_SIZE, (struct place){.path = c->options.shown},
                 "the site has %llu MB; GitHub Pages takes %llu",
                 (unsigned long long)(c->size / 1000000),
                 (unsigned long long)(most_bytes / 1000000));
    diag_sort(&f.found);
    diag_append(diags, &f.found);
    for (size_t i = 0; i < CRAWL_WORKERS; i++)
        free_worker(&c->workers[i]);
}
