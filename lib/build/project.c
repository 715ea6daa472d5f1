#include "build/project.h"

#include <errno.h>
#include <string.h>

#include "base/fs.h"
#include "data/mkdocs.h"
#include "page/keys.h"

struct opening {
    struct arena *arena;
    const struct project_options *options;
    struct diags *diags;
    struct project *p;
    str folder_shown; /* the configuration's folder as the user knows it */
};

static bool fail(struct opening *o, enum diag_code code, str path, const char *what)
{
    diag_add(o->diags, code, (struct place){.path = path}, "%s", what);
    return false;
}

static bool fail_at(struct opening *o, enum diag_code code, str path, const char *what, int error)
{
    diag_add(o->diags, code, (struct place){.path = path}, "%s: %s", what, strerror(error));
    return false;
}

/* A path as the configuration has it, seen from the working directory. */
static str from_folder(const struct opening *o, str path)
{
    if (str_starts(path, S("/")) || str_eq(o->folder_shown, S(".")))
        return arena_dup(o->arena, path);
    return arena_join(o->arena, o->folder_shown, S("/"), path);
}

/* The bytes of the configuration: the one that the user names, else the first that is there. */
static int find_config(struct opening *o, struct buf *text)
{
    static const str names[] = {S_INIT("kbsite.yml"), S_INIT("mkdocs.yml"), S_INIT("mkdocs.yaml")};
    struct project *p = o->p;
    int error = ENOENT;
    if (o->options->config.len) {
        p->config_path = arena_dup(o->arena, o->options->config);
        return fs_read(p->config_path.ptr, CONFIG_MAX_BYTES, text);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names && error == ENOENT; i++) {
        p->config_path = from_folder(o, names[i]);
        error = fs_read(p->config_path.ptr, CONFIG_MAX_BYTES, text);
    }
    if (error == ENOENT)
        p->config_path = from_folder(o, names[0]);
    return error;
}

static bool read_config(struct opening *o)
{
    const struct project_options *options = o->options;
    struct project *p = o->p;
    struct buf text = {0};
    str folder = options->folder.len ? options->folder : S(".");
    o->folder_shown = options->config.len ? fs_folder_of(options->config) : folder;
    int error = find_config(o, &text);
    bool ok = true;
    p->from_mkdocs = !error && mkdocs_is_name(p->config_path);
    if (error == ENOENT && !options->config.len)
        config_defaults(&p->config);
    else if (error)
        ok = fail_at(o, DIAG_FILE_UNREADABLE, p->config_path, "cannot be read", error);
    else
        ok = (p->from_mkdocs ? mkdocs_parse : config_parse)(
            o->arena, p->config_path, arena_dup(o->arena, buf_str(&text)), o->diags, &p->config);
    p->key = hash_mix_str(hash_of(buf_str(&text)), p->config_path);
    p->key = hash_mix_str(p->key, options->site_url);
    p->key = hash_mix_str(p->key, options->drafts ? S("drafts") : S(""));
    p->key = hash_mix_str(p->key, options->offline ? S("offline") : S(""));
    buf_free(&text);
    if (ok && options->site_url.len)
        ok = config_set_site_url(&p->config, o->arena, options->site_url,
                                 (struct place){.path = S("--base-url")}, o->diags);
    p->config.drafts |= options->drafts;
    p->config.offline |= options->offline;
    selection_defaults(&p->selection);
    return selection_read(&p->selection, p->config.check, p->config_path, o->diags) && ok;
}

static bool absolute(struct opening *o, str path, str *out)
{
    int error = fs_absolute(o->arena, arena_dup(o->arena, path).ptr, out);
    return !error || fail_at(o, DIAG_FILE_UNREADABLE, path, "cannot be read", error);
}

/* "notes/." and "notes/" are "notes". */
static str without_dot(str path)
{
    for (;;) {
        if (path.len > 1 && str_ends(path, S("/")))
            path.len--;
        else if (path.len > 2 && str_ends(path, S("/.")))
            path.len--;
        else
            return path;
    }
}

/* With another configuration, a folder that is named is the content, unless the configuration says
 * where that is. */
static bool find_content(struct opening *o)
{
    const struct project_options *options = o->options;
    str content = from_folder(o, o->p->config.content_dir);
    str unsaid = o->p->from_mkdocs ? MKDOCS_CONTENT_DIR : S(".");
    if (options->config.len && options->folder.len && str_eq(o->p->config.content_dir, unsaid))
        content = arena_dup(o->arena, options->folder);
    o->p->content_shown = without_dot(content);
    o->p->key = hash_mix_str(o->p->key, o->p->content_shown);
    bool there;
    int error = fs_find_folder(content.ptr, &there);
    if (error)
        return fail_at(o, DIAG_FILE_UNREADABLE, content, "cannot be read", error);
    if (!there)
        return fail(o, DIAG_FILE_UNREADABLE, content, "there is no such folder");
    return absolute(o, content, &o->p->content) && absolute(o, o->folder_shown, &o->p->folder);
}

