#include "check/placeholder.h"

#include "check/source.h"
#include "markdown/html_tokens.h"

enum { LONGEST = 240, FEWEST_LETTERS = 3 };

/* What brackets are used for that is no gap. */
static bool is_mark(str inner)
{
    static const str marks[] = {
        S_INIT("x"),
        S_INIT("sic"),
        S_INIT("optional"),
        S_INIT("wip"),
        S_INIT("draft"),
        S_INIT("deprecated"),
        S_INIT("new"),
        S_INIT("beta"),
        S_INIT("alpha"),
        S_INIT("experimental"),
        S_INIT("citation needed"),
        S_INIT("sic!"),
        S_INIT("emphasis added"),
        S_INIT("emphasis mine"),
        S_INIT("back to top"),
        S_INIT("toc"),
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_eq_nocase(inner, marks[i]))
            return true;
    return false;
}

static size_t longest_word(str s)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < s.len; i++) {
        run = ascii_is_alpha(s.ptr[i]) ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static bool has_lower(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= 'a' && s.ptr[i] <= 'z')
            return true;
    return false;
}

/* "[Authors, 2013]" cites. */
static bool ends_with_year(str s)
{
    size_t digits = 0;
    while (digits < s.len && ascii_is_digit(s.ptr[s.len - 1 - digits]))
        digits++;
    return digits == 4;
}

static bool is_text(str inner)
{
    static const char code[] = "=;{}\"\\$&@`^\x01\x02\n";
    for (size_t i = 0; i < inner.len; i++)
        if (strchr(code, inner.ptr[i]))
            return false;
    return true;
}

static bool is_alone(str inner)
{
    return str_eq(inner, S("X")) || str_eq(inner, S("N")) || str_eq(inner, S("URL"));
}

/* "[payment, gateway]" is a list of values. */
static bool is_values(str inner)
{
    size_t parts = 0;
    str part;
    while (str_cut(&inner, ',', &part)) {
        part = str_trim(part);
        if (str_find_char(part, ' ') != STR_NONE || part.len == 0 || part.ptr[0] < 'a')
            return false;
        parts++;
    }
    return parts > 1;
}

/* What can stand in [ ]: words that describe. One word alone is "[Threshold]", not "[done]". */
static bool describes(str inner)
{
    if (is_alone(inner))
        return true;
    if (!is_text(inner) || is_mark(inner) || ends_with_year(inner) || is_values(inner))
        return false;
    bool words = str_find_char(inner, ' ') != STR_NONE;
    char first = inner.len ? inner.ptr[0] : ' ';
    bool capital = first >= 'A' && first <= 'Z';
    if (!ascii_is_alpha(first) && !(ascii_is_digit(first) && words))
        return false;
    return longest_word(inner) >= FEWEST_LETTERS && has_lower(inner) && (words || capital);
}

static bool is_word_char(char c)
{
    return ascii_is_alpha(c) || ascii_is_digit(c) || c == ')' || c == ']' || c == '_' || c == '.' ||
           c == '!' || c == '\\' || c == '[' || c == SOURCE_LINK || c == SOURCE_CODE_SPAN;
}

/* After "=" and in lists of values, brackets are an array. */
static bool is_assigned(str text, size_t at)
{
    while (at > 0 && text.ptr[at - 1] == ' ')
        at--;
    return at > 0 && (text.ptr[at - 1] == '=' || text.ptr[at - 1] == '+');
}

static bool bracket_at(str text, size_t at, str *out)
{
    if (at > 0 && (is_word_char(text.ptr[at - 1]) || is_assigned(text, at)))
        return false;
    size_t length = str_find_char(str_slice(text, at, at + LONGEST), ']');
    if (length == STR_NONE || length < 2)
        return false;
    char after = at + length + 1 < text.len ? text.ptr[at + length + 1] : ' ';
    *out = str_slice(text, at, at + length + 1);
    return after != '(' && after != '[' && after != ']' && after != '{' &&
           describes(str_slice(text, at + 1, at + length));
}

static size_t name_length(str s)
{
    size_t n = 0;
    while (n < s.len && (ascii_is_alpha(s.ptr[n]) || ascii_is_digit(s.ptr[n])))
        n++;
    return n;
}

