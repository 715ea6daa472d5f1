/* Makes a folder of notes to measure with:
 *
 *     bench_generate --notes N --seed S DIR
 *
 * DIR gets kbsite.yml and notes/, N notes of about 5 KB in folders of 50 to 150, some nested. The
 * same seed gives the same bytes everywhere: no clock, no locale, no floating point from a library.
 * Each note draws from a generator of its own, so that note i is the same for any N; it names
 * earlier notes only (but for the one after it), so prerequisites have no cycles. A note's layer
 * bounds them: they come from lower layers, so that a study plan has dozens of notes, never all.
 *
 * Prints nothing; status 2 and a sentence when the options make no sense, 1 when DIR could not be
 * written. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "corpus.h"
#include "vocabulary.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
    NEAR = 200, /* how far back a near note is, at most */
    MOST_NOTES = 10000000,
};

/* Sizes of a note in bytes, at these percentiles; in between they are interpolated. */
static const struct quantile {
    uint32_t permille, bytes;
} sizes[] = {{0, 900},     {100, 2000},  {250, 3200},  {500, 4900},  {750, 7200},
             {900, 11000}, {970, 20000}, {995, 45000}, {1000, 90000}};

/* What one note is made with. */
struct writer {
    const struct corpus *corpus;
    struct buf *out;
    size_t note;
    uint64_t random;
};

static uint64_t draw(struct writer *w)
{
    w->random += 0x9E3779B97F4A7C15u;
    return corpus_mix(w->random);
}

/* A number below limit. */
static size_t pick(struct writer *w, size_t limit)
{
    return (size_t)((draw(w) >> 32) * (uint64_t)limit >> 32);
}

static bool chance(struct writer *w, size_t percent)
{
    return pick(w, 100) < percent;
}

/* ---- References ---- */

/* An earlier note: mostly a near one, else any, the older the likelier. */
static size_t earlier(struct writer *w)
{
    size_t near = w->note < NEAR ? w->note : NEAR;
    if (chance(w, 70))
        return w->note - 1 - pick(w, near);
    return pick(w, pick(w, w->note) + 1);
}

/* How many bytes of two folders' paths are folders that both are in. */
static size_t shared_part(const char *a, const char *b)
{
    size_t shared = 0, i = 0;
    for (; a[i] && a[i] == b[i]; i++) {
        if (a[i] == '/')
            shared = i + 1;
    }
    bool whole = (!a[i] || a[i] == '/') && (!b[i] || b[i] == '/');
    return whole ? i : shared;
}

/* The path from one note to another, as it is written in a link. */
static void add_path(struct writer *w, size_t target)
{
    const struct corpus *c = w->corpus;
    const char *from = corpus_folder(c, w->note);
    const char *to = corpus_folder(c, target);
    size_t shared = shared_part(from, to);
    const char *up = from + shared + (from[shared] == '/');
    const char *down = to + shared + (to[shared] == '/');
    for (bool start = true; *up; up++) {
        if (start)
            buf_add_lit(w->out, "../");
        start = *up == '/';
    }
    char id[NAME_BYTES];
    corpus_id(c, target, id);
    buf_addf(w->out, "%s%s%s.md", down, *down ? "/" : "", id);
}

static void add_link(struct writer *w, size_t target)
{
    char title[NAME_BYTES];
    corpus_title(w->corpus, target, title);
    buf_addf(w->out, "[%s](", title);
    add_path(w, target);
    buf_add_char(w->out, ')');
}

/* A list of names in the front matter, by id or by title; nothing where none was found. */
static void add_names(struct writer *w, const char *key, size_t most, bool lower_layers)
{
    size_t found[8], n = 0;
    for (size_t tries = 0; w->note > 0 && n < most && tries < 24; tries++) {
        size_t other = earlier(w);
        bool fits =
            !lower_layers || corpus_layer(w->corpus, other) < corpus_layer(w->corpus, w->note);
        for (size_t i = 0; i < n; i++)
            fits = fits && found[i] != other;
        if (fits)
            found[n++] = other;
    }
    for (size_t i = 0; i < n; i++) {
        char name[NAME_BYTES];
        if (chance(w, 60))
            corpus_id(w->corpus, found[i], name);
        else
            corpus_title(w->corpus, found[i], name);
        buf_addf(w->out, "%s%s%s", i ? "" : key, i ? ", " : ": [", name);
    }
    if (n > 0)
        buf_add_lit(w->out, "]\n");
}

