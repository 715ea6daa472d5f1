#include "note/note.h"

#include "base/escape.h"
#include "base/utf8.h"
#include "markdown/markdown.h"
#include "note/facts.h"
#include "note/front.h"

struct note_job {
    struct arena *scratch;
    const struct schema *schema;
    const struct note_options *options;
    str folder_type;
    struct note *note;
};

str note_stem(str path)
{
    size_t slash = str_rfind_char(path, '/');
    str name = slash == STR_NONE ? path : str_from(path, slash + 1);
    size_t dot = str_rfind_char(name, '.');
    return dot == STR_NONE || dot == 0 ? name : str_until(name, dot);
}

const struct field_value *note_field(const struct note *note, str field)
{
    for (size_t i = 0; i < note->facts.fields.n; i++)
        if (str_eq(note->facts.fields.at[i].field, field))
            return &note->facts.fields.at[i];
    return NULL;
}

/* Bytes to text */

static struct place place_at(const struct note *note, str bytes, size_t offset)
{
    uint32_t line = 1, col = 1;
    for (size_t i = 0; i < offset; i++, col++) {
        bool ends = bytes.ptr[i] == '\n' ||
                    (bytes.ptr[i] == '\r' && (i + 1 == bytes.len || bytes.ptr[i + 1] != '\n'));
        if (ends) {
            line++;
            col = 0;
        }
    }
    return (struct place){note->path, line, col};
}

static str replacement(void)
{
    return S("\xEF\xBF\xBD");
}

/* What kbsite cannot read, by its first offset and how often. */
struct bad_bytes {
    size_t first, n;
};

static void count_bad(struct bad_bytes *bad, size_t at)
{
    if (bad->n++ == 0)
        bad->first = at;
}

static void report_bad(const struct note_job *job, str bytes, struct bad_bytes invalid,
                       struct bad_bytes nul)
{
    struct diags *diags = &job->note->diags;
    if (invalid.n)
        diag_add(diags, DIAG_UTF8_INVALID, place_at(job->note, bytes, invalid.first),
                 "%zu byte%s not UTF-8, shown as U+FFFD (the first one is 0x%02X)", invalid.n,
                 invalid.n == 1 ? " is" : "s are",
                 (unsigned)(unsigned char)bytes.ptr[invalid.first]);
    if (nul.n)
        diag_add(diags, DIAG_NUL_BYTE, place_at(job->note, bytes, nul.first),
                 "%zu NUL byte%s shown as U+FFFD", nul.n, nul.n == 1 ? " is" : "s are");
}

/* NUL and what is not UTF-8 become U+FFFD. The result is the bytes themselves, or in scratch. */
static str text_of_bytes(const struct note_job *job, str bytes)
{
    struct bad_bytes invalid = {0}, nul = {0};
    if (utf8_check(bytes) == STR_NONE && str_find_char(bytes, '\0') == STR_NONE)
        return bytes;
    struct buf text = {.arena = job->scratch};
    for (size_t at = 0, len; at < bytes.len; at += len) {
        int32_t c = utf8_at(bytes, at, &len);
        if (c == UTF8_INVALID)
            count_bad(&invalid, at);
        else if (c == 0)
            count_bad(&nul, at);
        buf_add(&text,
                c == UTF8_INVALID || c == 0 ? replacement() : str_slice(bytes, at, at + len));
    }
    report_bad(job, bytes, invalid, nul);
    return buf_kept(&text);
}

/* Notes over the limit */

static str first_heading_line(str text)
{
    for (str line; str_line(&text, &line);)
        if (str_starts(line, S("# ")))
            return str_trim(str_from(line, 2));
    return S("");
}

static void read_as_source(const struct note_job *job, str text)
{
    struct body *body = &job->note->body;
    struct buf html = {.arena = &job->note->arena};
    buf_add_lit(&html, "<pre>");
    escape_html(&html, text);
    buf_add_lit(&html, "</pre>\n");
    body->html = buf_kept(&html);
    body->length = (uint32_t)body->html.len;
    body->lead = (struct range){0, body->length};
    body->hash = body->html_hash = hash_of(body->html);
}

/* The first part that is within the limit and does not cut a character. */
static str first_part(str bytes, size_t limit)
{
    size_t end = limit < bytes.len ? limit : bytes.len;
    while (end > 0 && end < bytes.len && ((unsigned char)bytes.ptr[end] & 0xC0) == 0x80)
        end--;
    return str_until(bytes, end);
}

/* Front matter and text to facts and body */

static struct front read_front(const struct note_job *job, str text)
{
    struct front_options options = {job->note->path, job->options->max_front_bytes, 0};
    struct front front;
    front_read(&job->note->arena, job->scratch, text, &options, &job->note->diags, &front);
    return front;
}

