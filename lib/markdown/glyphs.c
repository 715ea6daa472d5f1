#include "markdown/glyphs.h"

#include "base/nearest.h"
#include "theme/web.h"

static str line_around(str table, size_t at)
{
    size_t before = str_rfind_char(str_until(table, at), '\n');
    str line = str_from(table, before == STR_NONE ? 0 : before + 1);
    return str_until(line, str_find_char(line, '\n'));
}

static str name_of(str line)
{
    return str_until(line, str_find_char(line, '\t'));
}

/* The table from the first line on whose name is not before the given one: its lines are in the
 * order of their names. */
static str from_name(str table, str name)
{
    size_t low = 0, high = table.len;
    while (low < high) {
        str line = line_around(table, low + (high - low) / 2);
        size_t at = (size_t)(line.ptr - table.ptr);
        if (str_cmp(name_of(line), name) < 0)
            low = at + line.len + 1;
        else
            high = at;
    }
    return str_from(table, low);
}

/* What stands behind a name. */
static bool find(str table, str name, str *out)
{
    str rest = from_name(table, name), line;
    if (rest.len == 0 || !str_line(&rest, &line) || !str_eq(name_of(line), name))
        return false;
    *out = str_from(line, name.len + 1);
    return true;
}

bool glyphs_icon(str name, struct glyph *out)
{
    *out = (struct glyph){0};
    if (!find(web_icons(), name, &out->inner))
        return false;
    return str_cut(&out->inner, '\t', &out->view_box);
}

bool glyphs_emoji(str name, str *out)
{
    return find(web_emoji(), name, out);
}

str glyphs_nearest(str name, size_t set)
{
    str prefix = str_until(name, set + 1), best = {0}, line;
    size_t limit = (name.len - set) / 4;
    for (str rest = from_name(web_icons(), prefix);
         limit > 0 && rest.len && str_line(&rest, &line) && str_starts(line, prefix);) {
        str candidate = name_of(line);
        size_t d = nearest_distance(name, candidate, limit);
        if (d > limit || d >= candidate.len - set)
            continue;
        best = candidate;
        limit = d ? d - 1 : 0;
    }
    return best;
}
