#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "markdown/wikilink.h"
#include "note/facts.h"

enum {
    LONGEST_LABEL = 80,
    LONGEST_PLAIN_NAME = 40, /* a prerequisite without a link: longer ones are prose … */
    MOST_PLAIN_WORDS = 3,    /* … and so are wordier ones */
    LONGEST_REASON = 1000,
    MOST_LINKS = 100, /* in one line; the rest are mentions */
    HEADING_LEVELS = 6
};

/* What a section or list gives: nothing, edges, or not even mentions. */
struct meaning {
    bool has_edge, hidden;
    enum edge_kind edge;
};

struct reader {
    struct facts_job *job;
    const struct outline *outline;
    struct meaning *sections; /* parallel to body->sections */
    struct meaning *lists;    /* by number; of lists below a bold label */
    size_t list_count;
    bool *begun;  /* by item: its first block was seen */
    bool *parent; /* by item: another item stands in it */
    bool *used;   /* by link: it needs no mention any more */
    size_t label; /* the next of outline->labels */
};

/* Links */

static bool has_scheme(str target)
{
    size_t i = 0;
    if (target.len == 0 || !ascii_is_alpha(target.ptr[0]))
        return false;
    while (i < target.len && (ascii_is_alnum(target.ptr[i]) || target.ptr[i] == '+' ||
                              target.ptr[i] == '-' || target.ptr[i] == '.'))
        i++;
    return i < target.len && target.ptr[i] == ':';
}

static bool is_internal(const struct link *link)
{
    str target = link->target;
    if (link_is_wiki(link))
        return wikilink_name(target).len && str_find(target, S("://")) == STR_NONE;
    return link->kind == LINK_ANCHOR && target.len && target.ptr[0] != '#' &&
           target.ptr[0] != '?' && !str_starts(target, S("//")) && !has_scheme(target);
}

static const struct link *link_at(const struct reader *r, uint32_t i)
{
    return &r->job->body->links.at[i];
}

static void add_reference(struct reader *r, struct reference reference)
{
    reference.reason = facts_line(r->job->keep, reference.reason, LONGEST_REASON);
    vec_push(r->job->keep, &r->job->out->references) = reference;
}

static void add_link(struct reader *r, uint32_t i, enum edge_kind kind, str reason)
{
    const struct link *link = link_at(r, i);
    r->used[i] = true;
    /* What a wikilink names need not be written yet. */
    bool name = link->kind == LINK_WIKI && kind != EDGE_MENTION;
    str target = name ? facts_line(r->job->keep, wikilink_name(link->target), 0) : link->target;
    add_reference(r, (struct reference){.kind = kind,
                                        .form = name ? REFERENCE_NAME : REFERENCE_LINK,
                                        .target = target,
                                        .link = i,
                                        .reason = reason,
                                        .spot = {link->line, link->col}});
}

static void add_name(struct reader *r, const struct block *b, enum edge_kind kind,
                     enum reference_form form, str name, str reason)
{
    add_reference(r, (struct reference){.kind = kind,
                                        .form = form,
                                        .target = facts_line(r->job->keep, name, 0),
                                        .link = UINT32_MAX,
                                        .reason = reason,
                                        .spot = {b->line, b->col}});
}

/* Dashes and markers in a line */

static str text_of(const struct reader *r, struct range range)
{
    return str_slice(r->outline->plain, range.from, range.to);
}

/* The length of the dash or colon that a text begins with, 0 for none. A hyphen needs a blank
 * behind it: "[A](a)-based" has no reason. */
static size_t dash_at(str s)
{
    if (str_starts(s, S("\u2014")) || str_starts(s, S("\u2013")))
        return 3;
    if (str_starts(s, S("-- ")))
        return 2;
    bool plain = s.len && (s.ptr[0] == '-' || s.ptr[0] == ':');
    return plain && (s.len == 1 || ascii_is_space(s.ptr[1])) ? 1 : 0;
}

/* The text behind a dash at the beginning of s. */
static bool cut_reason(str s, str *reason)
{
    s = str_trim(s);
    size_t dash = dash_at(s);
    *reason = str_trim(str_from(s, dash));
    return dash > 0;
}

/* Splits "name — reason" at the first dash with a blank before it, or colon. */
static str split_name(str s, str *reason)
{
    *reason = S("");
    for (size_t i = 1; i < s.len; i++) {
        bool free = ascii_is_space(s.ptr[i - 1]) || s.ptr[i] == ':';
        if (free && dash_at(str_from(s, i))) {
            cut_reason(str_from(s, i), reason);
            return str_trim(str_until(s, i));
        }
    }
    return str_trim(s);
}

