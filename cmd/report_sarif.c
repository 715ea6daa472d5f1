#include "report_sarif.h"

#include "base/diag_explain.h"
#include "base/escape.h"
#include "data/json.h"

struct sarif {
    struct arena kept, scratch; /* scratch: of one rule or result */
    const struct report_context *c;
    const struct finding **results;
    size_t n, all;
    long rules[DIAG_CODE_COUNT]; /* the index of a code's rule */
    enum diag_code codes[DIAG_CODE_COUNT];
    long rule_count;
    struct buf *out;
};

/* {"text": …}, which the whole format is full of. */
static const struct value *plain(struct arena *a, str text)
{
    struct value *v = value_map(a);
    value_set(a, v, S("text"), value_string(a, text));
    return v;
}

static const struct value *message(struct arena *a, str text)
{
    struct buf out = {.arena = a};
    bool link = str_find(text, S("](")) != STR_NONE;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (link && (c == '[' || c == ']'))
            buf_add_char(&out, '\\');
        if (c == '{' || c == '}')
            buf_add_char(&out, c);
        buf_add_char(&out, c);
    }
    return plain(a, buf_kept(&out));
}

/* Rules */

static void find_rules(struct sarif *s)
{
    bool occurs[DIAG_CODE_COUNT] = {false};
    for (size_t i = 0; i < s->n; i++)
        occurs[s->results[i]->diag.code] = true;
    for (int code = 0; code < DIAG_CODE_COUNT; code++)
        if (occurs[code]) {
            s->rules[code] = s->rule_count;
            s->codes[s->rule_count++] = (enum diag_code)code;
        }
}

static const struct value *rule_of(struct arena *a, enum diag_code code)
{
    struct value *rule = value_map(a), *configuration = value_map(a);
    value_set(a, configuration, S("level"), value_string(a, diag_level_name(diag_level(code))));
    value_set(a, rule, S("id"), value_string(a, diag_name(code)));
    value_set(a, rule, S("shortDescription"), plain(a, diag_meaning(code)));
    value_set(a, rule, S("fullDescription"), plain(a, diag_explanation(code)));
    value_set(a, rule, S("help"), plain(a, diag_explanation(code)));
    value_set(a, rule, S("defaultConfiguration"), configuration);
    return rule;
}

static void add_tool(struct sarif *s)
{
    buf_add_lit(s->out, "{\"tool\":{\"driver\":{\"name\":\"kbsite\",\"version\":");
    json_string(s->out, S(KBSITE_VERSION));
    buf_add_lit(s->out, ",\"rules\":[");
    for (long i = 0; i < s->rule_count; i++) {
        buf_add(s->out, i ? S(",\n") : S("\n"));
        json_value(s->out, rule_of(&s->scratch, s->codes[i]));
        arena_reset(&s->scratch);
    }
    buf_add_lit(s->out, "\n]}}");
}

/* Results */

/* A path as a reference of RFC 3986. A colon in its first segment would end a scheme. */
static str uri_of(struct arena *a, str path)
{
    struct buf out = {.arena = a}, encoded = {.arena = a};
    bool first = true;
    if (str_starts(path, S("/")))
        buf_add_lit(&out, "file://");
    escape_url_path(&encoded, path);
    for (size_t i = 0; i < encoded.len; i++) {
        first = first && encoded.ptr[i] != '/';
        if (first && encoded.ptr[i] == ':')
            buf_add_lit(&out, "%3A");
        else
            buf_add_char(&out, encoded.ptr[i]);
    }
    return buf_kept(&out);
}

static const struct value *region_of(const struct sarif *s, struct arena *a,
                                     const struct place *place)
{
    struct value *region = value_map(a);
    uint32_t col = report_column(s->c, place);
    value_set(a, region, S("startLine"), value_number(a, place->line));
    if (col)
        value_set(a, region, S("startColumn"), value_number(a, col));
    return region;
}

static const struct value *locations_of(const struct sarif *s, struct arena *a,
                                        const struct place *place)
{
    str path = place->path.len ? place->path : s->c->home.len ? s->c->home : S(".");
    struct value *artifact = value_map(a), *physical = value_map(a), *location = value_map(a);
    struct value *list = value_list(a);
    value_set(a, artifact, S("uri"), value_string(a, uri_of(a, path)));
    if (!str_starts(path, S("/")))
        value_set(a, artifact, S("uriBaseId"), value_string(a, S("%SRCROOT%")));
    value_set(a, physical, S("artifactLocation"), artifact);
    if (place->path.len && place->line)
        value_set(a, physical, S("region"), region_of(s, a, place));
    value_set(a, location, S("physicalLocation"), physical);
    value_add(a, list, location);
    return list;
}

static const struct value *fingerprints_of(struct arena *a, struct hash fingerprint)
{
    char hex[HASH_HEX + 1];
    struct value *v = value_map(a);
    hash_hex(fingerprint, hex);
    value_set(a, v, S("kbsite/v1"), value_string(a, arena_dup(a, str_of(hex))));
    return v;
}

static const struct value *result_of(struct sarif *s, const struct finding *f)
{
    struct arena *a = &s->scratch;
    struct value *v = value_map(a);
    value_set(a, v, S("ruleId"), value_string(a, diag_name(f->diag.code)));
    value_set(a, v, S("ruleIndex"), value_number(a, s->rules[f->diag.code]));
    value_set(a, v, S("level"), value_string(a, diag_level_name(f->diag.level)));
    value_set(a, v, S("message"), message(a, f->diag.message));
    value_set(a, v, S("locations"), locations_of(s, a, &f->diag.place));
    value_set(a, v, S("partialFingerprints"), fingerprints_of(a, f->fingerprint));
    if (s->c->baseline)
        value_set(a, v, S("baselineState"), value_string(a, f->known ? S("unchanged") : S("new")));
    if (f->mendable) {
        struct value *properties = value_map(a);
        value_set(a, properties, S("mendable"), value_bool(true));
        value_set(a, v, S("properties"), properties);
    }
    return v;
}

static void add_results(struct sarif *s)
{
    buf_add_lit(s->out, "\"results\":[");
    for (size_t i = 0; i < s->n; i++) {
        buf_add(s->out, i ? S(",\n") : S("\n"));
        json_value(s->out, result_of(s, s->results[i]));
        arena_reset(&s->scratch);
    }
    buf_add_lit(s->out, "\n]");
}

static void add_invocation(struct sarif *s)
{
    buf_add_lit(s->out, "\"invocations\":[{\"executionSuccessful\":true");
    if (s->n < s->all)
        buf_addf(s->out,
                 ",\"toolExecutionNotifications\":[{\"level\":\"warning\",\"message\":{\"text\":"
                 "\"%zu findings, of which the %zu worst are here\"}}]",
                 s->all, s->n);
    buf_add_lit(s->out, "}],\n");
}

void report_sarif(const struct findings *f, const struct report_context *c, struct buf *out)
{
    struct sarif s = {.c = c, .out = out, .all = f->list.n};
    s.n = s.all < SARIF_MOST_RESULTS ? s.all : SARIF_MOST_RESULTS;
    s.results = report_worst_first(&s.kept, f);
    find_rules(&s);
    buf_add_lit(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                     "\"version\":\"2.1.0\",\"runs\":[\n");
    add_tool(&s);
    buf_add_lit(out, ",\n\"columnKind\":\"utf16CodeUnits\",\n");
    add_invocation(&s);
    add_results(&s);
    buf_add_lit(out, "}]}\n");
    arena_free(&s.kept);
    arena_free(&s.scratch);
}
