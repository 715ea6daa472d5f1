#include <assert.h>

#include "base/ascii.h"
#include "theme/mustache_program.h"
#include "theme/mustache_scan.h"

enum { SHOWN_BYTES = 60 };

/* A section, block, parent or argument that is not closed yet. */
struct opened {
    char kind; /* '#', '^', '<', '$', or 'a' for an argument */
    bool dynamic, blank_before, blank_after;
    str name;
    size_t step;          /* of its tag */
    size_t text_start;    /* of its content */
    size_t written_blank; /* of '<': the step of the white space before it, plus one */
};

struct parser {
    struct arena *arena;
    struct mustache_scan scan;
    vec(struct mustache_step) steps;
    struct opened stack[MUSTACHE_MAX_NESTING];
    size_t depth, arguments; /* how many are open, how many of them arguments */
    size_t written;          /* the text up to here has become steps */
    bool line_start;         /* nothing of the line that written is in has become a step */
};

static struct place place_of(const struct parser *p, size_t offset)
{
    return mustache_place(p->scan.name, p->scan.text, offset);
}

static struct mustache_step *add_step(struct parser *p, enum mustache_op op, size_t offset)
{
    struct mustache_step *step = &vec_push(p->arena, &p->steps);
    *step = (struct mustache_step){.op = (uint8_t)op, .offset = (uint32_t)offset};
    return step;
}

/* A tag that stays in its line takes the line's beginning with it. */
static struct mustache_step *add_inline(struct parser *p, enum mustache_op op, size_t offset)
{
    struct mustache_step *step = add_step(p, op, offset);
    step->line_start = p->line_start;
    p->line_start = false;
    return step;
}

static void add_text(struct parser *p, size_t from, size_t to)
{
    str text = str_slice(p->scan.text, from, to);
    struct mustache_step *step = add_inline(p, MUSTACHE_TEXT, from);
    step->text = text;
    p->line_start = text.ptr[text.len - 1] == '\n';
}

/* Makes steps of the literal up to an offset. In arguments each line has its own: their
 * indentation is taken off afterwards. */
static void write_to(struct parser *p, size_t to)
{
    while (p->arguments && p->written < to) {
        size_t nl = str_find_char(str_slice(p->scan.text, p->written, to), '\n');
        if (nl == STR_NONE)
            break;
        add_text(p, p->written, p->written + nl + 1);
        p->written += nl + 1;
    }
    if (p->written < to)
        add_text(p, p->written, to);
    p->written = to;
}

/* The literal before a tag that vanishes with its line if it stands alone there. True if so. */
static bool write_to_standalone(struct parser *p, const struct mustache_tag *tag)
{
    bool alone = tag->blank_before && tag->blank_after;
    write_to(p, alone ? tag->line_begin : tag->start);
    p->written = alone ? tag->line_next : tag->end;
    return alone;
}

static struct mustache_step *add_tag(struct parser *p, enum mustache_op op,
                                     const struct mustache_tag *tag, bool alone)
{
    struct mustache_step *step =
        alone ? add_step(p, op, tag->start) : add_inline(p, op, tag->start);
    step->standalone = alone;
    return step;
}

static size_t count_parts(str name)
{
    size_t n = 1;
    for (size_t i = 0; i < name.len; i++)
        n += name.ptr[i] == '.';
    return n;
}

/* Splits a dotted name; "." has no parts. */
static bool set_path(struct parser *p, struct mustache_step *step, const struct mustache_tag *tag)
{
    if (str_eq(tag->name, S(".")))
        return true;
    size_t n = count_parts(tag->name);
    struct mustache_key *parts = arena_array(p->arena, struct mustache_key, n);
    str rest = tag->name;
    for (size_t i = 0; i < n && str_cut(&rest, '.', &parts[i].name); i++) {
        parts[i].tag = value_tag(parts[i].name);
        if (parts[i].name.len > 0)
            continue;
        diag_add(p->scan.diags, DIAG_TEMPLATE_SYNTAX, place_of(p, tag->start),
                 "a part of the name \"%.*s\" is empty",
                 STR_ARG(str_until(tag->name, SHOWN_BYTES)));
        return false;
    }
    step->path = parts;
    step->path_len = (uint32_t)n;
    return true;
}

