#include "data/config.h"

#include <stddef.h>

#include "base/ascii.h"
#include "base/escape.h"
#include "base/nearest.h"
#include "data/yaml.h"

struct reader {
    struct arena *arena;
    struct diags *diags;
    str path;
    struct config *config;
    size_t errors;
};

struct key;

/* Puts a value that is not null where the key belongs, or reports it. */
typedef void read_value(struct reader *r, const struct key *key, const struct value *v);

struct key {
    str group; /* the key whose map it stands in; empty at the top */
    str name;
    read_value *read;
    size_t offset; /* of what it sets, in struct config */
    size_t most;   /* of a limit */
};

static read_value read_text, read_path, read_language, read_flag, read_inbox, read_limit,
    read_names, read_folders, read_site_url, read_host, read_address, read_edit_url, read_nav,
    read_limits, read_check;

#define AT(member) offsetof(struct config, member)

static const struct key keys[] = {
    {S_INIT(""), S_INIT("title"), read_text, AT(title), 0},
    {S_INIT(""), S_INIT("description"), read_text, AT(description), 0},
    {S_INIT(""), S_INIT("copyright"), read_text, AT(copyright), 0},
    {S_INIT(""), S_INIT("language"), read_language, AT(language), 0},
    {S_INIT(""), S_INIT("site_url"), read_site_url, AT(site_url), 0},
    {S_INIT(""), S_INIT("cname"), read_host, AT(cname), 0},
    {S_INIT(""), S_INIT("content_dir"), read_path, AT(content_dir), 0},
    {S_INIT(""), S_INIT("output_dir"), read_path, AT(output_dir), 0},
    {S_INIT(""), S_INIT("theme"), read_path, AT(theme), 0},
    {S_INIT(""), S_INIT("indexes"), read_names, AT(indexes), 0},
    {S_INIT(""), S_INIT("exclude"), read_names, AT(exclude), 0},
    {S_INIT(""), S_INIT("drafts"), read_flag, AT(drafts), 0},
    {S_INIT(""), S_INIT("offline"), read_flag, AT(offline), 0},
    {S_INIT(""), S_INIT("safe"), read_flag, AT(safe), 0},
    {S_INIT(""), S_INIT("smart_quotes"), read_flag, AT(smart_quotes), 0},
    {S_INIT(""), S_INIT("inbox"), read_inbox, AT(inbox), 0},
    {S_INIT(""), S_INIT("folders"), read_folders, AT(folders), 0},
    {S_INIT(""), S_INIT("repo_url"), read_address, AT(repo_url), 0},
    {S_INIT(""), S_INIT("edit_url"), read_edit_url, AT(edit_url), 0},
    {S_INIT(""), S_INIT("nav"), read_nav, AT(nav), 0},
    {S_INIT(""), S_INIT("check"), read_check, AT(check), 0},
    {S_INIT(""), S_INIT("limits"), read_limits, AT(limits), 0},
    {S_INIT("limits"), S_INIT("note_bytes"), read_limit, AT(limits.note_bytes), 1 << 30},
    {S_INIT("limits"), S_INIT("nesting"), read_limit, AT(limits.nesting), 1000},
    {S_INIT("limits"), S_INIT("output_bytes"), read_limit, AT(limits.output_bytes), 1 << 30},
    {S_INIT("limits"), S_INIT("front_bytes"), read_limit, AT(limits.front_bytes), 16 << 20},
};

enum { KEYS = sizeof keys / sizeof *keys, NAMES_MAX = 1000, NAME_MAX_BYTES = 500 };

void config_defaults(struct config *out)
{
    *out = (struct config){
        .language = S("en"),
        .site_path = S("/"),
        .content_dir = S("."),
        .output_dir = S("site"),
        .theme = S("default"),
        .limits = {.note_bytes = 2 << 20,
                   .nesting = 100,
                   .output_bytes = 64 << 20,
                   .front_bytes = YAML_DEFAULT_BYTES},
    };
}

/* Reporting */

