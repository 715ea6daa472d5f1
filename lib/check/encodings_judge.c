#include "check/encodings_judge.h"

#include <stddef.h>

#include "base/utf8.h"

/* What comes back */

enum script {
    SCRIPT_NONE,
    SCRIPT_MARK,
    SCRIPT_LATIN, /* that has its signs from Latin-1 */
    SCRIPT_EMOJI,
    SCRIPT_SIGN,
    SCRIPT_LETTERS /* this one and all above: letters that stand beside their like */
};

struct script_range {
    int32_t from, to;
    int script;
};

static int script_of(int32_t c)
{
    static const struct script_range ranges[] = {
        {0xA0, 0xFF, SCRIPT_LATIN},           {0x100, 0x17F, SCRIPT_LETTERS},
        {0x300, 0x36F, SCRIPT_MARK},          {0x386, 0x3CE, SCRIPT_LETTERS + 1},
        {0x400, 0x45F, SCRIPT_LETTERS + 2},   {0x490, 0x491, SCRIPT_LETTERS + 2},
        {0x5D0, 0x5EA, SCRIPT_LETTERS + 3},   {0x621, 0x64A, SCRIPT_LETTERS + 4},
        {0x900, 0x97F, SCRIPT_LETTERS + 5},   {0xE01, 0xE5B, SCRIPT_LETTERS + 6},
        {0x1E00, 0x1EFF, SCRIPT_SIGN}, /* Vietnamese: alone in its word as often as not */
        {0x2000, 0x206F, SCRIPT_SIGN},        {0x20A0, 0x20CF, SCRIPT_SIGN},
        {0x2100, 0x23FF, SCRIPT_SIGN},        {0x2460, 0x27BF, SCRIPT_SIGN},
        {0x2900, 0x297F, SCRIPT_SIGN},        {0x2B00, 0x2BFF, SCRIPT_SIGN},
        {0x3000, 0x30FF, SCRIPT_LETTERS + 7}, {0x4E00, 0x9FFF, SCRIPT_LETTERS + 7},
        {0xAC00, 0xD7A3, SCRIPT_LETTERS + 8}, {0xFE0F, 0xFE0F, SCRIPT_MARK},
        {0xFEFF, 0xFEFF, SCRIPT_EMOJI}, /* the mark at the beginning of a file is as plain */
        {0xFF00, 0xFFEF, SCRIPT_LETTERS + 7}, {0x1F000, 0x1FAFF, SCRIPT_EMOJI},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i].from && c <= ranges[i].to)
            return ranges[i].script;
    return SCRIPT_NONE;
}

/* What stands there */

static bool is_one_of(int32_t c, str signs)
{
    for (size_t at = 0, len; at < signs.len; at += len)
        if (utf8_at(signs, at, &len) == c)
            return true;
    return false;
}

/* A sign that people write behind a letter or another sign: quotes that end something, dashes,
 * stops; marks of names and notes, unless a word goes on around them; in formulas; letters of
 * Eastern Slavs. */
static bool is_ordinary(int32_t c, bool in_word)
{
    return is_one_of(c, S("\u00a0\u2026\u201c\u201d\u2018\u2019\u00ab\u00bb\u2039\u203a\u2013"
                          "\u2014\u2022\u2122\u00b0\u00b7\u00a1\u00bf")) ||
           (!in_word && is_one_of(c, S("©®¹²³ªº"))) || is_one_of(c, S("∞±≤≥≠µ∂∑∏π∫Ω")) ||
           is_one_of(c, S("іІїЇєЄґҐёЁўЎјЈѕЅ№"));
}

static bool is_cyrillic(int32_t c)
{
    return c >= 0x400 && c <= 0x4FF;
}

/* All of a run, or as much as was looked at. */
struct evidence {
    bool sign;   /* one that nobody would come to write */
    bool latin;  /* "Ã¤" */
    bool odd;    /* letters, one of which does not look like text … */
    bool mixed;  /* … of several scripts */
    int letters; /* how many of them … */
    int script;  /* … and of which script */
};

static void add_character(struct evidence *e, int script, int32_t first, bool odd)
{
    if (script == SCRIPT_EMOJI || (script == SCRIPT_SIGN && odd))
        e->sign = true;
    if (script == SCRIPT_LATIN && odd && !is_cyrillic(first))
        e->latin = true;
    if (script < SCRIPT_LETTERS)
        return;
    e->mixed = e->mixed || (e->letters && e->script != script);
    e->odd = e->odd || odd;
    e->script = script;
    e->letters++;
}

enum trace encodings_judge(str run, str meant, bool in_word)
{
    struct evidence e = {0};
    size_t from = 0, length, len;
    for (size_t at = 0; at < meant.len; at += length) {
        int script = script_of(utf8_at(meant, at, &length));
        int32_t first = utf8_at(run, from, &len);
        bool odd = false;
        from += len;
        for (size_t i = 1; i < length && from < run.len; i++, from += len)
            odd = !is_ordinary(utf8_at(run, from, &len), in_word) || odd;
        if (script == SCRIPT_NONE)
            return TRACE_NONE;
        add_character(&e, script, first, odd);
    }
    if (e.sign || (e.letters > 1 && e.odd && !e.mixed))
        return TRACE_SURE;
    if (e.latin)
        return in_word ? TRACE_SURE : TRACE_LIKELY;
    return TRACE_POSSIBLE;
}
