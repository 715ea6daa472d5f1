#include "markdown/glyphs.h"

#include "theme/web.h"

/* The line around a byte of the table. */
static str line_at(str table, size_t at, size_t *from)
{
    size_t before = str_rfind_char(str_until(table, at), '\n');
    *from = before == STR_NONE ? 0 : before + 1;
    str rest = str_from(table, *from);
    return str_until(rest, str_find_char(rest, '\n'));
}

/* What stands behind a name in a table whose lines are in the order of their names. */
static bool find(str table, str name, str *out)
{
    while (table.len > 0) {
        size_t from;
        str key, line = line_at(table, table.len / 2, &from), rest = line;
        str_cut(&rest, '\t', &key);
        int order = str_cmp(name, key);
        if (order == 0) {
            *out = rest;
            return true;
        }
        table = order < 0 ? str_until(table, from) : str_from(table, from + line.len + 1);
    }
    return false;
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