static struct place place_of(const struct reader *r, const struct value *v)
{
    return (struct place){r->path, v->line, v->col};
}

/* "title must be …", with the group before a key that has one. */
static void report_value(struct reader *r, const struct key *key, const struct value *v,
                         const char *wanted)
{
    r->errors++;
    diag_add(r->diags, DIAG_CONFIG_VALUE, place_of(r, v), "%.*s%s%.*s must be %s",
             STR_ARG(key->group), key->group.len ? "." : "", STR_ARG(key->name), wanted);
}

static void report_key(struct reader *r, str group, const struct value_field *field)
{
    str names[KEYS];
    size_t n = 0;
    for (size_t i = 0; i < KEYS; i++)
        if (str_eq(keys[i].group, group))
            names[n++] = keys[i].name;
    size_t best = nearest(field->key, names, n);
    struct place place = {r->path, field->line, field->col};
    str shown = str_until(field->key, 100);
    r->errors++;
    if (best == STR_NONE)
        diag_add(r->diags, DIAG_CONFIG_KEY, place, "unknown key \"%.*s\"", STR_ARG(shown));
    else
        diag_add(r->diags, DIAG_CONFIG_KEY, place, "unknown key \"%.*s\"; did you mean \"%.*s\"?",
                 STR_ARG(shown), STR_ARG(names[best]));
}

/* Values */

static bool is_scalar(const struct value *v)
{
    return v->kind == VALUE_BOOL || v->kind == VALUE_NUMBER || v->kind == VALUE_STRING;
}

static bool has_control(str s, bool lines)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c < 0x20 && !(lines && (c == '\n' || c == '\t'))) || c == 0x7F)
            return true;
    }
    return false;
}

bool config_is_line(str text)
{
    return text.len > 0 && text.len <= NAME_MAX_BYTES && !has_control(text, false);
}

static bool is_name(const struct value *v)
{
    return is_scalar(v) && config_is_line(value_text(v));
}

static void *target(struct reader *r, const struct key *key)
{
    return (char *)r->config + key->offset;
}

static void set_text(struct reader *r, const struct key *key, const struct value *v)
{
    *(str *)target(r, key) = value_text(v);
}

static void read_text(struct reader *r, const struct key *key, const struct value *v)
{
    if (is_scalar(v) && !has_control(value_text(v), true))
        set_text(r, key, v);
    else
        report_value(r, key, v, "text");
}

static void read_path(struct reader *r, const struct key *key, const struct value *v)
{
    if (is_name(v))
        set_text(r, key, v);
    else
        report_value(r, key, v, "a name or path");
}

bool config_is_language(str text)
{
    enum { LONGEST = 35 };
    bool fine = text.len >= 2 && text.len <= LONGEST && ascii_is_alpha(text.ptr[0]);
    for (size_t i = 0; fine && i < text.len; i++)
        fine = ascii_is_alnum(text.ptr[i]) || text.ptr[i] == '-';
    return fine;
}

static void read_language(struct reader *r, const struct key *key, const struct value *v)
{
    if (v->kind == VALUE_STRING && config_is_language(value_text(v)))
        set_text(r, key, v);
    else
        report_value(r, key, v, "a language tag such as \"en\" or \"pt-BR\"");
}

static void read_flag(struct reader *r, const struct key *key, const struct value *v)
{
    if (v->kind == VALUE_BOOL)
        *(bool *)target(r, key) = v->truth;
    else
        report_value(r, key, v, "true or false");
}

static void read_inbox(struct reader *r, const struct key *key, const struct value *v)
{
    str text = value_text(v);
    if (str_eq(text, S("show")) || str_eq(text, S("hide")))
        r->config->inbox = str_eq(text, S("hide")) ? CONFIG_INBOX_HIDE : CONFIG_INBOX_SHOW;
    else
        report_value(r, key, v, "\"show\" or \"hide\"");
}

