/* Keys to press, as PyMdown Extensions write them: `++ctrl+alt+del++`, `++"any text"++`. Each is a
 * <kbd>, more than one stand in another. */
#include "base/ascii.h"
#include "markdown/exts.h"

enum { LONGEST_KEYS = 100 /* bytes */, MOST_KEYS = 8 };

/* Words of keys' names that are not just written with a capital letter. */
static const struct {
    str name, shown;
} words[] = {
    {S_INIT("control"), S_INIT("Ctrl")},   {S_INIT("command"), S_INIT("Cmd")},
    {S_INIT("escape"), S_INIT("Esc")},     {S_INIT("delete"), S_INIT("Del")},
    {S_INIT("insert"), S_INIT("Ins")},     {S_INIT("windows"), S_INIT("Win")},
    {S_INIT("altgr"), S_INIT("AltGr")},    {S_INIT("bksp"), S_INIT("Backspace")},
    {S_INIT("spacebar"), S_INIT("Space")}, {S_INIT("pgup"), S_INIT("Page Up")},
    {S_INIT("pgdn"), S_INIT("Page Down")}, {S_INIT("prtscr"), S_INIT("Print Screen")},
    {S_INIT("plus"), S_INIT("+")},         {S_INIT("minus"), S_INIT("-")},
    {S_INIT("equal"), S_INIT("=")},        {S_INIT("comma"), S_INIT(",")},
    {S_INIT("period"), S_INIT(".")},       {S_INIT("slash"), S_INIT("/")},
    {S_INIT("backslash"), S_INIT("\\")},   {S_INIT("colon"), S_INIT(":")},
    {S_INIT("semicolon"), S_INIT(";")},    {S_INIT("question"), S_INIT("?")},
    {S_INIT("exclam"), S_INIT("!")},       {S_INIT("hash"), S_INIT("#")},
    {S_INIT("asterisk"), S_INIT("*")},     {S_INIT("underscore"), S_INIT("_")},
    {S_INIT("grave"), S_INIT("`")},        {S_INIT("tilde"), S_INIT("~")},
    {S_INIT("pipe"), S_INIT("|")},
};

static bool is_key_char(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '_';
}

/* The length of a key's name or quoted text; 0 for none. */
static size_t key_length(str s)
{
    size_t n = 0;
    char quote = s.len && (s.ptr[0] == '"' || s.ptr[0] == '\'') ? s.ptr[0] : 0;
    if (!quote) {
        while (n < s.len && is_key_char(s.ptr[n]))
            n++;
        return n;
    }
    for (n = 1; n < s.len && s.ptr[n] != quote && s.ptr[n] != '\n';)
        n++;
    return n > 1 && n < s.len && s.ptr[n] == quote ? n + 1 : 0;
}

/* The length of "++a+b++" at the beginning of s; its keys go to `keys`. */
static size_t keys_at(str s, str keys[MOST_KEYS], size_t *count)
{
    size_t at = 2;
    *count = 0;
    if (!str_starts(s, S("++")))
        return 0;
    for (size_t n; *count < MOST_KEYS && (n = key_length(str_from(s, at))) > 0; at++) {
        keys[(*count)++] = str_slice(s, at, at + n);
        at += n;
        if (str_starts(str_from(s, at), S("++")))
            return at + 2;
        if (!str_starts(str_from(s, at), S("+")))
            return 0;
    }
    return 0;
}

static bool at(struct tape *t, str text, size_t i, size_t *end)
{
    str keys[MOST_KEYS];
    size_t from = tape_offset(t, text), count;
    if (from == STR_NONE)
        return false;
    str all = t->lines->text, s = str_slice(all, from + i, from + i + LONGEST_KEYS);
    size_t n = keys_at(s, keys, &count);
    char before = from + i > 0 ? all.ptr[from + i - 1] : '\n', after = n < s.len ? s.ptr[n] : '\n';
    *end = i + n;
    return n > 0 && before != '+' && after != '+' && !ascii_is_alnum(before) &&
           !ascii_is_alnum(after);
}

static void add_word(struct buf *out, str word)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq_nocase(words[i].name, word)) {
            buf_add(out, words[i].shown);
            return;
        }
    }
    char first = word.ptr[0];
    buf_add_char(out, first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first);
    buf_add(out, str_from(word, 1));
}

/* "page-up" is shown as "Page Up". */
static str shown(struct arena *a, str key)
{
    struct buf out = {.arena = a};
    if (!is_key_char(key.ptr[0]))
        return str_slice(key, 1, key.len - 1);
    for (size_t i = 0, n; i < key.len; i += n + 1) {
        for (n = 0; i + n < key.len && key.ptr[i + n] != '-' && key.ptr[i + n] != '_';)
            n++;
        buf_add(&out, out.len ? S(" ") : S(""));
        if (n)
            add_word(&out, str_slice(key, i, i + n));
    }
    return out.len ? buf_kept(&out) : key; /* the sign itself */
}

static void put(struct tape *t, str construct)
{
    struct detail set = {.at = STR_NONE, .attributes = {.classes = S("keys")}};
    str keys[MOST_KEYS];
    size_t count;
    keys_at(construct, keys, &count);
    if (count > 1)
        tape_enter_span(t, (MD_SPANTYPE)SPAN_KBD, &set);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            tape_text(t, MD_TEXT_NORMAL, S("+"));
        tape_enter_span(t, (MD_SPANTYPE)SPAN_KBD, NULL);
        tape_text(t, MD_TEXT_NORMAL, shown(t->scratch, keys[i]));
        tape_leave_span(t, (MD_SPANTYPE)SPAN_KBD);
    }
    if (count > 1)
        tape_leave_span(t, (MD_SPANTYPE)SPAN_KBD);
}

const struct ext ext_keys = {.name = "keys", .in_links = true, .starts = "+", .at = at, .put = put};
