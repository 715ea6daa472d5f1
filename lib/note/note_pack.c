#include "note/note_pack.h"

#include <stdalign.h>

#include <string.h>

#include "base/pack_file.h"
#include "markdown/markdown.h"

/* Raise it with every change of what is packed, and of what facts are made of the same text: a
 * cache also belongs to one program file, where the system tells which that is. */
static const char version[] = "notes 1";

struct hash note_version(void)
{
    return hash_mix_str(hash_of(str_of(version)), markdown_version());
}

/* Where something stands in the HTML, which only the note's own page shows. */
static void pack_range(struct pack *p, struct range *r)
{
    if (p->is_shape)
        return;
    pack_u32(p, &r->from);
    pack_u32(p, &r->to);
}

static void pack_spot(struct pack *p, struct spot *s)
{
    pack_place(p, &s->line, &s->col);
}

/* Facts */

static void each_field(struct pack *p, void *element)
{
    struct field_value *f = element;
    pack_str(p, &f->field);
    pack_str(p, &f->value);
    pack_str(p, &f->word);
    pack_spot(p, &f->spot);
}

static void each_reference(struct pack *p, void *element)
{
    struct reference *r = element;
    pack_enum(p, &r->kind, EDGE_KINDS);
    pack_enum(p, &r->form, REFERENCE_TODO + 1);
    pack_str(p, &r->target);
    pack_u32(p, &r->link);
    pack_str(p, &r->reason);
    pack_spot(p, &r->spot);
}

static void each_section_fact(struct pack *p, void *element)
{
    struct section_fact *s = element;
    pack_str(p, &s->kind);
    pack_u8(p, &s->level);
    pack_u16(p, &s->minutes);
    pack_str(p, &s->title);
}

static void pack_facts(struct pack *p, struct facts *f)
{
    int64_t importance = f->importance;
    pack_str(p, &f->title);
    pack_str(p, &f->id);
    pack_str(p, &f->type);
    pack_str(p, &f->description);
    pack_bool(p, &f->draft);
    pack_i64(p, &importance);
    if (pack_is_reading(p))
        f->importance = (long)importance;
    pack_str(p, &f->created);
    pack_str(p, &f->updated);
    pack_u32(p, &f->minutes);
    pack_vec(p, &f->aliases, pack_each_str);
    pack_vec(p, &f->tags, pack_each_str);
    pack_vec(p, &f->fields, each_field);
    pack_vec(p, &f->references, each_reference);
    pack_vec(p, &f->sections, each_section_fact);
    pack_str(p, &f->tier);
    pack_u32(p, &f->banner);
    pack_bool(p, &f->banner_differs);
    pack_value(p, &f->front);
    if (!p->is_shape)
        pack_u32(p, &f->body_line);
}

/* Body */

static void each_slot(struct pack *p, void *element)
{
    struct slot *s = element;
    pack_u32(p, &s->at);
    pack_enum(p, &s->kind, SLOT_WORD + 1);
    if (s->kind == SLOT_WORD)
        pack_enum(p, &s->word, BODY_WORDS);
    else
        pack_u32(p, &s->link);
}

static void each_link(struct pack *p, void *element)
{
    struct link *l = element;
    pack_enum(p, &l->kind, LINK_EMBED + 1);
    pack_bool(p, &l->refused);
    pack_str(p, &l->target);
    pack_str(p, &l->text);
    pack_str(p, &l->sentence);
    pack_str(p, &l->classes);
    pack_str(p, &l->rel);
    pack_place(p, &l->line, &l->col);
}

static void each_heading(struct pack *p, void *element)
{
    struct heading *h = element;
    pack_u8(p, &h->level);
    pack_bool(p, &h->is_section);
    pack_bool(p, &h->is_title);
    pack_range(p, &h->html);
    pack_str(p, &h->text);
    pack_str(p, &h->id);
    pack_str(p, &h->extra_id);
    pack_str(p, &h->classes);
    pack_place(p, &h->line, &h->col);
}

static void each_section(struct pack *p, void *element)
{
    struct section *s = element;
    pack_u32(p, &s->heading);
    pack_range(p, &s->own);
    if (p->is_shape)
        return;
    pack_u32(p, &s->words);
    pack_u32(p, &s->code_lines);
}

static void each_box(struct pack *p, void *element)
{
    struct box *b = element;
    pack_range(p, &b->html);
    pack_range(p, &b->heading);
    pack_range(p, &b->inner);
    pack_str(p, &b->title);
    pack_str(p, &b->type);
    pack_str(p, &b->text);
    pack_place(p, &b->line, &b->col);
}

