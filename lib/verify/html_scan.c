#include "verify/html_scan.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "markdown/character_reference.h"

void html_scan_open(struct html_scan *s, str page)
{
    *s = (struct html_scan){.at = page.ptr, .end = page.ptr ? page.ptr + page.len : NULL};
}

static str rest_of(const struct html_scan *s)
{
    return (str){s->at, (size_t)(s->end - s->at)};
}

/* Goes behind "-->" or "--!>", or to the end. */
static void skip_comment(struct html_scan *s)
{
    for (size_t at; (at = str_find(rest_of(s), S("--"))) != STR_NONE; s->at += at + 1) {
        str close = str_from(rest_of(s), at + 2);
        size_t mark = str_starts(close, S("!"));
        if (str_starts(str_from(close, mark), S(">"))) {
            s->at += at + 3 + mark;
            return;
        }
    }
    s->at = s->end;
}

/* At "<!" or "<?". */
static void skip_markup(struct html_scan *s)
{
    if (str_starts(rest_of(s), S("<!--"))) {
        s->at += 4;
        if (!str_starts(rest_of(s), S(">")) && !str_starts(rest_of(s), S("->")))
            skip_comment(s);
    } else if (s->foreign && str_starts(rest_of(s), S("<![CDATA["))) {
        size_t end = str_find(rest_of(s), S("]]>"));
        s->at = end == STR_NONE ? s->end : s->at + end + 3;
    } else {
        const char *close = memchr(s->at, '>', (size_t)(s->end - s->at));
        s->at = close ? close + 1 : s->end;
    }
}

static bool ends_name(char c)
{
    return ascii_is_space(c) || c == '/' || c == '>';
}

/* How deep the elements of this name are around what is read; NULL for those that do not matter. */
static unsigned *depth_of(struct html_scan *s, str name)
{
    if (str_eq_nocase(name, S("template")))
        return &s->templates;
    return str_eq_nocase(name, S("svg")) || str_eq_nocase(name, S("math")) ? &s->foreign : NULL;
}

static bool matters(str name)
{
    char c = name.len > 2 && name.len < 9 ? ascii_lower(name.ptr[0]) : ' ';
    return c == 't' || c == 's' || c == 'm';
}

/* At "</". */
static void skip_end(struct html_scan *s)
{
    const char *from = s->at + 1;
    const char *close = memchr(from, '>', (size_t)(s->end - from));
    str name = {from, 0};
    while (from + name.len < s->end && !ends_name(from[name.len]))
        name.len++;
    unsigned *depth = matters(name) ? depth_of(s, name) : NULL;
    if (depth && *depth > 0)
        --*depth;
    s->at = close ? close + 1 : s->end;
}

/* What stands in the element that was read last is in it. */
static void enter(struct html_scan *s)
{
    unsigned *depth = matters(s->last) ? depth_of(s, s->last) : NULL;
    if (depth && !(s->closes_itself && s->foreign + (depth == &s->foreign) > 0))
        ++*depth;
    s->last = S("");
}

bool html_scan_tag(struct html_scan *s, str *name, const char **at)
{
    enter(s);
    while (s->at < s->end) {
        const char *open = memchr(s->at, '<', (size_t)(s->end - s->at));
        if (!open || open + 1 == s->end) {
            s->at = s->end;
            return false;
        }
        s->at = open + 1;
        if (ascii_is_alpha(*s->at)) {
            while (s->at < s->end && !ends_name(*s->at))
                s->at++;
            *name = (str){open + 1, (size_t)(s->at - open - 1)};
            *at = open;
            s->last = *name;
            s->closes_itself = false;
            return true;
        }
        if (*s->at == '/') {
            skip_end(s);
        } else if (*s->at == '!' || *s->at == '?') {
            s->at = open;
            skip_markup(s);
        }
    }
    return false;
}

static str quoted_value(struct html_scan *s)
{
    const char *from = s->at + 1;
    const char *to = memchr(from, *s->at, (size_t)(s->end - from));
    s->at = to ? to + 1 : s->end;
    return (str){from, (size_t)((to ? to : s->end) - from)};
}

static str bare_value(struct html_scan *s)
{
    const char *from = s->at;
    while (s->at < s->end && !ascii_is_space(*s->at) && *s->at != '>')
        s->at++;
    return (str){from, (size_t)(s->at - from)};
}

