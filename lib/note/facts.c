#include "note/facts.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum {
    DESCRIPTION_LENGTH = 200,
    TITLE_LENGTH = 300,
    WORDS_PER_MINUTE = 200,
    WORDS_PER_CODE_LINE = 10
};

/* Text on one line */

/* The length of the longest part with at most `longest` code points, cut after a word. */
static size_t cut_at_word(str s, size_t longest)
{
    size_t at = 0, word = 0, len;
    for (size_t n = 0; at < s.len && n < longest; n++, at += len) {
        int32_t c = utf8_at(s, at, &len);
        if (c == ' ')
            word = at;
    }
    if (at == s.len)
        return at;
    return word ? word : at;
}

static size_t without_stop(str s, size_t len)
{
    while (len && (s.ptr[len - 1] == ',' || s.ptr[len - 1] == ';' || s.ptr[len - 1] == ':' ||
                   s.ptr[len - 1] == '.' || s.ptr[len - 1] == ' '))
        len--;
    return len;
}

/* Whether ASCII text has nothing but single blanks between its words. */
static bool is_line(str text)
{
    bool line = true;
    for (size_t i = 0; i < text.len && line; i++) {
        signed char c = (signed char)text.ptr[i];
        line = c > ' ' || (c == ' ' && i > 0 && text.ptr[i - 1] != ' ');
    }
    return line && (text.len == 0 || text.ptr[text.len - 1] != ' ');
}

str facts_line(struct arena *a, str text, size_t longest)
{
    if ((longest == 0 || text.len <= longest) && is_line(text))
        return arena_dup(a, text);
    struct buf line = {0};
    bool blank = true;
    size_t taken = 0; /* one more than can be kept, and a blank behind it, tell that a cut is due */
    for (size_t at = 0, len; at < text.len && (!longest || taken < longest + 2); at += len) {
        bool space = utf8_is_space(utf8_at(text, at, &len));
        if (!space)
            buf_add(&line, str_slice(text, at, at + len));
        else if (!blank)
            buf_add_char(&line, ' ');
        taken += !(space && blank);
        blank = space;
    }
    str whole = str_trim(buf_str(&line));
    size_t cut = longest ? cut_at_word(whole, longest) : whole.len;
    str out = cut == whole.len
                  ? arena_dup(a, whole)
                  : arena_join(a, str_until(whole, without_stop(whole, cut)), S("\u2026"), S(""));
    buf_free(&line);
    return out;
}

/* Title */

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* A file or folder name made readable. One with blanks is a title already, and capitals are meant:
 * "iOS-basics" is "iOS basics". */
static str readable(struct arena *a, str name)
{
    struct buf title = {0};
    bool made = str_find_char(name, ' ') == STR_NONE, lower = true;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        lower = lower && ascii_lower(c) == c;
        buf_add_char(&title, made && (c == '-' || c == '_') ? ' ' : c);
    }
    str trimmed = str_trim(buf_str(&title));
    str out = facts_line(a, trimmed.len ? trimmed : name, TITLE_LENGTH);
    buf_free(&title);
    if (out.len == 0)
        return S("Untitled");
    return lower ? arena_printf(a, "%c%.*s", upper(out.ptr[0]), STR_ARG(str_from(out, 1))) : out;
}

static str file_title(struct arena *a, str path)
{
    str name = note_stem(path);
    if (!str_eq_nocase(name, S("index")) && !str_eq_nocase(name, S("readme")) &&
        !str_eq(name, S("_index")))
        return readable(a, name);
    size_t slash = str_rfind_char(path, '/');
    if (slash == STR_NONE)
        return S("Home");
    str folder = str_until(path, slash);
    size_t above = str_rfind_char(folder, '/');
    return readable(a, above == STR_NONE ? folder : str_from(folder, above + 1));
}

/* A scalar's text, or a list's texts with commas between: [Pattern Name] is a list for YAML. */
static str joined(struct arena *a, const struct value *v, size_t longest)
{
    struct buf text = {0};
    struct value_texts texts = value_texts(a, v);
    for (size_t i = 0; i < texts.n; i++) {
        buf_add(&text, i ? S(", ") : S(""));
        buf_add(&text, value_text(texts.at[i]));
    }
    str out = facts_line(a, buf_str(&text), longest);
    buf_free(&text);
    return out;
}

