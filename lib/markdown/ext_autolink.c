/* Bare addresses become links: http://, https://, ftp://, www. and e-mail addresses, by the rules
 * of GFM's autolinks extension (github.github.com/gfm, section 6.9). md4c's own are off: they are
 * quadratic in version 0.4.8. */
#include <string.h>

#include "base/ascii.h"
#include "markdown/exts.h"

/* Longer ones are none: "www._www._www._…" would be read again from each "www." on. */
enum { LONGEST_DOMAIN = 256 };

static bool is_host_char(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* The length of a valid domain: segments parted by periods, no underscore in the last two. */
static size_t domain_length(str s, size_t least_periods)
{
    size_t n = 0, periods = 0, underscore_segment = STR_NONE, segment = 0, start = 0;
    for (; n < s.len && n <= LONGEST_DOMAIN; n++) {
        if (s.ptr[n] == '.' && n > start && n + 1 < s.len && is_host_char(s.ptr[n + 1])) {
            periods++;
            segment++;
            start = n + 1;
        } else if (s.ptr[n] == '_') {
            underscore_segment = segment;
        } else if (!is_host_char(s.ptr[n])) {
            break;
        }
    }
    bool underscored = underscore_segment != STR_NONE && underscore_segment + 2 > segment;
    return periods >= least_periods && !underscored && n <= LONGEST_DOMAIN ? n : 0;
}

/* The length without the "&name;" that ends it, or the same length. */
static size_t without_reference(str s)
{
    size_t i = s.len - 1;
    while (i > 0 && ascii_is_alnum(s.ptr[i - 1]))
        i--;
    return i > 0 && i < s.len - 1 && s.ptr[i - 1] == '&' ? i - 1 : s.len;
}

/* Punctuation at the end belongs to the sentence, a bracket too unless it is opened inside. */
static size_t without_punctuation(str s)
{
    size_t open = 0, close = 0;
    for (size_t i = 0; i < s.len; i++) {
        open += s.ptr[i] == '(';
        close += s.ptr[i] == ')';
    }
    while (s.len > 0) {
        char c = s.ptr[s.len - 1];
        size_t shorter = c == ';' ? without_reference(s) : s.len;
        if (shorter < s.len) {
            s.len = shorter;
        } else if (c == ')' && close > open) {
            close--;
            s.len--;
        } else if (strchr("?!.,:*_~'\"", c) || c == ';') {
            s.len--;
        } else {
            break;
        }
    }
    return s.len;
}

static bool can_start(str text, size_t at)
{
    return at == 0 || ascii_is_space(text.ptr[at - 1]) || strchr("*_~([\"'>", text.ptr[at - 1]);
}

static size_t scheme_length(str s)
{
    static const str schemes[] = {S_INIT("https://"), S_INIT("http://"), S_INIT("ftp://")};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_eq_nocase(str_until(s, schemes[i].len), schemes[i]))
            return schemes[i].len;
    return 0;
}

/* The length of the web address that s begins with, 0 where it begins with none. */
static size_t web_length(str s)
{
    size_t scheme = scheme_length(s);
    if (scheme == 0 && !str_starts(s, S("www.")))
        return 0;
    /* As GitHub does: a scheme is enough to tell an address, without a period in it. */
    size_t n = domain_length(str_from(s, scheme), scheme ? 0 : 1);
    if (n == 0)
        return 0;
    n += scheme;
    while (n < s.len && !ascii_is_space(s.ptr[n]) && s.ptr[n] != '<')
        n++;
    return without_punctuation(str_until(s, n));
}

static bool is_local_char(char c)
{
    return ascii_is_alnum(c) || (c && strchr(".+-_", c));
}

/* The e-mail address around the '@' at `at`. from: text before it is taken. */
static bool mail_at(str text, size_t at, size_t from, size_t *start, size_t *end)
{
    size_t a = at, n = at + 1, periods = 0;
    while (a > from && is_local_char(text.ptr[a - 1]))
        a--;
    while (n < text.len && (ascii_is_alnum(text.ptr[n]) || strchr("-_.", text.ptr[n]))) {
        periods += text.ptr[n] == '.' && n + 1 < text.len && ascii_is_alnum(text.ptr[n + 1]);
        n++;
    }
    while (n > at + 1 && text.ptr[n - 1] == '.')
        n--;
    if (a == at || periods == 0 || strchr("-_", text.ptr[n - 1]))
        return false;
    *start = a;
    *end = n;
    return true;
}

enum { BLOCK = 64 };

/* Whether one of the signs of addresses, "@", "://" and "www.", may begin in a block. Without a
 * branch for each byte, so that compilers make vector instructions of it. */
static bool has_sign(const char *p)
{
    unsigned char found = 0;
    for (size_t i = 0; i < BLOCK; i++)
        found |= (unsigned char)((p[i] == '@') | ((p[i] == ':') & (p[i + 1] == '/')) |
                                 ((p[i] == 'w') & (p[i + 1] == 'w')));
    return found;
}

/* Most texts hold no address. md4c gives texts in order: each block of the whole is searched once,
 * however many they are. */
static bool may_hold(struct tape *t, str text)
{
    const char *all = t->lines->text.ptr;
    size_t from = tape_offset(t, text), end = from + text.len, *at = &t->sign;
    if (from == STR_NONE)
        return true;
    if (*at + BLOCK <= from)
        *at = from;
    while (*at < end && !has_sign(all + *at))
        *at += BLOCK;
    return *at < end;
}

static bool may_begin(char c)
{
    return c == 'h' || c == 'w' || c == 'f' || c == 'H' || c == 'F';
}

static bool autolink_find(struct tape *t, str text, size_t *start, size_t *end)
{
    if (!may_hold(t, text))
        return false;
    size_t from = 0; /* what was looked at for an e-mail address is not looked at again */
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '@') {
            if (mail_at(text, i, from, start, end))
                return true;
            from = i + 1;
        }
        if (!may_begin(c) || !can_start(text, i))
            continue;
        size_t n = web_length(str_from(text, i));
        if (n > 0) {
            *start = i;
            *end = i + n;
            return true;
        }
    }
    return false;
}

static void autolink_put(struct tape *tape, str address)
{
    struct detail d = {.href = address};
    if (scheme_length(address) == 0) {
        bool web = str_starts(address, S("www."));
        d.href = arena_join(tape->scratch, web ? S("http://") : S("mailto:"), address, S(""));
    }
    tape_enter_span(tape, MD_SPAN_A, &d);
    tape_text(tape, MD_TEXT_NORMAL, address);
    tape_leave_span(tape, MD_SPAN_A);
}

const struct ext ext_autolink = {.name = "autolink", .find = autolink_find, .put = autolink_put};