static void read_limit(struct reader *r, const struct key *key, const struct value *v)
{
    long n = 0;
    if (v->kind == VALUE_NUMBER && str_to_long(v->text, &n) && n > 0 && (size_t)n <= key->most) {
        *(size_t *)target(r, key) = (size_t)n;
        return;
    }
    str wanted = arena_printf(r->arena, "a whole number from 1 to %zu", key->most);
    report_value(r, key, v, wanted.ptr);
}

static void read_names(struct reader *r, const struct key *key, const struct value *v)
{
    static const char wanted[] = "a list of names or patterns";
    struct config_names *names = target(r, key);
    size_t n = v->kind == VALUE_LIST ? v->items.n : 1;
    if (n > NAMES_MAX) {
        report_value(r, key, v, "a shorter list");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct value *one = v->kind == VALUE_LIST ? v->items.at[i] : v;
        if (is_name(one))
            vec_push(r->arena, names) = value_text(one);
        else
            report_value(r, key, one, wanted);
    }
}

/* Folders */

static bool climbs(str path)
{
    str part;
    while (str_cut(&path, '/', &part))
        if (str_eq(part, S("..")))
            return true;
    return false;
}

static bool clean_folder(str text, str *out)
{
    text = str_trim(text);
    while (str_starts(text, S("./")))
        text = str_from(text, 2);
    while (str_starts(text, S("/")))
        text = str_from(text, 1);
    while (str_ends(text, S("/")))
        text.len--;
    *out = str_eq(text, S(".")) ? S("") : text;
    return !climbs(*out) && !has_control(*out, false);
}

static void read_folder(struct reader *r, const struct key *key, const struct value_field *field)
{
    struct config_folder one;
    if (field->value->kind == VALUE_NULL)
        return;
    if (!clean_folder(field->key, &one.folder)) {
        struct value at = {.line = field->line, .col = field->col};
        report_value(r, key, &at, "given for folders of the content, by their paths below it");
    } else if (!is_name(field->value)) {
        report_value(r, key, field->value, "a note type for each folder");
    } else {
        one.type = value_text(field->value);
        vec_push(r->arena, &r->config->folders) = one;
    }
}

static void read_folders(struct reader *r, const struct key *key, const struct value *v)
{
    if (v->kind != VALUE_MAP || v->fields.n > NAMES_MAX) {
        report_value(r, key, v, "fields of the form \"folder: type\"");
        return;
    }
    for (size_t i = 0; i < v->fields.n; i++)
        read_folder(r, key, &v->fields.at[i]);
}

static bool is_below(str path, str folder)
{
    return folder.len == 0 ||
           (str_starts(path, folder) && path.len > folder.len && path.ptr[folder.len] == '/');
}

str config_type_of(const struct config *config, str note_path)
{
    const struct config_folder *best = NULL;
    for (size_t i = 0; i < config->folders.n; i++) {
        const struct config_folder *one = &config->folders.at[i];
        if (is_below(note_path, one->folder) && (!best || one->folder.len >= best->folder.len))
            best = one;
    }
    return best ? best->type : S("");
}

/* Addresses */

static size_t scheme_of(str address)
{
    static const str schemes[] = {S_INIT("https://"), S_INIT("http://")};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_eq_nocase(str_until(address, schemes[i].len), schemes[i]))
            return schemes[i].len;
    return 0;
}

static bool is_port(str s)
{
    long port;
    return s.len > 0 && ascii_is_digit(s.ptr[0]) && str_to_long(s, &port) && port > 0 &&
           port < 65536;
}

/* A host name, IPv4 or [IPv6] address, with or without a port. No user: it would be published. */
static bool is_host(str s)
{
    size_t colon = str_rfind_char(s, ':');
    bool bracketed = str_starts(s, S("["));
    size_t close = bracketed ? str_find_char(s, ']') : 0;
    if (bracketed && close == STR_NONE)
        return false;
    if (colon != STR_NONE && colon >= close) {
        if (!is_port(str_from(s, colon + 1)))
            return false;
        s = str_until(s, colon);
    }
    if (bracketed) {
        if (close + 1 != s.len || close < 3)
            return false;
        for (size_t i = 1; i < close; i++)
            if (ascii_hex(s.ptr[i]) < 0 && s.ptr[i] != ':' && s.ptr[i] != '.')
                return false;
        return true;
    }
    for (size_t i = 0; i < s.len; i++)
        if (!ascii_is_alnum(s.ptr[i]) && s.ptr[i] != '-' && s.ptr[i] != '.' && s.ptr[i] != '_')
            return false;
    return s.len > 0 && ascii_is_alnum(s.ptr[0]);
}