bool facts_cut_todo(str *s)
{
    static const str marks[] = {S_INIT("(todo)"), S_INIT("[todo]"), S_INIT("todo:"),
                                S_INIT("todo ")};
    *s = str_trim(*s);
    bool found = false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !found; i++) {
        if (str_eq_nocase(str_until(*s, marks[i].len), marks[i])) {
            *s = str_trim(str_from(*s, marks[i].len));
            *s = str_trim(str_from(*s, dash_at(*s))); /* "(TODO): x", "TODO - x" */
            found = true;
        }
    }
    if (!found && str_ends_nocase(*s, S("(todo)"))) {
        *s = str_trim(str_until(*s, s->len - 6));
        found = true;
    }
    return found;
}

static str without_brackets(str s)
{
    bool angled = s.len >= 2 && s.ptr[0] == '<' && s.ptr[s.len - 1] == '>';
    return angled ? str_trim(str_slice(s, 1, s.len - 1)) : s;
}

/* References in one line */

/* To all references from number `first` on. */
static void give_reason(struct reader *r, size_t first, str reason)
{
    reason = facts_line(r->job->keep, reason, LONGEST_REASON);
    for (size_t i = first; i < r->job->out->references.n; i++)
        r->job->out->references.at[i].reason = reason;
}

/* The links of a line up to its reason, each as an edge: "[A](a) and [B](b) — why". Links behind
 * the dash only explain. At most `most` of them. True when there is any link, even external. */
static bool add_links(struct reader *r, const struct block *b, str text, enum edge_kind kind,
                      size_t most)
{
    size_t first = r->job->out->references.n, at = 0;
    str reason = S("");
    bool any = false, ended = false;
    uint32_t end =
        b->links.to - b->links.from > MOST_LINKS ? b->links.from + MOST_LINKS : b->links.to;
    for (uint32_t i = b->links.from; i < end && !ended && most; i++) {
        const struct link *link = link_at(r, i);
        if (link->kind != LINK_ANCHOR && link->kind != LINK_WIKI)
            continue;
        any = true;
        if (is_internal(link)) {
            add_link(r, i, kind, S(""));
            most--;
        }
        size_t found = str_find(str_from(text, at), link->text);
        at += found == STR_NONE ? 0 : found + link->text.len;
        ended = found != STR_NONE && cut_reason(str_from(text, at), &reason);
    }
    if (ended)
        give_reason(r, first, reason);
    return any;
}

static bool is_sentence(str s)
{
    char last = s.len ? s.ptr[s.len - 1] : '.';
    return last == '.' || last == '?' || last == '!' || last == ':' || last == ';';
}

/* A prerequisite that is named without a link. Real lists hold prose there ("Experience with
 * REST APIs and HTTP"), which must not become notes to write: only what is short passes. */
static bool is_plain_name(const struct reader *r, const struct block *b, str name)
{
    size_t words = 1;
    for (size_t i = 0; i < name.len; i++)
        words += ascii_is_space(name.ptr[i]);
    const struct item *item = &r->outline->items.at[b->item];
    return !facts_is_nothing(name) && !is_sentence(name) && name.len <= LONGEST_PLAIN_NAME &&
           words <= MOST_PLAIN_WORDS && item->task == TASK_NONE && !r->parent[b->item];
}

/* The link whose text a name is; "(TODO) [Name](where-it-will-be.md)". */
static uint32_t link_of_name(struct reader *r, const struct block *b, str name)
{
    for (uint32_t i = b->links.from; i < b->links.to; i++) {
        str text = link_at(r, i)->text;
        facts_cut_todo(&text);
        if (!is_internal(link_at(r, i)) || !str_eq(text, name))
            continue;
        r->used[i] = true;
        return i;
    }
    return UINT32_MAX;
}

static void read_item(struct reader *r, const struct block *b, enum edge_kind kind)
{
    str text = str_trim(text_of(r, b->text)), reason;
    if (facts_cut_todo(&text)) {
        str name = without_brackets(split_name(text, &reason));
        if (facts_is_nothing(name))
            return;
        add_name(r, b, kind, REFERENCE_TODO, name, reason);
        uint32_t link = link_of_name(r, b, name);
        r->job->out->references.at[r->job->out->references.n - 1].link = link;
        return;
    }
    if (add_links(r, b, text, kind, MOST_LINKS))
        return;
    str name = split_name(text, &reason);
    if (kind == EDGE_PREREQUISITE && is_plain_name(r, b, name))
        add_name(r, b, kind, REFERENCE_NAME, name, reason);
}

/* Labels: "**Prerequisites**: …", alone or with a list below */

