#include "markdown/safe.h"

#include "base/ascii.h"

enum { LONGEST_SCHEME = 8, MOST_DIGITS = 4 };

static bool is_listed(const str *list, size_t n, str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(list[i], name))
            return true;
    return false;
}

#define IS_LISTED(list, name) is_listed((list), sizeof(list) / sizeof *(list), (name))

/* ---- elements ------------------------------------------------------------------------------- */

/* No element here loads, sends or runs anything, takes a reader anywhere, or changes how the rest
 * of the page is parsed. */
static const str elements[] = {
    /* breaks, which Markdown has no sign for in a table */
    S_INIT("br"),
    S_INIT("wbr"),
    S_INIT("hr"),
    /* how a text is spoken and set; Markdown has signs for some */
    S_INIT("b"),
    S_INIT("strong"),
    S_INIT("i"),
    S_INIT("em"),
    S_INIT("u"),
    S_INIT("s"),
    S_INIT("del"),
    S_INIT("ins"),
    S_INIT("mark"),
    S_INIT("small"),
    S_INIT("sub"),
    S_INIT("sup"),
    /* what a text is */
    S_INIT("kbd"),
    S_INIT("code"),
    S_INIT("samp"),
    S_INIT("var"),
    S_INIT("q"),
    S_INIT("cite"),
    S_INIT("dfn"),
    S_INIT("bdi"),
    /* how a word is read */
    S_INIT("ruby"),
    S_INIT("rt"),
    S_INIT("rp"),
    /* a fold, which browsers open without a script */
    S_INIT("details"),
    S_INIT("summary"),
    /* lists in the cell of a table, where Markdown has none */
    S_INIT("ul"),
    S_INIT("ol"),
    S_INIT("li"),
};

/* Attributes without a text of the author's that is published: a fold is open; the content is
 * Markdown. */
static bool is_mere_flag(const struct html_attribute *a)
{
    return (str_eq_nocase(a->name, S("open")) && a->value.len == 0) ||
           str_eq_nocase(a->name, S("markdown"));
}

/* Its value is not decoded, so references could hide what it is. */
static bool is_name(const struct html_attribute *a)
{
    bool names = str_eq_nocase(a->name, S("id")) || str_eq_nocase(a->name, S("class"));
    return names && str_find_char(a->value, '&') == STR_NONE && safe_attribute(a->name, a->value);
}

bool safe_tag(const struct html_token *tag)
{
    struct html_attribute a;
    bool division = str_eq_nocase(tag->name, S("div"));
    bool safe = division || IS_LISTED(elements, tag->name);
    for (str rest = html_attributes_of(tag); safe && html_attribute_next(&rest, &a);)
        safe = is_mere_flag(&a) || (division && is_name(&a));
    return safe;
}

/* ---- attributes ----------------------------------------------------------------------------- */

/* A size in pixels or per cent. */
static bool is_size(str value)
{
    size_t n = 0;
    while (n < value.len && ascii_is_digit(value.ptr[n]))
        n++;
    str unit = str_from(value, n);
    return n > 0 && n <= MOST_DIGITS &&
           (unit.len == 0 || str_eq(unit, S("%")) || str_eq(unit, S("px")));
}

/* None of the classes that pages are built of: they would let a note look like the site, or be
 * found by its scripts. */
static bool is_own_class(str value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((i == 0 || ascii_is_space(value.ptr[i - 1])) &&
            str_starts(str_from(value, i), S("kb-")))
            return false;
    return true;
}

bool safe_attribute(str name, str value)
{
    /* markdown is not published */
    static const str texts[] = {S_INIT("title"), S_INIT("alt"), S_INIT("lang"), S_INIT("dir"),
                                S_INIT("markdown")};
    static const str sizes[] = {S_INIT("width"), S_INIT("height"), S_INIT("start")};
    if (str_eq_nocase(name, S("id")))
        return !str_starts(value, S("kb:"));
    if (str_eq_nocase(name, S("class")))
        return is_own_class(value);
    if (str_eq_nocase(name, S("target")))
        return str_eq(value, S("_blank")); /* a name would reach into another window */
    if (str_eq_nocase(name, S("loading")))
        return str_eq(value, S("lazy"));
    if (str_eq_nocase(name, S("align")))
        return str_eq(value, S("left")) || str_eq(value, S("right")) || str_eq(value, S("center"));
    return IS_LISTED(texts, name) || (IS_LISTED(sizes, name) && is_size(value));
}