/* "", "/", "/a/b" or "/a/b/": no empty parts, none that lead elsewhere, nothing that begins a query
 * or could be taken for something else than a path. */
static bool is_site_path(str path)
{
    str part, rest = str_from(path, 1);
    if (has_control(path, false) || (path.len && path.ptr[0] != '/'))
        return false;
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '?' || path.ptr[i] == '#' || path.ptr[i] == '\\')
            return false;
    if (!rest.len)
        return true;
    if (str_ends(rest, S("/")))
        rest.len--;
    while (str_cut(&rest, '/', &part))
        if (part.len == 0 || str_eq(part, S(".")) || str_eq(part, S("..")))
            return false;
    return true;
}

/* Sets *out to the path with what needs it percent-encoded, once, and a slash at the end. It is
 * judged by what it means, not by how it is encoded. */
static bool clean_site_path(struct arena *a, str path, str *out)
{
    struct buf plain = {0}, encoded = {0};
    unescape_url(&plain, path);
    bool fine = is_site_path(buf_str(&plain));
    if (fine) {
        escape_url_path(&encoded, buf_str(&plain));
        if (!str_ends(buf_str(&encoded), S("/")))
            buf_add_char(&encoded, '/');
        *out = arena_dup(a, buf_str(&encoded));
    }
    buf_free(&plain);
    buf_free(&encoded);
    return fine;
}

static str lower_of(struct arena *a, str s)
{
    struct buf lower = {0};
    for (size_t i = 0; i < s.len; i++)
        buf_add_char(&lower, ascii_lower(s.ptr[i]));
    str out = arena_dup(a, buf_str(&lower));
    buf_free(&lower);
    return out;
}

bool config_set_site_url(struct config *config, struct arena *a, str value, struct place place,
                         struct diags *diags)
{
    value = str_trim(value);
    size_t scheme = scheme_of(value);
    size_t slash = str_find_char(str_from(value, scheme), '/');
    size_t path = slash == STR_NONE ? value.len : scheme + slash;
    bool bare = scheme == 0;
    str host = str_slice(value, scheme, path), clean;
    if (value.len == 0 || (bare ? path != 0 : !is_host(host)) ||
        !clean_site_path(a, str_from(value, path), &clean)) {
        diag_add(diags, DIAG_SITE_URL_VALUE, place,
                 "\"%.*s\" is neither an address (https://example.org/wiki/) nor a path (/wiki/)",
                 STR_ARG(str_until(value, 200)));
        return false;
    }
    config->site_path = clean;
    config->site_url =
        bare ? S("") : arena_join(a, lower_of(a, str_until(value, path)), clean, S(""));
    return true;
}

static void read_site_url(struct reader *r, const struct key *key, const struct value *v)
{
    if (!is_scalar(v))
        report_value(r, key, v, "an address");
    else if (!config_set_site_url(r->config, r->arena, value_text(v), place_of(r, v), r->diags))
        r->errors++;
}

/* Labels of letters, digits and inner hyphens, two or more. The last one has a letter: it is no IP
 * address. Names in other scripts are written with xn--, as in the DNS. */
static bool is_domain(str s)
{
    enum { LONGEST = 253, LONGEST_LABEL = 63 };
    str label, rest = s;
    size_t labels = 0;
    bool fine = s.len <= LONGEST && !str_ends(s, S(".")), has_letter = false;
    while (fine && str_cut(&rest, '.', &label)) {
        labels++;
        has_letter = false;
        fine = label.len > 0 && label.len <= LONGEST_LABEL && !str_starts(label, S("-")) &&
               !str_ends(label, S("-"));
        for (size_t i = 0; fine && i < label.len; i++) {
            has_letter |= ascii_is_alpha(label.ptr[i]);
            fine = ascii_is_alnum(label.ptr[i]) || label.ptr[i] == '-';
        }
    }
    return fine && labels > 1 && has_letter;
}