/* ---- Blocks ---- */

static void add_word(struct writer *w, bool capital)
{
    size_t word = w->corpus->prose[pick(w, ZIPF_SLOTS)];
    char *at = buf_room(w->out, sizeof w->corpus->words[word]);
    memcpy(at, w->corpus->words[word], sizeof w->corpus->words[word]);
    if (capital)
        *at = (char)(*at - 'a' + 'A');
    w->out->len += w->corpus->lengths[word];
}

static void add_words(struct writer *w, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(w->out, ' ');
        add_word(w, i == 0);
    }
}

/* One word of a sentence with what is around it: mostly nothing. */
static void add_inline(struct writer *w)
{
    switch (pick(w, 60)) {
    case 0:
        buf_add_lit(w->out, " **");
        add_word(w, false);
        buf_add_lit(w->out, "**");
        break;
    case 1:
        buf_add_lit(w->out, " *");
        add_word(w, false);
        buf_add_lit(w->out, "*");
        break;
    case 2:
        buf_add_lit(w->out, " `");
        add_word(w, false);
        buf_add_lit(w->out, "()`");
        break;
    case 3:
        buf_add_lit(w->out, ", ");
        add_word(w, false);
        break;
    default:
        buf_add_char(w->out, ' ');
        add_word(w, false);
    }
}

static void add_sentence(struct writer *w)
{
    add_word(w, true);
    for (size_t left = 6 + pick(w, 14); left > 0; left--)
        add_inline(w);
    if (w->note > 0 && chance(w, 6)) {
        buf_add_lit(w->out, ", as in ");
        add_link(w, earlier(w));
    }
    buf_add_char(w->out, '.');
}

static void add_paragraph(struct writer *w)
{
    for (size_t left = 2 + pick(w, 4); left > 0; left--) {
        add_sentence(w);
        buf_add_char(w->out, left > 1 ? ' ' : '\n');
    }
}

static void add_list(struct writer *w)
{
    bool numbered = chance(w, 30);
    for (size_t i = 1, n = 3 + pick(w, 5); i <= n; i++) {
        buf_addf(w->out, numbered ? "%zu. " : "- ", i);
        add_sentence(w);
        buf_add_char(w->out, '\n');
        if (!numbered && chance(w, 15)) {
            buf_add_lit(w->out, "    - ");
            add_sentence(w);
            buf_add_char(w->out, '\n');
        }
    }
}

static void add_table(struct writer *w)
{
    size_t columns = 2 + pick(w, 3), rows = 3 + pick(w, 6);
    for (size_t row = 0; row < rows + 2; row++) {
        for (size_t column = 0; column < columns; column++) {
            buf_add_lit(w->out, "| ");
            if (row == 1)
                buf_add_lit(w->out, "---");
            else
                add_words(w, row == 0 ? 1 : 1 + pick(w, 5));
            buf_add_char(w->out, ' ');
        }
        buf_add_lit(w->out, "|\n");
    }
}

static const char *any_word(struct writer *w)
{
    return w->corpus->words[COMMON_WORDS + pick(w, 3000)];
}

/* Puts words into the places of a line. */
static void add_code_line(struct writer *w, const char *line)
{
    for (const char *p = line; *p; p++) {
        if (p[0] == '%' && p[1] == 's') {
            buf_addf(w->out, "%s", any_word(w));
            p++;
        } else
            buf_add_char(w->out, *p);
    }
    buf_add_char(w->out, '\n');
}

static void add_code(struct writer *w)
{
    const struct language *language = &languages[pick(w, COUNT(languages))];
    buf_addf(w->out, "```%s\n", language->name);
    for (size_t repeats = 1 + pick(w, 4); repeats > 0; repeats--) {
        for (size_t i = 0; i < COUNT(language->lines); i++)
            add_code_line(w, language->lines[i]);
    }
    buf_add_lit(w->out, "```\n");
}

static void add_tasks(struct writer *w)
{
    for (size_t left = 3 + pick(w, 4); left > 0; left--) {
        buf_addf(w->out, "- [%c] ", chance(w, 40) ? 'x' : ' ');
        add_sentence(w);
        buf_add_char(w->out, '\n');
    }
}

