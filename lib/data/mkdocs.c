#include "data/mkdocs.h"

#include <stddef.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "data/yaml.h"

struct reader {
    struct arena *arena;
    struct diags *diags;
    str path;
    struct config *config;
    const struct value *edit_uri, *edit_template;
};

struct key;

/* Puts a value that is not null where the key belongs, or reports it. */
typedef void read_value(struct reader *r, const struct key *key, const struct value *v);

struct key {
    str name;
    read_value *read;
    size_t offset; /* of what it sets, in struct config */
};

static read_value read_prose, read_site_url, read_folder, read_repo_url, read_edit_uri,
    read_edit_template, read_patterns, read_nav, read_theme;

#define AT(member) offsetof(struct config, member)

static const struct key keys[] = {
    {S_INIT("site_name"), read_prose, AT(title)},
    {S_INIT("site_description"), read_prose, AT(description)},
    {S_INIT("copyright"), read_prose, AT(copyright)},
    {S_INIT("site_url"), read_site_url, AT(site_url)},
    {S_INIT("docs_dir"), read_folder, AT(content_dir)},
    {S_INIT("site_dir"), read_folder, AT(output_dir)},
    {S_INIT("repo_url"), read_repo_url, AT(repo_url)},
    {S_INIT("edit_uri"), read_edit_uri, AT(edit_url)},
    {S_INIT("edit_uri_template"), read_edit_template, AT(edit_url)},
    {S_INIT("exclude_docs"), read_patterns, AT(exclude)},
    {S_INIT("draft_docs"), read_patterns, AT(exclude)},
    {S_INIT("nav"), read_nav, AT(nav)},
    {S_INIT("theme"), read_theme, AT(language)},
};

/* What kbsite leaves out, and what to do about it. */
static const struct left_out {
    str name, why;
} left_out[] = {
    {S_INIT("plugins"), S_INIT("kbsite has no plugins")},
    {S_INIT("hooks"), S_INIT("kbsite runs no hooks")},
    {S_INIT("markdown_extensions"), S_INIT("what kbsite knows of Markdown is always on")},
    {S_INIT("extra_css"), S_INIT("a folder theme/ changes how pages look")},
    {S_INIT("extra_javascript"), S_INIT("a folder theme/ adds scripts")},
    {S_INIT("extra_templates"), S_INIT("a folder theme/ holds templates")},
    {S_INIT("theme.custom_dir"), S_INIT("a folder theme/ holds templates, in another language")},
    {S_INIT("INHERIT"), S_INIT("only this file is read")},
    {S_INIT("use_directory_urls"), S_INIT("a/b.md is always published as a/b/")},
};

enum { KEYS = sizeof keys / sizeof *keys, LEFT_OUT = sizeof left_out / sizeof *left_out };

static void report(struct reader *r, const struct value *v, str name, const char *what)
{
    diag_add(r->diags, DIAG_MKDOCS_VALUE, (struct place){r->path, v->line, v->col}, "%.*s %s",
             STR_ARG(name), what);
}

/* `!ENV [NAME, …, default]` is read as a list: what holds where no variable is set. */
static const struct value *fallback(const struct value *v)
{
    return v->kind == VALUE_LIST && v->items.n > 1 ? v->items.at[v->items.n - 1] : v;
}

static bool is_scalar(const struct value *v)
{
    return v->kind != VALUE_LIST && v->kind != VALUE_MAP;
}

static void *target(struct reader *r, const struct key *key)
{
    return (char *)r->config + key->offset;
}

/* Prose: HTML for MkDocs, plain text here */

