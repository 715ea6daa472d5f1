#include "check/placeholder.h"

#include "check/source.h"
#include "markdown/html_tokens.h"

enum { LONGEST = 240, FEWEST_LETTERS = 3 };

static bool is_one_of(str word, const str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(word, words[i]))
            return true;
    return false;
}

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
        S_INIT("unreleased"), /* keepachangelog.com */
        S_INIT("yanked"),
    };
    return is_one_of(inner, marks, sizeof marks / sizeof *marks);
}

/* "[Enter]", "[Ctrl+Shift+P]", "[Alt-F4]": what to press. */
static bool is_keys(str inner)
{
    static const str keys[] = {
        S_INIT("enter"),     S_INIT("return"),       S_INIT("esc"),      S_INIT("escape"),
        S_INIT("tab"),       S_INIT("ctrl"),         S_INIT("shift"),    S_INIT("alt"),
        S_INIT("altgr"),     S_INIT("cmd"),          S_INIT("meta"),     S_INIT("super"),
        S_INIT("win"),       S_INIT("fn"),           S_INIT("space"),    S_INIT("spacebar"),
        S_INIT("backspace"), S_INIT("del"),          S_INIT("delete"),   S_INIT("ins"),
        S_INIT("insert"),    S_INIT("home"),         S_INIT("end"),      S_INIT("pgup"),
        S_INIT("pgdn"),      S_INIT("pageup"),       S_INIT("pagedown"), S_INIT("page up"),
        S_INIT("page down"), S_INIT("up"),           S_INIT("down"),     S_INIT("left"),
        S_INIT("right"),     S_INIT("caps lock"),    S_INIT("capslock"), S_INIT("num lock"),
        S_INIT("numlock"),   S_INIT("print screen"), S_INIT("prtsc"),    S_INIT("scroll lock"),
        S_INIT("pause"),     S_INIT("break"),
    };
    /* Alone they may be what is to be filled in. */
    static const str words[] = {S_INIT("control"), S_INIT("option"), S_INIT("command"),
                                S_INIT("windows"), S_INIT("menu")};
    bool any = false, several = str_find_char(inner, '+') != STR_NONE;
    while (inner.len) {
        size_t end = 1;
        while (end < inner.len && inner.ptr[end] != '+' && inner.ptr[end] != '-')
            end++;
        str key = str_trim(str_until(inner, end));
        bool function = key.len > 1 && key.len <= 3 && key.ptr[0] == 'F' &&
                        ascii_is_digit(key.ptr[1]) && ascii_is_digit(key.ptr[key.len - 1]);
        bool named = is_one_of(key, keys, sizeof keys / sizeof *keys) ||
                     (several && is_one_of(key, words, sizeof words / sizeof *words));
        if (!named && !function && key.len != 1)
            return false;
        any = any || named || function;
        inner = str_from(inner, end + 1);
    }
    return any;
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

/* A number of four digits that is a year of print, as in "2013", "(2013)" and "2013b". */
static bool has_year(str s)
{
    for (size_t i = 0; i + 4 <= s.len; i++) {
        size_t digits = 0;
        while (i + digits < s.len && ascii_is_digit(s.ptr[i + digits]))
            digits++;
        bool is_word = i == 0 || s.ptr[i - 1] == ' ' || s.ptr[i - 1] == ',' || s.ptr[i - 1] == '(';
        if (digits == 4 && is_word &&
            (str_starts(str_from(s, i), S("1")) || str_starts(str_from(s, i), S("20"))))
            return true;
        i += digits;
    }
    return false;
}

/* Whether a word stands in it with a digit behind it. */
static bool has_numbered(str s, str word)
{
    size_t at = str_find(s, word);
    return at != STR_NONE && at + word.len < s.len && ascii_is_digit(s.ptr[at + word.len]);
}

/* "[Authors, 2013]", "[Doe 2001, p. 5]" and "[Smith et al.]" cite. */
static bool cites(str inner)
{
    size_t digits = 0;
    while (digits < inner.len && ascii_is_digit(inner.ptr[inner.len - 1 - digits]))
        digits++;
    return digits == 4 || str_find(inner, S(" et al")) != STR_NONE || has_year(inner) ||
           has_numbered(inner, S(" p. ")) || has_numbered(inner, S(" pp. "));
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
    if (!is_text(inner) || is_mark(inner) || is_keys(inner) || cites(inner) || is_values(inner))
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

/* Names of MathML and SVG that are no words, for what stands outside <math> and <svg>. */
static bool is_foreign(str name)
{
    static const str names[] = {
        S_INIT("menclose"),
        S_INIT("merror"),
        S_INIT("mfenced"),
        S_INIT("mfrac"),
        S_INIT("mmultiscripts"),
        S_INIT("mover"),
        S_INIT("mpadded"),
        S_INIT("mphantom"),
        S_INIT("mprescripts"),
        S_INIT("mroot"),
        S_INIT("mrow"),
        S_INIT("mspace"),
        S_INIT("msqrt"),
        S_INIT("mstyle"),
        S_INIT("msub"),
        S_INIT("msubsup"),
        S_INIT("msup"),
        S_INIT("mtable"),
        S_INIT("mtd"),
        S_INIT("mtext"),
        S_INIT("mtr"),
        S_INIT("munder"),
        S_INIT("munderover"),
        S_INIT("clipPath"),
        S_INIT("defs"),
        S_INIT("foreignObject"),
        S_INIT("linearGradient"),
        S_INIT("radialGradient"),
        S_INIT("textPath"),
        S_INIT("tspan"),
    };
    return is_one_of(name, names, sizeof names / sizeof *names);
}

/* <my-element>: of somebody's own. */
static bool is_custom(str inner)
{
    for (size_t i = 0; i < inner.len; i++) {
        char c = inner.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !ascii_is_digit(c) && c != '-' && c != '.' && c != '_')
            return false;
    }
    return str_find_char(inner, '-') != STR_NONE && !ascii_is_digit(inner.ptr[0]);
}

static bool is_element(str inner)
{
    str name = str_until(inner, name_length(inner));
    return html_element_flags(name) || is_foreign(name) || is_custom(inner);
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
    return !is_element(inner) && longest_word(inner) >= FEWEST_LETTERS && has_lower(inner) &&
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

/* How long a formula or picture is whose tag stands here: its elements are no gaps. */
static size_t foreign_length(str text)
{
    enum { LONGEST_FORMULA = 4096 };
    str name = str_slice(text, 1, 1 + name_length(str_from(text, 1)));
    if (!(html_element_flags(name) & ELEMENT_FOREIGN))
        return 0;
    str inside = str_until(text, LONGEST_FORMULA);
    size_t end = str_find(inside, str_eq_nocase(name, S("svg")) ? S("</svg") : S("</math"));
    return end == STR_NONE ? 0 : end;
}

/* Whether a place is in a row of a table, as far as a look back tells. */
static bool is_in_row(str text, size_t at)
{
    enum { LONGEST_ROW = 512 };
    size_t begin = at;
    while (begin > 0 && text.ptr[begin - 1] != '\n' && at - begin < LONGEST_ROW)
        begin--;
    return text.ptr[begin] == '|' && (begin == 0 || text.ptr[begin - 1] == '\n');
}

/* How long a comment of Obsidian is, "%% … %%" on one line; in a table it ends with its cell. */
static size_t comment_length(str text, size_t at)
{
    if (!str_starts(str_from(text, at), S("%%")) || (at > 0 && ascii_is_alnum(text.ptr[at - 1])))
        return 0;
    bool cell = is_in_row(text, at);
    for (size_t i = at + 2; i + 1 < text.len && text.ptr[i] != '\n'; i++) {
        if (cell && text.ptr[i] == '|')
            return 0;
        if (text.ptr[i] == '%' && text.ptr[i + 1] == '%')
            return i + 2 - at;
    }
    return 0;
}

/* What is passed over from here on. */
static size_t skipped_length(str text, size_t at)
{
    if (text.ptr[at] == '<')
        return foreign_length(str_from(text, at));
    return text.ptr[at] == '%' ? comment_length(text, at) : 0;
}

bool placeholder_next(str text, size_t *at, struct placeholder *out)
{
    for (size_t i = *at; i < text.len; i++) {
        size_t skipped = skipped_length(text, i);
        if (skipped) {
            i += skipped - 1;
            continue;
        }
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
