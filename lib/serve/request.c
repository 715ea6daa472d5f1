#include "serve/request.h"

#include "base/ascii.h"

bool request_path(struct arena *a, str url, str *path)
{
    char *out = arena_alloc(a, url.len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < url.len; i++) {
        int c = (unsigned char)url.ptr[i];
        if (c == '%') {
            int high = i + 2 < url.len ? ascii_hex(url.ptr[i + 1]) : -1;
            int low = i + 2 < url.len ? ascii_hex(url.ptr[i + 2]) : -1;
            c = high < 0 || low < 0 ? 0 : high * 16 + low;
            i += 2;
        }
        if (c == 0)
            return false;
        out[n++] = (char)c;
    }
    *path = (str){out, n};
    return str_starts(*path, S("/"));
}

/* Digits and what stands between them in the addresses of machines. */
static bool is_address(str host)
{
    bool is_ipv6 = str_starts(host, S("[")) && str_ends(host, S("]"));
    for (size_t i = 0; i < host.len; i++) {
        char c = host.ptr[i];
        bool fine = is_ipv6
                        ? ascii_hex(c) >= 0 || c == ':' || c == '.' || i == 0 || i == host.len - 1
                        : (c >= '0' && c <= '9') || c == '.';
        if (!fine)
            return false;
    }
    return host.len > 0;
}

static str without_port(str host)
{
    size_t colon = str_rfind_char(host, ':');
    size_t bracket = str_rfind_char(host, ']');
    bool has_port = colon != STR_NONE && (bracket == STR_NONE || bracket < colon);
    return has_port ? str_until(host, colon) : host;
}

bool request_is_for_us(str host, const str *names, size_t n)
{
    host = without_port(host);
    if (is_address(host) || str_eq_nocase(host, S("localhost")) ||
        str_ends_nocase(host, S(".localhost")))
        return true;
    for (size_t i = 0; i < n; i++)
        if (names[i].len && str_eq_nocase(host, names[i]))
            return true;
    return false;
}

void request_tag(struct hash name, char out[REQUEST_TAG + 1])
{
    hash_hex(name, out + 1);
    out[0] = out[REQUEST_TAG - 1] = '"';
    out[REQUEST_TAG] = '\0';
}

/* The next tag of a list, without what says that it is weak. */
static bool next_tag(str *rest, str *tag)
{
    if (!str_cut(rest, ',', tag))
        return false;
    *tag = str_trim(*tag);
    if (str_starts(*tag, S("W/")))
        *tag = str_from(*tag, 2);
    return true;
}

bool request_has_tag(str if_none_match, struct hash name)
{
    char own[REQUEST_TAG + 1];
    request_tag(name, own);
    for (str tag; if_none_match.ptr && next_tag(&if_none_match, &tag);)
        if (str_eq(tag, S("*")) || str_eq(tag, (str){own, REQUEST_TAG}))
            return true;
    return false;
}

static bool read_hex(str digits, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = ascii_hex(digits.ptr[i]);
        if (digit < 0)
            return false;
        *out = *out << 4 | (uint64_t)digit;
    }
    return true;
}

bool request_tag_of(str header, struct hash *name)
{
    for (str tag; header.ptr && next_tag(&header, &tag);)
        if (tag.len == REQUEST_TAG && read_hex(str_slice(tag, 1, 1 + HASH_HEX / 2), &name->hi) &&
            read_hex(str_slice(tag, 1 + HASH_HEX / 2, 1 + HASH_HEX), &name->lo))
            return true;
    return false;
}

/* Digits only, and no more than fit. */
static bool read_number(str s, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(s.ptr[i] - '0');
        *out = *out > (UINT64_MAX - digit) / 10 ? UINT64_MAX : *out * 10 + digit;
    }
    return s.len > 0;
}

enum request_range request_range(str header, uint64_t size, uint64_t *from, uint64_t *to)
{
    str text = header.ptr ? str_trim(header) : S("");
    if (!str_starts(text, S("bytes=")))
        return RANGE_ALL;
    text = str_from(text, 6);
    size_t dash = str_find_char(text, '-');
    if (dash == STR_NONE || str_find_char(text, ',') != STR_NONE)
        return RANGE_ALL;
    str first = str_trim(str_until(text, dash)), last = str_trim(str_from(text, dash + 1));
    bool has_first = read_number(first, from), has_last = read_number(last, to);
    if ((first.len && !has_first) || (last.len && !has_last) || (!has_first && !has_last))
        return RANGE_ALL;
    if (has_first && has_last && *to < *from)
        return RANGE_ALL;
    if (!has_first) { /* so many at the end */
        uint64_t n = *to < size ? *to : size;
        *from = size - n;
        *to = size;
    }
    if (*from >= size)
        return RANGE_NONE;
    if (!has_last || *to >= size)
        *to = size - 1;
    return RANGE_PART;
}

struct type {
    const char *end, *type;
};

static const struct type types[] = {
    {".html", "text/html; charset=utf-8"},
    {".htm", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".map", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
    {".xml", "application/xml; charset=utf-8"},
    {".svg", "image/svg+xml; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/markdown; charset=utf-8"},
    {".csv", "text/csv; charset=utf-8"},
    {".tsv", "text/tab-separated-values; charset=utf-8"},
    {".vtt", "text/vtt; charset=utf-8"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".bmp", "image/bmp"},
    {".ico", "image/vnd.microsoft.icon"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
    {".ttf", "font/ttf"},
    {".otf", "font/otf"},
    {".pdf", "application/pdf"},
    {".epub", "application/epub+zip"},
    {".zip", "application/zip"},
    {".gz", "application/gzip"},
    {".tar", "application/x-tar"},
    {".wasm", "application/wasm"},
    {".mp3", "audio/mpeg"},
    {".m4a", "audio/mp4"},
    {".ogg", "audio/ogg"},
    {".opus", "audio/ogg"},
    {".wav", "audio/wav"},
    {".flac", "audio/flac"},
    {".mp4", "video/mp4"},
    {".m4v", "video/mp4"},
    {".webm", "video/webm"},
    {".mov", "video/quicktime"},
};

const char *request_type(str file)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends_nocase(file, str_of(types[i].end)))
            return types[i].type;
    return "application/octet-stream";
}