/* ---- addresses ------------------------------------------------------------------------------ */

/* How browsers read an address (url.spec.whatwg.org): without control characters and blanks at its
 * beginning, without tabs and line ends anywhere, older ones without any control characters; and
 * "\" is "/". */
struct address {
    str rest;
};

static char next_char(struct address *a)
{
    while (a->rest.len) {
        char c = a->rest.ptr[0];
        a->rest = str_from(a->rest, 1);
        if ((unsigned char)c >= ' ')
            return c == '\\' ? '/' : c;
    }
    return 0;
}

static struct address begin(str address)
{
    while (address.len && (unsigned char)address.ptr[0] <= ' ')
        address = str_from(address, 1);
    return (struct address){address};
}

enum scheme { SCHEME_NONE, SCHEME_KNOWN, SCHEME_OTHER };

/* Other schemes run their text (javascript), show it as a page (data, blob) or start a program of
 * the reader's. */
static enum scheme scheme_of(str address)
{
    static const str known[] = {S_INIT("https"), S_INIT("http"), S_INIT("mailto"), S_INIT("tel")};
    struct address a = begin(address);
    char name[LONGEST_SCHEME], c;
    size_t n = 0;
    while ((c = next_char(&a)) && c != ':') {
        bool fits =
            n > 0 ? ascii_is_alnum(c) || c == '+' || c == '.' || c == '-' : ascii_is_alpha(c);
        if (!fits)
            return SCHEME_NONE;
        if (n < LONGEST_SCHEME)
            name[n] = c;
        n++;
    }
    if (n == 0 || c != ':')
        return SCHEME_NONE;
    bool is_known = n <= LONGEST_SCHEME && IS_LISTED(known, ((str){name, n}));
    return is_known ? SCHEME_KNOWN : SCHEME_OTHER;
}

bool safe_address(str address)
{
    return scheme_of(address) != SCHEME_OTHER;
}

bool safe_source(str address)
{
    struct address a = begin(address);
    bool has_host = next_char(&a) == '/' && next_char(&a) == '/';
    return scheme_of(address) == SCHEME_NONE && !has_host;
}

/* ---- files ---------------------------------------------------------------------------------- */

bool safe_file(str name)
{
    /* Opened at its own address, a document in HTML or in any kind of XML, as is SVG, is a page of
     * the site. Some names tell a host what to do: _headers, CNAME, web.config, _worker.js. */
    static const str kinds[] = {
        S_INIT("png"),  S_INIT("jpg"),  S_INIT("jpeg"), S_INIT("gif"), S_INIT("webp"),
        S_INIT("avif"), S_INIT("bmp"),  S_INIT("ico"),  S_INIT("mp3"), S_INIT("m4a"),
        S_INIT("ogg"),  S_INIT("oga"),  S_INIT("opus"), S_INIT("wav"), S_INIT("flac"),
        S_INIT("mp4"),  S_INIT("m4v"),  S_INIT("webm"), S_INIT("ogv"), S_INIT("mov"),
        S_INIT("vtt"),  S_INIT("srt"),  S_INIT("pdf"),  S_INIT("txt"), S_INIT("csv"),
        S_INIT("tsv"),  S_INIT("doc"),  S_INIT("docx"), S_INIT("xls"), S_INIT("xlsx"),
        S_INIT("ppt"),  S_INIT("pptx"), S_INIT("odt"),  S_INIT("ods"), S_INIT("odp"),
        S_INIT("epub"), S_INIT("zip"),  S_INIT("gz"),   S_INIT("tgz"), S_INIT("bz2"),
        S_INIT("xz"),   S_INIT("7z"),   S_INIT("tar"),
    };
    size_t dot = str_rfind_char(name, '.');
    return dot != STR_NONE && IS_LISTED(kinds, str_from(name, dot + 1));
}