static const struct entity {
    str name;
    int32_t means;
} entities[] = {
    {S_INIT("amp"), '&'},      {S_INIT("lt"), '<'},        {S_INIT("gt"), '>'},
    {S_INIT("quot"), '"'},     {S_INIT("apos"), '\''},     {S_INIT("copy"), 0xA9},
    {S_INIT("reg"), 0xAE},     {S_INIT("trade"), 0x2122},  {S_INIT("nbsp"), 0xA0},
    {S_INIT("middot"), 0xB7},  {S_INIT("bull"), 0x2022},   {S_INIT("ndash"), 0x2013},
    {S_INIT("mdash"), 0x2014}, {S_INIT("hellip"), 0x2026}, {S_INIT("hearts"), 0x2665},
};

/* What "#169" or "#xA9" stands for; 0 when it is none. */
static int32_t numeric_entity(str name)
{
    enum { BEYOND = 0x110000 };
    bool hex = name.len > 1 && (name.ptr[1] == 'x' || name.ptr[1] == 'X');
    int32_t c = 0;
    for (size_t i = hex ? 2 : 1; i < name.len; i++) {
        int digit = ascii_hex(name.ptr[i]);
        if (digit < 0 || (!hex && digit > 9) || c >= BEYOND)
            return 0;
        c = c * (hex ? 16 : 10) + digit;
    }
    bool is_text = c >= ' ' && c != 0x7F && c < BEYOND && !(c >= 0xD800 && c < 0xE000);
    return is_text ? c : 0;
}

/* Adds what the entity at the beginning of s means and drops it from there; false when it is none.
 */
static bool take_entity(str *s, struct buf *out)
{
    enum { LONGEST = 10 };
    size_t end = str_find_char(str_until(*s, LONGEST), ';');
    if (end == STR_NONE || end < 2)
        return false;
    str name = str_slice(*s, 1, end);
    int32_t c = name.ptr[0] == '#' ? numeric_entity(name) : 0;
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (str_eq(name, entities[i].name))
            c = entities[i].means;
    if (!c)
        return false;
    utf8_add(out, c);
    *s = str_from(*s, end + 1);
    return true;
}

/* How many bytes the tag at the beginning of s has; 0 when it is none. */
static size_t tag_length(str s)
{
    enum { LONGEST = 2000 };
    size_t end = str_find_char(str_until(s, LONGEST), '>');
    bool named = s.len > 1 && (ascii_is_alpha(s.ptr[1]) || s.ptr[1] == '/' || s.ptr[1] == '!');
    return named && end != STR_NONE ? end + 1 : 0;
}

static str plain_text(struct arena *a, str html)
{
    struct buf out = {0};
    while (html.len) {
        size_t tag = html.ptr[0] == '<' ? tag_length(html) : 0;
        if (!tag && html.ptr[0] == '&' && take_entity(&html, &out))
            continue;
        if (!tag)
            buf_add_char(&out, html.ptr[0]);
        html = str_from(html, tag ? tag : 1);
    }
    str text = arena_dup(a, str_trim(buf_str(&out)));
    buf_free(&out);
    return text;
}

static bool has_control(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F)
            return true;
    }
    return false;
}

static void read_prose(struct reader *r, const struct key *key, const struct value *v)
{
    v = fallback(v);
    if (!is_scalar(v) || has_control(value_text(v)))
        report(r, v, key->name, "must be text");
    else
        *(str *)target(r, key) = plain_text(r->arena, value_text(v));
}

/* Addresses and folders */

static void read_site_url(struct reader *r, const struct key *key, const struct value *v)
{
    struct diags unused = {.arena = r->arena};
    str text = value_text(fallback(v));
    if (text.len == 0 && is_scalar(fallback(v)))
        return;
    if (!config_set_site_url(r->config, r->arena, text, (struct place){0}, &unused))
        report(r, v, key->name, "is no address that pages can have (https://example.org/wiki/)");
}

static void read_folder(struct reader *r, const struct key *key, const struct value *v)
{
    str text = value_text(fallback(v));
    if (config_is_line(text))
        *(str *)target(r, key) = text;
    else if (fallback(v)->kind != VALUE_NULL)
        report(r, v, key->name, "must be the path of a folder");
}