static void each_prompt(struct pack *p, void *element)
{
    struct prompt *q = element;
    uint8_t answer = (uint8_t)q->answer;
    pack_enum(p, &q->kind, PROMPT_CHOICE + 1);
    pack_str(p, &q->id);
    pack_str(p, &q->text);
    pack_bool(p, &q->done);
    pack_u8(p, &answer);
    if (pack_is_reading(p))
        q->answer = (char)answer;
    pack_range(p, &q->asked);
    pack_range(p, &q->answers);
    pack_u32(p, &q->section);
    pack_place(p, &q->line, &q->col);
}

static void each_block(struct pack *p, void *element)
{
    struct id_block *b = element;
    pack_str(p, &b->id);
    pack_range(p, &b->html);
}

/* What others can see of it. */
static void pack_outline(struct pack *p, struct body *b)
{
    pack_vec(p, &b->links, each_link);
    pack_vec(p, &b->headings, each_heading);
    pack_vec(p, &b->sections, each_section);
    pack_vec(p, &b->boxes, each_box);
    pack_vec(p, &b->prompts, each_prompt);
    pack_vec(p, &b->blocks, each_block);
    pack_vec(p, &b->anchors, pack_each_str);
}

static void pack_body(struct pack *p, struct body *b)
{
    pack_outline(p, b);
    pack_u32(p, &b->length);
    pack_range(p, &b->lead);
    pack_range(p, &b->footnotes);
    pack_vec(p, &b->slots, each_slot);
    pack_u32(p, &b->words);
    pack_u32(p, &b->code_lines);
    pack_u32(p, &b->features);
    pack_hash(p, &b->html_hash);
    pack_hash(p, &b->hash);
}

static void pack_note(struct pack *p, struct note *note)
{
    pack_facts(p, &note->facts);
    pack_body(p, &note->body);
    pack_diags(p, &note->diags);
}

/* What the parts of a note take besides texts, so that its memory can be had at once. */

enum { ALIGNMENT = alignof(max_align_t), ROOM_MOST = 64 /* for each byte that is read */ };

#define ROOM(v) ((v)->n * sizeof *(v)->at + ALIGNMENT)

static size_t room_of_value(const struct value *v)
{
    size_t room = sizeof *v + ALIGNMENT;
    if (v->kind == VALUE_LIST) {
        room += ROOM(&v->items);
        for (size_t i = 0; i < v->items.n; i++)
            room += room_of_value(v->items.at[i]);
    } else if (v->kind == VALUE_MAP) {
        room += ROOM(&v->fields) + (v->index ? (v->index->mask + 2) * sizeof v->index->mask : 0);
        for (size_t i = 0; i < v->fields.n; i++)
            room += room_of_value(v->fields.at[i].value);
    }
    return room;
}

static size_t room_of(const struct note *note)
{
    const struct facts *f = &note->facts;
    const struct body *b = &note->body;
    return sizeof *note + ROOM(&f->aliases) + ROOM(&f->tags) + ROOM(&f->fields) +
           ROOM(&f->references) + ROOM(&f->sections) + room_of_value(f->front) + ROOM(&b->slots) +
           ROOM(&b->links) + ROOM(&b->headings) + ROOM(&b->sections) + ROOM(&b->boxes) +
           ROOM(&b->prompts) + ROOM(&b->blocks) + ROOM(&b->anchors) + ROOM(&note->diags.list) +
           ALIGNMENT;
}

static void pack_room(struct pack *p, uint32_t *room)
{
    size_t most = (p->bytes.len + ROOM_MOST) * ROOM_MOST;
    pack_u32(p, room);
    if (pack_is_reading(p) && *room > most)
        p->failed = true;
    if (p->failed)
        *room = 0;
}

void note_pack(const struct note *note, struct buf *out)
{
    struct pack p = {.out = out};
    uint32_t room = (uint32_t)room_of(note);
    pack_room(&p, &room);
    pack_note(&p, (struct note *)note);
}

static struct hash spots_of(const struct note *note, struct buf *scratch)
{
    struct pack p = {.out = scratch};
    buf_clear(scratch);
    for (size_t i = 0; i < note->facts.references.n; i++)
        pack_spot(&p, &note->facts.references.at[i].spot);
    for (size_t i = 0; i < note->body.links.n; i++)
        pack_place(&p, &note->body.links.at[i].line, &note->body.links.at[i].col);
    return hash_of(buf_str(scratch));
}

