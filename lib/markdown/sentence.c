#include "markdown/sentence.h"

#include "base/ascii.h"
#include "base/buf.h"

static const char ellipsis[] = "…";

/* Full stops of the scripts that write them without a blank behind. */
static bool is_wide_stop(str text, size_t end)
{
    str before = str_until(text, end);
    if ((unsigned char)text.ptr[end - 1] < 0x80)
        return false;
    return str_ends(before, S("。")) || str_ends(before, S("！")) || str_ends(before, S("？"));
}

static bool is_one_of(str word, const str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(word, words[i]))
            return true;
    return false;
}

/* "e.g. ", "v. ", "Fig. 3", "etc. and": a period that ends no sentence. */
static bool is_abbreviation(str text, size_t period)
{
    static const str titles[] = {S_INIT("approx"), S_INIT("cf"), S_INIT("dr"), S_INIT("mr"),
                                 S_INIT("mrs"),    S_INIT("ms"), S_INIT("vs")};
    static const str counted[] = {S_INIT("ch"), S_INIT("eq"),  S_INIT("fig"), S_INIT("no"),
                                  S_INIT("pp"), S_INIT("sec"), S_INIT("vol")};
    size_t i = period;
    while (i > 0 && ascii_is_alpha(text.ptr[i - 1]))
        i--;
    str word = str_slice(text, i, period),
        next = str_trim_left(str_slice(text, period + 1, period + 9));
    bool digit = next.len && ascii_is_digit(next.ptr[0]);
    bool lower = next.len && ascii_is_alpha(next.ptr[0]) && ascii_lower(next.ptr[0]) == next.ptr[0];
    bool inner = i > 0 && text.ptr[i - 1] == '.';
    return lower || word.len == 1 || (inner && word.len == 2) ||
           is_one_of(word, titles, sizeof titles / sizeof *titles) ||
           (digit && is_one_of(word, counted, sizeof counted / sizeof *counted));
}

/* The end without the quotation marks and brackets that close behind a full stop. */
static size_t without_closers(str text, size_t end)
{
    static const str closers[] = {S_INIT("\""), S_INIT("'"), S_INIT(")"), S_INIT("]"),
                                  S_INIT("”"),  S_INIT("’"), S_INIT("»")};
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
        if (str_ends(str_until(text, end), closers[i]))
            return end - closers[i].len;
    return end;
}

/* Whether a sentence ends right before `at`, which is inside the text. */
static bool ends_at_stop(str text, size_t at)
{
    if (is_wide_stop(text, at))
        return true;
    if (!ascii_is_space(text.ptr[at]))
        return false;
    size_t end = without_closers(text, at);
    char c = end ? text.ptr[end - 1] : '\0';
    return c == '!' || c == '?' || (c == '.' && !is_abbreviation(text, end - 1));
}

/* The same anywhere. Behind letters and blanks none ends. */
static inline bool ends_before(str text, size_t at)
{
    if (at == 0 || at >= text.len)
        return true;
    char c = text.ptr[at - 1];
    return !ascii_is_alnum(c) && !ascii_is_space(c) && ends_at_stop(text, at);
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The nearest beginning of a word at or after `at`, not past `limit`. */
static size_t word_after(str text, size_t at, size_t limit)
{
    size_t i = at;
    while (i < limit && !ascii_is_space(text.ptr[i]))
        i++;
    if (i < limit)
        return i;
    while (at < limit && is_continuation(text.ptr[at]))
        at++;
    return at;
}

static size_t word_before(str text, size_t at, size_t limit)
{
    size_t i = at;
    while (i > limit && !ascii_is_space(text.ptr[i]))
        i--;
    if (i > limit)
        return i;
    while (at > limit && is_continuation(text.ptr[at]))
        at--;
    return at;
}

/* White space as single blanks, and a mark where the text was cut. */
static str folded(struct arena *a, str s, bool cut_left, bool cut_right)
{
    struct buf out = {.arena = a};
    s = str_trim(s);
    buf_room(&out, s.len + 2 * sizeof ellipsis);
    buf_add(&out, cut_left ? str_of(ellipsis) : S(""));
    for (size_t i = 0; i < s.len; i++) {
        bool space = ascii_is_space(s.ptr[i]);
        if (!space || !ascii_is_space(s.ptr[i - 1]))
            out.ptr[out.len++] = space ? ' ' : s.ptr[i];
    }
    buf_add(&out, cut_right ? str_of(ellipsis) : S(""));
    return buf_kept(&out);
}

str sentence_around(struct arena *a, str text, size_t from, size_t to, size_t max)
{
    bool cut_left = false, cut_right = false;
    if (to > text.len)
        to = text.len;
    if (from > to)
        from = to;
    if (to - from > max)
        to = word_before(text, from + max, from);
    size_t side = (max - (to - from)) / 2, start = from, end = to;
    while (start > 0 && from - start < side && !ends_before(text, start))
        start--;
    if (!ends_before(text, start)) {
        start = word_after(text, start, from);
        cut_left = true;
    }
    while (end < text.len && end - to < side && !ends_before(text, end))
        end++;
    if (!ends_before(text, end)) {
        end = word_before(text, end, to);
        cut_right = true;
    }
    return folded(a, str_slice(text, start, end), cut_left, cut_right);
}
