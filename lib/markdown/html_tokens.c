#include "markdown/html_tokens.h"

#include <string.h>

#include "base/ascii.h"

/* ---- elements (html.spec.whatwg.org, "Index of elements", and the obsolete ones still seen) ---
 */

struct element {
    const char *name;
    unsigned flags;
};

#define B ELEMENT_BLOCK
#define F ELEMENT_FOREIGN
#define L ELEMENT_LINE
#define O(family, rank) (ELEMENT_OPTIONAL_END | (family) << ELEMENT_FAMILY | (rank) << ELEMENT_RANK)
#define R ELEMENT_RAW_TEXT
#define V ELEMENT_VOID
#define X ELEMENT_FORBIDDEN

static const struct element elements[] = {
    {"a", 0},
    {"abbr", 0},
    {"address", B | L},
    {"area", V},
    {"article", B | L},
    {"aside", B | L},
    {"audio", 0},
    {"b", 0},
    {"base", V | X | L},
    {"basefont", V},
    {"bdi", 0},
    {"bdo", 0},
    {"big", 0},
    {"blockquote", B | L},
    {"body", X | L},
    {"br", V},
    {"button", 0},
    {"canvas", 0},
    {"caption", B | L},
    {"center", B | L},
    {"cite", 0},
    {"code", 0},
    {"col", V | B | L},
    {"colgroup", B},
    {"data", 0},
    {"datalist", 0},
    {"dd", B | O(3, 0) | L},
    {"del", 0},
    {"details", B | L},
    {"dfn", 0},
    {"dialog", B | L},
    {"dir", B | L},
    {"div", B | L},
    {"dl", B | L},
    {"dt", B | O(3, 0) | L},
    {"em", 0},
    {"embed", V},
    {"fieldset", B | L},
    {"figcaption", B | L},
    {"figure", B | L},
    {"font", 0},
    {"footer", B | L},
    {"form", B | L},
    {"frame", V | X | L},
    {"frameset", X},
    {"h1", B | L},
    {"h2", B},
    {"h3", B},
    {"h4", B},
    {"h5", B},
    {"h6", B},
    {"head", X | L},
    {"header", B},
    {"hgroup", B},
    {"hr", V | B | L},
    {"html", X | L},
    {"i", 0},
    {"iframe", R | L},
    {"img", V},
    {"input", V},
    {"ins", 0},
    {"kbd", 0},
    {"label", 0},
    {"legend", B | L},
    {"li", B | O(2, 0) | L},
    {"link", V},
    {"main", B | L},
    {"map", 0},
    {"mark", 0},
    {"math", F},
    {"menu", B | L},
    {"menuitem", V},
    {"meta", V},
    {"meter", 0},
    {"nav", B | L},
    {"nobr", 0},
    {"noembed", R},
    {"noframes", R | L},
    {"noscript", 0},
    {"object", 0},
    {"ol", B | L},
    {"optgroup", O(5, 0) | L},
    {"option", O(5, 1) | L},
    {"output", 0},
    {"p", B | O(1, 0) | L},
    {"param", V},
    {"picture", 0},
    {"pre", B},
    {"progress", 0},
    {"q", 0},
    {"rp", O(4, 0)},
    {"rt", O(4, 0)},
    {"ruby", 0},
    {"s", 0},
    {"samp", 0},
    {"script", R},
    {"search", B},
    {"section", B | L},
    {"select", 0},
    {"slot", 0},
    {"small", 0},
    {"source", V | L},
    {"span", 0},
    {"strike", 0},
    {"strong", 0},
    {"style", R},
    {"sub", 0},
    {"summary", B | L},
    {"sup", 0},
    {"svg", F},
    {"table", B | L},
    {"tbody", B | O(6, 0) | L},
    {"td", B | O(6, 2) | L},
    {"template", 0},
    {"textarea", R},
    {"tfoot", B | O(6, 0) | L},
    {"th", B | O(6, 2) | L},
    {"thead", B | O(6, 0)},
    {"time", 0},
    {"title", X | L},
    {"tr", B | O(6, 1) | L},
    {"track", V},
    {"tt", 0},
    {"u", 0},
    {"ul", B | L},
    {"var", 0},
    {"video", 0},
    {"wbr", V},
    {"xmp", B | R},
};

#undef B
#undef F
#undef L
#undef O
#undef R
#undef V
#undef X

