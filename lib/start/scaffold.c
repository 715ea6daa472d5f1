#include "start/scaffold.h"

#include "base/buf.h"
#include "markdown/slug.h"

str scaffold_id(struct arena *a, str title)
{
    struct buf slug = {.arena = a}, single = {.arena = a};
    slug_github(&slug, title);
    for (size_t i = 0; i < slug.len; i++) /* one hyphen where words were dropped */
        if (slug.ptr[i] != '-' || i + 1 == slug.len || slug.ptr[i + 1] != '-')
            buf_add_char(&single, slug.ptr[i]);
    str id = buf_kept(&single);
    while (str_starts(id, S("-")))
        id = str_from(id, 1);
    while (str_ends(id, S("-")))
        id = str_until(id, id.len - 1);
    return id.len ? id : S("note");
}

/* A title inside quotes of YAML. */
static str quoted(struct arena *a, str title)
{
    struct buf out = {.arena = a};
    for (size_t i = 0; i < title.len; i++) {
        if (title.ptr[i] == '"' || title.ptr[i] == '\\')
            buf_add_char(&out, '\\');
        buf_add_char(&out, title.ptr[i]);
    }
    return buf_kept(&out);
}

struct blank {
    str name, text;
};

/* The text with each blank filled in. */
static str fill(struct arena *a, str text, const struct blank *blanks, size_t n)
{
    struct buf out = {.arena = a};
    while (text.len) {
        size_t i = 0;
        while (i < n && !str_starts(text, blanks[i].name))
            i++;
        buf_add(&out, i < n ? blanks[i].text : str_until(text, 1));
        text = str_from(text, i < n ? blanks[i].name.len : 1);
    }
    return buf_kept(&out);
}

str scaffold_note(struct arena *a, const struct theme *theme, const struct scaffold *s)
{
    str bytes = S("---\n---\n\n# TITLE\n"), head;
    str file = arena_join(a, S("scaffolds/"), s->type, S(".md"));
    bool own = theme_file(theme, file, &bytes, NULL);
    if (!own)
        theme_file(theme, S("scaffolds/note.md"), &bytes, NULL);
    /* Inside of the front matter a title needs quotes' care, below it none. */
    size_t end = str_find(bytes, S("\n---\n"));
    head = end == STR_NONE ? S("") : str_until(bytes, end + 1);
    str id = scaffold_id(a, s->title), safe = quoted(a, s->title);
    const struct blank in_front[] = {
        {S("\"TITLE\""), arena_join(a, S("\""), safe, S("\""))},
        {S("DATE"), s->date},
        {S("id: ID\n"), arena_join(a, S("id: "), id,
                                   own ? S("\n") : arena_join(a, S("\ntype: "), s->type, S("\n")))},
    };
    const struct blank in_text[] = {{S("TITLE"), s->title}};
    str front = fill(a, head, in_front, sizeof in_front / sizeof *in_front);
    str text = fill(a, str_from(bytes, head.len), in_text, 1);
    return arena_join(a, front, text, S(""));
}
