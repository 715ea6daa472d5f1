/* Text that was once read in the wrong encoding, and which one that was. */
#include "base/utf8.h"
#include "check/encodings.h"
#include "check/rules.h"
#include "check/shape.h"

/* Prose and code: in code, signs may be the matter of which a note speaks. */

struct kinds_of_text {
    struct passages prose, code;
};

static void add_passage(struct rule_job *job, struct passages *to, str text)
{
    if (utf8_ascii(text) < text.len)
        vec_push(job->scratch, &to->list) = text;
}

static void split_paragraph(struct rule_job *job, str text, struct kinds_of_text *out)
{
    size_t done = 0, end;
    if (utf8_ascii(text) == text.len)
        return;
    for (size_t at = 0, n; at < text.len; at += n ? n : 1) {
        n = shape_run(text, at, '`');
        if (n == 0 || (end = shape_code_end(text, at)) == STR_NONE)
            continue;
        add_passage(job, &out->prose, str_slice(text, done, at));
        add_passage(job, &out->code, str_slice(text, at, end));
        n = end - at;
        done = end;
    }
    add_passage(job, &out->prose, str_from(text, done));
}

/* Whether elements of HTML hold what is not prose. */
static bool has_code_elements(str text)
{
    static const str names[] = {S_INIT("code"), S_INIT("pre"),    S_INIT("kbd"),
                                S_INIT("samp"), S_INIT("script"), S_INIT("textarea"),
                                S_INIT("tt"),   S_INIT("var"),    S_INIT("style")};
    for (size_t at; (at = str_find_char(text, '<')) != STR_NONE;) {
        text = str_from(text, at + 1);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (str_eq_nocase(str_until(text, names[i].len), names[i]))
                return true;
    }
    return false;
}

static bool is_code(const struct source_block *block)
{
    return block->kind == SOURCE_CODE ||
           (block->kind == SOURCE_HTML && has_code_elements(block->text));
}

static bool *code_lines(struct rule_job *job)
{
    const struct source_tree *source = job->source;
    bool *lines = arena_array(job->scratch, bool, source->lines.n + 1);
    for (size_t i = 0; i < source->blocks.n; i++) {
        const struct source_block *block = &source->blocks.at[i];
        for (uint32_t line = block->line; line <= block->last && is_code(block); line++)
            if (line <= source->lines.n)
                lines[line] = true;
    }
    return lines;
}

/* A span of code ends with its paragraph. */
static void split(struct rule_job *job, struct kinds_of_text *out)
{
    const bool *code = code_lines(job);
    str paragraph = S("");
    for (uint32_t i = 1; i <= job->source->lines.n; i++) {
        str line = source_line(job->source, i);
        line = str_from(line, str_starts(line, S("\xEF\xBB\xBF")) ? 3 : 0);
        if (!code[i] && str_trim(line).len) {
            const char *from = paragraph.len ? paragraph.ptr : line.ptr;
            paragraph = (str){from, (size_t)(line.ptr + line.len - from)};
            continue;
        }
        split_paragraph(job, paragraph, out);
        paragraph = S("");
        if (code[i])
            add_passage(job, &out->code, line);
    }
    split_paragraph(job, paragraph, out);
}

/* How sure it is */

/* Few enough runs that stay as they are may be text that was written later. In Windows-1252 a text
 * is often pasted into another one that is fine: a run that is likely is enough. */
enum { LEAST_PERCENT = 80, LEAST_IN_CODE = 10 };

static bool is_suspect(const struct rule_job *job, const struct encoding_guess *guess)
{
    return guess->encoding && (guess->encoding == &job->encodings->at[ENCODING_WINDOWS] ||
                               guess->back * 100 >= guess->runs * LEAST_PERCENT);
}

/* Drawings and comments, not an example of such signs. */
static bool is_suspect_code(const struct rule_job *job, const struct encoding_guess *guess)
{
    return is_suspect(job, guess) && guess->sure >= LEAST_IN_CODE &&
           guess->distinct == ENCODING_DISTINCT;
}

/* Where a tick stands alone in its line, or an element is in a paragraph, it is not certain what is
 * code. */
static bool is_code_known(struct rule_job *job)
{
    const bool *code = code_lines(job);
    for (uint32_t i = 1; i <= job->source->lines.n; i++) {
        str line = source_line(job->source, i);
        size_t runs = 0;
        for (size_t at = 0, n; at < line.len; at += n ? n : 1)
            runs += (n = shape_run(line, at, '`')) > 0;
        if (!code[i] && (runs % 2 == 1 || has_code_elements(line)))
            return false;
    }
    return true;
}

/* Every run comes back, and what could be something else stands beside enough that cannot: with
 * few, a note may speak of such signs. A text without blocks is one that was too deep to tell its
 * code. */
static bool is_certain(struct rule_job *job, const struct encoding_guess *guess)
{
    return guess->back == guess->runs && job->source->blocks.n &&
           guess->distinct == ENCODING_DISTINCT && is_code_known(job);
}

static struct spot spot_of(const struct rule_job *job, str part)
{
    for (uint32_t i = 1; i <= job->source->lines.n; i++) {
        str line = source_line(job->source, i);
        if (part.ptr >= line.ptr && part.ptr < line.ptr + line.len)
            return (struct spot){i, (uint32_t)(part.ptr - line.ptr) + 1};
    }
    return (struct spot){1, 1};
}

static void report(struct rule_job *job, const struct encoding_guess *guess, const char *why_not)
{
    enum { SHOWN = 60 };
    str first = utf8_until(guess->first, SHOWN), meant = utf8_until(guess->meant, SHOWN);
    rule_report(job, DIAG_ENCODING_SUSPECT, spot_of(job, guess->first),
                "this was read as %.*s once: \"%.*s\" is \"%.*s\" (%zu of %zu runs of such "
                "signs%s%s)",
                STR_ARG(guess->encoding->name), STR_ARG(first), STR_ARG(meant), guess->back,
                guess->runs, why_not, *why_not ? ", so --fix leaves it alone" : "");
}

static void mend(struct rule_job *job, const struct encoding_guess *guess,
                 const struct passages *passages)
{
    str text = job->source->text;
    struct buf restored = {.arena = job->scratch};
    struct spot spot = spot_of(job, guess->first);
    encodings_restore(guess->encoding, text, passages, &restored);
    edits_add(job->edits, (struct edit){0, text.len, buf_str(&restored), DIAG_ENCODING_SUSPECT,
                                        spot.line, spot.col});
}

static void check(struct rule_job *job)
{
    struct kinds_of_text kinds = {0};
    struct encoding_guess prose, code;
    if (utf8_ascii(job->source->text) == job->source->text.len)
        return;
    split(job, &kinds);
    encodings_guess(job->scratch, job->encodings, &kinds.prose, &prose);
    encodings_guess(job->scratch, job->encodings, &kinds.code, &code);
    bool in_code = is_suspect_code(job, &code);
    if (!is_suspect(job, &prose)) {
        if (in_code)
            report(job, &code,
                   code.back < code.runs ? "; not all of them" : ", all of them in code");
        return;
    }
    bool certain = is_certain(job, &prose) && !in_code;
    const char *why_not = prose.back < prose.runs              ? "; not all of them"
                          : in_code                            ? ", and others in code"
                          : prose.distinct < ENCODING_DISTINCT ? "; too few to be sure"
                                                               : "; code may be among them";
    report(job, &prose, certain ? "" : why_not);
    if (certain)
        mend(job, &prose, &kinds.prose);
}

const struct rule rule_encoding = {"encoding", check};