static void add_admonition(struct writer *w)
{
    buf_add_lit(w->out, "!!! note \"");
    add_words(w, 2 + pick(w, 3));
    buf_add_lit(w->out, "\"\n    ");
    add_paragraph(w);
}

static void add_quote(struct writer *w)
{
    buf_add_lit(w->out, "> ");
    add_paragraph(w);
}

static void add_block(struct writer *w)
{
    /* Out of twenty. */
    static void (*const blocks[])(struct writer *) = {
        add_paragraph, add_paragraph, add_paragraph, add_paragraph,  add_paragraph,
        add_paragraph, add_paragraph, add_paragraph, add_paragraph,  add_list,
        add_list,      add_list,      add_table,     add_table,      add_code,
        add_code,      add_code,      add_tasks,     add_admonition, add_quote};
    buf_add_char(w->out, '\n');
    blocks[pick(w, COUNT(blocks))](w);
}

/* ---- A note ---- */

static size_t drawn_size(struct writer *w)
{
    uint32_t at = (uint32_t)pick(w, 1000);
    size_t i = 1;
    while (sizes[i].permille <= at)
        i++;
    const struct quantile *low = &sizes[i - 1], *high = &sizes[i];
    return low->bytes +
           (high->bytes - low->bytes) * (at - low->permille) / (high->permille - low->permille);
}

static size_t root(size_t n)
{
    size_t r = 0;
    while ((r + 1) * (r + 1) <= n)
        r++;
    return r;
}

/* One to six of the tags in use when this note was written: their number grows with the root. */
static void add_tags(struct writer *w)
{
    size_t vocabulary = 30 + 2 * root(w->note), found[6], n = 0;
    for (size_t left = 1 + pick(w, 6); left > 0; left--) {
        size_t tag = w->corpus->tags[pick(w, ZIPF_SLOTS)];
        bool fits = tag < vocabulary;
        for (size_t i = 0; i < n; i++)
            fits = fits && found[i] != tag;
        if (fits)
            found[n++] = tag;
    }
    if (n == 0)
        found[n++] = 0;
    buf_add_lit(w->out, "tags: [");
    for (size_t i = 0; i < n; i++)
        buf_addf(w->out, "%s%s", i ? ", " : "", w->corpus->words[2000 + found[i]]);
    buf_add_lit(w->out, "]\n");
}

static void add_front(struct writer *w, const char *type)
{
    const struct corpus *c = w->corpus;
    char title[NAME_BYTES], id[NAME_BYTES];
    corpus_title(c, w->note, title);
    corpus_id(c, w->note, id);
    size_t layer = corpus_layer(c, w->note), year = 2018 + pick(w, 6);
    buf_addf(w->out, "---\nid: %s\ntitle: \"%s\"\ntype: %s\n", id, title, type);
    buf_add_lit(w->out, "description: ");
    add_words(w, 5 + pick(w, 8));
    buf_addf(w->out, "\ndifficulty: %s\nstatus: %s\n", difficulties[layer],
             statuses[pick(w, COUNT(statuses))]);
    buf_addf(w->out, "importance: %zu\n", 1 + pick(w, 100));
    add_tags(w);
    buf_addf(w->out, "created: %zu-%02zu-%02zu\n", year, 1 + pick(w, 12), 1 + pick(w, 28));
    buf_addf(w->out, "updated: %zu-%02zu-%02zu\n", year + 1 + pick(w, 2), 1 + pick(w, 12),
             1 + pick(w, 28));
    if (layer > 0)
        add_names(w, "prerequisites", 1 + pick(w, 3), true);
    if (chance(w, 50))
        add_names(w, "related", 1 + pick(w, 4), false);
    buf_addf(w->out, "---\n\n# %s\n\n", title);
}

static void add_related(struct writer *w)
{
    buf_add_lit(w->out, "\n## Related\n\n");
    for (size_t left = 1 + pick(w, 4); left > 0; left--) {
        buf_add_lit(w->out, "- ");
        add_link(w, earlier(w));
        buf_add_lit(w->out, " - ");
        add_words(w, 4 + pick(w, 6));
        buf_add_char(w->out, '\n');
    }
}