static void skip_spaces(struct html_scan *s)
{
    while (s->at < s->end && ascii_is_space(*s->at))
        s->at++;
}

bool html_scan_attribute(struct html_scan *s, struct html_scan_attribute *out)
{
    bool slash = false;
    for (; s->at < s->end && (ascii_is_space(*s->at) || *s->at == '/'); s->at++)
        slash = *s->at == '/';
    s->is_cut = s->at == s->end;
    if (s->is_cut)
        return false;
    if (*s->at == '>') {
        s->at++;
        s->closes_itself = slash;
        return false;
    }
    const char *from = s->at++; /* a name may begin with '=' */
    while (s->at < s->end && *s->at != '=' && !ends_name(*s->at))
        s->at++;
    *out = (struct html_scan_attribute){.name = {from, (size_t)(s->at - from)}};
    skip_spaces(s);
    if (s->at == s->end || *s->at != '=')
        return true;
    s->at++;
    skip_spaces(s);
    if (s->at == s->end)
        return true;
    out->value = *s->at == '"' || *s->at == '\'' ? quoted_value(s) : bare_value(s);
    return true;
}

static bool is_raw(str name)
{
    static const str names[] = {S_INIT("script"),  S_INIT("style"),    S_INIT("textarea"),
                                S_INIT("title"),   S_INIT("xmp"),      S_INIT("iframe"),
                                S_INIT("noembed"), S_INIT("noframes"), S_INIT("plaintext")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(name, names[i]))
            return true;
    return false;
}

/* Whether an end tag of this name begins here. */
static bool ends_raw(str rest, str name)
{
    return rest.len > name.len + 2 && rest.ptr[1] == '/' &&
           str_eq_nocase(str_slice(rest, 2, 2 + name.len), name) &&
           ends_name(rest.ptr[2 + name.len]);
}

str html_scan_raw(struct html_scan *s)
{
    str name = s->last, all = rest_of(s);
    if ((s->foreign && s->closes_itself) || name.len < 3 || name.len > 9 ||
        !strchr("sStTxXiInNpP", name.ptr[0]) || !is_raw(name))
        return S("");
    size_t at = 0;
    for (size_t step; at < all.len; at += step + 1) {
        step = str_find_char(str_from(all, at), '<');
        if (step == STR_NONE)
            break;
        if (ends_raw(str_from(all, at + step), name)) {
            s->at += at + step;
            return str_until(all, at + step);
        }
    }
    s->at = s->end;
    return all;
}

/* Adds the character of the numeric reference that s begins with; gives its length, 0 when there is
 * none. Without its semicolon it counts, too. */
static size_t decode_number(struct buf *out, str s)
{
    bool hex = s.len > 2 && (s.ptr[2] | 0x20) == 'x';
    size_t at = hex ? 3 : 2, from = at;
    int32_t c = 0;
    for (; at < s.len && c < 0x110000; at++) {
        int digit = ascii_hex(s.ptr[at]);
        if (digit < 0 || (!hex && digit > 9))
            break;
        c = c * (hex ? 16 : 10) + digit;
    }
    if (at == from || c == 0 || c >= 0x110000 || (c >= 0xD800 && c < 0xE000))
        return 0;
    utf8_add(out, c);
    return at + (at < s.len && s.ptr[at] == ';');
}

static size_t decode_name(struct buf *out, str s)
{
    enum { LONGEST = 34 };
    struct arena scratch = {0};
    size_t n = 1;
    while (n < s.len && n < LONGEST && ascii_is_alnum(s.ptr[n]))
        n++;
    if (n == s.len || s.ptr[n] != ';')
        return 0;
    buf_add(out, character_reference(&scratch, str_until(s, n + 1)));
    arena_free(&scratch);
    return n + 1;
}

void html_scan_decode(struct buf *out, str value)
{
    for (size_t at; (at = str_find_char(value, '&')) != STR_NONE;) {
        buf_add(out, str_until(value, at));
        value = str_from(value, at);
        size_t length =
            str_starts(value, S("&#")) ? decode_number(out, value) : decode_name(out, value);
        if (length == 0)
            buf_add_char(out, '&');
        value = str_from(value, length ? length : 1);
    }
    buf_add(out, value);
}
