/* What Obsidian embeds:
 *
 *     ![[plan.png]]  ![[plan.png|600]]  ![[plan.png|A plan|300x200]]  ![[icons.svg#star]]
 *     ![[talk.mp3]]  ![[demo.mp4]]      players
 *     ![[queues]]    ![[queues#Law]]    ![[queues#^proof]]: the text of a note, or a part of it
 *
 * A file of any other sort is a link. So is a note where its text cannot stand: in a heading, in
 * emphasis, in a link. */
#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"
#include "markdown/wikilink.h"

enum sort { SORT_NOTE, SORT_IMAGE, SORT_AUDIO, SORT_VIDEO, SORT_FILE };

static enum sort sort_of(str name)
{
    static const struct {
        str extension;
        enum sort sort;
    } sorts[] = {
        {S_INIT("png"), SORT_IMAGE},   {S_INIT("jpg"), SORT_IMAGE},  {S_INIT("jpeg"), SORT_IMAGE},
        {S_INIT("gif"), SORT_IMAGE},   {S_INIT("svg"), SORT_IMAGE},  {S_INIT("webp"), SORT_IMAGE},
        {S_INIT("avif"), SORT_IMAGE},  {S_INIT("bmp"), SORT_IMAGE},  {S_INIT("mp3"), SORT_AUDIO},
        {S_INIT("wav"), SORT_AUDIO},   {S_INIT("ogg"), SORT_AUDIO},  {S_INIT("m4a"), SORT_AUDIO},
        {S_INIT("flac"), SORT_AUDIO},  {S_INIT("opus"), SORT_AUDIO}, {S_INIT("3gp"), SORT_AUDIO},
        {S_INIT("mp4"), SORT_VIDEO},   {S_INIT("webm"), SORT_VIDEO}, {S_INIT("ogv"), SORT_VIDEO},
        {S_INIT("mov"), SORT_VIDEO},   {S_INIT("mkv"), SORT_VIDEO},  {S_INIT("pdf"), SORT_FILE},
        {S_INIT("canvas"), SORT_FILE}, {S_INIT("base"), SORT_FILE},
    };
    size_t dot = str_rfind_char(name, '.');
    for (size_t i = 0; dot != STR_NONE && i < sizeof sorts / sizeof *sorts; i++)
        if (str_eq_nocase(str_from(name, dot + 1), sorts[i].extension))
            return sorts[i].sort;
    return SORT_NOTE;
}

/* ---- on the tape ---------------------------------------------------------------------------- */

static bool at(struct tape *t, str text, size_t i, size_t *end)
{
    str rest = tape_rest_of_line(t, text, i);
    if (!str_starts(rest, S("![[")))
        return false;
    rest = str_from(rest, 1);
    struct wikilink link = wikilink_at(rest, tape_is_in_cell(t));
    *end = i + 1 + link.length;
    if (wikilink_has_code(rest, link, text.len - i - 1))
        return false;
    return link.length > 0 && (t->links == 0 || sort_of(wikilink_name(link.target)) == SORT_IMAGE);
}

static size_t digits_at(str s, size_t i)
{
    enum { MOST_DIGITS = 4 };
    size_t n = 0;
    while (i + n < s.len && n < MOST_DIGITS && ascii_is_digit(s.ptr[i + n]))
        n++;
    return n;
}

bool embed_size(str s, str *width, str *height)
{
    size_t w = digits_at(s, 0), h = w < s.len && s.ptr[w] == 'x' ? digits_at(s, w + 1) : 0;
    *width = str_until(s, w);
    *height = h ? str_from(s, w + 1) : S("");
    return w > 0 && (w == s.len || (h > 0 && w + 1 + h == s.len));
}

/* The size behind the last bar of a label, or the whole of it. */
static void take_size(struct tape *t, struct detail *d, str *label)
{
    str width, height;
    size_t bar = str_rfind_char(*label, '|'), from = bar == STR_NONE ? 0 : bar + 1;
    if (!embed_size(str_trim(str_from(*label, from)), &width, &height))
        return;
    *label = bar == STR_NONE ? S("") : str_trim_right(str_until(*label, bar));
    if (str_ends(*label, S("\\"))) /* the bar's, in a table */
        label->len--;
    embed_set_size(t, d, width, height);
}