static void read_host(struct reader *r, const struct key *key, const struct value *v)
{
    if (v->kind == VALUE_STRING && is_domain(value_text(v)))
        *(str *)target(r, key) = lower_of(r->arena, value_text(v));
    else
        report_value(r, key, v, "a domain such as \"wiki.example.org\"");
}

bool config_is_web_address(str text)
{
    size_t scheme = scheme_of(text);
    str rest = str_from(text, scheme), host;
    if (scheme == 0 || !str_cut(&rest, '/', &host))
        return false;
    return is_host(host) && str_find_char(text, ' ') == STR_NONE && !has_control(text, false);
}

static void read_address(struct reader *r, const struct key *key, const struct value *v)
{
    if (config_is_web_address(value_text(v)))
        set_text(r, key, v);
    else
        report_value(r, key, v, "an address that begins with https:// or http://");
}

static void read_edit_url(struct reader *r, const struct key *key, const struct value *v)
{
    if (config_is_web_address(value_text(v)) && str_find(value_text(v), S("{path}")) != STR_NONE)
        set_text(r, key, v);
    else
        report_value(r, key, v, "an address with {path} where the path of a note goes");
}

static void read_nav(struct reader *r, const struct key *key, const struct value *v)
{
    struct nav *nav = target(r, key);
    nav->place.path = r->path;
    r->errors += nav_read(r->arena, v, DIAG_CONFIG_VALUE, r->diags, nav);
}

static void read_check(struct reader *r, const struct key *key, const struct value *v)
{
    if (v->kind == VALUE_MAP)
        *(const struct value **)target(r, key) = v;
    else
        report_value(r, key, v, "fields such as \"off: [image-alt]\"");
}

/* Maps of keys */

static void read_keys(struct reader *r, str group, const struct value *map)
{
    for (size_t f = 0; f < map->fields.n; f++) {
        const struct value_field *field = &map->fields.at[f];
        const struct key *found = NULL;
        for (size_t i = 0; i < KEYS && !found; i++)
            if (str_eq(keys[i].group, group) && str_eq(keys[i].name, field->key))
                found = &keys[i];
        if (!found)
            report_key(r, group, field);
        else if (field->value->kind != VALUE_NULL)
            found->read(r, found, field->value);
    }
}

static void read_limits(struct reader *r, const struct key *key, const struct value *v)
{
    if (v->kind == VALUE_MAP)
        read_keys(r, key->name, v);
    else
        report_value(r, key, v, "fields such as \"note_bytes: 1000000\"");
}

bool config_parse(struct arena *a, str path, str text, struct diags *diags, struct config *out)
{
    static const enum diag_code codes[YAML_PROBLEM_KINDS] = {
        DIAG_CONFIG_SYNTAX, DIAG_CONFIG_SYNTAX, DIAG_CONFIG_SYNTAX, DIAG_CONFIG_SYNTAX};
    struct reader r = {a, diags, path, out, 0};
    struct yaml_options options = {.max_bytes = CONFIG_MAX_BYTES};
    struct yaml_doc doc;
    config_defaults(out);
    yaml_parse(a, text, &options, &doc);
    yaml_report(&doc, codes, path, diags);
    r.errors = doc.problems.n;
    if (doc.root && doc.root->kind == VALUE_MAP) {
        read_keys(&r, S(""), doc.root);
    } else if (doc.root && doc.root->kind != VALUE_NULL) {
        diag_add(diags, DIAG_CONFIG_SYNTAX, place_of(&r, doc.root),
                 "the configuration must be fields (key: value)");
        r.errors++;
    }
    return r.errors == 0;
}
