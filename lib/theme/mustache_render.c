#include "base/escape.h"
#include "theme/mustache_program.h"

/* What a section put on the stack: the value, and where in a list it is. */
struct context {
    const struct value *value, *list;
    size_t next;
};

/* The arguments of a parent that is being rendered, and those of the parents around it. */
struct arguments {
    const struct arguments *outer;
    const struct mustache *template;
    uint32_t newest;
};

struct render {
    const struct mustache_set *set;
    const struct mustache_page *page;
    struct buf *out;
    size_t steps, max_steps, max_output;
    unsigned includes;
    bool cut, stopped; /* a branch was left out; nothing more is rendered */
    const struct arguments *arguments;
    /* The indentation of the lines being rendered is indent from indent_from on; `indented` bytes
     * of it already stand in the line. */
    struct buf indent;
    size_t indent_from, indented;
    struct buf printed;
    size_t depth;
    struct context stack[MUSTACHE_MAX_CONTEXTS];
};

/* What an include changes and puts back. */
struct saved {
    size_t indent_len, indent_from;
    const struct arguments *arguments;
};

static void run(struct render *r, const struct mustache *t, size_t at, size_t end);

static str indent_of(const struct render *r)
{
    return str_from(buf_str(&r->indent), r->indent_from);
}

static void begin_line(struct render *r)
{
    buf_add(r->out, str_from(indent_of(r), r->indented));
    r->indented = 0;
}

static bool is_blank_line(str line)
{
    return str_eq(line, S("\n")) || str_eq(line, S("\r\n"));
}

/* A limit of the whole rendering. */
static bool is_past_limit(struct render *r)
{
    if (r->steps > r->max_steps || r->out->len > r->max_output)
        r->cut = r->stopped = true;
    return r->stopped;
}

static void text_indented(struct render *r, const struct mustache_step *step)
{
    str rest = step->text;
    bool starts = step->line_start;
    if (rest.len == 0 && starts)
        begin_line(r);
    while (rest.len > 0 && !is_past_limit(r)) {
        size_t nl = str_find_char(rest, '\n');
        str line = str_until(rest, nl == STR_NONE ? rest.len : nl + 1);
        if (starts && !is_blank_line(line))
            begin_line(r);
        buf_add(r->out, line);
        rest = str_from(rest, line.len);
        starts = true;
        r->indented = 0;
    }
}

static const struct value *get(const struct value *v, const struct mustache_key *key)
{
    if (v->kind != VALUE_MAP || !(v->tags & value_tag_bit(key->tag)))
        return NULL;
    return value_get_tagged(v, key->name, key->tag);
}

static const struct value *resolve(const struct render *r, const struct mustache_step *step)
{
    if (step->path_len == 0)
        return r->stack[r->depth - 1].value;
    const struct value *v = NULL;
    for (size_t i = r->depth; i-- > 0 && !v;)
        v = get(r->stack[i].value, &step->path[0]);
    for (uint32_t i = 1; i < step->path_len && v; i++)
        v = get(v, &step->path[i]);
    return v;
}

static str scalar_text(const struct value *v)
{
    switch (v ? v->kind : VALUE_NULL) {
    case VALUE_BOOL:
    case VALUE_NUMBER:
    case VALUE_STRING:
    case VALUE_ADDRESS:
        return v->text;
    default:
        return (str){0};
    }
}

/* Whether the text of a value is made when it is printed; then it is added to out. */
static bool print_made(const struct render *r, const struct value *v, struct buf *out)
{
    if (v && v->kind == VALUE_PRINTED)
        v->printed->print(v->printed, out);
    else if (v && v->kind == VALUE_ADDRESS && r->page)
        r->page->add_address(r->page, v->text, out);
    else
        return false;
    return true;
}

static void print_raw(struct render *r, const struct value *v)
{
    if (!print_made(r, v, r->out))
        buf_add(r->out, scalar_text(v));
}

static void print_escaped(struct render *r, const struct value *v)
{
    buf_clear(&r->printed);
    if (print_made(r, v, &r->printed))
        escape_html(r->out, buf_str(&r->printed));
    else
        escape_html(r->out, scalar_text(v));
}

/* Where to go on: into the section, or behind it. */
static size_t section(struct render *r, const struct mustache_step *step, size_t at)
{
    const struct value *v = resolve(r, step);
    if (!v || !value_is_true(v))
        return step->jump + 1;
    if (r->depth == MUSTACHE_MAX_CONTEXTS) {
        r->cut = true;
        return step->jump + 1;
    }
    struct context *c = &r->stack[r->depth++];
    if (v->kind == VALUE_LIST)
        *c = (struct context){v->items.at[0], v, 1};
    else
        *c = (struct context){.value = v};
    return at + 1;
}

static size_t section_end(struct render *r, const struct mustache_step *step, size_t at)
{
    struct context *c = &r->stack[r->depth - 1];
    if (c->list && c->next < c->list->items.n) {
        c->value = c->list->items.at[c->next++];
        return step->jump + 1;
    }
    r->depth--;
    return at + 1;
}

static bool enter(struct render *r, struct saved *saved)
{
    if (r->includes == MUSTACHE_MAX_INCLUDES) {
        r->cut = true;
        return false;
    }
    r->includes++;
    *saved = (struct saved){r->indent.len, r->indent_from, r->arguments};
    return true;
}