static bool push(struct parser *p, char kind, const struct mustache_tag *tag)
{
    if (p->depth == MUSTACHE_MAX_NESTING) {
        diag_add(p->scan.diags, DIAG_TEMPLATE_SYNTAX, place_of(p, tag->start),
                 "more than %d sections in each other", MUSTACHE_MAX_NESTING);
        return false;
    }
    p->stack[p->depth++] = (struct opened){.kind = kind,
                                           .dynamic = tag->dynamic,
                                           .blank_before = tag->blank_before,
                                           .blank_after = tag->blank_after,
                                           .name = tag->name,
                                           .step = p->steps.n - 1,
                                           .text_start = p->written};
    return true;
}

static bool add_variable(struct parser *p, const struct mustache_tag *tag)
{
    write_to(p, tag->start);
    p->written = tag->end;
    enum mustache_op op = tag->kind == '&' ? MUSTACHE_RAW : MUSTACHE_ESCAPED;
    return set_path(p, add_inline(p, op, tag->start), tag);
}

static bool open_section(struct parser *p, const struct mustache_tag *tag)
{
    bool alone = write_to_standalone(p, tag);
    enum mustache_op op = tag->kind == '#' ? MUSTACHE_SECTION : MUSTACHE_INVERTED;
    return set_path(p, add_tag(p, op, tag, alone), tag) && push(p, tag->kind, tag);
}

static str blanks_before(const struct parser *p, const struct mustache_tag *tag)
{
    if (!tag->blank_before)
        return (str){0};
    return str_slice(p->scan.text, tag->line_begin, tag->start);
}

/* The name of a partial or parent: written here, or found in the view. */
static bool set_name(struct parser *p, struct mustache_step *step, const struct mustache_tag *tag)
{
    static const struct mustache_key none[1];
    step->text = tag->name;
    if (!tag->dynamic)
        return true;
    step->path = none;
    return set_path(p, step, tag);
}

static bool add_partial(struct parser *p, const struct mustache_tag *tag)
{
    bool alone = write_to_standalone(p, tag);
    struct mustache_step *step = add_tag(p, MUSTACHE_PARTIAL, tag, alone);
    if (alone)
        step->indent = blanks_before(p, tag);
    return set_name(p, step, tag);
}

/* Whether a parent stands alone shows when it is closed: the white space before it gets a step of
 * its own, which can be emptied then. */
static bool open_parent(struct parser *p, const struct mustache_tag *tag)
{
    str blanks = blanks_before(p, tag);
    write_to(p, tag->start - blanks.len);
    write_to(p, tag->start);
    p->written = tag->end;
    struct mustache_step *step = add_tag(p, MUSTACHE_PARENT, tag, false);
    step->indent = blanks;
    if (!set_name(p, step, tag) || !push(p, '<', tag))
        return false;
    struct opened *o = &p->stack[p->depth - 1];
    o->written_blank = blanks.len ? o->step : 0;
    return true;
}

static bool open_argument(struct parser *p, const struct mustache_tag *tag)
{
    size_t parent = p->stack[p->depth - 1].step;
    write_to(p, tag->start);
    p->written = tag->blank_after ? tag->line_next : tag->end;
    p->line_start = true; /* wherever the content will stand, it begins there */
    struct mustache_step *step = add_step(p, MUSTACHE_ARGUMENT, tag->start);
    step->text = tag->name;
    step->args = p->steps.at[parent].args;
    p->steps.at[parent].args = (uint32_t)(p->steps.n - 1);
    p->arguments++;
    return push(p, 'a', tag);
}

