#include "verify/address.h"

#include "base/escape.h"

struct address_site address_site(struct arena *a, str site_url, str base)
{
    struct address_site out = {.base = S("/")};
    size_t host = str_find(site_url, S("://"));
    if (host != STR_NONE) {
        size_t path = str_find_char(str_from(site_url, host + 3), '/');
        size_t end = path == STR_NONE ? site_url.len : host + 3 + path;
        out.origin = arena_dup(a, str_until(site_url, end));
        if (base.len == 0)
            base = str_from(site_url, end);
    }
    struct buf plain = {0};
    unescape_url(&plain, base);
    if (plain.len > 0)
        out.base = arena_join(a, str_starts(buf_str(&plain), S("/")) ? S("") : S("/"),
                              buf_str(&plain), str_ends(buf_str(&plain), S("/")) ? S("") : S("/"));
    buf_free(&plain);
    return out;
}

/* The length of the scheme with its colon; 0 when there is none. */
static size_t scheme_length(str s)
{
    size_t i = 0;
    if (s.len == 0 || !ascii_is_alpha(s.ptr[0]))
        return 0;
    while (i < s.len &&
           (ascii_is_alnum(s.ptr[i]) || s.ptr[i] == '+' || s.ptr[i] == '-' || s.ptr[i] == '.'))
        i++;
    return i < s.len && s.ptr[i] == ':' ? i + 1 : 0;
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* Drops the last part of "/a/b/", but never the first slash. */
static void go_up(struct buf *path)
{
    if (path->len > 1)
        path->len--;
    while (path->len > 0 && path->ptr[path->len - 1] != '/')
        path->len--;
}

static bool is_dots(str part, size_t n)
{
    size_t found = 0;
    if (part.len == 0 || (part.ptr[0] != '.' && part.ptr[0] != '%'))
        return false;
    while (part.len > 0) {
        size_t step = part.ptr[0] == '.' ? 1 : str_eq_nocase(str_until(part, 3), S("%2e")) ? 3 : 0;
        if (step == 0)
            return false;
        part = str_from(part, step);
        found++;
    }
    return found == n;
}

/* Adds a path to one that ends with a slash. */
static void add_path(struct buf *out, str path)
{
    while (path.len > 0) {
        size_t end = 0;
        while (end < path.len && !is_slash(path.ptr[end]))
            end++;
        str part = str_until(path, end);
        bool last = end == path.len;
        path = str_from(path, end + 1);
        if (is_dots(part, 1))
            continue;
        if (is_dots(part, 2)) {
            go_up(out);
            continue;
        }
        if (str_find_char(part, '%') == STR_NONE)
            buf_add(out, part);
        else
            unescape_url(out, part);
        if (!last)
            buf_add_char(out, '/');
    }
}

static size_t path_end(str s)
{
    size_t i = 0;
    while (i < s.len && s.ptr[i] != '?' && s.ptr[i] != '#')
        i++;
    return i;
}

/* Takes "//host" or "https://host" from *rest. False when another host is named. */
static bool take_host(const struct address_site *site, str scheme, str *rest, str *host)
{
    size_t end = 2;
    while (end < rest->len && !is_slash(rest->ptr[end]) && rest->ptr[end] != '?' &&
           rest->ptr[end] != '#')
        end++;
    *host = str_slice(*rest, 2, end);
    *rest = str_from(*rest, end);
    size_t own = str_find(site->origin, S("//"));
    return own != STR_NONE && str_eq_nocase(str_from(site->origin, own + 2), *host) &&
           (scheme.len == 0 || str_eq_nocase(scheme, str_until(site->origin, own)) ||
            str_eq_nocase(scheme, S("http:")));
}

/* What is left of the host's path when the site's base is taken away. */
static void enter_base(const struct address_site *site, struct address *out, struct buf *path)
{
    str whole = buf_str(path);
    if (str_starts(whole, site->base)) {
        out->kind = ADDRESS_INSIDE;
        out->path = str_from(whole, site->base.len);
    } else if (str_eq(whole, str_until(site->base, site->base.len - 1))) {
        out->kind = ADDRESS_INSIDE;
        out->path = S("");
    } else {
        out->kind = ADDRESS_OUTSIDE;
        out->path = whole;
    }
}

struct address address_read(const struct address_site *site, str folder, str text, struct buf *path)
{
    struct address out = {.kind = ADDRESS_OTHER};
    text = str_trim(text);
    size_t hash = str_find_char(text, '#'), scheme = scheme_length(text);
    str kind = str_until(text, scheme), rest = str_from(text, scheme);
    bool http = str_eq_nocase(kind, S("https:")) || str_eq_nocase(kind, S("http:"));
    bool with_host = rest.len > 1 && is_slash(rest.ptr[0]) && is_slash(rest.ptr[1]);
    if ((scheme > 0 && !http) || (http && !with_host))
        return out;
    out.fragment = hash == STR_NONE ? S("") : str_from(text, hash + 1);
    if (with_host && !take_host(site, kind, &rest, &out.host)) {
        out.kind = ADDRESS_FOREIGN;
        return out;
    }
    rest = str_until(rest, path_end(rest));
    buf_clear(path);
    if (!with_host && rest.len == 0) {
        out.kind = ADDRESS_SAME;
        return out;
    }
    out.is_relative = !with_host && !is_slash(rest.ptr[0]);
    if (out.is_relative) {
        buf_add(path, site->base);
        buf_add(path, folder);
    } else {
        buf_add_char(path, '/');
        rest = str_from(rest, rest.len > 0);
    }
    add_path(path, rest);
    enter_base(site, &out, path);
    if (with_host && out.kind == ADDRESS_OUTSIDE) /* its author means another site of the host */
        out.kind = ADDRESS_OTHER;
    return out;
}
