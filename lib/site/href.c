/* Addresses as a page writes them. */
#include "base/ascii.h"
#include "base/escape.h"
#include "site/paths.h"
#include "site/site.h"

/* Keeps what an author wrote into an address, but for bytes that cannot stand in one. */
static void add_as_written(struct buf *out, str s)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '\\' && c != '`') {
            buf_add_char(out, (char)c);
        } else {
            buf_add_char(out, '%');
            buf_add_char(out, digits[c >> 4]);
            buf_add_char(out, digits[c & 15]);
        }
    }
}

str site_index(const struct site *site, str url)
{
    bool is_folder = url.len == 0 || str_ends(url, S("/"));
    return site->config->offline && is_folder ? S("index.html") : S("");
}

/* Adds the way up and returns the rest. "a/b/" starts from "a/b", "a/foo.html" from "a". */
static str add_way(str from_url, str to_url, bool has_index, struct buf *out)
{
    struct path_way way = path_way(path_folder(from_url), to_url);
    for (size_t i = 0; i < way.up; i++)
        buf_add_lit(out, "../");
    /* "x:y" alone would be read as a scheme. */
    str first = str_until(way.rest, str_find_char(way.rest, '/'));
    bool is_nothing = way.rest.len == 0 && !has_index;
    if (way.up == 0 && (is_nothing || str_find_char(first, ':') != STR_NONE))
        buf_add_lit(out, "./");
    return way.rest;
}

void site_add_relative(const struct site *site, str from_url, str to_url, struct buf *out)
{
    str index = site_index(site, to_url);
    escape_url_path(out, add_way(from_url, to_url, index.len > 0, out));
    buf_add(out, index);
}

void site_add_relative_encoded(const struct site *site, str from_url, str to_url, struct buf *out)
{
    size_t fragment = str_find_char(to_url, '#');
    str path = str_until(to_url, fragment == STR_NONE ? to_url.len : fragment);
    str index = site_index(site, path);
    buf_add(out, add_way(from_url, path, index.len > 0, out));
    buf_add(out, index);
    buf_add(out, str_from(to_url, path.len));
}

static void add_page(const struct site *site, str from_url, str to_url, const struct target *target,
                     struct buf *out)
{
    bool here = str_eq(from_url, to_url) && (target->fragment.len > 0 || target->query.len > 0);
    if (!here)
        site_add_relative(site, from_url, to_url, out);
    add_as_written(out, target->query);
    if (target->fragment.len > 0) {
        buf_add_char(out, '#');
        escape_url_path(out, target->fragment);
    }
}

static void add_file(const struct site *site, str from_url, str path, const struct target *target,
                     struct buf *out)
{
    site_add_relative(site, from_url, path, out);
    add_as_written(out, target->query);
    if (target->fragment.len > 0) {
        buf_add_char(out, '#');
        add_as_written(out, target->fragment);
    }
}

void site_add_href(const struct site *site, str from_url, const struct target *target,
                   const struct link *link, struct buf *out)
{
    switch (target->kind) {
    case TARGET_NOTE:
        add_page(site, from_url, site->nodes.at[target->index].url, target, out);
        break;
    case TARGET_FOLDER:
        add_page(site, from_url, site->folders.at[target->index].url, target, out);
        break;
    case TARGET_FILE:
        add_file(site, from_url, site->files.at[target->index].path, target, out);
        break;
    case TARGET_EXTERNAL:
        add_as_written(out, str_trim(link->target));
        break;
    case TARGET_MISSING:
    case TARGET_EXCLUDED:
        break;
    }
}
