#include "markdown/offsets.h"

#include <md4c.h>
#include <string.h>

#include "base/ascii.h"

enum { LINES = 3, TASK_MARK = 3, MOST_BLANKS = 16 };

static bool is_bad(size_t offset)
{
    return (offset & 0xff) == MD_BLOCK_LI;
}

/* How many bad offsets there are up to this one; from -1 on, which wraps around. */
static size_t bad_until(size_t offset)
{
    return (offset + 1 + 0xff - MD_BLOCK_LI) >> 8;
}

static size_t skip_blanks(str text, size_t at)
{
    while (at < text.len && (ascii_is_blank(text.ptr[at]) || text.ptr[at] == '>'))
        at++;
    return at;
}

/* Whether md4c may remember the line by an offset that misleads it: of its text behind indentation,
 * list markers, hash signs or a task mark, or of its end. */
static bool misleads(str text, size_t from, size_t to)
{
    if (bad_until(to) == bad_until(from - 1))
        return false;
    str line = str_until(text, to);
    size_t at = skip_blanks(line, from), marker;
    bool bad = is_bad(to) || is_bad(from + str_trim_right(str_from(line, from)).len) || is_bad(at);
    do {
        struct line rest = line_of(str_from(line, at), 0);
        marker = line_marker(&rest).length;
        at = skip_blanks(line, at + marker);
        bad = bad || is_bad(at);
    } while (marker);
    size_t behind = at;
    while (behind < line.len && line.ptr[behind] == '#')
        behind++;
    bad = bad || is_bad(skip_blanks(line, behind));
    if (at + TASK_MARK < line.len && line.ptr[at] == '[' && line.ptr[at + TASK_MARK - 1] == ']')
        bad = bad || is_bad(skip_blanks(line, at + TASK_MARK));
    return bad;
}

static bool any_misleads(const struct rewriter *w)
{
    str text = buf_str(&w->text);
    size_t end = text.len;
    for (int i = 0; i < LINES && end > w->block_at; i++) {
        const char *before = memrchr(text.ptr, '\n', end - 1);
        size_t from = before ? (size_t)(before - text.ptr) + 1 : 0;
        if (misleads(text, from, end - 1))
            return true;
        end = from;
    }
    return false;
}

static void insert_blank(struct rewriter *w, size_t at)
{
    struct lines *out = w->out;
    buf_add_char(&w->text, '\n');
    memmove(w->text.ptr + at + 1, w->text.ptr + at, w->text.len - at - 1);
    w->text.ptr[at] = ' ';
    w->block_at++;
    for (size_t i = out->origins.n; i > 0 && out->origins.at[i - 1].out > at; i--)
        out->origins.at[i - 1].out++;
    for (size_t i = out->marks.n; i > 0 && out->marks.at[i - 1].out > at; i--)
        out->marks.at[i - 1].out++;
}

void offsets_mend(struct rewriter *w)
{
    for (int i = 0; i < MOST_BLANKS && w->block_at > 0 && any_misleads(w); i++)
        insert_blank(w, w->block_at - 1);
}
