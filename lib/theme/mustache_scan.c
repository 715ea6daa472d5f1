#include "theme/mustache_scan.h"

#include "base/ascii.h"
#include "theme/mustache_program.h"

enum { SHOWN_BYTES = 60 };

struct place mustache_place_near(struct mustache_spot *near, str name, str text, size_t offset)
{
    if (near->text.ptr != text.ptr || offset < near->offset)
        *near = (struct mustache_spot){{name, 1, 1}, text, 0};
    for (; near->offset < offset && near->offset < text.len; near->offset++) {
        near->place.col++;
        if (text.ptr[near->offset] == '\n') {
            near->place.line++;
            near->place.col = 1;
        }
    }
    return near->place;
}

struct place mustache_place(str name, str text, size_t offset)
{
    struct mustache_spot near = {0};
    return mustache_place_near(&near, name, text, offset);
}

static enum mustache_scanned bad(const struct mustache_scan *s, size_t offset, const char *message)
{
    diag_add(s->diags, DIAG_TEMPLATE_SYNTAX, mustache_place(s->name, s->text, offset), "%s",
             message);
    return MUSTACHE_BAD;
}

static size_t find_from(str text, size_t at, str needle)
{
    size_t hit = str_find(str_from(text, at), needle);
    return hit == STR_NONE ? STR_NONE : at + hit;
}

/* Where the closing delimiter, behind the character that some tags want there, begins. */
static size_t find_close(const struct mustache_scan *s, size_t at, char before)
{
    for (;;) {
        at = find_from(s->text, at, s->close);
        if (at == STR_NONE || !before || s->text.ptr[at - 1] == before)
            return at;
        at++;
    }
}

static void look_around(const struct mustache_scan *s, struct mustache_tag *tag)
{
    size_t from = tag->start, to = tag->end;
    while (from > 0 && ascii_is_blank(s->text.ptr[from - 1]))
        from--;
    tag->blank_before = from == 0 || s->text.ptr[from - 1] == '\n';
    tag->line_begin = from;
    while (to < s->text.len && ascii_is_blank(s->text.ptr[to]))
        to++;
    str rest = str_from(s->text, to);
    tag->blank_after = rest.len == 0 || str_starts(rest, S("\n")) || str_starts(rest, S("\r\n"));
    if (rest.len > 0)
        to += rest.ptr[0] == '\r' ? 2 : 1;
    tag->line_next = to;
}

static bool has_space(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (ascii_is_space(s.ptr[i]))
            return true;
    return false;
}

/* "<% %>" */
static bool take_delimiters(struct mustache_scan *s, str content)
{
    size_t end = 0;
    while (end < content.len && !ascii_is_space(content.ptr[end]))
        end++;
    str open = str_until(content, end), close = str_trim(str_from(content, end));
    if (open.len == 0 || close.len == 0 || has_space(close) ||
        str_find_char(content, '=') != STR_NONE)
        return false;
    s->open = open;
    s->close = close;
    return true;
}

static enum mustache_scanned take_name(const struct mustache_scan *s, struct mustache_tag *tag,
                                       str content)
{
    tag->name = str_trim(content);
    bool closes = tag->kind == '/';
    if (tag->kind == '>' || tag->kind == '<' || closes) {
        tag->dynamic = str_starts(tag->name, S("*"));
        if (tag->dynamic)
            tag->name = str_trim_left(str_from(tag->name, 1));
    }
    if (tag->name.len == 0)
        return bad(s, tag->start, "this tag names nothing");
    if (!has_space(tag->name))
        return MUSTACHE_TAG;
    str shown = str_until(tag->name, SHOWN_BYTES);
    diag_add(s->diags, DIAG_TEMPLATE_SYNTAX, mustache_place(s->name, s->text, tag->start),
             "a name cannot hold white space: \"%.*s%s\"; is a closing delimiter missing?",
             STR_ARG(str_until(shown, str_find_char(shown, '\n'))),
             shown.len < tag->name.len ? "…" : "");
    return MUSTACHE_BAD;
}

/* What stands at at, in front of a tag's content; '{' and '=' want themselves at the end as well.
 */
static char kind_at(const struct mustache_scan *s, size_t at)
{
    char c = at < s->text.len ? s->text.ptr[at] : 'v';
    return str_find_char(S("#^/><$!=&{"), c) == STR_NONE ? 'v' : c;
}

enum mustache_scanned mustache_scan_tag(struct mustache_scan *s, struct mustache_tag *tag)
{
    size_t start = find_from(s->text, s->at, s->open);
    if (start == STR_NONE)
        return MUSTACHE_LAST;
    size_t inner = start + s->open.len;
    while (inner < s->text.len && ascii_is_space(s->text.ptr[inner]))
        inner++;
    char kind = kind_at(s, inner);
    /* With delimiters such as "| |" or "= =" the closing one may look like the sign of a kind. */
    if (str_starts(str_from(s->text, inner), s->close))
        return bad(s, start, "this tag names nothing");
    char last = kind == '{' ? '}' : kind == '=' ? '=' : '\0';
    inner += kind != 'v';
    size_t close = find_close(s, last ? inner + 1 : inner, last);
    if (close == STR_NONE)
        return bad(s, start, "this tag is never closed");
    str content = str_slice(s->text, inner, last ? close - 1 : close);
    *tag = (struct mustache_tag){
        .kind = kind == '{' ? '&' : kind, .start = start, .end = close + s->close.len};
    look_around(s, tag);
    s->at = tag->end;
    if (kind == '!')
        return MUSTACHE_TAG;
    if (kind != '=')
        return take_name(s, tag, content);
    if (!take_delimiters(s, str_trim(content)))
        return bad(s, start, "delimiters are set by two words without \"=\", as in {{=<% %>=}}");
    return MUSTACHE_TAG;
}