bool project_below(str folder, str path, str *rest)
{
    if (!str_starts(path, folder))
        return false;
    *rest = str_from(path, folder.len);
    if (rest->len == 0 || str_eq(folder, S("/")))
        return true;
    if (rest->ptr[0] != '/')
        return false;
    *rest = str_from(*rest, 1);
    return true;
}

/* The record has a line for each path. */
static bool has_line_end(str path)
{
    return str_find_char(path, '\n') != STR_NONE || str_find_char(path, '\r') != STR_NONE;
}

static bool find_output(struct opening *o)
{
    struct project *p = o->p;
    str rest;
    bool configured = !str_eq(p->config.output_dir, S("site"));
    p->output_named = o->options->output.len || configured;
    p->output_shown = o->options->output.len ? arena_dup(o->arena, o->options->output)
                                             : from_folder(o, p->config.output_dir);
    int error = fs_absolute(o->arena, p->output_shown.ptr, &p->output);
    if (error)
        return fail_at(o, DIAG_OUTPUT_FAILED, p->output_shown, "cannot be written", error);
    if (has_line_end(p->output))
        return fail(o, DIAG_OUTPUT_FAILED, p->output_shown,
                    "the path of the output folder has a line end in it");
    if (project_below(p->output, p->content, &rest))
        return fail(o, DIAG_OUTPUT_EQUAL, p->output_shown,
                    rest.len ? "the content folder lies in the output folder"
                             : "the content folder cannot be the output folder");
    if (p->output_named && project_below(p->content, p->output, &rest))
        diag_add(o->diags, DIAG_OUTPUT_INSIDE, (struct place){.path = p->output_shown},
                 "the output folder lies in the content folder; what is in it is not published");
    return true;
}

/* The folder theme/ of the project comes first, then the theme that the configuration names. */
static bool open_theme(struct opening *o)
{
    const char *folders[2];
    size_t n = 0;
    str own = from_folder(o, S("theme")), named = o->p->config.theme;
    bool is_folder = !theme_is_shipped(named), there;
    int error = fs_find_folder(own.ptr, &there);
    if (error)
        return fail_at(o, DIAG_FILE_UNREADABLE, own, "cannot be read", error);
    if (there)
        folders[n++] = own.ptr;
    if (is_folder && !str_eq(from_folder(o, named), own))
        folders[n++] = from_folder(o, named).ptr;
    if (is_folder && fs_absolute(o->arena, from_folder(o, named).ptr, &o->p->theme_folder) != 0)
        o->p->theme_folder = S("");
    o->p->theme = theme_open(o->arena, is_folder ? S("default") : named, folders, n, o->diags);
    if (o->p->theme) {
        words_read(o->arena, o->p->theme, o->p->config.language, o->diags, &o->p->words);
        page_check_keys(o->p->theme, &o->p->words, o->diags);
    }
    return o->p->theme && diag_count(o->diags, DIAG_ERROR) == 0;
}

/* What the language calls the types. A type file with a title of its own takes precedence over the
 * words of folders behind its own: they translate the title that it replaces. */
static void name_types(struct opening *o)
{
    for (size_t i = 0; i < o->p->schema.types.n; i++) {
        struct type_def *type = &o->p->schema.types.at[i];
        str file = arena_join(o->arena, S("types/"), type->name, S(".yml"));
        bool there = theme_file(o->p->theme, file, NULL, NULL);
        size_t rank = there ? theme_rank(o->p->theme, file, 0) : SIZE_MAX;
        size_t title_rank = type->says_title ? rank : SIZE_MAX;
        size_t plural_rank = type->says_plural ? rank : title_rank;
        str title = words_within(&o->p->words, title_rank, S("type_"), type->name);
        str plural = words_within(&o->p->words, plural_rank, S("types_"), type->name);
        type->title = title.len ? title : type->title;
        type->plural = plural.len ? plural : type->plural;
    }
}

static bool read_types(struct opening *o)
{
    struct theme_paths paths = theme_paths(o->p->theme, S("types/"));
    struct schema_source *sources = arena_array(o->arena, struct schema_source, paths.n);
    size_t n = 0;
    for (size_t i = 0; i < paths.n; i++) {
        str name = str_from(paths.at[i], sizeof "types/" - 1);
        if (!str_ends(name, S(".yml")) || str_find_char(name, '/') != STR_NONE)
            continue;
        struct schema_source *s = &sources[n++];
        s->name = str_until(name, name.len - (sizeof ".yml" - 1));
        theme_file(o->p->theme, paths.at[i], &s->text, &s->path);
    }
    bool sound = schema_read(o->arena, sources, n, o->diags, &o->p->schema);
    name_types(o);
    return sound;
}

bool project_open(struct arena *a, const struct project_options *options, struct diags *diags,
                  struct project *out)
{
    *out = (struct project){0};
    struct opening o = {.arena = a, .options = options, .diags = diags, .p = out};
    return read_config(&o) && find_content(&o) && find_output(&o) && open_theme(&o) &&
           read_types(&o);
}
