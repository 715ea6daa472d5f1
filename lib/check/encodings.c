#include "check/encodings.h"

#include <iconv.h>

#include "base/utf8.h"
#include "check/encodings_judge.h"

static void read_table(struct encoding *e, str shown, const char *name)
{
    iconv_t to = iconv_open("UTF-8", name);
    *e = (struct encoding){0};
    if (to == (iconv_t)-1)
        return;
    e->name = shown;
    for (int i = 0; i < 128; i++) {
        char byte = (char)(0x80 + i), out[8], *in = &byte, *at = out;
        size_t left = 1, room = sizeof out, len;
        iconv(to, NULL, NULL, NULL, NULL);
        if (iconv(to, &in, &left, &at, &room) != (size_t)-1 && at > out)
            e->characters[i] = utf8_at((str){out, (size_t)(at - out)}, 0, &len);
    }
    iconv_close(to);
}

/* Apple's logo, a private character, begins most emoji that were read as Mac Roman; some tables
 * have something else there. */
static void set_logo(struct encoding *e)
{
    enum { LOGO_BYTE = 0xF0, LOGO = 0xF8FF };
    e->characters[LOGO_BYTE - 0x80] = LOGO;
}

void encodings_open(struct encodings *out)
{
    read_table(&out->at[ENCODING_WINDOWS], S("Windows-1252"), "CP1252");
    read_table(&out->at[1], S("Mac Roman"), "MACINTOSH");
    set_logo(&out->at[1]);
    read_table(&out->at[2], S("Latin-1"), "ISO-8859-1");
    read_table(&out->at[3], S("Windows-1254"), "CP1254");
    read_table(&out->at[4], S("Windows-1251"), "CP1251");
}

static bool add_byte(const struct encoding *e, int32_t c, struct buf *out)
{
    for (int i = 0; i < 128; i++)
        if (e->characters[i] == c) {
            buf_add_char(out, (char)(0x80 + i));
            return true;
        }
    return false;
}

/* The run of characters beyond ASCII from an offset on. */
static str run_at(str text, size_t at)
{
    size_t end = at;
    while (end < text.len && (unsigned char)text.ptr[end] >= 0x80)
        end++;
    return str_slice(text, at, end);
}

/* The bytes that a run was read from; false where they are no UTF-8. */
static bool write_back(const struct encoding *e, str run, struct buf *out)
{
    buf_clear(out);
    for (size_t at = 0, len; at < run.len; at += len)
        if (!add_byte(e, utf8_at(run, at, &len), out))
            return false;
    return out->len > 0 && utf8_check(buf_str(out)) == STR_NONE;
}

/* The next run; *at is behind it then. */
static bool next_run(str text, size_t *at, str *run)
{
    *at += utf8_ascii(str_from(text, *at));
    *run = run_at(text, *at);
    *at += run->len;
    return run->len > 0;
}

static bool is_small(str text, size_t at)
{
    return at < text.len && text.ptr[at] >= 'a' && text.ptr[at] <= 'z';
}

/* What a run in a passage was read from, and how sure that is; end is where the run ends. */
static enum trace trace_of(const struct encoding *e, str passage, size_t end, str run,
                           struct buf *bytes)
{
    size_t from = end - run.len;
    bool in_word = (from > 0 && is_small(passage, from - 1)) || is_small(passage, end);
    if (!write_back(e, run, bytes))
        return TRACE_NONE;
    return encodings_judge(run, buf_str(bytes), in_word);
}

struct seen {
    str at[ENCODING_DISTINCT];
};

static void add_sure(struct encoding_guess *guess, struct seen *seen, str run)
{
    guess->sure++;
    for (size_t i = 0; i < guess->distinct; i++)
        if (str_eq(seen->at[i], run))
            return;
    if (guess->distinct < ENCODING_DISTINCT)
        seen->at[guess->distinct++] = run;
}

static struct encoding_guess guess_one(struct arena *a, const struct encoding *e,
                                       const struct passages *passages)
{
    struct encoding_guess guess = {0};
    struct seen seen = {0};
    struct buf bytes = {0};
    for (size_t i = 0; i < passages->list.n; i++) {
        str passage = passages->list.at[i], run;
        for (size_t at = 0; next_run(passage, &at, &run);) {
            enum trace trace = trace_of(e, passage, at, run, &bytes);
            guess.runs++;
            guess.back += trace != TRACE_NONE;
            if (trace == TRACE_SURE)
                add_sure(&guess, &seen, run);
            if (trace < TRACE_LIKELY || guess.encoding)
                continue;
            guess.encoding = e;
            guess.first = run;
            guess.meant = arena_dup(a, buf_str(&bytes));
        }
    }
    buf_free(&bytes);
    return guess;
}

void encodings_guess(struct arena *a, const struct encodings *e, const struct passages *passages,
                     struct encoding_guess *out)
{
    *out = (struct encoding_guess){0};
    for (size_t i = 0; i < ENCODINGS && passages->list.n; i++) {
        if (e->at[i].name.len == 0)
            continue;
        struct encoding_guess guess = guess_one(a, &e->at[i], passages);
        if (guess.encoding && guess.back > out->back)
            *out = guess;
    }
}

void encodings_restore(const struct encoding *encoding, str text, const struct passages *passages,
                       struct buf *out)
{
    struct buf bytes = {0};
    size_t done = 0;
    for (size_t i = 0; i < passages->list.n; i++) {
        str passage = passages->list.at[i], run;
        for (size_t at = 0; next_run(passage, &at, &run);) {
            size_t from = (size_t)(run.ptr - text.ptr);
            if (trace_of(encoding, passage, at, run, &bytes) == TRACE_NONE)
                continue;
            buf_add(out, str_slice(text, done, from));
            buf_add(out, buf_str(&bytes));
            done = from + run.len;
        }
    }
    buf_add(out, str_from(text, done));
    buf_free(&bytes);
}
