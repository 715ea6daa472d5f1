#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "markdown/emit.h"
#include "markdown/exts.h"

/* Raise it with every change that makes other bytes or facts of the same text. */
static const char version[] = "5";

str markdown_version(void)
{
    return str_of(version);
}

/* What of the source a note shows that is too much to be parsed. */
enum { SHOWN_SOURCE = 1 << 20 };

static void show_source(struct arena *keep, str text, struct body *body)
{
    struct buf html = {.arena = keep};
    *body = (struct body){0};
    buf_add_lit(&html, "<pre>");
    escape_html(&html, utf8_until(text, SHOWN_SOURCE));
    if (text.len > SHOWN_SOURCE)
        buf_add_lit(&html, "\n…");
    buf_add_lit(&html, "</pre>\n");
    body->html = buf_kept(&html);
    body->lead = (struct range){0, (uint32_t)body->html.len};
}

static void complain(const struct markdown_options *o, const struct tape *tape, struct diags *diags)
{
    struct place place = {o->path, 0, 0};
    if (tape->limit == TAPE_TOO_DEEP)
        diag_add(diags, DIAG_NOTE_TOO_DEEP, place,
                 "more than %u lists and quotes inside each other; the note is shown as its source",
                 o->max_nesting);
    else if (tape->limit == TAPE_TOO_MANY_LINKS)
        diag_add(diags, DIAG_NOTE_OUTPUT_LIMIT, place,
                 "too many brackets on too many lines of one paragraph; the note is shown as its "
                 "source");
    else
        diag_add(diags, DIAG_NOTE_OUTPUT_LIMIT, place,
                 "more than %zu bytes of HTML; the note is shown as its source",
                 tape->limit == TAPE_TOO_MUCH ? tape->most : o->max_output);
}

/* An array moved to the arena that the body is to live in, without room to grow. */
static void *moved(struct arena *keep, const void *at, size_t n, size_t *cap, size_t size)
{
    void *copy = arena_alloc_array(keep, n, size, alignof(max_align_t));
    if (n)
        memcpy(copy, at, n * size);
    *cap = n;
    return copy;
}

#define MOVE(keep, v) ((v)->at = moved((keep), (v)->at, (v)->n, &(v)->cap, sizeof *(v)->at))

static int by_bytes(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

static str bytes_of(const void *at, size_t n, size_t size)
{
    return (str){at, n * size};
}

static void settle(struct arena *keep, struct body *body)
{
    MOVE(keep, &body->slots);
    MOVE(keep, &body->links);
    MOVE(keep, &body->headings);
    MOVE(keep, &body->sections);
    MOVE(keep, &body->boxes);
    MOVE(keep, &body->prompts);
    MOVE(keep, &body->blocks);
    MOVE(keep, &body->anchors);
    if (body->anchors.n)
        qsort(body->anchors.at, body->anchors.n, sizeof *body->anchors.at, by_bytes);
    body->length = (uint32_t)body->html.len;
    body->html_hash = hash_of(body->html);
    struct hash h = hash_mix_str(body->html_hash,
                                 bytes_of(body->slots.at, body->slots.n, sizeof *body->slots.at));
    h = hash_mix_str(h, bytes_of(body->sections.at, body->sections.n, sizeof *body->sections.at));
    body->hash = h;
}

void markdown_read(const struct markdown_job *job, struct body *body, struct outline *outline)
{
    struct lines lines;
    struct tape tape;
    struct rawhtml html;
    struct heading_ids ids = {0};
    struct prompts prompts;
    struct footnotes notes;
    *body = (struct body){0};
    *outline = (struct outline){0};
    lines_read(job->scratch, job->text, job->options, job->diags, &lines);
    bool fine = tape_read(job->scratch, &lines, job->options, &tape);
    if (fine) {
        definitions_read(&tape);
        annotations_read(&tape);
        icons_report(&tape, job->diags);
        rawhtml_read(&tape, job->diags, &html);
        footnotes_read(&tape, job->diags, &ids, &notes);
        heading_ids_read(&tape, &html, job->diags, &ids);
        prompts_read(&tape, &html, &prompts);
        fine = emit(&(struct emit_job){job->keep, &tape, &html, &ids, &prompts, &notes, job->diags},
                    body, outline);
    }
    if (!fine) {
        complain(job->options, &tape, job->diags);
        *outline = (struct outline){0};
        show_source(job->keep, job->text, body);
    }
    settle(job->keep, body);
}
