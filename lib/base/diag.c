#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/nearest.h"
#include "base/utf8.h"

struct code_info {
    str name;
    enum diag_level level;
    str meaning;
};

static const struct code_info codes[] = {
#define X(id, name, level, meaning) {S_INIT(name), DIAG_##level, S_INIT(meaning)},
    DIAG_CODES(X)
#undef X
};

str diag_name(enum diag_code code)
{
    return codes[code].name;
}

enum diag_level diag_level(enum diag_code code)
{
    return codes[code].level;
}

str diag_meaning(enum diag_code code)
{
    return codes[code].meaning;
}

str diag_level_name(enum diag_level level)
{
    static const str names[] = {S_INIT("note"), S_INIT("warning"), S_INIT("error")};
    return names[level];
}

bool diag_find(str name, enum diag_code *code)
{
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        if (str_eq(codes[i].name, name)) {
            *code = (enum diag_code)i;
            return true;
        }
    return false;
}

bool diag_find_level(str name, enum diag_level *level)
{
    for (int i = DIAG_NOTE; i <= DIAG_ERROR; i++)
        if (str_eq(diag_level_name((enum diag_level)i), name)) {
            *level = (enum diag_level)i;
            return true;
        }
    return false;
}

void diag_add_unknown(struct diags *d, enum diag_code code, struct place place, str name)
{
    str names[DIAG_CODE_COUNT];
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        names[i] = codes[i].name;
    size_t near = nearest(name, names, DIAG_CODE_COUNT);
    str hint = near == STR_NONE ? S("") : names[near];
    diag_add(d, code, place, "no complaint is called \"%.*s\"%s%.*s%s",
             STR_ARG(str_until(name, 100)), hint.len ? "; did you mean \"" : "", STR_ARG(hint),
             hint.len ? "\"?" : "");
}

static bool is_control(int32_t c)
{
    return (c >= 0 && c < 0x20) || (c >= 0x7F && c < 0xA0);
}

/* What a complaint quotes may hold anything: it must neither break the line that the complaint is
 * nor reach a terminal as commands, and it may be cut within a character. */
static str one_line(struct arena *a, str text)
{
    struct buf out = {0};
    bool gap = false;
    for (size_t i = 0, len; i < text.len; i += len) {
        int32_t c = utf8_at(text, i, &len);
        if (is_control(c) || (gap && c == ' ')) {
            gap = true;
            continue;
        }
        if (gap)
            buf_add_char(&out, ' ');
        gap = false;
        buf_add(&out, c == UTF8_INVALID ? S("\xEF\xBF\xBD") : str_slice(text, i, i + len));
    }
    str line = arena_dup(a, buf_str(&out));
    buf_free(&out);
    return line;
}

void diag_add(struct diags *d, enum diag_code code, struct place place, const char *format, ...)
{
    struct buf message = {0};
    va_list args;
    va_start(args, format);
    buf_addv(&message, format, args);
    va_end(args);
    place.path = one_line(d->arena, place.path);
    vec_push(d->arena, &d->list) =
        (struct diag){code, diag_level(code), place, one_line(d->arena, buf_str(&message))};
    buf_free(&message);
}

void diag_append(struct diags *to, const struct diags *from)
{
    diag_append_below(to, from, S("."));
}

void diag_append_below(struct diags *to, const struct diags *from, str folder)
{
    bool here = str_eq(folder, S("."));
    for (size_t i = 0; i < from->list.n; i++) {
        struct diag one = from->list.at[i];
        str path = one.place.path;
        one.place.path = here || path.len == 0 ? arena_dup(to->arena, path)
                                               : arena_join(to->arena, folder, S("/"), path);
        one.message = arena_dup(to->arena, one.message);
        vec_push(to->arena, &to->list) = one;
    }
}

static int compare(const void *left, const void *right)
{
    const struct diag *a = left, *b = right;
    int order = str_cmp(a->place.path, b->place.path);
    if (order == 0)
        order = (a->place.line > b->place.line) - (a->place.line < b->place.line);
    if (order == 0)
        order = (a->place.col > b->place.col) - (a->place.col < b->place.col);
    if (order == 0)
        order = (a->code > b->code) - (a->code < b->code);
    return order ? order : str_cmp(a->message, b->message);
}

void diag_sort(struct diags *d)
{
    size_t kept = 0;
    if (d->list.n)
        qsort(d->list.at, d->list.n, sizeof *d->list.at, compare);
    for (size_t i = 0; i < d->list.n; i++)
        if (kept == 0 || compare(&d->list.at[kept - 1], &d->list.at[i]) != 0)
            d->list.at[kept++] = d->list.at[i];
    d->list.n = kept;
}

size_t diag_count(const struct diags *d, enum diag_level level)
{
    size_t n = 0;
    for (size_t i = 0; i < d->list.n; i++)
        n += d->list.at[i].level >= level;
    return n;
}