static bool open_block(struct parser *p, const struct mustache_tag *tag)
{
    if (p->depth && p->stack[p->depth - 1].kind == '<')
        return open_argument(p, tag);
    bool alone = write_to_standalone(p, tag);
    struct mustache_step *step = add_tag(p, MUSTACHE_BLOCK, tag, alone);
    step->text = tag->name;
    step->indent = blanks_before(p, tag);
    return push(p, '$', tag);
}

static str leading_blanks(str line)
{
    size_t n = 0;
    while (n < line.len && ascii_is_blank(line.ptr[n]))
        n++;
    return str_until(line, n);
}

/* What all lines but blank ones begin with. False when there are only blank ones. */
static bool common_indent(str content, str *indent)
{
    bool found = false;
    str line;
    while (str_line(&content, &line)) {
        str blanks = leading_blanks(line);
        if (blanks.len == line.len)
            continue;
        size_t same = 0;
        while (found && same < blanks.len && same < indent->len &&
               blanks.ptr[same] == indent->ptr[same])
            same++;
        *indent = found ? str_until(*indent, same) : blanks;
        found = true;
    }
    return found;
}

/* Takes the indentation that an argument has where it is written off all its lines. */
static void dedent(struct parser *p, size_t from, size_t by)
{
    for (size_t i = from; i < p->steps.n; i++) {
        struct mustache_step *step = &p->steps.at[i];
        if (step->op == MUSTACHE_ARGUMENT) {
            i = step->jump; /* its lines have none any more */
        } else if (step->op != MUSTACHE_TEXT) {
            step->indent = str_from(step->indent, by);
        } else if (step->line_start) {
            size_t has = leading_blanks(step->text).len;
            step->text = str_from(step->text, has < by ? has : by);
        }
    }
}

static str content_of(const struct parser *p, const struct opened *o,
                      const struct mustache_tag *tag)
{
    return str_slice(p->scan.text, o->text_start, tag->start);
}

static void close_argument(struct parser *p, const struct opened *o, const struct mustache_tag *tag)
{
    str indent = {0};
    write_to(p, tag->blank_before ? tag->line_begin : tag->start);
    p->written = tag->end;
    p->steps.at[o->step].jump = (uint32_t)p->steps.n;
    if (o->blank_after && common_indent(content_of(p, o, tag), &indent) && indent.len)
        dedent(p, o->step + 1, indent.len);
    add_step(p, MUSTACHE_ARGUMENT_END, tag->start);
    p->arguments--;
}

static void close_parent(struct parser *p, const struct opened *o, const struct mustache_tag *tag)
{
    bool alone = o->blank_before && tag->blank_after;
    write_to(p, tag->start);
    p->written = alone ? tag->line_next : tag->end;
    p->line_start = alone;
    struct mustache_step *step = &p->steps.at[o->step];
    step->jump = (uint32_t)p->steps.n;
    step->standalone = alone;
    if (!alone) {
        step->indent = (str){0};
        return;
    }
    step->line_start = false;
    if (o->written_blank) {
        p->steps.at[o->written_blank - 1].text = (str){0};
        p->steps.at[o->written_blank - 1].line_start = false;
    }
}

static void close_block(struct parser *p, const struct opened *o, const struct mustache_tag *tag)
{
    bool alone = write_to_standalone(p, tag);
    struct mustache_step *end = add_tag(p, MUSTACHE_BLOCK_END, tag, alone);
    struct mustache_step *step = &p->steps.at[o->step];
    str indent;
    if (step->standalone && common_indent(content_of(p, o, tag), &indent))
        step->indent = indent;
    step->jump = (uint32_t)(end - p->steps.at);
}

static void close_section(struct parser *p, const struct opened *o, const struct mustache_tag *tag)
{
    bool alone = write_to_standalone(p, tag);
    enum mustache_op op = o->kind == '#' ? MUSTACHE_SECTION_END : MUSTACHE_INVERTED_END;
    add_tag(p, op, tag, alone)->jump = (uint32_t)o->step;
    p->steps.at[o->step].jump = (uint32_t)(p->steps.n - 1);
}