static void leave(struct render *r, const struct saved *saved)
{
    r->includes--;
    r->indent.len = saved->indent_len;
    r->indent_from = saved->indent_from;
    r->arguments = saved->arguments;
}

static void add_indent(struct render *r, str indent)
{
    if (r->indent.len + indent.len <= MUSTACHE_MAX_INDENT)
        buf_add(&r->indent, indent);
}

/* A partial or parent. Alone on its line it adds to the indentation of the lines around; in a line,
 * its lines are its own. */
static void include(struct render *r, const struct mustache *from, const struct mustache_step *step)
{
    str name = step->path ? scalar_text(resolve(r, step)) : step->text;
    const struct mustache *target = mustache_set_get(r->set, name);
    struct saved saved;
    if (!target || !enter(r, &saved))
        return;
    struct arguments arguments = {r->arguments, from, step->args};
    if (step->args)
        r->arguments = &arguments;
    add_indent(r, step->indent);
    if (!step->standalone) {
        r->indent_from = r->indent.len;
        r->indented = 0;
    }
    run(r, target, 0, target->n);
    leave(r, &saved);
    if (!step->standalone)
        r->indented = 0;
}

/* The newest argument of that name, 0 if there is none. */
static uint32_t argument_named(const struct arguments *given, str name)
{
    const struct mustache_step *steps = given->template->steps;
    uint32_t i = given->newest;
    while (i && !str_eq(steps[i].text, name))
        i = steps[i].args;
    return i;
}

/* A block: what the outermost parent says about it, or else its own content, which follows. */
static size_t block(struct render *r, const struct mustache_step *step, size_t at)
{
    const struct arguments *given = NULL;
    for (const struct arguments *g = r->arguments; g; g = g->outer)
        if (argument_named(g, step->text))
            given = g;
    struct saved saved;
    if (!given)
        return at + 1;
    if (!enter(r, &saved))
        return step->jump;
    uint32_t argument = argument_named(given, step->text);
    /* Blocks in the override belong to the template it was written in, so only what was given to
     * that template counts for them. This also ends any recursion. */
    r->arguments = given->outer;
    add_indent(r, step->indent);
    if (!step->standalone)
        r->indented = indent_of(r).len;
    run(r, given->template, argument + 1, given->template->steps[argument].jump);
    leave(r, &saved);
    if (!step->standalone)
        r->indented = 0;
    return step->jump;
}

static size_t run_step(struct render *r, const struct mustache *t, size_t at)
{
    const struct mustache_step *step = &t->steps[at];
    switch ((enum mustache_op)step->op) {
    case MUSTACHE_ESCAPED:
        print_escaped(r, resolve(r, step));
        return at + 1;
    case MUSTACHE_RAW:
        print_raw(r, resolve(r, step));
        return at + 1;
    case MUSTACHE_SECTION:
        return section(r, step, at);
    case MUSTACHE_SECTION_END:
        return section_end(r, step, at);
    case MUSTACHE_INVERTED: {
        const struct value *v = resolve(r, step);
        return v && value_is_true(v) ? step->jump + 1 : at + 1;
    }
    case MUSTACHE_PARTIAL:
        include(r, t, step);
        return at + 1;
    case MUSTACHE_PARENT:
        include(r, t, step);
        return step->jump;
    case MUSTACHE_BLOCK:
        return block(r, step, at);
    case MUSTACHE_TEXT:
    case MUSTACHE_INVERTED_END:
    case MUSTACHE_BLOCK_END:
    case MUSTACHE_ARGUMENT:
    case MUSTACHE_ARGUMENT_END:
        break;
    }
    return at + 1;
}

static void run(struct render *r, const struct mustache *t, size_t at, size_t end)
{
    while (at < end && !is_past_limit(r)) {
        const struct mustache_step *step = &t->steps[at];
        bool indents = r->indent.len > r->indent_from;
        r->steps++;
        if (step->op == MUSTACHE_TEXT) {
            if (indents)
                text_indented(r, step);
            else
                buf_add(r->out, step->text);
            at++;
        } else {
            if (indents && step->line_start)
                begin_line(r);
            at = run_step(r, t, at);
        }
    }
}

enum mustache_end mustache_render(const struct mustache_set *set, const struct mustache *template,
                                  const struct value *view, const struct mustache_page *page,
                                  struct buf *out)
{
    struct render r; /* not zeroed: the stack is large, and used from its bottom */
    r.set = set;
    r.page = page;
    r.out = out;
    r.steps = 0;
    r.max_steps = set->max_steps ? set->max_steps : MUSTACHE_MAX_STEPS;
    r.max_output = set->max_output ? set->max_output : MUSTACHE_MAX_OUTPUT;
    r.max_output += out->len;
    r.includes = 0;
    r.cut = r.stopped = false;
    r.arguments = NULL;
    r.indent = r.printed = (struct buf){0};
    r.indent_from = r.indented = 0;
    r.stack[0] = (struct context){.value = view};
    r.depth = 1;
    run(&r, template, 0, template->n);
    buf_free(&r.indent);
    buf_free(&r.printed);
    return r.cut ? MUSTACHE_CUT : MUSTACHE_WHOLE;
}
