/* Titles of sections: what they say once everything around the words is gone. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "note/schema.h"

enum { MOST_MINUTES = 6000, LEVELS = 5 };

/* Numbers */

static size_t digits_end(str s, size_t at)
{
    while (at < s.len && ascii_is_digit(s.ptr[at]))
        at++;
    return at;
}

static str word_at(str s, size_t at)
{
    size_t end = at;
    while (end < s.len && ascii_is_alpha(s.ptr[end]))
        end++;
    return str_slice(s, at, end);
}

/* "5 min", "~10 minutes", "5-10 min" (its last number), "1 hour": all of s. */
static bool parse_minutes(str s, unsigned *minutes)
{
    while (s.len && !ascii_is_digit(s.ptr[0]) && !ascii_is_alpha(s.ptr[0]))
        s = str_from(s, 1);
    size_t at = digits_end(s, 0), from = 0;
    if (at == 0)
        return false;
    size_t next = at;
    while (next < s.len && !ascii_is_alnum(s.ptr[next]))
        next++;
    if (next < s.len && ascii_is_digit(s.ptr[next])) {
        from = next;
        next = at = digits_end(s, from);
        while (next < s.len && !ascii_is_alnum(s.ptr[next]))
            next++;
    }
    str unit = word_at(s, next);
    bool hours = str_starts(unit, S("hour")) || str_eq_nocase(unit, S("h"));
    long n;
    if (next + unit.len != str_trim_right(s).len || !str_to_long(str_slice(s, from, at), &n) ||
        (!hours && !str_starts(unit, S("min"))))
        return false;
    n = n > MOST_MINUTES ? MOST_MINUTES : n;
    *minutes = (unsigned)(hours ? n * 60 : n);
    return true;
}

str schema_title_minutes(str title, unsigned *minutes)
{
    *minutes = 0;
    str s = str_trim(title);
    size_t open = str_rfind_char(s, '(');
    if (open == STR_NONE || !str_ends(s, S(")")) ||
        !parse_minutes(str_slice(s, open + 1, s.len - 1), minutes))
        return s;
    return str_trim_right(str_until(s, open));
}

/* What stands around the words */

static bool is_word(int32_t c)
{
    return utf8_is_letter_or_digit(c);
}

/* "1.", "2)", "1.2:", an emoji digit: the length, 0 for none. */
static size_t numbering(str s)
{
    size_t at = digits_end(s, 0), len;
    if (at == 0 || at == s.len)
        return 0;
    if (utf8_is_mark(utf8_at(s, at, &len)))
        return at + len;
    bool marked = false;
    while (at < s.len && (s.ptr[at] == '.' || s.ptr[at] == ')' || s.ptr[at] == ':')) {
        marked = true;
        at = digits_end(s, at + 1);
    }
    return marked && at < s.len && ascii_is_blank(s.ptr[at]) ? at : 0;
}

static str without_front(str s)
{
    size_t len;
    while (s.len) {
        size_t number = numbering(s);
        if (number)
            s = str_from(s, number);
        else if (is_word(utf8_at(s, 0, &len)))
            break;
        else
            s = str_from(s, len);
    }
    return s;
}

static bool is_loose_end(str s, size_t at, size_t *len)
{
    int32_t c = utf8_at(s, at, len);
    if (c >= 0x80)
        return !is_word(c);
    return c == ':' || c == ';' || c == ',' || c == '-' || c == '.' || ascii_is_space((char)c);
}

/* Goes backwards as long as that is easy: other characters are read from their first byte on. */
static str without_end(str s)
{
    size_t kept = 0, len;
    while (s.len && (unsigned char)s.ptr[s.len - 1] < 0x80) {
        if (!is_loose_end(s, s.len - 1, &len))
            return s;
        s.len--;
    }
    for (size_t at = 0; at < s.len; at += len)
        if (!is_loose_end(s, at, &len))
            kept = at + len;
    return str_until(s, kept);
}

/* Typographic signs have one plain form, so that patterns need not say both. */
static const struct sign {
    str from, to;
} signs[] = {
    {S_INIT("\u2018"), S_INIT("'")},  {S_INIT("\u2019"), S_INIT("'")},
    {S_INIT("\u201c"), S_INIT("\"")}, {S_INIT("\u201d"), S_INIT("\"")},
    {S_INIT("\u2010"), S_INIT("-")},  {S_INIT("\u2011"), S_INIT("-")},
    {S_INIT("\u2012"), S_INIT("-")},  {S_INIT("\u2013"), S_INIT("-")},
    {S_INIT("\u2014"), S_INIT("-")},
};

static void add_plain(struct buf *out, str s)
{
    for (size_t at = 0, len; at < s.len; at += len) {
        utf8_at(s, at, &len);
        str one = str_slice(s, at, at + len);
        for (size_t i = 0; len == 3 && i < sizeof signs / sizeof *signs; i++)
            if (str_eq(one, signs[i].from))
                one = signs[i].to;
        buf_add(out, one);
    }
}

void schema_fold_title(struct buf *out, str title)
{
    unsigned minutes;
    struct buf plain = {0};
    str words = without_end(without_front(schema_title_minutes(title, &minutes)));
    if (utf8_ascii(words) < words.len) {
        add_plain(&plain, words);
        words = buf_str(&plain);
    }
    utf8_add_folded(out, words);
    buf_free(&plain);
}

/* "Level 3": the number, and what stands behind it; 0 where the text begins otherwise. */
static unsigned level_at(str s, str *rest)
{
    str word = S("level");
    if (s.len <= word.len || !str_eq_nocase(str_until(s, word.len), word) ||
        !ascii_is_blank(s.ptr[word.len]))
        return 0;
    s = str_trim_left(str_from(s, word.len));
    if (s.len == 0 || s.ptr[0] < '1' || s.ptr[0] > '0' + LEVELS ||
        (s.len > 1 && ascii_is_alnum(s.ptr[1])))
        return 0;
    *rest = str_from(s, 1);
    return (unsigned)(s.ptr[0] - '0');
}

/* Whether a colon or a dash follows: "Level 3: …" is a level wherever it stands, "the Level 3
 * cache" is none. */
static bool sets_off(str rest)
{
    size_t len;
    rest = str_trim_left(rest);
    int32_t c = rest.len ? utf8_at(rest, 0, &len) : 0;
    return c == ':' || c == '-' || c == 0x2013 || c == 0x2014;
}

/* The number of a level, and what stands behind it. Signs may stand before it, and words where it
 * is set off. */
static unsigned level_of(str title, str *rest)
{
    str s = without_front(str_trim(title));
    *rest = S("");
    unsigned level = level_at(s, rest);
    for (size_t at; !level && (at = str_find_char(s, ' ')) != STR_NONE;) {
        s = str_trim_left(str_from(s, at));
        level = level_at(s, rest);
        level = level && sets_off(*rest) ? level : 0;
    }
    return level;
}

unsigned schema_level(str title)
{
    str rest;
    return level_of(title, &rest);
}

str schema_level_name(str title)
{
    unsigned minutes;
    str rest;
    level_of(schema_title_minutes(title, &minutes), &rest);
    return without_end(without_front(rest));
}
