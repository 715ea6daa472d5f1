#include "markdown/outliner.h"

#include <string.h>

#include "base/ascii.h"
#include "markdown/safe.h"
#include "markdown/sentence.h"

void outliner_open(struct outliner *o, struct arena *keep, struct arena *scratch, struct body *body,
                   struct outline *outline)
{
    *o = (struct outliner){.keep = keep,
                           .scratch = scratch,
                           .plain = {.arena = scratch},
                           .body = body,
                           .outline = outline,
                           .block = OUTLINE_NONE,
                           .section = OUTLINE_NONE};
}

static struct block *open_block(struct outliner *o)
{
    return o->block == OUTLINE_NONE ? NULL : &o->outline->blocks.at[o->block];
}

/* Links of the block get their text and sentence when all of it is known. */
static void settle_links(struct outliner *o, const struct block *b)
{
    str plain = buf_str(&o->plain), text = str_slice(plain, b->text.from, b->text.to);
    for (uint32_t i = b->links.from; i < b->links.to; i++) {
        struct link *link = &o->body->links.at[i];
        struct link_spot spot = o->spots.at[i];
        link->text = arena_dup(o->keep, str_trim(str_slice(plain, spot.from, spot.to)));
        if (link->kind == LINK_ANCHOR || link_is_wiki(link))
            link->sentence = sentence_around(o->keep, text, spot.from - b->text.from,
                                             spot.to - b->text.from, SENTENCE_MAX);
    }
}

enum { BLOCK = 64 };

/* How many words begin at one of the bytes behind the first one of p. Of a fixed size, so that
 * compilers make vector instructions of it. */
static inline unsigned word_begins(const char *p)
{
    unsigned char begins = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        unsigned before = ascii_is_space(p[i]), word = !ascii_is_space(p[i + 1]);
        begins = (unsigned char)(begins + (before & word));
    }
    return begins;
}

/* Counts the words of the section since the last time. Behind the text come blanks, to make whole
 * blocks of it. */
static void count_words(struct outliner *o)
{
    size_t at = o->counted, end = o->counted = o->plain.len;
    if (at == end)
        return;
    memset(buf_room(&o->plain, BLOCK), ' ', BLOCK);
    uint32_t words = !ascii_is_space(o->plain.ptr[at]);
    for (; at + 1 < end; at += BLOCK)
        words += word_begins(o->plain.ptr + at);
    o->body->words += words;
    if (o->section != OUTLINE_NONE)
        o->body->sections.at[o->section].words += words;
}

void outliner_section(struct outliner *o, uint32_t section)
{
    count_words(o);
    o->section = section;
    open_block(o)->section = section;
}

void outliner_code_lines(struct outliner *o, str text)
{
    const struct block *b = open_block(o);
    uint32_t lines = 0;
    if (!b || b->kind != BLOCK_CODE)
        return;
    for (size_t at; (at = str_find_char(text, '\n')) != STR_NONE; text = str_from(text, at + 1))
        lines++;
    o->body->code_lines += lines;
    if (b->section != OUTLINE_NONE)
        o->body->sections.at[b->section].code_lines += lines;
}

void outliner_end_block(struct outliner *o)
{
    struct block *b = open_block(o);
    if (!b)
        return;
    b->text.to = (uint32_t)o->plain.len;
    b->links.to = (uint32_t)o->body->links.n;
    b->emphasised = !o->plain_seen && b->text.to > b->text.from;
    settle_links(o, b);
    buf_add_char(&o->plain, '\n');
    if (b->kind == BLOCK_CODE)
        o->counted = o->plain.len;
    o->block = OUTLINE_NONE;
    o->placed = false;
}

void outliner_block(struct outliner *o, enum block_kind kind)
{
    outliner_end_block(o);
    if (kind == BLOCK_CODE)
        count_words(o);
    uint32_t at = (uint32_t)o->plain.len, link = (uint32_t)o->body->links.n;
    o->block = (uint32_t)o->outline->blocks.n;
    o->plain_seen = o->placed = false;
    vec_push(o->scratch, &o->outline->blocks) =
        (struct block){.kind = kind,
                       .text = {at, at},
                       .links = {link, link},
                       .strong = {at, at},
                       .section = o->section,
                       .item = o->items.n ? o->items.at[o->items.n - 1] : OUTLINE_NONE,
                       .in_container = o->containers > 0};
}