/* Lines of the expanded text become the note's own. */
static void place_included(const struct included *in, struct body *body, struct outline *outline)
{
    for (size_t i = 0; i < body->links.n; i++)
        include_place(in, &body->links.at[i].line, &body->links.at[i].col);
    for (size_t i = 0; i < body->headings.n; i++)
        include_place(in, &body->headings.at[i].line, &body->headings.at[i].col);
    for (size_t i = 0; i < body->boxes.n; i++)
        include_place(in, &body->boxes.at[i].line, &body->boxes.at[i].col);
    for (size_t i = 0; i < body->prompts.n; i++)
        include_place(in, &body->prompts.at[i].line, &body->prompts.at[i].col);
    for (size_t i = 0; i < outline->blocks.n; i++)
        include_place(in, &outline->blocks.at[i].line, &outline->blocks.at[i].col);
    for (size_t i = 0; i < outline->items.n; i++) {
        uint32_t col;
        include_place(in, &outline->items.at[i].line, &col);
    }
}

static void include_files(const struct note_job *job, const struct front *front,
                          struct included *out)
{
    struct note *note = job->note;
    struct include_job include = {
        .scratch = job->scratch,
        .files = job->options->files,
        .path = note->path,
        .first_line = front->text_line,
        .most = job->options->max_bytes,
        .diags = &note->diags,
    };
    include_read(&include, front->text, out);
    for (size_t i = 0; i < out->files.n; i++)
        vec_push(&note->arena, &note->includes) =
            (struct include_file){arena_dup(&note->arena, out->files.at[i].path),
                                  out->files.at[i].content, out->files.at[i].failed};
}

static void read_markdown(const struct note_job *job, const struct front *front,
                          const struct markdown_options *options, struct outline *outline)
{
    struct note *note = job->note;
    struct included included;
    include_files(job, front, &included);
    size_t first = note->diags.list.n;
    struct markdown_job text = {
        .keep = &note->arena,
        .scratch = job->scratch,
        .text = included.text,
        .options = options,
        .diags = &note->diags,
    };
    markdown_read(&text, &note->body, outline);
    if (included.pieces.n == 0)
        return;
    include_place_diags(&included, &note->diags, first);
    place_included(&included, &note->body, outline);
}

static void read_text(const struct note_job *job, const struct front *front, bool as_source)
{
    struct note *note = job->note;
    struct outline outline = {0};
    struct markdown_options options = {
        .path = note->path,
        .first_line = front->text_line,
        .max_output = job->options->max_output,
        .max_nesting = job->options->max_nesting,
        .has_title = true,
        .safe = job->options->safe,
        .quotes = job->options->quotes,
    };
    if (as_source)
        read_as_source(job, front->text);
    else
        read_markdown(job, front, &options, &outline);
    struct facts_job facts = {
        .keep = &note->arena,
        .scratch = job->scratch,
        .schema = job->schema,
        .path = note->path,
        .folder_type = job->folder_type,
        .front = front->map,
        .body = &note->body,
        .outline = &outline,
        .hide_inbox = job->options->hide_inbox,
        .diags = &note->diags,
    };
    facts_read(&facts, &note->facts);
    note->facts.body_line = front->text_line;
    if (as_source)
        note->facts.title = facts_title(&note->arena, facts.type, front->map,
                                        first_heading_line(front->text), note->path);
}

struct note *note_load(struct arena *scratch, const struct schema *schema, str path, str type,
                       str bytes, const struct note_options *options)
{
    struct arena arena = options->arena;
    struct note *note = arena_new(&arena, struct note);
    note->arena = arena;
    note->path = arena_dup(&note->arena, path);
    note->diags.arena = &note->arena;
    struct note_job job = {scratch, schema, options, type, note};
    bool too_large = bytes.len > options->max_bytes;
    if (too_large)
        diag_add(&note->diags, DIAG_NOTE_TOO_LARGE, (struct place){note->path, 0, 0},
                 "the note has %zu bytes and the limit is %zu; its beginning is shown as source",
                 bytes.len, options->max_bytes);
    bytes = first_part(bytes, options->max_bytes);
    str text = text_of_bytes(&job, bytes);
    struct front front = read_front(&job, text);
    read_text(&job, &front, too_large);
    return note;
}

struct note *note_share(struct note *note)
{
    atomic_fetch_add_explicit(&note->shares, 1, memory_order_relaxed);
    return note;
}

void note_free(struct note *note)
{
    if (!note || atomic_fetch_sub(&note->shares, 1) > 0)
        return;
    struct arena arena = note->arena;
    arena_free(&arena);
}
