#include "verify/css_scan.h"

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

static str take_url(str *rest)
{
    *rest = str_trim_left(str_from(*rest, S("url(").len));
    if (is_quoted(*rest))
        return take_string(rest);
    size_t end = str_find_char(*rest, ')');
    str address = str_trim(str_until(*rest, end));
    *rest = str_from(*rest, end == STR_NONE ? rest->len : end + 1);
    return address;
}

static bool begins(str s, str word)
{
    return str_eq_nocase(str_until(s, word.len), word);
}

static void skip_comment(str *rest)
{
    size_t end = str_find(str_from(*rest, 2), S("*/"));
    *rest = str_from(*rest, end == STR_NONE ? rest->len : end + 4);
}

bool css_scan_next(str *rest, str *address)
{
    while (rest->len > 0) {
        char c = rest->ptr[0];
        if ((c | 0x20) == 'u' && begins(*rest, S("url("))) {
            *address = take_url(rest);
            return true;
        }
        if (c == '@' && begins(*rest, S("@import"))) {
            *rest = str_trim_left(str_from(*rest, S("@import").len));
            if (!is_quoted(*rest))
                continue;
            *address = take_string(rest);
            return true;
        }
        if (c == '/' && begins(*rest, S("/*")))
            skip_comment(rest);
        else if (is_quoted(*rest))
            take_string(rest);
        else
            *rest = str_from(*rest, 1);
    }
    return false;
}