void outliner_close(struct outliner *o)
{
    outliner_end_block(o);
    count_words(o);
    o->outline->plain = buf_kept(&o->plain);
}

static void set_place(struct link *link, struct place place)
{
    link->line = place.line;
    link->col = place.col;
}

static void give_place(struct outliner *o, struct block *b, struct place place)
{
    if (b->line == 0) {
        b->line = place.line;
        b->col = place.col;
    }
    if (o->items.n && o->outline->items.at[o->items.at[o->items.n - 1]].line == 0)
        o->outline->items.at[o->items.at[o->items.n - 1]].line = place.line;
    for (size_t i = o->body->links.n; i > b->links.from && o->body->links.at[i - 1].line == 0; i--)
        set_place(&o->body->links.at[i - 1], place);
    o->placed = place.line != 0;
}

void outliner_text(struct outliner *o, str text, struct place place)
{
    if (text.len == 0)
        return;
    if (o->block == OUTLINE_NONE)
        outliner_block(o, BLOCK_PARAGRAPH);
    if (!o->placed)
        give_place(o, open_block(o), place);
    if (!o->plain_seen && o->emphasis == 0 && str_trim_left(text).len > 0)
        o->plain_seen = true;
    buf_add(&o->plain, text);
}

void outliner_item(struct outliner *o, uint32_t list, bool ordered, enum task_state task)
{
    outliner_end_block(o);
    uint32_t first = (uint32_t)o->outline->blocks.n;
    struct item item = {.parent = o->items.n ? o->items.at[o->items.n - 1] : OUTLINE_NONE,
                        .list = list,
                        .ordered = ordered,
                        .task = task,
                        .blocks = {first, first},
                        .section = o->section};
    o->placed = false;
    vec_push(o->scratch, &o->items) = (uint32_t)o->outline->items.n;
    vec_push(o->scratch, &o->outline->items) = item;
}

void outliner_end_item(struct outliner *o)
{
    outliner_end_block(o);
    uint32_t item = o->items.at[--o->items.n];
    o->outline->items.at[item].blocks.to = (uint32_t)o->outline->blocks.n;
}

void outliner_strong(struct outliner *o, bool begins)
{
    if (begins && o->block == OUTLINE_NONE)
        outliner_block(o, BLOCK_PARAGRAPH);
    struct block *b = open_block(o);
    if (b && begins && o->strong == 0) {
        o->strong_from = (uint32_t)o->plain.len;
        o->strong_first =
            o->strong_from == b->text.from || o->plain.ptr[o->strong_from - 1] == '\n';
    }
    o->strong += begins ? 1U : (unsigned)-1;
    if (b && !begins && o->strong == 0 && o->strong_first) {
        struct range label = {o->strong_from, (uint32_t)o->plain.len};
        if (label.from == b->text.from)
            b->strong = label;
        vec_push(o->scratch, &o->outline->labels) = label;
        o->strong_first = false;
    }
    outliner_emphasis(o, begins);
}

void outliner_emphasis(struct outliner *o, bool begins)
{
    o->emphasis += begins ? 1U : (unsigned)-1;
}

uint32_t outliner_link(struct outliner *o, enum link_kind kind, str target)
{
    uint32_t index = (uint32_t)o->body->links.n, at = (uint32_t)o->plain.len;
    if (kind != LINK_HTML && o->block == OUTLINE_NONE) {
        outliner_block(o, BLOCK_PARAGRAPH);
        at = (uint32_t)o->plain.len;
    }
    struct link link = {.kind = kind, .target = arena_dup(o->keep, target)};
    bool is_name = link_is_wiki(&link) && str_find(target, S("://")) == STR_NONE;
    link.refused = o->safe && !is_name && !safe_address(target);
    vec_push(o->scratch, &o->body->links) = link;
    vec_push(o->scratch, &o->spots) = (struct link_spot){at, at};
    o->placed = false;
    return index;
}

void outliner_end_link(struct outliner *o, uint32_t link, struct place place)
{
    o->spots.at[link].to = (uint32_t)o->plain.len;
    if (o->body->links.at[link].line == 0)
        set_place(&o->body->links.at[link], place);
}