/* The edge that a bold label at the beginning of a block stands for, and the text behind it. */
static bool read_label(const struct reader *r, const struct block *b, enum edge_kind *kind,
                       str *rest)
{
    str label = str_trim(text_of(r, b->strong)), text = str_trim(text_of(r, b->text));
    if (label.len == 0 || label.len > LONGEST_LABEL || !str_starts(text, label))
        return false;
    *rest = str_trim(str_from(text, label.len));
    bool colon = str_starts(*rest, S(":"));
    if (!colon && !str_ends(label, S(":")) && rest->len)
        return false;
    const struct section_def *def = schema_section(r->job->schema, r->job->type, label);
    if (!def || !def->has_edge)
        return false;
    *kind = def->edge;
    *rest = colon ? str_trim(str_from(*rest, 1)) : *rest;
    return true;
}

/* A label with nothing behind it is for the list below it. */
static void mark_list(struct reader *r, size_t block, enum edge_kind kind)
{
    if (block + 1 >= r->outline->blocks.n)
        return;
    const struct block *label = &r->outline->blocks.at[block];
    const struct block *next = &r->outline->blocks.at[block + 1];
    if (next->item == OUTLINE_NONE || r->outline->items.at[next->item].parent != label->item)
        return;
    size_t list = r->outline->items.at[next->item].list;
    if (list < r->list_count)
        r->lists[list] = (struct meaning){.has_edge = true, .edge = kind};
}

/* "Next: [x](…)", mostly the last line of a note and emphasised. */
static bool is_next_line(str text)
{
    str word = S("next:");
    return text.len > word.len && str_eq_nocase(str_until(text, word.len), word);
}

/* "(TODO) name" among the names behind a label: "[A](a.md), (TODO) B". */
static void add_todos(struct reader *r, const struct block *b, str text, enum edge_kind kind)
{
    str mark = S("(todo)"), reason;
    for (size_t i = 0; i + mark.len <= text.len; i++) {
        if (!str_eq_nocase(str_slice(text, i, i + mark.len), mark))
            continue;
        size_t end = i + mark.len;
        while (end < text.len && !strchr(",;\n", text.ptr[end]))
            end++;
        str name = str_slice(text, i, end);
        facts_cut_todo(&name);
        name = without_brackets(split_name(name, &reason));
        if (str_ends(name, S(".")))
            name.len--;
        if (!facts_is_nothing(name))
            add_name(r, b, kind, REFERENCE_TODO, name, reason);
        i = end;
    }
}

static bool read_line(struct reader *r, const struct block *b, size_t block)
{
    enum edge_kind kind;
    str rest, text = str_trim(text_of(r, b->text));
    if (read_label(r, b, &kind, &rest)) {
        if (rest.len == 0)
            mark_list(r, block, kind);
        else
            add_links(r, b, rest, kind, kind == EDGE_NEXT ? 1 : MOST_LINKS);
        add_todos(r, b, rest, kind);
        return true;
    }
    if (!is_next_line(text))
        return false;
    add_links(r, b, text, EDGE_NEXT, 1);
    return true;
}

static uint32_t lines_in(str text)
{
    uint32_t n = 0;
    for (size_t at; (at = str_find_char(text, '\n')) != STR_NONE; text = str_from(text, at + 1))
        n++;
    return n;
}

/* Cuts from the block in `rest` what stands before its next label; false when nothing is left. */
static bool cut_part(struct reader *r, struct block *rest, struct block *part)
{
    const struct range *labels = r->outline->labels.at;
    size_t n = r->outline->labels.n;
    if (rest->text.from >= rest->text.to)
        return false;
    while (r->label < n && labels[r->label].from < rest->text.from)
        r->label++;
    *part = *rest;
    part->strong = (struct range){rest->text.from, rest->text.from};
    if (r->label < n && labels[r->label].from == rest->text.from)
        part->strong = labels[r->label++];
    if (r->label < n && labels[r->label].from < rest->text.to)
        part->text.to = labels[r->label].from;
    rest->line += lines_in(text_of(r, part->text));
    bool last = part->text.to == rest->text.to;
    while (rest->links.from < rest->links.to &&
           (last || link_at(r, rest->links.from)->line < rest->line))
        rest->links.from++;
    part->links.to = rest->links.from;
    rest->text.from = part->text.to;
    return true;
}

/* A paragraph can hold a label in each of its lines. */
static bool read_lines(struct reader *r, size_t block)
{
    struct block rest = r->outline->blocks.at[block], part;
    bool any = false;
    while (cut_part(r, &rest, &part))
        any = read_line(r, &part, block) || any;
    return any;
}

/* What stands around a line */

