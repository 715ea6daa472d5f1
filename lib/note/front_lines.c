#include "note/front_lines.h"

#include "base/ascii.h"

enum { LONGEST_KEY = 100 };

static bool is_marker(str line, str marker)
{
    return str_starts(line, marker) && str_trim(str_from(line, marker.len)).len == 0;
}

static bool is_blank(str line)
{
    return str_trim(line).len == 0;
}

static bool ends_key(str line, size_t colon)
{
    return colon + 1 == line.len || ascii_is_blank(line.ptr[colon + 1]);
}

static size_t quoted_key_end(str line)
{
    for (size_t i = 1; i < line.len; i++)
        if (line.ptr[i] == line.ptr[0])
            return i + 1;
    return STR_NONE;
}

/* The offset of the colon after a key at the beginning of a line, or STR_NONE. */
static size_t key_colon(str line)
{
    if (line.len == 0)
        return STR_NONE;
    char first = line.ptr[0];
    size_t at = 1;
    if (first == '"' || first == '\'')
        at = quoted_key_end(line);
    else if (!ascii_is_alnum(first) && first != '_' && (unsigned char)first < 0x80)
        return STR_NONE;
    for (; at < line.len && at < LONGEST_KEY; at++)
        if (line.ptr[at] == ':' && ends_key(line, at))
            return at;
    return STR_NONE;
}

static bool is_item(str line)
{
    return line.len && line.ptr[0] == '-' && (line.len == 1 || ascii_is_blank(line.ptr[1]));
}

/* Lines that can stand in a block: fields, list items, and what is indented below them. */
static bool fits(str line)
{
    if (line.len == 0)
        return false;
    return ascii_is_blank(line.ptr[0]) || line.ptr[0] == ']' || line.ptr[0] == '}' ||
           is_item(line) || key_colon(line) != STR_NONE;
}

static struct front_block no_block(str source)
{
    return (struct front_block){.text = source, .text_line = 1};
}

/* The longest run of lines that fit; false when it ends at a line that is neither blank, a heading
 * nor the end. */
static bool take_fitting(str rest, struct front_block *block)
{
    str begin = rest, before = rest, line;
    bool first = true;
    for (; str_line(&rest, &line); before = rest, first = false) {
        if (is_blank(line) || line.ptr[0] == '#')
            break;
        if (first ? key_colon(line) == STR_NONE : !fits(line))
            return false;
        block->text_line++;
    }
    block->yaml = str_until(begin, begin.len - before.len);
    block->text = before;
    return block->yaml.len > 0;
}

static struct front_block find_unclosed(str source)
{
    str rest = source, line;
    str_line(&rest, &line);
    struct front_block block = {.found = true, .text_line = 2};
    return take_fitting(rest, &block) ? block : no_block(source);
}

struct front_block front_find(str source)
{
    str rest = source, line;
    if (!str_line(&rest, &line) || !is_marker(line, S("---")))
        return no_block(source);
    str begin = rest;
    for (uint32_t n = 2; str_line(&rest, &line); n++) {
        if (!is_marker(line, S("---")) && !is_marker(line, S("...")))
            continue;
        str yaml = str_until(begin, (size_t)(line.ptr - begin.ptr));
        return (struct front_block){true, true, yaml, rest, n + 1};
    }
    return find_unclosed(source);
}

struct front_block front_find_shorter(const struct front_block *block, str source)
{
    struct front_block shorter = find_unclosed(source);
    if (!shorter.found || shorter.yaml.len >= block->yaml.len)
        return no_block(source);
    str rest = str_from(block->yaml, shorter.yaml.len), line;
    while (str_line(&rest, &line)) {
        if (is_blank(line) || line.ptr[0] == '#')
            continue;
        return fits(line) ? no_block(source) : shorter;
    }
    return no_block(source);
}

bool front_begins_with_field(str yaml)
{
    str line;
    while (str_line(&yaml, &line))
        if (!is_blank(line) && line.ptr[0] != '#')
            return key_colon(line) != STR_NONE;
    return false;
}

static struct front_chunk chunk_of(str line, size_t colon, uint32_t number)
{
    str key = str_trim(str_until(line, colon)), head = str_trim(str_from(line, colon + 1));
    if (key.len >= 2 && (key.ptr[0] == '"' || key.ptr[0] == '\''))
        key = str_slice(key, 1, key.len - 1);
    uint32_t col = (uint32_t)(head.len ? (size_t)(head.ptr - line.ptr) + 1 : colon + 1);
    return (struct front_chunk){.key = key, .head = head, .line = number, .col = col};
}

struct front_chunks front_split(struct arena *a, str yaml, uint32_t first_line)
{
    struct front_chunks out = {0};
    str rest = yaml, line;
    for (uint32_t n = first_line; str_line(&rest, &line); n++) {
        const char *end = rest.len ? rest.ptr : yaml.ptr + yaml.len;
        size_t colon = key_colon(line);
        if (colon != STR_NONE) {
            struct front_chunk chunk = chunk_of(line, colon, n);
            chunk.all = (str){line.ptr, (size_t)(end - line.ptr)};
            chunk.more = (str){end, 0};
            vec_push(a, &out.list) = chunk;
        } else if (out.list.n && !is_blank(line) && line.ptr[0] != '#') {
            struct front_chunk *last = &out.list.at[out.list.n - 1];
            last->all.len = (size_t)(end - last->all.ptr);
            last->more.len = (size_t)(end - last->more.ptr);
        }
    }
    return out;
}

static size_t indent_of(str line)
{
    return line.len - str_trim_left(line).len;
}

struct front_items front_split_items(struct arena *a, str lines, uint32_t first_line)
{
    struct front_items out = {0};
    str rest = lines, line;
    size_t depth = 0;
    for (uint32_t n = first_line; str_line(&rest, &line); n++) {
        const char *end = rest.len ? rest.ptr : lines.ptr + lines.len;
        size_t indent = indent_of(line);
        if (out.list.n == 0)
            depth = indent;
        if (!is_blank(line) && indent <= depth && is_item(str_from(line, indent))) {
            str text = str_trim(str_from(line, indent + 1));
            size_t col = (text.len ? (size_t)(text.ptr - line.ptr) : indent) + 1;
            vec_push(a, &out.list) =
                (struct front_item){{line.ptr, (size_t)(end - line.ptr)}, text, n, (uint32_t)col};
        } else if (out.list.n) {
            struct front_item *last = &out.list.at[out.list.n - 1];
            last->all.len = (size_t)(end - last->all.ptr);
            if (!is_blank(line))
                last->text.len = (size_t)(line.ptr + line.len - last->text.ptr);
        } else if (!is_blank(line)) {
            return out;
        }
    }
    return out;
}