static void read_repo_url(struct reader *r, const struct key *key, const struct value *v)
{
    str text = value_text(fallback(v));
    if (config_is_web_address(text))
        *(str *)target(r, key) = text;
    else if (text.len || !is_scalar(fallback(v)))
        report(r, v, key->name, "must be an address that begins with https:// or http://");
}

static void read_edit_uri(struct reader *r, const struct key *key, const struct value *v)
{
    (void)key;
    r->edit_uri = fallback(v);
}

static void read_edit_template(struct reader *r, const struct key *key, const struct value *v)
{
    (void)key;
    r->edit_template = fallback(v);
}

/* The host of an address, in which case counts for nothing. */
static str host_of(str address)
{
    size_t slashes = str_find(address, S("//"));
    str host = slashes == STR_NONE ? S("") : str_from(address, slashes + 2);
    return str_until(host, str_find_char(host, '/'));
}

/* What MkDocs takes for granted about the large hosts. */
static str default_edit_uri(str repo_url)
{
    str host = host_of(repo_url);
    if (str_eq_nocase(host, S("github.com")) || str_eq_nocase(host, S("gitlab.com")))
        return S("edit/master/docs/");
    return str_eq_nocase(host, S("bitbucket.org")) ? S("src/default/docs/") : S("");
}

/* What a reference means, seen from the repository as from a folder. */
static str from_repository(struct reader *r, str uri)
{
    str repo = r->config->repo_url;
    bool slash = str_ends(repo, S("/"));
    if (config_is_web_address(uri))
        return uri;
    if (str_starts(uri, S("?")) || str_starts(uri, S("#")))
        return arena_join(r->arena, repo, uri, S(""));
    if (str_starts(uri, S("/"))) {
        str host = host_of(repo);
        size_t end = host.len ? (size_t)(host.ptr - repo.ptr) + host.len : 0;
        return arena_join(r->arena, str_until(repo, end), uri, S(""));
    }
    return arena_join(r->arena, repo, slash ? S("") : S("/"), uri);
}

static void set_edit_url(struct reader *r, str name, const struct value *v, str uri)
{
    static const str path = S_INIT("{path}");
    str url = from_repository(r, uri);
    if (r->config->repo_url.len == 0 && !config_is_web_address(uri))
        return;
    if (config_is_web_address(url) && str_find(url, path) != STR_NONE)
        r->config->edit_url = url;
    else
        report(r, v, name, "does not give an address for the path of a note");
}

/* Once everything is read: edit_uri is seen from repo_url. */
static void find_edit_url(struct reader *r)
{
    static const str quoted = S_INIT("{path!q}");
    const struct value *v = r->edit_template;
    str uri = value_text(v);
    if (uri.len) {
        size_t at = str_find(uri, quoted);
        if (at != STR_NONE)
            uri = arena_join(r->arena, str_until(uri, at), S("{path}"),
                             str_from(uri, at + quoted.len));
        set_edit_url(r, S("edit_uri_template"), v, uri);
        return;
    }
    v = r->edit_uri ? r->edit_uri : &value_null;
    uri = r->edit_uri ? value_text(v) : default_edit_uri(r->config->repo_url);
    if (uri.len)
        set_edit_url(
            r, S("edit_uri"), v,
            arena_join(r->arena, uri, str_ends(uri, S("/")) ? S("") : S("/"), S("{path}")));
}

/* Lists */

/* Lines as in .gitignore. */
static void read_patterns(struct reader *r, const struct key *key, const struct value *v)
{
    enum { MOST = 1000 };
    struct config_names *names = target(r, key);
    str rest = value_text(v), line;
    while (rest.len && str_line(&rest, &line)) {
        line = str_trim(line);
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (line.ptr[0] == '!')
            report(r, v, key->name, "has a pattern with \"!\"; kbsite cannot take notes back in");
        else if (!config_is_line(line) || names->n >= MOST)
            report(r, v, key->name, "has a pattern that is too long, or too many of them");
        else
            vec_push(r->arena, names) = line;
    }
}

