#include "base/ascii.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "note/facts.h"

/* Lists in lists and maps of lists are read to this depth; [[name]] in YAML is one of them. */
enum { MOST_NESTING = 4, LONGEST_NAME = 300, LONGEST_REASON = 1000 };

bool facts_is_nothing(str word)
{
    static const str nothing[] = {
        S_INIT("none"), S_INIT("n/a"),    S_INIT("na"),  S_INIT("-"),     S_INIT("\u2013"),
        S_INIT("..."),  S_INIT("\u2014"), S_INIT("etc"), S_INIT("etc."),  S_INIT("\u2026"),
        S_INIT("tbd"),  S_INIT("null"),   S_INIT("nil"), S_INIT("none."), S_INIT("nothing"),
    };
    word = str_trim(word);
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (str_eq_nocase(word, nothing[i]))
            return true;
    return word.len == 0;
}

static str bare_wikilink(str text)
{
    size_t open = str_find(text, S("[["));
    str rest = str_from(text, open + 2);
    size_t close = str_find(rest, S("]]"));
    str name = close == STR_NONE ? rest : str_until(rest, close);
    size_t bar = str_find_char(name, '|');
    name = bar == STR_NONE ? name : str_until(name, bar);
    if (str_ends(name, S("\\"))) /* [[a\|b]], as tables need it */
        name = str_until(name, name.len - 1);
    size_t fragment = str_find_char(name, '#');
    return str_trim(fragment == STR_NONE ? name : str_until(name, fragment));
}

/* A path: without the title behind it and its fragment. */
static str bare_link(str text)
{
    size_t middle = str_find(text, S("]("));
    str target = str_from(text, middle + 2);
    size_t close = str_rfind_char(target, ')');
    target = str_trim(close == STR_NONE ? target : str_until(target, close));
    if (str_starts(target, S("<"))) {
        target = str_from(target, 1);
        target = str_until(target, str_find_char(target, '>'));
    } else if (str_ends(target, S("\"")) || str_ends(target, S("'"))) {
        size_t title = str_find(target, str_ends(target, S("'")) ? S(" '") : S(" \""));
        target = str_trim(str_until(target, title));
    }
    return str_until(target, str_find_char(target, '#'));
}

static bool is_link(str text)
{
    return str_starts(text, S("[")) && str_find(text, S("](")) != STR_NONE;
}

str facts_bare_name(str text)
{
    text = str_trim(text);
    if (str_find(text, S("[[")) != STR_NONE)
        return bare_wikilink(text);
    return is_link(text) ? bare_link(text) : text;
}

/* The path that a link's target is the address of; as written where that is no text. */
static str decoded(struct facts_job *job, str target)
{
    struct buf path = {0};
    unescape_url(&path, target);
    str out = buf_str(&path);
    bool is_text = utf8_check(out) == STR_NONE && str_find_char(out, '\0') == STR_NONE;
    out = is_text ? arena_dup(job->scratch, out) : target;
    buf_free(&path);
    return out;
}

static void add_name(struct facts_job *job, const struct value *v, str text, str reason,
                     enum edge_kind kind)
{
    bool todo = facts_cut_todo(&text);
    str name = facts_bare_name(text);
    if (facts_is_nothing(name) || name.len > LONGEST_NAME || str_find(name, S("://")) != STR_NONE)
        return;
    if (is_link(text))
        name = decoded(job, name);
    vec_push(job->keep, &job->out->references) = (struct reference){
        .kind = kind,
        .form = todo ? REFERENCE_TODO : REFERENCE_NAME,
        .target = facts_line(job->keep, name, 0),
        .link = UINT32_MAX,
        .reason = facts_line(job->keep, reason, LONGEST_REASON),
        .spot = {v->line, v->col},
    };
}

bool facts_cut_name(str *rest, str *name)
{
    int open = 0;
    size_t i = 0;
    if (rest->ptr == NULL)
        return false;
    for (; i < rest->len; i++) {
        char c = rest->ptr[i];
        open += c == '[' || c == '(' ? 1 : (c == ']' || c == ')') && open > 0 ? -1 : 0;
        if (c == ',' && open == 0)
            break;
    }
    *name = str_until(*rest, i);
    *rest = i < rest->len ? str_from(*rest, i + 1) : (str){NULL, 0};
    return true;
}

static void add_names(struct facts_job *job, const struct value *v, enum edge_kind kind)
{
    str rest = value_text(v), name;
    while (v->kind != VALUE_BOOL && facts_cut_name(&rest, &name))
        add_name(job, v, name, S(""), kind);
}

static str text_of(const struct value *map, const str *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        str text = value_text(value_get(map, keys[i]));
        if (text.len)
            return text;
    }
    return S("");
}

/* {id: …, reason: …} or {name: reason}; other maps are data about something else. Whether the map
 * is one note's: what else it holds is about that note, then. */
static bool add_map(struct facts_job *job, const struct value *map, bool whole, enum edge_kind kind)
{
    static const str names[] = {S_INIT("id"),  S_INIT("path"), S_INIT("title"), S_INIT("name"),
                                S_INIT("ref"), S_INIT("link"), S_INIT("href"),  S_INIT("note")};
    static const str reasons[] = {S_INIT("reason"), S_INIT("why"), S_INIT("description"),
                                  S_INIT("note"), S_INIT("text")};
    str name = text_of(map, names, sizeof names / sizeof *names);
    if (name.len) {
        str reason = text_of(map, reasons, sizeof reasons / sizeof *reasons);
        add_name(job, map, name, str_eq(name, reason) ? S("") : reason, kind);
        return true;
    }
    if (!whole && map->fields.n != 1)
        return false;
    for (size_t i = 0; i < map->fields.n; i++) {
        const struct value_field *f = &map->fields.at[i];
        if (f->value->kind == VALUE_STRING || f->value->kind == VALUE_NULL)
            add_name(job, f->value, f->key, value_text(f->value), kind);
    }
    return false;
}

static void read_value(struct facts_job *job, const struct value *v, enum edge_kind kind,
                       unsigned depth)
{
    if (depth > MOST_NESTING)
        return;
    if (v->kind == VALUE_LIST) {
        for (size_t i = 0; i < v->items.n; i++)
            read_value(job, v->items.at[i], kind, depth + 1);
    } else if (v->kind == VALUE_MAP) {
        bool named = add_map(job, v, depth == 0, kind);
        for (size_t i = 0; i < v->fields.n && !named; i++)
            if (v->fields.at[i].value->kind == VALUE_LIST)
                read_value(job, v->fields.at[i].value, kind, depth + 1);
    } else if (depth >= 2) { /* [[a|b]] without quotes is a list in a list */
        size_t bar = str_find_char(value_text(v), '|');
        str text = value_text(v);
        add_name(job, v, bar == STR_NONE ? text : str_until(text, bar), S(""), kind);
    } else if (depth == 0) {
        add_names(job, v, kind);
    } else if (v->kind != VALUE_BOOL) {
        add_name(job, v, value_text(v), S(""), kind);
    }
}

void facts_read_names(struct facts_job *job, const struct value *value, enum edge_kind kind)
{
    read_value(job, value, kind, 0);
}