/* Headings by type as long as there are any, then headings of two words, until the note is as long
 * as it was drawn to be. */
static void add_sections(struct writer *w, const char *type, size_t end)
{
    bool pattern = strcmp(type, "pattern") == 0, deep = strcmp(type, "deep-dive") == 0;
    const char *const *titles = pattern ? pattern_sections : plain_sections;
    size_t n = pattern ? COUNT(pattern_sections) : COUNT(plain_sections);
    if (deep) {
        titles = deep_dive_sections;
        n = COUNT(deep_dive_sections);
    }
    for (size_t i = 0; w->out->len < end; i++) {
        buf_add_lit(w->out, "\n## ");
        if (i < n)
            buf_addf(w->out, "%s", titles[i]);
        else
            add_words(w, 2);
        buf_add_char(w->out, '\n');
        for (size_t left = 1 + pick(w, 3); left > 0 && w->out->len < end; left--)
            add_block(w);
    }
}

static void make_note(struct writer *w)
{
    const char *type = types[pick(w, COUNT(types))];
    size_t end = drawn_size(w);
    add_front(w, type);
    add_paragraph(w);
    add_sections(w, type, end);
    if (w->note > 0 && chance(w, 40))
        add_related(w);
    if (w->note + 1 < w->corpus->count && chance(w, 25)) {
        buf_add_lit(w->out, "\n*Next: ");
        add_link(w, w->note + 1);
        buf_add_lit(w->out, "*\n");
    }
}

/* ---- Files ---- */

static bool write_file(const char *path, const struct buf *bytes)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        return false;
    bool written = write(file, bytes->ptr, bytes->len) == (ssize_t)bytes->len;
    return close(file) == 0 && written;
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

static bool write_config(const char *folder)
{
    struct buf path = {0}, text = {0};
    buf_addf(&path, "%s/notes%c", folder, 0);
    bool written = make_folder(folder) && make_folder(path.ptr);
    buf_clear(&path);
    buf_addf(&path, "%s/kbsite.yml%c", folder, 0);
    buf_add_lit(&text, "title: Bench\ndescription: Notes to measure with.\n"
                       "site_url: https://example.org/bench/\ncontent_dir: notes\n");
    written = written && write_file(path.ptr, &text);
    buf_free(&path);
    buf_free(&text);
    return written;
}

static bool write_notes(const struct corpus *c, const char *folder)
{
    struct buf text = {0}, path = {0};
    bool written = true;
    for (size_t i = 0; i < c->count && written; i++) {
        const char *below = corpus_folder(c, i);
        char id[NAME_BYTES];
        corpus_id(c, i, id);
        if (i == 0 || c->folder_of[i] != c->folder_of[i - 1]) {
            buf_clear(&path);
            buf_addf(&path, "%s/notes/%s%c", folder, below, 0);
            written = make_folder(path.ptr);
        }
        buf_clear(&text);
        buf_clear(&path);
        buf_addf(&path, "%s/notes/%s/%s.md%c", folder, below, id, 0);
        struct writer w = {c, &text, i, corpus_mix(c->seed + corpus_mix(i))};
        make_note(&w);
        written = written && write_file(path.ptr, &text);
    }
    buf_free(&text);
    buf_free(&path);
    return written;
}

static bool read_number(const char *text, uint64_t *out)
{
    char *end;
    errno = 0;
    *out = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == 0 && errno == 0;
}

int main(int argc, char **argv)
{
    uint64_t notes = 0, seed = 0;
    if (argc != 6 || strcmp(argv[1], "--notes") != 0 || !read_number(argv[2], &notes) ||
        notes > MOST_NOTES || strcmp(argv[3], "--seed") != 0 || !read_number(argv[4], &seed)) {
        fputs("usage: bench_generate --notes N --seed S DIR\n", stderr);
        return 2;
    }
    static struct corpus corpus; /* too big for a stack */
    bool made = corpus_open(&corpus, seed, (size_t)notes) && write_config(argv[5]) &&
                write_notes(&corpus, argv[5]);
    corpus_close(&corpus);
    if (!made)
        fprintf(stderr, "bench_generate: %s: %s\n", argv[5], strerror(errno));
    return made ? 0 : 1;
}