struct note_shape note_shape(const struct note *note, struct buf *scratch)
{
    struct pack p = {.out = scratch, .is_shape = true};
    buf_clear(scratch);
    pack_facts(&p, (struct facts *)&note->facts);
    pack_outline(&p, (struct body *)&note->body);
    struct hash shape = hash_of(buf_str(scratch));
    return (struct note_shape){shape, spots_of(note, scratch)};
}

/* Whether all that leads from one part of a note to another stays inside. */

static bool is_inside(const struct body *b, struct range r)
{
    return r.from <= r.to && r.to <= b->length;
}

static bool sections_hold(const struct note *note)
{
    const struct body *b = &note->body;
    for (size_t i = 0; i < b->headings.n; i++)
        if (!is_inside(b, b->headings.at[i].html) || b->headings.at[i].level < 1 ||
            b->headings.at[i].level > 6)
            return false;
    for (size_t i = 0; i < note->facts.sections.n; i++)
        if (note->facts.sections.at[i].level > 5)
            return false;
    for (size_t i = 0; i < b->sections.n; i++)
        if (!is_inside(b, b->sections.at[i].own) || b->sections.at[i].heading >= b->headings.n)
            return false;
    return note->facts.sections.n == b->sections.n && is_inside(b, b->lead) &&
           is_inside(b, b->footnotes);
}

static bool slots_hold(const struct body *b)
{
    for (size_t i = 0; i < b->slots.n; i++) {
        const struct slot *s = &b->slots.at[i];
        if (s->at > b->length || (i && s->at < b->slots.at[i - 1].at) ||
            (s->kind != SLOT_WORD && s->link >= b->links.n))
            return false;
    }
    return true;
}

static bool boxes_hold(const struct note *note)
{
    const struct body *b = &note->body;
    for (size_t i = 0; i < b->boxes.n; i++) {
        const struct box *x = &b->boxes.at[i];
        if (!is_inside(b, x->html) || !is_inside(b, x->heading) || !is_inside(b, x->inner))
            return false;
    }
    return note->facts.banner == FACTS_NO_BANNER || note->facts.banner < b->boxes.n;
}

static bool prompts_hold(const struct body *b)
{
    for (size_t i = 0; i < b->prompts.n; i++) {
        const struct prompt *q = &b->prompts.at[i];
        if (!is_inside(b, q->asked) || !is_inside(b, q->answers) ||
            (q->section != BODY_LEAD && q->section >= b->sections.n))
            return false;
    }
    return true;
}

static bool blocks_hold(const struct body *b)
{
    for (size_t i = 0; i < b->blocks.n; i++)
        if (!is_inside(b, b->blocks.at[i].html))
            return false;
    return true;
}

static bool references_hold(const struct note *note)
{
    for (size_t i = 0; i < note->facts.references.n; i++) {
        const struct reference *r = &note->facts.references.at[i];
        bool todo = r->form == REFERENCE_TODO && r->link == UINT32_MAX;
        if (r->form != REFERENCE_NAME && !todo && r->link >= note->body.links.n)
            return false;
    }
    return true;
}

static bool facts_hold(const struct facts *f)
{
    bool tier = f->tier.len == 0 || str_eq(f->tier, S("gold")) || str_eq(f->tier, S("silver")) ||
                str_eq(f->tier, S("bronze"));
    bool front = f->front->kind == VALUE_MAP || f->front->kind == VALUE_NULL;
    return tier && front && f->title.len && f->type.len;
}

static bool holds(const struct note *note)
{
    return facts_hold(&note->facts) && sections_hold(note) && slots_hold(&note->body) &&
           boxes_hold(note) && prompts_hold(&note->body) && blocks_hold(&note->body) &&
           references_hold(note);
}

struct note *note_unpack(str path, str bytes)
{
    struct arena arena = {0};
    struct pack first = {.bytes = bytes};
    uint32_t room = 0;
    pack_room(&first, &room);
    arena_reserve(&arena, room + path.len + 1 + bytes.len + 1);
    struct note *note = arena_new(&arena, struct note);
    note->arena = arena;
    note->path = arena_dup(&note->arena, path);
    note->diags.arena = &note->arena;
    struct pack p = {.bytes = arena_dup(&note->arena, bytes), .arena = &note->arena};
    pack_room(&p, &room);
    pack_note(&p, note);
    if (!p.failed && p.bytes.len == 0 && holds(note))
        return note;
    note_free(note);
    return NULL;
}
