#include "start/start.h"

#include "base/fs.h"
#include "base/utf8.h"
#include "site/paths.h"
#include "start/files.h"

struct look {
    size_t notes, above; /* above: those at the top of the folder */
    size_t in_docs, in_notes;
};

/* What begins with a dot is no content, nor what a build writes or packages bring. */
static bool skip(void *context, str path, bool folder)
{
    static const str names[] = {S_INIT("node_modules"), S_INIT("site")};
    (void)context;
    if (folder && str_eq(path, S("kbsite"))) /* the sources of the workflow */
        return true;
    for (size_t i = 0; folder && i < sizeof names / sizeof *names; i++)
        if (str_eq(path_name(path), names[i]))
            return true;
    return str_starts(path_name(path), S("."));
}

static int look_for_notes(struct arena *a, str folder, struct look *out)
{
    struct fs_tree tree = {0};
    bool there;
    int error = fs_find_folder(folder.ptr, &there);
    if (error || !there)
        return error;
    error = fs_walk(a, folder.ptr, skip, NULL, &tree);
    for (size_t i = 0; i < tree.entries.n; i++) {
        str path = tree.entries.at[i].path;
        if (tree.entries.at[i].kind != FS_FILE || !path_is_note(path))
            continue;
        /* What repositories say about themselves. */
        bool is_readme =
            str_find_char(path, '/') == STR_NONE && str_eq_nocase(path, S("README.md"));
        out->notes += !is_readme;
        out->above += !is_readme && str_find_char(path, '/') == STR_NONE;
        out->in_docs += str_starts(path, S("docs/"));
        out->in_notes += str_starts(path, S("notes/"));
    }
    return error;
}

/* The folder that holds all notes. */
static str content_of(const struct look *look)
{
    if (look->notes == 0 || look->in_notes == look->notes)
        return S("notes");
    return look->in_docs == look->notes ? S("docs") : S(".");
}

/* What is no note, where the notes are all of a repository: among it the sources of kbsite, which
 * the workflow builds it from. */
static str exclusions(str content)
{
    return str_eq(content, S(".")) ? S("exclude: [kbsite/, node_modules/]\n") : S("");
}

static bool has(struct arena *a, str folder, str name)
{
    str path = arena_join(a, folder, S("/"), name);
    return fs_is_file(path.ptr) || fs_is_folder(path.ptr);
}

/* The bytes with the words in capitals filled in. */
static str filled(struct arena *a, str bytes, str title, str content)
{
    const struct {
        str word, text;
    } blanks[] = {
        {S("TITLE"), title}, {S("CONTENT"), content}, {S("EXCLUDE\n"), exclusions(content)}};
    const size_t n = sizeof blanks / sizeof *blanks;
    struct buf out = {.arena = a};
    while (bytes.len) {
        size_t i = 0;
        while (i < n && !str_starts(bytes, blanks[i].word))
            i++;
        buf_add(&out, i < n ? blanks[i].text : str_until(bytes, 1));
        bytes = str_from(bytes, i < n ? blanks[i].word.len : 1);
    }
    return buf_kept(&out);
}

/* Where a file goes: those that hide have no dot in the sources. */
static str place_of(str path)
{
    if (str_eq(path, S("gitignore")))
        return S(".gitignore");
    if (str_eq(path, S("pages.yml")))
        return S(".github/workflows/pages.yml");
    return path;
}

/* A title for a wiki, of the folder's name. In the configuration it stands in quotes, which not
 * every character may. */
static str title_of(struct arena *a, str folder)
{
    str real;
    struct buf out = {.arena = a};
    str name = fs_absolute(a, folder.ptr, &real) == 0 ? path_name(real) : S("");
    str title = path_title(a, name.len && utf8_check(name) == STR_NONE ? name : S("My wiki"));
    for (size_t i = 0; i < title.len; i++) {
        char c = title.ptr[i];
        bool fits = c != '"' && c != '\\' && !((unsigned char)c < 0x20) && c != 0x7F;
        buf_add_char(&out, fits ? c : ' ');
    }
    return buf_kept(&out);
}

int start_plan(struct arena *a, str folder, struct start_plan *out)
{
    struct look look = {0};
    *out = (struct start_plan){.folder = arena_dup(a, folder.len ? folder : S("."))};
    int error = look_for_notes(a, out->folder, &look);
    if (error)
        return error;
    out->notes = look.notes;
    out->content = content_of(&look);
    out->has_mkdocs = has(a, out->folder, S("mkdocs.yml")) || has(a, out->folder, S("mkdocs.yaml"));
    out->has_obsidian = has(a, out->folder, S(".obsidian"));
    str title = title_of(a, out->folder);
    for (size_t i = 0; i < embedded_start_count; i++) {
        const struct embedded_file *f = &embedded_start[i];
        str path = place_of(str_of(f->path));
        bool is_note = str_starts(path, S("notes/"));
        if ((is_note && out->notes) || (str_eq(path, S("kbsite.yml")) && out->has_mkdocs))
            continue;
        vec_push(a, &out->files) =
            (struct start_file){path, filled(a, (str){f->bytes, f->size}, title, out->content),
                                has(a, out->folder, path)};
    }
    return 0;
}

int start_write(struct arena *a, const struct start_plan *plan, bool replace, str *failed)
{
    for (size_t i = 0; i < plan->files.n; i++) {
        const struct start_file *f = &plan->files.at[i];
        if (f->is_there && !replace)
            continue;
        str path = arena_join(a, plan->folder, S("/"), f->path);
        int error = fs_write(path.ptr, f->bytes);
        if (error) {
            *failed = path;
            return error;
        }
    }
    return 0;
}