void embed_set_size(struct tape *t, struct detail *d, str width, str height)
{
    vec_push(t->scratch, &d->attributes.rest) = (struct attribute){S("width"), width, true};
    if (height.len)
        vec_push(t->scratch, &d->attributes.rest) = (struct attribute){S("height"), height, true};
}

/* A picture without a text of its own is called like its file. */
static void put_image(struct tape *t, struct detail *d, str name, str label)
{
    size_t slash = str_rfind_char(name, '/'), dot = str_rfind_char(name, '.');
    take_size(t, d, &label);
    tape_enter_span(t, MD_SPAN_IMG, d);
    tape_text(t, MD_TEXT_NORMAL,
              label.len ? label : str_slice(name, slash == STR_NONE ? 0 : slash + 1, dot));
    tape_leave_span(t, MD_SPAN_IMG);
}

/* Whether a block can stand here: in no heading, and in no span. */
static bool takes_block(const struct tape *t)
{
    size_t block = tape_open_block(t);
    return block != STR_NONE && t->open.at[t->open.n - 1] == block &&
           t->events.at[block].type != MD_BLOCK_H;
}

static void put(struct tape *t, str construct)
{
    static const str players[] = {
        [SORT_AUDIO] = S_INIT("audio"), [SORT_VIDEO] = S_INIT("video"), [SORT_FILE] = S_INIT("")};
    struct wikilink link = wikilink_at(str_from(construct, 1), false);
    str name = wikilink_name(link.target), fragment = wikilink_fragment(link.target);
    enum sort sort = sort_of(name);
    struct detail d = {.href = link.target,
                       .at = tape_offset(t, link.target),
                       .link = LINK_EMBED,
                       .ext = &ext_embed};
    if (sort == SORT_IMAGE) {
        put_image(t, &d, name, link.label);
    } else if (sort == SORT_FILE || (sort == SORT_NOTE && !takes_block(t))) {
        ext_wikilink.put(t, str_from(construct, 1));
    } else {
        d.info = sort == SORT_NOTE ? S("") : players[sort];
        tape_enter_span(t, (MD_SPANTYPE)SPAN_EMBED, &d);
        tape_own(t, &d, link.label.len ? link.label : wikilink_shown(t->scratch, name, fragment));
        tape_leave_span(t, (MD_SPANTYPE)SPAN_EMBED);
    }
}

/* ---- as HTML -------------------------------------------------------------------------------- */

/* The name of what is embedded: in the outline only, but for players, which are nothing in print.
 */
static void emit_name(struct emitter *e, const struct event *event)
{
    uint32_t link = e->links.at[e->links.n - 1];
    if (e->tape->details.at[event->detail].info.len == 0)
        return;
    emit_literal(e, "<a");
    emit_slot(e, SLOT_LINK, link);
    emit_literal(e, ">");
    emit_escaped(e, event->text);
    emit_literal(e, "</a>");
}

void emit_embed(struct emitter *e, const struct detail *d)
{
    uint32_t link = outliner_link(&e->outliner, d->link, d->href);
    vec_push(e->scratch, &e->links) = link;
    e->at = (uint32_t)d->at;
    if (d->info.len == 0) {
        emit_slot(e, SLOT_EMBED, link);
        return;
    }
    if (e->outliner.safe) /* a player asks a host that an author may have chosen */
        return;
    emit_literal(e, "<");
    emit_lit(e, d->info);
    emit_literal(e, " controls preload=\"none\" src=\"");
    emit_slot(e, SLOT_URL, link);
    emit_literal(e, "\"></");
    emit_lit(e, d->info);
    emit_literal(e, "> ");
}

const struct ext ext_embed = {
    .name = "embed", .in_links = true, .starts = "!", .at = at, .put = put, .emit = emit_name};
