#include "verify/html_scan.h"

#include "base/utf8.h"

void html_scan_open(struct html_scan *s, str page)
{
    *s = (struct html_scan){.at = page.ptr, .end = page.ptr ? page.ptr + page.len : NULL};
}

static str rest_of(const struct html_scan *s)
{
    return (str){s->at, (size_t)(s->end - s->at)};
}

/* Goes behind the next text of this form, or to the end. */
static void skip_past(struct html_scan *s, str text)
{
    size_t at = str_find(rest_of(s), text);
    s->at = at == STR_NONE ? s->end : s->at + at + text.len;
}

/* At "<!" or "<?". */
static void skip_markup(struct html_scan *s)
{
    if (str_starts(rest_of(s), S("<!--"))) {
        s->at += 4;
        if (str_starts(rest_of(s), S(">")) || str_starts(rest_of(s), S("->")))
            return;
        skip_past(s, S("-->"));
    } else {
        const char *close = memchr(s->at, '>', (size_t)(s->end - s->at));
        s->at = close ? close + 1 : s->end;
    }
}

static bool ends_name(char c)
{
    return ascii_is_space(c) || c == '/' || c == '>';
}

bool html_scan_tag(struct html_scan *s, str *name, const char **at)
{
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
            s->raw_of = *name;
            return true;
        }
        if (*s->at == '/') {
            const char *close = memchr(s->at, '>', (size_t)(s->end - s->at));
            s->at = close ? close + 1 : s->end;
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
    while (s->at < s->end && (ascii_is_space(*s->at) || *s->at == '/'))
        s->at++;
    if (s->at == s->end || *s->at == '>') {
        s->at += s->at < s->end;
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
    str name = s->raw_of, all = rest_of(s);
    if (name.len < 3 || name.len > 9 || !strchr("sStTxXiInNpP", name.ptr[0]) || !is_raw(name))
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

/* The character that a reference stands for, and how long it is; false when it is none. */
static bool reference(str s, int32_t *c, size_t *len)
{
    static const struct {
        str name;
        char c;
    } names[] = {{S_INIT("&amp;"), '&'},
                 {S_INIT("&lt;"), '<'},
                 {S_INIT("&gt;"), '>'},
                 {S_INIT("&quot;"), '"'},
                 {S_INIT("&apos;"), '\''}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_starts(s, names[i].name)) {
            *c = names[i].c;
            *len = names[i].name.len;
            return true;
        }
    }
    if (!str_starts(s, S("&#")))
        return false;
    bool hex = s.len > 2 && (s.ptr[2] | 0x20) == 'x';
    size_t at = hex ? 3 : 2, from = at;
    int32_t value = 0;
    for (; at < s.len && value < 0x110000; at++) {
        int digit = ascii_hex(s.ptr[at]);
        if (digit < 0 || (!hex && digit > 9))
            break;
        value = value * (hex ? 16 : 10) + digit;
    }
    bool fine = at > from && value > 0 && value < 0x110000 && (value < 0xD800 || value > 0xDFFF);
    *len = at + (at < s.len && s.ptr[at] == ';');
    *c = value;
    return fine;
}

void html_scan_decode(struct buf *out, str value)
{
    for (size_t at; (at = str_find_char(value, '&')) != STR_NONE;) {
        int32_t c = '&';
        size_t len = 1;
        buf_add(out, str_until(value, at));
        value = str_from(value, at);
        if (reference(value, &c, &len))
            utf8_add(out, c);
        else
            buf_add(out, str_until(value, len = 1));
        value = str_from(value, len);
    }
    buf_add(out, value);
}