/* An asterisk is a sign in the name of a partial or parent, and a letter in others. */
static bool closes(const struct opened *o, const struct mustache_tag *tag)
{
    str name = o->name;
    if (!o->dynamic && tag->dynamic && str_starts(name, S("*")))
        name = str_from(name, 1);
    else if (o->dynamic != tag->dynamic)
        return false;
    return str_eq(name, tag->name);
}

static const char *sign_of(const struct opened *o)
{
    switch (o->kind) {
    case '#':
        return "#";
    case '^':
        return "^";
    case '<':
        return o->dynamic ? "<*" : "<";
    default:
        return "$";
    }
}

static bool close_tag(struct parser *p, const struct mustache_tag *tag)
{
    str name = str_until(tag->name, SHOWN_BYTES);
    const char *star = tag->dynamic ? "*" : "";
    if (p->depth == 0) {
        diag_add(p->scan.diags, DIAG_TEMPLATE_SYNTAX, place_of(p, tag->start),
                 "\"/%s%.*s\" closes nothing: no section is open", star, STR_ARG(name));
        return false;
    }
    const struct opened *o = &p->stack[--p->depth];
    if (!closes(o, tag)) {
        struct place open = place_of(p, p->steps.at[o->step].offset);
        diag_add(p->scan.diags, DIAG_TEMPLATE_SYNTAX, place_of(p, tag->start),
                 "\"/%s%.*s\" does not close \"%s%.*s\", opened at %u:%u", star, STR_ARG(name),
                 sign_of(o), STR_ARG(str_until(o->name, SHOWN_BYTES)), open.line, open.col);
        return false;
    }
    if (o->kind == 'a')
        close_argument(p, o, tag);
    else if (o->kind == '<')
        close_parent(p, o, tag);
    else if (o->kind == '$')
        close_block(p, o, tag);
    else
        close_section(p, o, tag);
    return true;
}

static bool parse_tag(struct parser *p, const struct mustache_tag *tag)
{
    switch (tag->kind) {
    case '#':
    case '^':
        return open_section(p, tag);
    case '/':
        return close_tag(p, tag);
    case '>':
        return add_partial(p, tag);
    case '<':
        return open_parent(p, tag);
    case '$':
        return open_block(p, tag);
    case '!':
    case '=':
        write_to_standalone(p, tag);
        return true;
    default:
        return add_variable(p, tag);
    }
}

static bool parse(struct parser *p)
{
    struct mustache_tag tag;
    enum mustache_scanned scanned;
    while ((scanned = mustache_scan_tag(&p->scan, &tag)) == MUSTACHE_TAG)
        if (!parse_tag(p, &tag))
            return false;
    if (scanned == MUSTACHE_BAD)
        return false;
    write_to(p, p->scan.text.len);
    if (p->depth == 0)
        return true;
    const struct opened *o = &p->stack[p->depth - 1];
    struct place end = place_of(p, p->scan.text.len);
    diag_add(p->scan.diags, DIAG_TEMPLATE_SYNTAX, place_of(p, p->steps.at[o->step].offset),
             "\"%s%.*s\" is never closed; the template ends at %u:%u", sign_of(o),
             STR_ARG(str_until(o->name, SHOWN_BYTES)), end.line, end.col);
    return false;
}

const struct mustache *mustache_compile(struct arena *a, str name, str text, struct diags *d)
{
    if (text.len > MUSTACHE_MAX_TEXT) {
        diag_add(d, DIAG_TEMPLATE_SYNTAX, (struct place){.path = name},
                 "a template cannot be larger than %d bytes", MUSTACHE_MAX_TEXT);
        return NULL;
    }
    struct parser p = {
        .arena = a, .scan = {name, text, 0, S("{{"), S("}}"), d}, .line_start = true};
    if (!parse(&p))
        return NULL;
    assert(p.arguments == 0 && p.written == text.len);
    struct mustache *m = arena_new(a, struct mustache);
    *m = (struct mustache){name, text, p.steps.at, p.steps.n};
    return m;
}