static void read_nav(struct reader *r, const struct key *key, const struct value *v)
{
    struct nav *nav = target(r, key);
    nav->place.path = r->path;
    nav_read(r->arena, v, DIAG_MKDOCS_VALUE, r->diags, nav);
}

/* Keys */

static bool says_something(const struct value *v)
{
    switch (v->kind) {
    case VALUE_LIST:
        return v->items.n > 0;
    case VALUE_MAP:
        return v->fields.n > 0;
    case VALUE_BOOL:
        return !v->truth;
    default:
        return value_text(v).len > 0;
    }
}

static void report_left_out(struct reader *r, str name, const struct value_field *field)
{
    for (size_t i = 0; i < LEFT_OUT; i++)
        if (str_eq(left_out[i].name, name) && says_something(field->value))
            diag_add(r->diags, DIAG_MKDOCS_IGNORED,
                     (struct place){r->path, field->line, field->col}, "%.*s is left out: %.*s",
                     STR_ARG(name), STR_ARG(left_out[i].why));
}

static void read_theme(struct reader *r, const struct key *key, const struct value *v)
{
    for (size_t i = 0; v->kind == VALUE_MAP && i < v->fields.n; i++) {
        const struct value_field *field = &v->fields.at[i];
        str text = value_text(fallback(field->value));
        report_left_out(r, arena_join(r->arena, S("theme."), field->key, S("")), field);
        if (!str_eq(field->key, S("language")) || field->value->kind == VALUE_NULL)
            continue;
        if (config_is_language(text))
            *(str *)target(r, key) = text;
        else
            report(r, field->value, S("theme.language"), "must be a language tag such as \"en\"");
    }
}

static void read_fields(struct reader *r, const struct value *root)
{
    for (size_t f = 0; f < root->fields.n; f++) {
        const struct value_field *field = &root->fields.at[f];
        report_left_out(r, field->key, field);
        for (size_t i = 0; i < KEYS; i++)
            if (str_eq(keys[i].name, field->key) && field->value->kind != VALUE_NULL)
                keys[i].read(r, &keys[i], field->value);
    }
    find_edit_url(r);
}

bool mkdocs_is_name(str path)
{
    size_t slash = str_rfind_char(path, '/');
    str name = slash == STR_NONE ? path : str_from(path, slash + 1);
    return str_starts(name, S("mkdocs")) &&
           (str_ends(name, S(".yml")) || str_ends(name, S(".yaml")));
}

bool mkdocs_parse(struct arena *a, str path, str text, struct diags *diags, struct config *out)
{
    static const enum diag_code codes[YAML_PROBLEM_KINDS] = {
        [YAML_PROBLEM_SYNTAX] = DIAG_CONFIG_SYNTAX,
        [YAML_PROBLEM_DUPLICATE] = DIAG_MKDOCS_VALUE,
        [YAML_PROBLEM_ANCHOR] = DIAG_CONFIG_SYNTAX,
        [YAML_PROBLEM_LIMIT] = DIAG_CONFIG_SYNTAX,
    };
    struct reader r = {.arena = a, .diags = diags, .path = path, .config = out};
    struct yaml_options options = {.max_bytes = CONFIG_MAX_BYTES, .foreign = true};
    struct yaml_doc doc;
    config_defaults(out);
    out->content_dir = MKDOCS_CONTENT_DIR;
    bool fine = yaml_parse(a, text, &options, &doc);
    yaml_report(&doc, codes, path, diags);
    if (doc.root && doc.root->kind == VALUE_MAP) {
        read_fields(&r, doc.root);
    } else if (doc.root && doc.root->kind != VALUE_NULL) {
        diag_add(diags, DIAG_CONFIG_SYNTAX, (struct place){path, doc.root->line, doc.root->col},
                 "the configuration must be fields (key: value)");
        fine = false;
    }
    return fine;
}
