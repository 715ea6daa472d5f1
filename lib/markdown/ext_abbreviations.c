/* Abbreviations of Python-Markdown:
 *
 *     *[HTML]: Hyper Text Markup Language
 *
 * The line is not shown; the word is an <abbr> wherever the note's text has it as a whole word,
 * outside of code and addresses. They are looked up while text is written, by length: as many
 * look-ups for each word as there are lengths, however many abbreviations there are. */
#include "base/ascii.h"
#include "markdown/emitter.h"
#include "markdown/exts.h"

enum {
    LONGEST = 63,       /* bytes: a bit each in `lengths` */
    LONGEST_TEXT = 1000 /* it is written with each word */
};

struct abbreviations {
    struct map names; /* → index into texts */
    vec(str) texts;
    uint64_t lengths[256]; /* of those that begin with a byte */
};

/* ---- lines ---------------------------------------------------------------------------------- */

static void add(struct arena *a, struct abbreviations *all, str name, str text)
{
    bool fresh;
    size_t *index = map_put(a, &all->names, name, &fresh);
    *index = all->texts.n;
    vec_push(a, &all->texts) = text;
    all->lengths[(unsigned char)name.ptr[0]] |= (uint64_t)1 << name.len;
}

static bool abbreviation_line(struct rewriter *w, const struct line *line)
{
    if (!str_starts(line->text, S("*[")))
        return false;
    str near = str_until(line->text, LONGEST + 3);
    size_t end = str_find_char(near, ']');
    if (end == STR_NONE || !str_starts(str_from(line->text, end), S("]:")))
        return false;
    str name = str_trim(str_slice(line->text, 2, end));
    str text = str_trim(str_from(line->text, end + 2));
    if (name.len == 0 || text.len == 0 || text.len > LONGEST_TEXT)
        return false;
    if (!w->out->abbreviations)
        w->out->abbreviations = arena_new(w->scratch, struct abbreviations);
    add(w->scratch, w->out->abbreviations, arena_dup(w->scratch, name),
        arena_dup(w->scratch, text));
    return true;
}

/* ---- text ----------------------------------------------------------------------------------- */

static bool is_word_char(char c)
{
    return ascii_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* What stands behind a text, on whatever event; a blank where that is not known. */
static char behind(const struct tape *t, str text, size_t i)
{
    size_t at = tape_offset(t, text);
    if (i < text.len)
        return text.ptr[i];
    return at == STR_NONE || at + i >= t->lines->text.len ? ' ' : t->lines->text.ptr[at + i];
}

/* The longest abbreviation that begins at i; *n gets its length. */
static const str *expansion_at(const struct tape *t, str text, size_t i, size_t *n)
{
    const struct abbreviations *all = t->lines->abbreviations;
    uint64_t lengths = all->lengths[(unsigned char)text.ptr[i]];
    if (lengths == 0 || (is_word_char(text.ptr[i]) && is_word_char(tape_byte_before(t, text, i))))
        return NULL;
    for (*n = LONGEST; *n > 0; --*n) {
        if (!(lengths >> *n & 1) || *n > text.len - i)
            continue;
        bool whole = !is_word_char(text.ptr[i + *n - 1]) || !is_word_char(behind(t, text, i + *n));
        const size_t *index = whole ? map_get(&all->names, str_slice(text, i, i + *n)) : NULL;
        if (index)
            return &all->texts.at[*index];
    }
    return NULL;
}

/* Whether raw HTML around the text says that it is no prose, or a link shows its address. */
static bool is_verbatim(const struct emitter *e, str text)
{
    static const str names[] = {S_INIT("abbr"),     S_INIT("code"), S_INIT("kbd"),
                                S_INIT("math"),     S_INIT("pre"),  S_INIT("samp"),
                                S_INIT("textarea"), S_INIT("svg"),  S_INIT("option")};
    if (e->images ||
        (e->links.n && str_ends(e->body->links.at[e->links.at[e->links.n - 1]].target, text)))
        return true;
    for (size_t i = 0; e->open.n && i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(e->open.at[e->open.n - 1], names[i]))
            return true;
    return false;
}

void emit_abbreviated(struct emitter *e, str text)
{
    size_t from = 0, n;
    size_t end = is_verbatim(e, text) ? 0 : text.len;
    for (size_t i = 0; i < end && e->to->html.len <= e->tape->options->max_output; i++) {
        const str *expansion = expansion_at(e->tape, text, i, &n);
        if (!expansion)
            continue;
        emit_escaped(e, str_slice(text, from, i));
        emit_literal(e, "<abbr title=\"");
        emit_escaped(e, *expansion);
        emit_literal(e, "\">");
        emit_escaped(e, str_slice(text, i, i + n));
        emit_literal(e, "</abbr>");
        from = i + n;
        i = from - 1;
    }
    emit_escaped(e, str_from(text, from));
}

const struct ext ext_abbreviations = {
    .name = "abbreviations", .begins = "*", .line = abbreviation_line};