static struct meaning meaning_of(const struct reader *r, const struct block *b)
{
    struct meaning none = {0};
    if (b->item != OUTLINE_NONE) {
        size_t list = r->outline->items.at[b->item].list;
        if (list < r->list_count && r->lists[list].has_edge)
            return r->lists[list];
    }
    return b->section == OUTLINE_NONE ? none : r->sections[b->section];
}

/* A list in a list below a label means the same. Lists begin after the items they stand in. */
static void inherit_list(struct reader *r, const struct item *item)
{
    if (item->parent == OUTLINE_NONE || item->list >= r->list_count)
        return;
    size_t above = r->outline->items.at[item->parent].list;
    if (above < r->list_count && r->lists[above].has_edge && !r->lists[item->list].has_edge)
        r->lists[item->list] = r->lists[above];
}

static void hide_links(struct reader *r, const struct block *b)
{
    for (uint32_t i = b->links.from; i < b->links.to; i++)
        r->used[i] = true;
}

static void read_block(struct reader *r, size_t i)
{
    const struct block *b = &r->outline->blocks.at[i];
    if (b->section != OUTLINE_NONE && r->sections[b->section].hidden) {
        hide_links(r, b);
        return;
    }
    if (b->kind != BLOCK_PARAGRAPH)
        return;
    bool first = false;
    if (b->item != OUTLINE_NONE && !r->begun[b->item]) {
        first = r->begun[b->item] = true;
        inherit_list(r, &r->outline->items.at[b->item]);
    }
    if (read_lines(r, i) || !first)
        return;
    struct meaning meaning = meaning_of(r, b);
    if (meaning.has_edge)
        read_item(r, b, meaning.edge);
}

/* A section passes its meaning on to its subsections, unless they have a kind of their own. */
static void read_sections(struct reader *r)
{
    const struct body *body = r->job->body;
    struct meaning above[HEADING_LEVELS + 1] = {0};
    for (size_t i = 0; i < body->sections.n; i++) {
        const struct section_def *def = r->job->kinds[i];
        size_t level = body->headings.at[body->sections.at[i].heading].level;
        level = level < 1 ? 1 : level > HEADING_LEVELS ? HEADING_LEVELS : level;
        struct meaning own = above[level - 1];
        if (def) {
            own.has_edge = def->has_edge;
            own.edge = def->edge;
            own.hidden = own.hidden || str_eq(def->kind, S("template-instructions")) ||
                         (r->job->hide_inbox && str_eq(def->kind, S("inbox")));
        }
        r->sections[i] = own;
        for (size_t j = level; j <= HEADING_LEVELS; j++)
            above[j] = own;
    }
}

static void add_mentions(struct reader *r)
{
    for (uint32_t i = 0; i < r->job->body->links.n; i++)
        if (!r->used[i] && is_internal(link_at(r, i)))
            add_link(r, i, EDGE_MENTION, S(""));
}

static void prepare(struct reader *r)
{
    struct arena *scratch = r->job->scratch;
    size_t items = r->outline->items.n;
    r->sections = arena_array(scratch, struct meaning, r->job->body->sections.n);
    r->begun = arena_array(scratch, bool, items);
    r->parent = arena_array(scratch, bool, items);
    r->used = arena_array(scratch, bool, r->job->body->links.n);
    for (size_t i = 0; i < items; i++) {
        const struct item *item = &r->outline->items.at[i];
        if (item->parent < items)
            r->parent[item->parent] = true;
        if (item->list >= r->list_count)
            r->list_count = (size_t)item->list + 1;
    }
    if (r->list_count > items) /* lists are numbered from 0, and none is empty */
        r->list_count = items;
    r->lists = arena_array(scratch, struct meaning, r->list_count);
}

struct found {
    struct reference reference;
    size_t place;
};

static int compare(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    const struct spot *x = &a->reference.spot, *y = &b->reference.spot;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->col != y->col)
        return x->col < y->col ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* In the order of the file; equal spots stay in the order they were found. */
static void sort_references(struct facts_job *job)
{
    size_t n = job->out->references.n;
    struct found *found = arena_array(job->scratch, struct found, n);
    for (size_t i = 0; i < n; i++)
        found[i] = (struct found){job->out->references.at[i], i};
    if (n)
        qsort(found, n, sizeof *found, compare);
    for (size_t i = 0; i < n; i++)
        job->out->references.at[i] = found[i].reference;
}

void facts_read_references(struct facts_job *job)
{
    struct reader r = {.job = job, .outline = job->outline};
    prepare(&r);
    read_sections(&r);
    for (size_t i = 0; i < job->outline->blocks.n; i++)
        read_block(&r, i);
    add_mentions(&r);
    sort_references(job);
}
