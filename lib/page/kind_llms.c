/* llms.txt: the notes as a plain list with what each is about, for programs that read. By folder,
 * in the order of the site. Form: the llms.txt proposal (title, summary, sections of links). */
#include "base/escape.h"
#include "page/kinds.h"
#include "page/view.h"

static void list(struct listing *l)
{
    if (!listing_has(l, S("llms.txt")))
        listing_add(l, (struct output){.file = S("llms.txt"), .kind = &kind_llms});
}

/* A line of its own, without what would end a link's text. */
static void add_line(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '[' || c == ']')
            buf_add_char(out, '\\');
        buf_add_char(out, c == '\n' || c == '\r' ? ' ' : c);
    }
}

/* The brackets around an address end where one in it would. */
static void add_address(const struct view *v, str url, struct buf *out)
{
    str site_url = v->context->site->config->site_url;
    struct buf path = {.arena = v->a};
    escape_url_path(&path, url.len || site_url.len ? url : S("./"));
    buf_add(out, site_url);
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];
        if (c == '(' || c == ')')
            buf_add(out, c == '(' ? S("%28") : S("%29"));
        else
            buf_add_char(out, c);
    }
}

static void add_note(const struct view *v, uint32_t note, struct buf *out)
{
    const struct node *node = &v->context->site->nodes.at[note];
    const struct facts *facts = &node->note->facts;
    if (v->context->manifest->redirects[note].there)
        return;
    buf_add_lit(out, "- [");
    add_line(out, facts->title);
    buf_add_lit(out, "](");
    add_address(v, node->url, out);
    buf_add_char(out, ')');
    if (facts->description.len) {
        buf_add_lit(out, ": ");
        add_line(out, facts->description);
    }
    buf_add_char(out, '\n');
}

static void add_folder(const struct view *v, const struct folder *folder, struct buf *out)
{
    if (folder->note == SITE_NONE && folder->notes.n == 0)
        return;
    buf_add_lit(out, "\n## ");
    add_line(out, folder->title.len ? folder->title
                                    : value_text(value_get(v->context->site_view, S("title"))));
    buf_add_lit(out, "\n\n");
    if (folder->note != SITE_NONE)
        add_note(v, folder->note, out);
    for (size_t i = 0; i < folder->notes.n; i++)
        add_note(v, folder->notes.at[i], out);
}

static void write(const struct view *v, struct buf *out)
{
    const struct site *site = v->context->site;
    buf_add_lit(out, "# ");
    add_line(out, value_text(value_get(v->context->site_view, S("title"))));
    buf_add_lit(out, "\n");
    if (site->config->description.len) {
        buf_add_lit(out, "\n> ");
        add_line(out, site->config->description);
        buf_add_lit(out, "\n");
    }
    for (size_t i = 0; i < site->folders.n; i++)
        add_folder(v, &site->folders.at[i], out);
}

const struct page_kind kind_llms = {.name = "llms", .list = list, .write = write};
