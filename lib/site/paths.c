#include "site/paths.h"

#include "base/ascii.h"

static const str extensions[] = {S_INIT(".md"), S_INIT(".markdown"), S_INIT(".mdx")};
static const str pages[] = {S_INIT("index"), S_INIT("README"), S_INIT("_index")};

enum { EXTENSIONS = 3, PAGES = 3, OTHER_CASE = 4, PER_PAGE = 16 };

/* Which of the extensions, EXTENSIONS for none. */
static unsigned extension_of(str path)
{
    unsigned i = 0;
    while (i < EXTENSIONS && !str_ends_nocase(path, extensions[i]))
        i++;
    return i;
}

bool path_is_note(str path)
{
    return extension_of(path) < EXTENSIONS;
}

unsigned path_extension_rank(str path)
{
    unsigned i = extension_of(path);
    return i < EXTENSIONS && !str_ends(path, extensions[i]) ? i + OTHER_CASE : i;
}

str path_folder(str path)
{
    size_t slash = str_rfind_char(path, '/');
    return slash == STR_NONE ? S("") : str_until(path, slash);
}

str path_name(str path)
{
    size_t slash = str_rfind_char(path, '/');
    return slash == STR_NONE ? path : str_from(path, slash + 1);
}

str path_bare(str path)
{
    unsigned i = extension_of(path);
    return i < EXTENSIONS ? str_until(path, path.len - extensions[i].len) : path;
}

unsigned path_page_rank(str path)
{
    if (!path_is_note(path))
        return PATH_NO_PAGE;
    str stem = path_name(path_bare(path));
    for (unsigned i = 0; i < PAGES; i++)
        if (str_eq_nocase(stem, pages[i]))
            return i * PER_PAGE + (str_eq(stem, pages[i]) ? 0 : PER_PAGE / 2) +
                   path_extension_rank(path);
    return PATH_NO_PAGE;
}

bool path_same_page_name(unsigned rank, unsigned other)
{
    return rank / PER_PAGE == other / PER_PAGE;
}

str path_page(str path)
{
    return path_page_rank(path) == PATH_NO_PAGE ? path_bare(path) : path_folder(path);
}

bool path_join(struct buf *out, str folder, str path)
{
    bool inside = true;
    str part;
    buf_clear(out);
    if (!str_starts(path, S("/")))
        buf_add(out, folder);
    while (path.len > 0 && str_cut(&path, '/', &part)) {
        if (part.len == 0 || str_eq(part, S(".")))
            continue;
        if (str_eq(part, S(".."))) {
            inside = inside && out->len > 0;
            out->len = path_folder(buf_str(out)).len;
            continue;
        }
        if (out->len > 0)
            buf_add_char(out, '/');
        buf_add(out, part);
    }
    return inside;
}

struct path_way path_way(str folder, str to)
{
    size_t n = folder.len < to.len ? folder.len : to.len, common = 0;
    while (common < n && folder.ptr[common] == to.ptr[common])
        common++;
    if (common == folder.len && common < to.len && to.ptr[common] == '/')
        common++;
    else
        while (common && to.ptr[common - 1] != '/')
            common--;
    struct path_way way = {.rest = str_from(to, common), .up = common < folder.len};
    for (size_t i = common; i < folder.len; i++)
        way.up += folder.ptr[i] == '/';
    return way;
}

str path_title(struct arena *a, str name)
{
    str title = arena_dup(a, name);
    char *text = (char *)title.ptr;
    bool lower = true;
    for (size_t i = 0; i < title.len; i++) {
        if (text[i] == '-' || text[i] == '_')
            text[i] = ' ';
        lower = lower && ascii_lower(text[i]) == text[i];
    }
    title = str_trim(title);
    if (title.len == 0)
        return name;
    text = (char *)title.ptr;
    if (lower && ascii_is_alpha(text[0]))
        text[0] = (char)(text[0] - 'a' + 'A');
    return title;
}