str facts_title(struct arena *keep, const struct type_def *type, const struct value *front,
                str heading, str path)
{
    str title = joined(keep, facts_field(type, front, S("title")), TITLE_LENGTH);
    if (title.len == 0)
        title = facts_line(keep, heading, TITLE_LENGTH);
    return title.len ? title : file_title(keep, path);
}

static str first_heading(const struct body *body)
{
    for (size_t i = 0; i < body->headings.n; i++)
        if (body->headings.at[i].is_title)
            return body->headings.at[i].text;
    for (size_t i = 0; i < body->headings.n; i++)
        if (body->headings.at[i].level == 1 && body->headings.at[i].is_section)
            return body->headings.at[i].text;
    return S("");
}

static void read_titles(struct facts_job *job)
{
    const struct body *body = job->body;
    job->titles = arena_array(job->scratch, struct section_title, body->sections.n);
    for (size_t i = 0; i < body->sections.n; i++)
        job->titles[i] = schema_title(job->scratch, job->schema,
                                      body->headings.at[body->sections.at[i].heading].text);
}

/* Type */

static bool is_placeholder(str word)
{
    return str_find_char(word, '|') != STR_NONE || str_starts(word, S("<")) ||
           str_starts(word, S("["));
}

static str type_of_front(struct facts_job *job)
{
    const struct value *v = facts_field(job->schema->base, job->front, S("type"));
    struct value_texts texts = value_texts(job->scratch, v);
    str word = texts.n ? value_text(texts.at[0]) : S("");
    if (word.len == 0 || !is_placeholder(word))
        return word;
    diag_add(job->diags, DIAG_FIELD_VALUE, (struct place){job->path, v->line, v->col},
             "type: \"%.*s\" is no type of note", STR_ARG(word));
    return S("");
}

/* Marks the part of a type's shape that a section is. */
static void mark_kind(const struct type_def *type, const struct section_title *title, bool *found)
{
    const struct section_def *def = schema_section_titled(type, title);
    unsigned level = title->level;
    for (size_t i = 0; def && i < type->shape.n; i++) {
        str wanted = type->shape.at[i];
        bool same = level ? wanted.len == 7 && str_starts(wanted, S("level-")) &&
                                wanted.ptr[6] == (char)('0' + level)
                          : str_eq(def->kind, wanted);
        found[i] = found[i] || same;
    }
}

static bool has_shape(const struct facts_job *job, const struct type_def *type)
{
    if (type->shape.n == 0 || job->body->sections.n < type->shape_least)
        return false;
    bool *found = arena_array(job->scratch, bool, type->shape.n);
    for (size_t i = 0; i < job->body->sections.n; i++)
        mark_kind(type, &job->titles[i], found);
    size_t n = 0;
    for (size_t i = 0; i < type->shape.n; i++)
        n += found[i];
    return n >= type->shape_least;
}

static const struct type_def *type_of_shape(const struct facts_job *job)
{
    for (size_t i = 0; i < job->schema->types.n; i++)
        if (has_shape(job, &job->schema->types.at[i]))
            return &job->schema->types.at[i];
    return NULL;
}

static void read_type(struct facts_job *job)
{
    str word = type_of_front(job);
    if (word.len == 0)
        word = job->folder_type;
    if (word.len == 0) {
        const struct type_def *shape = type_of_shape(job);
        job->type = shape ? shape : job->schema->base;
        job->out->type = job->type->name;
        return;
    }
    job->type = schema_type(job->schema, word);
    str own = schema_has_type(job->schema, word) ? S("") : facts_line(job->keep, word, 0);
    job->out->type = own.len ? own : job->type->name;
}

/* Sections */

static void read_sections(struct facts_job *job)
{
    size_t n = job->body->sections.n;
    job->kinds = arena_array(job->scratch, const struct section_def *, n);
    for (size_t i = 0; i < n; i++) {
        str text = job->body->headings.at[job->body->sections.at[i].heading].text;
        const struct section_def *def = schema_section_titled(job->type, &job->titles[i]);
        unsigned minutes;
        str title = schema_title_minutes(text, &minutes);
        job->kinds[i] = def;
        vec_push(job->keep, &job->out->sections) = (struct section_fact){
            .kind = def ? def->kind : S("plain"),
            .level = (uint8_t)(def && str_eq(def->kind, S("level")) ? job->titles[i].level : 0),
            .minutes = (uint16_t)(minutes < UINT16_MAX ? minutes : UINT16_MAX),
            .title = facts_line(job->keep, title.len ? title : text, 0),
        };
    }
}