/* < > around words; an element of HTML and an address are none. */
static bool angle_at(str text, size_t at, str *out)
{
    if (at > 0 && (ascii_is_alpha(text.ptr[at - 1]) || ascii_is_digit(text.ptr[at - 1])))
        return false;
    size_t length = str_find_char(str_slice(text, at, at + LONGEST), '>');
    if (length == STR_NONE || length < 3)
        return false;
    str inner = str_slice(text, at + 1, at + length);
    char first = inner.ptr[0];
    *out = str_slice(text, at, at + length + 1);
    if (!ascii_is_alpha(first) && !ascii_is_digit(first))
        return false;
    if (str_find_char(inner, '<') != STR_NONE || str_find_char(inner, '\n') != STR_NONE ||
        str_find_char(inner, '=') != STR_NONE || str_find(inner, S("://")) != STR_NONE ||
        str_find(inner, S(" | ")) != STR_NONE || str_find_char(inner, '@') != STR_NONE ||
        str_find(inner, S("mailto:")) != STR_NONE)
        return false;
    return !html_element_flags(str_until(inner, name_length(inner))) &&
           longest_word(inner) >= FEWEST_LETTERS && has_lower(inner) &&
           inner.ptr[inner.len - 1] != '/' && inner.ptr[inner.len - 1] != ' ';
}

static bool is_between(char c)
{
    return c == '|' || c == ':' || c == '\n' || c == '\x02';
}

/* A dash, or a sign that is not ASCII: a bullet, an arrow, an emoji. */
static bool is_dash(char c)
{
    return c == '-' || (unsigned char)c >= 0x80;
}

static bool is_whole(str text, size_t from, size_t to)
{
    while (from > 0 && (text.ptr[from - 1] == ' ' || text.ptr[from - 1] == '"'))
        from--;
    while (to < text.len && (text.ptr[to] == ' ' || text.ptr[to] == '"'))
        to++;
    bool begins = from == 0 || is_between(text.ptr[from - 1]) || is_dash(text.ptr[from - 1]);
    bool ends = to == text.len || is_between(text.ptr[to]) || is_dash(text.ptr[to]);
    return begins && ends;
}

bool placeholder_next(str text, size_t *at, struct placeholder *out)
{
    for (size_t i = *at; i < text.len; i++) {
        bool found = (text.ptr[i] == '[' && bracket_at(text, i, &out->text)) ||
                     (text.ptr[i] == '<' && angle_at(text, i, &out->text));
        if (!found)
            continue;
        *at = i + out->text.len;
        out->whole = text.ptr[i] == '<' || is_whole(text, i, *at);
        return true;
    }
    return false;
}

bool placeholder_is_gap(str text)
{
    enum { LONGEST_LABEL = 40 };
    text = str_trim(text);
    if (str_starts(text, S("[ ]")))
        text = str_trim(str_from(text, 3));
    size_t label = str_rfind_char(text, ':');
    if (label != STR_NONE && label < LONGEST_LABEL)
        text = str_trim(str_from(text, label + 1));
    return str_eq(text, S("...")) || str_eq(text, S("…"));
}

bool placeholder_is_choice(str value)
{
    size_t words = 0;
    str word;
    value = str_trim(value);
    if (str_find_char(value, '|') == STR_NONE)
        return false;
    if (str_starts(value, S("<")) && str_ends(value, S(">")))
        value = str_slice(value, 1, value.len - 1);
    while (str_cut(&value, '|', &word)) {
        word = str_trim(word);
        if (word.len == 0 || word.len > 40 || str_find_char(word, ' ') != STR_NONE)
            return false;
        words++;
    }
    return words >= 3;
}

static bool is_date_form(str value)
{
    return str_eq(value, S("YYYY-MM-DD")) || str_eq(value, S("YYYY-MM")) ||
           str_eq(value, S("YYYY")) || str_eq(value, S("DATE"));
}

bool placeholder_is_value(str value)
{
    str found;
    value = str_trim(value);
    if (is_date_form(value) || placeholder_is_choice(value) || str_eq(value, S("etc.")) ||
        str_eq(value, S("...")) || str_eq(value, S("…")))
        return true;
    if (str_starts(value, S("<")) && str_ends(value, S(">")) &&
        str_find_char(str_from(value, 1), '<') == STR_NONE)
        return true;
    return str_starts(value, S("[")) && bracket_at(value, 0, &found);
}
