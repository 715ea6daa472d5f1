#include "verify/css_scan.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { LONGEST_NUMBER = 6 }; /* of an escape */

/* How long the escape is that s begins with: "\(", or "\20 " with the space that ends it. */
static size_t escape_length(str s)
{
    size_t n = 1;
    while (n < s.len && n <= LONGEST_NUMBER && ascii_hex(s.ptr[n]) >= 0)
        n++;
    if (n == 1)
        return s.len > 1 ? 2 : 1;
    return n + (n < s.len && ascii_is_space(s.ptr[n]));
}

void css_scan_decode(struct buf *out, str s)
{
    for (size_t at; (at = str_find_char(s, '\\')) != STR_NONE;) {
        str escape = str_slice(s, at, at + escape_length(str_from(s, at)));
        int32_t c = 0;
        for (size_t i = 1; i < escape.len && ascii_hex(escape.ptr[i]) >= 0; i++)
            c = c * 16 + ascii_hex(escape.ptr[i]);
        bool number = escape.len > 1 && ascii_hex(escape.ptr[1]) >= 0;
        buf_add(out, str_until(s, at));
        if (number)
            utf8_add(out, c > 0 && c < 0x110000 && (c < 0xD800 || c > 0xDFFF) ? c : 0xFFFD);
        else if (escape.len > 1 && escape.ptr[1] != '\n')
            buf_add(out, str_from(escape, 1));
        s = str_from(s, at + escape.len);
    }
    buf_add(out, s);
}

/* Takes what *rest begins with up to the quote that ends it, or the line. */
static str take_string(str *rest)
{
    char quote = rest->ptr[0];
    size_t at = 1;
    while (at < rest->len && rest->ptr[at] != quote && rest->ptr[at] != '\n')
        at += rest->ptr[at] == '\\' ? 2 : 1;
    str text = str_slice(*rest, 1, at);
    *rest = str_from(*rest, at + 1);
    return text;
}

static bool is_quoted(str s)
{
    return s.len > 0 && (s.ptr[0] == '"' || s.ptr[0] == '\'');
}

/* Behind "url(". */
static str take_url(str *rest)
{
    size_t end = 0;
    *rest = str_trim_left(*rest);
    if (is_quoted(*rest)) {
        str quoted = take_string(rest);
        *rest = str_trim_left(*rest);
        *rest = str_from(*rest, str_starts(*rest, S(")")));
        return quoted;
    }
    while (end < rest->len && rest->ptr[end] != ')')
        end += rest->ptr[end] == '\\' ? 2 : 1;
    str address = str_trim(str_until(*rest, end));
    *rest = str_from(*rest, end + 1);
    return address;
}

static bool is_name_char(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '_' || c == '\\' || (unsigned char)c >= 0x80;
}

static str take_name(str *rest)
{
    size_t end = 0;
    while (end < rest->len && is_name_char(rest->ptr[end]))
        end += rest->ptr[end] == '\\' ? escape_length(str_from(*rest, end)) : 1;
    str name = str_until(*rest, end);
    *rest = str_from(*rest, end);
    return name;
}

/* Whether a name is that word, in any case, with escapes or without. */
static bool is_word(str name, str word)
{
    struct buf plain = {0};
    if (str_find_char(name, '\\') == STR_NONE)
        return str_eq_nocase(name, word);
    css_scan_decode(&plain, str_until(name, 64));
    bool same = str_eq_nocase(buf_str(&plain), word);
    buf_free(&plain);
    return same;
}

/* A name and what belongs to it; true where it is a function that holds an address. */
static bool enter_name(struct css_scan *s, str *address)
{
    str name = take_name(&s->rest);
    bool is_function = str_starts(s->rest, S("("));
    s->is_import = false;
    if (is_function && is_word(name, S("url"))) {
        s->rest = str_from(s->rest, 1);
        *address = take_url(&s->rest);
        return !s->is_namespace;
    }
    if (is_function && s->depth == 0 &&
        (is_word(name, S("image-set")) || is_word(name, S("-webkit-image-set")))) {
        s->rest = str_from(s->rest, 1);
        s->depth = 1;
    }
    return false;
}

/* Any other character. */
static void step(struct css_scan *s)
{
    char c = s->rest.ptr[0];
    s->rest = str_from(s->rest, 1);
    if (c == '@') {
        str word = take_name(&s->rest);
        s->is_import = is_word(word, S("import"));
        s->is_namespace = is_word(word, S("namespace"));
        return;
    }
    if (c == ';' || c == '}')
        s->is_namespace = false;
    if (s->depth && (c == '(' || c == ')'))
        s->depth += c == '(' ? 1 : -1U;
    s->is_import &= ascii_is_space(c);
}

static void skip_comment(str *rest)
{
    size_t end = str_find(str_from(*rest, 2), S("*/"));
    *rest = str_from(*rest, end == STR_NONE ? rest->len : end + 4);
}

bool css_scan_next(struct css_scan *s, str *address)
{
    while (s->rest.len > 0) {
        if (str_starts(s->rest, S("/*"))) {
            skip_comment(&s->rest);
        } else if (is_quoted(s->rest)) {
            bool counts = s->is_import || s->depth == 1;
            *address = take_string(&s->rest);
            s->is_import = false;
            if (counts)
                return true;
        } else if (is_name_char(s->rest.ptr[0])) {
            if (enter_name(s, address))
                return true;
        } else {
            step(s);
        }
    }
    return false;
}