static uint32_t reading_minutes(uint64_t words, uint64_t code_lines)
{
    words += code_lines * WORDS_PER_CODE_LINE;
    uint64_t minutes = (words + WORDS_PER_MINUTE - 1) / WORDS_PER_MINUTE;
    return minutes ? (uint32_t)minutes : 1;
}

/* A level whose title does not say its minutes gets them from the words in it. */
static void count_level_minutes(struct facts_job *job)
{
    const struct body *body = job->body;
    for (size_t i = 0; i < body->sections.n; i++) {
        struct section_fact *fact = &job->out->sections.at[i];
        uint8_t depth = body->headings.at[body->sections.at[i].heading].level;
        uint64_t words = body->sections.at[i].words, code = body->sections.at[i].code_lines;
        if (fact->level == 0 || fact->minutes)
            continue;
        for (size_t k = i + 1; k < body->sections.n && !job->out->sections.at[k].level; k++) {
            if (body->headings.at[body->sections.at[k].heading].level <= depth)
                break;
            words += body->sections.at[k].words;
            code += body->sections.at[k].code_lines;
        }
        uint32_t minutes = reading_minutes(words, code);
        fact->minutes = (uint16_t)(minutes < UINT16_MAX ? minutes : UINT16_MAX);
    }
}

/* Description */

static str block_text(const struct facts_job *job, const struct block *b)
{
    return str_trim(str_slice(job->outline->plain, b->text.from, b->text.to));
}

/* What a bold label at the beginning of a block is for ("**One-line summary**: …"), and the text
 * behind it; NULL and the whole text where there is none. */
static const struct section_def *label_of(const struct facts_job *job, const struct block *b,
                                          str *rest)
{
    str label = str_trim(str_slice(job->outline->plain, b->strong.from, b->strong.to));
    *rest = block_text(job, b);
    if (label.len == 0 || !str_starts(*rest, label))
        return NULL;
    str behind = str_trim(str_from(*rest, label.len));
    bool colon = str_ends(label, S(":")) || str_starts(behind, S(":"));
    const struct section_def *def = colon ? schema_section(job->schema, job->type, label) : NULL;
    if (def)
        *rest = str_trim(str_starts(behind, S(":")) ? str_from(behind, 1) : behind);
    return def;
}

static bool is_tldr(const struct section_def *def)
{
    return def && str_eq(def->kind, S("tldr"));
}

static str description_of_text(const struct facts_job *job)
{
    str first = S("");
    for (size_t i = 0; i < job->outline->blocks.n; i++) {
        const struct block *b = &job->outline->blocks.at[i];
        str text;
        if (b->kind != BLOCK_PARAGRAPH)
            continue;
        const struct section_def *label = label_of(job, b, &text);
        bool tldr = b->section != OUTLINE_NONE && is_tldr(job->kinds[b->section]);
        if (text.len && (tldr || is_tldr(label)))
            return text;
        if (first.len == 0 && !b->in_container && b->item == OUTLINE_NONE && !label)
            first = text;
    }
    return first;
}

static str description(const struct facts_job *job)
{
    const struct value *v = facts_field(job->type, job->front, S("description"));
    str said = joined(job->keep, v, DESCRIPTION_LENGTH);
    return said.len ? said : facts_line(job->keep, description_of_text(job), DESCRIPTION_LENGTH);
}

void facts_read(struct facts_job *job, struct facts *out)
{
    *out = (struct facts){.front = job->front, .importance = -1, .banner = FACTS_NO_BANNER};
    job->out = out;
    job->aliases = (struct map){0};
    read_titles(job);
    read_type(job);
    read_sections(job);
    count_level_minutes(job);
    out->title = facts_title(job->keep, job->type, job->front, first_heading(job->body), job->path);
    facts_read_fields(job);
    facts_read_banner(job);
    out->description = description(job);
    if (out->minutes == 0)
        out->minutes = reading_minutes(job->body->words, job->body->code_lines);
    facts_read_references(job);
}