unsigned html_element_flags(str name)
{
    for (size_t low = 0, high = sizeof elements / sizeof *elements; low < high;) {
        size_t middle = (low + high) / 2;
        const char *candidate = elements[middle].name;
        size_t i = 0;
        while (i < name.len && candidate[i] && ascii_lower(name.ptr[i]) == candidate[i])
            i++;
        if (i == name.len && !candidate[i])
            return elements[middle].flags | ELEMENT_KNOWN;
        bool before = i == name.len || (candidate[i] && ascii_lower(name.ptr[i]) < candidate[i]);
        if (before)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

bool html_ends_by_start(unsigned open, unsigned start)
{
    unsigned family = ELEMENT_OPTIONAL_END | 0xFU << ELEMENT_FAMILY;
    return open & start & ELEMENT_OPTIONAL_END && (open & family) == (start & family) &&
           open >> ELEMENT_RANK >= start >> ELEMENT_RANK;
}

/* ---- attributes ----------------------------------------------------------------------------- */

static bool is_attribute_char(char c)
{
    return !ascii_is_space(c) && c && !strchr("\"'<>/=`", c);
}

static size_t attribute_value(str s, str *value)
{
    char quote = s.len ? s.ptr[0] : 0;
    if (quote == '"' || quote == '\'') {
        size_t end = str_find_char(str_from(s, 1), quote);
        if (end == STR_NONE)
            return 0;
        *value = str_slice(s, 1, end + 1);
        return end + 2;
    }
    size_t n = 0;
    while (n < s.len && !ascii_is_space(s.ptr[n]) && s.ptr[n] && !strchr("\"'=<>`", s.ptr[n]))
        n++;
    *value = str_until(s, n);
    return n;
}

bool html_attribute_next(str *rest, struct html_attribute *out)
{
    str s = str_trim_left(*rest);
    size_t n = 0;
    while (n < s.len && is_attribute_char(s.ptr[n]))
        n++;
    if (n == 0)
        return false;
    *out = (struct html_attribute){.name = str_until(s, n)};
    s = str_from(s, n);
    str after = str_trim_left(s);
    if (after.len && after.ptr[0] == '=') {
        str value_at = str_trim_left(str_from(after, 1));
        size_t used = attribute_value(value_at, &out->value);
        if (used == 0)
            return false;
        out->has_value = true;
        s = str_from(value_at, used);
    }
    *rest = s;
    return true;
}

str html_attributes_of(const struct html_token *token)
{
    return str_slice(token->text, 1 + token->name.len, token->text.len - 1);
}

/* ---- tokens --------------------------------------------------------------------------------- */

static size_t tag_name_length(str s)
{
    size_t n = 0;
    if (s.len == 0 || !ascii_is_alpha(s.ptr[0]))
        return 0;
    while (n < s.len && (ascii_is_alnum(s.ptr[n]) || s.ptr[n] == '-' || s.ptr[n] == ':'))
        n++;
    return n;
}

static bool close_tag(str s, struct html_token *token)
{
    size_t n = tag_name_length(str_from(s, 2));
    str after = str_trim_left(str_from(s, 2 + n));
    if (n == 0 || after.len == 0 || after.ptr[0] != '>')
        return false;
    *token = (struct html_token){.kind = HTML_CLOSE,
                                 .text = str_until(s, (size_t)(after.ptr - s.ptr) + 1),
                                 .name = str_slice(s, 2, 2 + n)};
    return true;
}

static bool open_tag(str s, struct html_token *token)
{
    size_t n = tag_name_length(str_from(s, 1));
    str rest = str_from(s, 1 + n);
    struct html_attribute attribute;
    while (rest.len && ascii_is_space(rest.ptr[0]) && html_attribute_next(&rest, &attribute))
        continue;
    rest = str_trim_left(rest);
    bool self_closing = rest.len && rest.ptr[0] == '/';
    rest = str_from(rest, self_closing);
    if (n == 0 || rest.len == 0 || rest.ptr[0] != '>')
        return false;
    *token = (struct html_token){.kind = HTML_OPEN,
                                 .text = str_until(s, (size_t)(rest.ptr - s.ptr) + 1),
                                 .name = str_slice(s, 1, 1 + n),
                                 .self_closing = self_closing};
    return true;
}

struct bracket {
    str begin, end;
    enum html_kind kind;
};

static const struct bracket brackets[] = {
    {S_INIT("<!--"), S_INIT("-->"), HTML_COMMENT},
    {S_INIT("<?"), S_INIT("?>"), HTML_OTHER},
    {S_INIT("<![CDATA["), S_INIT("]]>"), HTML_OTHER},
    {S_INIT("<!"), S_INIT(">"), HTML_OTHER},
};

static bool bracketed(struct html_cursor *c, struct html_token *token)
{
    str s = c->rest;
    for (unsigned i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        const struct bracket *b = &brackets[i];
        if (!str_starts(s, b->begin) || c->absent & 1U << i)
            continue;
        if (b->begin.len == 2 && b->begin.ptr[1] == '!' && !(s.len > 2 && ascii_is_alpha(s.ptr[2])))
            continue;
        size_t at = str_find(str_from(s, b->begin.len), b->end);
        bool complete = at != STR_NONE;
        if (!complete)
            c->absent |= 1U << i;
        if (!complete && b->kind != HTML_COMMENT)
            continue;
        size_t length = complete ? b->begin.len + at + b->end.len : s.len;
        *token = (struct html_token){
            .kind = b->kind, .text = str_until(s, length), .complete = complete};
        return true;
    }
    return false;
}

static bool markup(struct html_cursor *c, struct html_token *token)
{
    str s = c->rest;
    if (s.len > 1 && s.ptr[1] == '/')
        return close_tag(s, token);
    if (s.len > 1 && ascii_is_alpha(s.ptr[1]))
        return open_tag(s, token);
    return bracketed(c, token);
}

static size_t raw_text_length(str s, str name)
{
    for (size_t i = 0; i + 2 + name.len <= s.len; i++)
        if (s.ptr[i] == '<' && s.ptr[i + 1] == '/' &&
            str_eq_nocase(str_slice(s, i + 2, i + 2 + name.len), name))
            return i;
    return s.len;
}

bool html_next(struct html_cursor *c, struct html_token *token)
{
    size_t n = 0;
    if (c->rest.len == 0)
        return false;
    *token = (struct html_token){.kind = HTML_TEXT};
    if (c->raw_until.len) {
        n = raw_text_length(c->rest, c->raw_until);
        token->kind = HTML_RAW_TEXT;
        c->raw_until = S("");
    }
    if (n == 0 && c->rest.ptr[0] == '<' && markup(c, token)) {
        n = token->text.len;
        if (token->kind == HTML_OPEN && !token->self_closing &&
            html_element_flags(token->name) & ELEMENT_RAW_TEXT)
            c->raw_until = token->name;
    } else if (n == 0) {
        size_t next = str_find_char(str_from(c->rest, 1), '<');
        n = next == STR_NONE ? c->rest.len : next + 1;
        token->kind = HTML_TEXT;
    }
    token->text = str_until(c->rest, n);
    c->rest = str_from(c->rest, n);
    return true;
}
